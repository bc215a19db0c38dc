"""The flow of a process as a drawing: swim lanes by role, numbered boxes, edges with their times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from biaochi.core.model import Process, Step
from biaochi.core.rules.flow import END, edges
from biaochi.core.slotted import dataclass
from biaochi.pages.diagram import shapes
from biaochi.pages.diagram.drawing import PHONE, Drawing, Edge, Label, Spot
from biaochi.pages.diagram.layout import Box, Cell, Layout, Way, gutter_widths, place
from biaochi.pages.diagram.paper import Room
from biaochi.pages.diagram.routing import Stop, route
from biaochi.pages.diagram.text import width, wrapped

DESKTOP = 700.0
"""The width of a page's text on a desktop, in the drawing's units."""
_MOST_LANES_ON_A_PHONE = 2
_NARROWEST, _WIDEST = 98.0, 190.0
_NAME, _SMALL = 12.5, 11.0
_PAD, _MARK = 7.0, 8.5

Href = Callable[[str], str]
"""Where the box of a step leads, by the step's id."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A step with what its box says, every line measured."""

    step: Step
    head: tuple[str, ...]
    role: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]
    times: tuple[str, ...]
    handed: tuple[str, ...]
    in_box: bool


def flow(process: Process, role: Callable[[str | None], str], href: Href, *, phone: bool, most: float = DESKTOP) -> Drawing | None:
    """The drawing of the steps. For a ``phone`` all boxes stand in one column that is as wide as the screen, each with
    its role, unless the lanes are few enough to stand side by side even there; otherwise each role has a lane, ``most`` wide
    together if the lanes allow it. ``None`` where there are no steps."""
    steps = process.steps
    if not steps:
        return None
    roles = list(dict.fromkeys(step.role for step in steps))
    stacked = phone and len(roles) > _MOST_LANES_ON_A_PHONE
    lanes = 1 if stacked else len(roles)
    stops = [Stop(0 if stacked else roles.index(step.role), _targets(process, step), isinstance(step.next, tuple)) for step in steps]
    routing = route(stops, lanes)
    taken = sum(gutter_widths(routing))
    lane = max(200.0, PHONE - taken) if stacked else (
        (PHONE - taken) / lanes if lanes <= _MOST_LANES_ON_A_PHONE else min(_WIDEST, max(_NARROWEST, (most - taken) / lanes))
    )
    numbers = {step.id: str(n) for n, step in enumerate(steps, 1)}
    drawn = [_measured(step, lane, role(step.role) if stacked else "", numbers) for step in steps]
    headers = [] if stacked else [wrapped(role(name) or "未定岗位", lane - 4, _NAME) for name in roles]
    top = 6 + max((shapes.height(lines, _NAME) for lines in headers), default=0)
    full = taken + lanes * lane
    start = wrapped(f"开始：{process.trigger}" if process.trigger else "开始", full - 16, _SMALL)
    begun = top + shapes.height(start, _SMALL) + 8
    layout = place(stops, [_cell(d) for d in drawn], routing, lane, begun)
    finish = wrapped(f"结束：{process.outcome}" if process.outcome else "结束", full - 16, _SMALL)
    first = layout.boxes[0]
    drawn_edges = [Edge([(first.middle, begun), (first.middle, first.y)], "edge")]
    drawn_edges += [
        Edge(way.points, _look(way, steps))
        for way in sorted(layout.ways, key=lambda way: (_hands_over(way, steps), way.row, way.exit))
    ]
    spots = []
    for d, box, stop in zip(drawn, layout.boxes, stops, strict=True):
        sides = [way.points[0][0] for way in layout.ways if steps[way.row] is d.step]
        spoken = _spoken(d.step, role, numbers, [_name(steps, target) for target in stop.targets])
        parts = _box(d, box, numbers[d.step.id], sides)
        spots.append(Spot(href(d.step.id), spoken, box.x, box.y, box.width, box.height, parts))
    beside = [Label(box.bottom, _on_edge(d, box)) for d, box in zip(drawn, layout.boxes, strict=True)]
    return Drawing(
        layout.width, layout.end + shapes.height(finish, _SMALL) + 9,
        f"{process.title}：流程图，{len(steps)} 步，{len(roles)} 个岗位",
        "phone" if stacked else "both" if lanes <= _MOST_LANES_ON_A_PHONE else "wide",
        tuple(drawn_edges), (Label(top, _band(full, top, start)), *beside, Label(layout.end, _band(full, layout.end, finish))), tuple(spots), layout.cuts,
        0 if stacked else top, None if stacked else partial(_lanes, layout, lane, headers),
    )  # fmt: skip


def flow_on_paper(process: Process, role: Callable[[str | None], str], href: Href, room: Room) -> Drawing | None:
    """The drawing for a page with ``room``: in lanes where they can be read side by side, otherwise as on a phone."""
    wide = flow(process, role, href, phone=False, most=room.comfortable)
    return wide if wide is None or wide.width <= room.widest else flow(process, role, href, phone=True)


def fits_a_phone(process: Process) -> bool:
    """Whether one drawing serves phone, desktop and paper alike."""
    return len({step.role for step in process.steps}) <= _MOST_LANES_ON_A_PHONE


def _targets(process: Process, step: Step) -> tuple[int, ...]:
    """The rows a step leads to; what leads nowhere is left out (a rule reports it)."""
    rows = {END: len(process.steps)} | {other.id: n for n, other in reversed(list(enumerate(process.steps)))}
    found = [branch.to for branch in step.next] if isinstance(step.next, tuple) else edges(process).get(step.id, ())
    return tuple(rows[target] for target in found if target in rows)


def _name(steps: Sequence[Step], row: int) -> str:
    return "结束" if row == len(steps) else f"{row + 1} {steps[row].name or steps[row].id}"


def _measured(step: Step, lane: float, role: str, numbers: dict[str, str]) -> _Drawn:
    inner = lane - 2 * _PAD
    decision = isinstance(step.next, tuple)
    star = "★" if step.key else ""
    name = wrapped(f"{star}{step.name or step.id}", inner - 2 * _MARK - 2, _NAME)
    limit = [f"≤ {step.time_limit.text}"] if step.time_limit else []
    handed: list[str] = []
    if step.handoff is not None:
        within = f"，{step.handoff.within.text}内" if step.handoff.within else ""
        handed = wrapped(f"交接：{step.handoff.artefact}{within}", inner - 4, _SMALL)
    choices = []
    for branch in step.next if isinstance(step.next, tuple) else ():
        target = "结束" if branch.to == END else numbers.get(branch.to, branch.to)
        choices.append(tuple(wrapped(f"{branch.when} → {target}", inner - 2, _SMALL)))
    return _Drawn(
        step, tuple(name), tuple(wrapped(role, inner, _SMALL)) if role else (), tuple(choices), tuple(limit), tuple(handed), decision
    )


def _head_height(d: _Drawn) -> float:
    return max(2 * _MARK, shapes.height(d.head, _NAME))


def _cell(d: _Drawn) -> Cell:
    y = _PAD + shapes.height(d.role, _SMALL) + _head_height(d)
    below = 0.0
    if d.in_box:
        y += shapes.height(d.times, _SMALL)
        y += shapes.height(d.handed, _SMALL) + (6 if d.handed else 0)
    else:
        below = (shapes.height(d.times, _SMALL) + 7 if d.times else 0) + (shapes.height(d.handed, _SMALL) + 9 if d.handed else 0)
    ports = []
    for choice in d.choices:
        tall = shapes.height(choice, _SMALL) + 6
        ports.append(y + tall / 2 + 2)
        y += tall
    return Cell(y + _PAD - (3 if d.choices else 0), below, tuple(ports))


def _box(d: _Drawn, box: Box, number: str, sides: Sequence[float]) -> list[str]:
    cut = 9.0
    look = "key" if d.step.key else "plain"
    if d.in_box:
        left, right, y, bottom = box.x, box.x + box.width, box.y, box.bottom
        corners = [
            (left + cut, y), (right - cut, y), (right, y + cut), (right, bottom - cut), (right - cut, bottom), (left + cut, bottom),
            (left, bottom - cut), (left, y + cut),
        ]  # fmt: skip
        parts = [shapes.polygon(corners, look)]
    else:
        parts = [shapes.rectangle(box.x, box.y, box.width, box.height, look)]
    x, y = box.x + _PAD, box.y + _PAD
    if d.role:
        parts.append(shapes.text(d.role, x, y, _SMALL, look="quiet"))
        y += shapes.height(d.role, _SMALL)
    middle = (x + _MARK - 1, y + shapes.height(d.head[:1], _NAME) / 2)
    if d.in_box:
        reach = _MARK + 1.5
        parts.append(shapes.polygon([(middle[0], middle[1] - reach), (middle[0] + reach, middle[1]), (middle[0], middle[1] + reach), (middle[0] - reach, middle[1])], "mark"))
    else:
        parts.append(shapes.circle(*middle, _MARK, "mark"))
    parts.append(shapes.text([number], middle[0], middle[1] - 6.1, _SMALL, look="inverse", anchor="middle", bold=True))
    parts.append(shapes.text(d.head, x + 2 * _MARK + 2, y, _NAME, bold=True))
    y += _head_height(d)
    if d.in_box:
        if d.times:
            parts.append(shapes.text(d.times, x + 2 * _MARK + 2, y, _SMALL, look="quiet"))
            y += shapes.height(d.times, _SMALL)
        if d.handed:
            parts.append(shapes.rectangle(box.x + 3, y + 1, box.width - 6, shapes.height(d.handed, _SMALL) + 3, "strip", radius=2))
            parts.append(shapes.text(d.handed, x + 1, y + 2, _SMALL))
            y += shapes.height(d.handed, _SMALL) + 6
        for choice, side in zip(d.choices, sides, strict=False):
            tall = shapes.height(choice, _SMALL) + 6
            parts.append(shapes.line([(box.x, y + 2), (box.x + box.width, y + 2)], "edge"))
            parts.append(shapes.text(choice, x + 1, y + 5, _SMALL))
            parts.append(shapes.circle(side, y + tall / 2 + 2, 2.4, "mark"))
            y += tall
    return parts


def _on_edge(d: _Drawn, box: Box) -> str:
    """What stands on the edge that leaves a box: its time, and what is handed over."""
    if d.in_box:
        return ""
    parts, y = [], box.bottom + 4
    for lines in (d.times, d.handed):
        if lines:
            wide = max(width(line, _SMALL) for line in lines) + 8
            tall = shapes.height(lines, _SMALL) + 3
            parts.append(shapes.rectangle(box.middle - wide / 2, y, wide, tall, "band" if lines is d.handed else "tag", radius=3))
            parts.append(shapes.text(lines, box.middle, y + 1.5, _SMALL, anchor="middle"))
            y += tall + 4
    return "".join(parts)


def _look(way: Way, steps: Sequence[Step]) -> str:
    return "back" if way.target <= way.row else "handoff" if _hands_over(way, steps) else "edge"


def _hands_over(way: Way, steps: Sequence[Step]) -> bool:
    """Whether something changes hands on an edge: a decision may also lead on to one's own next step."""
    step = steps[way.row]
    return step.handoff is not None and way.target < len(steps) and steps[way.target].role != step.role


def _lanes(layout: Layout, lane: float, headers: Sequence[Sequence[str]], top: float, bottom: float) -> str:
    """The lanes with their headings, behind all else; they end where the flow does."""
    parts = []
    for x, lines in zip(layout.lanes, headers, strict=True):
        parts.append(shapes.rectangle(x - 2, top, lane + 4, min(bottom, layout.end) - top, "lane", radius=3))
        parts.append(shapes.text(lines, x + lane / 2, top + 2, _NAME, anchor="middle", bold=True))
    return "".join(parts)


def _band(full: float, y: float, lines: Sequence[str]) -> str:
    tall = shapes.height(lines, _SMALL) + 8
    return shapes.rectangle(0.5, y, full - 1, tall, "band", radius=tall / 2 if len(lines) == 1 else 8) + shapes.text(
        lines, full / 2, y + 4, _SMALL, anchor="middle"
    )


def _spoken(step: Step, role: Callable[[str | None], str], numbers: dict[str, str], targets: Sequence[str]) -> str:
    """What a screen reader says of a box."""
    told = [f"第 {numbers[step.id]} 步 {step.name or step.id}", role(step.role)]
    if step.key:
        told.append("关键节点")
    if step.time_limit:
        told.append(f"{step.time_limit.text}内")
    if step.handoff is not None:
        told.append(f"交接{step.handoff.artefact}" + (f"，{step.handoff.within.text}内" if step.handoff.within else ""))
    if isinstance(step.next, tuple):
        told += [f"{branch.when}时到 {target}" for branch, target in zip(step.next, targets, strict=False)]
    elif targets:
        told.append(f"下一步 {targets[0]}")
    return "；".join(part for part in told if part)
