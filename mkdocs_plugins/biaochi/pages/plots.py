"""Plots of counts as bars: SVG that reads without colours and without eyes."""

from __future__ import annotations

from collections.abc import Sequence

from biaochi.core.slotted import dataclass
from biaochi.pages.diagram import shapes
from biaochi.pages.diagram.text import width

_WIDTH = 356.0
_ROW, _BAR, _SIZE = 22.0, 12.0, 11.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its label, its parts (count, look), what it says at its end, and where it leads."""

    label: str
    parts: tuple[tuple[int, str], ...]
    told: str
    href: str | None = None


def bars(name: str, rows: Sequence[Bar], whole: int | None = None) -> str:
    """Rows of bars on one scale: up to ``whole``, or to the largest row."""
    if not rows:
        return ""
    left = max(width(row.label, _SIZE) for row in rows) + 8
    right = max(width(row.told, _SIZE) for row in rows) + 8
    room = max(60.0, _WIDTH - left - right)
    most = whole or max(sum(count for count, _ in row.parts) for row in rows) or 1
    parts = []
    for n, row in enumerate(rows):
        y, x = n * _ROW + 2, left
        drawn = [shapes.text([row.label], left - 6, y + 1, _SIZE, anchor="end")]
        drawn.append(shapes.rectangle(left, y + 3, room, _BAR, "rail", radius=2))
        for count, look in row.parts:
            wide = room * min(count, most) / most
            if wide:
                drawn.append(shapes.rectangle(x, y + 3, wide, _BAR, look, radius=0))
            x += wide
        drawn.append(shapes.text([row.told], left + room + 6, y + 1, _SIZE))
        parts.append(shapes.link(row.href, f"{row.label}：{row.told}", drawn))
    return shapes.svg(left + room + right, len(rows) * _ROW + 4, name, "plot", parts)
