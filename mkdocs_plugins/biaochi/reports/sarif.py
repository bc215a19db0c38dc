"""SARIF 2.1.0 (OASIS), for code-scanning services."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from biaochi import __version__
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Severity
from biaochi.core.rules import RULES
from biaochi.reports.asked import ASKED, Asked
from biaochi.reports.fingerprint import fingerprints
from biaochi.reports.text import summary

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(outcome: Outcome, texts: Mapping[str, str], asked: Asked = ASKED) -> str:
    """One run; the rules that occur are described in it, and what was waived or left out is counted in its invocation."""
    used = sorted({diagnostic.code for diagnostic in outcome.diagnostics})
    index = {code: number for number, code in enumerate(used)}
    rules = [
        {
            "id": code,
            "name": RULES[code].name,
            "shortDescription": {"text": RULES[code].page.title},
            "fullDescription": {"text": RULES[code].page.why},
            "help": {"text": RULES[code].page.fix},
            **({"helpUri": f"{asked.site}/rules/{code}.html"} if asked.site else {}),
            "defaultConfiguration": {"level": _LEVEL[RULES[code].severity]},
        }
        for code in used
    ]
    results = [
        {
            "ruleId": diagnostic.code,
            "ruleIndex": index[diagnostic.code],
            "level": _LEVEL[diagnostic.severity],
            "message": {"text": diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")},
            "partialFingerprints": {"biaochi/v1": fingerprint},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(diagnostic.location.path)},
                        "region": {
                            "startLine": diagnostic.location.line,
                            "startColumn": diagnostic.location.column,
                            "endLine": diagnostic.location.end_line,
                            "endColumn": diagnostic.location.end_column,
                        },
                    }
                }
            ],
        }
        for fingerprint, diagnostic in fingerprints(outcome.diagnostics)
    ]
    driver = {"name": "biaochi", "version": __version__, "language": "zh-CN", "rules": rules}
    told = {"level": "note", "message": {"text": summary(outcome)}}
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": [told]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)
