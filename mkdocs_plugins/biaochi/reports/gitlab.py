"""GitLab's code quality report (a subset of Code Climate's format)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Severity
from biaochi.reports.asked import ASKED, Asked
from biaochi.reports.fingerprint import fingerprints

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(outcome: Outcome, texts: Mapping[str, str], asked: Asked = ASKED) -> str:
    """A JSON list, one object a finding."""
    return json.dumps(
        [
            {
                "description": diagnostic.message + (f"（{diagnostic.hint}）" if diagnostic.hint else ""),
                "check_name": f"{diagnostic.code} {diagnostic.name}",
                "fingerprint": fingerprint,
                "severity": _SEVERITY[diagnostic.severity],
                "location": {"path": diagnostic.location.path, "lines": {"begin": diagnostic.location.line}},
            }
            for fingerprint, diagnostic in fingerprints(outcome.diagnostics)
        ],
        ensure_ascii=False,
        indent=2,
    )
