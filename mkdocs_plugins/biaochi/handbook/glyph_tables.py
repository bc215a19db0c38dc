"""What a PDF's font tells of its glyphs: how wide they are, and which characters they show."""

from __future__ import annotations

import re
from typing import Any

from pikepdf import Array

_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
"""A row of a table of characters: the glyph, and what :func:`to_unicode` is given for it."""


def width_array(widths: dict[int, Any]) -> Array:
    """Widths as a PDF writes them, runs of neighbouring glyphs together."""
    runs: list[tuple[int, list[Any]]] = []
    for glyph in sorted(widths):
        if runs and runs[-1][0] + len(runs[-1][1]) == glyph:
            runs[-1][1].append(widths[glyph])
        else:
            runs.append((glyph, [widths[glyph]]))
    return Array([part for first, row in runs for part in (first, Array(row))])


def to_unicode(words: dict[int, bytes]) -> bytes:
    """The table of characters of glyphs; ``words`` are UTF-16 in hexadecimal digits. A hundred lines at most a block."""
    lines = [b"<%04x> <%s>" % (glyph, words[glyph]) for glyph in sorted(words)]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return _HEAD + body + _TAIL
