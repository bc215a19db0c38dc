"""Which lines of a page are others than they were, or stand elsewhere: of a page made again, most do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from biaochi.core.slotted import dataclass
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


def differing(before: Sequence[str], was: Text, piece: Piece) -> tuple[list[int], list[int]]:
    """The numbers of a page's lines (``before``, not folded; as a text ``was``) that are gone or no longer stand where they stood,
    and of the lines of its piece that stand where they did not."""
    now = [line.text for line in piece.lines]
    gone, fresh = list[int](), list[int]()
    old = new = 0
    while True:
        while old < len(before) and new < len(now) and before[old] == now[new]:
            if was.places[old] != piece.places[new]:
                gone.append(old)
                fresh.append(new)
            old += 1
            new += 1
        if old == len(before) and new == len(now):
            return gone, fresh
        old_stop, new_stop = _together(before, old, now, new)
        gone += range(old, old_stop)
        fresh += range(new, new_stop)
        old, new = old_stop, new_stop


def together(moves: Iterable[Moved]) -> list[Moved]:
    """Moves of neighbours that are moved alike as one: behind a page that is new, all are."""
    found: list[Moved] = []
    for move in moves:
        if found and found[-1].by == move.by and found[-1].stop == move.start:
            found[-1] = Moved(found[-1].start, move.stop, move.by)
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
