"""The machine's view, as the content model fixes it (schema 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic
from biaochi.reports.asked import ASKED, Asked


def as_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic with the keys of the content model."""
    at = diagnostic.location
    return {
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "entry": diagnostic.entry,
    }


def render(outcome: Outcome, texts: Mapping[str, str], asked: Asked = ASKED) -> str:
    """One JSON object: schema, entries, rules, diagnostics; what was waived or left out, where anything was."""
    said: dict[str, Any] = {
        "schema": 1,
        "entries": len(outcome.catalogue.entries),
        "rules": outcome.rules,
        "diagnostics": [as_dict(diagnostic) for diagnostic in outcome.diagnostics],
    }
    if outcome.waived:
        said["waived"] = len(outcome.waived)
    if left_out := [{"count": number, "reason": why} for why, number in outcome.hidden if number]:
        said["left_out"] = left_out
    return json.dumps(said, ensure_ascii=False, indent=2)
