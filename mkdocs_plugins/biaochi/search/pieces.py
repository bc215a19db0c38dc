"""What one page gives the index, computed from that page alone: its text in order of weight, and which pairs of
neighbouring characters stand where in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import add, itemgetter
from typing import TypeAlias

from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.search.folding import fold_lines
from biaochi.search.lines import Line, Zone

Run: TypeAlias = tuple[int, tuple[str, ...]]
"""Where a run of letters begins, and of each of its characters the pair that begins with it."""

LINES = 56
"""So many lines of a page have rooms of their own: of cells of tables, half a room less than fills them."""
_ROOM = 512
_UNIT = 32
"""A line begins at a multiple of this: most titles and cells of tables take one unit, however they are worded."""
_RUN = regex(r"[^\W_]+")
_WORD = regex(r"[a-z][a-z0-9]{2,}")
# Stands for «nothing more» behind the last character of a run: so every character begins a pair.
END = "\0"


@dataclass(frozen=True, slots=True)
class Piece:
    """``lines`` are in the order of positions, ``folded`` is how each is indexed; ``places`` say at which position each
    begins, and where the text ends. ``starts`` are the positions at which the zones after the title begin. ``words``
    are those in Latin letters."""

    lines: tuple[Line, ...]
    folded: tuple[str, ...]
    places: tuple[int, ...]
    starts: tuple[int, ...]
    words: frozenset[str]


def piece(found: Iterable[Line], title: str) -> Piece:
    """The piece of one page; ``title`` stands in where the page shows no heading of its own."""
    ordered = sorted(found, key=itemgetter(2))
    if not ordered or ordered[0].zone is not Zone.TITLE:
        ordered.insert(0, Line(" ".join(title.split()), "", Zone.TITLE))
    folded, lengths, words = measured([line.text for line in ordered])
    places = tuple(laid(lengths))
    zones = [line.zone for line in ordered]
    starts = tuple(places[bisect_left(zones, zone)] for zone in list(Zone)[1:])
    return Piece(tuple(ordered), folded, places, starts, _NO_WORDS.union(*filter(None, words)))


def measured(texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, ...], tuple[list[str], ...]]:
    """Lines as they are folded, how long each is with its end, and its words."""
    if len(_FOLDED) > _MANY:
        _FOLDED.clear()
    if new := list(set(texts).difference(_FOLDED)):
        _FOLDED.update(zip(new, map(_measured, fold_lines(new)), strict=True))
    folded, lengths, words = zip(*[_FOLDED[text] for text in texts], strict=True)
    return folded, lengths, words


def laid(lengths: Iterable[int]) -> list[int]:
    """The positions at which lines of these lengths (each with its end) begin, and where the last ends.

    A line takes whole units, and every so many lines whole rooms. So what a line gains or loses seldom moves those behind it, and
    hardly ever others than those of its rooms: a title may become longer in all the lists that show it. The browser reckons the
    same."""
    found, at = [], 0
    for number, length in enumerate(lengths):
        if not number % LINES:
            at += -at % _ROOM
        found.append(at)
        at += length + -length % _UNIT
    return [*found, at]


def runs(folded: str) -> tuple[Run, ...]:
    """The runs of letters of a folded line."""
    known = _RUNS.get(folded)
    if known is None:
        if len(_RUNS) > _MANY:
            _RUNS.clear()
        made = []
        for run in _RUN.finditer(folded):
            letters = run[0]
            pairs = map(add, letters, letters[1:] + END)
            # One copy of each pair, however many lines have it.
            made.append((run.start(), tuple([_PAIRS.setdefault(pair, pair) for pair in pairs])))
        known = _RUNS[folded] = tuple(made)
    return known


def _measured(folded: str) -> _Folded:
    return folded, len(folded) + 1, _WORD.findall(folded)


_Folded: TypeAlias = tuple[str, int, list[str]]
"""A folded line, how long it is with its end, and its words."""

# Lines as they stand on pages, and as they are folded: most stand on several.
_FOLDED: dict[str, _Folded] = {}
_RUNS: dict[str, tuple[Run, ...]] = {}
_MANY = 200_000
_PAIRS: dict[str, str] = {}
_NO_WORDS: frozenset[str] = frozenset()
