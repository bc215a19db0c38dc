"""``biaochi lint-text``: judge lines of text, each as it might stand anywhere in a standard's body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from biaochi.core.wording.findings import FREE, NO_TERMS, Terms
from biaochi.core.wording.judge import judge


def lint_text(lines: Iterable[Mapping[str, Any]], terms: Terms = NO_TERMS) -> Iterator[dict[str, Any]]:
    """``{"id", "lang", "text"}`` in, ``{"id", "flag", "spans", "code"}`` out, in the same order.

    ``spans`` are the exact substrings that keep the sentence from being verifiable, ``code`` that of the
    first finding or an empty string. Other keys of a line are ignored.
    """
    for line in lines:
        judgement = judge(str(line.get("text") or ""), str(line.get("lang") or "zh-Hans"), terms, FREE)
        findings = judgement.findings if judgement.flag else ()
        yield {
            "id": line.get("id"),
            "flag": judgement.flag,
            "spans": [finding.text for finding in findings],
            "code": findings[0].code if findings else "",
        }
