"""References resolve, each to its kind; relations run both ways whichever side declares them."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.core.diagnostics import Severity

AS_OF = dt.date(2026, 11, 22)


def run(change: str) -> Outcome:
    return check(demo.changed(change), as_of=AS_OF)


def codes(outcome: Outcome) -> set[str]:
    return {d.code for d in outcome.diagnostics if d.severity is not Severity.INFO}


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("sheets: [DEMO-CARD, DEMO-CRAD]", "LNK001 门店“site-1”的 sheets 里没有“DEMO-CRAD”这个编号（是否想写“DEMO-CARD”？）"),
        ("without: DEMO-NOWHERE", "LNK001 门店“site-1”的 without 里没有“DEMO-NOWHERE”这个编号（改正，或删去它）"),
        ("roles: [店长]", "LNK005 门店“site-1”的岗位“店长”没有登记（写代码“keeper”）"),
        ("without: [DEMO-CARD], roles: [keeper]", ""),
    ],
)
def test_what_a_site_names_for_its_pack_is_there(named: str, said: str) -> None:
    found = run(f'standards/sites.yml: "site-1: {{name: 一店, region: 东区, sector: common, {named}}}\n"')
    assert [f"{d.code} {d.message}（{d.hint}）" for d in found.diagnostics] == ([said] if said else [])
    assert all((d.location.path, d.severity) == ("standards/sites.yml", Severity.ERROR) for d in found.diagnostics)


def test_what_a_site_names_may_stand_in_what_cannot_be_read() -> None:
    texts = demo.handbook()
    path = next(path for path, text in texts.items() if "\nid: DEMO-CARD\n" in text)
    texts[path] = texts[path].replace("kind: checklist", "knd: checklist")
    texts["standards/sites.yml"] = "site-1: {name: 一店, region: 东区, sector: common, without: [DEMO-CARD]}\n"
    assert not [d for d in check(texts, as_of=AS_OF).diagnostics if d.location.path == "standards/sites.yml"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("links.processes: [DEMO-SERVE, DEMO-SERV]", "LNK001"),
        ("links.related: [DEMO-NOWHERE]", "LNK001"),
        ("DEMO-SERVE.steps.greet.standards: [DEMO-NOWHERE]", "LNK001"),
        ("DEMO-TRAIN.covers: [DEMO-WAIT, DEMO-NOWHERE]", "LNK001"),
        ("DEMO-FIX.changed: [{entry: DEMO-NOWHERE, version: 1.1}]", "LNK001"),
        ("promises.wait-10.evidence: DEMO-NOWHERE", "LNK001"),
        ("DEMO-TRAIN.covers: [DEMO-WAIT, DEMO-WAIT#nowhere]", "LNK002"),
        ("DEMO-CARD.items.queue.clause: DEMO-WAIT#nowhere", "LNK002"),
        ("promises.wait-10.metric: nowhere", "LNK003"),
        ("promises.wait-10.metric: DEMO-WAIT/nowhere", "LNK003"),
        ("DEMO-CARD.items.queue.metric: DEMO-CARD/queue", "LNK003"),
        ("links.scripts: [DEMO-GREET, DEMO-CARD]", "LNK004"),
        ("links.processes: [DEMO-SERVE, DEMO-WAIT]", "LNK004"),
        ("links.training: [DEMO-TRAIN, DEMO-FIX]", "LNK004"),
        ("DEMO-SERVE.steps.greet.standards: [DEMO-CARD]", "LNK004"),
        ("owner: kepper", "LNK005"),
        ("roles: [staff, nobody]", "LNK005"),
        ("metrics.wait.owner: nobody", "LNK005"),
        ("DEMO-SERVE.steps.greet.role: nobody", "LNK005"),
        ("DEMO-LADDER.accountable: nobody", "LNK005"),
        ("pilot.sites: [nowhere]", "LNK006"),
        ("DEMO-SERVE.steps.greet.next: nowhere", "LNK007"),
        ("DEMO-SERVE.steps.serve.next: [{to: nowhere, when: 业务办结}]", "LNK007"),
        ('body+: "\\n见 [[DEMO-NOWHERE]]。\\n"', "LNK008"),
        ('body+: "\\n见 [[DEMO-CARD/wait]]。\\n"', "LNK008"),
        ('body+: "\\n见 [[demo-wait]]。\\n"', "LNK008"),
        ('body+: "\\n见[甲](nowhere.md)。\\n"', "LNK009"),
        ('body+: "\\n- 等候。 {#more metric=nowhere}\\n"', "LNK003"),
    ],
)
def test_what_leads_nowhere_is_an_error_at_its_place(change: str, code: str) -> None:
    outcome = run(change)
    found = [d for d in outcome.diagnostics if d.code == code]
    assert len(found) == 1, [d.message for d in found]
    assert outcome.failed
    assert found[0].hint
    # The place is the written value itself.
    line = demo.changed(change)[found[0].location.path].split("\n")[found[0].location.line - 1]
    written = line[found[0].location.column - 1 : found[0].location.end_column - 1]
    assert any(
        word in written
        for word in ("nowhere", "NOWHERE", "SERV", "DEMO", "nobody", "kepper", "demo", "#more")
    ), written


def test_near_misses_are_named() -> None:
    for change, near in (
        ("links.processes: [DEMO-SERV]", "DEMO-SERVE"),
        ("owner: kepper", "keeper"),
        ("promises.wait-10.metric: wiat", "wait"),
        ("DEMO-CARD.items.queue.clause: DEMO-WAIT#queu", "queue"),
        ('body+: "\\n[甲](gret.md)\\n"', "greet.md"),
    ):
        assert any(f"{near}”" in d.hint for d in run(change).diagnostics), change


def test_a_relation_holds_from_both_sides() -> None:
    outcome = check(demo.handbook(), as_of=AS_OF)
    graph = outcome.graph
    assert "DEMO-SERVE" in graph.related("DEMO-WAIT", "processes")
    assert any(r.source == "DEMO-WAIT" and r.type == "processes" for r in graph.incoming["DEMO-SERVE"])
    assert any(r.source == "DEMO-SERVE" and r.type == "standards" for r in graph.incoming["DEMO-WAIT"])
    for relations in graph.outgoing.values():
        for relation in relations:
            assert relation in graph.incoming[relation.target]


def test_a_script_named_only_by_itself_or_only_by_others_is_no_orphan() -> None:
    alone = "links.scripts: []\nDEMO-SERVE.steps.greet.scripts: []\nDEMO-TRAIN.covers: [DEMO-WAIT]\nDEMO-TRAIN.drills: []\n"
    assert "LNK011" in codes(run(alone))
    assert "LNK011" not in codes(run(alone + "DEMO-GREET.links.related: [DEMO-WAIT]\n"))
    assert "LNK011" not in codes(run(alone + "links.related: [DEMO-GREET]\n"))


def test_orphans_are_warnings_until_in_force() -> None:
    alone = "links.checklists: [DEMO-VISIT, DEMO-SURVEY]\nDEMO-SERVE.steps.serve.checklists: []\n"
    assert [d.severity for d in run(alone).diagnostics if d.code == "LNK012"] == [Severity.ERROR]
    assert [
        d.severity for d in run(alone + "DEMO-CARD.status: draft\n").diagnostics if d.code == "LNK012"
    ] == [Severity.WARNING]


@pytest.mark.parametrize("length", [2, 3, 5])
def test_cycles_of_supersedes_are_found_once_and_end(length: int) -> None:
    ids = ["DEMO-WAIT", "DEMO-SERVE", "DEMO-GREET", "DEMO-CARD", "DEMO-VISIT"][:length]
    change = "\n".join(
        f"{one}.links.supersedes: [{other}]" for one, other in zip(ids, [*ids[1:], ids[0]], strict=True)
    )
    found = [d for d in run(change).diagnostics if d.code == "LNK013"]
    assert len(found) == 1
    assert all(id_ in found[0].message for id_ in ids)


def test_a_chain_of_supersedes_is_no_cycle() -> None:
    outcome = run(
        "links.supersedes: [DEMO-SERVE]\nDEMO-SERVE.links.supersedes: [DEMO-GREET]\nlinks.related: [DEMO-GREET]"
    )
    assert "LNK013" not in codes(outcome)


def test_ids_and_links_of_retired_entries_are_checked() -> None:
    assert "LNK001" in codes(run("DEMO-CARD.status: retired\nDEMO-CARD.links.related: [DEMO-NOWHERE]"))
    assert "LNK008" in codes(run('DEMO-CARD.status: retired\nDEMO-CARD.body: "[[DEMO-NOWHERE]]"'))


def test_what_cites_a_clause_is_known() -> None:
    graph = check(demo.handbook(), as_of=AS_OF).graph
    assert {c.by for c in graph.clause_cited("DEMO-WAIT", "queue", "item")} == {"DEMO-CARD"}
    assert {c.how for c in graph.metric_cited("DEMO-WAIT", "wait")} >= {"clause", "promise", "item"}


def test_what_is_related_is_so_from_either_side() -> None:
    graph = run("DEMO-SERVE.links.related: [DEMO-LADDER]").graph
    assert "DEMO-LADDER" in graph.related("DEMO-SERVE", "related")
    assert "DEMO-SERVE" in graph.related("DEMO-LADDER", "related")
