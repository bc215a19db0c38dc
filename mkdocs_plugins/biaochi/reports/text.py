"""The editor's view: each finding with its source line and a caret, then a summary."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic, Severity

LABEL = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


def render(outcome: Outcome, texts: Mapping[str, str]) -> str:
    """All findings in order of place, and a summary line."""
    parts = [_finding(diagnostic, texts) for diagnostic in outcome.diagnostics]
    return "\n".join([*parts, summary(outcome)])


def summary(outcome: Outcome) -> str:
    """``检查了 92 个条目…`` in one line."""
    counts = {severity: outcome.count(severity) for severity in Severity}
    found = "、".join(f"{number} 个{LABEL[severity]}" for severity, number in counts.items() if number)
    waived = f"，豁免 {len(outcome.waived)} 处" if outcome.waived else ""
    hidden = "".join(f"，略去 {number} 处（{why}）" for why, number in outcome.hidden if number)
    checked = f"检查了 {len(outcome.catalogue.entries)} 个条目、{outcome.rules} 条规则"
    return f"{checked}：{found or '没有发现问题'}{waived}{hidden}。"


def _finding(diagnostic: Diagnostic, texts: Mapping[str, str]) -> str:
    at = diagnostic.location
    head = f"{diagnostic.place} {LABEL[diagnostic.severity]} {diagnostic.code} {diagnostic.message}"
    lines = texts.get(at.path, "").split("\n")
    shown = ""
    if 0 < at.line <= len(lines) and lines[at.line - 1].strip():
        line = lines[at.line - 1].replace("\t", " ")
        end = at.end_column if at.end_line == at.line else len(line) + 1
        shown = f"\n    {_clip(line)}\n    {_caret(line, at.column, end)}"
    hint = f"\n    ↳ {diagnostic.hint}" if diagnostic.hint else ""
    return f"{head}{shown}{hint}\n"


def _clip(line: str, length: int = 160) -> str:
    return line if len(line) <= length else line[:length] + "…"


def _caret(line: str, start: int, end: int) -> str:
    """Carets under the span; a Chinese character is two columns wide."""
    before = sum(_width(c) for c in line[: start - 1])
    under = sum(_width(c) for c in line[start - 1 : max(end - 1, start)]) or 1
    return " " * min(before, 320) + "^" * min(under, 160)


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
