"""Which lines of a page are others than they were: of a page made again, most are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from biaochi.core.frozen import dataclass
from biaochi.search.folding import fold_lines
from biaochi.search.pieces import Piece
from biaochi.search.postings import Moved

_SURE = 3
"""So many lines alike, and two texts go on together."""
_FAR = 150
"""So many lines, old and new, are looked through for the place where they do."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Folded lines: those that stood at the position ``was_at`` of a page's text, and those that stand at ``at`` instead."""

    was_at: int
    gone: Sequence[str]
    at: int
    fresh: Sequence[str]


def differing(before: Sequence[str], piece: Piece) -> Iterator[Stretch]:
    """The stretches in which a page's lines, as they were and not folded, are others than those of its piece. In order;
    between them the lines are alike."""
    now = [line.text for line in piece.lines]
    old = new = moved = 0
    while True:
        while old < len(before) and new < len(now) and before[old] == now[new]:
            old += 1
            new += 1
        if old == len(before) and new == len(now):
            return
        old_stop, new_stop = _together(before, old, now, new)
        gone = fold_lines(before[old:old_stop]) if old < old_stop else []
        fresh = piece.folded[new:new_stop]
        yield Stretch(piece.places[new] + moved, gone, piece.places[new], fresh)
        moved += taken(gone) - taken(fresh)
        old, new = old_stop, new_stop


def moved(stretches: Sequence[Stretch], was: int, stop: int, now: int) -> Iterator[Moved]:
    """How the positions between a page's stretches move: of a page that stood from ``was`` to before ``stop`` and begins at
    ``now``. Nothing, where none does."""
    if not stretches:
        if now != was:
            yield Moved(was, stop, now - was)
        return
    parts, begin, by = list[Moved](), was, now - was
    for stretch in stretches:
        parts.append(Moved(begin, was + stretch.was_at, by))
        begin = was + stretch.was_at + taken(stretch.gone)
        by = now + stretch.at + taken(stretch.fresh) - begin
    parts.append(Moved(begin, stop, by))
    if any(part.by for part in parts):
        yield Moved(was, stop, parts=tuple(parts))


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


def taken(lines: Iterable[str]) -> int:
    """How many positions folded lines take, each with its end."""
    return sum(len(line) + 1 for line in lines)


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
