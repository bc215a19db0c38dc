"""Front matter: YAML composed into nodes that know their place.

libyaml composes; typing is ours and small (content model): ``null``, ``true``/``false`` and decimal numbers, all else
stays as written. Duplicate keys, aliases, merge keys and tags are findings, as are depth and size beyond any real
entry. Nothing here raises on any text.
"""

from __future__ import annotations

import re
from dataclasses import field
from sys import intern
from typing import Any

import yaml

from biaochi.core.diagnostics import Finding
from biaochi.core.frontmatter.faults import (
    MAX_DEPTH,
    MAX_FRONT_MATTER,
    MAX_TEXT,
    alias,
    conflict,
    oversized,
    refuse,
    swallowed,
    syntax,
)
from biaochi.core.frontmatter.nodes import Map, Node, Origin, Plain, Scalar, Sequence, Span, typed
from biaochi.core.location import Location
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass

__all__ = [
    "MAX_DEPTH", "MAX_FRONT_MATTER", "MAX_TEXT", "Document", "Map", "Node", "Origin", "Plain", "Scalar", "Sequence", "Span", "compose",
    "normalise", "parse", "typed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """One Markdown file. ``front`` is ``None`` where there is none or it cannot be read (then ``findings`` say why)."""

    path: str
    front: Map | None
    body: str
    body_line: int
    findings: tuple[Finding, ...] = ()
    broken: bool = field(default=False)


class _Composer(yaml.cyaml.CParser):  # type: ignore[misc, name-defined]  # the stubs leave it out
    """libyaml's composer with YAML's own resolver switched off: an untagged node gets an empty tag."""

    def __init__(self, text: str) -> None:
        super().__init__(text)

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current: Any, index: Any) -> None: ...

    def ascend_resolver(self) -> None: ...


def parse(path: str, text: str) -> Document:
    """Split a Markdown file into front matter and body. Text may have a BOM and CRLF line ends."""
    text = normalise(text)
    if fault := oversized(path, text) or conflict(path, text):
        return Document(path, None, "", 1, (fault,), broken=True)
    first = text.find("\n")
    if not text.startswith("---") or text[: first if first >= 0 else None].strip() != "---":
        return _without_front(path, text)
    end = _closing(text, first + 1)
    if first < 0 or end is None:
        finding = Finding(
            "FMT007", Location.of_line(path, 1, "---"), "开头的“---”没有对应的结束行", "在正文之前单独写一行“---”"
        )
        return Document(path, None, "", 1, (finding,), broken=True)
    start, stop = end
    source = text[first + 1 : start]
    body = text[stop:]
    body_line = text.count("\n", 0, stop) + 1
    front, findings = compose(path, source, first_line=2)
    return Document(path, front, body, body_line, tuple(findings), broken=front is None)


_TOP = regex(r"\s*(?:---|[A-Za-z_-]+\s*[:\uff1a])")
_ENTRY_KEY = regex(r"\s*(?:id|kind|version|status|owner)\s*[:\uff1a]")


def _without_front(path: str, text: str) -> Document:
    """A page without front matter, unless an entry's keys stand at its top: they would go unread, and unchecked."""
    keys = 0
    for number, line in enumerate(text.split("\n", 40)[:40], 1):
        if re.search(r"\w", line) is None:
            if keys:
                break
        elif _ENTRY_KEY.match(line):
            keys += 1
            if keys == 2:
                said = "头部没有从第 1 行的“---”开始，会绕过检查"
                finding = Finding("FMT007", Location.of_line(path, number, line), said, "文件的第 1 行只写“---”，前面不留空行")
                return Document(path, None, "", 1, (finding,), broken=True)
        elif not keys and not _TOP.match(line):
            break
    return Document(path, None, text, 1)


def normalise(text: str) -> str:
    """Drop a byte-order mark and turn CRLF and CR into LF."""
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


_CLOSE = regex(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")  # begins with a fixed character, so that it is looked for at once


def _closing(text: str, start: int) -> tuple[int, int] | None:
    """Offsets of the closing line and of the body behind it."""
    match = _CLOSE.search(text, start - 1)
    if match is None:
        return None
    stop = match.end() + 1
    return match.start() + 1, min(stop, len(text))


def compose(path: str, source: str, first_line: int = 1) -> tuple[Map | None, list[Finding]]:
    """Compose one YAML document into a :class:`Map`; ``first_line`` is the file's line that ``source`` begins on.

    Returns ``None`` and at least one finding where the text is not one well-formed map.
    """
    refused = refuse(path, source, first_line)
    if refused:
        return None, [refused]
    parser = None
    try:
        parser = _Composer(source)
        root = parser.get_single_node()
    except yaml.YAMLError as error:
        return None, [syntax(path, source, first_line, error)]
    except (ValueError, RecursionError) as error:  # libyaml lets a few of Python's own errors through
        return None, [Finding("FMT008", Location.of_line(path, first_line), f"YAML 无法读取：{error}", "检查这一段的写法")]
    finally:
        if parser is not None:
            parser.dispose()
    if root is None:
        return Map({}, {}, Origin(path, first_line), (0, 0, 0, 0)), []
    builder = _Builder(path, first_line, "&" in source)
    node = builder.build(root, 1)
    if builder.aliased:
        builder.findings.append(alias(path, source, first_line))
    if not isinstance(node, Map):
        if not builder.fatal:
            builder.findings.append(
                Finding("FMT012", node.at if node else Location.of_line(path, first_line), "这里应是“键: 值”的映射", "每行写成“键: 值”")
            )
        return None, builder.findings
    if builder.fatal or builder.aliased:
        return None, builder.findings
    builder.findings.extend(swallowed(source, node))
    return node, builder.findings


_new = tuple.__new__  # past the named tuple's own constructor, which would only hand the values on


class _Builder:
    """Turns libyaml's nodes into ours, collecting findings on the way."""

    def __init__(self, path: str, first_line: int, anchored: bool) -> None:
        self.origin = Origin(path, first_line)
        self.anchored = anchored  # without an anchor no node can stand in two places
        self.findings: list[Finding] = []
        self.seen: set[int] = set()
        self.aliased = False
        self.fatal = False

    def build(self, node: Any, depth: int) -> Node | None:
        kind = type(node)
        start, end = node.start_mark, node.end_mark
        line, column = start.line, start.column
        span = (line, column, end.line, end.column) if kind is yaml.ScalarNode else (line, column, line, column + 1)
        if node.tag:
            self.say("FMT010", span, f"不接受 YAML 标签“{node.tag}”", "删去“!”开头的标签，直接写值")
        if self.anchored:
            if id(node) in self.seen:
                self.aliased = True
                return None
            self.seen.add(id(node))
        if kind is yaml.ScalarNode:
            raw = intern(node.value)  # ids, roles and units recur: one copy of each, here and in what is kept for the next build
            plain = not node.style
            return _new(Scalar, (typed(raw) if plain else raw, raw, plain, self.origin, *span))
        if depth > MAX_DEPTH:
            if not self.fatal:
                self.say("FMT011", span, f"嵌套超过 {MAX_DEPTH} 层", "把内容摊平，条目最多只需五六层")
            self.fatal = True
            return None
        if kind is yaml.SequenceNode:
            items = [self.build(child, depth + 1) for child in node.value]
            return Sequence(tuple(item for item in items if item is not None), self.origin, span)
        return self.build_map(node, span, depth)

    def build_map(self, node: Any, span: Span, depth: int) -> Map:
        entries: dict[str, Node] = {}
        spans: dict[str, Span] = {}
        origin, anchored = self.origin, self.anchored
        for key_node, value_node in node.value:
            start, end = key_node.start_mark, key_node.end_mark
            key_span = (start.line, start.column, end.line, end.column)
            if type(key_node) is not yaml.ScalarNode:
                self.say("FMT012", key_span, "键不能是列表或映射", "键写成一个词")
                continue
            key = intern(key_node.value)
            aliased = self.aliased
            value: Node | None
            if type(value_node) is yaml.ScalarNode and not anchored and not value_node.tag:
                # Most values; what ``build`` would make of it, without the call.
                start, end = value_node.start_mark, value_node.end_mark
                raw, plain = intern(value_node.value), not value_node.style
                value = _new(
                    Scalar,
                    (typed(raw) if plain else raw, raw, plain, origin, start.line, start.column, end.line, end.column),
                )
            else:
                value = self.build(value_node, depth + 1)
            if key == "<<" and not key_node.style:
                self.aliased = aliased
                self.say("FMT010", key_span, "不接受合并键“<<”", "把要合并的键逐一写出来")
                continue
            if key in entries:
                line = origin.location(*spans[key]).line
                self.say("FMT009", key_span, f"键“{key}”在第 {line} 行已经写过", f"只留一处“{key}”，删去另一处")
                continue
            if value is not None:
                entries[key] = value
                spans[key] = key_span
        return Map(entries, spans, origin, span)

    def say(self, code: str, span: Span, message: str, hint: str) -> None:
        self.findings.append(Finding(code, self.origin.location(*span), message, hint))
