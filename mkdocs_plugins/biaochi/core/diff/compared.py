"""Comparing single values: which of two is stricter, and how a value reads."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from biaochi.core.diff.change import LOOSENED, NEUTRAL, TIGHTENED, Direction
from biaochi.core.diff.content import canonical, declared, folded, normal_text
from biaochi.core.plain_text import plain
from biaochi.core.quantity import (
    TIME_LIKE,
    Frequency,
    Mention,
    Period,
    Quantity,
    Unit,
    compare,
    find_quantities,
    render,
)
from biaochi.core.regex import regex
from biaochi.core.shape import Part
from biaochi.core.values import Amount
from biaochi.core.wording import judge
from biaochi.core.written import labels_of

LEVELS = {"none": 0, "permission": 1, "recommendation": 2, "requirement": 3}


def stricter(sign: int | None, better: str | None) -> Direction | None:
    """What it means that ``after`` is less (-1) or more (1) than ``before`` where ``better`` is lower or higher."""
    if sign is None or better not in ("lower", "higher"):
        return None
    if sign == 0:
        return NEUTRAL
    return TIGHTENED if (sign < 0) == (better == "lower") else LOOSENED


def against(before: Any, after: Any, better: str | None) -> Direction | None:
    """The direction from one figure (or range) to another; ``None`` where they cannot be compared."""
    if isinstance(before, Amount):
        before = before.quantity
    if isinstance(after, Amount):
        after = after.quantity
    if isinstance(before, tuple) and isinstance(after, tuple):
        low, high = _order(before[0], after[0]), _order(before[1], after[1])
        if low is None or high is None:
            return None
        if low >= 0 and high <= 0:
            return TIGHTENED
        return LOOSENED if low <= 0 and high >= 0 else None
    if isinstance(before, tuple) or isinstance(after, tuple):
        return None
    return stricter(_order(before, after), better)


def _order(before: Any, after: Any) -> int | None:
    """-1 where ``after`` is less than ``before``."""
    if isinstance(before, Quantity) and isinstance(after, Quantity):
        return compare(after, before)
    if isinstance(before, (int, Decimal, Fraction)) and isinstance(after, (int, Decimal, Fraction)):
        return (after > before) - (after < before)
    return None


def shown(value: Any, vocabulary: Mapping[str, str] | None = None) -> str:
    """A value as people write it; empty where there is none."""
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return (vocabulary or {}).get(value) or normal_text(value)
    if isinstance(value, Amount):
        return value.text
    if isinstance(value, Quantity):
        return render(value)
    if isinstance(value, (int, Decimal)):
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, Unit):
        return value.symbol
    if isinstance(value, (Period, Frequency)):
        return value.text
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(end, Quantity) for end in value):
        return f"{render(value[0])}—{render(value[1])}"
    if isinstance(value, Mapping):
        return "、".join(f"{key}:{shown(item)}" if shown(item) else key for key, item in value.items())
    if isinstance(value, Part):
        return part_text(value, vocabulary)
    if isinstance(value, tuple):
        return "、".join(shown(item, vocabulary) for item in value)
    return str(value)


def part_text(part: Part, vocabulary: Mapping[str, str] | None = None, beside: Part | None = None) -> str:
    """A nested map in one line: ``起计点 取号，止计点 叫号``; with another ``beside`` it no more than what that says otherwise."""
    found = []
    for attribute, key in declared(part).values():
        if beside is not None and canonical(getattr(part, attribute)) == canonical(getattr(beside, attribute)):
            continue
        text = shown(getattr(part, attribute), {**(vocabulary or {}), **labels_of(key.read)})
        if text:
            found.append(f"{key.label} {text}")
    return "，".join(found)


# --- text ------------------------------------------------------------------------------------------------------------

_WORDS = json.loads(Path(__file__).with_name("data").joinpath("words.json").read_text(encoding="utf-8"))
_HEDGE, _WHOLE, _EXEMPTING, _SPARED, _CUSTOMER = (
    regex(_WORDS[name], re.I) for name in ("hedge", "whole", "exempting", "spared", "customer")
)
_LIGHT = regex(rf"[\W_]|[{_WORDS['light']}]")
_BLANKS_AROUND = regex(r"\s*¤\s*")


def figures(text: str) -> tuple[str, tuple[Mention, ...]]:
    """The text with a sign for each figure, and the figures."""
    mentions = tuple(m for m in find_quantities(text) if m.quantity is not None or m.bound is not None)
    skeleton, last = [], 0
    for mention in mentions:
        skeleton.append(text[last : mention.value_start])
        last = mention.value_end
    skeleton.append(text[last:])
    # A full-width comma is the comma that it is, and a figure stands where it stands with or without blanks.
    return _BLANKS_AROUND.sub("¤", folded("¤".join(skeleton))), mentions


def _better(mention: Mention) -> str | None:
    """Whether less or more of a figure in prose is better for the customer."""
    if mention.role == "share" or mention.percentile is not None:
        return "higher"
    if mention.bound is not None:
        return {"<": "lower", "<=": "lower", ">": "higher", ">=": "higher"}.get(mention.bound.op)
    if mention.quantity is not None and mention.quantity.unit.dimension in TIME_LIKE:
        return "lower"
    return None


def _figure(mention: Mention) -> Quantity | None:
    if mention.quantity is not None:
        return mention.quantity
    ends = mention.bound.limits() if mention.bound is not None else (None, None)
    return ends[0] if ends[1] is None else ends[1] if ends[0] is None else None


def text_directions(before: str, after: str) -> set[Direction]:
    """Where a text differs in its figures alone, which way they went (both is possible); empty where it differs in
    more, or in figures that cannot be ordered."""
    one, there = figures(before)
    other, here = figures(after)
    if one != other or len(there) != len(here):
        return set()
    found: set[Direction] = set()
    for left, right in zip(there, here, strict=True):
        a, b = _figure(left), _figure(right)
        if a is None or b is None:
            if (left.quantity, left.bound) != (right.quantity, right.bound):
                return set()
            continue
        direction = against(a, b, _better(right)) if a != b else NEUTRAL
        if direction is None:
            return set()
        if direction != NEUTRAL:
            found.add(direction)
    return found


def hedged(before: str, after: str) -> bool:
    """Whether the later text has gained a hedge or a condition, or lost a word that takes everybody in."""
    before, after = plain(before), plain(after)
    return len(_HEDGE.findall(after)) > len(_HEDGE.findall(before)) or len(_WHOLE.findall(after)) < len(
        _WHOLE.findall(before)
    )


def exempts(text: str) -> bool:
    """Whether a text takes somebody or something out of what is required. What a customer is spared is no exemption,
    nor is it to act without asking leave."""
    text = plain(text)
    spared = _SPARED.search(text)
    return _EXEMPTING.search(text) is not None or (spared is not None and not _CUSTOMER.search(text))


def retouched(before: str, after: str) -> bool:
    """Whether two texts differ in polite and function words or punctuation alone."""
    return _LIGHT.sub("", folded(before)) == _LIGHT.sub("", folded(after))


def fewer_figures(before: str, after: str) -> bool:
    """Whether a figure was lost."""
    return len(figures(after)[1]) < len(figures(before)[1])


def level(text: str, lang: str) -> int:
    """How strongly a sentence requires: 0 nothing, 1 可, 2 宜, 3 应."""
    return LEVELS[judge(text, lang).level]


def remedy_direction(before: str, after: str) -> Direction:
    """Whether a remedy gives more or less, told by its figures alone; a figure lost is less."""
    there = [q for q in (_figure(m) for m in figures(before)[1]) if q is not None]
    here = [q for q in (_figure(m) for m in figures(after)[1]) if q is not None]
    if len(here) != len(there):
        return LOOSENED if len(here) < len(there) else NEUTRAL
    found = {against(a, b, "higher") for a, b in zip(there, here, strict=True)} - {NEUTRAL}
    one = found.pop() if len(found) == 1 else None
    return one or NEUTRAL
