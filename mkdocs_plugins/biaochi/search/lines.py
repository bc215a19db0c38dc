"""From a page's HTML to its lines: what a reader sees as one run of text, where it stands, and how much it weighs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|(?P<text>[^<]+|<)",
    re.S,
)
_ID = re.compile(r"""\sid=(?:"([^"]*)"|'([^']*)')""")
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tspan tt u var wbr".split()
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_SILENT = frozenset(("script", "style", "template", "noscript", "select", "textarea"))
_HEADING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEM = frozenset(("li", "p", "tr", "td", "dd", "dt", "blockquote", "div"))
_PART = ("promise-", "step-", "tier-", "item-")
# Behind this mark stands what a line carries for its reader's use (links, targets); it is found, but not quoted.
ASIDE = "\u2063"
_SPACES = re.compile(r"\s+")


class Zone(IntEnum):
    """How much a line weighs; a page's text is stored in this order, so its best hit comes first."""

    TITLE = 0
    ID = 1
    NAME = 2
    CLAUSE = 3
    TEXT = 4


class Line(NamedTuple):
    """A run of text without a boundary in it; ``anchor`` is the id of the nearest element to go to, or empty.

    A tuple, as a large handbook has some hundred thousand of them, made and read back at every build.
    """

    text: str
    anchor: str
    zone: Zone


def lines(page: str, entry: str | None = None) -> Iterator[Line]:
    """The lines of a page's HTML. Inline elements join, all others divide. ``entry`` is the id of the page's entry.

    The HTML is well-formed enough that a reader of tags suffices: it comes from our templates and sanitiser, or from
    Python-Markdown.
    """
    open_: list[tuple[str, str, int, str]] = []
    anchor, placed, order = "", 0, 0
    heading = silent = ""
    dropped = ""
    parts: list[str] = []

    def line() -> Line | None:
        text = _SPACES.sub(" ", html.unescape("".join(parts))).strip()
        parts.clear()
        if not text.strip(ASIDE):
            return None
        tag, id_ = next(((t, i) for t, i, _, _ in reversed(open_) if i), ("", ""))
        at = next((n for _, i, n, _ in reversed(open_) if i), 0)
        zone = Zone.TEXT
        if heading:
            zone = Zone.TITLE if heading == "h1" else Zone.NAME
        elif entry and text == entry:
            zone = Zone.ID
        elif id_ and at >= placed and (tag in _ITEM or id_.startswith(_PART)):
            zone = Zone.CLAUSE
        return Line(text, id_ if at >= placed else anchor, zone)

    for token in _TOKEN.finditer(page):
        text = token["text"]
        if text is not None:
            if not silent and not dropped:
                parts.append(text)
            continue
        tag = (token["tag"] or "").lower()
        if not tag:
            continue
        if silent:
            silent = "" if token["end"] and tag == silent else silent
            continue
        if tag not in _INLINE and parts:
            made = line()
            if made:
                yield made
        if token["end"]:
            heading = "" if tag == heading else heading
            while any(name == tag for name, _, _, _ in open_):
                name, _, _, class_ = open_.pop()
                dropped = "" if dropped and class_ == dropped else dropped
                if name == tag:
                    break
            continue
        attributes = token["attributes"]
        found = _ID.search(attributes) if "id=" in attributes else None
        id_ = html.unescape(found[1] or found[2] or "") if found else ""
        order += 1
        if tag in _SILENT:
            silent = "" if attributes.endswith("/") else tag
            continue
        if tag in _HEADING:
            heading = tag
            if id_:
                anchor, placed = (id_, order) if tag != "h1" else ("", order)
        if tag in _VOID or attributes.endswith("/"):
            continue
        class_ = ""
        if tag == "a" and ("headerlink" in attributes or "bc-clause__link" in attributes):
            class_ = dropped = f"link{order}"
        elif tag == "span" and "bc-clause__tools" in attributes:
            parts.append(ASIDE)
        open_.append((tag, "" if tag in _HEADING else id_, order, class_))
    made = line()
    if made:
        yield made
