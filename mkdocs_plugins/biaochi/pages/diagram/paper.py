"""A drawing on paper: on one page as long as it can be read there, otherwise in pieces that go on one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from biaochi.core.slotted import dataclass
from biaochi.pages.diagram import shapes
from biaochi.pages.diagram.drawing import Drawing, Point

_LARGEST = 0.31
"""Millimetres a unit: type of nearly ten points."""
_COMFORTABLE = 0.25
"""Type of nearly eight points."""
_SMALLEST = 0.225
"""Type of seven points: smaller, and a drawing is not made to fit but cut."""
_TRIES = 8
_CAPTION = 10.0
"""Millimetres that a piece may be higher than a whole drawing: it has a title above it or a caption below, not both."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a drawing may take of a page, in millimetres: above it there is room for a title, below it for a caption."""

    width: float
    height: float

    @property
    def comfortable(self) -> float:
        """How wide a drawing may be to be read with ease, in its units."""
        return self.width / _COMFORTABLE

    @property
    def widest(self) -> float:
        """How wide it may be to be read at all."""
        return self.width / _SMALLEST


class _Stretch(NamedTuple):
    """A piece of a drawing: where it begins, with its heading, where what is new in it begins, and where it ends."""

    origin: float
    top: float
    bottom: float


def on_paper(drawing: Drawing, room: Room) -> list[str]:
    """The pieces of the drawing as HTML. A layout engine for paper takes an SVG as a picture, in which nothing leads
    anywhere: links are laid over it."""
    size, stretches = _cut(drawing, room)
    return [_piece(drawing, stretch, size, f"（第 {n} 张，共 {len(stretches)} 张）" if stretches[1:] else "") for n, stretch in enumerate(stretches, 1)]


def _cut(drawing: Drawing, room: Room) -> tuple[float, list[_Stretch]]:
    """How large a unit is, in millimetres, and the pieces."""
    full = min(_LARGEST, room.width / drawing.width)
    whole = min(full, room.height / drawing.height)
    if whole >= min(full, _SMALLEST) or not drawing.cuts:
        return whole, [_Stretch(0, 0, drawing.height)]
    size, high = min(full, _COMFORTABLE), room.height + _CAPTION
    least, most = 0.0, high / size
    stretches = _stretches(drawing, most)
    for _ in range(_TRIES):
        # As few pieces, but as even as can be: none is left with a single box, and the first may find room below other text.
        lower = (least + most) / 2
        tried = _stretches(drawing, lower)
        if len(tried) > len(stretches):
            least = lower
        else:
            most, stretches = lower, tried
    return min(size, *(high / (bottom - origin) for origin, _, bottom in stretches)), stretches


def _stretches(drawing: Drawing, most: float) -> list[_Stretch]:
    """The pieces, none of them higher than ``most`` unless a box of it is."""
    made, top, last = list[_Stretch](), 0.0, 0.0
    for cut in (*drawing.cuts, drawing.height):
        origin = top - drawing.heading if top else 0.0
        if last > top and cut - origin > most:
            made.append(_Stretch(origin, top, last))
            top = last
        last = cut
    return [*made, _Stretch(top - drawing.heading if top else 0.0, top, drawing.height)]


def _piece(drawing: Drawing, stretch: _Stretch, size: float, which: str) -> str:
    origin, top, bottom = stretch
    high = bottom - origin
    parts = [drawing.backdrop(origin, bottom)] if drawing.backdrop else []
    for edge in drawing.edges:
        parts += [shapes.line(run, edge.look) for run in _within(edge.line, top, bottom)]
        parts += [edge.head()] if top < edge.points[-1][1] <= bottom else []
    parts += [label.drawn for label in drawing.labels if top <= label.y < bottom]
    spots = [spot for spot in drawing.spots if top <= spot.y < bottom]
    parts += [shapes.link(None, spot.told, spot.parts) for spot in spots]
    svg = shapes.svg(drawing.width, high, drawing.name + which, drawing.kind, parts, top=origin, titled=True)
    over = "".join(
        f'<a class="bc-drawn__spot" href="{escape(spot.href)}" title="{escape(spot.told)}" style="'
        f"left:{100 * spot.x / drawing.width:.2f}%;top:{100 * (spot.y - origin) / high:.2f}%;"
        f'width:{100 * spot.width / drawing.width:.2f}%;height:{100 * spot.height / high:.2f}%"></a>'
        for spot in spots
    )
    return f'<div class="bc-drawn" style="width:{drawing.width * size:.2f}mm">{svg}{over}</div>'


def _within(line: Sequence[Point], top: float, bottom: float) -> Iterator[list[Point]]:
    """The runs of a line with right angles that lie between two heights."""
    run: list[Point] = []
    for (x, y), (to_x, to_y) in pairwise(line):
        begin, end = (x, min(max(y, top), bottom)), (to_x, min(max(to_y, top), bottom))
        outside = begin[1] != y and end[1] != to_y and begin[1] == end[1]
        if outside or (run and run[-1] != begin):
            if run:
                yield run
            run = []
        if not outside and begin != end:
            run = [*(run or [begin]), end]
    if run:
        yield run
