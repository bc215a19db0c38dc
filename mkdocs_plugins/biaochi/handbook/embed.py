"""Fonts of a bound book: each embedded once, with the glyphs of all its parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, Stream, String

from biaochi.handbook.glyph_tables import to_unicode, width_array
from biaochi.handbook.subset import subset_font

_SYMBOLIC = 4
_STEM = 80


@cache
def opened(path: Path) -> uharfbuzz.Font:
    """A font file, opened once a process."""
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


def embedded(pdf: pikepdf.Pdf, path: Path, glyphs: Mapping[int, str]) -> Any:
    """The font dictionary of a file, with just these glyphs (number → text)."""
    font = opened(path)
    scale = 1000 / font.face.upem
    used = {glyph: text for glyph, text in glyphs.items() if glyph < font.face.glyph_count}
    widths = {glyph: round(font.get_glyph_h_advance(glyph) * scale, 3) for glyph in used}
    words = {glyph: text.encode("utf-16-be").hex().encode() for glyph, text in used.items()}
    content = subset_font(path.read_bytes(), used)
    name = _name(path, used)
    extents = font.get_font_extents("ltr")
    ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
    file = Stream(pdf, content)
    file.stream_dict["/Length1"] = len(content)
    described = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=_SYMBOLIC, ItalicAngle=0, Ascent=ascent, Descent=descent,
        CapHeight=ascent, StemV=_STEM, FontBBox=Array([0, descent, round(max(widths.values(), default=0)), ascent]),
        FontFile2=pdf.make_indirect(file),
    )
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        W=width_array({glyph: _number(width) for glyph, width in widths.items()}), FontDescriptor=pdf.make_indirect(described),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode(words))),
        )
    )


def _name(path: Path, glyphs: Mapping[int, str]) -> Name:
    """The font's own name after the six letters that mark a subset; the same letters for the same file."""
    total, letters = sum(glyphs) * 31 + len(glyphs), ""
    for _ in range(6):
        total, letter = divmod(total, 26)
        letters += chr(65 + letter)
    style = opened(path).face.get_name(uharfbuzz.OTNameIdPredefined.FONT_SUBFAMILY) or ""
    cut = "" if style == "Regular" else f"-{_plain(style)}"
    return Name(f"/{letters}+{_plain(_family(path))}{cut}")


def families_of(faces: Mapping[str, Path]) -> tuple[str, ...]:
    """The families of these fonts, as they stand in a PDF."""
    return tuple(dict.fromkeys(_plain(_family(path)) for path in faces.values()))


def _family(path: Path) -> str:
    return opened(path).face.get_name(uharfbuzz.OTNameIdPredefined.FONT_FAMILY) or path.stem


def _plain(name: str) -> str:
    """A name with the signs only that need no escaping in a PDF."""
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)


def _number(width: float) -> Any:
    """A width as a PDF writes it: whole, or with no more digits than it has."""
    return int(width) if width == int(width) else pikepdf.Object.parse(f"{width:g}".encode())
