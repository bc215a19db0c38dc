"""Where a link may lead within a page: headings, clauses and whatever else carries an id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet

from biaochi.core.clauses import Body
from biaochi.core.regex import regex

_HTML_ID = regex(r"""<[a-zA-Z][^<>]*?\s(?:id|name)=["']([^"']+)["']""")
_TWICE = regex(r"_\d+$")
_MARKS = regex(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])|(?<!\w)_|_(?!\w)")


def slug(title: str, separator: str = "-") -> str:
    """An anchor for a heading: letters and digits of any script, the rest becomes hyphens."""
    text = unicodedata.normalize("NFKC", title).strip().lower()
    return re.sub(r"[^\w]+", separator, text).strip(separator) or "section"


def anchors(body: Body) -> AbstractSet[str]:
    """All ids of a body that are written or that its headings are given."""
    found = {block.id for block in body.blocks if block.id}
    found |= {slug(_MARKS.sub(r"\1", block.text)) for block in body.blocks if block.kind == "heading"}
    return found | set(_HTML_ID.findall(body.source))


def leads(anchor: str, known: AbstractSet[str], *, loosely: bool = False) -> bool:
    """Whether an anchor is one of the known, the second heading of one name included; ``loosely`` as other tools, with
    other hyphens, would have written it."""
    if not anchor or anchor in known or _TWICE.sub("", anchor) in known:
        return True
    return loosely and _bare(anchor) in {_bare(each) for each in known}


def _bare(anchor: str) -> str:
    return re.sub(r"[\W_]+", "", anchor).lower()
