"""A telecom and airport handbook that no rule was written with: sound as it stands, and each single fault planted in it
is reported at its line, with few findings that only follow from it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from biaochi.core.check import check
from biaochi.core.diagnostics import Diagnostic

AS_OF = dt.date(2026, 9, 15)
HERE = Path(__file__).parent / "telecom"
TEXTS = {
    path.relative_to(HERE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(HERE.rglob("*"))
    if path.suffix in (".md", ".yml")
}
FAULTS: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "faults.jsonl").read_text(encoding="utf-8").splitlines()
]


def found(texts: dict[str, str]) -> tuple[Diagnostic, ...]:
    return check(texts, as_of=AS_OF).diagnostics


def test_sound_as_it_stands() -> None:
    assert [str(each) for each in found(TEXTS)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=[each["fault"] for each in FAULTS])
def test_a_single_fault_is_told_at_its_line(fault: dict[str, Any]) -> None:
    texts = dict(TEXTS)
    for path, old, new in fault["edits"]:
        assert texts[path].count(old) == 1
        texts[path] = texts[path].replace(old, new)
    diagnostics = found(texts)
    lines = {each.location.line for each in diagnostics if (each.location.path, each.code) == (fault["path"], fault["code"])}
    assert any(abs(line - fault["line"]) <= 1 for line in lines)
    assert len(diagnostics) <= fault["findings"]
