"""Waivers: agreed exceptions, with a reason and an end.

A waiver silences the findings of one rule on its own entry until its end date. An expired one silences nothing, and
one that silences nothing is itself a finding, so that no exception outlives its reason.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from biaochi.core.diagnostics import Diagnostic, Finding, did_you_mean
from biaochi.core.model import Entry, Waiver
from biaochi.core.rules import NAMES, RULES, find_rule
from biaochi.core.slotted import dataclass

NEVER_WAIVED = ("FMT", "LIF9", "VER")
"""How a file is written, the waivers themselves, and the gate on change cannot be waived."""


@dataclass(frozen=True, slots=True)
class Waived:
    """A diagnostic that a waiver silenced."""

    diagnostic: Diagnostic
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Applied:
    """What is left to say, what was silenced, and what the waivers themselves gave rise to (by entry)."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]
    findings: tuple[tuple[str, Finding], ...]


def apply_waivers(diagnostics: Sequence[Diagnostic], entries: Iterable[Entry], as_of: dt.date) -> Applied:
    """Take the waived diagnostics out; ``entries`` are all that have waivers."""
    by_entry: dict[str, list[tuple[str, Waiver]]] = defaultdict(list)
    findings: list[tuple[str, Finding]] = []
    for entry in entries:
        for waiver in entry.waivers:
            code = _known(waiver, entry, findings)
            if code is not None and not _expired(waiver, entry, as_of, findings):
                by_entry[entry.id].append((code, waiver))
    kept, waived, used = _split(diagnostics, by_entry)
    for entry_id, waivers in by_entry.items():
        for code, waiver in waivers:
            if id(waiver) not in used:
                message = f"豁免没有用处：{code} 在这个条目里没有发现问题"
                findings.append((entry_id, Finding("LIF903", waiver.where("rule"), message, "删去这条豁免")))
    return Applied(tuple(kept), tuple(waived), tuple(findings))


def _split(
    diagnostics: Iterable[Diagnostic], by_entry: dict[str, list[tuple[str, Waiver]]]
) -> tuple[list[Diagnostic], list[Waived], set[int]]:
    kept: list[Diagnostic] = []
    waived: list[Waived] = []
    used: set[int] = set()
    for diagnostic in diagnostics:
        waiver = next((w for code, w in by_entry.get(diagnostic.entry or "", ()) if code == diagnostic.code), None)
        if waiver is None:
            kept.append(diagnostic)
        else:
            used.add(id(waiver))
            waived.append(Waived(diagnostic, waiver))
    return kept, waived, used


def _known(waiver: Waiver, entry: Entry, findings: list[tuple[str, Finding]]) -> str | None:
    if not waiver.rule:
        return None
    rule = find_rule(waiver.rule)
    if rule is None:
        hint = did_you_mean(waiver.rule, [*RULES, *NAMES]) or "用“biaochi explain”查规则的代码或名称"
        findings.append((entry.id, Finding("LIF901", waiver.where("rule"), f"豁免的规则“{waiver.rule}”不存在", hint)))
        return None
    if rule.code.startswith(NEVER_WAIVED):
        message = f"{rule.code} 不能豁免"
        findings.append((entry.id, Finding("LIF901", waiver.where("rule"), message, "改正原处，删去这条豁免")))
        return None
    return rule.code


def _expired(waiver: Waiver, entry: Entry, as_of: dt.date, findings: list[tuple[str, Finding]]) -> bool:
    if waiver.until is None or not waiver.reason or waiver.until >= as_of:
        return waiver.until is None or not waiver.reason
    message = f"豁免已于 {waiver.until} 到期"
    findings.append((entry.id, Finding("LIF902", waiver.where("until"), message, "改正问题后删去豁免，或经批准后延期")))
    return True
