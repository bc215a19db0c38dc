"""VER: the gate on change. These rules see two states of the handbook, not one.

They run where a check is told what to compare with (``check(…, against=Before(…))``). Their examples are changes of the
demonstration handbook, compared with that handbook as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core import vocabulary as words
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.diff.change import Change
from biaochi.core.diff.content import content, content_hash, folded, records
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Entry
from biaochi.core.rules.ver_promises import promise_loosened_too_soon, promise_loosened_without_record
from biaochi.core.rules.ver_scene import Revision
from biaochi.core.values import Version


def _changed(before: Entry, after: Entry) -> bool:
    """Whether what an entry says has changed: its values, its text, its old change records, a status given up."""
    if content(before) != content(after) or (before.status != after.status and not after.retired):
        return True
    left, right = records(before), records(after)
    return any(left[version] != right.get(version) for version in left)


def _next(before: Entry, after: Entry, scene: Revision) -> str:
    """The smallest version that would do."""
    assert before.version is not None
    major = any(change.major for change in scene.of(after.id)) and not after.retired
    version = (
        Version(before.version.major + 1, 0)
        if major
        else Version(before.version.major, before.version.minor + 1)
    )
    return str(version)


def _said(changes: tuple[Change, ...], length: int = 2) -> str:
    """The first changes in words."""
    first = "、".join(dict.fromkeys(f"{change.label}：{change.what}" for change in changes[:length]))
    return first + (f" 等 {len(changes)} 处" if len(changes) > length else "")


def changed_without_version(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """现行条目的内容改了，版本没有改。

    为什么:
        同一个版本号指两种内容，门店手里的纸就说不清是哪一种。注释、键的顺序、引号、换行和文件名不算内容。
    不通过:
        metrics.wait.target: 4
    通过:
        metrics.wait.target: 4
        version: 2.0
        changes+: [{version: 2.0, date: 2026-06-01, reason: audit, summary: 目标改为 4 分钟, approved_by: keeper}]
    怎么改:
        把 version 改为提示里的版本，并补一条变更记录。
    """
    for before, after in scene.pairs():
        if (
            before.in_force
            and before.version is not None
            and before.version == after.version
            and _changed(before, after)
        ):
            found = scene.of(after.id)
            said = _said(found) if found else "正文或变更记录不同"
            wanted = _next(before, after, scene)
            yield Finding(
                "VER001",
                after.where("version"),
                f"内容改了（{said}），版本还是 {before.version}",
                f"把 version 改为 {wanted}，补一条变更记录",
            )


def major_not_raised(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """要求或承诺改了，主版本没有升。

    为什么:
        主版本告诉员工“做法变了，要重学、重印”；藏在次版本里的改动没有人看。
    不通过:
        metrics.wait.target: 4
        version: 1.2
        changes+: [{version: 1.2, date: 2026-06-01, reason: audit, summary: 目标改为 4 分钟, approved_by: keeper}]
    通过:
        metrics.wait.target: 4
        version: 2.0
        changes+: [{version: 2.0, date: 2026-06-01, reason: audit, summary: 目标改为 4 分钟, approved_by: keeper}]
    怎么改:
        把 version 改为下一个主版本，如 2.0；变更记录同改。
    """
    for before, after in scene.pairs():
        if not before.in_force or after.retired or before.version is None or after.version is None:
            continue
        major = tuple(change for change in scene.of(after.id) if change.major)
        if major and before.version < after.version and before.version.major == after.version.major:
            yield Finding(
                "VER002", after.where("version"), f"{_said(major)}，版本却只从 {before.version} 到 {after.version}",
                f"把 version 改为 {_next(before, after, scene)}",
            )  # fmt: skip


def version_reused(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """主线曾以这个版本号发布过别的内容。

    为什么:
        撤回过的版本也印过、发过；同一个号再给别的内容，旧纸会被当成新纸。
    不通过:
        version: 1.7
        title: 柜台等候
        changes+: [{version: 1.7, date: 2026-06-01, reason: correction, summary: 改标题, approved_by: keeper}]
    通过:
        version: 1.8
        title: 柜台等候
        changes+: [{version: 1.8, date: 2026-06-01, reason: correction, summary: 改标题, approved_by: keeper}]
    怎么改:
        换一个没有用过的版本号。
    """
    for name, entry in catalogue.entries.items():
        if entry.version is None:
            continue
        known = scene.before.carried.get(name, {})
        old = scene.before.catalogue.entries.get(name)
        if old is not None and old.version == entry.version:
            continue
        hashes = known.get(entry.version)
        if hashes and content_hash(entry) not in hashes:
            free = max(known)
            yield Finding(
                "VER003", entry.where("version"), f"版本 {entry.version} 在主线上用过，内容不同",
                f"换一个没有用过的版本，如 {free.major}.{free.minor + 1} 或 {free.major + 1}.0",
            )  # fmt: skip


def version_backwards(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """版本倒退。

    为什么:
        版本只会向前；倒退的号让“哪个新”无从判断。整个撤回（内容与那一版完全相同）不在此列。
    不通过:
        version: 0.9
    通过:
        version: 1.2
        changes+: [{version: 1.2, date: 2026-06-01, reason: correction, summary: 改错字, approved_by: keeper}]
    怎么改:
        用高于原来的版本号。
    """
    for before, after in scene.pairs():
        if before.version is None or after.version is None or after.version >= before.version:
            continue
        if content_hash(after) in scene.before.carried.get(after.id, {}).get(after.version, frozenset()):
            continue
        hint = f"用高于 {before.version} 的版本，如 {_next(before, after, scene)}"
        yield Finding("VER004", after.where("version"), f"版本从 {before.version} 退到 {after.version}", hint)


def entry_vanished(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """条目没有先废止就消失了。

    为什么:
        编号印在纸上、写在别的条目里；消失的编号让拿着旧纸的人查不到下文。
    不通过:
        DEMO-FIX.id: DEMO-MENDED
    通过:
        DEMO-FIX.status: retired
    怎么改:
        留着条目，把 status 改为 retired；文件可以改名，编号不能。
    """
    for name, old in scene.before.catalogue.entries.items():
        if name not in catalogue.entries and not old.retired:
            # The file may be gone: the place is where it was, or the entry that now stands in it.
            at = next(
                (e.where("id") for e in catalogue.entries.values() if e.path == old.path), Location(old.path)
            )
            yield Finding(
                "VER005",
                at,
                f"条目 {name}（{old.title}）消失了，没有先废止",
                f"恢复 {name}，把 status 改为 retired",
            )


def id_reused(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """编号给了别的条目用。

    为什么:
        一个编号一辈子只指一件事；旧纸上的编号不能指到新的内容。
    不通过:
        DEMO-GREET.kind: checklist
    通过:
        DEMO-FIX.status: retired
    怎么改:
        给新条目一个没有用过的编号。
    """
    for name, entry in catalogue.entries.items():
        old = scene.before.catalogue.entries.get(name)
        if old is None and name in scene.before.ever and not _restored(entry, scene):
            yield Finding(
                "VER006", entry.where("id"), f"编号 {name} 以前用过，那个条目已不在", "换一个没有用过的编号"
            )
        elif old is not None and old.kind != entry.kind:
            yield Finding(
                "VER006",
                entry.where("kind"),
                f"编号 {name} 原来是{words.KIND.get(old.kind, old.kind)}，现在是{words.KIND.get(entry.kind, entry.kind)}",
                "给新条目换一个编号",
            )
        elif old is not None and (other := _renumbered(old, entry, scene)) is not None:
            yield Finding(
                "VER006",
                entry.where("id"),
                f"编号 {name} 原来是“{old.title}”，现在给了“{entry.title}”，原来的内容改用 {other.id}",
                f"把 {name} 还给“{old.title}”，给“{entry.title}”一个新的编号",
            )
        elif old is not None and old.retired and not entry.retired:
            yield Finding(
                "VER006",
                entry.where("status"),
                f"{name} 已经废止，又改回 {entry.status}",
                "用新的编号写新条目",
            )


def _restored(entry: Entry, scene: Revision) -> bool:
    """Whether an entry that main lost is there again as it was."""
    known = scene.before.carried.get(entry.id, {})
    return entry.version is not None and content_hash(entry) in known.get(entry.version, ())


def _renumbered(old: Entry, new: Entry, scene: Revision) -> Entry | None:
    """The entry under a new id that carries on what ``old`` was, where ``new`` is something else under the old id."""
    if folded(old.title) == folded(new.title):
        return None
    return next(
        (
            other
            for name, other in scene.catalogue.entries.items()
            if name not in scene.before.catalogue.entries
            and other.kind == old.kind
            and folded(other.title) == folded(old.title)
        ),
        None,
    )


def record_without_reason(catalogue: Catalogue, scene: Revision) -> Iterator[Finding]:
    """新的变更记录没有原因。

    为什么:
        一年以后没有人记得为什么改；没有原因的改动也没有人能判断该不该改回去。
    不通过:
        title: 等候时限
        version: 1.2
        changes+: [{version: 1.2, date: 2026-06-01, summary: 改标题, approved_by: keeper}]
    通过:
        title: 等候时限
        version: 1.2
        changes+: [{version: 1.2, date: 2026-06-01, reason: correction, summary: 改标题, approved_by: keeper}]
    怎么改:
        写 reason: need、expectation、law、technology、market、audit、complaint、best-practice 或 correction。
    """
    for name, entry in catalogue.entries.items():
        old = scene.before.catalogue.entries.get(name)
        known = records(old) if old is not None else {}
        for record in entry.changes:
            if record.version is not None and str(record.version) not in known and not record.reason:
                yield Finding("VER009", record.at, f"{record.version} 版的变更记录没有写原因", "补 reason: …")


RULES = (
    Rule("VER001", "changed-without-version", Severity.ERROR, changed_without_version, requires=("VER006",)),
    Rule("VER002", "major-not-raised", Severity.ERROR, major_not_raised),
    Rule("VER003", "version-reused", Severity.ERROR, version_reused),
    Rule("VER004", "version-backwards", Severity.ERROR, version_backwards),
    Rule("VER005", "entry-vanished", Severity.ERROR, entry_vanished),
    Rule("VER006", "id-reused", Severity.ERROR, id_reused),
    Rule("VER007", "promise-loosened-without-record", Severity.ERROR, promise_loosened_without_record),
    Rule("VER008", "promise-loosened-too-soon", Severity.ERROR, promise_loosened_too_soon),
    Rule("VER009", "record-without-reason", Severity.ERROR, record_without_reason),
)
"""They look at two states, so they have no ``over``: :func:`judge` runs them."""


def judge(scene: Revision) -> Iterator[tuple[str | None, Finding]]:
    """Run every rule of the family."""
    owner = {entry.path: entry.id for entry in scene.catalogue.entries.values()}
    for rule in RULES:
        for finding in rule.find(scene.catalogue, scene) or ():
            yield owner.get(finding.at.path), finding
