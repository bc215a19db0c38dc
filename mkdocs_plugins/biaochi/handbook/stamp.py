"""A finished PDF with an open place for the name of a store, and the same PDF with the name in it.

The place is a run of ``〓`` that the layout engine sets like any text: it has its room on the page and its turn in the
tag tree. Filling it changes that run alone, and brings one small font along; nothing is laid out again, nothing is
laid over the page, and a reader of screens hears the name where it stands.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array

from biaochi.core.slotted import dataclass
from biaochi.handbook.finish import saved
from biaochi.handbook.lettering import lettering, missing
from biaochi.handbook.merged import entitled
from biaochi.handbook.openings import SIGN, openings
from biaochi.handbook.shared_fonts import FACES

ROOM = 17
"""Characters that a name may be wide. A longer one is laid out like any other text."""

SLOT = SIGN * ROOM
"""What stands in a page where the name of a store will."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One place: the stream to be written, the size of type there, and the face."""

    stream: Any
    size: bytes
    face: str


def fits(name: str) -> bool:
    """Whether a name can be filled in: it has room, and the pinned faces (plain in books, bold on sheets) have its signs."""
    return not missing(name, FACES) and all(lettering(name, face).width <= ROOM for face in FACES)


class Template:
    """A PDF with open places, to be filled in as often as wanted."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.title = str(self.pdf.docinfo.get("/Title", ""))
        self.places: list[_Place] = []
        self.fonts: dict[str, Any] = {}
        for page in self.pdf.pages:
            self._open(page)

    def __enter__(self) -> Template:
        return self

    def __exit__(self, *_: object) -> None:
        self.pdf.close()

    def _open(self, page: pikepdf.Page) -> None:
        """Cut the page's content at its places, so that each is a stream of its own."""
        drawn, found = openings(page, ROOM)
        parts: list[Any] = []
        at = 0
        for one in found:
            place = self.pdf.make_stream(b"")
            parts += [self.pdf.make_stream(drawn[at : one.start]), place]
            page.obj.Resources.Font[_resource(one.face)] = self.fonts.setdefault(one.face, self.pdf.make_indirect(pikepdf.Dictionary()))
            self.places.append(_Place(place, one.size, one.face))
            at = one.end
        if parts:
            page.obj["/Contents"] = Array([*parts, self.pdf.make_stream(drawn[at:])])

    def filled(self, name: str, title: str = "") -> bytes:
        """The PDF for one store. Bytes depend on the template, the name and the title alone."""
        codes: dict[str, bytes] = {}
        for face, font in self.fonts.items():
            made, codes[face] = lettering(name, face).drawn(self.pdf)
            for key in list(font.keys()):
                del font[key]
            for key, value in made.items():
                font[key] = value
        for place in self.places:
            place.stream.write(b"%s %s Tf\n[<%s>] TJ" % (_resource(place.face).encode(), place.size, codes[place.face]))
        entitled(self.pdf, title or f"{name} · {self.title}")
        return saved(self.pdf)


def _resource(face: str) -> str:
    return f"/Store-{face}"


