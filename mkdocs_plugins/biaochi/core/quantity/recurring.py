"""Recurrence in running text: 每月, 每 2 周, daily, every six months."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

from biaochi.core.quantity.folding import fold, skip_spaces
from biaochi.core.quantity.numerals import read_figure
from biaochi.core.quantity.period import ADVERBS, Frequency, Period, period_of, periodic
from biaochi.core.quantity.units import read_unit, unit
from biaochi.core.regex import regex

_EACH: Final = regex(r"(?:每一?|平均每|(?<![a-z])(?:per|each|every|an?) )")


def period_at(text: str, at: int) -> tuple[Period, int] | None:
    """每月, 每 2 周, per month, a week at `at` of a folded text: the period and the offset behind it."""
    match = _EACH.match(text, at)
    if match is None:
        return None
    start = skip_spaces(text, match.end())
    figure = read_figure(text, start)
    value = figure.value if figure else Fraction(1)
    unit_at = skip_spaces(text, figure.end) if figure else start
    if figure is None and text.startswith("半", unit_at):
        value, unit_at = Fraction(1, 2), unit_at + 1
    if text.startswith("个", unit_at):
        unit_at += 1
    found = read_unit(text, unit_at)
    if found is None:
        return None
    period = period_of(text[at : found[1]], value, found[0])
    return (period, found[1]) if period else None


_IN_PROSE: Final = regex(
    "每|逐[日周月季年]|隔[日天周月]|(?<![a-z])(?:every |each |per |(?:once|twice) (?:an? )|"
    "(?:hourly|daily|weekly|fortnightly|bi-?weekly|monthly|quarterly|half-yearly|semi-?annually|annually|"
    "yearly)(?![a-z]))"
)


@lru_cache(maxsize=2048)
def find_frequencies(text: str) -> tuple[tuple[int, int, Frequency], ...]:
    """Every 每月, 每 2 周, daily, every six months … of a text, with its offsets."""
    folded = fold(text)
    found: list[tuple[int, int, Frequency]] = []
    for match in _IN_PROSE.finditer(folded):
        start, word = match.start(), match[0].strip()
        if found and start < found[-1][1]:
            continue
        adverb = ADVERBS.get(word)
        if adverb:
            made = periodic(text[start : match.end()], Fraction(1), adverb[0], unit(adverb[1]))
            end = match.end()
        else:
            times = 2 if word.startswith("twice") else 1
            article = folded.index("a", start + 4) if word.startswith(("once", "twice")) else start
            each = period_at(folded, article)
            if each is None:
                continue
            quantity, end = each[0].quantity, each[1]
            made = periodic(text[start:end], Fraction(times), quantity.value, quantity.unit)
        if made:
            found.append((start, end, made))
    return tuple(found)
