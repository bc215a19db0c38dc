"""Ties between the figures of one sentence: shares and percentiles with limits, lists with their unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from biaochi.core.quantity.mention import Mention
from biaochi.core.quantity.quantity import Quantity
from biaochi.core.quantity.units import NUMBER, TIME_LIKE
from biaochi.core.regex import regex


def linked(folded: str, found: list[Mention]) -> tuple[Mention, ...]:
    """Give limits the share of cases and the percentile they hold for."""
    _shared_units(folded, found)
    for i, mention in enumerate(found):
        if mention.role == "percentile":
            later = _limit_after(folded, found, i)
            if later is not None:
                found[later] = replace(found[later], percentile=mention.percentile)
        elif _is_percent(mention):
            j = _limit_of_share(folded, found, i)
            if j is not None:
                value = mention.quantity.base() if mention.quantity else None
                found[j] = replace(found[j], share=value)
                if mention.role == "quantity":
                    found[i] = replace(mention, role="share")
    return tuple(found)


def _shared_units(folded: str, found: list[Mention]) -> None:
    """2 / 4 / 8 小时: figures of a list have the unit of the last."""
    for i in range(len(found) - 2, -1, -1):
        mention, later = found[i], found[i + 1]
        quantity, kind = mention.quantity, later.bound.unit if later.bound else NUMBER
        kind = later.quantity.unit if later.quantity else kind
        if quantity is None or quantity.unit != NUMBER or kind == NUMBER or mention.role != "quantity":
            continue
        if later.role == "quantity" and _LISTED.fullmatch(folded, mention.end, later.start):
            bound = replace(mention.bound, unit=kind) if mention.bound else None
            found[i] = replace(mention, quantity=Quantity(quantity.value, kind), bound=bound)


_LISTED: Final = regex(" ?(?:/|、|或|or|和|and) ?")


def _is_percent(mention: Mention) -> bool:
    quantity = mention.quantity
    return quantity is not None and quantity.unit.dimension == "ratio" and mention.role == "quantity"


def _is_limit(mention: Mention) -> bool:
    kind = mention.bound.unit if mention.bound else mention.quantity.unit if mention.quantity else NUMBER
    return mention.role == "quantity" and (kind.dimension in TIME_LIKE or kind.dimension == "ring")


def _limit_after(folded: str, found: list[Mention], i: int) -> int | None:
    for j in range(i + 1, len(found)):
        if _END.search(folded, found[i].end, found[j].start):
            return None
        if _is_limit(found[j]):
            return j
    return None


def _limit_of_share(folded: str, found: list[Mention], i: int) -> int | None:
    """The time or ring limit that the per cent figure `i` rules: behind it, or before it by 的, of or 率."""
    share = found[i]
    if i + 1 < len(found) and _is_limit(found[i + 1]) and found[i + 1].bound:
        gap = folded[share.end : found[i + 1].start]
        if len(gap) <= (60 if gap.isascii() else 24) and not _GAP_BREAK.search(gap):
            return i + 1
    if i and _is_limit(found[i - 1]) and found[i - 1].share is None and found[i - 1].bound:
        gap = folded[found[i - 1].end : share.start]
        tied = folded.startswith(("的", " of ", " 的"), share.end) or gap.rstrip().endswith("率")
        if tied and len(gap) <= 24 and not _GAP_BREAK.search(gap):
            return i - 1
    return None


_END: Final = regex("[。;!?]|[.](?= |$)")
_GAP_BREAK: Final = regex("[,、。;!?]")
