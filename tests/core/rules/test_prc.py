"""Planted faults and sound variants for the rules about processes, beyond the examples of their own pages."""

from __future__ import annotations

import pytest
from tests.core.rules.said import AS_OF, codes

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.rules import FAMILIES

OWN = {rule.code for rule in FAMILIES["PRC"][1]}


def steps(*rows: str, limit: str = "", more: str = "") -> str:
    """The service process with other steps (each a YAML map without its braces)."""
    whole = ["name: 步", "role: staff", "does: 核对证件并录入业务"]
    listed = ", ".join("{" + ", ".join([*(w for w in whole if w.split(":")[0] + ":" not in row), row]) + "}" for row in rows)
    time = f"DEMO-SERVE.time_limit: {limit}\n" if limit else "-DEMO-SERVE.time_limit:\n"
    return f"DEMO-SERVE.steps: [{listed}]\n{time}{more}"


LADDER = "DEMO-LADDER.tiers"
THIRD = (
    "DEMO-LADDER.tiers+: [{level: 3, name: 高级响应, role: keeper, accept: 2 小时, respond: 1 天, resolve: %s}]\n"
    "DEMO-LADDER.tiers.1.escalate_if: 2 天内没有办结\n"
)

FAULTS = [
    ("a loop without a way out", "PRC001", steps("id: a", "id: b, next: a")),
    ("a step that leads to itself", "PRC001", steps("id: a, next: b", "id: b, next: b")),
    ("a dead loop beside the way out", "PRC001", steps(
        "id: a, next: [{to: b, when: 有房}, {to: end, when: 无房}]", "id: b, next: c", "id: c, next: b")),
    ("nobody leads there", "PRC002", steps("id: a, next: end", "id: b")),
    ("jumped over", "PRC002", steps("id: a, next: c", "id: b, next: c", "id: c")),
    ("sum above the limit", "PRC003", steps("id: a, time_limit: 5 分钟", "id: b, time_limit: 6 分钟", limit="10 分钟")),
    ("seconds against minutes", "PRC003", steps("id: a, time_limit: 301 秒", "id: b, time_limit: 300 秒", limit="10 分钟")),
    ("English units", "PRC003", steps("id: a, time_limit: 40 min", "id: b, time_limit: 30 minutes", limit="1 hour")),
    ("hand-off counts", "PRC003", steps(
        "id: a, time_limit: 5 分钟, handoff: {artefact: 单, within: 2 分钟}", "id: b, time_limit: 5 分钟", limit="10 分钟")),
    ("only one branch is too long", "PRC003", steps(
        "id: a, time_limit: 2 分钟, next: [{to: b, when: 有房}, {to: c, when: 无房}]", "id: b, time_limit: 3 分钟, next: end",
        "id: c, time_limit: 9 分钟", limit="10 分钟")),
    ("a loop on the way, counted once", "PRC003", steps(
        "id: a, time_limit: 5 分钟", "id: b, time_limit: 6 分钟, next: [{to: a, when: 不合格}, {to: end, when: 合格}]", limit="10 分钟")),
    ("working days against working hours of one kind", "PRC003", steps(
        "id: a, time_limit: 2 工作日", "id: b, time_limit: 2 工作日", limit="3 工作日")),
    ("working days surely longer than hours", "PRC003", steps("id: a, time_limit: 3 工作日", limit="2 小时")),
    ("one step alone", "PRC003", steps("id: a, time_limit: 1 小时", "id: b, time_limit: 1 分钟", limit="30 分钟")),
    ("calendar and working days", "PRC004", steps("id: a, time_limit: 2 工作日", "id: b, time_limit: 1 天", limit="4 天")),
    ("a step without a limit", "PRC005", steps("id: a, time_limit: 1 分钟", "id: b", limit="5 分钟")),
    ("another limit in the artefact", "PRC006", steps("id: a, handoff: {artefact: 单据(5 分钟内交), within: 2 分钟}", "id: b")),
    ("another limit in what the giver does", "PRC006", steps(
        "id: a, does: 店员填写单据后在 5 分钟内交给库房, handoff: {artefact: 单据, within: 2 分钟}", "id: b")),
    ("another limit in what the receiver expects", "PRC006", steps(
        "id: a, handoff: {artefact: 单据, within: 2 分钟}", "id: b, input: 单据，不超过 300 秒")),
    ("another limit at the second receiver", "PRC006", steps(
        "id: a, handoff: {artefact: 单据, within: 2 分钟}, next: [{to: b, when: 有房}, {to: c, when: 无房}]", "id: b, input: 单据, next: end",
        "id: c, input: 单据(3 分钟以内送达)")),
    ("another process expects it earlier", "PRC006", steps("id: a, handoff: {artefact: 停电通知, within: 20 分钟}")
     + "DEMO-FIRE.trigger: 10 分钟内收到停电通知\nDEMO-SERVE.links.related: [DEMO-FIRE]\n"),
    ("two branches, one condition", "PRC009", steps("id: a, next: [{to: b, when: 有房。}, {to: end, when: 有房}]", "id: b")),
    ("a condition without its opposite", "PRC010", steps("id: a, next: [{to: b, when: 客人同意}]", "id: b")),
    ("both bands hold the edge", "PRC021", steps("id: a, next: [{to: b, when: 金额 500 元以上}, {to: end, when: 金额 500 元以下}]", "id: b")),
    ("neither holds the edge", "PRC021", steps("id: a, next: [{to: b, when: 金额超过 500 元}, {to: end, when: 金额不满 500 元}]", "id: b")),
    ("bands overlap", "PRC021", steps("id: a, next: [{to: b, when: 等候超过 20 分钟}, {to: end, when: 等候不超过 30 分钟}]", "id: b")),
    ("bands leave a gap", "PRC021", steps("id: a, next: [{to: b, when: 等候超过 30 分钟}, {to: end, when: 等候不超过 20 分钟}]", "id: b")),
    ("signs and units mixed", "PRC021", steps("id: a, next: [{to: b, when: 等候 > 1 小时}, {to: end, when: 等候 ≤ 50 分钟}]", "id: b")),
    ("nothing beyond the last band", "PRC021", steps(
        "id: a, next: [{to: b, when: 金额不超过 500 元}, {to: end, when: 金额超过 500 元且不超过 1000 元}]", "id: b")),
    ("counts with a gap", "PRC021", steps("id: a, next: [{to: b, when: 人数不超过 3 人}, {to: end, when: 人数不少于 5 人}]", "id: b")),
    ("plan levels overlap", "PRC021", "DEMO-FIRE.plan.levels: [{name: 一级, when: 停电 60 分钟以上}, {name: 二级, when: 停电 30—60 分钟}]\n"),
    ("plan levels with a gap", "PRC021", "DEMO-FIRE.plan.levels: [{name: 一级, when: 停电超过 60 分钟}, {name: 二级, when: 停电不超过 30 分钟}]\n"),
    ("a key step without anything to check it", "PRC011", "DEMO-FIRE.steps.tell.key: true\n"),
    ("no reception", "PRC012", "DEMO-SERVE.steps.greet.phase: delivery\n"),
    ("no follow-up", "PRC012", "-DEMO-SERVE.steps.follow.phase:\n"),
    ("accepted after the reply", "PRC013", f"{LADDER}.0.accept: 45 分钟\n"),
    ("reply after the resolution", "PRC013", f"{LADDER}.1.respond: 3 天\n"),
    ("working days longer than hours", "PRC013", f"{LADDER}.1.respond: 5 工作日\n"),
    ("equal resolution", "PRC014", f"{LADDER}.1.resolve: 240 分钟\n{LADDER}.1.respond: 2 小时\n"),
    ("third tier faster", "PRC014", THIRD % "36 小时"),
    ("working days alone do not fit", "PRC016", f"{LADDER}.0.resolve: 2 小时\n{LADDER}.1.resolve: 6 工作日\nDEMO-LADDER.time_limit: 5 工作日\n"
     f"{LADDER}.0.escalate_if: 2 小时内没有办结\n"),
    ("level missing", "PRC015", f"{LADDER}.1.level: 4\n"),
    ("level twice", "PRC015", f"{LADDER}.1.level: 1\n"),
    ("levels from 0", "PRC015", f"{LADDER}.0.level: 0\n{LADDER}.1.level: 1\n"),
    ("tiers do not fit", "PRC016", "DEMO-LADDER.time_limit: 50 小时\n"),
    ("three tiers do not fit", "PRC016", THIRD % "4 天"),
    ("no way up", "PRC017", f"-{LADDER}.0.escalate_if:\n"),
    ("no way up in the middle", "PRC017", THIRD.replace("DEMO-LADDER.tiers.1.escalate_if: 2 天内没有办结\n", "") % "49 小时"),
    ("goes up too late", "PRC018", f"{LADDER}.0.escalate_if: 6 小时仍未办结\n"),
    ("goes up too early", "PRC018", f"{LADDER}.0.escalate_if: 超过 2 小时未办结的\n"),
    ("first step longer than the first action", "PRC019", "DEMO-FIRE.plan.first_action_within: 60 秒\n"),
    ("drill overdue", "PRC020", "DEMO-FIRE.plan.last_drill: 2026-05-21\n"),
    ("drill overdue by the quarter", "PRC020", "DEMO-FIRE.plan.last_drill: 2026-08-15\nDEMO-FIRE.plan.drill_every: 每季度\n"),
    ("drill not held yet", "PRC020", "DEMO-FIRE.plan.last_drill: 2026-12-01\n"),
    ("a long script in a short step", "PRC023", "DEMO-GREET.body: |\n  **店员**：“" + "您好请出示证件" * 40 + "”\nDEMO-GREET.speaking_rate: 200\n"),
    ("slow speech", "PRC023", "DEMO-GREET.speaking_rate: 10\n"),
]

SOUND = [
    ("no limits at all", steps("id: a", "id: b")),
    ("exactly the limit", steps("id: a, time_limit: 4 分钟", "id: b, time_limit: 360 秒", limit="10 分钟")),
    ("branches that join", steps(
        "id: a, time_limit: 2 分钟, next: [{to: b, when: 有房}, {to: c, when: 无房}]", "id: b, time_limit: 3 分钟, next: d",
        "id: c, time_limit: 4 分钟", "id: d, time_limit: 4 分钟", limit="10 分钟")),
    ("a loop back", steps(
        "id: a, time_limit: 4 分钟", "id: b, time_limit: 5 分钟, next: [{to: a, when: 不合格}, {to: end, when: 合格}]", limit="10 分钟")),
    ("minutes within working days", steps(
        "id: a, time_limit: 30 分钟", "id: b, time_limit: 2 工作日", limit="5 工作日")),
    ("calendar days within working days", steps("id: a, time_limit: 3 天", "id: b, time_limit: 2 工作日", limit="10 工作日")),
    ("working hours within a long limit", steps("id: a, time_limit: 4 工作小时", limit="30 天")),
    ("months", steps("id: a, time_limit: 20 天", limit="1 月")),
    ("the same limit in other words", steps(
        "id: a, handoff: {artefact: 单据, within: 2 分钟}, output: 单据(120 秒内交到库房)", "id: b, input: 单据(2 分钟以内)")),
    ("an age of the data is no limit", steps("id: a, handoff: {artefact: 近 6 个月的记录, within: 2 秒}", "id: b, input: 近 6 个月的记录")),
    ("work after the receipt", steps(
        "id: a, handoff: {artefact: 单据, within: 2 分钟}", "id: b, does: 库房收到单据后 10 分钟内核对件数并签字, input: 单据")),
    ("another thing to be done in time", steps(
        "id: a, does: 店员应在 20 分钟内核对单据，或把单据转给店长, handoff: {artefact: 单据, within: 2 分钟}", "id: b")),
    ("a way for the rest", steps("id: a, next: [{to: b, when: 金额超过 500 元}, {to: end, when: 其他情况}]", "id: b")),
    ("bands that meet", steps(
        "id: a, next: [{to: b, when: 金额不超过 500 元}, {to: c, when: 金额超过 500 元且不超过 1000 元}, {to: end, when: 金额超过 1000 元}]",
        "id: b, next: end", "id: c")),
    ("bands with full-width commas", steps(
        "id: a, next: [{to: b, when: 等候 30 分钟以内}, {to: c, when: 等候超过 30 分钟，不超过 60 分钟}, {to: end, when: 等候超过 60 分钟}]",
        "id: b, next: end", "id: c")),
    ("counts that meet", steps("id: a, next: [{to: b, when: 人数不超过 3 人}, {to: end, when: 人数不少于 4 人}]", "id: b")),
    ("conditions on different things", steps("id: a, next: [{to: b, when: 金额超过 500 元}, {to: end, when: 等候超过 20 分钟}]", "id: b")),
    ("conditions that no figure divides", steps("id: a, next: [{to: b, when: 客人同意}, {to: end, when: 客人不同意}]", "id: b")),
    ("two conditions to one step", steps("id: a, next: [{to: b, when: 有房}, {to: b, when: 候补成功}, {to: end, when: 无房}]", "id: b")),
    ("share below, nothing above 100 %", steps("id: a, next: [{to: b, when: 入住率不低于 90%}, {to: end, when: 入住率低于 90%}]", "id: b")),
    ("plan levels by people", "DEMO-FIRE.plan.levels: [{name: 一级, when: 滞留 50 人以上}, {name: 二级, when: 滞留 20 人以上不足 50 人}]\n"),
    ("tiers with minutes and working days", f"{LADDER}.0.resolve: 1 工作日\n{LADDER}.1.accept: 30 分钟\n{LADDER}.1.respond: 1 工作日\n"
     f"{LADDER}.1.resolve: 3 工作日\nDEMO-LADDER.time_limit: 5 工作日\n{LADDER}.0.escalate_if: 1 个工作日内没有办结\n"),
    ("tiers listed from the top", f"{LADDER}: [{{level: 2, name: 中级, role: keeper, accept: 1 小时, respond: 8 小时, resolve: 2 天}}, "
     "{level: 1, name: 初级, role: staff, accept: 5 分钟, respond: 9 分钟, resolve: 4 小时, escalate_if: 满 4 小时未办结}]\n"),
    ("several reasons to go up", f"{LADDER}.0.escalate_if: 10 分钟内无人受理，或 4 小时内没有办结，或 30 天内第 2 次投诉\n"),
    ("a reason without a time", f"{LADDER}.0.escalate_if: 顾客不接受方案\n"),
    ("drill on the last day", "DEMO-FIRE.plan.last_drill: 2026-05-22\n"),
    ("yearly drill", "DEMO-FIRE.plan.last_drill: 2025-12-01\nDEMO-FIRE.plan.drill_every: 1 年\n"),
    ("a step for a metric", "DEMO-FIRE.steps.light.standards: [DEMO-WAIT/wait]\n"),
    ("a long dialogue with its customer", "DEMO-GREET.body+: |\n  **店员**：“您好，{称呼}。”\n\n  **顾客**：“" + "我想办理业务" * 60 + "”\n"),
    ("many ways the talk may go", "DEMO-GREET.body+: |\n  **店员**：“您好。”\n\n  - 若顾客赶时间：“" + "请您先到一号柜台" * 40 + "”\n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_planted_fault_is_found(code: str, change: str) -> None:
    assert code in codes(change)


@pytest.mark.parametrize("change", [row[1] for row in SOUND], ids=[row[0] for row in SOUND])
def test_a_sound_variant_passes(change: str) -> None:
    assert codes(change) & OWN == set()


def test_a_branchy_process_is_not_gone_through_path_by_path() -> None:
    """Forty forks in a row are more paths than could ever be enumerated."""
    rows = []
    for number in range(40):
        after = f"s{number + 1}" if number < 39 else "end"
        rows.append(f"id: s{number}, time_limit: 1 分钟, next: [{{to: l{number}, when: 左}}, {{to: r{number}, when: 右}}]")
        rows.append(f"id: l{number}, time_limit: 1 分钟, next: {after}")
        rows.append(f"id: r{number}, time_limit: 2 分钟, next: {after}")
    assert "PRC003" in codes(steps(*rows, limit="119 分钟"))
    assert "PRC003" not in codes(steps(*rows, limit="120 分钟"))


def test_many_loops_end_in_time() -> None:
    """Where simple paths are too many, the edges that close a loop are left out."""
    rows = [
        f"id: s{n}, time_limit: 1 分钟, next: [" + ", ".join(f"{{to: s{m}, when: 情形 {n} 到 {m}}}" for m in range(14) if m != n)
        + f", {{to: end, when: 情形 {n} 结束}}]"
        for n in range(14)
    ]
    assert "PRC003" in codes(steps(*rows, limit="1 分钟"))


def test_a_total_is_said_as_people_say_it() -> None:
    faults = steps("id: a, time_limit: 2 小时 55 分钟", "id: b, time_limit: 4 小时", limit="5 小时")
    (found,) = [d for d in check(demo.changed(faults), as_of=AS_OF).diagnostics if d.code == "PRC003"]
    assert "合计 6 小时 55 分钟，超过" in found.message
    assert "共缩短 1 小时 55 分钟" in found.hint


def test_an_unused_variable_is_shown_at_its_own_key() -> None:
    texts = demo.changed("DEMO-GREET.variables: {称呼: 顾客的称呼, 号码: 排队号}")
    (found,) = (d for d in check(texts, as_of=AS_OF).diagnostics if d.code == "PRC029")
    line = texts[found.location.path].split("\n")[found.location.line - 1]
    assert line[found.location.column - 1 :].startswith("号码")
