"""One spelling for word patterns: half width and Simplified, character for character, so that offsets stay."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path


class Characters(dict[int, int]):
    """Code point to code point, for ``str.translate``; one without an entry stays what it is.

    It is entered when it is first met: the exception that ``translate`` makes of a missing entry costs ten times as much as
    an entry, and most characters of a text have none. Beyond the first plane nothing is kept, so that no text makes it big.
    """

    def __missing__(self, code: int) -> int:
        if code < 0x10000:
            self[code] = code
        return code


@cache
def simplified() -> Mapping[str, str]:
    """Traditional character → Simplified, one to one: from the character dictionary of OpenCC (Apache-2.0), without the
    pairs that would damage Simplified text (著 in 显著)."""
    pairs = json.loads(Path(__file__).with_name("data").joinpath("characters.json").read_text(encoding="utf-8"))
    return dict(zip(pairs["hant"], pairs["hans"], strict=True))


@cache
def _table() -> Characters:
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    # 答覆 and 回覆 are 答复 and 回复; 覆 of 覆盖 is never looked for.
    return Characters({**wide, 0x3000: 0x20, **{ord(a): ord(b) for a, b in simplified().items()}, ord("覆"): ord("复")})


@lru_cache(65_536)
def plain(text: str) -> str:
    """``text`` with full-width letters, digits and signs at half width and Traditional characters Simplified."""
    return text if text.isascii() else text.translate(_table())
