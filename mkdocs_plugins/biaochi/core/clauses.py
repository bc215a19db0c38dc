"""The body of an entry: blocks with their places, clauses and cross-links.

A line scanner rather than a Markdown library: it must give the column of every sentence (``core.sentences``), and it runs on every body of
every check. It knows just enough of Markdown to tell prose from code, headings, quotes and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from sys import intern
from typing import NamedTuple

from biaochi.core.headings import explains
from biaochi.core.location import Location
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass


class Block(NamedTuple):
    """One block of a body.

    ``kind``: heading, paragraph, item, quote, note, table, code or html. ``text`` is the block's own text without its
    marker and attribute list, lines joined by line feeds; ``starts`` gives (line, column) of each of these lines.
    """

    kind: str
    text: str
    path: str
    starts: tuple[tuple[int, int], ...]
    level: int = 0
    heading: str = ""
    informative: bool = False
    id: str | None = None
    id_at: Location | None = None
    attributes: tuple[tuple[str, str], ...] = ()

    def place(self, start: int, end: int) -> Location:
        """The place of a slice of ``text``."""
        if len(self.starts) == 1 and "\n" not in self.text:
            line, column = self.starts[0]
            return Location(self.path, line, column + start, line, column + end)
        row = self.text.count("\n", 0, start)
        line, column = self.starts[min(row, len(self.starts) - 1)]
        offset = start - (self.text.rfind("\n", 0, start) + 1)
        end_row = self.text.count("\n", 0, end)
        end_line, end_column = self.starts[min(end_row, len(self.starts) - 1)]
        end_offset = end - (self.text.rfind("\n", 0, end) + 1)
        return Location(self.path, line, column + offset, end_line, end_column + end_offset)

    @property
    def at(self) -> Location:
        return self.place(0, len(self.text))


class Clause(NamedTuple):
    """A paragraph or list item with an id. ``number`` counts the clauses of the body from 1; ``touchpoint`` is where on
    the customer's journey it holds, if not where its entry does."""

    id: str
    number: int
    block: Block
    metric: str | None
    touchpoint: str | None = None

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def at(self) -> Location:
        return self.block.id_at or self.block.at


@dataclass(frozen=True, slots=True)
class CrossLink:
    """``[[target|shown]]`` as it stands in a body."""

    target: str
    shown: str | None
    at: Location


@dataclass(frozen=True, slots=True)
class PageLink:
    """``[text](target)`` or a picture, as it stands in a body; ``target`` may have an anchor."""

    target: str
    at: Location
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown below the front matter, as blocks. ``source`` is the text itself, ``line`` its first line."""

    path: str
    source: str
    line: int
    blocks: tuple[Block, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def cross_links(self) -> Iterator[CrossLink]:
        """All ``[[…]]`` outside code."""
        if "[[" not in self.source:
            return
        for block in self.blocks:
            if block.kind == "code" or "[[" not in block.text:
                continue
            text = blank_code(block.text)
            for match in CROSS_LINK.finditer(text):
                shown = match[2]
                yield CrossLink(match[1].strip(), shown.strip() if shown else None, block.place(match.start(), match.end()))

    def lost_links(self) -> Iterator[CrossLink]:
        """What was meant for ``[[…]]`` and has other brackets: 【【…】】, or one pair of its own."""
        if "\u3010" not in self.source and "[" not in self.source:
            return
        for block in self.blocks:
            if block.kind == "code" or not ("\u3010" in block.text or "[" in block.text):
                continue
            for match in _LOST_LINK.finditer(blank_code(block.text)):
                yield CrossLink(match[1] or match[2], None, block.place(match.start(), match.end()))

    def page_links(self) -> Iterator[PageLink]:
        """All Markdown links and pictures outside code that are not addresses of other hosts."""
        if "](" not in self.source:
            return
        for block in self.blocks:
            if block.kind == "code" or "](" not in block.text:
                continue
            for match in _PAGE_LINK.finditer(blank_code(block.text)):
                target = match["target"].strip("<>")
                if target and not _ELSEWHERE.match(target):
                    yield PageLink(target, block.place(match.start(), match.end()), match.group().startswith("!"))


EMPTY_BODY = Body("", "", 1)

CROSS_LINK = regex(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_ID = r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+(?:[#/][\w-]+)?"
_LOST_LINK = regex(rf"\u3010{{1,2}}({_ID})\u3011{{1,2}}|(?<!\[)\[({_ID})\](?![\](\[:])")
_PAGE_LINK = regex(r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?P<target><[^<>\n]*>|[^()\s]+)(?:\s+[\"'][^\"']*[\"'])?\)")
_ELSEWHERE = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_CODE = regex(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
# Behind a Chinese full stop nobody types a space: “…。{#greet}” is an id as well.
_ATTRIBUTES = regex(r"(?:^|[ \t]+|(?=\{#)(?<![{#$\\]))\{:?[ \t]*([^{}\n]*?)[ \t]*\}[ \t]*$")
_ATTRIBUTE = regex(r"#(?P<id>[^\s#.{}=]+)|\.(?P<class>[\w-]+)|(?P<key>[\w-]+)=(?P<value>\"[^\"]*\"|'[^']*'|\S+)")
_HEADING = regex(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_ITEM = regex(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_FENCE = regex(r"[ \t]*(`{3,}|~{3,})")
_NOTE = regex(r"(?:!!!|\?\?\?\+?)[ \t]")


def blank_code(text: str) -> str:
    """Code spans replaced by as many spaces, so that offsets stay."""
    return _CODE.sub(lambda match: " " * len(match.group()), text) if "`" in text else text


def read_body(path: str, source: str, line: int) -> Body:
    """Scan a body that begins on ``line`` of its file."""
    blocks = tuple(_Scanner(path, line).scan(source))
    clauses: list[Clause] = []
    for block in blocks:
        if block.id is not None and block.kind in ("paragraph", "item"):
            told = dict(block.attributes)
            clauses.append(Clause(block.id, len(clauses) + 1, block, told.get("metric"), told.get("touchpoint")))
    return Body(path, source, line, blocks, tuple(clauses))


@dataclass(slots=True)
class _Open:
    """A block whose lines are still being gathered."""

    kind: str
    lines: list[str] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    level: int = 0


class _Scanner:
    """Goes through a body line by line."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.number = first_line - 1
        self.headings: list[tuple[int, str]] = []
        self.open: _Open | None = None

    def scan(self, source: str) -> Iterator[Block]:
        fence = ""
        note = False
        for line in source.split("\n"):
            self.number += 1
            stripped = line.strip()
            if fence:
                if stripped.startswith(fence) and not stripped.strip(fence[0]):
                    fence = ""
                    yield from self.close()
                else:
                    self.add("code", line, 0)
                continue
            if not stripped:
                yield from self.close()
                continue
            if note and line[0] in " \t":
                if self.open is None or self.open.kind != "note":
                    yield from self.start("note", line, len(line) - len(line.lstrip()))
                else:
                    self.add("note", line, len(line) - len(line.lstrip()))
                continue
            note = False
            first = stripped[0]  # tells most lines without an expression
            if first in "`~" and (match := _FENCE.match(line)):
                yield from self.close()
                fence = match[1]
                self.open = _Open("code")
            elif first == "#" and (match := _HEADING.match(line)):
                yield from self.start("heading", match[2], match.start(2), len(match[1]))
                yield from self.close()
            elif first in "!?" and _NOTE.match(line):
                yield from self.close()
                note = True
            elif (first in "-*+" or first.isdigit()) and (match := _ITEM.match(line)):
                yield from self.start("item", line[match.end() :], match.end(), len(match[1]))
            elif first == ">":
                mark = len(line) - len(line.lstrip("> \t"))
                if self.open is not None and self.open.kind == "quote":
                    self.add("quote", line[mark:], mark, cut=True)
                else:
                    yield from self.start("quote", line[mark:], mark)
            elif first == "|":
                yield from self.start("table", line, 0)
            elif first == "<" and (self.open is None or self.open.kind == "html"):
                self.add("html", line, 0)
            elif self.open is None and line.startswith(("    ", "\t")) and not self.after_item:
                yield from self.start("code", line, 0)
            elif self.open is not None and self.open.kind not in ("table", "heading"):
                indent = len(line) - len(line.lstrip())
                self.add(self.open.kind, line[indent:], indent, cut=True)
            else:
                indent = len(line) - len(line.lstrip())
                kind = "item" if indent >= 2 and self.after_item else "paragraph"
                yield from self.start(kind, line[indent:], indent)
        yield from self.close()

    after_item = False

    def start(self, kind: str, text: str, column: int, level: int = 0) -> Iterator[Block]:
        yield from self.close()
        self.open = _Open(kind, [text.rstrip()], [(self.number, column + 1)], level)

    def add(self, kind: str, text: str, column: int, cut: bool = False) -> None:
        if self.open is None:
            self.open = _Open(kind)
        self.open.lines.append(text.rstrip() if cut or kind != "code" else text)
        self.open.starts.append((self.number, column + 1))

    def close(self) -> Iterator[Block]:
        opened, self.open = self.open, None
        if opened is None or not opened.lines:
            return
        self.after_item = opened.kind == "item" or (self.after_item and opened.kind == "code")
        id_: str | None = None
        id_at: Location | None = None
        attributes: tuple[tuple[str, str], ...] = ()
        said = opened.kind in ("paragraph", "item", "heading") and opened.lines[-1].endswith("}")
        if said and (match := _ATTRIBUTES.search(opened.lines[-1])):
            found = list(_ATTRIBUTE.finditer(match[1]))
            if found and "".join(m.group() for m in found).strip() == "".join(match[1].split()):
                line, column = opened.starts[-1]
                for item in found:
                    if item["id"]:
                        id_ = intern(item["id"])
                        at = column + match.start(1) + item.start()
                        id_at = Location(self.path, line, at, line, at + len(item.group()))
                attributes = tuple((intern(m["key"]), intern(m["value"].strip("\"'"))) for m in found if m["key"])
                opened.lines[-1] = opened.lines[-1][: match.start()].rstrip()
                if not opened.lines[-1] and len(opened.lines) > 1:
                    opened.lines.pop()
                    opened.starts.pop()
        text = "\n".join(opened.lines)
        if opened.kind == "heading":
            while self.headings and self.headings[-1][0] >= opened.level:
                self.headings.pop()
            self.headings.append((opened.level, text))
        heading = self.headings[-1][1] if self.headings else ""
        informative = any(explains(title) for _, title in self.headings)
        yield Block(
            opened.kind, text, self.path, tuple(opened.starts), opened.level, heading, informative, id_, id_at, attributes
        )
