"""Every figure of a running text with its role: the scanner behind `find_quantities`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

from biaochi.core.quantity.folding import fold, has_han
from biaochi.core.quantity.numerals import HAN_RUN, parse_number
from biaochi.core.quantity.pattern import Pattern
from biaochi.core.quantity.period import Period, period_at
from biaochi.core.quantity.phrase import Phrase, read_phrase
from biaochi.core.quantity.quantity import Bound, Quantity
from biaochi.core.quantity.traps import _MONTHS, Trap, list_mark, named_before, phone_at, trap_at
from biaochi.core.quantity.units import NPS, NUMBER, TIME_LIKE, Unit, unit
from biaochi.core.quantity.values import read_staffing
from biaochi.core.quantity.vague import vague_numerals

TRAP_ROLES: Final = frozenset(
    {"clock-time", "date", "ordinal", "label", "phone", "version", "age", "hours", "slogan", "indefinite", "percentile"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One figure in a text; the package's docstring tells what each field means."""

    start: int
    end: int
    text: str
    role: str
    value_start: int
    value_end: int
    quantity: Quantity | None = None
    bound: Bound | None = None
    percentile: Fraction | None = None
    share: Fraction | None = None
    per: Period | None = None
    every: bool = False
    approximate: bool = False


_HAS_NUMBER: Final = Pattern(
    "[0-9０-９零〇一二兩两三四五六七八九十廿卅半$£€]|[百千萬万亿億](?=分[之百])"
    "|one|two|three|four|five|six|seven|eight|nine|ten|elev|twel|thirt|fift|twent|fort|hundred|half|once|thrice|quarter|third|dozen|an? ",
    re.IGNORECASE,
)
_HAN_START: Final = Pattern("[0-9$£€¥零一二两三四五六七八九十廿卅半]|[百千万亿](?=分[之百])")


@cache
def _english_start() -> Pattern:
    words = (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty thirty forty fifty sixty seventy eighty ninety half once twice thrice"
    ).split()
    articles = ["a quarter of an", "a dozen", "a hundred", "a third of"]
    within = [f"{word} an " for word in ("within", "than", "least", "most", "under", "over")]
    within += [f"{word} a " for word in ("within", "than", "least", "most", "under", "over")]
    every = sorted([*words, *articles, *within], key=len, reverse=True)
    return Pattern("|".join([*"0123456789£€¥", r"\$", *every]))


def has_number(text: str) -> bool:
    """A cheap test: False means that no quantity, trap or number word can be found in `text`."""
    return _HAS_NUMBER.search(text) is not None


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Mention, ...]:
    """Every figure of `text` in order, none overlapping; text of any kind is accepted."""
    if not _HAS_NUMBER.search(text):
        return ()
    folded = fold(text)
    pattern = _HAN_START if has_han(text) else _english_start()
    found: list[Mention] = []
    floor = at = 0
    mark = list_mark(folded)
    if mark:
        found.append(Mention(mark.start, mark.end, text[: mark.end], "ordinal", mark.start, mark.end))
        floor = at = mark.end
    while True:
        hit = pattern.search(folded, at)
        if hit is None:
            break
        start = hit.start()
        if hit[0][-1] == " ":
            start = hit.end() - 2 - (hit[0][-2] == "n")  # within an hour: the article is the figure
        if start and folded[start].isalpha() and "a" <= folded[start] <= "z" and "a" <= folded[start - 1] <= "z":
            at = start + 1  # network, persistent
            continue
        mention, at = _mention(folded, text, start, floor)
        if mention:
            found.append(mention)
            at = max(at, mention.end)
            floor = at
    vague = vague_numerals(text) if found else ()
    if vague:
        found = [each for each in found if not any(a < each.value_end and each.value_start < b for a, b in vague)]
    return _linked(folded, found) if found else ()


def _mention(folded: str, raw: str, at: int, floor: int) -> tuple[Mention | None, int]:
    """What the figure at `at` is, and where to go on."""
    money = _MONEY_BEFORE.search(folded, max(floor, at - 4), at + 1)
    trap = None if money else trap_at(folded, raw, at)
    if trap:
        return _trapped(raw, trap, floor)
    month = _MONTH_BEFORE.search(folded, max(floor, at - 11), at)
    day = _MONTH_DAY.match(folded, at) if month else None
    if month and day:
        return Mention(month.start(), day.end(), raw[month.start() : day.end()], "date", at, day.end()), day.end()
    if folded.startswith("half", at) and folded.startswith("and a ", at - 6):
        return None, at + 4
    staffing = read_staffing(folded, at) if _RATIO_BEFORE.search(folded, max(floor, at - 10), at) else None
    if staffing:
        end = staffing.end
        return Mention(at, end, raw[at:end], "quantity", at, end, staffing.quantity), end
    if at and folded[at - 1] == "数" and folded[at : at + 1] in "十百千万":
        return None, at + 1
    level = _LEVEL.match(folded, at)
    if level and not folded.startswith(("法则", "原则", "定律", " rule", " principle"), level.end()):
        return _service_level(raw, level), level.end()
    start = at
    if at > floor and folded[at - 1] == "-" and (at < 2 or folded[at - 2] in " (≤≥<>=:~" or folded[at - 2] > "\u2e7f"):
        start = at - 1
    if money and money.start() < at:
        start = money.start()
    phrase = read_phrase(folded, start, floor)
    skipped = _behind_run(folded, at)
    if phrase is None:
        return None, skipped
    return _judged(folded, raw, phrase, floor), max(skipped, phrase.value_end)


_MONEY_BEFORE: Final = Pattern(r"(?<![a-z])(?:(?:hk|us|nt|a|c|s)\$|rmb ?|cny ?|hkd ?|usd ?|gbp ?|eur ?)(?=[0-9$]|$)")
_LEVEL: Final = Pattern(r"([5-9][05])/([1-9][0-9]{0,2})(?![0-9/.%]| ?[a-z\u4e00-\u9fff]*率)")
_MONTH_BEFORE: Final = Pattern(rf"(?<![a-z]){_MONTHS}\.? $")
_MONTH_DAY: Final = Pattern(r"[0-9]{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)[0-9]{2})?(?![0-9a-z%])|(?:19|20)[0-9]{2}(?![0-9])")
_RATIO_BEFORE: Final = Pattern(r"(?:比例?|ratios?|ratio of)[ :为是不低高于少多应至达到]*$")
_DIGITS: Final = Pattern(r"[0-9][0-9,.]*")


def _behind_run(folded: str, at: int) -> int:
    match = _DIGITS.match(folded, at) or HAN_RUN.match(folded, at)
    return match.end() if match else at + 1


def _trapped(raw: str, trap: Trap, floor: int) -> tuple[Mention | None, int]:
    start = max(trap.start, floor)
    if not trap.role or start >= trap.end:
        return None, trap.end
    percentile = parse_number(trap.figure) if trap.figure else None
    made = Mention(start, trap.end, raw[start : trap.end], trap.role, start, trap.end, percentile=percentile)
    return made, trap.end


def _service_level(raw: str, match: re.Match[str]) -> Mention:
    """80/20: 80 % of cases within 20 seconds."""
    kind = unit("秒")
    assert kind is not None
    seconds = Quantity(Fraction(match[2]), kind)
    bound = Bound(None, seconds.value, False, False, kind)
    share = Fraction(int(match[1]), 100)
    return Mention(match.start(), match.end(), match[0], "quantity", match.start(), match.end(), seconds, bound, share=share)


def _judged(folded: str, raw: str, phrase: Phrase, floor: int) -> Mention | None:
    """The mention a phrase makes; None when its numeral is part of a word."""
    quantity, bound = phrase.quantity, phrase.bound
    kind = bound.unit if bound else quantity.unit if quantity else NUMBER
    start, value_start, value_end, end = phrase.start, phrase.value_start, phrase.value_end, phrase.end
    every = _EVERY.search(folded, max(floor, value_start - 9), value_start) is not None
    if phrase.form.startswith("han"):
        if not phrase.has_unit or (folded[value_start:value_end] == "二次" and bound is None):
            return None  # 二次投诉: a second one
        if (phrase.form == "han-weak" or kind.also) and bound is None and not every:
            if not _fits_weak(folded, kind, value_start, value_end):
                return None
    if phrase.form == "english-once" and not _PER_AHEAD.match(folded, value_end):
        return None
    role = "quantity"
    label = named_before(folded, value_start)
    if label and label[0] >= floor and (label[1] or not phrase.has_unit):
        chain = _CHAIN.match(folded, value_end)
        end = chain.end() if chain else value_end
        return Mention(label[0], end, raw[label[0] : end], "ordinal", value_start, value_end)
    if not phrase.has_unit:
        phone = phone_at(folded, value_start)
        if phone:
            return Mention(phone.start, phone.end, raw[phone.start : phone.end], "phone", phone.start, phone.end)
        role, kind, value_end = _bare(folded, phrase, kind)
        if not role:
            return None
        end = max(end, value_end)
        quantity = Quantity(quantity.value, kind) if quantity else None
        bound = replace(bound, unit=kind) if bound else None
    elif bound is None and not every:
        role = _role(folded, quantity, kind, phrase)
    per = _per(folded, start, value_end, floor)
    if role == "indefinite" and per:
        role = "quantity"
    end = max(end, value_end)
    return Mention(
        start, end, raw[start:end], role, value_start, value_end, quantity, bound, None, None, per, every, phrase.approximate
    )


_EVERY: Final = Pattern(r"(?:每隔?|(?<![a-z])(?:every|each|per)) ?$")
_CHAIN: Final = Pattern(r"(?:\.[0-9]+)+|(?: ?(?:[、~/-]|至|到|和|to|and) ?[0-9]+(?:\.[0-9]+)*)+(?! ?%)")
_PER_AHEAD: Final = Pattern(r" (?:an?|per|each|every|daily|weekly) ")
_SCORED: Final = Pattern(r"(?:得|打|评|满|总|给|扣|加|分值|均|各)分? ?$|(?:得分|评分|满分|分值|分数|总分|均分)[^,。;]{0,4}$")
_RUNG: Final = Pattern(r"[铃响]")
_STAR_LABEL: Final = Pattern("(?:标准|酒店|宾馆|饭店|好评|服务|饭馆|体验)")


def _fits_weak(folded: str, kind: Unit, start: int, end: int) -> bool:
    """A Chinese numeral before 分, 声, 成 …: a quantity only where its surroundings speak for it."""
    if kind.also:
        return folded.startswith("制", end) or _SCORED.search(folded, max(0, start - 8), start) is not None
    if kind.dimension == "ring":
        return _RUNG.search(folded, max(0, start - 8), end + 4) is not None
    if kind.dimension == "ratio":
        return folded.startswith(("的", "客户", "顾客", ",", "。"), end) or end == len(folded)
    return kind.symbol in "通 单 句 字 米 克 升 倍".split() and _MORE_THAN_ONE.match(folded, start) is not None


_MORE_THAN_ONE: Final = Pattern("[二两三四五六七八九十]")


def _role(folded: str, quantity: Quantity | None, kind: Unit, phrase: Phrase) -> str:
    if quantity is None:
        return "quantity"
    value, start, end = quantity.value, phrase.value_start, phrase.value_end
    if kind.symbol == "月" and folded[end - 1] == "月" and value <= 12 and "个" not in folded[start:end] and value.denominator == 1:
        return "date"
    if kind.symbol == "日" and value <= 31 and _MONTH_AHEAD.search(folded, max(0, start - 4), start):
        return "date"
    if kind.noun == "star" and _STAR_LABEL.match(folded, end):
        return "label"
    if value == 1 and phrase.form in ("han", "english") and kind.dimension == "count" and kind.symbol not in ("次", "遍", "人次", "步"):
        return "indefinite"
    return "quantity"


_MONTH_AHEAD: Final = Pattern("[每当次上下本该]个?月 ?$")
_NOUN: Final = Pattern(r" ([a-z]{3,})(?![a-z])")
_NO_NOUN: Final = frozenset(
    "and the for from with are was were has have had shall must should may can will not nor but per out off into onto than then that this "
    "who which when where each every all any other more most less least over under within about between before after above below "
    "until since while because target floor goal limit or better of on".split()
)
_PLURALS: Final = frozenset(("staff", "children", "women", "men", "media", "people"))
_NPS_AHEAD: Final = Pattern(r"(?:nps|净推荐值)[^0-9,。;]{0,10}$")


def _bare(folded: str, phrase: Phrase, kind: Unit) -> tuple[str, Unit, int]:
    """Role, unit and end of a figure without a known unit."""
    start, end = phrase.value_start, phrase.value_end
    written = folded[start:end]
    if _NPS_AHEAD.search(folded, max(0, start - 20), start):
        return "quantity", NPS, end
    if len(written) == 4 and written[:2] in ("19", "20") and written.isdigit() and phrase.bound is None:
        return "date", kind, end
    if written.isdigit() and (len(written) > 5 or (written[0] == "0" and len(written) > 1)):
        return "label", kind, end
    noun = _NOUN.match(folded, end)
    if noun and noun[1] not in _NO_NOUN and (noun[1][-1] == "s" or noun[1] in _PLURALS):
        word = noun[1].removesuffix("s")
        one = phrase.form == "english" and phrase.bound is None and phrase.quantity is not None and phrase.quantity.value == 1
        return ("" if one else "quantity"), Unit(word, "count", Fraction(1), word), noun.end()
    return ("" if phrase.form.startswith("english") and phrase.bound is None else "quantity"), kind, end


def _per(folded: str, start: int, end: int, floor: int) -> Period | None:
    """The period of a rate: behind the figure ("a month", 每月) or before it in the same clause (每月不少于)."""
    at = end + 1 if folded.startswith(" ", end) else end
    if folded.startswith(("每", "per ", "a ", "an ", "each ", "every "), at):
        period = period_at(folded, at)
        if period:
            return period[0]
    each = max(folded.rfind("每", max(floor - 6, start - 14, 0), start), folded.rfind("each ", max(floor - 6, start - 20, 0), start))
    if each < 0 or _BREAK.search(folded, each, start):
        return None
    period = period_at(folded, each)
    return period[0] if period and period[1] <= start else None


_BREAK: Final = Pattern("[,。;!?:、]")


def _linked(folded: str, found: list[Mention]) -> tuple[Mention, ...]:
    """Give limits the share of cases and the percentile they hold for."""
    _shared_units(folded, found)
    for i, mention in enumerate(found):
        if mention.role == "percentile":
            later = _limit_after(folded, found, i)
            if later is not None:
                found[later] = replace(found[later], percentile=mention.percentile)
        elif _is_percent(mention):
            j = _limit_of_share(folded, found, i)
            if j is not None:
                value = mention.quantity.base() if mention.quantity else None
                found[j] = replace(found[j], share=value)
                if mention.role == "quantity":
                    found[i] = replace(mention, role="share")
    return tuple(found)


def _shared_units(folded: str, found: list[Mention]) -> None:
    """2 / 4 / 8 小时: figures of a list have the unit of the last."""
    for i in range(len(found) - 2, -1, -1):
        mention, later = found[i], found[i + 1]
        quantity, kind = mention.quantity, later.bound.unit if later.bound else NUMBER
        kind = later.quantity.unit if later.quantity else kind
        if quantity is None or quantity.unit != NUMBER or kind == NUMBER or mention.role != "quantity":
            continue
        if later.role == "quantity" and _LISTED.fullmatch(folded, mention.end, later.start):
            bound = replace(mention.bound, unit=kind) if mention.bound else None
            found[i] = replace(mention, quantity=Quantity(quantity.value, kind), bound=bound)


_LISTED: Final = Pattern(" ?(?:/|、|或|or|和|and) ?")


def _is_percent(mention: Mention) -> bool:
    return mention.quantity is not None and mention.quantity.unit.dimension == "ratio" and mention.role == "quantity"


def _is_limit(mention: Mention) -> bool:
    kind = mention.bound.unit if mention.bound else mention.quantity.unit if mention.quantity else NUMBER
    return mention.role == "quantity" and (kind.dimension in TIME_LIKE or kind.dimension == "ring")


def _limit_after(folded: str, found: list[Mention], i: int) -> int | None:
    for j in range(i + 1, len(found)):
        if _END.search(folded, found[i].end, found[j].start):
            return None
        if _is_limit(found[j]):
            return j
    return None


def _limit_of_share(folded: str, found: list[Mention], i: int) -> int | None:
    """The time or ring limit next to the per cent figure `i`: behind it, or before it when 的/of/率 ties them."""
    share = found[i]
    if i + 1 < len(found) and _is_limit(found[i + 1]) and found[i + 1].bound:
        gap = folded[share.end : found[i + 1].start]
        if len(gap) <= (60 if gap.isascii() else 24) and not _GAP_BREAK.search(gap):
            return i + 1
    if i and _is_limit(found[i - 1]) and found[i - 1].share is None and found[i - 1].bound:
        gap = folded[found[i - 1].end : share.start]
        if len(gap) <= 24 and not _GAP_BREAK.search(gap) and (folded.startswith(("的", " of ", " 的"), share.end) or gap.rstrip().endswith("率")):
            return i - 1
    return None


_END: Final = Pattern("[。;!?]|[.](?= |$)")
_GAP_BREAK: Final = Pattern("[,。;!?]|,(?=[^0-9])")
