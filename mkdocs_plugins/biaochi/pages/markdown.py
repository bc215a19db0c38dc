"""A body's Markdown to HTML: cross-links resolved, clauses numbered, sanitised.

What the handbook adds to clauses is marked with private-use characters while :mod:`biaochi.pages.converter` works, and
replaced by trusted HTML afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape

from biaochi.core.clauses import Body, Clause
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.pages.bodies import converted
from biaochi.pages.links import Links, Titles
from biaochi.pages.page import Heading

_START, _END = "\ue000", "\ue001"
_MARK = regex("\ue000([^\ue000\ue001]*)\ue001")
_PRIVATE = regex("[\ue000\ue001]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered body."""

    html: str
    headings: tuple[Heading, ...]


def render_body(
    body: Body,
    links: Links,
    titles: Titles,
    clauses_html: Callable[[Sequence[Clause]], Mapping[str, tuple[str, str]]] | None = None,
    *,
    base_level: int = 2,
) -> Rendered:
    """Render a body.

    ``titles(entry, clause, metric)`` gives the text of a cross-link without text of its own; ``clauses_html(clauses)``
    gives trusted HTML to put before and behind each clause's text; ``base_level`` is the level of the outermost heading.
    """
    html, headings = converted(_mark_clauses(body), body.path.rpartition("/")[0], links, titles, base_level)
    pieces = clauses_html(body.clauses) if clauses_html and body.clauses else {}

    def trusted(match: re.Match[str]) -> str:
        side, _, clause = match[1].partition(":")
        before_behind = pieces.get(clause)
        return "" if before_behind is None else before_behind[side == "behind"]

    return Rendered(scrollable(_MARK.sub(trusted, html)), headings)


_TABLE = regex(r"<table>(.*?)</table>", re.S)
_FIRST = regex(r"<tr>\s*<t[hd][^>]*>(.*?)</t[hd]>", re.S)
_TAG = regex(r"<[^>]*>")
_SHORT = 5
"""Signs that need no room on a phone: a number, a week, a grade."""


def scrollable(html: str) -> str:
    """Wide tables scroll in a frame of their own, which the keyboard reaches (WCAG 2.1.1).

    A group, not a region: a page with three tables would have three landmarks of one name.
    """
    return _TABLE.sub(_framed, html)


def _framed(table: re.Match[str]) -> str:
    first = (unescape(_TAG.sub("", cell)) for cell in _FIRST.findall(table[1]))
    short = " bc-short" if all(len(cell.strip()) <= _SHORT for cell in first) else ""
    return f'<div class="bc-scroll" tabindex="0" role="group" aria-label="表格"><table class="bc-table{short}">{table[1]}</table></div>'


def _mark_clauses(body: Body) -> str:
    """Move each clause's attribute list to a line of its own, where Markdown reads it, and mark the clause's text."""
    lines = _PRIVATE.sub("", body.source).split("\n")
    title = body.blocks[0] if body.blocks else None
    if title is not None and title.kind == "heading" and title.level == 1:
        # The page itself shows the title.
        lines[title.starts[0][0] - body.line] = ""
    extra: dict[int, str] = {}
    for clause in body.clauses:
        block = clause.block
        first_line, first_column = block.starts[0]
        last_line, _ = block.starts[-1]
        first, last = first_line - body.line, last_line - body.line
        attributes = last if clause.at.line == last_line else clause.at.line - body.line
        lines[attributes] = re.sub(r"[ \t]*\{:?[^{}\n]*\}[ \t]*$", "", lines[attributes])
        lines[last] = f"{lines[last].rstrip()}{_START}behind:{clause.id}{_END}"
        at = first_column - 1
        lines[first] = f"{lines[first][:at]}{_START}before:{clause.id}{_END}{lines[first][at:]}"
        indent = " " * (at if block.kind == "item" else 0)
        tail = f"\n{indent}{{: #{clause.id} .bc-clause }}"
        if attributes == last:
            extra[last] = tail
        else:
            lines[attributes] = tail.removeprefix("\n")
    return "\n".join(line + extra.get(index, "") for index, line in enumerate(lines))
