"""Links inside a printed book: every entry is a section, its anchors carry its id."""

from __future__ import annotations

import re
from collections.abc import Collection

from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass

_INTERNAL = regex(r'<a ([^>]*?)href="#([A-Z][A-Z0-9-]*?)(--[^"]*)?"([^>]*)>(.*?)</a>', re.S)


@dataclass(frozen=True, slots=True)
class BookLinks:
    """Links as printed. ``here`` is the entry at hand; every entry is taken to be in the book (see :func:`keep_only`)."""

    here: str
    entries: frozenset[str]
    assets: frozenset[str]

    def entry(self, entry: str, fragment: str | None = None) -> str | None:
        if entry not in self.entries:
            return None
        return f"#{entry}--{fragment}" if fragment else f"#{entry}"

    def page(self, path: str, fragment: str | None = None) -> str | None:
        return f"asset:{path}" if path in self.assets else None

    def anchor(self, local: str) -> str:
        return f"{self.here}--{local}"


def keep_only(html: str, entries: Collection[str], anchors: Collection[str]) -> str:
    """Links to what is not in the book become plain text, so that none leads nowhere."""

    def kept(match: re.Match[str]) -> str:
        target = match[2] + (match[3] or "")
        if match[2] not in entries:
            return match[5]
        if target not in anchors:
            return f'<a {match[1]}href="#{match[2]}"{match[4]}>{match[5]}</a>'
        return match[0]

    return _INTERNAL.sub(kept, html)
