"""Changes of checklists, scripts and trainings."""

from __future__ import annotations

from typing import Any

from biaochi.core import vocabulary as words
from biaochi.core.diff.change import LOOSENED, NEUTRAL, TIGHTENED, Direction, pick
from biaochi.core.diff.compared import against
from biaochi.core.diff.content import canonical, folded
from biaochi.core.diff.flow import reworded
from biaochi.core.diff.gathering import Gathering, paired
from biaochi.core.diff.metrics import SAMPLINGS, compare_sample
from biaochi.core.model import Assessment, Checklist, Every, Item, Script, Training
from biaochi.core.quantity import Bound, parse_bound, parse_number

CHECKLIST_OWN = ("items", "when", "sample", "sampling")
CHECKLIST_KINDS = {
    "use": "requirement-changed",
    "anonymous": "requirement-changed",
    "consequence": "requirement-changed",
    "timing": "requirement-changed",
    "delay": "requirement-changed",
}
SCRIPT_OWN = ("must_say", "never_say")
SCRIPT_KINDS = dict.fromkeys(("role", "scene", "channel"), "requirement-changed")
TRAINING_OWN = ("covers", "every", "assessment", "drills")
TRAINING_KINDS = dict.fromkeys(("audience", "cycle", "phases"), "requirement-changed")


def compare_checklists(old: Checklist, new: Checklist, found: Gathering) -> None:
    """Items by id, then how often and on what sample."""
    for before, after in paired(old.items, new.items, lambda item: item.id):
        if after is None and before is not None:
            found.say(
                "item-dropped",
                new.where("items"),
                f"检查项 {before.id}",
                before.text,
                "",
                subject=f"item:{before.id}",
            )
            if before.critical:
                found.say(
                    "critical-dropped",
                    new.where("items"),
                    f"检查项 {before.id}",
                    "是",
                    "",
                    subject=f"item:{before.id}",
                )
        elif before is None and after is not None:
            found.say(
                "item-added",
                after.where("id"),
                f"检查项 {after.id}",
                "",
                after.text,
                subject=f"item:{after.id}",
            )
        elif before is not None and after is not None:
            _item(before, after, found)
    found.order((i.id for i in old.items), (i.id for i in new.items), new.where("items"), "检查项")
    if found.differs(old.when, new.when):
        kind = "requirement-changed"
        if isinstance(old.when, Every) and isinstance(new.when, Every) and old.when.every and new.when.every:
            a, b = old.when.every.interval_days, new.when.every.interval_days
            kind = "frequency-raised" if b < a else "frequency-lowered" if b > a else kind
        found.say(kind, new.where("when"), "何时", old.when, new.when)
    if old.sampling != new.sampling:
        kind = "requirement-changed"
        if old.sampling in SAMPLINGS and new.sampling in SAMPLINGS:
            kind = (
                "sample-strengthened"
                if SAMPLINGS.index(new.sampling) > SAMPLINGS.index(old.sampling)
                else "sample-weakened"
            )
        found.say(kind, new.where("sampling"), "抽样方式", old.sampling, new.sampling, vocabulary=words.SAMPLING)
    compare_sample(old.sample, new.sample, found, "抽样", "")
    if (old.sample is None) != (new.sample is None):
        found.say(
            "sample-strengthened" if old.sample is None else "sample-weakened",
            new.where("sample"),
            "样本",
            old.sample,
            new.sample,
        )


def _item(old: Item, new: Item, found: Gathering) -> None:
    what, subject = f"检查项 {new.id}", f"item:{new.id}"
    if old.critical != new.critical:
        found.say(
            "critical-added" if new.critical else "critical-dropped",
            new.where("critical"),
            what,
            old.critical,
            new.critical,
            subject=subject,
        )
    if folded(old.pass_ or "") != folded(new.pass_ or ""):
        direction = _condition(old.pass_, new.pass_)
        kind = pick(direction, "item-tightened", "item-loosened", "item-changed")
        if direction != NEUTRAL:
            found.say(kind, new.where("pass"), f"{what}的合格条件", old.pass_, new.pass_, subject=subject)
    reworded("item-changed", old.text, new.text, new.where("text"), f"{what}的内容", subject, found)
    found.rest(old, new, {"": "item-changed"}, what, subject, leave=("id", "critical", "pass", "text"))


def _condition(old: str | None, new: str | None) -> Direction | None:
    """From one pass condition to another. A bare number means “at least”; an unreadable one decides nothing."""
    if not old or not new:
        return TIGHTENED if not old else LOOSENED
    a, b = parse_number(old), parse_number(new)
    if a is not None and b is not None:
        return against(a, b, "higher")
    left, right = parse_bound(old), parse_bound(new)
    if left is None or right is None:
        return None
    return _bounds(left, right)


def _bounds(left: Bound, right: Bound) -> Direction | None:
    found: set[Direction | None] = set()
    for before, after, better in zip(left.limits(), right.limits(), ("higher", "lower"), strict=True):
        if before is None and after is None:
            continue
        if before is None or after is None:
            found.add(TIGHTENED if before is None else LOOSENED)
        else:
            found.add(against(before, after, better))
    for was, is_ in ((left.low_open, right.low_open), (left.high_open, right.high_open)):
        if was != is_:
            found.add(TIGHTENED if is_ else LOOSENED)
    found -= {NEUTRAL}
    if not found:
        return NEUTRAL
    return found.pop() if len(found) == 1 else None


def compare_scripts(old: Script, new: Script, found: Gathering) -> None:
    """What must and must never be said."""
    found.words(
        old.must_say, new.must_say, "must-say-dropped", "must-say-added", new.where("must_say"), "必说", ""
    )
    found.words(
        old.never_say,
        new.never_say,
        "never-say-dropped",
        "never-say-added",
        new.where("never_say"),
        "禁说",
        "",
    )


def compare_trainings(old: Training, new: Training, found: Gathering) -> None:
    """What a training covers and how it is assessed."""
    covered = [str(r) for r in old.covers], [str(r) for r in new.covers]
    found.words(*covered, "coverage-dropped", "coverage-added", new.where("covers"), "覆盖", "")
    if canonical(old.every) != canonical(new.every):
        a, b = old.every, new.every
        kind = (
            "requirement-changed"
            if a is None or b is None
            else "frequency-lowered"
            if b.days > a.days
            else "frequency-raised"
        )
        found.say(kind, new.where("every"), "复训周期", a, b)
    _assessment(old.assessment, new.assessment, new, found)
    for before, after in paired(old.drills, new.drills, lambda drill: str(drill.script)):
        if before is None or after is None:
            found.say(
                "coverage-added" if before is None else "coverage-dropped",
                new.where("drills"),
                "演练",
                before,
                after,
            )
        elif found.differs(before, after):
            direction = _condition(before.pass_, after.pass_)
            found.say(
                "assessment-changed",
                after.where("pass"),
                f"演练 {after.script}",
                before,
                after,
                direction=direction or NEUTRAL,
            )


def _assessment(old: Assessment | None, new: Assessment | None, owner: Any, found: Gathering) -> None:
    if not found.differs(old, new):
        return
    if old is None or new is None:
        found.say(
            "assessment-changed",
            owner.where("assessment"),
            "考核",
            old,
            new,
            direction=TIGHTENED if old is None else LOOSENED,
        )
        return
    if folded(old.pass_) != folded(new.pass_):
        direction = _condition(old.pass_, new.pass_)
        found.say(
            "assessment-changed",
            new.where("pass"),
            "考核的合格线",
            old.pass_,
            new.pass_,
            direction=direction or NEUTRAL,
        )
    if canonical(old.every) != canonical(new.every):
        a, b = old.every, new.every
        less = b is None or (a is not None and b.days > a.days)
        found.say(
            "assessment-changed",
            new.where("every"),
            "考核周期",
            a,
            b,
            direction=LOOSENED if less else TIGHTENED,
        )
    if folded(old.method) != folded(new.method):
        found.say("assessment-changed", new.where("method"), "考核方式", old.method, new.method)
