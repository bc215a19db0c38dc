"""The tiers of an escalation as a drawing: one stair a tier, with its times, and what leads to the next."""

from __future__ import annotations

from collections.abc import Callable

from biaochi.core.model import Process, Tier
from biaochi.pages.diagram import shapes
from biaochi.pages.diagram.drawing import PHONE, Drawing, Label, Spot
from biaochi.pages.diagram.text import wrapped

_STAIR = 20.0
_MOST_SHIFT = 96.0
_NAME, _SMALL = 12.5, 11.0
_PAD = 8.0

Href = Callable[[int], str]
"""Where the box of a tier leads, by the tier's place from 1."""


def ladder(process: Process, role: Callable[[str | None], str], href: Href) -> Drawing | None:
    """The drawing, lowest tier first; the box of a tier leads to its ``href``, asked for by the tier's place from 1.
    ``None`` where there are no tiers."""
    tiers = process.tiers
    if not tiers:
        return None
    shift = min(_STAIR, _MOST_SHIFT / max(1, len(tiers) - 1))
    wide = PHONE - shift * (len(tiers) - 1) - 2
    labels: list[Label] = []
    spots: list[Spot] = []
    y = 1.0
    for n, tier in enumerate(tiers):
        x = 1 + shift * n
        box, tall = _stair(tier, role, x, y, wide)
        spoken = _spoken(tier, role, tiers[n + 1] if n + 1 < len(tiers) else None)
        spots.append(Spot(href(n + 1), spoken, x, y, wide, tall, box))
        y += tall
        if n + 1 < len(tiers):
            why = wrapped(f"升级：{tier.escalate_if or '到时未办结'}", wide - shift - 34, _SMALL)
            room = max(shapes.height(why, _SMALL), 16) + 14
            at = x + shift + 12
            arrow = shapes.line([(at, y), (at, y + room - 5)], "handoff")
            arrow += shapes.polygon([(at, y + room), (at - 5, y + room - 8), (at + 5, y + room - 8)], "head")
            labels.append(Label(y, arrow + shapes.text(why, at + 12, y + 6, _SMALL)))
            y += room
    name = f"{process.title}：分级响应，{len(tiers)} 级"
    cuts = tuple(spot.y - 1.5 for spot in spots[1:])
    return Drawing(PHONE, y + 1, name, "both", (), tuple(labels), tuple(spots), cuts)


def _stair(tier: Tier, role: Callable[[str | None], str], x: float, y: float, wide: float) -> tuple[list[str], float]:
    level = f"{tier.level}" if tier.level is not None else "—"
    head = wrapped(f"{tier.name}　{role(tier.role)}", wide - 46, _NAME)
    authority = wrapped(f"权限：{tier.authority}", wide - 2 * _PAD, _SMALL) if tier.authority else []
    times = [("受理", tier.accept), ("答复", tier.respond), ("办结", tier.resolve)]
    column = (wide - 2 * _PAD) / 3
    told = [wrapped(f"≤ {amount.text}" if amount else "—", column - 8, _SMALL) for _, amount in times]
    cell = 16 + max(shapes.height(lines, _SMALL) for lines in told) + 4
    head_tall = max(20.0, shapes.height(head, _NAME))
    tall = _PAD + head_tall + 4 + cell + (shapes.height(authority, _SMALL) + 4 if authority else 0) + _PAD
    parts = [shapes.rectangle(x, y, wide, tall, "key")]
    parts.append(shapes.circle(x + _PAD + 10, y + _PAD + 9, 10, "mark"))
    parts.append(shapes.text([level], x + _PAD + 10, y + _PAD + 2.6, _SMALL, look="inverse", anchor="middle", bold=True))
    parts.append(shapes.text(head, x + _PAD + 26, y + _PAD + 1, _NAME, bold=True))
    at = y + _PAD + head_tall + 4
    for n, ((label, _), lines) in enumerate(zip(times, told, strict=True)):
        left = x + _PAD + n * column
        parts.append(shapes.rectangle(left, at, column - 4, cell, "strip", radius=3))
        parts.append(shapes.text([label], left + 4, at + 1, _SMALL, look="quiet"))
        parts.append(shapes.text(lines, left + 4, at + 16, _SMALL, bold=True))
    if authority:
        parts.append(shapes.text(authority, x + _PAD, at + cell + 4, _SMALL))
    return parts, tall


def _spoken(tier: Tier, role: Callable[[str | None], str], following: Tier | None) -> str:
    level = f"第 {tier.level} 级 " if tier.level is not None else ""
    told = [f"{level}{tier.name}", role(tier.role)]
    told += [
        f"{amount.text}内{label}" for label, amount in (("受理", tier.accept), ("答复", tier.respond), ("办结", tier.resolve)) if amount
    ]
    if tier.authority:
        told.append(f"权限：{tier.authority}")
    if following is not None:
        told.append(f"{tier.escalate_if or '到时未办结'}，升级到{following.name}")
    return "；".join(part for part in told if part)
