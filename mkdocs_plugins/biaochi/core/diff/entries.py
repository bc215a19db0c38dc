"""Changes of an entry as a whole, and the comparison of two states of the handbook."""

from __future__ import annotations

from biaochi.core import vocabulary as words
from biaochi.core.diff import flow, sheets
from biaochi.core.diff.change import LOOSENED, NEUTRAL, TIGHTENED, Change, Direction
from biaochi.core.diff.compared import part_text
from biaochi.core.diff.content import canonical
from biaochi.core.diff.gathering import Gathering, paired
from biaochi.core.diff.metrics import compare_metrics
from biaochi.core.diff.promises import compare_promises
from biaochi.core.diff.prose import compare_bodies
from biaochi.core.model import Catalogue, Checklist, Entry, Process, Script, Standard, Training
from biaochi.core.model import Change as Record

_OWN = (
    "id",
    "kind",
    "version",
    "status",
    "effective",
    "review_by",
    "owner",
    "roles",
    "changes",
    "waivers",
    "links",
    "title",
    "tier",
    "criticality",
    "metrics",
    "promises",
)
_KINDS = {
    "": "field-changed",
    "basis": "basis-changed",
    "pilot": "pilot-changed",
    "sources": "source-changed",
    **dict.fromkeys(("touchpoint", "tags"), "filing-changed"),
    "options": "requirement-changed",
    "decision": "requirement-changed",
    **flow.KINDS,
    **sheets.CHECKLIST_KINDS,
    **sheets.SCRIPT_KINDS,
    **sheets.TRAINING_KINDS,
}
_LEAVE = frozenset((*_OWN, *flow.OWN, *sheets.CHECKLIST_OWN, *sheets.SCRIPT_OWN, *sheets.TRAINING_OWN))
_TIERS = ("custom", "choice", "basic")
"""From what is left to judgement to what is strictly fixed."""


def compare(before: Catalogue, after: Catalogue) -> tuple[Change, ...]:
    """Every change from one state of the handbook to another, in order of entry, place and kind."""
    found: list[Change] = []
    for name in sorted({*before.entries, *after.entries}):
        old, new = before.entries.get(name), after.entries.get(name)
        if old is None and new is not None:
            found.append(_whole("entry-added", new, "", new.title))
        elif new is None and old is not None:
            found.extend(_vanished(old, after))
        elif old is not None and new is not None:
            found.extend(compare_entries(old, new, before, after))
    return tuple(sorted(found, key=lambda c: (c.entry, c.path, c.line, c.kind, c.what, c.before, c.after)))


def _whole(kind: str, entry: Entry, before: str, after: str) -> Change:
    direction: Direction = TIGHTENED if kind == "entry-added" else LOOSENED
    home = entry.home
    return Change(
        entry.id,
        home.path,
        home.line,
        kind,
        direction,
        f"{words.KIND.get(entry.kind, '条目')} {entry.id}",
        before,
        after,
    )


def _vanished(old: Entry, after: Catalogue) -> list[Change]:
    """An entry that is gone takes its promises with it, unless they stand in another entry now."""
    changes = [_whole("entry-removed", old, old.title, "")]
    if isinstance(old, Standard) and old.in_force:
        kept = {promise.id for _, promise in after.promises()} | {
            promise.text for _, promise in after.promises()
        }
        for promise in old.promises:
            if promise.id not in kept and promise.text not in kept:
                at = promise.where("id")
                changes.append(
                    Change(
                        old.id,
                        at.path,
                        at.line,
                        "promise-withdrawn",
                        LOOSENED,
                        f"承诺 {promise.id}",
                        promise.text,
                        "",
                        f"promise:{promise.id}",
                    )
                )
    return changes


def compare_entries(old: Entry, new: Entry, before: Catalogue, after: Catalogue) -> list[Change]:
    """Every change of one entry."""
    found = Gathering(old, new, before, after)
    _standing(old, new, found)
    if type(old) is not type(new):
        found.say("kind-changed", new.where("kind"), "类别", old.kind, new.kind, vocabulary=words.KIND)
    else:
        if isinstance(old, Standard) and isinstance(new, Standard):
            _standard(old, new, found)
        elif isinstance(old, Process) and isinstance(new, Process):
            flow.compare_processes(old, new, found)
        elif isinstance(old, Checklist) and isinstance(new, Checklist):
            sheets.compare_checklists(old, new, found)
        elif isinstance(old, Script) and isinstance(new, Script):
            sheets.compare_scripts(old, new, found)
        elif isinstance(old, Training) and isinstance(new, Training):
            sheets.compare_trainings(old, new, found)
        found.rest(old, new, _KINDS, "", "", leave=_LEAVE)
    compare_bodies(old, new, found)
    return found.changes


def _standing(old: Entry, new: Entry, found: Gathering) -> None:
    """Title, status, dates, owner, roles, relations and old change records."""
    if found.differs(old.title, new.title):
        found.say("title-changed", new.where("title"), "标题", old.title, new.title)
    if old.status != new.status:
        if new.retired:
            found.say(
                "entry-retired", new.where("status"), "状态", old.status, new.status, vocabulary=words.STATUS
            )
        else:
            found.say(
                "status-moved",
                new.where("status"),
                "状态",
                old.status,
                new.status,
                direction=_moved(old, new),
                vocabulary=words.STATUS,
            )
    if old.effective != new.effective:
        direction: Direction = NEUTRAL
        # A new version has a day of its own; moving the day of the same one is what counts.
        if old.effective and new.effective and old.version == new.version:
            direction = LOOSENED if new.effective > old.effective else TIGHTENED
        found.say(
            "effective-moved",
            new.where("effective"),
            "生效日期",
            old.effective,
            new.effective,
            direction=direction,
        )
    if old.review_by != new.review_by:
        later = new.review_by is None or (old.review_by is not None and new.review_by > old.review_by)
        # A new version has been reviewed, so it is reviewed again later; putting off the review of the same one is what counts.
        renewed = later and new.review_by is not None and old.version != new.version
        found.say(
            "review-renewed" if renewed else "review-pushed" if later else "review-advanced",
            new.where("review_by"),
            "复审日期",
            old.review_by,
            new.review_by,
        )
    if old.owner != new.owner:
        names = found.before.role_name(old.owner), found.after.role_name(new.owner)
        found.say("owner-changed", new.where("owner"), "责任岗位", *names)
    there_roles = [found.before.role_name(role) for role in old.roles]
    here_roles = [found.after.role_name(role) for role in new.roles]
    found.words(there_roles, here_roles, "role-dropped", "role-added", new.where("roles"), "须掌握的岗位", "")
    for name, label in words.LINK.items():
        there = [str(r) for r in getattr(old.links, name)] if old.links else []
        here = [str(r) for r in getattr(new.links, name)] if new.links else []
        found.words(there, here, "link-dropped", "link-added", new.where("links", name), f"关联的{label}", "")
    _waivers(old, new, found)
    for before, after in paired(old.changes, new.changes, lambda record: str(record.version)):
        if before is not None and canonical(before) != canonical(after):
            sides = ((before, after, found.before), (after, before, found.after))
            told = (_record(one, other, of) if one is not None else "" for one, other, of in sides)
            found.say("record-rewritten", new.where("changes"), f"{before.version} 版的变更记录", *told)


def _record(record: Record, other: Record | None, catalogue: Catalogue) -> str:
    """What a record says that the other says otherwise; of one that is gone, what it told."""
    names = {role.id: role.name or role.id for role in catalogue.roles.values()}
    return record.summary if other is None else part_text(record, names, other)


def _waivers(old: Entry, new: Entry, found: Gathering) -> None:
    """Exceptions from the gate's rules: which rule, and until when."""
    for before, after in paired(old.waivers, new.waivers, lambda waiver: waiver.rule):
        rule = (after or before).rule  # type: ignore[union-attr]  # one of the two is there
        left, right = (w.until if w else None for w in (before, after))
        if before is None or after is None:
            kind = "waiver-added" if before is None else "waiver-ended"
        elif left == right:
            continue
        else:
            kind = "waiver-extended" if left and (right is None or right > left) else "waiver-shortened"
        found.say(kind, new.where("waivers"), f"规则 {rule} 的豁免", left, right)


def _moved(old: Entry, new: Entry) -> Direction:
    stages = words.STAGES
    if old.status not in stages or new.status not in stages:
        return NEUTRAL
    return LOOSENED if stages.index(new.status) < stages.index(old.status) else TIGHTENED


def _standard(old: Standard, new: Standard, found: Gathering) -> None:
    if old.tier != new.tier:
        direction: Direction = NEUTRAL
        if old.tier in _TIERS and new.tier in _TIERS:
            direction = TIGHTENED if _TIERS.index(new.tier) > _TIERS.index(old.tier) else LOOSENED
        found.say(
            "level-changed",
            new.where("tier"),
            "层级",
            old.tier,
            new.tier,
            direction=direction,
            vocabulary=words.TIER,
        )
    if old.criticality != new.criticality:
        kind = "criticality-raised" if new.criticality == "key" else "criticality-dropped"
        found.say(
            kind,
            new.where("criticality"),
            "关键程度",
            old.criticality,
            new.criticality,
            vocabulary=words.CRITICALITY,
        )
    compare_metrics(old, new, found)
    found.order((m.id for m in old.metrics), (m.id for m in new.metrics), new.where("metrics"), "指标")
    compare_promises(old, new, found)
    found.order((p.id for p in old.promises), (p.id for p in new.promises), new.where("promises"), "承诺")
