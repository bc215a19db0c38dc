"""The receipt of a build: what was checked, with what result. A site without one that matches is not published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, field

from biaochi import __version__
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Severity
from biaochi.core.slotted import dataclass

FILE = "receipt.json"
"""Its place in the site."""


_SHORT = 12


@dataclass(frozen=True, slots=True)
class Receipt:
    """``content`` is the SHA-256 over the paths and texts of the content roots; ``libraries`` are the versions of the
    native libraries that printed."""

    content: str
    entries: int
    rules: int
    errors: int
    warnings: int
    waived: int
    as_of: str
    tool: str = __version__
    edition: str = ""
    libraries: dict[str, str] = field(default_factory=dict)
    schema: int = 1

    @property
    def short(self) -> str:
        """The first twelve digits of the content's hash, as printed in metadata."""
        return self.content[:_SHORT]

    def to_json(self) -> str:
        """As written into the site."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def short_hash(texts: Mapping[str, str]) -> str:
    """What :attr:`Receipt.short` will be for these texts."""
    return content_hash(texts)[:_SHORT]


def content_hash(texts: Mapping[str, str]) -> str:
    """SHA-256 over paths and texts, in order of path."""
    digest = hashlib.sha256()
    for path in sorted(texts):
        for part in (path, texts[path]):
            data = part.encode()
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
    return digest.hexdigest()


def receipt(
    outcome: Outcome, texts: Mapping[str, str], edition: str = "", libraries: Mapping[str, str] | None = None
) -> Receipt:
    """The receipt of an outcome over these texts."""
    return Receipt(
        content_hash(texts), len(outcome.catalogue.entries), outcome.rules, outcome.count(Severity.ERROR),
        outcome.count(Severity.WARNING), len(outcome.waived), outcome.as_of.isoformat(), edition=edition,
        libraries=dict(libraries or {}),
    )


def mismatch(written: str | None, texts: Mapping[str, str], outcome: Outcome) -> str | None:
    """Why a site with this receipt must not be published; ``None`` if it may."""
    if written is None:
        return "网站里没有检查回执（receipt.json）"
    try:
        found = json.loads(written)
        content, errors, entries = found["content"], found["errors"], found["entries"]
    except (ValueError, KeyError, TypeError):
        return "检查回执读不出来"
    if content != content_hash(texts):
        return "检查回执与现在的内容不符：内容在构建之后改过"
    if errors or outcome.failed:
        return "检查没有通过"
    return None if entries == len(outcome.catalogue.entries) and entries else "检查回执的条目数不符"
