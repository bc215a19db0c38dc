"""Everything numeric that stands in front matter or prose: Simplified, Traditional, English.

Values are exact (`fractions.Fraction`), objects are frozen, nothing raises on any text; what cannot be read
is `None` or an empty tuple. Offsets count characters of the text as given: `text[m.start:m.end]`.

Values
    `Unit(symbol, dimension, factor, noun="", also=())`
        dimension (base): time (second), work-time (working hour or day, see `noun`), month-time (month),
        ratio (1), ratio-diff (1 = 100 百分点), count, rate, score, money, length (m), area (㎡), volume (L),
        mass (g), temperature (℃), sound (dB(A)), light (lx), type-size (pt), speech-rate (per minute), ring,
        nps, multiple, staffing, number (a bare figure) and a few physical ones.
        `noun`: what must agree besides: the thing counted (次, 件, 人, 人次 never mix), the currency code.
        `also`: other readings of an ambiguous symbol (分: points, minutes, cents).
    `Quantity(value, unit)` with `.to(unit)`, `.base()`, `.readings()`, `.read_as(dimension)`
    `Bound(low, high, low_open, high_open, unit, tolerance=None)` with `.op` ("<=", "<", ">=", ">", "in")
        and `.limits()`, its ends as quantities. 以上, 以下, 以内, 届满 include the end; 不满, 超过, 以外
        exclude it (Civil Code of the PRC, art. 1259).
    `Calendar(name, hours_per_day=8, days_per_week=5, holiday_days=7)`: working time in calendar time
    `Period(text, days, quantity, rolling, aligned)`; days are approximate for months (365/12)
    `Frequency(text, kind, times, period, interval_days, event)`; `kind` is periodic, per-event (每单, call by
        call) or continuous (实时); the last two have interval 0 and so come before every periodic one

Reading one value (the whole text must be the value)
    `unit(text) -> Unit | None`, `known_units() -> tuple[Unit, ...]`, `suggest_unit(text) -> str | None`
    `parse_number(text) -> Fraction | None`       15, １５, 三十, 1.5万, 三分之二, ninety, two-thirds
    `parse_quantity(text) -> Quantity | None`     12 分钟, 90 %, 半小时, 1 小时 30 分, ten minutes, 1:8
    `parse_bound(text) -> Bound | None`           ≤ 5 分钟, 不超过十分钟, at least 95 %, 3—5 天, ±15 分钟,
                                                  > 30 且 ≤ 60 分钟
    `parse_frequency(text) -> Frequency | None`   1/日, 每季度 1 次, twice a month, 实时, 每单
    `parse_period(text) -> Period | None`         1 月, 28 天, 1/月, 每月, 半年, 滚动 28 天, 自然月

Judging
    `comparable(a, b, calendar=None) -> bool`
    `compare(a, b, calendar=None) -> -1 | 0 | 1 | None`     None: they cannot be ordered
    `satisfies(bound, quantity, calendar=None) -> bool | None`
    `worst_case(quantity, calendar) -> Quantity | None`     longest calendar length of working time, in days
    `fits(a, b) -> bool`    whether a frequency or period is no longer than another; a tenth of slack, so
                            that a month fits 28 days and 52 weeks a year

Reading prose
    `has_number(text) -> bool`: a cheap test; False means that `find_quantities` finds nothing
    `find_quantities(text) -> tuple[Mention, ...]` in order, never overlapping
    `vague_numerals(text) -> tuple[tuple[int, int], ...]`: 三五天, 十来分钟, 数十, 几次, 半天, a couple of …;
        none of these is ever a mention
    `find_frequencies(text) -> tuple[tuple[int, int, Frequency], ...]`: 每月, 每 2 周, daily, every year …

    `Mention(start, end, text, role, value_start, value_end, quantity, bound, percentile, share, per, every,
    approximate)`
        `start:end`     comparator, figure, unit, suffix (不超过 12 分钟); `value_start:value_end`: 12 分钟
        `quantity`      the one figure, also when it is one end of a bound; None for a range
        `bound`         set when the figure is compared with; 不得…超过 and "not … more than" are upper bounds
        `percentile`    95 for P95, 第95百分位, 95th percentile: on its own mention and on the limit it rules
        `share`         on a limit, the part of all cases it holds for (90% 的客户在 15 分钟以内: 9/10 on
                        15 分钟); 80/20 is one mention with share 4/5 and the bound ≤ 20 秒
        `per`           the period of a rate (每月不少于 4 次, 4 times a month)
        `every`         the figure follows 每, every, per
        `approximate`   约, 左右, about, 近 …
        `role`          quantity    a figure that may be a criterion
                        share       a per cent of cases that a limit in the sentence holds for
                        percentile  P95 itself
                        clock-time  9:00, 上午九点半, 5 pm
                        date        2026 年 3 月 1 日, 2024, 3 月
                        ordinal     第3章, 附录 2, 表 1, clause 5.3
                        label       3 楼, 2 号窗口, 5G, GB/T 36733, A4, 5 星级酒店, 5 分制
                        phone       12345 热线
                        version     v1.2, 第 2 版
                        age         80 岁
                        hours       7×24, 24 小时热线
                        slogan      五心服务, 一站式, 最多跑一次
                        indefinite  一个, 一名 without a comparison
        `TRAP_ROLES` holds the roles whose figures are never a criterion.
    Numerals in words like 一定, 第一时间, 十分, 万一, 千万, 三方, 四步 give no mention at all.

Writing
    `render(value) -> str` for a quantity or bound; reading it back gives an equal value
    `to_han(number) -> str`: a whole number in Chinese numerals
"""

from __future__ import annotations

from biaochi.core.quantity.han import to_han
from biaochi.core.quantity.mention import TRAP_ROLES, Mention
from biaochi.core.quantity.numerals import parse_number
from biaochi.core.quantity.period import Frequency, Period, fits, parse_frequency, parse_period
from biaochi.core.quantity.prose import find_quantities, has_number
from biaochi.core.quantity.quantity import (
    Bound,
    Calendar,
    Quantity,
    comparable,
    compare,
    render,
    satisfies,
    worst_case,
)
from biaochi.core.quantity.reading import parse_bound, parse_quantity
from biaochi.core.quantity.recurring import find_frequencies
from biaochi.core.quantity.units import TIME_LIKE, Unit, known_units, suggest_unit, unit
from biaochi.core.quantity.vague import vague_numerals

__all__ = [
    "TIME_LIKE",
    "TRAP_ROLES",
    "Bound",
    "Calendar",
    "Frequency",
    "Mention",
    "Period",
    "Quantity",
    "Unit",
    "comparable",
    "compare",
    "find_frequencies",
    "find_quantities",
    "fits",
    "has_number",
    "known_units",
    "parse_bound",
    "parse_frequency",
    "parse_number",
    "parse_period",
    "parse_quantity",
    "render",
    "satisfies",
    "suggest_unit",
    "to_han",
    "unit",
    "vague_numerals",
    "worst_case",
]
