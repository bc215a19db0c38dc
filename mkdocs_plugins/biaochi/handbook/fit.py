"""A sheet fitted to its paper: the largest type with which it stands on one page, then room between the lines.

What is written on by hand gains from every millimetre; what does not fit at the smallest type is said, not shrunk. How the
sheet is filled in stands on it where there is room, else overleaf.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import Any

from biaochi.handbook.papers import PAPERS, Paper

_LONGEST = 3000.0
"""Millimetres of a roll."""

_STEP = 0.5
"""Points between two sizes of type."""

_MOST_ROOM = {"bc-row": 3.0, "bc-question": 9.0, "bc-tier": 9.0, "bc-tier__up": 5.0}
"""Parts that share what is left of a page, and how many millimetres each takes above and below at most."""

_FELT = 0.25
"""Millimetres: with less to share out, laying out once more is for nothing."""

_NO_RULES = ".bc-rules { display: none } .bc-overleaf { display: inline-block }"
_OVERLEAF = ".bc-rules--front { display: none } .bc-rules--back { display: block } .bc-overleaf { display: inline-block }"

Layout = Callable[[str], Any]
"""Lays the sheet out with further CSS; gives WeasyPrint's document, which has no types."""


def fitted(paper: str, layout: Layout) -> tuple[Any, float]:
    """The pages of a sheet and the size of its type."""
    form = PAPERS.get(paper, PAPERS["A4"])
    if form.height is None:
        return _cut_off(form, layout), form.largest
    document, size = _largest(form, form.height, layout)
    numbered = (
        '@page { @bottom-right { content: "第 " counter(page) " 页 / 共 " counter(pages) " 页"; '
        f"font-size: {form.smallest:g}pt }} }}"
    )
    if len(document.pages) > 1 and _parts(document, "bc-rules"):
        def bare(css: str) -> Any:
            return layout(_NO_RULES + css)

        face, larger = _largest(form, form.height, bare)
        if len(face.pages) == 1:
            page = _page(form, form.height, larger)
            roomy = _roomiest(face, form, form.height, page, bare)[1]
            return layout(page + roomy + _OVERLEAF + numbered), larger
    page = _page(form, form.height, size)
    if len(document.pages) > 1:
        return layout(page + numbered), size
    return _roomiest(document, form, form.height, page, layout)[0], size


def _roomiest(document: Any, form: Paper, height: float, page: str, layout: Layout) -> tuple[Any, str]:
    """The page with what is left of it shared out, and the CSS that does it."""
    roomy = _roomy(document, form, height)
    if roomy:
        wide = layout(page + roomy)
        # Lines break alike, so it fits; where a rounding says otherwise the tight page stands.
        if len(wide.pages) == 1:
            return wide, roomy
    return document, ""


def _largest(form: Paper, height: float, layout: Layout) -> tuple[Any, float]:
    """From the largest size to the one that should do, then downward; past the smallest it runs on. Of lines some wrap, which
    makes the height grow faster than the size, and some do not: hence the power.

    Each layout of a full form takes a fifth of a second: a good guess takes two, halving took four.
    """
    size = form.largest
    document = layout(_page(form, height, size))
    over = None
    while len(document.pages) > 1 and size > form.smallest:
        over = size, _needed(form, height, document)
        fitting = size * over[1] ** -0.75
        size = max(form.smallest, min(size - _STEP, fitting // _STEP * _STEP))
        document = layout(_page(form, height, size))
    if over is None or len(document.pages) > 1:
        return document, size
    return _larger(form, height, layout, (document, size), over)


def _larger(
    form: Paper, height: float, layout: Layout, found: tuple[Any, float], over: tuple[float, float]
) -> tuple[Any, float]:
    """Once upward, where what was left says that the guess was too careful: two sizes tell how this sheet grows."""
    document, size = found
    needed = _needed(form, height, document)
    growth = log(over[1] / needed) / log(over[0] / size)
    larger = min(over[0] - _STEP, size * needed ** (-1 / max(1, growth)) // _STEP * _STEP)
    if larger <= size:
        return found
    other = layout(_page(form, height, larger))
    return (other, larger) if len(other.pages) == 1 else found


def _needed(form: Paper, height: float, document: Any) -> float:
    """How many pages' height the content takes."""
    room = height - 2 * form.margin
    return len(document.pages) - 1 + (_used(document, -1) - form.margin) / room


def _page(form: Paper, height: float, size: float) -> str:
    return (
        f"@page {{ size: {form.width}mm {height:.1f}mm; margin: {form.margin}mm }}"
        f"html {{ font-size: {size:g}pt }} .bc-foot {{ font-size: {form.smallest:g}pt }}"
    )


def _used(document: Any, page: int = 0) -> float:
    """Millimetres from the top of a page to the end of the content."""
    body = document.pages[page]._page_box.children[0]
    return float((body.position_y + body.margin_height()) * 25.4 / 96)


def _parts(document: Any, name: str) -> int:
    """How many parts of a class there are."""
    found = 0
    waiting = [page._page_box for page in document.pages]
    while waiting:
        box = waiting.pop()
        waiting.extend(getattr(box, "children", ()))
        if box.element is not None and box.element_tag in ("tr", "div", "p"):
            # A table's row has one box; a block may have a wrapper of the same element.
            found += name in (box.element.get("class") or "").split()
    return found


def _roomy(document: Any, form: Paper, height: float) -> str:
    """CSS that shares what is left of the page among its parts."""
    left = height - form.margin - _used(document) - 1
    counts = {name: _parts(document, name) for name in _MOST_ROOM}
    wanted = sum(2 * counts[name] * most for name, most in _MOST_ROOM.items())
    if left <= 0 or not wanted:
        return ""
    share = min(1.0, left / wanted)
    if share * max(most for name, most in _MOST_ROOM.items() if counts[name]) < _FELT:
        return ""
    rules = []
    for name, most in _MOST_ROOM.items():
        room = most * share
        part = f".{name} > td" if name == "bc-row" else f".{name}"
        rules.append(f"{part} {{ padding-top: calc({_PADDING[name]}em + {room:.2f}mm); padding-bottom: calc({_PADDING[name]}em + {room:.2f}mm) }}")
    return "".join(rules)


_PADDING = {"bc-row": 0.2, "bc-question": 0.3, "bc-tier": 0.3, "bc-tier__up": 0.0}
"""What the style gives them anyway."""


def _cut_off(form: Paper, layout: Layout) -> Any:
    """A roll has no height: lay out on a long page, then cut the page at the end of the content."""
    document = layout(_page(form, _LONGEST, form.largest))
    return layout(_page(form, min(_LONGEST, _used(document) + form.margin + 1), form.largest))
