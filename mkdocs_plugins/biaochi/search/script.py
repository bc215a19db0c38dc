"""How a file of the index is written: a script, so that it loads without a server."""

from __future__ import annotations

import re
import zlib

from biaochi.core.regex import regex


def script(key: str, content: bytes) -> bytes:
    """A file that hands ``content`` to the page: deflated, as text, in a call, with the number of bytes that are too many.

    The text is UTF-16, two bytes a sign, marked so that no server's header makes anything else of it: a fifth less to load
    than Base64. What may not stand in a text is written as :data:`_STAND_IN` and another sign."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    odd = len(packed) % 2
    text = _UNFIT.sub(_stand_in, (packed + bytes(odd)).decode("utf-16-le", "surrogatepass"))
    return f'\ufeffbiaochiSearch("{key}","{text}",{odd})'.encode("utf-16-le")


_STAND_IN = "\ue000"
# Halves of signs that lack the other half, and what ends a text or a line of a script.
_UNFIT = regex('[\ud800-\udfff\n\r"\\\\\u2028\u2029\ue000]')


def _stand_in(unfit: re.Match[str]) -> str:
    return _STAND_IN + chr(ord(unfit[0]) ^ 0x8000)
