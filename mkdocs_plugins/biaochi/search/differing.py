"""Which lines of a page are others than they were, and where the rest of them stand now: of a page made again, most are what
they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import sub

from biaochi.core.frozen import dataclass
from biaochi.search.pieces import Piece, laid, measured
from biaochi.search.postings import Moved

_SURE = 3
"""So many lines alike, and two texts go on together."""
_FAR = 150
"""So many lines, old and new, are looked through for the place where they do."""


@dataclass(frozen=True, slots=True)
class Text:
    """A page's folded lines, and the position in it at which each begins and the last ends."""

    lines: Sequence[str]
    places: Sequence[int]

    @classmethod
    def of(cls, lines: Sequence[str]) -> Text:
        """That of lines as they stand on the page."""
        folded, lengths, _ = measured(lines)
        return cls(folded, laid(lengths))


@dataclass(frozen=True, slots=True)
class Differing:
    """What is other on a page: the numbers of the lines that are gone and of those that stand there instead; of the stretches
    of lines that are alike, where each began and ended and by how much it is moved."""

    gone: Sequence[int]
    fresh: Sequence[int]
    alike: Sequence[Moved]


def differing(before: Sequence[str], was: Text, piece: Piece) -> Differing:
    """How a page's lines, not folded and as a text, differ from those of its piece."""
    now = [line.text for line in piece.lines]
    gone, fresh, alike = list[int](), list[int](), list[Moved]()
    old = new = 0
    while True:
        first = old
        while old < len(before) and new < len(now) and before[old] == now[new]:
            old += 1
            new += 1
        alike += _runs(was.places, first, old, piece.places, new - old)
        if old == len(before) and new == len(now):
            return Differing(gone, fresh, alike)
        old_stop, new_stop = _together(before, old, now, new)
        gone += range(old, old_stop)
        fresh += range(new, new_stop)
        old, new = old_stop, new_stop


def _runs(was: Sequence[int], first: int, stop: int, now: Sequence[int], further: int) -> Iterator[Moved]:
    """The lines from one to before another, together as far as they are moved alike: ``further`` on stands each of them now."""
    begin = first
    for by, lines in groupby(map(sub, now[first + further : stop + further], was[first:stop])):
        end = begin + sum(1 for _ in lines)
        yield Moved(was[begin], was[end], by)
        begin = end


def moved(alike: Sequence[Moved], was: int, stop: int, now: int) -> Iterator[Moved]:
    """How the positions of a page move that stood from ``was`` to before ``stop`` and begins at ``now``; ``alike`` is empty where
    it is what it was. Nothing, where none does."""
    if not alike:
        if now != was:
            yield Moved(was, stop, now - was)
        return
    parts = tuple(Moved(was + part.start, was + part.stop, now - was + part.by) for part in alike)
    if any(part.by for part in parts):
        yield Moved(was, stop, parts=parts)


def together(moves: Iterable[Moved]) -> list[Moved]:
    """Moves of neighbours that are moved alike as one: behind a page that is new, all are."""
    found: list[Moved] = []
    for move in moves:
        last = found[-1] if found else None
        if last is not None and not (last.parts or move.parts) and last.by == move.by:
            found[-1] = Moved(last.start, move.stop, move.by)
        else:
            found.append(move)
    return found


def _together(before: Sequence[str], old: int, now: Sequence[str], new: int) -> tuple[int, int]:
    """Behind which lines two texts go on together again, as near as possible."""
    for far in range(1, _FAR):
        for gone in range(far + 1):
            at, to = old + gone, new + far - gone
            if at <= len(before) and to <= len(now) and before[at : at + _SURE] == now[to : to + _SURE]:
                return at, to
    at, to = len(before), len(now)
    while at > old and to > new and before[at - 1] == now[to - 1]:
        at -= 1
        to -= 1
    return at, to
