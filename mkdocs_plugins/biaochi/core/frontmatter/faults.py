"""What keeps front matter from being read, in words and at its line: found before libyaml sees the text, or after it gave
up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from biaochi.core.diagnostics import Finding
from biaochi.core.frontmatter.nodes import Node, Scalar, Sequence
from biaochi.core.location import Location
from biaochi.core.regex import regex

MAX_TEXT = 1024 * 1024
"""Bytes. No entry comes near 1 MiB; of a file beyond it nothing but its id is read."""
MAX_FRONT_MATTER = 256 * 1024
MAX_DEPTH = 24
_MAX_BRACKETS = 64  # nested flow collections; checked before libyaml recurses into them
_LINE_BREAKS = regex("[\x85\u2028\u2029]")


def oversized(path: str, text: str) -> Finding | None:
    """A file beyond :data:`MAX_TEXT`; how much so is not known, it is read no further than it takes to tell."""
    if len(text) * 4 <= MAX_TEXT or len(text.encode("utf-8", "surrogatepass")) <= MAX_TEXT:
        return None
    return Finding("FMT004", Location.of_line(path, 1), f"文件超过 {MAX_TEXT // 1048576} MB", "拆成几个条目，或删去附带的数据")


def refuse(path: str, source: str, first_line: int) -> Finding | None:
    """Size and depth are bounded before libyaml sees the text: it would recurse into whatever it is given."""
    at = Location.of_line(path, first_line)
    if any(sign in source for sign in "\x85\u2028\u2029") and (match := _LINE_BREAKS.search(source)):
        # YAML ends a line here and editors do not: keys could hide in it, and every place behind it would be wrong.
        line, column = source.count("\n", 0, match.start()), match.start() - source.rfind("\n", 0, match.start())
        at = Location(path, first_line + line, column, first_line + line, column + 1)
        return Finding("FMT028", at, f"有看不见的换行符 U+{ord(match.group()):04X}", "删去它，需要换行时按回车")
    if len(source) > MAX_FRONT_MATTER:
        most = f"超过 {MAX_FRONT_MATTER // 1024} KB"
        if first_line == 1:  # a whole file, of which no more may have been read
            return Finding("FMT004", at, f"文件{most}", "删去附带的数据")
        return Finding("FMT004", at, f"头部有 {len(source) // 1024} KB，{most}", "把长文移到正文")
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
    if unmerged := conflict(path, source, first_line):
        return unmerged
    lines = source.split("\n")
    for number, line_text in enumerate(lines if max(map(len, lines)) > 4 * _MAX_BRACKETS else ()):
        indent = len(line_text) - len(line_text.lstrip(" \t-?"))
        if indent > 4 * _MAX_BRACKETS:
            at = Location.of_line(path, first_line + number, line_text)
            return Finding("FMT011", at, f"嵌套超过 {MAX_DEPTH} 层", "把内容摊平，条目最多只需五六层")
    return None


def conflict(path: str, text: str, first_line: int = 1) -> Finding | None:
    """What git writes where two changed the same lines: both texts stand there, and which one holds nobody has said."""
    start = 0 if text.startswith("<<<<<<< ") else text.find("\n<<<<<<< ") + 1
    end = text.find("\n>>>>>>> ", start) + 1
    if not end or not text.startswith("<<<<<<< ", start):
        return None
    line, until = (first_line + text.count("\n", 0, place) for place in (start, end))
    at = Location(path, line, 1, line, 8)
    mend = f"在第 {line} 至 {until} 行之间留下要的一份，删去“<<<<<<<”“=======”“>>>>>>>”三行"
    return Finding("FMT031", at, "两个人改了同一处，合并还没有做完", mend)


def swallowed(source: str, front: Node) -> Iterator[Finding]:
    """Words behind a value that YAML takes for a comment because of a “#”: whoever writes a comment leaves a space behind
    the sign, so that these may well be the rest of the value (三楼 #302)."""
    if not _MAYBE_SWALLOWED.search(source):
        return
    lines = source.split("\n")
    for value in _scalars(front):
        if value.plain and (lost := _SWALLOWED.match(lines[value.end_line], value.end_column)):
            row = value.end_line
            at = value.origin.location(row, lost.start(1), row, len(lines[row].rstrip()))
            said = f"“{lost[1].strip()}”成了注释，没有读入"
            yield Finding("FMT033", at, said, "是值的一部分的，给整个值加引号；是注释的，“#”后面空一格")


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for below in node.items if isinstance(node, Sequence) else node.entries.values():
            yield from _scalars(below)


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
_NO_SPACE_AFTER_DASH = regex(r"^\s*-[A-Za-z_]+[A-Za-z_-]*\s*:")
_FULL_WIDTH_COLON = regex(r"^\s*(?:- )?[A-Za-z_-]+\uff1a")
_WIDE_INDENT = regex(r"^ *(?P<sign>[\t\u3000\xa0])[\s\u3000]*\S")
_KEY = regex(r"^(?P<before> *(?:- +)*)[^\s#:-][^:]*:(?P<value>\s+\S)?")
_COMMENT = regex(r"\s#")
_MAYBE_SWALLOWED = regex(r"[^\s#][ \t]+#[^\s#]")
_SWALLOWED = regex(r"[ \t]+(#[^\s#].*)")
_WIDE_COMMA = regex(r"\uff0c\s*[A-Za-z_-]+$")
_OPEN_QUOTE = regex(r"""^\s*(?:- )*[A-Za-z_-]+:[ \t]+(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
"""A value whose quote does not close on its line: allowed, but where the whole cannot be read the first suspect."""
_CLOSING = {"[": "]", "{": "}"}


def syntax(path: str, source: str, first_line: int, error: yaml.YAMLError) -> Finding:
    """One Chinese finding for libyaml's complaint, at the line where the editor has to look."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened = getattr(error, "context_mark", None)
    context = str(getattr(error, "context", ""))
    if "quoted scalar" in context and "end of stream" in str(getattr(error, "problem", "")):
        mark = opened  # where the quote opens, not where the text ends
    if "scanning a simple key" in context:
        mark = opened  # the line that lacks its colon, not the one behind it
    text = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    lines = source.split("\n")
    row = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column + 1 if mark else 1
    for suspect in (row, row - 1):
        if 0 <= suspect < len(lines) and (slip := _slip(lines[suspect], text)):
            return Finding("FMT008", Location.of_line(path, first_line + suspect, lines[suspect]), *slip)
    if "quoted scalar" not in context:
        for number, line_text in enumerate(lines[: row + 1]):
            if _OPEN_QUOTE.match(line_text):
                at = Location.of_line(path, first_line + number, line_text)
                return Finding("FMT008", at, "引号没有配对", "在这一行补上缺少的引号")
    if mark and opened and "did not find expected ',' or" in text:
        start, said, mend = _in_brackets(lines, (opened.line, opened.column), (row, column - 1))
        at = Location(path, first_line + start[0], start[1] + 1, first_line + start[0], start[1] + 2)
        return Finding("FMT008", at, said, mend)
    if ("expected '-' indicator" in text or "mapping values" in text) and (mend := _out_of_line(lines, row)):
        return Finding("FMT008", Location.of_line(path, first_line + row, lines[row]), "缩进与上一行没有对齐", mend)
    message, hint = "YAML 写法有误", "检查这一行及上一行的缩进、冒号和引号"
    for sign, said, mend in _PROBLEMS:
        if sign in text:
            message, hint = said, mend
            break
    at = Location(path, first_line + row, column, first_line + row, column + 1)
    return Finding("FMT008", at, message, hint)


def _slip(line: str, text: str) -> tuple[str, str] | None:
    """A slip that can be seen in the line itself, and what mends it; ``text`` is libyaml's complaint."""
    if wide := _WIDE_INDENT.match(line):
        name = {"\t": "制表符", "\xa0": "不间断空格（网页、Word 里粘贴来的）"}.get(wide["sign"], "全角空格")
        return f"缩进里有{name}", f"把行首的{name.partition('（')[0]}换成半角空格，与同一层的键对齐"
    if _FULL_WIDTH_COLON.match(line):
        return "键后用了全角冒号“：”", "改成英文冒号加一个空格“: ”"
    if _NO_SPACE.match(line) and ("mapping values" in text or "expected ':'" in text):
        return "英文冒号后缺少空格", "在冒号后补一个空格"
    if _NO_SPACE_AFTER_DASH.match(line) and ("'-' indicator" in text or "expected key" in text):
        return "“-”后缺少空格", "在“-”后补一个空格"
    return None


def _in_brackets(lines: list[str], opened: tuple[int, int], found: tuple[int, int]) -> tuple[tuple[int, int], str, str]:
    """What is wrong between an opening bracket and the place libyaml gave up at: where, what, and what mends it."""
    sign = lines[opened[0]][opened[1]]
    if found[0] > opened[0]:
        for row in range(opened[0], found[0]):
            if comment := _COMMENT.search(lines[row], opened[1] if row == opened[0] else 0):
                return (row, comment.start() + 1), "空格之后的“#”使这一行余下的成了注释", "删去“#”前的空格，或给整个值加引号"
        indent = len(lines[opened[0]]) - len(lines[opened[0]].lstrip())
        behind = lines[found[0]]
        if len(behind) - len(behind.lstrip()) <= indent:
            return opened, f"“{sign}”没有配对", f"补上英文的“{_CLOSING[sign]}”"
    elif lines[found[0]][found[1] : found[1] + 1] == ":":
        if comma := _WIDE_COMMA.search(lines[found[0]], opened[1], found[1]):
            return (found[0], comma.start()), "逗号是全角的“，”", "改成英文逗号加一个空格“, ”"
        return found, "值里有未加引号的英文冒号", "给整个值加引号，或改用全角冒号"
    return found, "方括号或花括号没有配对，或少了逗号", "补上英文的“,”“]”或“}”"


def _out_of_line(lines: list[str], row: int) -> str:
    """How to set a key that begins neither where the key above it does nor deeper below a key without a value."""
    here = _KEY.match(lines[row])
    above = next((found for line in reversed(lines[:row]) if line.strip() and (found := _KEY.match(line))), None)
    if here is None or above is None or not above["value"] or "-" in here["before"]:
        return ""
    wanted, got = len(above["before"]), len(here["before"])
    if wanted == got:
        return ""
    return f"行首留 {wanted} 个空格（现在是 {got} 个）" if wanted else "删去行首的空格"
