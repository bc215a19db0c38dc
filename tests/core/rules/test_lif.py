"""Planted faults and sound variants for stage gates, dates, records and training, beyond the examples of their pages."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.rules import FAMILIES

AS_OF = dt.date(2026, 11, 22)
OWN = {rule.code for prefix in ("LIF", "TRN") for rule in FAMILIES[prefix][1]}

NEED = "{type: need, method: ask, source: 门店访谈, finding: 顾客最在意等候的时间}"
INDUSTRY = "{type: industry, method: benchmark, source: 同业公示, finding: 同业承诺 15 分钟}"
CAPABILITY = "{type: capability, method: record, source: 叫号系统, finding: 可以做到 8 分钟}"


def codes(change: str) -> set[str]:
    """What is said about the demonstration handbook with a change."""
    return {each.code for each in check(demo.changed(change), as_of=AS_OF).diagnostics}


def training(**keys: str) -> str:
    """One more training."""
    given = {
        "id": "DEMO-MORE", "kind": "training", "title": "仪容培训", "version": "1.0", "status": "draft", "owner": "trainer",
        "sector": "common", "audience": "[staff]", "cycle": "onboarding", "phases": "[{form: 面授, duration: 1 小时}]",
        "covers": "[DEMO-WAIT#greet]", "assessment": "{method: 实操, pass: ≥ 80 分}",
    }  # fmt: skip
    given.update(keys)
    front = "\\n".join(f"{key}: {value}" for key, value in given.items() if value)
    return f'standards/more.md: "---\\n{front}\\n---\\n"\n'


def standard(status: str, extra: str = "") -> str:
    """One more standard, short of what its stage demands."""
    front = [
        "id: DEMO-MORE", "kind: standard", "title: 送客", "version: 1.0", f"status: {status}", "owner: keeper", "sector: common",
        "touchpoint: 离店", "tier: basic", "category: quality", "objectives: [quality]", "criticality: normal",
    ]  # fmt: skip
    return 'standards/more.md: "---\\n' + "\\n".join([*front, extra]) + '\\n---\\n"\n'


COVERS = "DEMO-TRAIN.covers: [%s]\n"
CHANGES = "changes: [{version: %s, date: %s, reason: need, summary: 首发, approved_by: keeper}, {version: %s, date: %s, reason: audit, summary: 改, approved_by: keeper}]\n"

TAUGHT = COVERS % "DEMO-WAIT, DEMO-GREET, DEMO-FIRE"
ACTING = (
    'standards/roles.yml: "keeper: {name: 店长}\\nstaff: {name: 店员}\\ntrainer: {name: 培训员}\\nteller: {name: 柜员, sector: common, acts_as: [staff]}\\n"\n'
)

FAULTS = [
    ("a draft that rests on others only", "LIF001", f"status: draft\nbasis: [{INDUSTRY}, {CAPABILITY}]\n"),
    ("needs without a need", "LIF001", f"status: needs\nbasis: [{INDUSTRY}]\n"),
    ("in force without capability", "LIF002", f"basis: [{NEED}, {INDUSTRY}]\n"),
    ("in force without industry", "LIF002", f"basis: [{NEED}, {CAPABILITY}, {NEED}]\n"),
    ("in force without need", "LIF002", f"basis: [{CAPABILITY}, {INDUSTRY}]\n"),
    ("draft without metrics", "LIF003", standard("draft", "metrics: []")),
    ("a key clause nobody teaches", "LIF004", COVERS % "DEMO-WAIT#greet, DEMO-WAIT#repeat, DEMO-GREET"),
    ("nothing is taught", "LIF004", COVERS % "DEMO-GREET" + "DEMO-AGAIN.covers: [DEMO-GREET]\n"),
    ("the training is retired", "LIF004", "DEMO-TRAIN.status: retired\nDEMO-AGAIN.covers: [DEMO-WAIT#repeat]\n"),
    ("a new clause that is not taught", "LIF004", COVERS % "DEMO-WAIT#greet, DEMO-WAIT#queue, DEMO-WAIT#repeat, DEMO-GREET"
     + 'body+: "\\n- 店员应在 2 分钟内打出回执。 {#slip metric=right}\\n"\n'),
    ("pilot that ends before it begins", "LIF005", "pilot.to: 2026-02-01\n"),
    ("pilot without cases", "LIF005", "pilot.sample: 0\n"),
    ("pilot nowhere", "LIF005", "pilot.sites: 0\n"),
    ("pilot without result", "LIF007", "pilot.result: []\n"),
    ("a pilot of nobody's metric here", "LIF020", "pilot.result+: [{metric: DEMO-FIX/wait, value: 4}]\n"),
    ("nobody says where it was shown", "LIF006", "-promises.wait-10.evidence:\n"),
    ("a clause nobody checks", "LIF008", 'body+: "\\n- 店员应在 2 分钟内打出回执。 {#slip}\\n"\n'),
    ("the sheet that checked it is retired", "LIF008", "DEMO-CARD.status: retired\nDEMO-VISIT.status: retired\n"),
    ("a paragraph that nobody checks", "LIF008", 'body+: "\\n店员不得在柜台饮食。 {#eat}\\n"\n'),
    ("an English clause that nobody checks", "LIF008", 'lang: en\nbody+: "\\n- Staff shall print the receipt within 2 minutes. {#slip}\\n"\n'),
    ("a requirement without id", "LIF009", 'body+: "\\n- 店员不得在柜台饮食。\\n"\n'),
    ("a requirement without id or modal verb among clauses", "LIF009",
     'body+: "\\n- 店员在顾客离开前递交回执。\\n"\n'),
    ("a paragraph without id", "LIF009", 'body+: "\\n## 收银\\n\\n店员必须在 2 分钟内打出回执。\\n"\n'),
    ("Traditional, without id", "LIF009", 'lang: zh-Hant\nbody+: "\\n- 店員須於 2 分鐘內列印收據。\\n"\n'),
    ("review passed yesterday", "LIF010", "DEMO-VISIT.review_by: 2026-11-21\n"),
    ("process not reviewed", "LIF010", "DEMO-SERVE.review_by: 2026-10-01\n"),
    ("review before it begins", "LIF011", "DEMO-TRAIN.effective: 2027-07-01\n"),
    ("pilot after the start", "LIF012", "pilot.to: 2026-06-02\n"),
    ("training after the start", "LIF013", "DEMO-TRAIN.effective: 2026-07-01\nDEMO-AGAIN.effective: 2026-07-01\n"),
    ("version without record", "LIF014", "version: 1.2\n"),
    ("record ahead of the version", "LIF014", "version: 1.1\nchanges: [{version: 1.2, date: 2026-05-20, reason: audit, summary: 改, approved_by: keeper}]\n"),
    ("1.10 is not 1.1", "LIF014", "version: 1.10\n"),
    ("no record at all", "LIF014", "changes: []\n"),
    ("records out of order", "LIF015", CHANGES % ("1.0", "2026-05-25", "1.1", "2026-05-20")),
    ("newest first and out of order", "LIF015", CHANGES % ("1.1", "2026-05-20", "1.0", "2026-05-25")),
    ("one version twice", "LIF015", CHANGES % ("1.1", "2026-05-18", "1.1", "2026-05-20")),
    ("script not reviewed", "LIF016", "DEMO-GREET.last_reviewed: 2026-05-10\nDEMO-GREET.review_every: 半年\n"),
    ("script reviewed in the future", "LIF016", "DEMO-GREET.last_reviewed: 2027-05-10\n"),
    ("action not done", "LIF017", "-DEMO-FIX.actions.0.done:\n"),
    ("one of two actions not done", "LIF017", "DEMO-FIX.actions+: [{does: 复测等候时长, owner: keeper, due: 2026-08-31}]\n"),
    ("version that is not there yet", "LIF018", "DEMO-FIX.changed.0.version: 2.0\n"),
    ("version that was skipped", "LIF018", "version: 1.3\nDEMO-FIX.changed.0.version: 1.2\n"
     "changes+: [{version: 1.3, date: 2026-05-28, reason: audit, summary: 改, approved_by: keeper}]\n"),
    ("superseded and still in force", "LIF019", "DEMO-CARD.links.supersedes: [DEMO-VISIT]\n"),
    ("covers nothing", "TRN001", training(covers="[]")),
    ("drills what it does not teach", "TRN002", training(covers="[DEMO-FIRE]", drills="[{script: DEMO-GREET, form: 演练, scorer: 店长, pass: ≥ 9 分}]")),
    ("passes by feeling", "TRN003", training(assessment="{method: 实操, pass: 表现良好}")),
    ("passes when qualified", "TRN003", training(assessment="{method: 实操, pass: 合格}")),
    ("drill passed by feeling", "TRN003", "DEMO-TRAIN.drills.0.pass: 熟练\n"),
    ("a role that is not invited", "TRN004", "DEMO-TRAIN.audience: [trainer]\nDEMO-AGAIN.audience: [trainer]\n"),
    ("linked, and teaches something else", "TRN005", training(covers="[DEMO-GREET]") + "links.training: [DEMO-TRAIN, DEMO-MORE]\n"),
    ("a plan whose owner is not taught it", "TRN008", TAUGHT),
    ("a plan taught to one of two", "TRN008", TAUGHT + "DEMO-FIRE.roles: [staff, trainer]\nDEMO-TRAIN.audience: [staff, keeper]\n"),
    ("who acts as the one named", "TRN008", TAUGHT + ACTING + "DEMO-TRAIN.audience: [staff, keeper]\n"),
    ("a plan taught in a course that is over", "TRN008", TAUGHT + training(covers="[DEMO-FIRE]", audience="[keeper]", status="retired")),
    ("a script without drill", "TRN006", training(covers="[DEMO-LEAVE]", drills="[{script: DEMO-LEAVE, form: 演练, scorer: 店长, pass: ≥ 9 分}]")
     + "DEMO-TRAIN.drills: []\nstandards/leave.md: \"---\\nid: DEMO-LEAVE\\nkind: script\\ntitle: 送客\\nversion: 1.0\\nstatus: draft\\n"
     "owner: keeper\\nsector: common\\nrole: staff\\nscene: 送客\\nchannel: 柜台\\n---\\n\"\n"),
]

SOUND = [
    ("needs with a need", f"status: needs\nbasis: [{NEED}]\n"),
    ("draft before any training", "status: draft\nDEMO-TRAIN.covers: [DEMO-GREET]\nDEMO-AGAIN.covers: [DEMO-GREET]\n"),
    ("clauses covered by hand", COVERS % "DEMO-WAIT#greet, DEMO-WAIT#queue, DEMO-WAIT#repeat, DEMO-GREET"),
    ("covered by two trainings", COVERS % "DEMO-WAIT#greet, DEMO-WAIT#queue, DEMO-GREET"),
    ("a permission nobody checks", 'body+: "\\n- 顾客可选择离店取件。 {#leave}\\n"\n'),
    ("a recommendation nobody checks", 'body+: "\\n- 店员宜在 2 分钟内打出回执。 {#slip}\\n"\n'),
    ("an explanation with an id", 'body+: "\\n## 说明\\n\\n店员应站立是因为顾客站着。 {#stand}\\n"\n'),
    ("an explanation without id", 'body+: "\\n## 为什么要站立\\n\\n店员应站立，顾客才不必仰头。\\n"\n'),
    ("a preamble", 'body: "本标准适用于各店柜台，流程见 [[DEMO-SERVE]]。\\n\\n- 店员应起身并说出问候语。 {#greet}\\n- 90% 的顾客应在 5 分钟内被叫到。 {#queue metric=wait}\\n- 店员应复述金额。 {#repeat metric=right}\\n"\n'
     "DEMO-CARD.items.greet.text: 店员起身并说出问候语\nDEMO-VISIT.items.greet.text: 店员起身并说出问候语\n"),
    ("speech, code and tables", 'body+: "\\n> 店员应在 2 分钟内打出回执。\\n\\n```\\n店员应在 2 分钟内打出回执。\\n```\\n\\n| 岗位 | 要求 |\\n|---|---|\\n| 店员 | 应打出回执 |\\n"\n'),
    ("announced", "effective: 2027-01-01\n"),
    ("pilot ends on the day", "pilot.to: 2026-06-01\n"),
    ("sites by number", "pilot.sites: 3\n"),
    ("evidence at the metric", "-promises.wait-10.evidence:\nmetrics.wait.evidence: 2026 年 3 月试行\n"),
    ("a later version of the training", "DEMO-TRAIN.effective: 2026-07-01\nDEMO-TRAIN.version: 1.1\nDEMO-AGAIN.effective: 2026-07-01\n"
     "DEMO-TRAIN.changes: [{version: 1.1, date: 2026-06-20, reason: audit, summary: 增加案例, approved_by: keeper}]\n"),
    ("newest record first", CHANGES % ("1.1", "2026-05-20", "1.0", "2026-05-01")),
    ("two versions in a day", CHANGES % ("1.0", "2026-05-20", "1.1", "2026-05-20")),
    ("1.10 after 1.9", "version: 1.10\nDEMO-FIX.changed.0.version: 1.9\n" + CHANGES % ("1.9", "2026-05-20", "1.10", "2026-05-21")),
    ("review today", "DEMO-VISIT.review_by: 2026-11-22\n"),
    ("script due today", "DEMO-GREET.last_reviewed: 2025-11-22\n"),
    ("done, yes", "DEMO-FIX.actions.0.done: true\n"),
    ("an action still ahead", "DEMO-FIX.actions+: [{does: 复测等候时长, owner: keeper, due: 2026-12-31}]\n"),
    ("changed long ago", "version: 1.2\nchanges+: [{version: 1.2, date: 2026-05-28, reason: audit, summary: 改, approved_by: keeper}]\n"),
    ("supersedes what is retired", "DEMO-VISIT.status: retired\nDEMO-CARD.links.supersedes: [DEMO-VISIT]\nlinks.checklists: [DEMO-CARD, DEMO-SURVEY]\n"),
    ("all answers right", training(assessment="{method: 笔试, pass: 全部正确}")),
    ("share of answers", training(assessment="{method: 笔试, pass: 正确率不低于 90%}")),
    ("bare number", training(assessment="{method: 笔试, pass: 85}")),
    ("English mark", training(assessment="{method: 笔试, pass: at least 80 points}")),
    ("no mistake in three", training(assessment="{method: 实操, pass: 连续 3 次零差错}")),
    ("a drill of a script that the standard uses", COVERS % "DEMO-WAIT"),
    ("owner among the roles", "roles: [staff, keeper]\n"),
    ("a plan taught to all it names", TAUGHT + "DEMO-TRAIN.audience: [staff, keeper]\nDEMO-AGAIN.audience: [staff, keeper]\n"),
    ("a plan that is a draft", TAUGHT + "DEMO-FIRE.status: draft\n"),
    ("a service process taught to some", COVERS % "DEMO-WAIT, DEMO-GREET, DEMO-SERVE"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_planted_fault_is_found(code: str, change: str) -> None:
    assert code in codes(change)


@pytest.mark.parametrize("change", [row[1] for row in SOUND], ids=[row[0] for row in SOUND])
def test_a_sound_variant_passes(change: str) -> None:
    assert codes(change) & OWN == set()


def test_days_and_months_run_out_by_the_calendar() -> None:
    from biaochi.core.quantity import parse_period
    from biaochi.core.rules.days import after

    def passed(day: str, period: str) -> str:
        read = parse_period(period)
        assert read is not None
        return after(dt.date.fromisoformat(day), read).isoformat()

    assert passed("2026-01-31", "1 月") == "2026-02-28"
    assert passed("2024-02-29", "1 年") == "2025-02-28"
    assert passed("2026-05-22", "半年") == "2026-11-22"
    assert passed("2026-11-01", "28 天") == "2026-11-29"
    assert passed("9999-12-01", "1 年") == dt.date.max.isoformat()
