"""English numbers in words: ninety, two hundred and fifty, two-thirds."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from biaochi.core.quantity.figure import Figure
from biaochi.core.quantity.wordlist import words
from biaochi.core.regex import regex

_ONES: Final = words("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
""")
_TENS: Final = words("twenty thirty forty fifty sixty seventy eighty ninety")
_ENGLISH: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_ENGLISH_POWERS: Final = {"hundred": 100, "dozen": 12, "thousand": 1000, "million": 10**6, "billion": 10**9}
_ENGLISH_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_EN_WORD: Final = "|".join(sorted((*_ENGLISH, *_ENGLISH_POWERS), key=len, reverse=True))
_ENGLISH_RUN: Final = regex(
    "(?:a (?=hundred|dozen|thousand|million))?"
    f"(?:{_EN_WORD})(?:(?:[ -]| and )(?:{_EN_WORD})){{0,12}}(?![a-z])"
)


def parse_english(run: str) -> Fraction | None:
    """ "two hundred and fifty", "twenty-five", "a dozen" (folded) to a fraction."""
    total, current = 0, 0
    words = run.replace("-", " ").split()
    for index, word in enumerate(words):
        if word == "and":
            continue
        if word == "a":
            current = 1
        elif word in _ENGLISH:
            value = _ENGLISH[word]
            if current % 100 and not (current % 10 == 0 and value < 10 and current % 100 >= 20):
                return None  # "one two": not one number
            current += value
        else:
            power = _ENGLISH_POWERS[word]
            if index == 0 and word != "dozen":
                return None
            current = max(current, 1) * power
            if power >= 1000:
                total, current = total + current, 0
    return Fraction(total + current)


def read_english(text: str, at: int) -> Figure | None:
    """An English number in words at `at`, which must begin a word."""
    if at and text[at - 1].isalnum():
        return None
    match = _ENGLISH_RUN.match(text, at)
    if not match:
        return None
    run = match[0]
    value = parse_english(run)
    return None if value is None else Figure(value, match.end(), "english")


_EN_PART: Final = regex(rf"(?:(an?|{_EN_WORD})[ -])?(half|third|quarter|fifth|tenth)s?(?![a-z])")


def read_english_part(text: str, at: int) -> Figure | None:
    """ "half", "two-thirds", "three quarters", "a quarter" at `at` as a fraction of one."""
    if at and text[at - 1].isalnum():
        return None
    match = _EN_PART.match(text, at)
    if not match or (match[1] is None and match[2] != "half"):
        return None
    times = 1 if match[1] in (None, "a", "an") else _ENGLISH.get(match[1], 0)
    return Figure(Fraction(times, _ENGLISH_PARTS[match[2]]), match.end(), "english") if times else None
