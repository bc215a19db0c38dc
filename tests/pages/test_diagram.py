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
from biaochi.pages.diagram import Room, flow, flow_on_paper, ladder, on_paper, on_screen
from biaochi.pages.diagram.drawing import Drawing, Edge, Label, Spot
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


def goal(name: str) -> str:
    return f"#step-{name}"


def drawn(process: Process, phone: bool) -> str:
    catalogue, _ = demonstration()
    drawing = flow(process, catalogue.role_name, goal, phone=phone)
    return on_screen(drawing) if drawing else ""


def stairs(process: Process) -> str:
    catalogue, _ = demonstration()
    drawing = ladder(process, catalogue.role_name, tier)
    return on_screen(drawing) if drawing else ""


@pytest.mark.parametrize("phone", [False, True])
def test_every_goalis_a_link_that_says_who_and_how_soon(phone: bool) -> None:
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
        for svg in (drawn(process, False), drawn(process, True), stairs(process)):
            if not svg:
                continue
            root = etree.fromstring(svg)
            full = float((root.get("viewBox") or "").split()[2])
            for text in root.iter(f"{SVG}text"):
                size, x, wide = float(text.get("font-size") or 0), float(text.get("x") or 0), width(text.text or "", float(text.get("font-size") or 0))
                left = x - wide / 2 if text.get("text-anchor") == "middle" else x
                assert left >= 0 and left + wide <= full, text.text
                assert size >= 11


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
            assert wide <= 331


A4, A5 = Room(174, 225), Room(122, 145)
CAPTION = 10.0
POINT = 72 / 25.4


def printed(process: Process, room: Room) -> list[str]:
    drawings = flow_on_paper(process, str, goal, room), ladder(process, str, tier)
    return [piece for drawing in drawings if drawing is not None for piece in on_paper(drawing, room)]


def millimetres(piece: etree.Element) -> float:
    return float(re.findall(r"width:([\d.]+)mm", piece.get("style") or "")[0])


@pytest.mark.parametrize("room", [A4, A5])
def test_on_paper_each_piece_has_a_name_and_its_links_lie_over_it(room: Room) -> None:
    _, processes = demonstration()
    for process in [*processes, many(20)]:
        leads: list[str] = []
        pieces = [etree.fromstring(html) for html in printed(process, room)]
        names = [title.text for piece in pieces for title in piece.iter(f"{SVG}title")]
        assert len(set(names)) == len(names) == len(pieces)
        for piece in pieces:
            (svg,) = piece.iter(f"{SVG}svg")
            assert not list(svg.iter(f"{SVG}a"))
            _, top, *full = [float(side) for side in (svg.get("viewBox") or "").split()]
            boxes = []
            for box in svg.iter(f"{SVG}rect"):
                x, y, wide, high = (float(box.get(at) or 0) for at in ("x", "y", "width", "height"))
                boxes.append([100 * x / full[0], 100 * (y - top) / full[1], 100 * wide / full[0], 100 * high / full[1]])
            for spot in (child for child in piece if child.tag == "a"):
                leads.append(spot.get("href") or "")
                told = [float(share) for share in re.findall(r":([\d.]+)%", spot.get("style") or "")]
                decides = any(step.id == leads[-1].removeprefix("#step-") and isinstance(step.next, tuple) for step in process.steps)
                assert decides or any(all(abs(a - b) < 0.1 for a, b in zip(box, told, strict=True)) for box in boxes)
        assert leads == [f"#step-{step.id}" for step in process.steps] or leads == [tier(n) for n in range(1, 1 + len(process.tiers))]


@pytest.mark.parametrize("room", [A4, A5])
@pytest.mark.parametrize("count", [1, 4, 7, 20])
def test_on_paper_type_is_at_least_seven_points_and_no_piece_is_higher_than_its_page(count: int, room: Room) -> None:
    pieces = [etree.fromstring(html) for html in printed(many(count), room)]
    assert (len(pieces) > 1) == (count > 6 or (count > 3 and room is A5))
    for piece in pieces:
        (svg,) = piece.iter(f"{SVG}svg")
        *_, wide, high = (float(side) for side in (svg.get("viewBox") or "").split())
        unit = millimetres(piece) / wide
        assert 11 * unit * POINT >= 7
        assert millimetres(piece) <= room.width + 0.01 and high * unit <= room.height + (CAPTION if pieces[1:] else 0) + 0.01


def test_pieces_on_paper_show_everything_once() -> None:
    whole = drawn(many(20), False)
    pieces = printed(many(20), Room(174, 150))
    assert len(pieces) > 2
    for once in ("★", "交接", "≤ 90 分钟"):
        assert sum(piece.split("<a ")[0].count(f">{once}") for piece in pieces) == whole.count(f">{once}") > 0
    for each in ("bc-drawing__head", "bc-drawing__tag"):
        assert sum(piece.count(each) for piece in pieces) == whole.count(each) > 0


def upright(svg: str) -> float:
    """How much of the drawing's lines leads up or down."""
    told = 0.0
    for path in re.findall(r'<path d="M([^"]+)"', svg):
        points = [tuple(map(float, point.split()[-2:])) for point in re.split("[LQ]", path)]
        told += sum(abs(a[1] - b[1]) for a, b in pairwise(points))
    return told


@settings(max_examples=100, deadline=None)
@given(wild(), st.floats(60, 200))
def test_no_line_is_lost_where_a_drawing_is_cut(process: tuple[list[Stop], int], high: float) -> None:
    layout = placed(*process)
    drawing = Drawing(
        layout.width, layout.end + 20, "图", "wide", tuple(Edge(way.points, "edge") for way in layout.ways), (Label(layout.end, ""),),
        tuple(Spot("#", "", box.x, box.y, box.width, box.height, ()) for box in layout.boxes), layout.cuts,
    )  # fmt: skip
    pieces = on_paper(drawing, Room(124, high))
    assert sum(map(upright, pieces)) == pytest.approx(upright(on_screen(drawing)), rel=0.02)
    assert sum(piece.count("<a ") for piece in pieces) == len(layout.boxes)


def test_a_ladder_tells_each_tiers_times_and_what_leads_on() -> None:
    _, processes = demonstration()
    process = next(process for process in processes if process.tiers)
    links = list(etree.fromstring(stairs(process)).iter(f"{SVG}a"))
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


def test_an_arrow_keeps_the_number_it_leads_to() -> None:
    lines = wrapped("Ⅰ级（火警） → 12", 80, 11)
    assert len(lines) == 2 and lines[1] == "→ 12"


def test_a_number_keeps_its_unit() -> None:
    assert all(not line.endswith("30") for line in wrapped("办理时间不超过 30 分钟", 84, 12))
