"""A telecom and airport handbook that no rule was written with: sound as it stands, and each single fault planted in it
is reported at its line, with few findings that only follow from it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from tests.core.rules.typography import faults

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
    assert faults(diagnostics) == []
    lines = {each.location.line for each in diagnostics if (each.location.path, each.code) == (fault["path"], fault["code"])}
    assert any(abs(line - fault["line"]) <= 1 for line in lines)
    assert len(diagnostics) <= fault["findings"]


SOUND = [
    ("no space before the id", "standards/airport/baggage.md", " {#handle}", "{#handle}"),
    ("another unit", "standards/airport/baggage.md", "挂轮挡后 35 分钟内", "挂轮挡后 2100 秒内"),
    ("a numeral in words", "standards/airport/baggage.md", "挂轮挡后 15 分钟内", "挂轮挡后一刻钟内"),
    ("the limit for the target", "standards/airport/baggage.md", "挂轮挡后 35 分钟内", "挂轮挡后 40 分钟内"),
    ("a tolerance for a range", "standards/airport/lounge.md", "22 ℃～26 ℃", "24±2 ℃"),
    ("two limits are no bands", "standards/telecom/repair.md", "| 不超过 4 小时 | 10 元话费 |\n| 超过 4 小时至 24 小时 | 30 元话费 |\n| 超过 24 小时 |", "| 城区 | 不超过 4 小时 |\n| 郊区 | 不超过 8 小时 |\n| 山区 |"),
    ("bands closed on one side", "standards/telecom/repair.md", "| 不超过 4 小时 | 10 元话费 |\n| 超过 4 小时至 24 小时 |", "| 不满 4 小时 | 10 元话费 |\n| 4 小时以上 24 小时以下 |"),
    ("pictures kept for the police", "standards/telecom/complaint.md", "应保存 180 天。 {#keep}", "应保存 180 天。 {#keep}\n\n监控录像按公安机关的规定保存 30 天。"),
    ("what is promised is said", "standards/telecom/greet-say.md", "请在这里取号。", "请在这里取号，12 分钟内叫到您。"),
    ("a pass mark in words", "standards/airport/counter-check.md", "pass: ≤ 3 分钟", "pass: 不超过三分钟"),
    ("announced", "standards/airport/baggage.md", "effective: 2026-06-15", "effective: 2026-10-01"),
    ("permission", "standards/airport/checkin.md", "可以走快速安检通道", "可以酌情走快速安检通道"),
    ("per ten thousand", "standards/airport/baggage.md", "每万件行李的破损件数应不超过 2 件", "每一万件行李的破损件数应不超过 4 件"),
]


@pytest.mark.parametrize(("path", "old", "new"), [row[1:] for row in SOUND], ids=[row[0] for row in SOUND])
def test_a_sound_variant_passes(path: str, old: str, new: str) -> None:
    assert TEXTS[path].count(old) == 1
    assert [str(each) for each in found({**TEXTS, path: TEXTS[path].replace(old, new)})] == []
