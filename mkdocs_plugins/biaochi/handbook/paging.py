"""A pack's pages numbered through, and what its register tells of each document's: whoever drops forty sheets can sort them.

Drawn on pages that are laid out already: nothing is laid out again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import pikepdf
from pikepdf import Array

from biaochi.handbook.embed import embedded
from biaochi.handbook.finish import saved
from biaochi.handbook.openings import SIGN, openings
from biaochi.handbook.papers import PAPERS
from biaochi.handbook.running import EDGE, Line
from biaochi.handbook.shared_fonts import FACES, face_path

_ROOM = 5
OPEN = SIGN * _ROOM
"""What stands in the register where the pages of a document will be told."""

_FONT = "/BcPages"
_MM = 72 / 25.4
_DEEP = 0.18
"""Ems that a stroke hangs below the line its letters stand on."""

_SIZE, _SMALL = 8.0, 6.5
"""Points. Below the margin of a card, of six millimetres, there is no room for more than the small one."""


def listed(register: bytes, told: Sequence[str]) -> bytes:
    """The register with its open places filled in, in order."""
    glyphs: dict[int, str] = {}
    waiting = iter(told)
    with pikepdf.open(io.BytesIO(register)) as pdf:
        pages = []
        for page in pdf.pages:
            drawn, places = openings(page, _ROOM)
            parts, at = list[bytes](), 0
            for place in places:
                line = _line(next(waiting), _SIZE, glyphs)
                parts += drawn[at : place.start], b"%s %s Tf\n[<%s>] TJ" % (_FONT.encode(), place.size, line.codes.encode())
                at = place.end
            if places:
                page.obj["/Contents"] = pdf.make_stream(b"".join((*parts, drawn[at:])))
                pages.append(page)
        _give(pdf, pages, glyphs)
        return saved(pdf)


def number_through(pdf: pikepdf.Pdf) -> None:
    """Write at the very foot of each page which one of the pack it is: in the middle, below what books and forms have in the
    corners; on a roll, which has next to no margin, at the right, below the code."""
    glyphs: dict[int, str] = {}
    total = len(pdf.pages)
    for count, page in enumerate(pdf.pages, 1):
        left, bottom, right, _ = (float(edge) for edge in page.mediabox)
        width = (right - left) / _MM
        size = _SMALL if width < PAPERS["A5"].width - 1 else _SIZE
        line = _line(f"资料包 {count} / {total}", size, glyphs)
        roll = PAPERS["receipt-80"]
        x = right - roll.margin * _MM - line.width if width < roll.width + 1 else (left + right - line.width) / 2
        drawn = f"/Artifact <</Type/Pagination/Subtype/Footer>> BDC q BT {_FONT} {size:g} Tf 0 g {line.drawn(x, bottom + EDGE + _DEEP * size)} ET Q EMC\n"
        own = page.obj.Contents
        page.obj["/Contents"] = Array([pdf.make_stream(drawn.encode()), *(own if isinstance(own, Array) else (own,))])
    _give(pdf, pdf.pages, glyphs)


def _line(text: str, size: float, glyphs: dict[int, str]) -> Line:
    line = Line(text, face_path(FACES[0]), size)
    glyphs.update(zip(line.glyphs, line.clusters, strict=True))
    return line


def _give(pdf: pikepdf.Pdf, pages: Iterable[pikepdf.Page], glyphs: Mapping[int, str]) -> None:
    """The font for what was written on these pages. Its glyphs keep their numbers: it may be shared with those of the pages."""
    font = embedded(pdf, face_path(FACES[0]), glyphs)
    for page in pages:
        page.obj.Resources.Font[_FONT] = font
