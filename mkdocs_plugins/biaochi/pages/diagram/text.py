"""How wide a line of text is, and where it may be broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.regex import regex

_WIDE = 0x2E80
"""From here on signs are as wide as they are high."""
_FULL = "“”‘’…—①②③④⑤⑥⑦⑧⑨⑩★◆→≤≥ⅠⅡⅢⅣⅤ℃·"
"""Signs below that fonts for Chinese draw full width."""
_THIN = "iljI.,:;'|!()[]"
_BROAD = "mwMW%@"
_CLOSING = "，。；：、！？）》」』】”’…·%℃,.;:!?)]}"
_OPENING = tuple("（《「『【“‘([{→")
_WORD = regex(r"[≤≥]?\s*[!-~]+(?:\s+(?=[一-鿿]{1,3}(?:$|[，。；：、）]))|(?=\s[!-~]))?|\s+|.", re.S)


def width(text: str, size: float) -> float:
    """The width of a line at a type size: rather too wide than too narrow, as readers' fonts differ."""
    return size * sum(map(_ems, text))


def _ems(sign: str) -> float:
    if ord(sign) >= _WIDE or sign in _FULL:
        return 1.0
    if sign in _THIN:
        return 0.36
    if sign in _BROAD:
        return 0.95
    if sign == " ":
        return 0.28
    return 0.7 if sign.isupper() else 0.6


def wrapped(text: str, most: float, size: float) -> list[str]:
    """The text in lines no wider than ``most``. A sign that closes never begins a line, one that opens never ends it."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip(), size) > most:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
        while width(line.rstrip(), size) > most:
            # One piece alone is too wide: an address, a word without an end.
            kept = next((n for n in range(len(line), 1, -1) if width(line[:n], size) <= most), 1)
            lines.append(line[:kept])
            line = line[kept:]
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """What stays together on a line."""
    held = ""
    for word in _WORD.findall(" ".join(text.split())):
        if held and (held.rstrip().endswith(_OPENING) or word[0] in _CLOSING or word.isspace()):
            held += word
            continue
        if held:
            yield held
        held = word
    if held:
        yield held
