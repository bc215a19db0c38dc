"""What keeps front matter from being read, in words and at its line: found before libyaml sees the text, or after it gave
up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from biaochi.core.diagnostics import Finding
from biaochi.core.location import Location
from biaochi.core.regex import regex

MAX_FRONT_MATTER = 256 * 1024
MAX_DEPTH = 24
_MAX_BRACKETS = 64  # nested flow collections; checked before libyaml recurses into them
_LINE_BREAKS = regex("[\x85\u2028\u2029]")


def refuse(path: str, source: str, first_line: int) -> Finding | None:
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


def alias(path: str, source: str, first_line: int) -> Finding:
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
_NO_SPACE = regex(r"^\s*(?:- )?[A-Za-z_-]+:[^\s/]")
_FULL_WIDTH_COLON = regex(r"^\s*(?:- )?[A-Za-z_-]+\uff1a")
_OPEN_QUOTE = regex(r"""^\s*(?:- )*[A-Za-z_-]+:[ \t]+(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
"""A value whose quote does not close on its line: allowed, but where the whole cannot be read the first suspect."""


def syntax(path: str, source: str, first_line: int, error: yaml.YAMLError) -> Finding:
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
