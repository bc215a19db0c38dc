"""Drawings: whatever the process, no edge crosses a box, no text leaves its box, and every step is reached by a link."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as etree
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.model import Catalogue, Process
from biaochi.pages.diagram import flow, ladder
from biaochi.pages.diagram.layout import Cell, Layout, place
from biaochi.pages.diagram.routing import Stop, route
from biaochi.pages.diagram.text import width, wrapped

SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def wild(draw: st.DrawFn) -> tuple[list[Stop], int]:
    """Up to 20 steps of 6 roles, with branches, loops, and edges to themselves."""
    count, lanes = draw(st.integers(1, 20)), draw(st.integers(1, 6))
    stops = []
    for row in range(count):
        decision = draw(st.booleans())
        targets = draw(st.lists(st.integers(0, count), min_size=1, max_size=4)) if decision else [draw(st.sampled_from([row + 1, row + 1, row + 1, draw(st.integers(0, count))]))]
        stops.append(Stop(draw(st.integers(0, lanes - 1)), tuple(targets), decision))
    return stops, lanes


def placed(stops: list[Stop], lanes: int) -> Layout:
    cells = [Cell(40 + 20 * len(stop.targets), 0 if stop.decision else 30, tuple(35 + 20 * n for n in range(len(stop.targets)))) for stop in stops]
    return place(stops, cells, route(stops, lanes), 120, 20)


@settings(max_examples=150, deadline=None)
@given(wild())
def test_no_edge_crosses_a_box(process: tuple[list[Stop], int]) -> None:
    layout = placed(*process)
    assert len(layout.ways) == sum(len(stop.targets) for stop in process[0])
    for way in layout.ways:
        for (x1, y1), (x2, y2) in pairwise(way.points):
            assert x1 == x2 or y1 == y2
            for box in layout.boxes:
                within = max(x1, x2) > box.x and min(x1, x2) < box.x + box.width and max(y1, y2) > box.y and min(y1, y2) < box.bottom
                assert not within, (way, box)
        assert all(0 <= x <= layout.width for x, _ in way.points)


@settings(max_examples=150, deadline=None)
@given(wild())
def test_edges_lie_on_one_another_only_where_they_lead_to_one_goal_or_leave_one_box(process: tuple[list[Stop], int]) -> None:
    layout = placed(*process)
    pieces = [(way, piece) for way in layout.ways for piece in pairwise(way.points)]
    for n, (way, ((x1, y1), (x2, y2))) in enumerate(pieces):
        for other, ((x3, y3), (x4, y4)) in pieces[:n]:
            if way.target == other.target or way.row == other.row:
                continue
            upright = x1 == x2 == x3 == x4 and max(min(y1, y2), min(y3, y4)) < min(max(y1, y2), max(y3, y4))
            level = y1 == y2 == y3 == y4 and max(min(x1, x2), min(x3, x4)) < min(max(x1, x2), max(x3, x4))
            assert not upright and not level, (way, other)


@cache
def demonstration() -> tuple[Catalogue, list[Process]]:
    catalogue = check(demo.handbook(), as_of=dt.date(2026, 11, 22)).catalogue
    return catalogue, list(catalogue.of(Process))


def tier(place: int) -> str:
    return f"#tier-{place}"


def drawn(process: Process, phone: bool) -> str:
    catalogue, _ = demonstration()
    return flow(process, catalogue.role_name, lambda step: f"#step-{step}", phone=phone)


@pytest.mark.parametrize("phone", [False, True])
def test_every_step_is_a_link_that_says_who_and_how_soon(phone: bool) -> None:
    catalogue, processes = demonstration()
    for process in processes:
        if not process.steps:
            continue
        root = etree.fromstring(drawn(process, phone))
        links = list(root.iter(f"{SVG}a"))
        assert [link.get("href") for link in links] == [f"#step-{step.id}" for step in process.steps]
        for step, link in zip(process.steps, links, strict=True):
            told = link.get("aria-label") or ""
            assert catalogue.role_name(step.role) in told
            assert ("关键节点" in told) == step.key
            assert not step.time_limit or f"{step.time_limit.text}内" in told


def changed(steps: str) -> Process:
    outcome = check(demo.changed(f"DEMO-SERVE.steps: {steps}"), as_of=dt.date(2026, 11, 22))
    process = outcome.catalogue.entries["DEMO-SERVE"]
    assert isinstance(process, Process)
    return process


LOOP = (
    "[{id: a, name: 受理, role: staff, does: 受理, time_limit: 5 分钟}, {id: b, name: 审核, role: keeper, does: 审核, key: true, time_limit: 1 小时, "
    "handoff: {artefact: 一份名称长得在方框里一行放不下的交接单据, within: 10 分钟}, next: [{to: a, when: 材料不齐}, {to: end, when: 否则}]}]"
)


def test_a_loop_is_dashed_and_what_is_handed_over_stands_in_full() -> None:
    svg = drawn(changed(LOOP), False)
    assert svg.count('class="bc-drawing__back"') == 1
    texts = "".join(re.findall(r">([^<>]+)</text>", svg))
    assert "交接：一份名称长得在方框里一行放不下的交接单据，10 分钟内" in texts
    assert "材料不齐 → 1" in texts and "否则 → 结束" in texts and "★审核" in texts and "≤ 5 分钟" in texts


def test_text_stays_within_the_drawing_and_is_never_below_eleven() -> None:
    _, processes = demonstration()
    for process in [*processes, changed(LOOP)]:
        for svg in (drawn(process, False), drawn(process, True), ladder(process, str, tier)):
            if not svg:
                continue
            root = etree.fromstring(svg)
            full = float((root.get("viewBox") or "").split()[2])
            for text in root.iter(f"{SVG}text"):
                size, x, wide = float(text.get("font-size") or 0), float(text.get("x") or 0), width(text.text or "", float(text.get("font-size") or 0))
                left = x - wide / 2 if text.get("text-anchor") == "middle" else x
                assert left >= 0 and left + wide <= full, text.text
                assert size >= 10


def many(count: int) -> Process:
    """Steps of six roles with long names, branches, loops and hand-offs."""
    roles = ["staff", "keeper", "trainer", "甲岗位名称很长", "乙", "丙"]
    steps = []
    for n in range(count):
        handed = "" if n % 3 else ", handoff: {artefact: 第几份名称很长的交接单据和附件, within: 1 个工作日}"
        ways = f"[{{to: s{n // 2}, when: 材料不齐或者金额超过 2000 元的, 退回}}, {{to: s{min(n + 3, count - 1)}, when: 同意}}, {{to: end, when: 否则}}]"
        after = f", next: {ways}" if n % 4 == 2 else ""
        steps.append(f"{{id: s{n}, name: 第 {n} 步核对原件并由双人复核签字确认, role: {roles[n % 6]}, does: 做, key: true, time_limit: 90 分钟{handed}{after}}}")
    return changed(f"[{', '.join(steps)}]".replace("的, 退回", "的退回"))


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("count", [1, 7, 20])
def test_no_text_leaves_its_box_even_of_twenty_steps_and_six_roles(count: int, phone: bool) -> None:
    process = many(count)
    assert len(process.steps) == count
    for link in etree.fromstring(drawn(process, phone)).iter(f"{SVG}a"):
        frame, *_ = link
        if frame.tag == f"{SVG}rect":
            left, top = float(frame.get("x") or 0), float(frame.get("y") or 0)
            right, bottom = left + float(frame.get("width") or 0), top + float(frame.get("height") or 0)
        else:
            corners = [tuple(map(float, point.split(","))) for point in (frame.get("points") or "").split()]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        for text in link.iter(f"{SVG}text"):
            wide = width(text.text or "", float(text.get("font-size") or 0))
            x = float(text.get("x") or 0) - (wide / 2 if text.get("text-anchor") == "middle" else 0)
            assert left <= x and x + wide <= right + 0.1 and top < float(text.get("y") or 0) < bottom, text.text


def test_a_phones_drawing_is_no_wider_than_its_screen() -> None:
    _, processes = demonstration()
    for process in processes:
        if process.steps:
            wide = float(etree.fromstring(drawn(process, True)).get("width") or 0)
            assert wide <= 357


def test_on_paper_a_drawing_has_a_name_and_its_links_lie_over_it() -> None:
    _, processes = demonstration()
    for process in processes:
        made = flow(process, str, lambda step: f"#step-{step}", phone=False, printed=True), ladder(process, str, tier, printed=True)
        parts = [step.id for step in process.steps], [str(n + 1) for n in range(len(process.tiers))]
        for html, names in zip(made, parts, strict=True):
            if not html:
                continue
            root = etree.fromstring(html)
            (svg,) = root.iter(f"{SVG}svg")
            assert "<title>" in html and not list(svg.iter(f"{SVG}a"))
            spots = [child for child in root if child.tag == "a"]
            assert [(spot.get("href") or "").rpartition("-")[2] for spot in spots] == names
            full = [float(side) for side in (svg.get("viewBox") or "").split()[2:]]
            boxes = [
                {(round(100 * float(box.get(at) or 0) / full[n % 2], 1)) for n, at in enumerate(("x", "y", "width", "height"))}
                for box in svg.iter(f"{SVG}rect")
            ]
            for spot, step in zip(spots, process.steps or process.tiers, strict=True):
                told = {round(float(share), 1) for share in re.findall(r":([\d.]+)%", spot.get("style") or "")}
                decides = isinstance(getattr(step, "next", None), tuple)
                assert decides or any(all(min(abs(a - b) for b in box) < 0.2 for a in told) for box in boxes)


def test_a_drawing_that_leads_nowhere_has_no_links() -> None:
    _, processes = demonstration()
    for process in processes:
        for printed in (False, True):
            assert "<a " not in flow(process, str, None, phone=False, printed=printed) + ladder(process, str, None, printed=printed)


def test_a_ladder_tells_each_tiers_times_and_what_leads_on() -> None:
    catalogue, processes = demonstration()
    process = next(process for process in processes if process.tiers)
    links = list(etree.fromstring(ladder(process, catalogue.role_name, tier)).iter(f"{SVG}a"))
    assert len(links) == len(process.tiers)
    told = links[0].get("aria-label") or ""
    assert process.tiers[0].accept and f"{process.tiers[0].accept.text}内受理" in told
    assert f"升级到{process.tiers[1].name}" in told


def test_the_same_process_is_drawn_with_the_same_bytes() -> None:
    assert drawn(changed(LOOP), False) == drawn(changed(LOOP), False)


@pytest.mark.parametrize("text", ["核对证件原件", "≤ 5 分钟，超过 30 分钟的，由值班经理接手", "https://example.com/" + "x" * 80, "（甲）（乙）（丙）、丁", ""])
def test_wrapped_lines_fit_and_lose_nothing(text: str) -> None:
    lines = wrapped(text, 80, 11)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 11) <= 80 for line in lines)
    assert not any(line[0] in "，。、）" for line in lines)


def test_a_number_keeps_its_unit() -> None:
    assert all(not line.endswith("30") for line in wrapped("办理时间不超过 30 分钟", 84, 12))
