"""A file of the search's index read back, as its description says."""

from __future__ import annotations

import re
import zlib

from biaochi.search.coded import COMMON, ROWS


def unpacked(script: bytes) -> bytes:
    """What a file hands to the page."""
    assert script.startswith(b"\xff\xfe")
    found = re.fullmatch(r'biaochiSearch\("([^"]+)","([^"\\\n\r]+)",([01])\)', script.decode("utf-16"))
    assert found
    text = re.sub("\ue000(.)", lambda match: chr(ord(match[1]) ^ 0x8000), found[2], flags=re.S)
    packed = text.encode("utf-16-le", "surrogatepass")
    return zlib.decompress(packed[: len(packed) - int(found[3])], -15)


def decoded(script: bytes) -> str:
    """The text that a file hands to the page."""
    told = iter(unpacked(script))
    found = []
    for byte in told:
        if byte < len(COMMON):
            found.append(COMMON[byte])
        elif byte < 255:
            found.append(chr(ROWS[byte - len(COMMON)] + next(told)))
        else:
            found.append(chr(int.from_bytes((next(told), next(told), next(told)))))
    return "".join(found)
