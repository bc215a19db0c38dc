"""How often (frequency) and over which stretch of time (period), in front matter and prose."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

from biaochi.core.quantity.folding import fold
from biaochi.core.quantity.numerals import read_figure
from biaochi.core.quantity.quantity import Quantity
from biaochi.core.quantity.units import TIME_LIKE, Unit, unit
from biaochi.core.quantity.values import read_article, read_value
from biaochi.core.quantity.wordlist import words
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass

_MONTH_DAYS: Final = Fraction(365, 12)
_SLACK: Final = Fraction(11, 10)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: `days` is its length (a month 365/12 days, a working day 1), `quantity` the length
    as written.

    `rolling` for 滚动/rolling/连续, `aligned` for 自然月/calendar month; `text` as given.
    """

    text: str
    days: Fraction
    quantity: Quantity
    rolling: bool = False
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often something happens.

    `kind` "periodic": `times` within each `period`, so every `interval_days` days; "per-event" (每单, per
    call) and
    "continuous" (实时): interval 0, so that they come before every periodic one. `event` is the unit of the
    event.
    """

    text: str
    kind: str
    times: Fraction
    period: Period | None
    interval_days: Fraction
    event: str = ""


def days_of(quantity: Quantity) -> Fraction | None:
    """The approximate length in days; a shift counts 8 hours, a working day one day; None for anything but
    time.
    """
    kind = quantity.unit
    if kind.dimension == "time":
        return quantity.base() / 86_400
    if kind.dimension == "month-time":
        return quantity.base() * _MONTH_DAYS
    if kind.dimension == "work-time":
        return quantity.value if kind.noun == "day" else quantity.value / 24
    return quantity.value / 3 if kind.symbol == "班次" else None


def fits(a: Frequency | Period, b: Frequency | Period) -> bool:
    """Whether `a` recurs or lasts no longer than `b`; a tenth of slack lets a month fit 28 days and 52 weeks
    a year.
    """
    return _days(a) <= _days(b) * _SLACK


def _days(each: Frequency | Period) -> Fraction:
    return each.days if isinstance(each, Period) else each.interval_days


def period_of(
    text: str, value: Fraction, kind: Unit, rolling: bool = False, aligned: bool = False
) -> Period | None:
    """`value` × `kind` as a period, None when that is no stretch of time."""
    quantity = Quantity(value, kind)
    days = days_of(quantity)
    return Period(text, days, quantity, rolling, aligned) if days and value > 0 else None


# A fixed day within each period: 每周一, 每月 5 日, 每季度末, every Monday.
_FIXED_DAY: Final = regex(
    "每个?(周|星期|礼拜)[一二三四五六日天末](?:[上下]午)?"
    "|每个?(月|季度?|年)(?:度|[初底末]|(?:第一|最后一?)个?(?:工作)?[日天月周]|[首末]月"
    "| ?[0-9]{1,2} ?[日号月])"
    "|(?:every|each) (?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_ADVERB_ROWS: Final = (
    (1, "小时", "hourly|逐时"),
    (1, "天", "daily|逐日|日度|按日|nightly"),
    (1, "周", "weekly|逐周|周度|按周|每周末"),
    (2, "周", "fortnightly|biweekly|bi-weekly|隔周|every other week"),
    (1, "月", "monthly|逐月|月度|按月"),
    (2, "月", "bimonthly|隔月|every other month"),
    (1, "季度", "quarterly|逐季|季度|按季|按季度"),
    (6, "月", "half-yearly|semi-annually|semiannually|semi-annual|biannually|半年度"),
    (1, "年", "annually|yearly|annual|逐年|年度|按年"),
    (1, "班次", "按班"),
    (2, "天", "隔日|隔天|每隔一天|every other day"),
    (2, "年", "隔年"),
)
ADVERBS: Final[dict[str, tuple[Fraction, str]]] = {
    name: (Fraction(times), symbol) for times, symbol, names in _ADVERB_ROWS for name in names.split("|")
}
_CONTINUOUS: Final = frozenset(
    words("""
        实时|连续|持续|不间断|连续不间断|全时|7×24|7x24|7×24小时|7×24 小时|24/7|24×7|24小时不间断|
        24 小时不间断|24 小时连续|连续监测|实时监测|实时监控|实时统计|自动实时|系统实时|continuous|
        continuously|real-time|realtime|real time|always on|non-stop
    """)
)
_EVENT: Final = regex("(?:每一?|逐|按|per[ -]|each |every |after each |after every |at each |at every )")
_EVENT_WORDS: Final = frozenset(
    words("""
        单 次 笔 件 通 宗 起 人 人次 位 名 份 条 项 例 批 场 轮 户 桌 间 房 餐 餐次 床 床次 台 趟 票 页
        位客户 位顾客 位客人 位患者 位来访者 次服务 次办理 次接待 次来电 次通话 通电话 通来电 笔业务
        笔交易 件投诉 单投诉 宗投诉 个案 个订单 个客户 个工单 张工单 次投诉 次使用 次用后 订单 工单 客户
        顾客 客人 航班 车次 call order visit customer case ticket transaction complaint guest patient
        contact event incident stay use booking delivery meal flight request service interaction job parcel
    """)
)
_TIMES_OVER: Final = "(?:次|回|遍|times?|x)"
_COUNT: Final = r"(?P<n>[0-9]{1,6}(?:\.[0-9]{1,3})?|[零一二两三四五六七八九十百]{1,5}|[a-z]+(?:-[a-z]+)?)"
_LEAST: Final = "(?:不少于|不低于|至少|应|at least )? ?"
# 3 次/周, twice a month · 每季度 1 次 · 一年两次
_FORMS: Final = (
    regex(f"{_LEAST}{_COUNT}(?: ?{_TIMES_OVER})? ?(?:/|每|per |a |an |each |every |in a )(?P<u>.+)"),
    regex(f"(?:每|平均每|each |every |per |/)(?P<u>.+?)[ ,,、:]*{_LEAST}{_COUNT} ?{_TIMES_OVER}"),
    regex(f"(?P<u>一?[天日周年]|半?年|一?个?月|一?个?季度?|星期){_LEAST}{_COUNT} ?[次回遍]"),
)
_AGAIN: Final = {"once": 1, "twice": 2, "thrice": 3, "one": 1}


def _count(text: str) -> Fraction | None:
    if text in _AGAIN:
        return Fraction(_AGAIN[text])
    figure = read_figure(text, 0)
    return figure.value if figure and figure.end == len(text) else None


_LENGTHS: Final[dict[str, tuple[Fraction, str]]] = {
    **dict.fromkeys(("全天", "当日"), (Fraction(1), "天")),
    "当月": (Fraction(1), "月"),
    "fortnight": (Fraction(2), "周"),
    **dict.fromkeys(("半年", "半年度", "half year", "half-year", "half a year"), (Fraction(6), "月")),
}


def _length(text: str) -> tuple[Fraction, Unit] | None:
    """ "2 周", "半年", "个月", "工作日", "two weeks" as value and unit; a bare unit is one of it."""
    text = text.strip().removeprefix("一个").removeprefix("个") or text
    adverb = _LENGTHS.get(text)
    if adverb:
        kind = unit(adverb[1])
        return (adverb[0], kind) if kind else None
    bare = unit(text)
    if bare is None:
        read = read_article(text, 0) or read_value(text, 0)
        if read is None or read.end != len(text) or not read.has_unit:
            return None
        value, bare = read.quantity.value, read.quantity.unit
        if bare.also:
            return None
    else:
        value = Fraction(1)
    ok = bare.dimension in TIME_LIKE or bare.symbol == "班次"
    return (value, bare) if ok and value > 0 else None


@lru_cache(maxsize=2048)
def parse_frequency(text: str) -> Frequency | None:
    """How often: "1/日", "每季度 1 次", "twice a month", "quarterly", "实时", "每单"; None when the text does
    not say.
    """
    folded = " ".join(fold(text).split())
    if not folded or len(folded) > 60:
        return None
    if folded in _CONTINUOUS:
        return Frequency(text, "continuous", Fraction(1), None, Fraction(0))
    adverb = ADVERBS.get(folded)
    if adverb is None:
        fixed = _FIXED_DAY.fullmatch(folded)
        adverb = (Fraction(1), fixed[2] or "周") if fixed else None
    if adverb:
        return periodic(text, Fraction(1), adverb[0], unit(adverb[1]))
    for form in _FORMS:
        match = form.fullmatch(folded)
        if match is None:
            continue
        times, length = _count(match["n"].strip()), _length(match["u"])
        if times and length:
            return periodic(text, times, *length)
        event = _event(match["u"])
        if times and event:
            return Frequency(text, "per-event", times, None, Fraction(0), event)
    each = _EVENT.match(folded)
    if each:
        rest = folded[each.end() :].strip()
        length = _length(rest)
        if length and each[0] not in ("after each ", "at each "):
            return periodic(text, Fraction(1), *length)
        event = _event(rest)
        if event:
            return Frequency(text, "per-event", Fraction(1), None, Fraction(0), event)
    return None


def _event(text: str) -> str:
    text = text.strip()
    if text in _EVENT_WORDS:
        return text
    read = read_value(text, 0)
    if read and read.end == len(text) and read.quantity.unit.dimension == "count":
        return text
    named = text[:1] in "单次笔件通宗起位名份条项例批场" and 1 < len(text) <= 8
    return text if named and not text[1:2].isdigit() else ""


def periodic(text: str, times: Fraction, value: Fraction, kind: Unit | None) -> Frequency | None:
    """`times` within each `value` × `kind`."""
    period = period_of(text, value, kind) if kind else None
    return Frequency(text, "periodic", times, period, period.days / times) if period else None


_ROLLING: Final = regex(
    "(?:滚动|连续|任意连续|任一连续|近|最近|过去|rolling|trailing|moving|last|past|any)"
    "(?: |的|窗口|window of)*"
    "|(?: ?的?(?:滚动|滚动窗口|移动窗口|连续| ?rolling(?: window)?| trailing))$"
)
_ALIGNED: Final = regex(
    "自然|日历|calendar ?|上一个?|上(?=[月周季年])|本(?=[月周季年])|财务?(?=年)|fiscal "
)


@lru_cache(maxsize=2048)
def parse_period(text: str) -> Period | None:
    """A stretch of time: "1 月", "28 天", "1/月", "每月", "半年", "monthly", "滚动 28 天", "自然月"."""
    folded = " ".join(fold(text).split())
    if not folded or len(folded) > 60 or folded in _CONTINUOUS:
        return None
    rolling = _ROLLING.search(folded)
    body = (folded[: rolling.start()] + folded[rolling.end() :]).strip() if rolling else folded
    aligned = _ALIGNED.match(body) is not None and not body.startswith(("自然日", "日历日", "calendar day"))
    plain = _ALIGNED.sub("", body).strip() if aligned else body
    adverb = ADVERBS.get(plain)
    length = (adverb[0], unit(adverb[1])) if adverb else _length(plain)
    if length and length[1]:
        return period_of(text, length[0], length[1], rolling is not None, aligned)
    frequency = parse_frequency(plain)
    if frequency is None or frequency.period is None:
        return None
    quantity = frequency.period.quantity
    return period_of(text, quantity.value / frequency.times, quantity.unit, rolling is not None, aligned)
