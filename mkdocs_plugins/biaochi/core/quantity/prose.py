"""Every figure of a running text with its role: the scanner behind `find_quantities`."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

from biaochi.core.quantity.folding import fold, has_han
from biaochi.core.quantity.han import HAN_RUN
from biaochi.core.quantity.mention import Mention
from biaochi.core.quantity.numerals import parse_number
from biaochi.core.quantity.pattern import Pattern
from biaochi.core.quantity.phrase import read_phrase
from biaochi.core.quantity.quantity import Bound, Quantity
from biaochi.core.quantity.roles import judged
from biaochi.core.quantity.shares import linked
from biaochi.core.quantity.traps import MONTHS, Trap, list_mark, trap_at
from biaochi.core.quantity.units import SECOND
from biaochi.core.quantity.vague import vague_numerals
from biaochi.core.quantity.values import read_staffing

_HAS_NUMBER: Final = Pattern(
    "[0-9０-９零〇一二兩两三四五六七八九十廿卅半$£€]|[百千萬万亿億](?=分[之百])"
    "|one|two|three|four|five|six|seven|eight|nine|ten|elev|twel|thirt|fift|twent|fort|hundred|half|once|thrice|quarter|third|dozen|an? "
    "",
    re.IGNORECASE,
)
_HAN_START: Final = Pattern("[0-9$£€¥零一二两三四五六七八九十廿卅半]|[百千万亿](?=分[之百])")


@cache
def _english_start() -> Pattern:
    words = (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen "
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
    return linked(folded, found) if found else ()


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
    return judged(folded, raw, phrase, floor), max(skipped, phrase.value_end)


_MONEY_BEFORE: Final = Pattern(r"(?<![a-z])(?:(?:hk|us|nt|a|c|s)\$|rmb ?|cny ?|hkd ?|usd ?|gbp ?|eur ?)(?=[0-9$]|$)")
_LEVEL: Final = Pattern(r"([5-9][05])/([1-9][0-9]{0,2})(?![0-9/.%]| ?[a-z\u4e00-\u9fff]*率)")
_MONTH_BEFORE: Final = Pattern(rf"(?<![a-z]){MONTHS}\.? $")
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
    seconds = Quantity(Fraction(match[2]), SECOND)
    bound = Bound(None, seconds.value, False, False, SECOND)
    share = Fraction(int(match[1]), 100)
    return Mention(match.start(), match.end(), match[0], "quantity", match.start(), match.end(), seconds, bound, share=share)
