"""VER007 and VER008: no promise is loosened unseen, and none before its notice has passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from biaochi.core.diagnostics import Finding
from biaochi.core.diff.change import Change
from biaochi.core.diff.content import records
from biaochi.core.diff.entries import compare_entries
from biaochi.core.model import Catalogue, Entry, Standard
from biaochi.core.model import Change as Record
from biaochi.core.rules.ver_scene import Revision
from biaochi.core.slotted import dataclass

_BESIDE = frozenset({"review-interval-lengthened", "review-interval-shortened"})


def loosenings(
    old: Standard, changes: tuple[Change, ...], before: Catalogue
) -> Iterator[tuple[str, Change, int]]:
    """Each change of a standard after which a promise in force may be looser: (the promise, the change, its notice)."""
    promises = [(owner, promise) for owner, promise in before.promises() if owner.in_force]
    own = {promise.id: promise for owner, promise in promises if owner.id == old.id}
    for change in changes:
        if not change.loosens or change.kind in _BESIDE:
            continue
        part, _, name = change.subject.partition(":")
        if part == "promise" and name in own:
            yield name, change, own[name].notice
        elif part == "metric":
            for owner, promise in promises:
                if (
                    promise.metric
                    and promise.metric.metric == name
                    and (promise.metric.entry or owner.id) == old.id
                ):
                    yield promise.id, change, promise.notice


@dataclass(frozen=True, slots=True)
class _Loosened:
    """A standard whose change loosens promises, and the longest notice of those, as it was before."""

    old: Entry
    new: Entry
    found: tuple[tuple[str, Change], ...]
    notice: int

    def records(self) -> list[Record]:
        """The change records that the change came with, the newest version's first."""
        known = records(self.old)
        fresh = [r for r in self.new.changes if str(r.version) not in known]
        return sorted(fresh, key=lambda r: r.version != self.new.version)

    def record(self) -> Record | None:
        """The record that answers for the loosening: it names an approver and a day where one of them does."""
        fresh = self.records()
        return next((r for r in fresh if r.approved_by and r.effective), fresh[0] if fresh else None)

    @property
    def starts(self) -> dt.date | None:
        """The day the looser text takes effect: its version's own, or the later one that its record names."""
        record = self.record()
        if record is None or record.effective is None:
            return self.new.starts
        if record.version == self.new.version or self.new.starts is None:
            return record.effective
        return min(record.effective, self.new.starts)


def promise_loosened_without_record(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """承诺放宽或撤回，没有写明谁批准、何时生效。

    为什么:
        对客户说过的话不能悄悄收回。补救没了、告知晚了、例外多了、换了计时或指标、转为草稿，都是放宽。
    不通过:
        -promises.wait-10.remedy:
        status: pilot
        version: 2.0
        changes+: [{version: 2.0, date: 2026-06-01, reason: audit, summary: 暂停承诺, approved_by: keeper}]
    通过:
        version: 2.0
        effective: 2027-03-01
        promises.wait-10.target: 12 分钟
        promises.wait-10.text: 取号后 12 分钟内叫到您的号码。
        metrics.wait.limit: 12
        changes+: [{version: 2.0, date: 2026-06-01, effective: 2027-03-01, reason: audit, summary: 承诺改为 12 分钟, approved_by: keeper}]
    怎么改:
        在 changes 里补一条这个版本的记录，写 approved_by 和 effective（今天起至少 notice 天之后）。
    """
    for loosened in _loosened(scene):
        record, new = loosened.record(), loosened.new
        missing = [] if record else ["变更记录"]
        if record is not None and not record.approved_by:
            missing.append("approved_by")
        if record is not None and record.effective is None:
            missing.append("effective")
        if missing:
            at = record.at if record is not None else new.where("changes" if new.changes else "version")
            said = "、".join(dict.fromkeys(f"{name}：{change.label}" for name, change in loosened.found[:3]))
            hint = (
                f"补 {{version: {new.version}, date: …, effective: …, reason: …, summary: …, approved_by: …}}"
            )
            yield Finding("VER007", at, f"承诺放宽（{said}），缺少 {'、'.join(missing)}", hint)


def promise_loosened_too_soon(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """放宽的承诺生效得太早。

    为什么:
        承诺里写了放宽前公告的天数（notice，默认 30）；客户有权在这之前按原来的承诺得到服务。
    不通过:
        version: 2.0
        -promises.wait-10.delay_notice:
        changes+: [{version: 2.0, date: 2026-06-01, effective: 2026-06-05, reason: audit, summary: 不再告知延误, approved_by: keeper}]
    通过:
        version: 2.0
        effective: 2027-03-01
        -promises.wait-10.delay_notice:
        changes+: [{version: 2.0, date: 2026-06-01, effective: 2027-03-01, reason: audit, summary: 不再告知延误, approved_by: keeper}]
    怎么改:
        把 effective 推迟到提示里的日期。
    """
    answered = [loosened for loosened in _loosened(scene) if (r := loosened.record()) and r.effective]
    known = {loosened.new.id for loosened in answered}
    forward = [loosened for loosened in _brought_forward(scene) if loosened.new.id not in known]
    for loosened in (*answered, *forward):
        record, starts = loosened.record(), loosened.starts
        earliest = scene.as_of + dt.timedelta(days=loosened.notice)
        if starts is not None and starts < earliest:
            name, change = loosened.found[0]
            at = record.where("effective") if record else loosened.new.where("effective")
            yield Finding(
                "VER008", at, f"承诺 {name} 放宽（{change.label}），{starts} 就生效，不足公告期 {loosened.notice} 天",
                f"把 effective 改为 {earliest} 或更晚",
            )  # fmt: skip


def _loosened(scene: Revision) -> Iterator[_Loosened]:
    """Each standard whose change loosens a promise."""
    for name, old in scene.before.catalogue.entries.items():
        new = scene.catalogue.entries.get(name)
        if isinstance(old, Standard) and new is not None:
            yield from _made(old, new, scene.of(name), scene.before.catalogue)


def _brought_forward(scene: Revision) -> Iterator[_Loosened]:
    """A looser version that was announced for a day and is now to hold earlier: compared with what holds until then."""
    for name, held in scene.before.held.items():
        announced, new = scene.before.catalogue.entries.get(name), scene.catalogue.entries.get(name)
        if announced is None or new is None or not isinstance(held, Standard):
            continue
        if announced.starts is None or (new.starts is not None and new.starts >= announced.starts):
            continue
        known = scene.before.catalogue
        before = replace(known, entries=MappingProxyType({**known.entries, name: held}))
        changes = tuple(compare_entries(held, new, before, scene.catalogue))
        yield from _made(held, new, changes, before)


def _made(old: Standard, new: Entry, changes: tuple[Change, ...], before: Catalogue) -> Iterator[_Loosened]:
    found = list(loosenings(old, changes, before))
    if found:
        named = tuple((promise, change) for promise, change, _ in found)
        yield _Loosened(old, new, named, max(notice for _, _, notice in found))
