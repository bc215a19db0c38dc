"""What is required in the same words is required with the same figures: across standards and processes of one touchpoint."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.diagnostics import Diagnostic

AS_OF = dt.date(2026, 11, 22)
HERE = "DEMO-SERVE.touchpoint: 到店\n"


def step(does: str) -> str:
    return f"DEMO-SERVE.steps.greet.does: {does}\n"


def found(change: str) -> list[Diagnostic]:
    return [d for d in check(demo.changed(change), as_of=AS_OF).diagnostics if d.code == "WRD032"]


FAULTS = [
    ("another figure", HERE + step("顾客走近柜台 15 秒内，店员应起身并说出问候语")),
    ("in numerals, another punctuation", HERE + step("顾客走近柜台十五秒内店员应起身，并说出问候语。")),
    ("in minutes", HERE + step("顾客走近柜台 1 分钟内，店员应起身并说出问候语")),
    ("in one standard", 'body+: "\\n- 顾客走近柜台 15 秒内，店员应起身并说出问候语。 {#twice}\\n"\n'),
    ("a clause of another touchpoint than its standard's", 'DEMO-WAIT.touchpoint: 服务\nbody+: "\\n- 店员应在收齐材料后 5 分钟内打出回执并签名。 {#a touchpoint=到店}\\n- 店员应在收齐材料后 8 分钟内打出回执并签名。 {#b touchpoint=到店}\\n"\n'),
]
SOUND = [
    ("the same figure", HERE + step("顾客走近柜台 10 秒内，店员应起身并说出问候语")),
    ("another touchpoint", step("顾客走近柜台 15 秒内，店员应起身并说出问候语")),
    ("other words", HERE + step("老人走近柜台 15 秒内，店员应起身并说出问候语")),
    ("the other way round", HERE + step("顾客走近柜台至少 15 秒，店员应起身并说出问候语")),
    ("about so much", HERE + step("顾客走近柜台约 15 秒内，店员应起身并说出问候语")),
    ("two ways through one process", "DEMO-SERVE.steps.greet.does: 店员应在收齐材料后 5 分钟内打出回执并签名\nDEMO-SERVE.steps.follow.does: 店员应在收齐材料后 8 分钟内打出回执并签名\n"),
    ("superseded", HERE + step("顾客走近柜台 15 秒内，店员应起身并说出问候语") + "DEMO-SERVE.links.supersedes: [DEMO-WAIT]\n"),
    ("retired", HERE + step("顾客走近柜台 15 秒内，店员应起身并说出问候语") + "DEMO-SERVE.status: retired\n"),
    ("told apart by two metrics", 'body+: "\\n- 店员应在 5 分钟内办结顾客的业务。 {#a metric=wait}\\n- 店员应在 20 分钟内办结顾客的业务。 {#b metric=handle}\\n"\n'),
    ("too few words to be one thing", 'body+: "\\n- 店员应等 5 分钟。 {#a}\\n- 店员应等 8 分钟。 {#b}\\n"\n'),
]  # fmt: skip


@pytest.mark.parametrize("change", [row[1] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_the_same_words_with_another_figure_are_found(change: str) -> None:
    assert len(found(change)) == 1


@pytest.mark.parametrize("change", [row[1] for row in SOUND], ids=[row[0] for row in SOUND])
def test_what_may_differ_passes(change: str) -> None:
    assert found(change) == []


def test_both_places_and_both_figures_are_named() -> None:
    (diagnostic,) = found(FAULTS[0][1])
    texts = demo.changed(FAULTS[0][1])
    places = {"15 秒内": "processes/serve.md", "10 秒内": "standards/wait.md"}
    here = diagnostic.location
    told = {here.path, *(path for path in places.values() if f"（{path}:" in diagnostic.message)}
    assert told == set(places.values())
    assert all(f"“{figure}”" in diagnostic.message for figure in places)
    for figure, path in places.items():
        line = here.line if path == here.path else int(diagnostic.message.partition(f"{path}:")[2].partition("）")[0])
        assert figure in texts[path].split("\n")[line - 1]
    assert diagnostic.hint.startswith("统一成")
