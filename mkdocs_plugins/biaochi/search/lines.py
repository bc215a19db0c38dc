"""From a page's HTML to its lines: what a reader sees as one run of text, where it stands, and how much it weighs."""

from __future__ import annotations

import html
import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

_TAG = re.compile(r"""(<!--.*?-->|</?[a-zA-Z][\w:-]*(?:[^>"']|"[^"]*"|'[^']*')*>)""", re.S)
_NAME = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
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


class _Tag(NamedTuple):
    """What one tag says, whatever page it stands on."""

    name: str
    closing: bool
    divides: bool
    id: str
    opens: bool
    silent: bool
    dropped: bool
    aside: bool
    plain: bool
    """Whether it opens an element of which nothing but its end is to be noted."""


@lru_cache(maxsize=50_000)
def _tag(written: str) -> _Tag | None:
    """A tag taken apart; ``None`` for a comment. The same few tags make up most of all pages."""
    named = _NAME.match(written)
    if named is None:
        return None
    name, attributes = named[2].lower(), written[named.end() : -1]
    found = _ID.search(attributes) if "id=" in attributes else None
    id_ = html.unescape(found[1] or found[2] or "") if found else ""
    opens = name not in _VOID and not attributes.endswith("/")
    silent = name in _SILENT
    dropped = name == "a" and ("headerlink" in attributes or "bc-clause__link" in attributes)
    aside = name == "span" and "bc-clause__tools" in attributes
    plain = opens and not (named[1] or id_ or silent or dropped or aside or name in _HEADING)
    return _Tag(name, bool(named[1]), name not in _INLINE, id_, opens, silent, dropped, aside, plain)


def lines(page: str, entry: str | None = None) -> list[Line]:
    """The lines of a page's HTML. Inline elements join, all others divide. ``entry`` is the id of the page's entry.

    The HTML is well-formed enough that a reader of tags suffices: it comes from our templates and sanitiser, or from
    Python-Markdown.
    """
    made: list[Line] = []
    open_: list[_Tag] = []
    placing: list[tuple[str, str, int]] = []  # of those that are open, the elements to go to
    anchor, placed, order = "", 0, 0
    heading = silent = ""
    dropped: _Tag | None = None
    parts: list[str] = []

    def end_line() -> None:
        text = "".join(parts)
        parts.clear()
        if "&" in text:
            text = html.unescape(text)
        text = " ".join(text.split())
        if not text or (text[0] == ASIDE and not text.strip(ASIDE)):
            return
        tag, id_, at = placing[-1] if placing else _NOWHERE
        if heading:
            zone = Zone.TITLE if heading == "h1" else Zone.NAME
        elif entry and text == entry:
            zone = Zone.ID
        elif id_ and at >= placed and (tag in _ITEM or id_.startswith(_PART)):
            zone = Zone.CLAUSE
        else:
            zone = Zone.TEXT
        made.append(Line(text, id_ if at >= placed else anchor, zone))

    def close() -> _Tag:
        nonlocal dropped
        tag = open_.pop()
        if tag.id and tag.name not in _HEADING:
            placing.pop()
        if tag is dropped:
            dropped = None
        return tag

    pieces = iter(_TAG.split(page))
    for text in pieces:
        # White space before a line's first text is none of it.
        if text and not silent and dropped is None and (parts or not text.isspace()):
            parts.append(text)
        tag = _tag(next(pieces, "<!---->"))
        if tag is None:
            continue
        if silent:
            silent = "" if tag.closing and tag.name == silent else silent
            continue
        if parts and tag.divides:
            end_line()
        if tag.closing:
            name = tag.name
            if heading == name:
                heading = ""
            if open_ and open_[-1].plain and open_[-1].name == name:
                open_.pop()
            elif any(other.name == name for other in open_):
                while close().name != name:
                    pass
            continue
        order += 1
        if tag.plain:
            open_.append(tag)
            continue
        if tag.silent:
            silent = tag.name if tag.opens else ""
            continue
        if tag.name in _HEADING:
            heading = tag.name
            if tag.id:
                anchor, placed = (tag.id, order) if tag.name != "h1" else ("", order)
        if not tag.opens:
            continue
        if tag.dropped:
            dropped = tag
        if tag.aside:
            parts.append(ASIDE)
        open_.append(tag)
        if tag.id and tag.name not in _HEADING:
            placing.append((tag.name, tag.id, order))
    end_line()
    return made


_NOWHERE = ("", "", 0)
