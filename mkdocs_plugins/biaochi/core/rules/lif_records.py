"""LIF: change records tell the versions of an entry, in order, and from when they hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Change, Entry
from biaochi.core.rules.scene import Scene
from biaochi.core.values import Version


def change_record_not_current(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """最新的变更记录不是条目的版本。

    为什么:
        版本变了而没有记录，没有人知道变了什么、谁批准的。
    不通过:
        version: 1.2
        DEMO-FIX.changed.0.version: 1.1
    通过:
        version: 1.2
        changes+: [{version: 1.2, date: 2026-05-28, reason: correction, summary: 改正错字, approved_by: keeper}]
    怎么改:
        补一条该版本的变更记录，或改正 version。
    """
    records = _records(entry)
    if entry.version is None or records is None:
        return
    if not records:
        if entry.version > Version(1, 0):
            yield Finding(
                "LIF014",
                entry.where("changes"),
                f"版本 {entry.version} 没有变更记录",
                f"补一条 version: {entry.version} 的记录",
            )
        return
    newest, index = max((change.version, index) for index, change in records if change.version)
    if newest > entry.version:
        yield Finding(
            "LIF014",
            entry.where("changes", index, "version"),
            f"变更记录已到 {newest}，条目还是 {entry.version}",
            f"把 version 改为 {newest}，或改正记录",
        )
    elif newest < entry.version:
        yield Finding(
            "LIF014",
            entry.where("version"),
            f"版本是 {entry.version}，最新的变更记录是 {newest}",
            f"补一条 version: {entry.version} 的变更记录",
        )


def effective_differs(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """条目与它的变更记录写着两个生效日期。

    为什么:
        变更记录是批准的凭据，条目的 effective 决定哪一天照新版做；两处不同，员工与批准人各记一个日子。
    不通过:
        changes.0.effective: 2026-06-15
    通过:
        changes.0.effective: 2026-06-01
    怎么改:
        两处写同一天。
    """
    for index, change in _records(entry) or []:
        if change.version == entry.version and change.effective and entry.effective and change.effective != entry.effective:
            yield Finding(
                "LIF021", entry.where("changes", index, "effective"),
                f"版本 {change.version} 的变更记录写 {change.effective} 生效，条目写 {entry.effective}", "两处写同一天",
            )  # fmt: skip


def change_records_out_of_order(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """变更记录的版本重复，或版本与日期的先后不一致。

    为什么:
        记录是追溯的依据；先后颠倒的记录说不清哪一天起按哪一版。
    不通过:
        changes: [{version: 1.0, date: 2026-05-25, reason: need, summary: 首次发布, approved_by: keeper}, {version: 1.1, date: 2026-05-20, reason: audit, summary: 写明起计点, approved_by: keeper}]
    通过:
        changes: [{version: 1.0, date: 2026-05-10, reason: need, summary: 首次发布, approved_by: keeper}, {version: 1.1, date: 2026-05-20, reason: audit, summary: 写明起计点, approved_by: keeper}]
    怎么改:
        改正版本或日期，每个版本一条记录。
    """
    records = sorted(
        ((c.version, i, c) for i, c in _records(entry) or [] if c.version), key=lambda row: row[:2]
    )
    settled = entry.in_force and not entry.announced(scene.as_of)
    for _, index, change in records:
        if settled and change.date and change.date > scene.as_of:
            yield Finding(
                "LIF015",
                entry.where("changes", index, "date"),
                f"条目已经现行，版本 {change.version} 的日期 {change.date} 却在今天（{scene.as_of}）之后",
                "改正日期；将来才生效的改动先写在草稿里",
            )
            return
    for _, index, change in records:
        if change.date and change.effective and change.effective < change.date and change.reason != "correction":
            yield Finding(
                "LIF015", entry.where("changes", index, "effective"), f"版本 {change.version} 的生效日期 {change.effective} 早于批准日期 {change.date}",
                "改正其中一个日期；不能让员工补守批准以前的要求",
            )
    for (lower, _, before), (upper, index, change) in pairwise(records):
        if lower == upper:
            yield Finding(
                "LIF015",
                entry.where("changes", index, "version"),
                f"版本 {upper} 有两条变更记录",
                "合并成一条，或改正版本",
            )
        elif before.date and change.date and change.date < before.date:
            yield Finding(
                "LIF015",
                entry.where("changes", index, "date"),
                f"版本 {upper} 的日期 {change.date} 早于版本 {lower} 的 {before.date}",
                "改正日期或版本",
            )


def _records(entry: Entry) -> list[tuple[int, Change]] | None:
    """The change records with their places in the list; ``None`` where there are none or one could not be read."""
    if "changes" not in entry.node.entries or any(change.version is None for change in entry.changes):
        return None
    return list(enumerate(entry.changes))


RULES = (
    Rule("LIF014", "change-record-not-current", Severity.ERROR, change_record_not_current, Entry),
    Rule("LIF015", "change-records-out-of-order", Severity.ERROR, change_records_out_of_order, Entry),
    Rule("LIF021", "effective-differs", Severity.ERROR, effective_differs, Entry),
)
