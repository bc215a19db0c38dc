"""One font subsetter on every machine.

WeasyPrint takes HarfBuzz from the system where it finds libharfbuzz-subset, and fontTools where it does not:
the two give different bytes, so do two versions of the first, and the second stamps the time of day into each
font. uharfbuzz carries a HarfBuzz of its own, its version is locked with the other dependencies, and it takes
0.03 s where fontTools takes 1 to 4 s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import uharfbuzz

_FLAGS = uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | uharfbuzz.SubsetFlags.DESUBROUTINIZE
# A PDF places glyphs by number: what shapes text, and what only editors of fonts read, is of no use in it.
_USELESS_TABLES = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")


def subset_font(content: bytes, glyphs: Iterable[int], *, index: int = 0, hinting: bool = False) -> bytes:
    """The font file `content` (face `index`) with only these glyph numbers, numbers kept, and .notdef drawn.

    Raises RuntimeError when HarfBuzz cannot subset the font.
    """
    used = set(glyphs)
    flags = _FLAGS | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    kept = uharfbuzz.SubsetInput()
    kept.glyph_set.update(used)
    kept.flags = flags | uharfbuzz.SubsetFlags.RETAIN_GIDS
    kept.drop_table_tag_set.update({int.from_bytes(name.encode(), "big") for name in _USELESS_TABLES})
    small = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob(content), index), kept)
    # The second pass cuts the empty glyphs after the last used one: the numbers up to it stay.
    cut = uharfbuzz.SubsetInput()
    cut.glyph_set.update(range(max(used, default=0) + 1))
    cut.flags = flags if hinting else flags | uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(small, cut).blob.data)


def use_pinned_subsetter(embeds: Callable[[], bool] = lambda: True) -> None:
    """Make WeasyPrint subset with `subset_font`, whatever the system has. May be called more than once.

    Where `embeds` says no, the font is left out of the PDF and only its size is kept, by which it is known again.
    """
    from weasyprint.pdf import fonts
    from weasyprint.text.ffi import harfbuzz

    whole: dict[int, Any] = {}
    read = fonts.get_hb_object_data

    def content(face: Any, *args: Any) -> Any:
        """A font's file, 10 MB, read once a process and not for each document. Our fonts are told apart by their size."""
        if args:
            return read(face, *args)
        blob = harfbuzz.hb_face_reference_blob(face)
        size = harfbuzz.hb_blob_get_length(blob)
        harfbuzz.hb_blob_destroy(blob)
        if size not in whole:
            whole[size] = read(face)
        return whole[size]

    fonts.get_hb_object_data = content

    def subset(self: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        if not embeds():
            self.whole_size = len(self.file_content)
            self.file_content = b""
        elif to_unicode:
            self.file_content = subset_font(self.file_content, to_unicode, index=self.index, hinting=hinting)
            self.index = 0

    fonts.Font.subset = subset
    # A form field is filled in with the reader's own font: no need to embed all 20,000 glyphs of ours for it.
    fonts.Font.used_in_forms = property(lambda self: False, lambda self, used: None)
