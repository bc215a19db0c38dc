"""The few shapes that drawings are made of, as SVG.

Every shape carries its own colours for print, and a class by which the site's style sheet recolours it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

FONT = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
LINE = 1.35
"""From one line of a text to the next, in type sizes."""


def number(value: float) -> str:
    """A coordinate, to a tenth: the same bytes on every machine."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def svg(width: float, height: float, name: str, kind: str, parts: Iterable[str], *, top: float = 0.0, titled: bool = False) -> str:
    """The whole drawing, or what of it begins at ``top``. ``name`` is what a screen reader calls it: on the site a group of
    links; ``titled``, in a PDF, a figure."""
    size = f'viewBox="0 {number(top)} {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bc-drawing bc-drawing--{kind}" role="group" aria-label="{escape(name)}" '
        f'{size} font-family="{FONT}">{f"<title>{escape(name)}</title>" if titled else ""}{"".join(parts)}</svg>'
    )


def rectangle(x: float, y: float, width: float, height: float, look: str, *, radius: float = 5) -> str:
    """A box; its look is one of :data:`LOOKS`."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'rx="{number(radius)}" {_look(look)}/>'
    )


def polygon(points: Iterable[tuple[float, float]], look: str) -> str:
    """A shape with corners."""
    return f'<polygon points="{" ".join(f"{number(x)},{number(y)}" for x, y in points)}" {_look(look)}/>'


def circle(x: float, y: float, radius: float, look: str) -> str:
    """A disc."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {_look(look)}/>'


def line(points: Sequence[tuple[float, float]], look: str) -> str:
    """A line with right angles, its corners a little rounded."""
    told = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        near, far = _towards(at, before), _towards(at, after)
        told.append(f"L{number(near[0])} {number(near[1])}Q{number(at[0])} {number(at[1])} {number(far[0])} {number(far[1])}")
    told.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return f'<path d="{"".join(told)}" {_look(look)}/>'


def _towards(at: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    length = abs(other[0] - at[0]) + abs(other[1] - at[1])
    share = min(4.0, length / 2) / length if length else 0
    return at[0] + (other[0] - at[0]) * share, at[1] + (other[1] - at[1]) * share


def text(lines: Sequence[str], x: float, y: float, size: float, *, look: str = "text", anchor: str = "start", bold: bool = False) -> str:
    """Lines of text; ``y`` is the upper side of the first."""
    style = f'font-size="{number(size)}"' + (' font-weight="700"' if bold else "") + ("" if anchor == "start" else f' text-anchor="{anchor}"')
    return "".join(
        f'<text x="{number(x)}" y="{number(y + size * (n * LINE + 1.02))}" {style} {_look(look)}>{escape(told)}</text>'
        for n, told in enumerate(lines)
    )


def height(lines: Sequence[str], size: float) -> float:
    """How high lines of text are."""
    return size * LINE * len(lines)


def link(href: str | None, told: str, parts: Iterable[str]) -> str:
    """Shapes that lead somewhere; ``told`` is read out instead of what is drawn. On paper there is nowhere to go."""
    drawn = "".join(parts)
    if href is None:
        return f"<g>{drawn}</g>"
    return f'<a class="bc-drawing__link" href="{escape(href)}" aria-label="{escape(told)}">{drawn}</a>'


LOOKS = {
    "lane": 'fill="#f3f3f3" stroke="none"',
    "plain": 'fill="#ffffff" stroke="#333333" stroke-width="1"',
    "key": 'fill="#ffffff" stroke="#000000" stroke-width="2.4"',
    "band": 'fill="#e6e6e6" stroke="#333333" stroke-width="1"',
    "strip": 'fill="#e6e6e6" stroke="none"',
    "edge": 'fill="none" stroke="#333333" stroke-width="1.2"',
    "handoff": 'fill="none" stroke="#000000" stroke-width="2.6"',
    "back": 'fill="none" stroke="#333333" stroke-width="1.2" stroke-dasharray="4 3"',
    "head": 'fill="#333333" stroke="none"',
    "mark": 'fill="#333333" stroke="none"',
    "tag": 'fill="#ffffff" stroke="#333333" stroke-width="0.8"',
    "text": 'fill="#000000"',
    "quiet": 'fill="#444444"',
    "inverse": 'fill="#ffffff"',
    "rail": 'fill="#eeeeee" stroke="none"',
    "part1": 'fill="#333333" stroke="none"',
    "part2": 'fill="#777777" stroke="none"',
    "part3": 'fill="#ffffff" stroke="#333333" stroke-width="1"',
    "part4": 'fill="#bbbbbb" stroke="none"',
}
"""What each kind of shape looks like on paper."""


def _look(look: str) -> str:
    return f'class="bc-drawing__{look}" {LOOKS[look]}'
