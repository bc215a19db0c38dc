"""Fonts of a PDF put together from parts, once each instead of once a part.

Every part brings a subset of the same pinned faces, glyph numbers kept. So one subset with the glyphs of all parts
serves all pages, and no page changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Stream

from biaochi.core.regex import regex
from biaochi.handbook.fonts import MissingFonts, find_fonts
from biaochi.handbook.glyph_tables import PAIR, to_unicode, width_array
from biaochi.handbook.subset import subset_font

_TAG = regex(r"^/[A-Z]{6}\+")
_WEIGHT = {"Bold": 700}

FACES = ("Noto-Sans-SC", "Noto-Sans-SC-Bold")
"""The pinned faces, as PDFs call them."""


def face_of(font: Any) -> str:
    """The face a font is a subset of: ``Noto-Sans-SC-Bold``."""
    return _TAG.sub("", str(font.get("/BaseFont", "")))


@cache
def face_path(face: str) -> Path:
    """The pinned file of a face."""
    found = find_fonts()
    if isinstance(found, MissingFonts):
        raise RuntimeError(found.message)
    return found.path(_WEIGHT.get(face.rsplit("-", 1)[-1], 400))


@cache
def face_content(face: str) -> bytes:
    """The whole pinned file of a face."""
    return face_path(face).read_bytes()


def share_fonts(pdf: pikepdf.Pdf) -> None:
    """Make all pages use one subset of each face."""
    groups: dict[str, dict[tuple[int, int], Any]] = {}
    places: list[tuple[Any, str, Any]] = []
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        fonts = page.obj.Resources.get("/Font")
        if fonts is None or (fonts.is_indirect and fonts.objgen in seen):
            continue
        seen.add(fonts.objgen)
        for name, font in fonts.items():
            if font.get("/Subtype") == "/Type0" and font.get("/Encoding") == "/Identity-H":
                groups.setdefault(face_of(font), {})[font.objgen] = font
                places.append((fonts, name, font))
    for face, members in groups.items():
        # A further font of the settings stays as each part brought it: few glyphs, and its file may not be at hand here.
        if len(members) < 2 or face not in FACES:
            continue
        whole = _joined(pdf, face, list(members.values()))
        for fonts, name, font in places:
            if font.objgen in members:
                fonts[name] = whole


def _joined(pdf: pikepdf.Pdf, face: str, members: list[Any]) -> Any:
    """The first of the subsets, widened by the glyphs of the others."""
    words: dict[int, bytes] = {}
    widths: dict[int, Any] = {}
    for font in members:
        words.update((int(code, 16), to) for code, to in PAIR.findall(font.ToUnicode.read_bytes()))
        widths.update(_widths(font.DescendantFonts[0].W))
    whole = members[0]
    inner = whole.DescendantFonts[0]
    content = subset_font(face_content(face), words)
    inner.FontDescriptor["/FontFile2"] = Stream(pdf, content, Length1=len(content))
    inner["/W"] = width_array(widths)
    whole["/ToUnicode"] = Stream(pdf, to_unicode(words))
    return whole


def _widths(told: Any) -> Iterable[tuple[int, Any]]:
    """Glyph → width, from the two ways a PDF writes them."""
    items = list(told)
    at = 0
    while at < len(items):
        first = int(items[at])
        if isinstance(items[at + 1], Array):
            yield from ((first + step, width) for step, width in enumerate(items[at + 1]))
            at += 2
        else:
            yield from ((glyph, items[at + 2]) for glyph in range(first, int(items[at + 1]) + 1))
            at += 3
