"""FMT: rows of a body that were meant to be a table and will be text: Markdown wants them just so, and says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from biaochi.core.clauses import Block, blank_code
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Entry
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene

_BAR = regex(r"(?<!\\)\|")
_RULE = regex(r"[|:\- ]+")


def lost_table(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """写成表格的几行不会成为表格。

    为什么:
        从 Excel 粘贴来的、少了分隔行的、上面没有空一行的，网页和纸上把各行连成一段，看不出哪个数是哪一项的。
    不通过:
        body+: "\\n## 说明\\n\\n时段\\t窗口\\n上午\\t3 个\\n"
    通过:
        body+: "\\n## 说明\\n\\n| 时段 | 窗口 |\\n|---|---|\\n| 上午 | 3 个 |\\n"
    怎么改:
        各列之间用“|”，第一行下面加一行“|---|---|”（列数与第一行相同），表格上面空一行。
    """
    if "\t" not in entry.body.source and "\n|" not in entry.body.source:
        return
    for block in entry.body.blocks:
        if block.kind == "paragraph" and "\t" in block.text:
            yield from _tabbed(block)
    for before, rows in _tables(entry.body.blocks):
        if len(rows) > 1:
            yield from _amiss(before, rows)


def _tables(blocks: Iterable[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    """Each run of rows that begin at the margin, with the block before it."""
    before: Block | None = None
    rows: list[Block] = []
    for block in blocks:
        if block.kind == "table" and block.text.startswith("|") and (not rows or _follows(rows[-1], block)):
            rows.append(block)
            continue
        if rows:
            yield before, rows
        before, rows = block, []
        if block.kind == "table" and block.text.startswith("|"):
            before, rows = None, [block]
    if rows:
        yield before, rows


def _follows(above: Block, below: Block) -> bool:
    """Whether a block begins on the line after another's last."""
    return below.starts[0][0] == above.starts[-1][0] + 1


def _tabbed(block: Block) -> Iterator[Finding]:
    rows = [line.strip().split("\t") for line in block.text.split("\n")]
    if len(rows) > 1 and all(len(row) > 1 for row in rows):
        first = f"| {' | '.join(cell.strip() for cell in rows[0])} |"
        mend = f"第一行写成“{first}”，下面加一行“{_rule(len(rows[0]))}”，其余各行同样用“|”分列"
        yield Finding("FMT034", block.at, "这几行用制表符分列，不会成为表格", mend)


def _amiss(before: Block | None, rows: list[Block]) -> Iterator[Finding]:
    columns = _columns(rows[0].text)
    if before is not None and before.kind in ("paragraph", "item", "quote") and _follows(before, rows[0]):
        yield Finding("FMT034", rows[0].at, "表格接在文字后面，不会成为表格", "在表格上面空一行")
    elif not _RULE.fullmatch(rows[1].text):
        yield Finding("FMT034", rows[0].at, "表格的第一行下面没有分隔行，不会成为表格", f"在这一行下面加一行“{_rule(columns)}”")
    elif (got := _columns(rows[1].text)) != columns:
        yield Finding("FMT034", rows[1].at, f"表格的分隔行有 {got} 列，第一行有 {columns} 列，不会成为表格", f"写成“{_rule(columns)}”")


def _columns(row: str) -> int:
    return len(_BAR.findall(blank_code(row.strip()).removeprefix("|").removesuffix("|"))) + 1


def _rule(columns: int) -> str:
    return f"|{'---|' * columns}"


RULES = (Rule("FMT034", "lost-table", Severity.WARNING, lost_table, Entry),)
