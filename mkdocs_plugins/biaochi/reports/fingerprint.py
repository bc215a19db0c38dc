"""A diagnostic's identity that survives moved lines: baselines and GitLab know findings by it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from biaochi.core.diagnostics import Diagnostic
from biaochi.core.regex import regex

_LINE = regex(r"第 \d+ 行|(?<=\.md):\d+|(?<=\.yml):\d+")
"""Where a message says the place of another line: it moves with the text above it."""


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, Diagnostic]]:
    """Each diagnostic with a fingerprint; equal findings of one entry are told apart by their order."""
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        subject = diagnostic.entry or diagnostic.location.path
        key = f"{subject}\0{diagnostic.code}\0{_LINE.sub('', diagnostic.message)}"
        seen[key] += 1
        yield hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:32], diagnostic
