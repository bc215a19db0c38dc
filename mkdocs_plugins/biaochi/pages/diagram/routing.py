"""Which way each edge of a flow takes between the boxes.

Every step has a row of its own and stands in the lane of its role; beside the lanes run gutters. An edge that does not
lead to the very next row leaves its box, runs along a track in a gutter beside its lane, and enters its goal from above, in
the gap between two rows. Boxes are never in a gutter nor in a gap, so no edge can cross one, whatever the process.
"""

from __future__ import annotations

from collections.abc import Sequence

from biaochi.core.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """A row: the lane its box stands in, the rows it leads to (the number of rows stands for the end), and whether it
    is a decision, which sends its edges out at its sides."""

    lane: int
    targets: tuple[int, ...]
    decision: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """A way along a gutter; gutter *n* is left of lane *n*."""

    gutter: int
    number: int


@dataclass(frozen=True, slots=True)
class Routing:
    """The track of every edge by (row, number of the exit), ``None`` where it leads straight down; how many tracks each
    gutter holds."""

    tracks: dict[tuple[int, int], Track | None]
    gutters: tuple[int, ...]


@dataclass(slots=True)
class _Run:
    """Edges that share a track: all to one goal, from one side of it."""

    gutter: int
    goal: int
    first: int
    last: int
    edges: list[tuple[int, int]]


def route(stops: Sequence[Stop], lanes: int) -> Routing:
    """Give every edge its way. The same stops always give the same routing."""
    runs: dict[tuple[int, int, bool], _Run] = {}
    tracks: dict[tuple[int, int], Track | None] = {}
    for row, stop in enumerate(stops):
        for number, target in enumerate(stop.targets):
            if not stop.decision and target == row + 1:
                tracks[row, number] = None
                continue
            # Rows are the odd places, the gaps above them the even ones.
            start, stop_at = (2 * row + 1 if stop.decision else 2 * row + 2), 2 * target
            first, last = min(start, stop_at), max(start, stop_at)
            back = target <= row
            gutter = _gutter(stop.lane, stops[target].lane if target < len(stops) else None, first, last, runs)
            run = runs.setdefault((gutter, target, back), _Run(gutter, target, first, last, []))
            run.first, run.last = min(run.first, first), max(run.last, last)
            run.edges.append((row, number))
    counts = [0] * (lanes + 1)
    for gutter in range(lanes + 1):
        taken: list[list[_Run]] = []
        for run in sorted((r for r in runs.values() if r.gutter == gutter), key=lambda r: (r.last - r.first, r.first, r.goal)):
            track = next((n for n, others in enumerate(taken) if not any(_meet(run, other) for other in others)), len(taken))
            taken[track:track + 1] = [[*(taken[track] if track < len(taken) else []), run]]
            tracks.update((edge, Track(gutter, track)) for edge in run.edges)
        counts[gutter] = len(taken)
    return Routing(tracks, tuple(counts))


def _meet(one: _Run, other: _Run) -> bool:
    return one.first <= other.last and other.first <= one.last


def _gutter(lane: int, goal: int | None, first: int, last: int, runs: dict[tuple[int, int, bool], _Run]) -> int:
    """The gutter on the goal's side; where both would do, the emptier one."""
    if goal is not None and goal != lane:
        return lane + 1 if goal > lane else lane

    def load(gutter: int) -> int:
        return sum(r.gutter == gutter and r.first <= last and first <= r.last for r in runs.values())

    return lane if load(lane) < load(lane + 1) else lane + 1
