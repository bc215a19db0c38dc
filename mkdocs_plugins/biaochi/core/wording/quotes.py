"""Quoted passages: whose words they are, and the text with them blanked out.

Words inside a quotation are never our own requirement: they are speech that the clause obliges
(“应说:‘……’”), an example, or a word that is mentioned.
"""

from __future__ import annotations

from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.core.wording.lexicon import pattern

_QUOTED = regex(r"“[^“”]*”|‘[^‘’]{2,}’|\"[^\"]*\"|《[^《》]*》|`[^`]*`")
_OPENING = frozenset('“"《‘`')
_SPEECH = pattern("speech")
_SPEECH_EN = pattern("speech_en")
_UTTERANCE = pattern("utterance")


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]`` with its marks; ``speech`` when a verb of saying or showing governs it."""

    start: int
    end: int
    speech: bool
    title: bool


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The quotations of a text in folded spelling; titles in 《》 count as quotations too."""
    if _OPENING.isdisjoint(text):
        return ()
    quotes = []
    for match in _QUOTED.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        speech = bool(_SPEECH.search(before) or _SPEECH_EN.search(before) or _UTTERANCE.match(match.group()))
        quotes.append(Quote(match.start(), match.end(), speech, match.group().startswith("《")))
    left = text.rfind("“")
    if left > text.rfind("”") and (not quotes or left >= quotes[-1].end):
        quotes.append(Quote(left, len(text), bool(_SPEECH.search(text[max(0, left - 16) : left])), False))
    return tuple(quotes)


def blank(text: str, quotes: tuple[Quote, ...]) -> str:
    """``text`` with the inside of quotations replaced by a neutral character, of the same length."""
    for quote in quotes:
        inside = quote.end - quote.start - 2
        text = text[: quote.start + 1] + "\u25a1" * inside + text[quote.end - 1 :]
    return text
