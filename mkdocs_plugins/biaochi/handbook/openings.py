"""Places left open in a page: a run of one sign, which the layout engine sets like any text, to be filled in later."""

from __future__ import annotations

import re

import pikepdf

from biaochi.core.slotted import dataclass
from biaochi.handbook.glyph_tables import PAIR
from biaochi.handbook.read_back import page_content
from biaochi.handbook.shared_fonts import face_of

SIGN = "〓"
_WORD = SIGN.encode("utf-16-be").hex().encode()


@dataclass(frozen=True, slots=True)
class Opening:
    """One open place in what a page draws: from where to where, the size of type there, and the face."""

    start: int
    end: int
    size: bytes
    face: str


def openings(page: pikepdf.Page, room: int) -> tuple[bytes, list[Opening]]:
    """What a page draws, and the open places of this many characters in it."""
    runs = {
        name[1:]: (code, face_of(font))
        for name, font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).items() if "/ToUnicode" in font
        for code, word in PAIR.findall(font.ToUnicode.read_bytes()) if word == _WORD
    }
    if not runs:
        return b"", []
    run = b"|".join(rb"/%s [\d.]+ Tf\s*\[<(?:%s){%d}>\] TJ" % (name.encode(), code, room) for name, (code, _) in runs.items())
    drawn = page_content(page)
    found = []
    for match in re.finditer(run, drawn):
        name, size = match[0].split()[:2]
        found.append(Opening(match.start(), match.end(), size, runs[name[1:].decode()][1]))
    return drawn, found
