"""The gate on change: the examples of its rules, and sly ways of loosening a promise."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi.core.build import build
from biaochi.core.check import check
from biaochi.core.diagnostics import Rule
from biaochi.core.diff import content_hash
from biaochi.core.rules.ver import RULES
from biaochi.core.rules.ver_scene import Before
from biaochi.core.values import Version
from biaochi.demo import changed, handbook

AS_OF = dt.date(2026, 6, 15)
BASE = build(handbook()).catalogue
NOW = frozenset({content_hash(BASE.entries["DEMO-WAIT"])})
CARRIED = {"DEMO-WAIT": {Version(1, 1): NOW, Version(1, 7): frozenset({"00000000"})}}
BEFORE = Before(BASE, CARRIED, frozenset(BASE.entries) | {"DEMO-OLD"})


def found(texts: dict[str, str], before: Before = BEFORE) -> list[str]:
    """The family's codes, in order of place."""
    outcome = check(texts, as_of=AS_OF, against=before)
    return [d.code for d in outcome.diagnostics if d.code.startswith("VER")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_failing_examples_give_their_code(rule: Rule) -> None:
    assert set(found(changed(rule.page.fails))) == {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_passing_examples_give_nothing(rule: Rule) -> None:
    assert found(changed(rule.page.passes)) == []


def test_no_change_no_finding() -> None:
    assert found(handbook()) == []


def test_the_family_is_silent_without_something_to_compare_with() -> None:
    outcome = check(changed("metrics.wait.target: 4"), as_of=AS_OF)
    assert [d.code for d in outcome.diagnostics if d.code.startswith("VER")] == []


RAISED = "version: 2.0\n"
RECORD = (
    "changes+: [{{version: 2.0, date: 2026-06-01, {}reason: audit, summary: 调整, approved_by: keeper}}]\n"
)
SLY = {
    "the remedy is lost": "-promises.wait-10.remedy:",
    "the remedy is less": "promises.wait-10.remedy: 超过时当面致歉",
    "the notice of delay comes later": "promises.wait-10.delay_notice.within: 9 分钟",
    "the notice of delay is gone": "-promises.wait-10.delay_notice:",
    "one more exclusion": "metrics.wait.exclusions: [过号的顾客]",
    "one more condition told beforehand": "promises.wait-10.disclosure: [法定节假日除外, 团体除外]",
    "in force becomes draft": "status: draft",
    "in force becomes a pilot": "status: pilot",
    "the method is weaker": "metrics.wait.method: survey",
    "the clock starts later": "metrics.wait.clock.from: 走到柜台前",
    "the clock stops at night": "metrics.wait.clock.basis: working-hours",
    "another unit, a larger time": "promises.wait-10.target: 1 小时",
    "another metric": "promises.wait-10.metric: handle",
    "the limit is wider": "metrics.wait.limit: 15",
    "the sample is weaker": "metrics.wait.sampling: quota",
    "a channel is dropped": "promises.wait-10.channels: [网站]",
    "fewer days of notice": "promises.wait-10.notice: 1",
    "the words alone": "promises.wait-10.text: 取号后 20 分钟内叫到您的号码。",
    "a condition in the words": "promises.wait-10.text: 工作日取号后 10 分钟内叫到您的号码。",
    "the mean instead of nine in ten": "metrics.wait.aggregation: mean",
    "the words alone, in Chinese numerals": "promises.wait-10.text: 取号后二十分钟内叫到您的号码。",
    "other words": "promises.wait-10.text: 取号后 10 分钟内有人招呼您。",
    "the figure is gone": "promises.wait-10.text: 取号后叫到您的号码。",
    "about": "promises.wait-10.text: 取号后 10 分钟左右叫到您的号码。",
    "the remedy has a condition": "promises.wait-10.remedy: 超过时可视情况赠送饮品券 1 张",
    "the remedy is called an extra": "-promises.wait-10.remedy:\npromises.wait-10.extra: 超过时赠送饮品券 1 张",
    "another definition": "metrics.wait.definition: 从到柜台到叫号的时间",
    "renamed and looser": "promises.wait-10.id: wait-ten\npromises.wait-ten.target: 20 分钟",
    "withdrawn": "promises: []",
}


@pytest.mark.parametrize("way", SLY)
def test_a_promise_is_not_loosened_unseen(way: str) -> None:
    """With the version raised and a record, but no day that gives notice."""
    assert set(found(changed(SLY[way] + "\n" + RAISED + RECORD.format("")))) == {"VER007"}


@pytest.mark.parametrize("way", SLY)
def test_a_promise_is_not_loosened_too_soon(way: str) -> None:
    assert set(found(changed(SLY[way] + "\n" + RAISED + RECORD.format("effective: 2026-07-14, ")))) == {
        "VER008"
    }


@pytest.mark.parametrize("way", SLY)
def test_a_promise_may_be_loosened_with_notice(way: str) -> None:
    assert found(changed(SLY[way] + "\n" + RAISED + RECORD.format("effective: 2026-07-15, "))) == []


@pytest.mark.parametrize("way", SLY)
def test_a_promise_is_not_loosened_under_the_same_version(way: str) -> None:
    assert "VER001" in found(changed(SLY[way]))


def test_tightening_a_promise_needs_no_notice() -> None:
    change = "promises.wait-10.target: 8 分钟\npromises.wait-10.text: 取号后 8 分钟内叫到您的号码。\n"
    assert found(changed(change + RAISED + RECORD.format(""))) == []


def test_the_record_of_the_loosening_answers_for_a_correction_after_it() -> None:
    """Two versions in one change: the first loosens and says so, the second mends a word."""
    change = "promises.wait-10.target: 12 分钟\nversion: 2.1\n"
    records = (
        "changes+: [{version: 2.1, date: 2026-06-02, reason: correction, summary: 改字, approved_by: keeper},"
        " {version: 2.0, date: 2026-06-01, effective: 2026-08-01, reason: audit, summary: 调整, approved_by: keeper}]\n"
    )
    assert found(changed(change + records + "effective: 2026-08-01")) == []
    # The entry's own day is past: 2.1 would hold at once.
    assert found(changed(change + records)) == ["VER008"]


def test_an_announced_loosening_is_not_brought_forward() -> None:
    looser = "promises.wait-10.target: 12 分钟\nversion: {}\neffective: {}\nchanges+: [{{version: 2.0, date: 2026-06-01, effective: 2026-08-01, reason: audit, summary: 调整, approved_by: keeper}}{}]"
    announced = build(changed(looser.format("2.0", "2026-08-01", ""))).catalogue
    before = Before(announced, {}, frozenset(announced.entries), {"DEMO-WAIT": BASE.entries["DEMO-WAIT"]})
    mended = ", {version: 2.1, date: 2026-06-02, reason: correction, summary: 改字, approved_by: keeper}"
    assert found(changed(looser.format("2.1", "2026-08-01", mended)), before) == []
    assert found(changed(looser.format("2.1", "2026-06-20", mended)), before) == ["VER008"]


def test_an_id_does_not_move_to_another_thing() -> None:
    texts = handbook()
    card = texts["standards/card.md"]
    texts["standards/card.md"] = card.replace("DEMO-CARD", "DEMO-DESK")
    texts["standards/new.md"] = card.replace("柜台卡", "晨检卡").replace("version: 1.0", "version: 2.0")
    assert "VER006" in found(texts)


def test_what_was_lost_may_be_put_back() -> None:
    less = build({path: text for path, text in handbook().items() if path != "standards/wait.md"}).catalogue
    assert found(handbook(), Before(less, CARRIED, BEFORE.ever)) == []
    assert "VER006" in found(changed("title: 别的"), Before(less, CARRIED, BEFORE.ever))


def test_requirements_do_not_shrink_in_a_correction() -> None:
    """Words beside the clauses that take something out of them, and clauses struck through."""
    minor = "version: 1.2\nchanges+: [{version: 1.2, date: 2026-06-01, reason: correction, summary: 改字, approved_by: keeper}]\n"
    body = handbook()["standards/wait.md"].split("---\n", 2)[2]
    repeat = "店员应复述业务名称和金额，顾客点头后再提交。"
    for text in (f"{body}\n忙时可不执行以上要求。\n", body.replace(repeat, f"~~{repeat}~~")):
        shown = "\n".join(f"  {line}" for line in text.split("\n"))
        assert found(changed(f"{minor}body: |\n{shown}")) == ["VER002"]


def test_a_promise_moved_to_a_draft_is_withdrawn() -> None:
    texts = changed("promises: []\n" + RAISED + RECORD.format(""))
    other = handbook()["standards/wait.md"].replace("DEMO-WAIT", "DEMO-OTHER").replace("in-force", "draft")
    texts["standards/other.md"] = other
    assert "VER007" in found(texts)


def test_a_file_may_be_renamed() -> None:
    texts = handbook()
    texts["standards/moved/wait.md"] = texts.pop("standards/wait.md")
    assert found(texts) == []


def test_a_whole_revert_may_go_back() -> None:
    """Back to what main carried under the old number, word for word."""
    later = build(changed("title: 等候\nversion: 1.2")).catalogue
    assert found(handbook(), Before(later, CARRIED, frozenset(later.entries))) == []


def test_no_waiver_against_the_gate() -> None:
    waiver = "waivers: [{rule: VER001, reason: 赶时间, until: 2026-12-31, approved_by: keeper}]"
    assert "VER001" in found(changed(f"metrics.wait.target: 4\n{waiver}"))
