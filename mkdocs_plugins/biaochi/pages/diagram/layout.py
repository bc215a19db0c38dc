"""Where the boxes and edges of a flow stand, once it is known how high each box is."""

from __future__ import annotations

from collections.abc import Sequence

from biaochi.core.slotted import dataclass
from biaochi.pages.diagram.routing import Routing, Stop, Track

TRACK = 11.0
"""From one track to the next."""
EDGE = 6.0
"""Beside the outermost tracks."""
ARROW = 15.0
"""The last piece of an edge, with its head."""
_OUT = 8.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a box needs: its height, room under it for what stands on its edge, and how far below its top each exit is."""

    height: float
    below: float
    ports: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A placed box."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where edges enter from above."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Way:
    """An edge as a line with right angles, from its box to the head of its arrow."""

    row: int
    exit: int
    target: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A placed flow. ``lanes`` are left sides of the lanes; ``end`` is the upper side of the band that ends the flow; at the
    heights of ``cuts``, one between each box and the next, nothing stands but edges that go straight down."""

    width: float
    end: float
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    lanes: tuple[float, ...]
    cuts: tuple[float, ...]


def gutter_widths(routing: Routing) -> tuple[float, ...]:
    """How wide each gutter is with its tracks."""
    return tuple(2 * EDGE + TRACK * max(0, tracks - 1) + (4 if tracks else 0) for tracks in routing.gutters)


def place(stops: Sequence[Stop], cells: Sequence[Cell], routing: Routing, lane_width: float, top: float) -> Layout:
    """Boxes from ``top`` downwards, one a row, and the edges between them."""
    gutters = gutter_widths(routing)
    lanes = tuple(sum(gutters[: n + 1]) + n * lane_width for n in range(len(gutters) - 1))
    boxes: list[Box] = []
    leave: list[float] = []
    enter: list[float] = []
    y, below, aside = top, 0.0, False
    for row, (stop, cell) in enumerate(zip(stops, cells, strict=True)):
        leave.append(y + below + _OUT)
        enter.append(leave[-1] + (_OUT if aside else 0))
        boxes.append(Box(lanes[stop.lane], enter[-1] + ARROW, lane_width, cell.height))
        y, below = boxes[-1].bottom, cell.below
        aside = any(routing.tracks[row, n] is not None for n in range(len(stop.targets))) and not stop.decision
    leave.append(y + below + _OUT)
    enter.append(leave[-1])
    end = leave[-1] + ARROW
    at = _Tracks(lanes, gutters, lane_width)
    ways = []
    for row, (stop, cell, box) in enumerate(zip(stops, cells, boxes, strict=True)):
        for number, target in enumerate(stop.targets):
            track = routing.tracks[row, number]
            points = _leaving(box, cell.ports[number] if stop.decision else None, leave[row + 1], at.x(track) if track else None)
            points += [(points[-1][0], end)] if target == len(stops) else [
                (points[-1][0], enter[target]), (boxes[target].middle, enter[target]), (boxes[target].middle, boxes[target].y)
            ]
            ways.append(Way(row, number, target, _straightened(points)))
    return Layout(lanes[-1] + lane_width + gutters[-1], end, tuple(boxes), tuple(ways), lanes, tuple(y - _OUT / 2 for y in leave[1:-1]))


@dataclass(frozen=True, slots=True)
class _Tracks:
    lanes: tuple[float, ...]
    gutters: tuple[float, ...]
    lane_width: float

    def x(self, track: Track) -> float:
        """A track's place. The first is the nearest to the lanes: short ways do not cross long ones."""
        if track.gutter == 0:
            return self.lanes[0] - EDGE - 4 - TRACK * track.number
        return self.lanes[track.gutter - 1] + self.lane_width + EDGE + 4 + TRACK * track.number


def _leaving(box: Box, port: float | None, leave: float, track: float | None) -> list[Point]:
    """From the box to its track, or to its own middle where it leads straight down."""
    if port is not None and track is not None:
        return [(box.x if track < box.x else box.x + box.width, box.y + port), (track, box.y + port)]
    start = (box.middle, box.bottom)
    return [start] if track is None else [start, (box.middle, leave), (track, leave)]


def _straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without corners that are none."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
