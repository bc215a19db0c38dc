"""Every figure of a running text with its role: the scanner behind `find_quantities`."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from biaochi.core.quantity.folding import fold, has_han
from biaochi.core.quantity.han import HAN_RUN
from biaochi.core.quantity.mention import Mention
from biaochi.core.quantity.numerals import parse_number
from biaochi.core.quantity.phrase import read_phrase
from biaochi.core.quantity.quantity import Bound, Quantity
from biaochi.core.quantity.roles import judged
from biaochi.core.quantity.shares import linked
from biaochi.core.quantity.traps import MONTHS, Trap, list_mark, trap_at
from biaochi.core.quantity.units import SECOND
from biaochi.core.quantity.vague import vague_numerals
from biaochi.core.quantity.values import read_staffing
from biaochi.core.quantity.wordlist import words
from biaochi.core.regex import regex

_HAS_FIGURE: Final = regex("[0-9０-９零〇一二兩两三四五六七八九十廿卅半$£€]|[百千萬万亿億](?=分[之百])")
_HAS_WORD: Final = regex(
    "one|two|three|four|five|six|seven|eight|nine|ten|elev|twel|thirt|fift|twent|fort|hundred|half|once|thrice|"
    "quarter|third|dozen|an? ",
    re.IGNORECASE,
)
_LETTER: Final = regex("[a-zA-Z\u017f\u212a\u0130\u0131]")
"""A letter of English, or one that is the same without regard to case: most Chinese text has none."""
_HAN_START: Final = regex("[0-9$£€¥零一二两三四五六七八九十廿卅半]|[百千万亿](?=分[之百])")


_ENGLISH_WORDS: Final = words("""
    one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|
    seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|once|twice|
    thrice|a quarter of an|a dozen|a hundred|a third of
""")
# "within an hour": the article is a figure only behind one of these.
_ARTICLES: Final = tuple(
    f"{word} {article} " for word in words("within than least most under over") for article in ("a", "an")
)
_ENGLISH_START: Final = regex(
    "|".join([*"0123456789£€¥", r"\$", *sorted((*_ENGLISH_WORDS, *_ARTICLES), key=len, reverse=True)])
)


def has_number(text: str) -> bool:
    """A cheap test: False means that no quantity, trap or number word can be found in `text`."""
    return _HAS_FIGURE.search(text) is not None or (
        _LETTER.search(text) is not None and _HAS_WORD.search(text) is not None
    )


@lru_cache(maxsize=65_536)
def find_quantities(text: str) -> tuple[Mention, ...]:
    """Every figure of `text` in order, none overlapping; text of any kind is accepted."""
    if not has_number(text):
        return ()
    folded = fold(text)
    pattern = _HAN_START if has_han(text) else _ENGLISH_START
    found: list[Mention] = []
    floor = at = 0
    mark = list_mark(folded)
    if mark:
        found.append(_plain(text, "ordinal", mark.start, mark.end))
        floor = at = mark.end
    while True:
        hit = pattern.search(folded, at)
        if hit is None:
            break
        start = hit.start()
        if hit[0][-1] == " ":
            start = hit.end() - 2 - (hit[0][-2] == "n")  # within an hour: the article is the figure
        if start and "a" <= folded[start] <= "z" and "a" <= folded[start - 1] <= "z":
            at = start + 1  # network, persistent
            continue
        mention, at = _mention(folded, text, start, floor)
        if mention:
            found.append(mention)
            at = max(at, mention.end)
            floor = at
    vague = vague_numerals(text) if found else ()
    if vague:
        found = [each for each in found if not _overlaps(each, vague)]
    return linked(folded, found) if found else ()


def _plain(raw: str, role: str, start: int, end: int, quantity: Quantity | None = None) -> Mention:
    return Mention(start, end, raw[start:end], role, start, end, quantity)


def _overlaps(mention: Mention, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start < mention.value_end and mention.value_start < end for start, end in spans)


def _mention(folded: str, raw: str, at: int, floor: int) -> tuple[Mention | None, int]:
    """What the figure at `at` is, and where to go on."""
    money = _MONEY_BEFORE.search(folded, max(floor, at - 4), at + 1)
    trap = None if money else trap_at(folded, raw, at)
    if trap:
        return _trapped(raw, trap, floor)
    month = _MONTH_BEFORE.search(folded, max(floor, at - 11), at)
    day = _MONTH_DAY.match(folded, at) if month else None
    if month and day:
        return _plain(raw, "date", month.start(), day.end()), day.end()
    if folded.startswith("half", at) and folded.startswith("and a ", at - 6):
        return None, at + 4
    staffing = read_staffing(folded, at) if _RATIO_BEFORE.search(folded, max(floor, at - 10), at) else None
    if staffing:
        return _plain(raw, "quantity", at, staffing.end, staffing.quantity), staffing.end
    if at and folded[at - 1] == "数" and folded[at : at + 1] in "十百千万":
        return None, at + 1
    level = _LEVEL.match(folded, at)
    if level and not folded.startswith(("法则", "原则", "定律", " rule", " principle"), level.end()):
        return _service_level(raw, level), level.end()
    start = at
    if at > floor and folded[at - 1] == "-" and _is_minus(folded, at - 1):
        start = at - 1
    if money and money.start() < at:
        start = money.start()
    phrase = read_phrase(folded, start, floor)
    skipped = _behind_run(folded, at)
    if phrase is None:
        return None, skipped
    return judged(folded, raw, phrase, floor), max(skipped, phrase.value_end)


def _is_minus(folded: str, at: int) -> bool:
    """Whether the hyphen at `at` is a sign (应为 -18 ℃) and no dash between two words or figures."""
    return at == 0 or folded[at - 1] in " (≤≥<>=:~" or folded[at - 1] > "\u2e7f"


_MONEY_BEFORE: Final = regex(
    r"(?<![a-z])(?:(?:hk|us|nt|a|c|s)\$|rmb ?|cny ?|hkd ?|usd ?|gbp ?|eur ?)(?=[0-9$]|$)"
)
_LEVEL: Final = regex(r"([5-9][05])/([1-9][0-9]{0,2})(?![0-9/.%]| ?[a-z\u4e00-\u9fff]*率)")
_MONTH_BEFORE: Final = regex(rf"(?<![a-z]){MONTHS}\.? $")
_MONTH_DAY: Final = regex(
    "[0-9]{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)[0-9]{2})?(?![0-9a-z%])|(?:19|20)[0-9]{2}(?![0-9])"
)
_RATIO_BEFORE: Final = regex(r"(?:比例?|ratios?|ratio of)[ :为是不低高于少多应至达到]*$")
_DIGITS: Final = regex(r"[0-9][0-9,.]*")


def _behind_run(folded: str, at: int) -> int:
    match = _DIGITS.match(folded, at) or HAN_RUN.match(folded, at)
    return match.end() if match else at + 1


def _trapped(raw: str, trap: Trap, floor: int) -> tuple[Mention | None, int]:
    start = max(trap.start, floor)
    if not trap.role or start >= trap.end:
        return None, trap.end
    percentile = parse_number(trap.figure) if trap.figure else None
    return replace(_plain(raw, trap.role, start, trap.end), percentile=percentile), trap.end


def _service_level(raw: str, match: re.Match[str]) -> Mention:
    """80/20: 80 % of cases within 20 seconds."""
    seconds = Quantity(Fraction(match[2]), SECOND)
    bound = Bound(None, seconds.value, False, False, SECOND)
    share = Fraction(int(match[1]), 100)
    return replace(_plain(raw, "quantity", *match.span(), seconds), bound=bound, share=share)
