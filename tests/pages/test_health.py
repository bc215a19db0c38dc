"""The health page: each figure is true, leads to its list, and every matter names the role that owns it."""

from __future__ import annotations

import datetime as dt
import re

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.pages.due import due
from biaochi.pages.health import figures, percent
from biaochi.pages.matrix import rows
from biaochi.pages.matters import ADVICE, KINDS, matters, measurable
from biaochi.pages.plots import Bar, bars
from biaochi.pages.publication import publish
from biaochi.pages.settings import Settings

AS_OF = dt.date(2026, 11, 22)


def outcome_of(change: str = "") -> Outcome:
    return check(demo.changed(change) if change else demo.handbook(), as_of=AS_OF)


def kinds(change: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for matter in matters(outcome_of(change)):
        found.setdefault(matter.kind, []).append(matter.entry.id if matter.entry else matter.place)
    return found


def test_what_is_due_vague_unfinished_or_waived_is_a_matter_of_its_owner() -> None:
    assert "DEMO-CARD" in kinds("DEMO-CARD.review_by: 2026-12-01")["review"]
    assert "DEMO-CARD" not in kinds("DEMO-CARD.review_by: 2027-05-01").get("review", [])
    assert "DEMO-CARD" in kinds("DEMO-CARD.status: draft")["stage"]
    assert "DEMO-WAIT" in kinds("DEMO-WAIT.metrics.wait.target: 99")["measure"]
    owned = [m for m in matters(outcome_of("DEMO-CARD.review_by: 2026-12-01")) if m.kind == "review"]
    assert [m.owner for m in owned if m.entry and m.entry.id == "DEMO-CARD"] == ["keeper"]


def test_drills_script_reviews_and_actions_fall_due_with_whoever_sees_to_them() -> None:
    change = "DEMO-FIRE.plan.last_drill: 2026-06-20\nDEMO-GREET.last_reviewed: 2025-12-10\nDEMO-FIX.actions.0: {does: 改表头, owner: trainer, due: 2026-12-01}"
    outcome = outcome_of(change)
    found = {(d.entry.id, d.what): (str(d.day), d.owner) for d in due(outcome) if d.what != "review"}
    assert found == {
        ("DEMO-FIRE", "drill"): ("2026-12-20", "keeper"), ("DEMO-GREET", "script"): ("2026-12-10", "keeper"),
        ("DEMO-FIX", "action"): ("2026-12-01", "trainer"),
    }  # fmt: skip
    assert {"DEMO-FIRE", "DEMO-GREET", "DEMO-FIX"} <= set(kinds(change)["review"])
    assert [d.entry.id for d in due(outcome, "trainer") if d.what == "action"] == ["DEMO-FIX"] and "trainer" not in {d.owner for d in due(outcome, "keeper")}
    pages = publish(outcome, Settings()).pages
    calendar, trainer = pages["reviews.md"].html, pages["roles/trainer.md"].html
    assert calendar.index("改表头") < calendar.index("2026-12-10") < calendar.index("2026-12-20") and 'data-what="drill"' in calendar
    assert '<a href="#2026-12">2026-12 <b>3</b></a>' in calendar
    assert "改表头" in trainer and 'href="../reviews.html#?owner=trainer"' in trainer and "停电应急预案" not in trainer[trainer.index('id="due"') :]
    assert "由本岗负责" not in pages["roles/staff.md"].html, "who owns nothing reads of no dates"


def test_what_is_overdue_is_told_once() -> None:
    late = kinds("DEMO-FIRE.plan.last_drill: 2025-11-20")
    assert "DEMO-FIRE" in late["review"] and "DEMO-FIRE" not in late.get("finding", [])
    ahead = kinds("DEMO-FIRE.plan.last_drill: 2027-11-20")
    assert "DEMO-FIRE" in ahead["finding"], "a drill written down before its day is a finding, not a date"


def test_a_waiver_runs_out_on_one_day_whatever_it_silences() -> None:
    change = "DEMO-WAIT.metrics.wait.target: 99\nDEMO-WAIT.metrics.right.target: 10\nDEMO-WAIT.waivers: [{rule: MSR001, reason: 新店试用, until: 2026-12-31, approved_by: keeper}]"
    outcome = outcome_of(change)
    assert len(outcome.waived) == 2
    assert [(str(d.day), d.told) for d in due(outcome) if d.what == "waiver"] == [("2026-12-31", "MSR001 新店试用")]


def test_a_clause_that_nothing_checks_or_teaches_is_named() -> None:
    texts = demo.handbook()
    texts["standards/wait.md"] = texts["standards/wait.md"].rstrip() + "\n\n- 叫号后 10 秒内起身问候客人。 {#extra}\n"
    found = [m for m in matters(check(texts, as_of=AS_OF)) if m.fragment == "extra"]
    assert {m.kind for m in found} >= {"check"}
    assert {m.what for m in found} == {"第 4 条"}


def test_clauses_of_a_standard_are_one_row_and_every_kind_says_what_to_do() -> None:
    texts = demo.handbook()
    texts["standards/wait.md"] = texts["standards/wait.md"].rstrip() + "\n\n- 叫号后 10 秒内起身。 {#extra}\n- 20 秒内双手递回号票。 {#more}\n"
    outcome = check(texts, as_of=AS_OF)
    pages = publish(outcome, Settings()).pages
    html = pages["health.md"].html
    part = html[html.index('id="check"') :].partition("</section>")[0]
    assert part.count("<li ") == 1 and "wait.html#extra" in part and "wait.html#more" in part and ADVICE["check"] in part
    row = re.search(r"<summary>3/5</summary>.*?</details>", pages["matrix.md"].html)
    assert row and row[0].count('href="standards/wait.html#') == 2 and 'href="health.html#?text=DEMO-WAIT"' in row[0]
    assert set(ADVICE) == set(KINDS)


def test_health_counts_what_is_in_force_and_leads_to_the_rest_in_the_matrix() -> None:
    texts = demo.handbook()
    wait = texts["standards/wait.md"].rstrip() + "\n\n- 叫号后 10 秒内起身。 {#extra}\n"
    texts["standards/wait.md"] = wait.replace("status: in-force", "status: draft")
    outcome = check(texts, as_of=AS_OF)
    pages = publish(outcome, Settings()).pages
    health, matrix = pages["health.md"].html, pages["matrix.md"].html
    (row,) = (row for row in rows(outcome) if row.standard.id == "DEMO-WAIT")
    assert [clause.id for clause in row.unchecked] == ["extra"] and row.checked == row.clauses - 1
    assert f'未生效的标准里另有 {len(row.unchecked)} 条，<a href="matrix.html#?gap=checked">' in health
    assert "现行条款受检" in health and "含未生效的" in health
    assert re.search(r'<summary>3/4</summary><a href="standards/wait.html#extra">第 4 条</a> </details>', matrix)


def test_a_kind_that_is_all_in_force_fills_its_bar() -> None:
    html = publish(outcome_of("DEMO-CARD.status: draft"), Settings()).pages["health.md"].html
    plot = html[html.index("各类条目中现行的，") : html.index("今后十二个月")]
    found = re.findall(r'width="([\d.]+)" height="12" rx="2".*?width="([\d.]+)" height="12" rx="0".*?>现行 (\d+) / (\d+)<', plot)
    assert len({whole for *_, whole in found}) > 1 and ("2", "3") in {(ready, whole) for *_, ready, whole in found}
    for rail, bar, ready, whole in found:
        assert abs(float(bar) / float(rail) - int(ready) / int(whole)) < 0.01


def test_the_figure_of_what_is_due_names_what_it_counts_and_each_list_its_rows() -> None:
    html = publish(outcome_of("DEMO-GREET.last_reviewed: 2025-12-10"), Settings()).pages["health.md"].html
    assert "复审、话术评审、演练、行动；逾期 0" in html and "<br>话术评审将到期</li>" in html
    late = publish(outcome_of("DEMO-GREET.last_reviewed: 2025-10-10"), Settings()).pages["health.md"].html
    assert "；逾期 1" in late and '<b class="bc-gap">话术评审已逾期</b>' in late
    for number, rows_ in re.findall(r"<small data-filter-number>(\d+)</small>(.*?)</section>", html, re.S):
        assert int(number) == rows_.count("<li ")


def test_the_calendar_says_of_this_month_that_nothing_falls_due_in_it() -> None:
    pages = publish(outcome_of("DEMO-CARD.review_by: 2027-02-01"), Settings()).pages
    html, headings = pages["reviews.md"].html, [heading.id for heading in pages["reviews.md"].headings]
    assert headings[0] == "2026-11" and "本月没有要到期的" in html
    late = publish(outcome_of("DEMO-CARD.review_by: 2026-11-01\nDEMO-WAIT.review_by: 2026-11-28"), Settings()).pages["reviews.md"]
    assert [heading.id for heading in late.headings][:2] == ["逾期", "2026-11"] and "本月没有" not in late.html


def test_a_finding_leads_to_its_rule() -> None:
    html = publish(outcome_of("DEMO-WAIT.metrics.wait.target: 99"), Settings()).pages["health.md"].html
    assert '<a href="rules/MSR001.html">MSR001</a>' in html


def test_every_figure_leads_to_its_list() -> None:
    html = publish(outcome_of("DEMO-CARD.review_by: 2026-12-01"), Settings()).pages["health.md"].html
    tiles = re.search(r'<nav class="bc-tiles".*?</nav>', html, re.S)
    assert tiles
    for anchor in re.findall(r'href="#([^"]+)"', tiles[0]):
        assert f'id="{anchor}"' in html
    assert 'href="#?owner=keeper"' in html
    assert set(re.findall(r'<(?:h2|p) id="([a-z]+)">', html)) >= set(KINDS)


def test_a_standard_with_a_finding_of_measure_is_not_counted_as_measurable() -> None:
    outcome = outcome_of()
    sound, all_ = measurable(outcome)
    assert sound == all_ == sum(1 for row in rows(outcome))
    vague, _ = measurable(outcome_of("DEMO-WAIT.metrics.wait.target: 99"))
    assert vague == sound - 1


def test_a_standard_without_metrics_is_not_measurable_and_is_named() -> None:
    texts = demo.handbook()
    texts["standards/early.md"] = "---\nid: DEMO-EARLY\nkind: standard\ntitle: 周末取件\nversion: 0.1\nstatus: needs\nowner: keeper\nsector: common\n---\n\n还在了解。\n"
    outcome = check(texts, as_of=AS_OF)
    before, all_before = measurable(outcome_of())
    assert measurable(outcome) == (before, all_before + 1)
    html = publish(outcome, Settings()).pages["health.md"].html
    (there,) = re.findall(r'<p id="measure">(.*?)</p>', html)
    assert "：没有要改的。" in there and there.endswith('不算可测量：<a href="standards/early.html">周末取件</a>（需求分析）。'), "where the figure leads"
    texts["standards/wait.md"] = demo.changed("DEMO-WAIT.metrics.wait.target: 99")["standards/wait.md"]
    both = publish(check(texts, as_of=AS_OF), Settings()).pages["health.md"].html
    assert "周末取件" in both[both.index('<h2 id="measure">') : both.index('<ul class="bc-list">')]
    assert "不算可测量" not in publish(outcome_of(), Settings()).pages["health.md"].html


def test_a_clause_that_a_metric_alone_measures_is_not_said_to_be_on_a_checklist() -> None:
    texts = demo.handbook()
    texts["standards/card.md"] = re.sub(r"  - \{id: queue.*\n", "", texts["standards/card.md"])
    outcome = check(texts, as_of=AS_OF)
    in_force = [row for row in rows(outcome) if row.standard.in_force]
    checked, listed, clauses = (sum(getattr(row, of) for row in in_force) for of in ("checked", "listed", "clauses"))
    assert 0 < listed < checked
    (figure,) = (figure for figure in figures(outcome, in_force, {kind: [] for kind in KINDS}) if figure.label == "现行条款受检")
    assert figure.note == f"{checked} / {clauses}，其中检查表上有 {listed} 条"


def test_the_coming_twelve_months_end_on_the_same_day_of_next_year() -> None:
    counted = []
    for day in ("2027-11-22", "2027-11-23"):
        html = publish(outcome_of(f"DEMO-CARD.review_by: {day}"), Settings()).pages["health.md"].html
        counted.append(re.search(r'aria-label="2027-11：(\d+)"', html[html.index("今后十二个月") :]))
    first, second = (int(found[1]) if found else 0 for found in counted)
    assert first == second + 1


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert (percent(999, 1000), percent(1000, 1000), percent(0, 0)) == ("99%", "100%", "—")


def test_a_bar_is_as_long_as_its_share_and_says_its_figure() -> None:
    svg = bars("占比", [Bar("甲", ((25, "part1"), (25, "part2")), "50%", "x.html"), Bar("乙", ((0, "part1"),), "0%")], 100)
    rail, one, two = (float(wide) for wide in re.findall(r'width="([\d.]+)" height="12"', svg)[:3])
    assert abs(one - rail / 4) < 0.2 and abs(two - rail / 4) < 0.2
    assert 'aria-label="甲：50%"' in svg and ">0%</text>" in svg
    assert bars("空", []) == ""


def test_rows_of_registers_carry_what_they_are_filtered_by() -> None:
    pages = publish(outcome_of(), Settings()).pages
    for path, field in (("matrix.md", "gap"), ("registers/metrics.md", "method"), ("registers/promises.md", "text"), ("reviews.md", "text")):
        html = pages[path].html
        assert f'name="{field}"' in html and re.search(rf'<(?:tr|li)[^>]* data-{field}', html), path


def test_standards_without_a_flow_or_a_script_are_told_though_nobody_has_to_mend_them() -> None:
    """The matrix marks them: health may not look as if there were none."""
    bare = publish(outcome_of("DEMO-WAIT.links.scripts: []\nDEMO-SERVE.steps.greet.scripts: []"), Settings()).pages["health.md"].html
    assert re.search(r'<a href="[^"]*matrix[^"]*#\?gap=script&amp;status=in-force">1 份没有话术</a>', bare)
    assert "份没有话术" not in publish(outcome_of(), Settings()).pages["health.md"].html
