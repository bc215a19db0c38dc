"""The published texts as news: one text is one, and what those that began lately make stale."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from biaochi.core.check import Outcome, check
from biaochi.demo import changed
from biaochi.pages import Settings
from biaochi.pages.news import Stale, news, stale
from biaochi.pages.past import Past, Versions
from biaochi.pages.publication import publish
from biaochi.pages.recent import OF_A_DAY, feeds

TODAY = dt.date(2026, 11, 22)
INTAKE, LATER = dt.date(2026, 11, 1), dt.date(2026, 11, 15)
LONG_AGO, LATELY = dt.date(2026, 2, 1), dt.date(2026, 10, 1)


def outcome_of(version: str, *records: str, edit: str = "") -> Outcome:
    """The demonstration handbook with its standard at a version, and the records that tell how it came there."""
    told = ", ".join(f"{{{record}, reason: need, summary: 换个说法, approved_by: keeper}}" for record in records)
    return check(changed(f"version: {version}\nchanges: [{told}]\n{edit}"), as_of=TODAY)


def past(outcome: Outcome, version: str, published: dt.date = INTAKE, effective: dt.date = LONG_AGO, previous: str | None = None) -> Past:
    return Past(outcome.catalogue.entries["DEMO-WAIT"], version, "current", published, effective, previous=previous)


def of(outcome: Outcome, *versions: Past) -> Stale:
    """What is stale, with another entry that the handbook began with."""
    card = Past(outcome.catalogue.entries["DEMO-CARD"], "1.0", "current", INTAKE, LONG_AGO)
    found = Versions({"DEMO-WAIT": versions, "DEMO-CARD": (card,)})
    return stale(news(found, outcome), outcome)


def causes(found: Stale) -> tuple[set[str], set[str]]:
    """Of the papers, and of the people."""
    papers = {name for paper in found.papers for name in paper.because}
    return papers, {name for who in found.people for name in who.because}


BOTH, PAPER, NONE = ({"DEMO-WAIT"}, {"DEMO-WAIT"}), ({"DEMO-WAIT"}, set[str]()), (set[str](), set[str]())


def test_an_entry_new_lately_is_new_to_everybody_it_concerns() -> None:
    outcome = outcome_of("1.0")
    found = of(outcome, past(outcome, "1.0", effective=LATELY))
    assert causes(found) == BOTH and found.new == {"DEMO-WAIT"} and not found.unseen
    assert [who.role for who in found.people] == ["staff"] and ("sheet", "DEMO-CARD") in {(p.what, p.id) for p in found.papers}
    assert causes(of(outcome, past(outcome, "1.0"))) == NONE, "what the handbook began with holds since its own day"
    assert causes(of(outcome, past(outcome, "1.0", LATER))) == BOTH, "what came later holds no sooner"


def test_of_a_text_with_nothing_before_it_the_records_tell() -> None:
    def told(version: str, *records: str, state: str = "current") -> Stale:
        outcome = outcome_of(version, *records)
        return of(outcome, replace(past(outcome, version), state=state))

    lately = told("2.0", "version: 2.0, date: 2026-09-20, effective: 2026-10-01", "version: 1.0, date: 2026-01-10")
    assert causes(lately) == BOTH and lately.unseen == {"DEMO-WAIT"} and not lately.new
    assert causes(told("2.1", "version: 2.1, date: 2026-10-01")) == PAPER, "a MINOR asks for nothing new"
    assert causes(told("2.1", "version: 2.1, date: 2026-10-02", "version: 2.0, date: 2026-10-01")) == BOTH
    assert causes(told("2.0", "version: 2.0, date: 2026-03-01", "version: 1.0, date: 2026-01-10")) == NONE
    assert causes(told("2.0", "version: 2.0, date: 2026-10-01", state="draft")) == NONE


def test_one_text_under_two_numbers_is_one_change() -> None:
    old = outcome_of("1.1", "version: 1.1, date: 2026-09-20", "version: 1.0, date: 2026-01-10")
    now = outcome_of("2.0", "version: 2.0, date: 2026-09-20", "version: 1.0, date: 2026-01-10", edit="touchpoint: 离店")
    versions = Versions({"DEMO-WAIT": (past(old, "1.1"), past(now, "2.0", LATER, previous="1.1"))})
    (one,) = news(versions, now)
    assert one.past.version == "2.0" and one.brought == INTAKE and one.date == LATER and one.apart == ("触点", "变更记录")
    pages = publish(now, Settings(), versions=versions).pages
    for path in ("changes/index.md", "roles/staff.md"):
        text = re.sub(r"<[^>]+>", "", pages[path].html)
        assert text.count("换个说法") == 1 and "这里写的改动，1.1 版（2026-11-01 收入手册）里已经有了；2.0 版只是另编版本号、补记，另改了触点。" in text, path
    assert dict(feeds(versions, now, Settings()))["feeds/all.xml"].count("<entry>") == 1
    assert causes(of(now, *versions.by_entry["DEMO-WAIT"])) == BOTH, "the records of the number that it has now tell"
    apart = versions.by_entry["DEMO-WAIT"][0], replace(versions.by_entry["DEMO-WAIT"][1], effective=LATELY)
    assert [n.past.version for n in news(Versions({"DEMO-WAIT": apart}), now)] == ["2.0", "1.1"], "another day is something to tell"


def test_what_is_found_elsewhere_now_is_no_matter_of_paper_however_late_it_is() -> None:
    old, now = outcome_of("1.1", "version: 1.1, date: 2026-03-01"), outcome_of("2.0", "version: 2.0, date: 2026-03-01", edit="touchpoint: 离店")
    assert causes(of(now, past(old, "1.1"), past(now, "2.0", LATER, previous="1.1"))) == NONE
    more = outcome_of("2.0", "version: 2.0, date: 2026-03-01", edit="metrics.wait.target: 4")
    found = of(more, past(old, "1.1"), past(more, "2.0", LATER, previous="1.1"))
    assert causes(found) == BOTH and not found.new and not found.unseen, "what the history shows is told as a change"


def test_why_a_paper_is_stale_says_what_is_new_and_what_only_records_tell() -> None:
    outcome = outcome_of("2.0", "version: 2.0, date: 2026-10-01")
    card = replace(past(outcome, "1.0", effective=LATELY), entry=outcome.catalogue.entries["DEMO-CARD"])
    versions = Versions({"DEMO-WAIT": (past(outcome, "2.0"),), "DEMO-CARD": (card,)})
    html = publish(outcome, Settings(), versions=versions).pages["changes/index.md"].html
    text = re.sub(r"<[^>]+>", "", html[html.index('id="reprint"') :])
    assert "柜台卡 新版《柜台等候时限》；另有新增的 1 个条目" in text and text.count("上一版的文字不在提交历史里") == 2


def test_what_only_new_entries_ask_for_is_folded_behind_what_changed() -> None:
    """A handbook that comes into use brings along nearly every paper: what changed would not be found among them."""
    outcome = outcome_of("2.0", "version: 2.0, date: 2026-10-01", edit="DEMO-VISIT.roles: [trainer]\nDEMO-VISIT.status: in-force")
    visit = replace(past(outcome, "1.0", effective=LATELY), entry=outcome.catalogue.entries["DEMO-VISIT"])
    versions = Versions({"DEMO-WAIT": (past(outcome, "2.0"),), "DEMO-VISIT": (visit,)})
    html = publish(outcome, Settings(), versions=versions).pages["changes/index.md"].html
    changed_, _, folded = html[html.index('id="reprint"') : html.index('id="retrain"')].partition("<details")
    numbers = re.findall(r'href="#(reprint|retrain)">[^<]*<b>(\d+)</b>', html)
    assert ("reprint", str(changed_.count("<li "))) in numbers
    assert "培训师岗位手册" in folded and "培训师岗位手册" not in changed_ and "店员岗位手册" in changed_
    assert f"只因新收入的条目：<b data-filter-number>{folded.count('<li ')}</b> 张" in folded
    found = of(outcome, past(outcome, "2.0"))
    assert found.began["DEMO-WAIT"] == found.since(["DEMO-WAIT"]) == dt.date(2026, 10, 1)


def test_of_a_day_on_which_many_came_the_first_stand_unfolded() -> None:
    """A whole handbook may have come on one day: its rows come before what is to be printed and taught again."""
    outcome = outcome_of("1.0")
    wait = outcome.catalogue.entries["DEMO-WAIT"]
    many = [replace(wait, id=f"DEMO-{number}") for number in range(OF_A_DAY + 7)]
    versions = Versions({each.id: (Past(each, "1.0", "current", dt.date(2026, 11, 20), dt.date(2026, 6, 1)),) for each in many})
    html = publish(outcome, Settings(), versions=versions).pages["changes/index.md"].html
    assert "<summary>这一天其余的 <span data-filter-number>7</span> 条</summary>" in html
    assert len(re.findall(r"<li data-text", html[: html.index("data-filter-rest")])) == OF_A_DAY
