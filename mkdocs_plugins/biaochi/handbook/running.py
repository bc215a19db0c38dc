"""Running heads and feet: the book's name, the chapter, the edition, and page x of y, set once all pages are known.

They are drawn beneath the page's content and marked as artefacts, so that nobody has to hear them on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import uharfbuzz

from biaochi.handbook.embed import opened

_SIZE = 8.0
_HEAD, _FOOT = 11.0, 11.0
"""Millimetres from the edge of the page to the baseline."""

_MM = 72 / 25.4
_GAP, EDGE = 3.0, 12.0
"""Points between the text and what stands beside it, and at the edge of the paper, where office printers print nothing."""
_GREY = "0.27 g"


class Line:
    """Text shaped with one font: its glyphs and its width."""

    def __init__(self, text: str, path: Path, size: float = _SIZE) -> None:
        font = opened(path)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer, {"kern": False, "liga": False})
        scale = size / font.face.upem
        self.glyphs = [info.codepoint for info in buffer.glyph_infos]
        self.clusters = [text[info.cluster] for info in buffer.glyph_infos]
        self.width = sum(place.x_advance for place in buffer.glyph_positions or ()) * scale

    @property
    def codes(self) -> str:
        """The glyphs as a PDF writes them."""
        return "".join(f"{glyph:04x}" for glyph in self.glyphs)

    def drawn(self, x: float, y: float) -> str:
        """The drawing of the line with its left end at x."""
        return f"1 0 0 1 {x:.2f} {y:.2f} Tm <{self.codes}> Tj"


def shortened(text: str, path: Path, most: float) -> Line:
    """The text as a line of at most this width (points); what is longer ends in “…”."""
    line = Line(text, path)
    while line.width > most and text:
        text = text[:-1]
        line = Line(f"{text}…", path)
    return line


class Running:
    """Draws the heads and feet of one book, and remembers which glyphs they take."""

    def __init__(self, path: Path, font: str) -> None:
        self.path, self.font = path, font
        self.glyphs: dict[int, str] = {}
        self.known: dict[tuple[str, float], Line] = {}

    def head(self, left: str, right: str, width: float, height: float, margin: float) -> bytes:
        """The head of a page of this size (points), between side margins (millimetres)."""
        return self._strip("Header", left, right, width, height - _HEAD * _MM, margin)

    def foot(self, left: str, right: str, width: float, margin: float) -> bytes:
        """The foot of a page."""
        return self._strip("Footer", left, right, width, _FOOT * _MM, margin)

    def beside(self, places: Iterable[tuple[float, Sequence[int]]], width: float, margin: float) -> bytes:
        """Beside each line with links, the pages they lead to: paper has nothing to click on."""
        side = margin * _MM
        most = side - _GAP - EDGE
        drawn = []
        for y, pages in places:
            told = "、".join(map(str, pages))
            forms = (f"见 {told} 页", f"→ {told}", f"→{told}", told, f"→ {pages[0]}…", f"{pages[0]}…", str(pages[0]))
            line = next((line for form in forms if (line := self._line(form, 10 * side)).width <= most), None)
            if line is not None:
                drawn.append(line.drawn(width - side + _GAP, y))
        if not drawn:
            return b""
        return f"/Artifact <</Type/Layout>> BDC q BT /{self.font} {_SIZE:g} Tf {_GREY} {' '.join(drawn)} ET Q EMC\n".encode()

    def _strip(self, what: str, left: str, right: str, width: float, y: float, margin: float) -> bytes:
        side = margin * _MM
        half = (width - 2 * side) / 2 - 6
        # Digits share one width, so the right end holds from page to page.
        ends = [line for line in ((self._line(left, half), True), (self._line(right, half), False)) if line[0].glyphs]
        if not ends:
            return b""
        drawn = " ".join(line.drawn(side if first else width - side - line.width, y) for line, first in ends)
        return (
            f"/Artifact <</Type/Pagination/Subtype/{what}>> BDC q BT /{self.font} {_SIZE:g} Tf {_GREY} {drawn} ET Q EMC\n"
        ).encode()

    def _line(self, text: str, most: float) -> Line:
        if (text, most) not in self.known:
            line = shortened(text, self.path, most)
            self.known[text, most] = line
            self.glyphs.update(zip(line.glyphs, line.clusters, strict=True))
        return self.known[text, most]

    def missing(self) -> Iterator[str]:
        """Signs of heads and feet that the font lacks."""
        if 0 in self.glyphs:
            yield self.glyphs.pop(0)
