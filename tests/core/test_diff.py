"""What changed: each kind of change on the demonstration handbook, its direction, and what is no change."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi.core.build import build
from biaochi.core.diff import KINDS, compare, content_hash, reprints, retrainings
from biaochi.core.diff.prose import sentence_changes
from biaochi.core.links import resolve
from biaochi.demo import changed, handbook

BASE = build(handbook()).catalogue
REQUIREMENTS = handbook()["standards/wait.md"].split("---\n", 2)[2]


def kinds_of(change: str) -> list[tuple[str, str]]:
    """(kind, direction) of what a change of the demonstration handbook brings, in order."""
    return [(c.kind, c.direction) for c in compare(BASE, build(changed(change)).catalogue)]


def body(old: str, new: str) -> str:
    """The change that replaces words of the standard's body."""
    assert old in REQUIREMENTS
    return "body: |\n" + "\n".join(f"  {line}" for line in REQUIREMENTS.replace(old, new).split("\n"))


WAIVER = "waivers: [{rule: WRD001, reason: 改版中, until: 2026-12-01, approved_by: keeper}]"
ITEMS_TURNED = "DEMO-VISIT.items: [{id: repeat, text: 店员复述业务名称和金额, type: yes-no, clause: 'DEMO-WAIT#repeat', pass: 是, weight: 40}, {id: greet, text: 店员在 10 秒内起身并说出问候语, type: yes-no, clause: 'DEMO-WAIT#greet', pass: 是, weight: 60, critical: true}]"

ONE = {
    "title-changed": ("title: 等候", "neutral"),
    "owner-changed": ("owner: staff", "neutral"),
    "status-moved": ("DEMO-TRAIN.status: pilot", "loosened"),
    "entry-retired": ("DEMO-TRAIN.status: retired", "loosened"),
    "effective-moved": ("effective: 2026-07-01", "loosened"),
    "review-pushed": ("review_by: 2028-06-01", "loosened"),
    "review-renewed": ("review_by: 2028-06-01\nversion: 1.2", "neutral"),
    "review-advanced": ("review_by: 2027-03-01", "tightened"),
    "level-changed": ("tier: custom", "loosened"),
    "criticality-dropped": ("criticality: normal", "loosened"),
    "role-added": ("roles: [staff, keeper]", "tightened"),
    "role-dropped": ("roles: []", "loosened"),
    "link-dropped": ("links.scripts: []", "loosened"),
    "link-added": ("links.related: [DEMO-FIRE]", "neutral"),
    "target-tightened": ("metrics.wait.target: 4", "tightened"),
    "target-loosened": ("metrics.score.target: 4.3", "loosened"),
    "target-redefined": ("metrics.wait.target: [1, 5]", "neutral"),
    "limit-tightened": ("metrics.wait.limit: 9", "tightened"),
    "limit-loosened": ("metrics.wait.limit: 12", "loosened"),
    "measure-redefined": ("metrics.wait.definition: 从进门到叫号的时间", "neutral"),
    "statistic-weakened": ("metrics.wait.aggregation: median", "loosened"),
    "statistic-strengthened": ("metrics.wait.aggregation: p95", "tightened"),
    "exclusion-added": ("metrics.wait.exclusions: [过号]", "loosened"),
    "clock-redefined": ("metrics.wait.clock.basis: working-hours", "loosened"),
    "method-weakened": ("metrics.wait.method: survey", "loosened"),
    "method-strengthened": ("metrics.handle.method: system-log", "tightened"),
    "sample-weakened": ("metrics.handle.sample: {size: 30}", "loosened"),
    "sample-strengthened": ("metrics.handle.sample: {size: 90}", "tightened"),
    "frequency-lowered": ("metrics.wait.frequency: 每周", "loosened"),
    "frequency-raised": ("metrics.handle.frequency: 每日", "tightened"),
    "window-lengthened": ("metrics.wait.window: 1 季", "loosened"),
    "review-interval-lengthened": ("metrics.wait.review_every: 1 年", "loosened"),
    "promise-withdrawn": ("promises: []", "loosened"),
    "promise-loosened": ("promises.wait-10.target: 15 分钟", "loosened"),
    "promise-tightened": ("promises.wait-10.target: 8 分钟", "tightened"),
    "promise-rescoped": ("promises.wait-10.text: 工作日取号后 10 分钟内叫到您的号码。", "neutral"),
    "promise-reworded": ("promises.wait-10.text: 取号后 10 分钟内叫到您。", "neutral"),
    "promise-moved": ("promises.wait-10.id: wait-ten", "neutral"),
    "remedy-lost": ("-promises.wait-10.remedy:", "loosened"),
    "remedy-reduced": ("promises.wait-10.remedy: 超过时口头致歉", "loosened"),
    "remedy-raised": ("promises.wait-10.remedy: 超过时赠送饮品券 2 张", "tightened"),
    "disclosure-widened": ("promises.wait-10.disclosure: [法定节假日除外, 团体除外]", "loosened"),
    "disclosure-narrowed": ("promises.wait-10.disclosure: []", "tightened"),
    "delay-notice-later": ("promises.wait-10.delay_notice.within: 8 分钟", "loosened"),
    "delay-notice-lost": ("-promises.wait-10.delay_notice:", "loosened"),
    "notice-shortened": ("promises.wait-10.notice: 7", "loosened"),
    "channel-dropped": ("promises.wait-10.channels: []", "loosened"),
    "channel-added": ("promises.wait-10.channels: [大堂公示牌, 网站]", "tightened"),
    "clause-weakened": (body("店员应起身", "店员宜起身"), "loosened"),
    "clause-reworded": (body("起身并说出", "站起并说出"), "neutral"),
    "clause-check-changed": (body("{#repeat metric=right}", "{#repeat metric=score}"), "neutral"),
    "clause-added": (body("## 要求\n", "## 要求\n\n- 店员应在 5 秒内递出号票。 {#ticket}\n"), "tightened"),
    "prose-changed": (body("头号原因", "第一位的原因"), "neutral"),
    "process-retimed": ("DEMO-SERVE.time_limit: 40 分钟", "loosened"),
    "step-retimed": ("DEMO-SERVE.steps.greet.time_limit: 30 秒", "tightened"),
    "step-reassigned": ("DEMO-SERVE.steps.greet.role: keeper", "neutral"),
    "key-step-dropped": ("DEMO-SERVE.steps.greet.key: false", "loosened"),
    "tier-retimed": ("DEMO-LADDER.tiers.0.respond: 9 小时", "loosened"),
    "item-loosened": ("DEMO-CARD.items.queue.pass: ≤ 12 分钟", "loosened"),
    "item-tightened": ("DEMO-CARD.items.queue.pass: ≤ 9 分钟", "tightened"),
    "critical-added": ("DEMO-CARD.items.queue.critical: true", "tightened"),
    "must-say-dropped": ("DEMO-GREET.must_say: []", "loosened"),
    "never-say-added": ("DEMO-GREET.never_say: [等一下, 不知道]", "tightened"),
    "coverage-dropped": ("DEMO-TRAIN.covers: [DEMO-WAIT]", "loosened"),
    "assessment-changed": ("DEMO-TRAIN.assessment.pass: ≥ 60 分", "loosened"),
    "basis-changed": ("basis+: [{type: need, method: ask, source: 访谈, finding: 顾客在意座位}]", "neutral"),
    "pilot-changed": ("pilot.sample: 700", "neutral"),
    "source-changed": ("sources: [{title: 窗口服务规范}]", "neutral"),
    "waiver-added": (WAIVER, "loosened"),
    "record-rewritten": ("changes: [{version: 1.1, date: 2026-05-20, reason: audit, summary: 别的, approved_by: keeper}]", "neutral"),
    "filing-changed": ("DEMO-CARD.touchpoint: 离店", "neutral"),
    "field-changed": ("promises.wait-10.extra: 等候时奉茶", "neutral"),
    "requirement-changed": ("DEMO-SERVE.trigger: 顾客进门", "neutral"),
    "metric-renamed": ("metrics.wait.name: 排队时长", "neutral"),
    "limit-redefined": ("metrics.wait.limit: [1, 10]", "neutral"),
    "method-changed": ("metrics.wait.source: 店长手记", "neutral"),
    "window-shortened": ("metrics.wait.window: 1 周", "tightened"),
    "review-interval-shortened": ("metrics.wait.review_every: 1 月", "tightened"),
    "benchmark-changed": ("metrics.wait.benchmarks: [{org: 同业, value: 15, source: 公示, checked: 2026-01-01}]", "neutral"),
    "promise-retouched": ("promises.wait-10.text: 取号后，10 分钟内将叫到您的号码", "neutral"),
    "remedy-changed": ("promises.wait-10.remedy: 超过时赠送停车券 1 张", "neutral"),
    "delay-notice-earlier": ("promises.wait-10.delay_notice.within: 3 分钟", "tightened"),
    "delay-notice-changed": ("promises.wait-10.delay_notice.channel: 短信", "neutral"),
    "notice-lengthened": ("promises.wait-10.notice: 60", "tightened"),
    "clause-removed": (body("- 店员应复述业务名称和金额，顾客点头后再提交。 {#repeat metric=right}\n", ""), "loosened"),
    "clause-strengthened": (body("10 秒内，店员应起身", "5 秒内，店员应起身"), "tightened"),
    "exemption-added": (body("{#repeat metric=right}\n", "{#repeat metric=right}\n\n忙时可不复述。\n"), "loosened"),
    "step-changed": ("DEMO-SERVE.steps.greet.does: 站起并说出问候语", "neutral"),
    "tier-changed": ("DEMO-LADDER.tiers.1.authority: 退款 500 元以内", "neutral"),
    "plan-changed": ("DEMO-FIRE.plan.drill_every: 2 年", "loosened"),
    "item-added": ("DEMO-CARD.items+: [{id: pen, text: 笔有墨水, type: yes-no, pass: 是}]", "tightened"),
    "item-changed": ("DEMO-CARD.items.tidy.text: 台面没有水渍", "neutral"),
    "critical-dropped": ("DEMO-VISIT.items.greet.critical: false", "loosened"),
    "dialogue-changed": ("DEMO-GREET.body: 店员：“您好，{称呼}！”", "neutral"),
    "coverage-added": ("DEMO-AGAIN.covers: ['DEMO-WAIT#repeat', 'DEMO-WAIT#greet']", "tightened"),
    "kind-changed": ("DEMO-CARD.kind: improvement", "neutral"),
    "tier-added": ("DEMO-LADDER.tiers+: [{level: 3, name: 三级, role: keeper, accept: 1 天, respond: 2 天, resolve: 3 天}]", "tightened"),
    "steps-reordered": ("DEMO-SERVE.steps: [{id: serve, name: 办理}, {id: greet, name: 迎客}]", "neutral"),
    "order-changed": (ITEMS_TURNED, "neutral"),
    "metric-added": ("metrics+: [{id: seat, name: 座位, definition: 座位数, type: count, unit: 个, direction: higher, target: 9, limit: 6}]", "tightened"),
}  # fmt: skip

BACK = {
    "criticality-raised": "criticality-dropped",
    "waiver-ended": "waiver-added",
    "exclusion-removed": "exclusion-added",
    "promise-added": "promise-withdrawn",
    "remedy-added": "remedy-lost",
    "delay-notice-added": "delay-notice-lost",
    "exemption-removed": "exemption-added",
    "key-step-added": "key-step-dropped",
    "item-dropped": "item-added",
    "must-say-added": "must-say-dropped",
    "never-say-dropped": "never-say-added",
    "tier-removed": "tier-added",
    "metric-removed": "metric-added",
}
"""Kinds that show in another change turned round."""


@pytest.mark.parametrize("kind", ONE)
def test_one_change_is_one_kind(kind: str) -> None:
    change, direction = ONE[kind]
    found = kinds_of(change)
    assert (kind, direction) in found
    assert len(found) == 1 or kind in BESIDES


BESIDES = {"kind-changed", "steps-reordered"}
"""Changes that cannot be made without others."""


@pytest.mark.parametrize("kind", BACK)
def test_turned_round_it_is_the_opposite(kind: str) -> None:
    change, direction = ONE[BACK[kind]]
    (found,) = compare(build(changed(change)).catalogue, BASE)
    opposite = {"tightened": "loosened", "loosened": "tightened"}
    assert (found.kind, found.direction) == (kind, opposite[direction])


def test_a_waiver_put_off_and_brought_forward() -> None:
    early = build(changed(WAIVER)).catalogue
    late = build(changed(WAIVER.replace("2026-12-01", "2027-12-01"))).catalogue
    assert [c.kind for c in compare(early, late)] == ["waiver-extended"]
    assert [c.kind for c in compare(late, early)] == ["waiver-shortened"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("忙时店员不必复述。", "exemption-added"),
        ("团体业务不适用。", "exemption-added"),
        ("顾客不必再取号。", "prose-changed"),
        ("任何一名店员都可以按报警钮，不需请示。", "prose-changed"),
        ("店员应复述，团体业务除外。", "clause-added"),
    ],
)
def test_what_is_taken_out_of_the_requirements(text: str, kind: str) -> None:
    assert [
        k for k, _ in kinds_of(body("{#repeat metric=right}\n", f"{{#repeat metric=right}}\n\n{text}\n"))
    ] == [kind]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\n{0}\n", "- {0}\n", []),
        ("\n{0}\n\n{1}\n", "\n{1}\n\n{0}\n", []),
        ("\n{0}\n\n{0}\n", "\n{0}\n", []),
        ("\n{0}\n", "- {0}\n- {1}\n", [("clause-added", "没有编号的条文")]),
        ("\n{0}\n", "- {0} {{#who}}\n", [("clause-added", "条款 who")]),
        ("- {0} {{#who}}\n", "\n{0}\n", [("clause-removed", "条款 who")]),
        ("\n{0}\n", "\n{1}\n", [("clause-reworded", "没有编号的条文")]),
        ("- {0}\n", "", [("clause-removed", "没有编号的条文")]),
    ],
    ids=["item", "order", "twice", "one more", "numbered", "number lost", "reworded", "gone"],
)
def test_a_requirement_that_stands_word_for_word_is_neither_lost_nor_new(old: str, new: str, told: list[tuple[str, str]]) -> None:
    def after(text: str) -> str:
        text = text.format("店长不在的，应由店员判定。", "店员应当日上报。")
        return body("{#repeat metric=right}\n", f"{{#repeat metric=right}}\n{text}")

    before, later = (build(changed(after(text))).catalogue for text in (old, new))
    found = [c for c in compare(before, later) if c.kind != "prose-changed"]
    assert [(c.kind, c.what) for c in found] == told
    assert compare(before, later), "that it stands elsewhere is told, too"


def test_a_sentence_put_in_front_of_another_is_no_other_state_of_it() -> None:
    more = build(changed(body("- 店员应复述业务名称和金额，", "- 店员应道谢。店员应复述业务的名称和金额，"))).catalogue
    first, second = compare(BASE, more)
    assert (first.kind, first.before[:4], first.after[:4]) == ("clause-reworded", "店员应复", "店员应复")
    assert (second.kind, second.before, second.after) == ("clause-strengthened", "", "店员应道谢。")
    assert [(c.kind, c.before) for c in compare(more, BASE)][1] == ("clause-weakened", "店员应道谢。")


def test_a_clause_of_very_many_sentences_is_compared_place_by_place() -> None:
    # Every sentence with every other would take minutes of a hostile file.
    old = [f"店员应递交第 {number} 份收据。" for number in range(40)]
    found = list(sentence_changes(old, ["店员应道谢。", *(text.replace("递交", "双手递出") for text in old)], "zh-Hans"))
    assert found[0][1:] == (old[0], "店员应道谢。")
    assert found[-1][1] == ""


def test_steps_come_and_go() -> None:
    less = build(
        changed("DEMO-FIRE.steps: [{id: light, name: 照明, role: staff, does: 打开应急灯}]")
    ).catalogue
    assert "step-removed" in {c.kind for c in compare(BASE, less)}
    assert "step-added" in {c.kind for c in compare(less, BASE)}


def test_entries_come_and_go() -> None:
    texts = handbook()
    del texts["standards/card.md"]
    less = build(texts).catalogue
    assert {c.kind for c in compare(BASE, less) if c.entry == "DEMO-CARD"} == {"entry-removed"}
    assert {c.kind for c in compare(less, BASE) if c.entry == "DEMO-CARD"} == {"entry-added"}


def test_every_kind_has_a_fixture() -> None:
    elsewhere = {
        "waiver-extended",
        "waiver-shortened",
        "step-removed",
        "step-added",
        "entry-removed",
        "entry-added",
    }
    assert set(KINDS) == {*ONE, *BACK, *elsewhere}


def test_the_table_is_well_made() -> None:
    assert len(KINDS) >= 25
    assert set(ONE) <= set(KINDS)
    assert len({kind.label for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize(
    "change",
    [
        "metrics.wait.unit: 秒\nmetrics.wait.target: 300\nmetrics.wait.limit: 600",
        "promises.wait-10.target: 600 秒",
        "DEMO-SERVE.steps.serve.time_limit: 1200 秒",
        "metrics.wait.target: 5.0",
        "metrics.handle.window: 每月",
        "promises.wait-10.metric: DEMO-WAIT/wait",
        "objectives: [satisfaction, efficiency]",
        "metrics.wait.name: 等候 时长",
        body("从取号到叫号，90%", "从取号到叫号,90%"),
        body("## 要求\n", "## 要求\n\n<!-- 由店长维护 -->\n"),
        "DEMO-CARD.links: {related: []}",
    ],
)
def test_the_same_value_written_otherwise_is_no_change(change: str) -> None:
    assert kinds_of(change) == []


def test_layout_is_no_content() -> None:
    texts = handbook()
    old = texts["standards/wait.md"]
    head, body_text = old.removeprefix("---\n").split("---\n", 1)
    moved = head.replace("tier: basic\n", "") + "tier: 'basic'   # 注释\n"
    texts["standards/renamed.md"] = f"---\n{moved}---\n{body_text}".replace("\n", "\r\n")
    del texts["standards/wait.md"]
    after = build(texts).catalogue
    assert compare(BASE, after) == ()
    assert content_hash(BASE.entries["DEMO-WAIT"]) == content_hash(after.entries["DEMO-WAIT"])


def test_where_a_clause_is_listed_is_no_content() -> None:
    texts = handbook()
    texts["standards/wait.md"] = texts["standards/wait.md"].replace("{#greet}", "{#greet touchpoint=到店}")
    after = build(texts).catalogue
    assert after.entries["DEMO-WAIT"].body.clauses[0].touchpoint == "到店"
    assert compare(BASE, after) == ()
    assert content_hash(BASE.entries["DEMO-WAIT"]) == content_hash(after.entries["DEMO-WAIT"])


def test_opposite_directions_are_two_changes() -> None:
    found = kinds_of("metrics.wait.target: 4\nmetrics.wait.limit: 12")
    assert found == [("target-tightened", "tightened"), ("limit-loosened", "loosened")]


def test_a_clause_may_be_strengthened_and_weakened_at_once() -> None:
    found = kinds_of(body("10 秒内，店员应起身", "5 秒内，店员宜起身"))
    assert found == [("clause-strengthened", "tightened"), ("clause-weakened", "loosened")]


def test_a_promise_of_an_entry_out_of_force_is_withdrawn() -> None:
    assert ("promise-withdrawn", "loosened") in kinds_of("status: draft")


def test_every_difference_of_content_is_a_change() -> None:
    """Nothing that content means can change without a change being told."""
    for change, _ in ONE.values():
        after = build(changed(change)).catalogue
        told = {c.entry for c in compare(BASE, after)}
        for name, entry in after.entries.items():
            if name not in told:
                assert content_hash(entry) == content_hash(BASE.entries[name]), change


def test_stale_papers_and_people() -> None:
    after = build(changed("metrics.wait.target: 4")).catalogue
    changes = compare(BASE, after)
    papers = reprints(changes, BASE, after, resolve(after))
    assert {("sheet", "DEMO-CARD"), ("handbook", "role-staff"), ("handbook", "all")} <= {
        (p.what, p.id) for p in papers
    }
    (staff,) = [who for who in retrainings(changes, BASE, after, resolve(after)) if who.role == "staff"]
    assert "DEMO-TRAIN" in staff.trainings
    assert staff.scripts == ("DEMO-GREET",)
    assert staff.sites == ("site-1", "site-2")


@pytest.mark.parametrize("entry", ["DEMO-LADDER", "DEMO-FIRE"])
def test_what_hangs_on_a_wall_is_printed_again_when_more_changed_than_how_it_is_explained(entry: str) -> None:
    def posters(change: str) -> list[tuple[str, tuple[str, ...]]]:
        after = build(changed(change)).catalogue
        return [(p.title, p.because) for p in reprints(compare(BASE, after), BASE, after, resolve(after)) if p.what == "poster"]

    title = BASE.entries[entry].title
    assert posters(f"{entry}.accountable: trainer") == [(f"{title}（海报）", (entry,))]
    told = BASE.entries[entry].body.source.strip()
    assert posters(f"{entry}.body: |\n  {told}\n\n  ## 说明\n\n  另一种说明。\n") == [] == posters("DEMO-SERVE.accountable: trainer")
    assert posters(f"{entry}.body: |\n  {told}\n\n  ## 例外\n\n  店长不在的，由店员判定。\n"), "exceptions stand on the poster"


def test_how_an_entry_is_explained_is_no_matter_of_another_sheet() -> None:
    after = build(changed(body("头号原因", "第一位的原因"))).catalogue
    papers = reprints(compare(BASE, after), BASE, after, resolve(after))
    assert {p.what for p in papers} == {"handbook"} and "role-staff" in {p.id for p in papers}


def test_where_an_entry_is_filed_is_no_matter_of_paper() -> None:
    after = build(changed("touchpoint: 离店\ntags: [新的]\nDEMO-CARD.touchpoint: 离店")).catalogue
    changes = compare(BASE, after)
    assert {c.kind for c in changes} == {"filing-changed"}
    assert not reprints(changes, BASE, after, resolve(after)) and not retrainings(changes, BASE, after, resolve(after))


def test_what_is_common_is_taught_again_where_a_role_works() -> None:
    def sites(edit: str = "", at: str = "", site: str = "") -> dict[str, tuple[str, ...]]:
        texts = changed(f"metrics.wait.target: 4\nroles: [staff, keeper]\n{edit}")
        texts["standards/sites.yml"] = "any: {name: 总部}\nb-1: {name: 网点, sector: bank}\nh-1: {name: 酒店, sector: hotel" + site + "}\n"
        texts["standards/roles.yml"] = texts["standards/roles.yml"].replace("{name: 店长", f"{{name: 店长{at}")
        after = build(texts).catalogue
        return {who.role: who.sites for who in retrainings(compare(BASE, after), BASE, after, resolve(after)) if "DEMO-WAIT" in who.because}

    assert sites() == {"staff": ("any", "b-1", "h-1"), "keeper": ("any", "b-1", "h-1")}
    bank = "DEMO-SURVEY.sector: bank\nDEMO-SURVEY.roles: [keeper]"
    assert sites(bank)["keeper"] == ("any", "b-1"), "an entry of the bank tells where it works"
    assert sites(bank, ", sector: common")["keeper"] == ("any", "b-1", "h-1") and sites(at=", sector: hotel")["keeper"] == ("any", "h-1")
    assert sites("sector: hotel")["staff"] == ("any", "h-1")
    assert sites(site=", without: [DEMO-WAIT]")["staff"] == ("any", "b-1")


def test_who_knows_an_entry_and_since_when_is_no_matter_of_another_sheet_nor_of_who_knew_it_before() -> None:
    after = build(changed("effective: 2026-05-01\nroles: [staff, trainer]")).catalogue
    changes = compare(BASE, after)
    assert {c.kind for c in changes} == {"effective-moved", "role-added"}
    papers = reprints(changes, BASE, after, resolve(after))
    assert {p.what for p in papers} == {"handbook"} and "role-trainer" in {p.id for p in papers}
    assert [who.role for who in retrainings(changes, BASE, after, resolve(after))] == ["trainer"]
    own = build(changed("DEMO-CARD.effective: 2026-05-01")).catalogue
    assert ("sheet", "DEMO-CARD") in {(p.what, p.id) for p in reprints(compare(BASE, own), BASE, own, resolve(own))}


def test_whose_handbook_holds_a_ladder_behind_another_process_prints_it_again() -> None:
    tied = "DEMO-FIRE.roles: [staff, trainer]\nDEMO-FIRE.links.related: [DEMO-LADDER]"
    before = build(changed(tied)).catalogue
    after = build(changed(f"{tied}\nDEMO-LADDER.title: 谁能答应什么")).catalogue
    papers = {p.id for p in reprints(compare(before, after), before, after, resolve(after))}
    assert "role-trainer" in papers and "role-trainer" not in {
        p.id for p in reprints(compare(before, after), before, after, resolve(BASE))
    }


def test_an_entry_that_vanishes_takes_its_promises() -> None:
    texts = handbook()
    del texts["standards/wait.md"]
    found = {c.kind for c in compare(BASE, build(texts).catalogue) if c.entry == "DEMO-WAIT"}
    assert found == {"entry-removed", "promise-withdrawn"}


def test_values_say_when_they_are_dates() -> None:
    (change,) = compare(BASE, build(changed("review_by: 2028-06-01")).catalogue)
    assert (change.before, change.after) == ("2027-06-01", dt.date(2028, 6, 1).isoformat())
    assert (change.path, change.entry) == ("standards/wait.md", "DEMO-WAIT")
