"""A whole numeric phrase at one place: comparator, figure or range, tolerance, unit, suffix."""

from __future__ import annotations

from typing import Final, NamedTuple

from biaochi.core.quantity.comparators import about_before, about_behind, before, behind
from biaochi.core.quantity.folding import skip_spaces
from biaochi.core.quantity.quantity import Bound, Quantity
from biaochi.core.quantity.units import NUMBER
from biaochi.core.quantity.values import Value, read_article, read_value
from biaochi.core.regex import regex

_TO: Final = regex(r" ?(?:~{1,2}|-|(?:至|到)(?!少|多|期)|to(?= )|through(?= )) ?")
_AND: Final = regex(r" ?(?:and|和|与|至|~|-) ?")
_PLUS_MINUS: Final = regex(r" ?(?:±|\+/-|正负|plus or minus) ?")
_BETWEEN: Final = regex(r"(?:between|介于) ?$")
_SECOND_SIGN: Final = regex(r" ?(?:且|并且|并|和|,|,|、|and|but|~|-|至|到)? ?")
_PREFIX: Final = regex(r"(±|\+/-|正负|plus or minus) ?$")


class Phrase(NamedTuple):
    """What was read: `start:end` with comparator and suffix, `value_start:value_end` without."""

    start: int
    value_start: int
    value_end: int
    end: int
    quantity: Quantity | None
    bound: Bound | None
    approximate: bool
    form: str
    has_unit: bool


def read_phrase(text: str, at: int, floor: int = 0) -> Phrase | None:
    """The phrase whose figure begins at `at` of a folded text; nothing before `floor` is taken for a
    comparator.
    """
    first = read_value(text, at) or (read_article(text, at) if before(text, at) else None)
    if first is None:
        return None
    tolerance = _tolerance_before(text, at, floor)
    if tolerance is not None:
        value = abs(first.quantity.value)
        bound = Bound(-value, value, False, False, first.quantity.unit, value)
        return Phrase(tolerance, at, first.end, first.end, None, bound, False, first.form, first.has_unit)
    start = at
    sign = before(text, at) or _over_noun(text, at) or _english_in(text, at, first)
    if sign and sign[1] < floor:
        sign = None
    ranged = None if first.form.startswith("english-") else _range(text, at, first)
    while sign:  # 最长不超过: one comparison in two words
        wider = before(text, sign[1])
        if wider is None or wider[0][0] != sign[0][0] or wider[1] < floor:
            break
        sign = sign[0], wider[1]
    if sign and len(sign[0]) == 1:
        sign = _negated(text, sign, floor)
    if ranged:
        value_end, bound, form, has_unit = ranged
        between = _BETWEEN.search(text, max(floor, at - 9), at)
        start = between.start() if between else start
        tail = behind(text, value_end)
        end = tail[1] if tail else value_end
        start = sign[1] if sign else start
        if sign and sign[0] in (">", ">=") and bound.tolerance is None:
            bound = Bound(bound.low, bound.high, sign[0] == ">", False, bound.unit)
        only_upper = (tail and tail[0] == "<=") or (sign and sign[0] in ("<=", "<"))
        if only_upper and bound.tolerance is None:
            open_end = bool(sign and sign[0] == "<")
            bound = Bound(bound.low, bound.high, bound.low_open, open_end, bound.unit)
        return Phrase(start, at, value_end, end, None, bound, False, form, has_unit)
    tail = behind(text, first.end)
    end = tail[1] if tail else first.end
    if sign:
        start = sign[1]
    chosen = sign[0] if sign else tail[0] if tail else None
    around, approximate = about_before(text, start), False
    if around is not None and around >= floor:
        start, approximate = around, True
    after = about_behind(text, end)
    if after:
        end, approximate = after, True
    single = _one_sided(chosen, first.quantity) if chosen else None
    if sign and tail and tail[0][0] != sign[0][0]:
        end = first.end  # 不少于 5 分钟以内 contradicts itself: the word before counts
    return Phrase(start, at, first.end, end, first.quantity, single, approximate, first.form, first.has_unit)


_NOUN_BETWEEN: Final = regex(
    "((?:不(?:得|应|可|能|宜)?)?(?:少于|低于|小于|多于|高于|超过|大于)|至少为?|最多|至多)"
    "[^,。;、0-9]{1,12}的 ?$"
)


def _over_noun(text: str, at: int) -> tuple[str, int] | None:
    """不少于餐位总数的 5%: the comparator, with the noun it is taken of between it and the figure."""
    if text[at - 1 : at] != "的" and text[max(0, at - 2) : at] != "的 ":
        return None
    match = _NOUN_BETWEEN.search(text, max(0, at - 20), at)
    found = before(text, match.end(1)) if match else None
    return (found[0], match.start(1)) if match and found else None


_IN: Final = regex(r"(?<![a-z])in $")
_NOT: Final = regex(
    "不(?:得|应|可|能|宜|会|许|准|要|让)[^,。;、0-9]{1,14}$"
    "|(?<![a-z])(?:no|not|never|cannot|nor|without) [^,.;0-9]{1,40}$"
)


def _english_in(text: str, at: int, first: Value) -> tuple[str, int] | None:
    """ "answered in 20 s", "in 3 working days": a limit."""
    if first.quantity.unit.dimension not in ("time", "work-time") or text[at - 3 : at] != "in ":
        return None
    match = _IN.search(text, max(0, at - 4), at)
    return ("<=", match.start()) if match else None


def _negated(text: str, sign: tuple[str, int], floor: int) -> tuple[str, int]:
    """不得让客户等候超过 10 分钟, "not wait more than": the denial stands ahead and includes the end."""
    if text[sign[1]] in "<>" or not _NOT.search(text, max(floor, sign[1] - 44), sign[1]):
        return sign
    return ("<=" if sign[0] == ">" else ">="), sign[1]


def _one_sided(sign: str, quantity: Quantity) -> Bound:
    value, is_open = quantity.value, len(sign) == 1
    if sign[0] == "<":
        return Bound(None, value, False, is_open, quantity.unit)
    return Bound(value, None, is_open, False, quantity.unit)


def _tolerance_before(text: str, at: int, floor: int) -> int | None:
    match = _PREFIX.search(text, max(floor, at - 14), at)
    return match.start() if match else None


def _range(text: str, at: int, first: Value) -> tuple[int, Bound, str, bool] | None:
    """25~35 分钟, 3 至 5 个工作日, 30 秒到 2 分钟, 30±5 分钟, between 3 and 5 minutes."""
    middle = _PLUS_MINUS.match(text, first.end)
    if middle:
        return _around(text, middle.end(), first)
    joint = _TO.match(text, first.end)
    if joint is None:
        joint = _AND.match(text, first.end) if _BETWEEN.search(text, max(0, at - 9), at) else None
        if joint is None:
            return None
    start = skip_spaces(text, joint.end())
    second = read_value(text, start)
    if second is None or second.form.startswith("english-"):
        return None
    low, high = first.quantity, second.quantity
    if not first.has_unit:
        low = Quantity(low.value, high.unit)
    elif not second.has_unit:
        return None
    elif low.unit != high.unit:
        if (low.unit.dimension, low.unit.noun) != (high.unit.dimension, high.unit.noun):
            return None
        low = low.to(high.unit)
    if low.value >= high.value:
        return None
    bound = Bound(low.value, high.value, False, False, high.unit)
    return second.end, bound, second.form, second.has_unit


def _around(text: str, at: int, first: Value) -> tuple[int, Bound, str, bool] | None:
    margin = read_value(text, at)
    if margin is None or margin.quantity.value < 0:
        return None
    kind = margin.quantity.unit
    centre = first.quantity
    if not margin.has_unit:
        kind = centre.unit
    elif first.has_unit and centre.unit != kind:
        if (centre.unit.dimension, centre.unit.noun) != (kind.dimension, kind.noun):
            return None
        centre = centre.to(kind)
    by = margin.quantity.value
    bound = Bound(centre.value - by, centre.value + by, False, False, kind, by)
    return margin.end, bound, margin.form, margin.has_unit or first.has_unit


def narrowed(a: Bound, b: Bound) -> Bound | None:
    """A lower and an upper bound of one kind as one range (超过 30 分钟且不超过 60 分钟), else None."""
    if a.op[0] == b.op[0] or "in" in (a.op, b.op):
        return None
    lower, upper = (a, b) if a.low is not None else (b, a)
    kind = upper.unit
    low, high = lower.low, upper.high
    if low is None or high is None:
        return None
    if lower.unit != kind:
        bare = lower.unit == NUMBER
        if not bare and (lower.unit.dimension, lower.unit.noun) != (kind.dimension, kind.noun):
            return None
        low = low if bare else low * lower.unit.factor / kind.factor
    return Bound(low, high, lower.low_open, upper.high_open, kind) if low <= high else None


def joint_between(text: str, at: int) -> int:
    """The offset behind a connective (且, and, a comma) between two one-sided bounds."""
    match = _SECOND_SIGN.match(text, at)
    return match.end() if match else at
