"""Figure and unit together at one place of a folded text: plain, compound (1 小时 30 分), halves, money,
staffing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from biaochi.core.quantity.english import read_english, read_english_part
from biaochi.core.quantity.figure import Figure
from biaochi.core.quantity.folding import skip_spaces
from biaochi.core.quantity.han import HAN_DIGITS
from biaochi.core.quantity.numerals import multiplied, read_arabic, read_han, read_part
from biaochi.core.quantity.quantity import Quantity
from biaochi.core.quantity.units import (
    CENT,
    HOUR,
    MINUTE,
    NUMBER,
    PER_MILLE,
    PER_TEN_THOUSAND,
    PERCENT,
    PPM,
    STAFFING,
    TIME_LIKE,
    TIMES,
    Unit,
    over,
    read_unit,
    unit,
)
from biaochi.core.quantity.wordlist import words
from biaochi.core.regex import regex

HALF: Final = Fraction(1, 2)
_PART_UNITS: Final = {100: PERCENT, 1000: PER_MILLE, 10_000: PER_TEN_THOUSAND, 10**6: PPM}
_CURRENCY: Final = regex(r"(hk\$|us\$|nt\$|a\$|c\$|s\$|rmb|cny|hkd|usd|gbp|eur|[$£€¥]) ?(?=[0-9])")
_TOO_VAGUE: Final = "多余来几"
# These follow a Chinese numeral in so many words (四步, 三家) that only context makes a quantity of them.
_ARABIC_ONLY: Final = frozenset(
    words("""
        步 种 类 段 门 部 道 面 级 则 层 本 篇 句 字 词 块 把 组 星 号字 米 克 升 样本 场 节 片 只 支 声 成
        家 通 单 起
    """)
)
_ENGLISH_AGAIN: Final = regex(r"(once|twice|thrice)(?![a-z])")
_AGAIN: Final = {"once": 1, "twice": 2, "thrice": 3}
_QUARTER_HOUR: Final = regex(r"(?:(an?|one|three) )?quarters?(?: of an)?[ -]hours?(?![a-z])")
_HALF_OF: Final = regex(r"half[ -](?:an? )?(hour|minute|year|month|week)s?(?![a-z])")
_AND_A_HALF: Final = regex(r" and a half(?![a-z])")
_JOINT: Final = regex(r" ?(?:零|又|and )? ?(?=[0-9零一二两三四五六七八九十])")
_QUALIFIER: Final = regex(" (?:full|whole|consecutive|further|additional|complete|clear|more) (?=[a-z])")
_STAFFING: Final = regex(r"1 ?: ?([0-9]{1,18}(?:\.[0-9]{1,18})?)(?:/([0-9]{1,18}))?(?![0-9:])")
_NAMED_RATIO: Final = regex(r"百分百|半数")
_TENTHS: Final = HAN_DIGITS | {"半": 5}
_TENTH: Final = regex("[一二三四五六七八九半](?![0-9零一二两三四五六七八九十百千万点个])")
"""The last figure of 八成五 (85 %)."""


class Value(NamedTuple):
    """A quantity read at some place: the offset behind it and how its figure is written."""

    quantity: Quantity
    end: int
    form: str
    has_unit: bool


def read_value(text: str, at: int) -> Value | None:
    """A figure with its unit at `at` of a folded text, or a bare figure (unit NUMBER); no comparators."""
    if at >= len(text):
        return None
    c = text[at]
    if c in "-+" or (c == "零" and text.startswith("零下", at)) or (c == "负" and text[at - 1 : at] != "正"):
        return _signed(text, at)
    if "a" <= c <= "z" or c in "$£€¥":
        return _read_worded(text, at)
    if c == "半":
        return _read_half(text, at)
    named = _NAMED_RATIO.match(text, at)
    if named:
        percent = Fraction(100 if named[0] == "百分百" else 50)
        return Value(Quantity(percent, PERCENT), named.end(), "han", True)
    part = read_part(text, at)
    if part:
        return _of_whole(*part)
    figure = read_arabic(text, at) if c in "0123456789" else read_han(text, at)
    return _with_unit(text, figure) if figure else None


def _signed(text: str, at: int) -> Value | None:
    sign = 2 if text.startswith("零下", at) else 1
    read = read_value(text, skip_spaces(text, at + sign)) if text[at + 1 : at + 2] not in ("-", "+") else None
    if read is None:
        return None
    value = read.quantity.value if text[at] == "+" else -read.quantity.value
    return read._replace(quantity=Quantity(value, read.quantity.unit))


def _of_whole(part: Fraction, whole: Fraction, end: int) -> Value:
    kind = _PART_UNITS.get(int(whole))
    quantity = Quantity(part, kind) if kind else Quantity(part / whole * 100, PERCENT)
    return Value(quantity, end, "han", True)


def _read_half(text: str, at: int) -> Value | None:
    """半小时, 半个月, 半年; 半天 and 半日 are vague (four hours, twelve, or ages)."""
    following = skip_spaces(text, at + 1)
    if text.startswith("个", following):
        following += 1
    found = read_unit(text, following)
    if found is None or found[0].dimension not in TIME_LIKE or found[0].symbol in ("天", "日", "刻钟"):
        return None
    return Value(Quantity(HALF, found[0]), found[1], "han", True)


def _with_unit(text: str, figure: Figure) -> Value | None:
    qualified = _QUALIFIER.match(text, figure.end)
    at = qualified.end() if qualified else skip_spaces(text, figure.end)
    value = figure.value
    found = read_unit(text, at)
    larger = multiplied(text, figure) if figure.form == "arabic" else figure
    if larger.end != figure.end and (found is None or found[1] <= larger.end):
        value, at = larger.value, skip_spaces(text, larger.end)
        found = read_unit(text, at)
    number_end = larger.end if value != figure.value else figure.end
    if at < len(text) and text[at] in _TOO_VAGUE and not text.startswith(("来电", "来访", "余额"), at):
        return None
    if at < len(text) and text[at] == "个":
        timed = _after_classifier(text, at, value)
        if timed:
            return _compound(text, timed, figure.form)
    if found is None and text.startswith("-", at):
        found = read_unit(text, at + 1) if "a" <= text[at + 1 : at + 2] <= "z" else None
    if found is None:
        return Value(Quantity(value, NUMBER), number_end, figure.form, False)
    kind, end = found
    if kind.symbol == "成":
        tenth = _TENTH.match(text, end)
        if tenth and read_unit(text, tenth.end()) is None:
            value, end = value + Fraction(_TENTHS[tenth[0]], 10), tenth.end()
    alone = kind.symbol in _ARABIC_ONLY and at == number_end
    if figure.form == "han" and (alone or (kind.symbol == "刻钟" and text[end - 1] != "钟")):
        return Value(Quantity(value, kind), end, "han-weak", True)
    return _compound(text, (value, kind, end), figure.form)


def _after_classifier(text: str, at: int, value: Fraction) -> tuple[Fraction, Unit, int] | None:
    """3 个工作日, 2 个半小时, 5 个百分点: the 个 belongs to the unit behind it."""
    following = skip_spaces(text, at + 1)
    if text.startswith("半", following):
        value, following = value + HALF, following + 1
    found = read_unit(text, following)
    if found and (found[0].dimension in TIME_LIKE or found[0].dimension == "ratio-diff"):
        return value, found[0], found[1]
    return None


def _compound(text: str, first: tuple[Fraction, Unit, int], form: str) -> Value:
    """Take in a trailing 半 and smaller units: 三天半, 1 小时 30 分, 2 分 30 秒, 3 元 5 角, 6 min 4 s."""
    value, kind, end = first
    half = kind.dimension in TIME_LIKE and text.startswith("半", end)
    if half and text[end + 1 : end + 2] not in ("天", "日", "年", "小"):
        return Value(Quantity(value + HALF, kind), end + 1, form, True)
    more = _AND_A_HALF.match(text, end)
    if more and kind.dimension in TIME_LIKE:
        return Value(Quantity(value + HALF, kind), more.end(), form, True)
    while kind.dimension in ("time", "month-time", "money") or kind.also:
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
        figure = read_arabic(text, at) if text[at] in "0123456789" else read_han(text, at)
        if figure is None:
            break
        unit_at = skip_spaces(text, figure.end)
        if text.startswith("个", unit_at) and kind.dimension == "month-time":
            unit_at += 1
        found = read_unit(text, unit_at)
        pair = _smaller(kind, found[0]) if found else None
        if found is None or pair is None:
            break
        larger, smaller = pair
        value = value * larger.factor / smaller.factor + figure.value
        kind, end = smaller, found[1]
    return Value(Quantity(value, kind), end, form, True)


def _smaller(kind: Unit, next_kind: Unit) -> tuple[Unit, Unit] | None:
    if kind.also and next_kind.dimension == "time":
        kind = MINUTE
    if next_kind.also and kind.dimension == "time":
        next_kind = MINUTE
    if next_kind.also and kind.dimension == "money":
        next_kind = CENT
    same = kind.dimension == next_kind.dimension and kind.noun == next_kind.noun
    return (kind, next_kind) if same and next_kind.factor < kind.factor and not kind.also else None


def _read_worded(text: str, at: int) -> Value | None:
    """Values that begin with letters or a currency sign: £95, half an hour, two minutes, a quarter of an
    hour.
    """
    money = _CURRENCY.match(text, at)
    if money:
        kind = unit(money[1])
        amount = read_arabic(text, money.end())
        if amount is None or kind is None:
            return None
        amount = multiplied(text, amount)
        kind, end = over(text, kind, amount.end)
        return Value(Quantity(amount.value, kind), end, "arabic", True)
    if at and text[at - 1].isascii() and text[at - 1].isalnum():
        return None
    quarter = _QUARTER_HOUR.match(text, at)
    if quarter:
        times = 3 if quarter[1] == "three" else 1
        return Value(Quantity(Fraction(times, 4), HOUR), quarter.end(), "english", True)
    half = _HALF_OF.match(text, at)
    if half:
        kind = unit(half[1])
        return Value(Quantity(HALF, kind), half.end(), "english", True) if kind else None
    again = _ENGLISH_AGAIN.match(text, at)
    if again:
        return Value(Quantity(Fraction(_AGAIN[again[1]]), TIMES), again.end(), f"english-{again[1]}", True)
    figure = read_english(text, at)
    part = read_english_part(text, at)
    if part and (figure is None or part.end > figure.end):
        return Value(Quantity(part.value * 100, PERCENT), part.end, "english", True)
    if figure is None:
        return None
    more = _AND_A_HALF.match(text, figure.end)
    if more:
        figure = Figure(figure.value + HALF, more.end(), "english")
    return _with_unit(text, figure)


_ARTICLE: Final = regex(r"an? (?=[a-z])")


def read_article(text: str, at: int) -> Value | None:
    """ "an hour", "a working day" as one of them; only where a comparator or the whole field says so."""
    match = _ARTICLE.match(text, at)
    found = read_unit(text, match.end()) if match else None
    if found is None or found[0].dimension not in TIME_LIKE:
        return None
    return _compound(text, (Fraction(1), found[0], found[1]), "english")


def read_staffing(text: str, at: int) -> Value | None:
    """ "1:8" at `at`: one of the former for eight of the latter."""
    match = _STAFFING.match(text, at)
    if match is None or not Fraction(match[1]) or (match[2] and not int(match[2])):
        return None
    below = Fraction(match[1]) / int(match[2] or 1)
    return Value(Quantity(1 / below, STAFFING), match.end(), "arabic", True)
