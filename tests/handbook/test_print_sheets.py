"""What there is to fill in on a sheet, and which processes hang on a wall."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.core.model import Checklist, Process
from biaochi.handbook.compose import posters, prints
from biaochi.handbook.press import jobs
from biaochi.handbook.sheet import Field, field, poster_html, sampling_plan, sheet_html
from biaochi.pages import Settings

SETTINGS = Settings(organisation="示范公司", title="示范手册", edition="第一版", site_url="https://handbook.example.com/")


def checked(change: str = "") -> Outcome:
    return check(demo.changed(change) if change else demo.handbook(), as_of=dt.date(2026, 11, 22))


def first(change: str, id_: str = "DEMO-CARD") -> Field:
    outcome = checked(change)
    checklist = outcome.catalogue.entries[id_]
    assert isinstance(checklist, Checklist)
    return field(checklist.items[0], outcome.catalogue)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{type: score, text: 等候（1 至 5 分）}", Field((1, 2, 3, 4, 5))),
        ("{type: score, text: 推荐的可能(0-10分)}", Field(tuple(range(11)))),
        ("{type: score, text: 总评（0 到 100 分）}", Field(unit="分")),
        ("{type: score, text: 护理打几分（1 分最低，5 分最高）}", Field((1, 2, 3, 4, 5))),
        ("{type: score, text: 菜品打几星（1—5）}", Field((1, 2, 3, 4, 5))),
        ("{type: score, text: 在席的比例, pass: ≥ 95 %}", Field(unit="%")),
        ("{type: time, text: 办理用了多久, pass: ≤ 20 分钟}", Field(unit="分钟")),
        ("{type: count, text: 毛发, pass: ≤ 0 根}", Field(unit="根")),
        ("{type: yes-no, text: 到岗, pass: 是}", Field()),
        ("{type: text, text: 意见}", Field()),
    ],
)
def test_the_field_of_an_item_is_its_scale_or_a_blank_with_its_unit(change: str, expected: Field) -> None:
    item = change.replace("{", "{id: first, ", 1)
    assert first(f"DEMO-CARD.items: [{item}]") == expected


def test_a_scale_comes_from_the_metric_where_there_is_one() -> None:
    outcome = checked()
    found = [
        (item, outcome.catalogue.metric(item.metric.entry, item.metric.metric))
        for checklist in outcome.catalogue.of(Checklist) for item in checklist.items
        if item.type == "score" and item.metric
    ]
    scaled = [(item, metric) for item, metric in found if metric and metric.scale]
    assert scaled
    for item, metric in scaled:
        assert metric.scale is not None
        points = field(item, outcome.catalogue).points
        assert (points[0], points[-1]) == (metric.scale.min, metric.scale.max)


@pytest.mark.parametrize(
    ("use", "text", "told"),
    [
        ("counter", "火警：已拨 119、出口全开", True),
        ("counter", "转交他岗的，登记单已当面交到接手人手中", True),
        ("counter", "柜台上有号票", False),
        ("counter", "已核对姓名、电话", False),
        ("survey", "您选了不需要的，是否仍有人来", False),
    ],
)
def test_a_case_that_there_was_not_is_left_open(use: str, text: str, told: bool) -> None:
    card = "DEMO-SURVEY" if use == "survey" else "DEMO-CARD"
    outcome = checked(f"{card}.items: [{{id: one, text: {text}, type: yes-no, clause: DEMO-WAIT#greet}}]")
    checklist = outcome.catalogue.entries[card]
    assert isinstance(checklist, Checklist) and checklist.use == use
    assert ("没有遇到的情形不勾" in sheet_html(checklist, outcome, SETTINGS, "第一版")) is told


def test_a_mean_of_marks_is_written_not_ticked() -> None:
    outcome = checked("DEMO-SURVEY.items+: [{id: mean, text: 三题均分（1—5 分）, type: score}, {id: one, text: 态度（1—5 分）, type: score}]")
    survey = outcome.catalogue.entries["DEMO-SURVEY"]
    assert isinstance(survey, Checklist)
    found = {item.id: field(item, outcome.catalogue) for item in survey.items}
    assert found["mean"] == Field(unit="分") and found["one"].points == (1, 2, 3, 4, 5)


def test_a_survey_draws_its_scale_and_tells_the_customer_no_pass_mark() -> None:
    outcome = checked()
    survey = outcome.catalogue.entries["DEMO-SURVEY"]
    assert isinstance(survey, Checklist) and survey.use == "survey"
    html = sheet_html(survey, outcome, SETTINGS, "第一版")
    assert '<span class="bc-point">' in html and "最低" in html and "最高" in html
    assert "≥ 4 分" not in html and "复核人" not in html and 'data-part="签名栏"' in html


def test_a_mystery_visit_prints_its_weights_their_sum_and_its_sampling_with_the_margin() -> None:
    outcome = checked()
    visit = outcome.catalogue.entries["DEMO-VISIT"]
    assert isinstance(visit, Checklist) and visit.sample is not None
    html = sheet_html(visit, outcome, SETTINGS, "第一版")
    assert "权重" in html and ">100<" in html and "抽样方案" in html
    assert "95% 置信、误差 ±10 个百分点" in html and "两次不合格的门店停业培训 1 天" in html


def test_a_visit_without_a_margin_of_its_own_prints_the_one_that_follows_from_its_size() -> None:
    outcome = checked("DEMO-VISIT.sample: {size: 8, per_site: 4}")
    visit = outcome.catalogue.entries["DEMO-VISIT"]
    assert isinstance(visit, Checklist)
    # 1.96 · √(0.25 / 8) = 0.346
    assert next(sampling_plan(visit, outcome.catalogue)) == "随机抽样，每期 8（每店 4），95% 置信时误差约 ±35 个百分点；访客不表明身份。"


def test_an_inspection_prints_how_the_figures_of_its_items_are_sampled() -> None:
    outcome = checked("DEMO-WAIT.metrics.score.method: observation\nDEMO-VISIT.use: inspection\nDEMO-VISIT.items: [{id: s, text: 打分, type: score, metric: DEMO-WAIT/score}]")
    visit = outcome.catalogue.entries["DEMO-VISIT"]
    metric = outcome.catalogue.metric("DEMO-WAIT", "score")
    assert isinstance(visit, Checklist) and metric is not None and metric.sample is not None
    _, line = sampling_plan(visit, outcome.catalogue)
    assert line.startswith(f"第 1 项 {metric.name}：") and f"每期 {metric.sample.size}" in line and "误差" in line


def test_a_figure_that_others_sample_is_nothing_to_whoever_ticks_the_sheet() -> None:
    outcome = checked("DEMO-VISIT.use: inspection\nDEMO-VISIT.items: [{id: s, text: 打分, type: score, metric: DEMO-WAIT/score}]")
    visit = outcome.catalogue.entries["DEMO-VISIT"]
    assert isinstance(visit, Checklist)
    assert len(list(sampling_plan(visit, outcome.catalogue))) == 1


def test_the_place_is_called_as_the_sector_calls_it() -> None:
    for sector, word in (("bank", "网点"), ("government", "大厅"), ("common", "地点"), ("space", "地点")):
        outcome = checked()
        card = outcome.catalogue.entries["DEMO-CARD"]
        assert isinstance(card, Checklist)
        html = sheet_html(replace(card, sector=sector), outcome, SETTINGS, "第一版")
        assert f'<span class="bc-label">{word}</span>' in html and "门店" not in html.split("<table")[0]


def test_every_place_to_write_is_a_field_with_a_name_and_words() -> None:
    outcome = checked()
    for checklist in outcome.catalogue.of(Checklist):
        html = sheet_html(checklist, outcome, SETTINGS, "第一版")
        fields = re.findall(r"<(?:input|textarea)[^>]*>", html)
        assert all(re.search(r' name="[\w-]+"', field) and re.search(r' title="[^"]+"', field) for field in fields)
        named = {match for field in fields for match in re.findall(r' name="([\w-]+)"', field)}
        assert {f"item-{item.id}" for item in checklist.items} <= named and {"site", "date", "sign-1"} <= named


def test_a_sheet_for_a_store_says_which() -> None:
    outcome = checked()
    card = outcome.catalogue.entries["DEMO-CARD"]
    assert isinstance(card, Checklist)
    html = sheet_html(card, outcome, replace(SETTINGS, store="杭州<西湖>店"), "第一版")
    assert '<b class="bc-site">杭州&lt;西湖&gt;店</b>' in html and 'name="site"' not in html


def test_a_poster_hangs_on_the_paper_that_its_process_names() -> None:
    outcome = checked("DEMO-LADDER.paper: A4")
    assert not outcome.failed
    assert [job.paper for job in jobs(outcome, SETTINGS, frozenset()) if job.path == "sheets/DEMO-LADDER.pdf"] == ["A4"]


def test_ladders_and_plans_hang_on_the_wall() -> None:
    outcome = checked()
    found = {process.id: process for process in posters(outcome, SETTINGS)}
    assert {process.type for process in found.values()} == {"escalation", "contingency"}
    paths = {f"sheets/{id_}.pdf" for id_ in found}
    assert paths <= {made.path for made in prints(outcome, SETTINGS)}
    assert {job.path: job.paper for job in jobs(outcome, SETTINGS, frozenset()) if job.path in paths} == dict.fromkeys(paths, "A3")


def test_a_poster_shows_every_tier_level_and_step_and_a_place_to_sign() -> None:
    outcome = checked()
    for process in posters(outcome, SETTINGS):
        assert isinstance(process, Process)
        html = poster_html(process, outcome, SETTINGS, "第一版")
        shown = [*(t.name for t in process.tiers), *(s.does for s in process.steps)]
        shown += [level.when for level in process.plan.levels] if process.plan else []
        assert shown and all(text in html for text in shown)
        assert 'data-part="签名栏"' in html and process.id in html


def test_a_poster_says_where_it_goes_on_unless_it_is_the_next_step() -> None:
    steps = (
        "[{id: a, name: 判级, role: staff, does: 判级, next: [{to: b, when: 冒烟}, {to: c, when: 停电}]}, "
        "{id: b, name: 疏散, role: staff, does: 疏散, next: d}, {id: c, name: 照明, role: staff, does: 照明, next: d}, "
        "{id: d, name: 上报, role: keeper, does: 上报}]"
    )
    outcome = checked(f"DEMO-FIRE.steps: {steps}")
    process = outcome.catalogue.entries["DEMO-FIRE"]
    assert isinstance(process, Process)
    html = poster_html(process, outcome, SETTINGS, "第一版")
    assert re.findall(r"<span>(\S*) <b>→ (\S+)</b>", html) == [("冒烟", "2"), ("停电", "3"), ("", "4")]


def test_both_codes_in_the_foot_say_what_they_are() -> None:
    outcome = checked()
    for made in (
        sheet_html(outcome.catalogue.entries["DEMO-CARD"], outcome, SETTINGS, "第一版"),  # type: ignore[arg-type]
        poster_html(outcome.catalogue.entries["DEMO-FIRE"], outcome, SETTINGS, "第一版"),  # type: ignore[arg-type]
    ):
        foot = made[made.index('class="bc-foot"') :]
        assert "内容码" in foot and "版次 第一版" in foot
