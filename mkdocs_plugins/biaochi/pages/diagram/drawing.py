"""A drawing before it is said where it stands: what it is made of, and where it may be cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from biaochi.core.slotted import dataclass
from biaochi.pages.diagram import shapes

Point = tuple[float, float]
PHONE = 330.0
"""The width of a phone's drawing: on the narrowest, 320 pixels less a margin, the type of eleven is not under ten and a half."""
_HEAD = 5.0
"""So far before its end a line gives way to the head of its arrow."""


class Spot(NamedTuple):
    """A box that leads somewhere: what is said of it, where it stands, and how it is drawn."""

    href: str
    told: str
    x: float
    y: float
    width: float
    height: float
    parts: Sequence[str]


class Edge(NamedTuple):
    """A line with right angles and the head of an arrow at its end, which comes from above."""

    points: Sequence[Point]
    look: str

    @property
    def line(self) -> tuple[Point, ...]:
        """The line without the head."""
        x, y = self.points[-1]
        return *self.points[:-1], (x, y - _HEAD)

    def head(self) -> str:
        """The head alone."""
        x, y = self.points[-1]
        return shapes.polygon([(x, y), (x - 4, y - 7), (x + 4, y - 7)], "head")


class Label(NamedTuple):
    """What else is drawn, and where its upper side is."""

    y: float
    drawn: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, in units of which the type is eleven; ``name`` is what a screen reader calls it."""

    width: float
    height: float
    name: str
    kind: str
    edges: tuple[Edge, ...]
    labels: tuple[Label, ...]
    spots: tuple[Spot, ...]
    cuts: tuple[float, ...]
    """From top to bottom, the heights at which nothing but lines would be cut through."""
    heading: float = 0.0
    """How high the part at the top is that is repeated on each piece."""
    backdrop: Callable[[float, float], str] | None = None
    """What lies behind, heading included, from an upper side to a lower one."""


def on_screen(drawing: Drawing) -> str:
    """The drawing as SVG, its boxes links."""
    parts = [drawing.backdrop(0, drawing.height)] if drawing.backdrop else []
    parts += [shapes.line(edge.line, edge.look) + edge.head() for edge in drawing.edges]
    parts += [label.drawn for label in drawing.labels]
    parts += [shapes.link(spot.href, spot.told, spot.parts) for spot in drawing.spots]
    return shapes.svg(drawing.width, drawing.height, drawing.name, drawing.kind, parts)
