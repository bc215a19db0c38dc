"""The editor's view: each finding with its source line and a caret, then a summary."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic, Severity, printable
from biaochi.reports.asked import ASKED, Asked

_WIDEST = 120
_BEFORE, _SHOWN = 30, 55
_OFTEN = 4
"""So often said in the same words, a finding is shown once, with all its places: a role that is gone is named by thirty."""


def render(outcome: Outcome, texts: Mapping[str, str], asked: Asked = ASKED) -> str:
    """All findings in order of place, those in the same words with the first of them, and a summary line."""
    alike: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for diagnostic in outcome.diagnostics:
        alike.setdefault(_words(diagnostic), []).append(diagnostic)
    parts = []
    for diagnostic in outcome.diagnostics:
        same = alike[_words(diagnostic)]
        if len(same) < _OFTEN:
            parts.append(_finding(diagnostic, texts))
        elif diagnostic is same[0]:
            parts.append(_finding(diagnostic, texts) + _places(same[1:]))
    return "\n".join([*parts, summary(outcome)])


def _words(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.code, diagnostic.message, diagnostic.hint


def _places(others: list[Diagnostic]) -> str:
    """A line for each file, with the lines and columns in it."""
    by_file: dict[str, list[str]] = {}
    for other in others:
        by_file.setdefault(other.location.path, []).append(other.place.removeprefix(f"{other.location.path}:"))
    places = "".join(f"      {printable(path)}:{'、'.join(at)}\n" for path, at in by_file.items())
    return f"    同样的还有 {len(others)} 处：\n{places}"


def summary(outcome: Outcome) -> str:
    """``检查了 92 个条目…`` in one line; what was waived or left out is counted in it."""
    counts = {severity: outcome.count(severity) for severity in Severity}
    found = "、".join(f"{number} 个{severity.label}" for severity, number in counts.items() if number)
    waived = f"，豁免 {len(outcome.waived)} 处" if outcome.waived else ""
    hidden = "".join(f"，略去 {number} 处（{why}）" for why, number in outcome.hidden if number)
    checked = f"检查了 {len(outcome.catalogue.entries)} 个条目、{outcome.rules} 条规则"
    return f"{checked}：{found or '没有发现问题'}{waived}{hidden}。"


def _finding(diagnostic: Diagnostic, texts: Mapping[str, str]) -> str:
    at = diagnostic.location
    lines = texts.get(at.path, "").split("\n")
    shown = ""
    if 0 < at.line <= len(lines) and lines[at.line - 1].strip():
        line = printable(lines[at.line - 1].rstrip("\r").replace("\t", " "))
        end = at.end_column if at.end_line == at.line else len(line) + 1
        shown = "".join(f"\n    {row}" for row in _marked(line, at.column - 1, max(end - 1, at.column)))
    hint = f"\n    ↳ {printable(diagnostic.hint)}" if diagnostic.hint else ""
    return f"{diagnostic.line(severity=True, hint=False)}{shown}{hint}\n"


def _marked(line: str, start: int, end: int) -> tuple[str, str]:
    """The line, or the part of a long one around the span, and carets under the span."""
    if _width(line) > _WIDEST:
        first = max(0, start - _BEFORE)
        last = first + _SHOWN
        head, tail = "..." if first else "", "..." if last < len(line) else ""
        line = f"{head}{line[first:last]}{tail}"
        start, end = start - first + len(head), min(end, last) - first + len(head)
    return line, " " * _width(line[:start]) + "^" * (_width(line[start:end]) or 1)


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two, a mark on another character none."""
    return sum(
        0 if unicodedata.combining(c) or unicodedata.category(c) == "Cf" else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
