"""What one page gives the index, computed from that page alone: its text in order of weight, and which pairs of
neighbouring characters stand where in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from operator import add, itemgetter
from typing import TypeAlias

from biaochi.core.frozen import dataclass
from biaochi.core.regex import regex
from biaochi.search.folding import fold_lines
from biaochi.search.lines import Line, Zone

Run: TypeAlias = tuple[int, tuple[str, ...]]
"""Where a run of letters begins, and of each of its characters the pair that begins with it."""

_RUN = regex(r"[^\W_]+")
_WORD = regex(r"[a-z][a-z0-9]{2,}")
# Stands for «nothing more» behind the last character of a run: so every character begins a pair.
END = "\0"


@dataclass(frozen=True, slots=True)
class Piece:
    """``lines`` are in the order of positions; ``places`` say where each begins in the folded text, and where the
    text ends; ``runs`` are those of each line, from its beginning. ``starts`` are the positions at which the zones after
    the title begin. ``words`` are those in Latin letters."""

    lines: tuple[Line, ...]
    places: tuple[int, ...]
    runs: tuple[tuple[Run, ...], ...]
    starts: tuple[int, ...]
    words: frozenset[str]


def piece(found: Iterable[Line], title: str) -> Piece:
    """The piece of one page; ``title`` stands in where the page shows no heading of its own."""
    ordered = sorted(found, key=itemgetter(2))
    if not ordered or ordered[0].zone is not Zone.TITLE:
        ordered.insert(0, Line(" ".join(title.split()), "", Zone.TITLE))
    texts = [line.text for line in ordered]
    if len(_KNOWN) > _MANY:
        _KNOWN.clear()
    if new := list(set(texts).difference(_KNOWN)):
        _KNOWN.update(zip(new, map(_taken_apart, fold_lines(new)), strict=True))
    lengths, runs, words = zip(*[_KNOWN[text] for text in texts], strict=True)
    places = tuple(accumulate(lengths, initial=0))
    zones = [line.zone for line in ordered]
    starts = tuple(places[bisect_left(zones, zone)] for zone in list(Zone)[1:])
    return Piece(tuple(ordered), places, runs, starts, frozenset[str]().union(*words))


def _taken_apart(text: str) -> _Apart:
    """A folded line taken apart."""
    runs = []
    for run in _RUN.finditer(text):
        letters = run[0]
        pairs = map(add, letters, letters[1:] + END)
        # One copy of each pair, however many lines have it.
        runs.append((run.start(), tuple([_PAIRS.setdefault(pair, pair) for pair in pairs])))
    return len(text) + 1, tuple(runs), frozenset(_WORD.findall(text))


_Apart: TypeAlias = tuple[int, tuple[Run, ...], frozenset[str]]
"""How long a line is when folded, with its end; its runs; and its words."""

_KNOWN: dict[str, _Apart] = {}
"""Lines as they stand on pages, taken apart: most stand on several."""
_MANY = 200_000
_PAIRS: dict[str, str] = {}
