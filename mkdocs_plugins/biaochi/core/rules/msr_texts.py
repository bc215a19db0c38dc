"""MSR: figures that stand only in prose and must agree with each other: adjoining bands, and how long records are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from biaochi.core.clauses import Block
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.location import Location
from biaochi.core.model import Entry, Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Quantity, find_quantities, render
from biaochi.core.regex import regex
from biaochi.core.rules import bands
from biaochi.core.rules.scene import Scene

_CELL = regex(r"^\s*\|\s*((?:[^|\\\\]|\\\\.)*?)\s*\|")
_RULE = regex(r"^:?-+:?$")
_LEAD = regex(r"^([^::]{2,24}?)(?:[::]|的,|时,)")


def bands_in_text(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """正文的表格或列表里，相邻的档位重叠或留有空档（MC-36）。

    为什么:
        “不超过 4 小时”之后是“超过 5 小时”，4 小时半的客户不知道能得到什么，员工也各判各的。
    不通过:
        body+: "\\n| 等候 | 补偿 |\\n|---|---|\\n| 不超过 30 分钟 | 无 |\\n| 超过 40 分钟 | 饮料一杯 |\\n"
    通过:
        body+: "\\n| 等候 | 补偿 |\\n|---|---|\\n| 不超过 30 分钟 | 无 |\\n| 超过 30 分钟 | 饮料一杯 |\\n"
    怎么改:
        相邻的两档一档含本数、一档不含，首尾相接；以上、以下、以内都含本数，不满、超过不含。
    """
    for conditions in _divisions(entry.body.blocks):
        texts = [text for text, _ in conditions]
        if not bands.divide(texts):
            continue
        for fault in bands.between(texts):
            yield Finding("MSR044", conditions[fault.index][1](), f"档位“{texts[fault.index]}”：{fault.message}", fault.hint)


def _divisions(blocks: Sequence[Block]) -> Iterator[list[tuple[str, Callable[[], Location]]]]:
    """Runs of conditions: the first column of a table, the leads of a list (“延误超过 2 小时的，…”)."""
    run: list[tuple[str, Callable[[], Location]]] = []
    kind = ""
    for block in blocks:
        found = _lead(block)
        here = block.kind if found is not None else ""
        if here != kind:
            yield run
            run, kind = [], here
        run += [found] if found else []
    yield run


def _lead(block: Block) -> tuple[str, Callable[[], Location]] | None:
    pattern = {"table": _CELL, "item": _LEAD}.get(block.kind)
    match = pattern.match(plain(block.text)) if pattern else None
    if match is None or (block.kind == "table" and _RULE.match(match[1])):
        return None
    return match[1], partial(block.place, match.start(1), match.end(1))


_KEPT = regex(r"(?:录音|錄音|录像|錄影|监控|监视|视频|通话记录|服务记录|凭证|票据|工单|档案)[^。;]{0,16}?(?:保存|保留|留存|存储|存档|保管)")
_KEPT_FOR = regex(r"(?:保存|保留|留存|存储|存档|保管)(?:期限?|时间|時間)?(?:应|须|至少|不少于|不低于|为|期|不短于|满|達|达|到)*\s*$")
_OF_ANOTHER_LAW = regex("公安|治安|消防|安防|反恐|无关|無關")
"""Pictures kept for the police are kept for another end than complaints."""
_MAY_COMPLAIN = regex(r"^\s*(?:以|之)?内[^。;]{0,8}(?:投诉|投訴|申诉|申訴|异议|申请复核)")
_COMPLAINT_TERM = regex(r"(?:投诉|投訴|申诉|申訴|异议)(?:的)?(?:期限?|时效|時效|有效期|时限)(?:为|是|:)?\s*$")


def kept_too_short(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """记录保存的时间短于客户可以投诉的时间（MC-31）。

    为什么:
        客户在期限内来投诉，录音已经删了，谁也说不清当时怎么说的。
    不通过:
        body+: "\\n店员应将通话录音保存 60 天。 {#keep metric=wait}\\n\\n顾客可在服务后 90 天内提出投诉。\\n"
    通过:
        body+: "\\n店员应将通话录音保存 90 天。 {#keep metric=wait}\\n\\n顾客可在服务后 90 天内提出投诉。\\n"
    怎么改:
        把保存期加到不短于投诉期，或缩短投诉期。
    """
    kept = list(_stated(standard, kept=True))
    if not kept:
        return
    window = max((length for length, _ in _windows(standard, scene)), key=_seconds, default=None)
    for length, at in kept:
        if window is not None and _seconds(length) < _seconds(window):
            yield Finding("MSR045", at, f"记录只保存 {render(length)}，客户在 {render(window)}内都可以投诉", f"保存期改为不短于 {render(window)}")


def _windows(standard: Standard, scene: Scene) -> Iterator[tuple[Quantity, Location]]:
    """How long customers may complain, as the standard or a standard beside it says."""
    beside = [r.source for r in scene.graph.incoming.get(standard.id, ())] + [r.target for r in scene.graph.outgoing.get(standard.id, ())]
    for id_ in dict.fromkeys([standard.id, *beside]):
        entry = scene.catalogue.entries.get(id_)
        if isinstance(entry, Standard) and not entry.retired:
            yield from _stated(entry, kept=False)


def _stated(standard: Standard, *, kept: bool) -> Iterator[tuple[Quantity, Location]]:
    for block in standard.body.blocks:
        if block.kind not in ("paragraph", "item") or not re.search("保存|保留|留存|存储|存档|保管" if kept else "投诉|投訴|申诉|申訴|异议|复核", block.text):
            continue
        text = plain(block.text)
        for mention in find_quantities(text):
            if mention.quantity is None or mention.quantity.unit.dimension not in ("time", "month-time"):
                continue
            before, after = text[: mention.value_start], text[mention.value_end :]
            if _OF_ANOTHER_LAW.search(text):
                continue
            found = (_KEPT.search(before) and _KEPT_FOR.search(before)) if kept else (_MAY_COMPLAIN.search(after) or _COMPLAINT_TERM.search(before))
            if found:
                yield mention.quantity, block.place(mention.start, mention.end)


def _seconds(length: Quantity) -> Fraction:
    return length.base() * (30 * 86_400 if length.unit.dimension == "month-time" else 1)


RULES = (
    Rule("MSR044", "bands-in-text", Severity.ERROR, bands_in_text, Entry),
    Rule("MSR045", "kept-too-short", Severity.WARNING, kept_too_short, Standard),
)
