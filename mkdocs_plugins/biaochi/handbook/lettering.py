"""Names set in the pinned fonts without laying a page out: which glyphs, how wide, and the font that draws them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, Stream

from biaochi.core.slotted import dataclass
from biaochi.handbook.embed import opened
from biaochi.handbook.glyph_tables import to_unicode, width_array
from biaochi.handbook.shared_fonts import face_content

TAG = "BIAOCH+"
"""The prefix that marks the font of a name as a subset."""


_NEEDLESS = (b"BASE", b"DSIG", b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"STAT", b"VORG", b"cmap", b"name", b"post", b"vhea", b"vmtx")
"""Tables of a font that a PDF does not need: it places glyphs by number."""

_FLAGS = (
    uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.NO_HINTING
    | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE | uharfbuzz.SubsetFlags.DESUBROUTINIZE
)


@cache
def _face(face: str) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob(face_content(face)))


@cache
def _measured(face: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(_face(face))


@cache
def _ready(face: str) -> uharfbuzz.Face:
    """The face made ready to be subset thousands of times: 0.3 s once, then 0.1 ms each instead of 10."""
    return uharfbuzz.subset_preprocess(_face(face))


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text as glyphs of one face; ``widths`` are in thousandths of an em."""

    text: str
    face: str
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]

    @property
    def width(self) -> float:
        """In ems."""
        return sum(self.widths) / 1000

    def drawn(self, pdf: pikepdf.Pdf) -> tuple[Dictionary, bytes]:
        """A font with these glyphs only, as an object of the PDF, and the text as a content stream writes it in this font."""
        kept = uharfbuzz.SubsetInput()
        kept.glyph_set.update(self.glyphs)
        kept.flags = _FLAGS
        kept.drop_table_tag_set.update(int.from_bytes(name, "big") for name in _NEEDLESS)
        plan = uharfbuzz.SubsetPlan(_ready(self.face), kept)
        content = bytes(plan.execute().blob.data)
        numbers = plan.old_to_new_glyph_mapping
        codes = [numbers[glyph] for glyph in self.glyphs]
        words = {code: sign.encode("utf-16-be").hex().encode() for code, sign in zip(codes, self.text, strict=True)}
        called = Name(f"/{TAG}{self.face}")
        described = Dictionary(
            Type=Name.FontDescriptor, FontName=called, Flags=4, FontBBox=Array([0, -288, 1000, 1160]), ItalicAngle=0,
            Ascent=1160, Descent=-288, CapHeight=1160, StemV=80, FontFile2=Stream(pdf, content, Length1=len(content)),
        )
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=called, CIDToGIDMap=Name.Identity,
            FontDescriptor=pdf.make_indirect(described), W=width_array(dict(zip(codes, self.widths, strict=True))),
            CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        )
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=called, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]), ToUnicode=Stream(pdf, to_unicode(words)),
        )
        return font, b"".join(b"%04x" % code for code in codes)


def lettering(text: str, face: str) -> Lettering:
    """Set a text, one glyph a character. Raises ``ValueError`` for what :func:`missing` would name."""
    font = _measured(face)
    glyphs = tuple(font.get_nominal_glyph(ord(sign)) or 0 for sign in text)
    if 0 in glyphs:
        raise ValueError(f"{face} lacks a glyph of {text!r}")
    return Lettering(text, face, glyphs, tuple(round(font.get_glyph_h_advance(glyph) * 1000 / _face(face).upem) for glyph in glyphs))


def missing(text: str, faces: Iterable[str], further: Iterable[Path] = ()) -> list[str]:
    """The characters that one of the faces cannot draw, nor any of the further fonts."""
    fonts, others = [_measured(face) for face in faces], [opened(path) for path in further]

    def drawn(sign: str) -> bool:
        code = ord(sign)
        return all(font.get_nominal_glyph(code) for font in fonts) or any(font.get_nominal_glyph(code) for font in others)

    return [sign for sign in dict.fromkeys(text) if not drawn(sign)]
