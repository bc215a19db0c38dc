"""GitHub: annotations on the lines of a pull request, and a table for the job's summary.

GitHub shows ten annotations a level and step, so the worst come first; the table has all.
"""

from __future__ import annotations

from collections.abc import Mapping

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic, Severity
from biaochi.reports.text import LABEL, summary

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(outcome: Outcome, texts: Mapping[str, str]) -> str:
    """Workflow commands, one a finding, worst first; then the summary line."""
    worst_first = sorted(outcome.diagnostics, key=lambda d: (d.severity.rank, d.location))
    return "\n".join([*(_annotation(diagnostic) for diagnostic in worst_first), summary(outcome)])


def _annotation(diagnostic: Diagnostic) -> str:
    at = diagnostic.location
    columns = f",col={at.column},endColumn={at.end_column}" if at.end_line == at.line else ""
    where = f"file={_property(at.path)},line={at.line},endLine={at.end_line}{columns}"
    title = _property(f"{diagnostic.code} {diagnostic.name}")
    text = diagnostic.message + (f"\n改法：{diagnostic.hint}" if diagnostic.hint else "")
    return f"::{_LEVEL[diagnostic.severity]} {where},title={title}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(outcome: Outcome) -> str:
    """All findings as a Markdown table, for ``$GITHUB_STEP_SUMMARY``."""
    lines = [f"### 标尺检查\n\n{summary(outcome)}\n"]
    if outcome.diagnostics:
        lines.append("| 级别 | 位置 | 规则 | 发现 | 改法 |\n|---|---|---|---|---|")
        for diagnostic in sorted(outcome.diagnostics, key=lambda d: (d.severity.rank, d.location)):
            cells = (
                LABEL[diagnostic.severity], f"{diagnostic.location.path}:{diagnostic.location.line}",
                f"{diagnostic.code} {diagnostic.name}", diagnostic.message, diagnostic.hint,
            )
            lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
