"""What in a sentence can be verified: figures that bound something, events, references, obliged speech.

Figures come from ``core.quantity``; this module decides whether a figure binds the thing required or only
sets the scope or the trigger (“等待超过 10 分钟的客户应及时安抚”), in which case it is no criterion.
"""

from __future__ import annotations

import re

from biaochi.core.quantity import (
    TIME_LIKE,
    TRAP_ROLES,
    Mention,
    find_frequencies,
    find_quantities,
    has_number,
)
from biaochi.core.regex import regex
from biaochi.core.wording.findings import Criterion
from biaochi.core.wording.lexicon import pattern
from biaochi.core.wording.quotes import Quote

_DAY = regex(r"[日号前底末初]|\d-\d|[A-Za-z]")
_KINDS = {
    "time": "time",
    "work-time": "time",
    "month-time": "time",
    "ring": "time",
    "ratio": "percent",
    "ratio-diff": "percent",
    "count": "count",
    "rate": "frequency",
    "score": "measure",
    "money": "measure",
    "nps": "measure",
    "multiple": "percent",
    "staffing": "count",
    "number": "measure",
}
_EVENT = pattern("event")
_REFERENCE = pattern("reference")
_DUTY_ONLY = pattern("duty_only")
_ATTRIBUTE = regex(
    r"\s*(?:以上|以下|左右)?(?:的(?!时限|时间内|要求)|之(?![内前后间外])|时[,应须]|后[,应须]|起[,应须])"
)
_TRIGGER_AFTER = pattern("trigger_after")
_TRIGGER_BEFORE = pattern("trigger_before")
_WITHIN = regex(r"[内前]$|以内|之内|之前|以前")
_REACHES = regex(r"(?:[到至为达各]|减少|增加|合计|不变)\s*$")
_BASIS = regex(
    r"^(?:按照?|依照?|依据|根据|遵照|参照)[^,。;]{0,14}?第\s*[\d一二三四五六七八九十百.]+\s*[条款章节项号][^,。;]{0,6}[,]?"
)
_SHARE_OF = regex(r"\s*(?:以上)?的?[\u4e00-\u9fff]{1,10}$")
_HOURS = regex(r"\d\s*[时点]?\s*(?:至|到|-|—|–|~|～)\s*$")
_NAMED = regex(r"[\u4e00-\u9fff](?<![内前后起以之的时应须均都])")
_SCOPE_NOUN = pattern("scope_noun")


def find_criteria(text: str, quotes: tuple[Quote, ...], modal: int) -> tuple[Criterion, ...]:
    """What in a folded Chinese text may settle it, in order; ``modal`` is where the modal verb starts."""
    found: list[Criterion] = [
        Criterion(q.start, q.end, text[q.start : q.end], "speech") for q in quotes if q.speech and not q.title
    ]
    found += figures(text, modal)
    lead = max(modal, 0)
    for match in _EVENT.finditer(text):
        named = match.end() < lead and match.group()[:1] in "全2" and text[match.end()] not in "应须均都,、 "
        after = match.end() <= lead and match.group()[-1] == "后"
        found.append(Criterion(match.start(), match.end(), match.group(), "event", not (named or after)))
    for match in _REFERENCE.finditer(text):
        # 依据第 7.2 条认真履行职责: the clause says whose duty it is, not how it is seen to be done.
        basis = match.end() <= lead and _BASIS.match(text[: match.end() + 8])
        binds = not basis and not _DUTY_ONLY.match(text, match.end())
        found.append(Criterion(match.start(), match.end(), match.group(), "reference", binds))
    return tuple(sorted(found, key=lambda criterion: criterion.start))


def figures(text: str, modal: int) -> list[Criterion]:
    """The figures of a Chinese text with their kind, and whether they bind what is required."""
    if not has_number(text) and "每" not in text and "一" not in text:
        return []
    found = []
    for start, end, frequency in find_frequencies(text):
        if frequency.kind == "periodic":
            found.append(Criterion(start, end, text[start:end], "frequency"))
    for mention in find_quantities(text):
        kind = kind_of(mention)
        if kind:
            found.append(
                Criterion(
                    mention.start, mention.end, mention.text, kind, binds_zh(text, mention, kind, modal)
                )
            )
    return found


def kind_of(mention: Mention) -> str:
    """The kind of criterion that a figure can be; empty for a trap."""
    if mention.role in TRAP_ROLES and mention.role not in ("clock-time", "date", "percentile", "share"):
        return ""
    if mention.role == "date":
        return "clock" if _DAY.search(mention.text) else ""
    if mention.role == "clock-time":
        return "clock"
    if mention.role == "percentile":
        return "percentile"  # P95 of what? by itself it settles no word
    if mention.role == "share":
        return "percent"
    if mention.role == "indefinite":
        return ""
    quantity = mention.quantity
    unit = (
        quantity.unit if quantity is not None else mention.bound.unit if mention.bound is not None else None
    )
    if unit is None or (unit.dimension == "number" and mention.bound is None):
        return ""
    if mention.per is not None or mention.every:
        return "frequency" if unit.dimension in TIME_LIKE | {"count"} else "measure"
    return _KINDS.get(unit.dimension, "measure")


def binds_zh(text: str, mention: Mention, kind: str, modal: int) -> bool:
    """Whether a figure bounds what is required: no trigger, no scope, no head-count of the subject."""
    if mention.approximate and mention.bound is None:
        return False
    before, after = text[: mention.start].rstrip(), text[mention.end :]
    said = mention.text
    within = bool(_WITHIN.search(said)) or after.lstrip()[:1] in ("内", "前")
    precedes = modal > mention.start
    if kind == "clock":
        if _HOURS.search(before) and precedes:
            return False
        return within or not re.match(r"\s*(?:后|起|以来|至|到|版|修订|发布)", after)
    if precedes and kind == "percent" and (not before or before[-1] in ",;:每有") and _SHARE_OF.match(text[mention.end : modal]):
        return True  # 三分之二以上的教练须……: the share of those who have to
    if precedes and _ATTRIBUTE.match(after):
        return False
    if within:
        return not re.match(r"\s*内?(?:仍?未|无人|没有|无法)[^,。]{0,8}(?:的|时|,)", after)
    if (
        kind in ("time", "measure")
        and precedes
        and mention.bound is None
        and not mention.every
        and _NAMED.match(after)
    ):
        return False
    exceeds = bool(_TRIGGER_BEFORE.search(before)) or bool(
        re.match(r"(?:超过|超出|满|不足|大于|多于|少于|高于|低于|未满|>|≥|<|达)", said)
    )
    if said.endswith(("以上", "以下")):
        exceeds = True
        if (
            precedes
            and kind != "percent"
            and re.match(r"[\u4e00-\u9fff、/]{1,10}$", text[mention.end : modal])
        ):
            return False
    if (
        exceeds
        and _TRIGGER_AFTER.match(after)
        and (precedes or modal < 0 or re.match(r"\s*[\u4e00-\u9fff]{0,8}?(?:的|时|后)", after))
    ):
        return False
    if exceeds and precedes and re.match(r"\s*[\u4e00-\u9fff]{0,6}[,]", after) and kind != "percent":
        return False
    if kind == "count":
        if (
            mention.bound is None
            and (precedes or modal < 0)
            and not mention.every
            and not _REACHES.search(before)
        ):
            return False
        if _SCOPE_NOUN.match(after) and mention.bound is None and precedes:
            return False
    return True
