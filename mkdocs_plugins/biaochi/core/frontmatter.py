"""Front matter: YAML composed into nodes that know their place.

libyaml composes; typing is ours and small (content model): ``null``, ``true``/``false`` and decimal numbers, all else
stays as written. Duplicate keys, aliases, merge keys and tags are findings, as are depth and size beyond any real
entry. Nothing here raises on any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from sys import intern
from typing import Any, NamedTuple, TypeAlias

import yaml

from biaochi.core.diagnostics import Finding
from biaochi.core.location import Location

MAX_FRONT_MATTER = 256 * 1024
MAX_DEPTH = 24
_MAX_BRACKETS = 64  # nested flow collections; checked before libyaml recurses into them

Plain: TypeAlias = bool | int | Decimal | str | None


class Origin(NamedTuple):
    """The file that YAML stands in, and the line it begins on."""

    path: str
    first_line: int

    def location(self, line: int, column: int, end_line: int, end_column: int) -> Location:
        """A place of the YAML, counted from 0, as one of the file."""
        first = self.first_line
        return _new(Location, (self.path, line + first, column + 1, end_line + first, end_column + 1))


_new = tuple.__new__  # past the named tuple's own constructor, which would only hand the values on

Span: TypeAlias = tuple[int, int, int, int]
"""Line and column, end line and end column, counted from 0: there is one for every node, and most are never asked for."""


class Scalar(NamedTuple):
    """A single value. ``value`` is typed, ``raw`` as written, ``plain`` tells whether it stood without quotes."""

    value: Plain
    raw: str
    plain: bool
    origin: Origin
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def at(self) -> Location:
        return self.origin.location(self.line, self.column, self.end_line, self.end_column)


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    origin: Origin
    span: Span

    @property
    def at(self) -> Location:
        return self.origin.location(*self.span)


class Map(NamedTuple):
    """A mapping."""

    entries: dict[str, Node]
    key_spans: dict[str, Span]
    origin: Origin
    span: Span

    @property
    def at(self) -> Location:
        """Its first character, which stands for the whole."""
        return self.origin.location(*self.span)

    def key_at(self, name: str) -> Location:
        """The place of a key that is there."""
        return self.origin.location(*self.key_spans[name])

    def where(self, *keys: str | int) -> Location:
        """The place of a nested value, e.g. ``where("metrics", 0, "target")``; of the nearest outer one if absent."""
        node: Node = self
        for key in keys:
            if isinstance(node, Map) and isinstance(key, str) and key in node.entries:
                node = node.entries[key]
            elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
                node = node.items[key]
            else:
                break
        return node.at


Node: TypeAlias = Scalar | Sequence | Map


@dataclass(frozen=True, slots=True)
class Document:
    """One Markdown file. ``front`` is ``None`` where there is none or it cannot be read (then ``findings`` say why)."""

    path: str
    front: Map | None
    body: str
    body_line: int
    findings: tuple[Finding, ...] = ()
    broken: bool = field(default=False)


_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_WORDS: dict[str, Plain] = {"": None, "~": None, "null": None, "true": True, "false": False}


def typed(raw: str) -> Plain:
    """The value of a plain scalar: null, boolean, decimal number, otherwise the text itself."""
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] in "+-0123456789" and _NUMBER.fullmatch(raw):
        return Decimal(raw) if "." in raw else int(raw)
    return raw


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


_TOP = re.compile(r"\s*(?:---|[A-Za-z_-]+\s*[:\uff1a])")
_ENTRY_KEY = re.compile(r"\s*(?:id|kind|version|status|owner)\s*[:\uff1a]")


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


_CLOSE = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")  # begins with a fixed character, so that it is looked for at once


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
    refused = _refuse(path, source, first_line)
    if refused:
        return None, [refused]
    parser = None
    try:
        parser = _Composer(source)
        root = parser.get_single_node()
    except yaml.YAMLError as error:
        return None, [_syntax(path, source, first_line, error)]
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
        builder.findings.append(_alias(path, source, first_line))
    if not isinstance(node, Map):
        if not builder.fatal:
            builder.findings.append(
                Finding("FMT012", node.at if node else Location.of_line(path, first_line), "这里应是“键: 值”的映射", "每行写成“键: 值”")
            )
        return None, builder.findings
    return (None if builder.fatal or builder.aliased else node), builder.findings


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
            raw = node.value
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
                raw, plain = value_node.value, not value_node.style
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


_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")


def _refuse(path: str, source: str, first_line: int) -> Finding | None:
    """Size and depth are bounded before libyaml sees the text: it would recurse into whatever it is given."""
    at = Location.of_line(path, first_line)
    if any(sign in source for sign in "\x85\u2028\u2029") and (match := _LINE_BREAKS.search(source)):
        # YAML ends a line here and editors do not: keys could hide in it, and every place behind it would be wrong.
        line, column = source.count("\n", 0, match.start()), match.start() - source.rfind("\n", 0, match.start())
        at = Location(path, first_line + line, column, first_line + line, column + 1)
        return Finding("FMT028", at, f"有看不见的换行符 U+{ord(match.group()):04X}", "删去它，需要换行时按回车")
    if len(source) > MAX_FRONT_MATTER:
        return Finding("FMT004", at, f"头部有 {len(source) // 1024} KB，超过 {MAX_FRONT_MATTER // 1024} KB", "把长文移到正文")
    if source.count("[") + source.count("{") > _MAX_BRACKETS:
        depth = 0
        for match in re.finditer(r"[\[\]{}\n]", source):
            sign = match.group()
            if sign == "\n":
                continue
            # Brackets that close nothing stand in quotes: they must not make room for as many that open.
            depth = max(0, depth + (1 if sign in "[{" else -1))
            if depth > _MAX_BRACKETS:
                line = first_line + source.count("\n", 0, match.start())
                return Finding("FMT011", Location.of_line(path, line), f"嵌套超过 {MAX_DEPTH} 层", "把内容摊平，条目最多只需五六层")
    lines = source.split("\n")
    for number, line_text in enumerate(lines if max(map(len, lines)) > 4 * _MAX_BRACKETS else ()):
        indent = len(line_text) - len(line_text.lstrip(" \t-?"))
        if indent > 4 * _MAX_BRACKETS:
            at = Location.of_line(path, first_line + number, line_text)
            return Finding("FMT011", at, f"嵌套超过 {MAX_DEPTH} 层", "把内容摊平，条目最多只需五六层")
    return None


def _alias(path: str, source: str, first_line: int) -> Finding:
    """Find the alias itself: a composed node only knows the place of its anchor."""
    at = Location.of_line(path, first_line)
    for token in _tokens(source):
        if isinstance(token, yaml.AliasToken):
            mark = token.start_mark
            at = Location(path, mark.line + first_line, mark.column + 1, mark.line + first_line, token.end_mark.column + 1)
            break
    return Finding("FMT010", at, "不接受 YAML 别名（*）", "把被引用的内容直接写在这里")


def _tokens(source: str) -> Iterator[Any]:
    try:
        yield from yaml.scan(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return


_PROBLEMS = (
    ("found duplicate key", "键重复", "只留一处"),
    ("mapping values are not allowed", "冒号用错了地方，或值里有未加引号的英文冒号", "键后用英文冒号加一个空格；值里有“: ”时给整个值加引号"),
    ("could not find expected ':'", "这一行缺少英文冒号", "写成“键: 值”，冒号为英文半角，后面有一个空格"),
    ("found character '\\t'", "缩进里有制表符", "把制表符换成空格"),
    ("cannot start any token", "值以 YAML 的保留字符开头（如 @ ` % 制表符）", "给整个值加引号；缩进只用空格"),
    ("found unexpected end of stream", "引号没有配对", "补上缺少的引号"),
    ("did not find expected ',' or", "方括号或花括号没有配对，或少了逗号", "补上英文的“,”“]”或“}”"),
    ("did not find expected key", "缩进不一致，或引号后还有文字", "同一层的键对齐到同一列"),
    ("did not find expected '-' indicator", "列表项没有对齐", "同一列表的“-”对齐到同一列"),
    ("did not find expected node content", "这里缺少一个值", "补上值，或删去这一行"),
    ("block sequence entries are not allowed", "“-”用错了地方", "列表另起一行书写"),
    ("found undefined alias", "“*”开头的值会被当作别名", "给整个值加引号"),
    ("while scanning an alias", "“*”开头的值会被当作别名", "给整个值加引号"),
    ("while scanning an anchor", "“&”开头的值会被当作锚点", "给整个值加引号"),
    ("unknown escape character", "双引号里的反斜杠“\\”不合法", "改用单引号"),
    ("expected a single document", "头部里多了一行“---”或“...”", "头部只用一对“---”"),
    ("control characters are not allowed", "有看不见的控制字符", "删去该字符，重新输入这一行"),
)
_NO_SPACE = re.compile(r"^\s*(?:- )?[A-Za-z_-]+:[^\s/]")
_FULL_WIDTH_COLON = re.compile(r"^\s*(?:- )?[A-Za-z_-]+\uff1a")


_OPEN_QUOTE = re.compile(r"""^\s*(?:- )*[A-Za-z_-]+:[ \t]+(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
"""A value whose quote does not close on its line: allowed, but where the whole cannot be read the first suspect."""


def _syntax(path: str, source: str, first_line: int, error: yaml.YAMLError) -> Finding:
    """One Chinese finding for libyaml's complaint, at the line where the editor has to look."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "quoted scalar" in str(getattr(error, "context", "")) and "end of stream" in str(getattr(error, "problem", "")):
        mark = error.context_mark  # type: ignore[attr-defined]  # where the quote opens, not where the text ends
    text = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    lines = source.split("\n")
    row = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column + 1 if mark else 1
    for suspect in (row, row - 1):
        if 0 <= suspect < len(lines) and _FULL_WIDTH_COLON.match(lines[suspect]):
            at = Location.of_line(path, first_line + suspect, lines[suspect])
            return Finding("FMT008", at, "键后用了全角冒号“：”", "改成英文冒号加一个空格“: ”")
        if 0 <= suspect < len(lines) and _NO_SPACE.match(lines[suspect]) and "mapping values" in text:
            at = Location.of_line(path, first_line + suspect, lines[suspect])
            return Finding("FMT008", at, "英文冒号后缺少空格", "在冒号后补一个空格")
    if "quoted scalar" not in str(getattr(error, "context", "")):
        for number, line_text in enumerate(lines[: row + 1]):
            if _OPEN_QUOTE.match(line_text):
                at = Location.of_line(path, first_line + number, line_text)
                return Finding("FMT008", at, "引号没有配对", "在这一行补上缺少的引号")
    message, hint = "YAML 写法有误", "检查这一行及上一行的缩进、冒号和引号"
    for sign, said, mend in _PROBLEMS:
        if sign in text:
            message, hint = said, mend
            break
    at = Location(path, first_line + row, column, first_line + row, column + 1)
    return Finding("FMT008", at, message, hint)
