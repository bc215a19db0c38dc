"""GitHub: annotations on the lines of a pull request, and a table for the job's summary.

GitHub shows ten annotations a level and step, so the worst come first and the rest stand in the log; the table has all
that a summary may hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic, Severity, printable
from biaochi.core.regex import regex
from biaochi.reports.asked import ASKED, Asked
from biaochi.reports.text import summary

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHOWN = 10
"""Annotations a level that GitHub shows; further ones it drops without a word."""
_ROOM = 900_000
"""Bytes of a job's summary, below GitHub's limit of 1 MiB: a longer one is refused as a whole."""
_MARKUP = regex(r"([\\`*_\[\]|~#])")


def render(outcome: Outcome, texts: Mapping[str, str], asked: Asked = ASKED) -> str:
    """Workflow commands, one a finding, worst first; those beyond what GitHub shows as plain lines; then the summary line."""
    return "\n".join([*_lines(outcome), summary(outcome)])


def _lines(outcome: Outcome) -> Iterator[str]:
    told: Counter[Severity] = Counter()
    for diagnostic in _worst_first(outcome):
        told[diagnostic.severity] += 1
        yield _annotation(diagnostic) if told[diagnostic.severity] <= _SHOWN else diagnostic.line(severity=True)


def _worst_first(outcome: Outcome) -> list[Diagnostic]:
    return sorted(outcome.diagnostics, key=lambda d: (d.severity.rank, d.location))


def _annotation(diagnostic: Diagnostic) -> str:
    at = diagnostic.location
    columns = f",col={at.column},endColumn={at.end_column}" if at.end_line == at.line else ""
    where = f"file={_property(at.path)},line={at.line},endLine={at.end_line}{columns}"
    title = _property(f"{diagnostic.code} {diagnostic.name}")
    text = diagnostic.message + (f"\n改法：{diagnostic.hint}" if diagnostic.hint else "")
    return f"::{_LEVEL[diagnostic.severity]} {where},title={title}::{_data(text)}"


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(outcome: Outcome) -> str:
    """The findings as a Markdown table, for ``$GITHUB_STEP_SUMMARY``; where it would be too long, the worst of them."""
    lines = [f"### 标尺检查\n\n{_cell(summary(outcome))}\n"]
    if outcome.diagnostics:
        lines.append("| 级别 | 位置 | 规则 | 发现 | 改法 |\n|---|---|---|---|---|")
    room = _ROOM
    for number, diagnostic in enumerate(_worst_first(outcome)):
        row = _row(diagnostic)
        room -= len(row.encode()) + 1
        if room < 0:
            lines.append(f"\n另有 {len(outcome.diagnostics) - number} 处写不下，见日志。")
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def _row(diagnostic: Diagnostic) -> str:
    cells = (
        diagnostic.severity.label, f"{diagnostic.location.path}:{diagnostic.location.line}",
        f"{diagnostic.code} {diagnostic.name}", diagnostic.message, diagnostic.hint,
    )
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    """Quoted words of the handbook stay words: no markup, no picture, no cell of their own."""
    plain_text = text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", " ").replace("\n", " ")
    return _MARKUP.sub(r"\\\1", plain_text)
