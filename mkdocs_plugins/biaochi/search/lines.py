"""From a page's HTML to its lines: what a reader sees as one run of text, where it stands, and how much it weighs."""

from __future__ import annotations

import html
import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from biaochi.core.regex import regex

_TAG = r"""</?[a-zA-Z][^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>"""
# What a tag has taken is never given back («*+»): remembering where it might be took two fifths of the time.
# Tags one behind the other, with the white space between and behind them; what is before them belongs to the text.
_RUN = regex(rf"((?:{_TAG}\s*+)++)")
_WRITTEN = regex(rf"{_TAG}|\s+")
_COMMENT = regex(r"<!--.*?-->", re.S)
# Where links lead makes tags differ that say the same here.
_LINK = regex(r'''(<a(?: class="[^"]*")?) href="[^"]*"(?: title="[^"]*")?''')
_NAME = regex(r"<(/?)([a-zA-Z][\w:-]*)")
_ID = regex(r"""\sid=(?:"([^"]*)"|'([^']*)')""")
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
# A line that begins with this mark begins with its number: «5» of «5 95% 的押金».
NUMBER = "\u2064"


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
    numbers: bool
    plain: bool
    """Whether nothing but where it opens or closes is to be noted."""


class _Run(NamedTuple):
    """What a run of tags says: the same few thousand make up all pages, however many there are."""

    tags: tuple[_Tag | None, ...]
    """In order; white space is ``None``."""
    plain: bool
    divides: bool
    gap: bool
    """Whether there is white space in it."""
    opened: int
    low: int
    depth: int
    """How many elements are open behind it more than before it, and at the least in between."""


@lru_cache(maxsize=50_000)
def _tag(written: str) -> _Tag:
    """A tag taken apart."""
    named = _NAME.match(written)
    assert named, written
    name, attributes = named[2].lower(), written[named.end() : -1]
    found = _ID.search(attributes) if "id=" in attributes else None
    id_ = html.unescape(found[1] or found[2] or "") if found else ""
    closing, opens = bool(named[1]), name not in _VOID and not attributes.endswith("/")
    silent = name in _SILENT
    dropped = name == "a" and any(mark in attributes for mark in ("headerlink", "bc-clause__link", "bc-clause__report"))
    # What a list may be narrowed to is no part of what it says.
    dropped = dropped or name == "select"
    numbers = name == "span" and "bc-clause__number" in attributes
    aside = name == "span" and "bc-clause__tools" in attributes
    plain = not (id_ or silent or dropped or aside or numbers or name in _HEADING)
    return _Tag(name, closing, name not in _INLINE, id_, opens, silent, dropped, aside, numbers, plain)


@lru_cache(maxsize=50_000)
def _run(written: str) -> _Run:
    """A run of tags taken apart."""
    tags: list[_Tag | None] = []
    depth = low = 0
    for each in _WRITTEN.findall(written):
        if each[0] != "<":
            tags.append(None)
            continue
        tag = _tag(each)
        tags.append(tag)
        if tag.closing:
            depth -= 1
            low = min(low, depth)
        elif tag.opens:
            depth += 1
    known = [tag for tag in tags if tag is not None]
    return _Run(
        tuple(tags),
        all(tag.plain for tag in known),
        any(tag.divides for tag in known),
        None in tags,
        sum(not tag.closing for tag in known),
        low,
        depth,
    )


class _Open(NamedTuple):
    """An open element that has an id."""

    name: str
    id: str
    order: int
    depth: int


def lines(page: str, entry: str | None = None) -> list[Line]:
    """The lines of a page's HTML. Inline elements join, all others divide. ``entry`` is the id of the page's entry.

    The HTML is well-formed enough that counting tags suffices: it comes from our templates and sanitiser, or from
    Python-Markdown. An element that is never closed may lend its id to what follows it, up to the next heading.
    """
    made: list[Line] = []
    placing: list[_Open] = []  # of those that are open, the elements to go to
    depth = order = placed = 0
    dropped = 0  # the depth of an element that is left out
    anchor = heading = silent = ""
    parts: list[str] = []
    here: tuple[str, Zone] | None = None  # where lines stand, as long as that is known

    def end_line() -> None:
        nonlocal here
        text = _shown(parts[0] if len(parts) == 1 else "".join(parts))
        parts.clear()
        if not text:
            return
        if here is None:
            tag, id_, at, _ = placing[-1] if placing else _NOWHERE
            zone = Zone.TEXT
            if heading:
                zone = Zone.TITLE if heading == "h1" else Zone.NAME
            elif id_ and at >= placed and (tag in _ITEM or id_.startswith(_PART)):
                zone = Zone.CLAUSE
            here = id_ if at >= placed else anchor, zone
        place, zone = here
        made.append(_made(Line, (text, place, Zone.ID if text == entry and not heading else zone)))

    def tell(tag: _Tag | None) -> None:
        nonlocal anchor, depth, dropped, heading, here, order, placed, silent
        if tag is None:
            if parts and not silent and not dropped:
                parts.append(" ")
            return
        if silent:
            silent = "" if tag.closing and tag.name == silent else silent
            return
        if parts and tag.divides:
            end_line()
        here = None
        if tag.closing:
            heading = "" if heading == tag.name else heading
            depth -= 1
            dropped = dropped if dropped <= depth else 0
            while placing and placing[-1].depth > depth:
                placing.pop()
            return
        order += 1
        if tag.silent:
            silent = tag.name if tag.opens else ""
            return
        if tag.name in _HEADING:
            heading = tag.name
            if tag.id:
                anchor, placed = (tag.id, order) if tag.name != "h1" else ("", order)
        if not tag.opens:
            return
        depth += 1
        if tag.dropped:
            dropped = depth
        if tag.aside:
            parts.append(ASIDE)
        if tag.numbers:
            parts.append(NUMBER)
        if tag.id and tag.name not in _HEADING:
            placing.append(_Open(tag.name, tag.id, order, depth))

    if "<!--" in page:
        page = _COMMENT.sub("", page)
    pieces = iter(_RUN.split(_LINK.sub(r"\1", page)))
    for text in pieces:
        if text and not silent and not dropped:
            parts.append(text)
        run = _run(next(pieces, ""))
        if not run.plain or silent or dropped or (placing and placing[-1].name in _INLINE):
            for tag in run.tags:
                tell(tag)
            continue
        # Most runs only end a line, or do not even that.
        if parts:
            if run.divides:
                end_line()
            elif run.gap:
                parts.append(" ")
        order += run.opened
        if run.low:
            while placing and placing[-1].depth > depth + run.low:
                placing.pop()
                here = None
        depth += run.depth
    if parts:
        end_line()
    return made


@lru_cache(maxsize=100_000)
def _shown(text: str) -> str:
    """What a reader sees of a line's text."""
    if "&" in text:
        text = html.unescape(text)
    text = " ".join(text.split())
    return "" if text and text[0] == ASIDE and not text.strip(ASIDE) else text


_made = tuple.__new__
_NOWHERE = _Open("", "", 0, 0)
