"""A part of a book, laid out: its pages without fonts, and what binding needs to know of it."""

from __future__ import annotations

import hashlib
from html import unescape
from typing import Any

from biaochi.core.regex import regex
from biaochi.handbook import typesetter
from biaochi.handbook.finish import finish
from biaochi.handbook.job import Fault, Laid, Part
from biaochi.handbook.laid_out import coarse_images, lost_pictures

_ELSEWHERE = regex(r'href="#([^"]+)"')
_SPOT = regex(r'<a class="bc-drawn__spot" href="#([^"]+)" title="([^"]+)"')


def lay_out(part: Part) -> Laid:
    """Lay out one part, in this process."""
    typesetter.forget_said()
    here = part.anchors
    # WeasyPrint drops a link whose goal is not in the document: those to other parts are addresses until binding.
    html = _ELSEWHERE.sub(lambda match: match[0] if match[1] in here else f'href="book:{match[1]}"', part.html)
    document = _drawn_in(html, typesetter.style("book.css") + part.style)
    name = hashlib.sha256(f"{part.style}\0{part.html}".encode()).hexdigest()[:16]
    with typesetter.without_fonts():
        written = typesetter.written(document, bytes.fromhex(name))
    faces, glyphs, faults = _fonts(document)
    faults = [*typesetter.faults(), *lost_pictures(part.html), *coarse_images(document.pages), *faults]
    return Laid(
        finish(written, name), len(document.pages), _anchors(document), _bookmarks(document), faces, glyphs,
        tuple(dict.fromkeys(faults)), _spoken(part.html),
    )


_FEW = 28.0
"""Millimetres: four lines, or the last row of a table under its head."""


def _drawn_in(html: str, style: str) -> Any:
    """The document; where it runs over on a last page by a few lines, with lines closer together if that saves the page."""
    document = typesetter.render(html, style)
    if len(document.pages) > 1 and _height(document.pages[-1]) < _FEW:
        closer = typesetter.render(html, style, typesetter.style("closer.css"))
        if len(closer.pages) < len(document.pages):
            return closer
    return document


def _height(page: Any) -> float:
    """How many millimetres of a page the text takes."""
    return float(page._page_box.children[0].margin_height() * 25.4 / 96)


def _spoken(html: str) -> dict[str, str]:
    return {unescape(leads): unescape(told) for leads, told in _SPOT.findall(html)}


def _anchors(document: Any) -> dict[str, tuple[int, float, float]]:
    found: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            found.setdefault(name, (number, *_points(page, x, y)))
    return found


def _bookmarks(document: Any) -> tuple[tuple[int, str, int, float, float], ...]:
    return tuple(
        (level, label, number, *_points(page, *where))
        for number, page in enumerate(document.pages)
        for level, label, where, _ in page.bookmarks
    )


def _points(page: Any, x: float, y: float) -> tuple[float, float]:
    return round(x * 0.75, 2), round((page.height - y) * 0.75, 2)


def _fonts(document: Any) -> tuple[dict[str, str], dict[str, dict[int, str]], list[Fault]]:
    """Which files the fonts of the document are, and which glyphs of each it uses."""
    faces: dict[str, str] = {}
    glyphs: dict[str, dict[int, str]] = {}
    faults = []
    for font in document.fonts.values():
        file = typesetter.face_of(font.whole_size)
        if file is None:
            faults.append(Fault("PRT009", f"字体“{font.family}”不是指定的字体", "检查字体设置，只用指定的字体"))
            continue
        faces[font.hash] = file
        glyphs.setdefault(file, {}).update(font.to_unicode)
    return faces, glyphs, faults
