"""Changes of promises: what customers are told, with remedy, notice, disclosure and channels."""

from __future__ import annotations

from biaochi.core.diff.change import LOOSENED, NEUTRAL, TIGHTENED, pick
from biaochi.core.diff.compared import (
    against,
    fewer_figures,
    hedged,
    remedy_direction,
    retouched,
    shown,
    text_directions,
)
from biaochi.core.diff.content import canonical, figure_unit, folded, in_unit, normal_text, same_promise
from biaochi.core.diff.gathering import Gathering, paired
from biaochi.core.model import Catalogue, Metric, Promise, Standard

_OWN = (
    "id",
    "text",
    "metric",
    "target",
    "limit",
    "channels",
    "remedy",
    "disclosure",
    "delay_notice",
    "notice",
)
_KINDS = {"": "field-changed"}


def compare_promises(old: Standard, new: Standard, found: Gathering) -> None:
    """Promises by id, or by their text where the id changed; gone ones are looked for in other entries."""
    left = {promise.id: promise for promise in old.promises}
    right = {promise.id: promise for promise in new.promises}
    renamed = {
        before.id: after.id
        for before in old.promises
        if before.id not in right
        for after in new.promises
        if after.id not in left and same_promise(before, after)
    }
    by_new = {new_id: old_id for old_id, new_id in renamed.items()}
    for before, after in paired(
        old.promises, new.promises, lambda promise: by_new.get(promise.id, promise.id)
    ):
        if after is None and before is not None:
            _gone(before, old, new, found)
        elif before is None and after is not None:
            found.say(
                "promise-added",
                after.where("id"),
                f"承诺 {after.id}",
                "",
                after.text,
                subject=f"promise:{after.id}",
            )
        elif before is not None and after is not None:
            if before.id != after.id:
                found.say(
                    "promise-moved",
                    after.where("id"),
                    f"承诺 {before.id} 的编号",
                    before.id,
                    after.id,
                    subject=f"promise:{before.id}",
                )
            _compare(before, after, old, new, found)
    if old.in_force and not new.in_force:
        for promise in old.promises:
            if promise.id in right or promise.id in renamed:
                at = new.where("status")
                found.say(
                    "promise-withdrawn",
                    at,
                    f"承诺 {promise.id}（条目不再现行）",
                    promise.text,
                    "",
                    subject=f"promise:{promise.id}",
                )


def _gone(promise: Promise, old: Standard, new: Standard, found: Gathering) -> None:
    """Withdrawn, or standing in another entry now."""
    subject = f"promise:{promise.id}"
    for owner, other in found.after.promises():
        known = found.before.entries.get(owner.id)
        there = {p.id for p in known.promises} if isinstance(known, Standard) else set()
        if (
            owner.id == new.id
            or other.id in there
            or not (same_promise(promise, other) or promise.id == other.id)
        ):
            continue
        if old.in_force and not owner.in_force:
            break
        at = other.where("id")
        found.say(
            "promise-moved",
            at,
            f"承诺 {promise.id}",
            f"{old.id}/{promise.id}",
            f"{owner.id}/{other.id}",
            subject=subject,
        )
        _compare(promise, other, old, owner, found)
        return
    found.say(
        "promise-withdrawn", new.where("promises"), f"承诺 {promise.id}", promise.text, "", subject=subject
    )


def promised_metric(promise: Promise, owner: Standard, catalogue: Catalogue) -> Metric | None:
    """The metric that a promise rests on."""
    if promise.metric is None:
        return None
    if promise.metric.entry in (None, owner.id):
        return next((metric for metric in owner.metrics if metric.id == promise.metric.metric), None)
    return catalogue.metric(promise.metric.entry, promise.metric.metric)


def _compare(old: Promise, new: Promise, before: Standard, after: Standard, found: Gathering) -> None:
    what, subject = f"承诺 {new.id}", f"promise:{old.id}"
    there, here = promised_metric(old, before, found.before), promised_metric(new, after, found.after)
    moved = (
        before.id != after.id
        and (old.metric, new.metric) != (None, None)
        and there
        and here
        and there.id == here.id
    )
    if canonical(old.metric, before.id) != canonical(new.metric, after.id) and not moved:
        found.say(
            "promise-rescoped",
            new.where("metric"),
            f"{what}的指标",
            _ref(old, before),
            _ref(new, after),
            subject=subject,
        )
    _figures(old, new, there, here, found, what, subject)
    _text(old, new, found, what, subject)
    _remedy(old, new, found, what, subject)
    found.words(
        old.disclosure,
        new.disclosure,
        "disclosure-narrowed",
        "disclosure-widened",
        new.where("disclosure"),
        f"{what}的例外与条件",
        subject,
    )
    found.words(
        old.channels,
        new.channels,
        "channel-dropped",
        "channel-added",
        new.where("channels"),
        f"{what}的公示渠道",
        subject,
    )
    _delay(old, new, found, what, subject)
    if old.notice != new.notice:
        kind = "notice-shortened" if new.notice < old.notice else "notice-lengthened"
        found.say(kind, new.where("notice"), f"{what}的公告天数", old.notice, new.notice, subject=subject)
    found.rest(old, new, _KINDS, what, subject, leave=_OWN)


def _ref(promise: Promise, owner: Standard) -> str:
    return str(canonical(promise.metric, owner.id) or "")


def _figures(
    old: Promise,
    new: Promise,
    there: Metric | None,
    here: Metric | None,
    found: Gathering,
    what: str,
    subject: str,
) -> None:
    for name, label in (("target", "承诺值"), ("limit", "底线")):
        left, right = getattr(old, name), getattr(new, name)
        left = in_unit(left, figure_unit(there) if there else None) if left is not None else None
        right = in_unit(right, figure_unit(here) if here else None) if right is not None else None
        if canonical(left) == canonical(right):
            continue
        if left is None or right is None:
            kind = "promise-tightened" if left is None else "promise-loosened"
        else:
            better = here.direction if here and there and here.direction == there.direction else None
            direction = against(left, right, better)
            kind = pick(direction, "promise-tightened", "promise-loosened", "promise-rescoped")
        found.say(kind, new.where(name), f"{what}的{label}", left, right, subject=subject)


def _text(old: Promise, new: Promise, found: Gathering, what: str, subject: str) -> None:
    if folded(old.text) == folded(new.text):
        return
    directions = text_directions(old.text, new.text)
    kinds = [{TIGHTENED: "promise-tightened", LOOSENED: "promise-loosened"}[d] for d in sorted(directions)]
    if not kinds:
        tighter = any(c.kind == "promise-tightened" and c.subject == subject for c in found.changes)
        if hedged(old.text, new.text):
            kinds = ["promise-rescoped"]
        elif fewer_figures(old.text, new.text):
            kinds = ["promise-loosened"]
        else:
            # New words beside a tighter figure belong to it.
            kinds = ["promise-retouched" if tighter or retouched(old.text, new.text) else "promise-reworded"]
    for kind in kinds:
        found.say(kind, new.where("text"), f"{what}的文字", old.text, new.text, subject=subject)


def _remedy(old: Promise, new: Promise, found: Gathering, what: str, subject: str) -> None:
    left, right = normal_text(old.remedy or ""), normal_text(new.remedy or "")
    if folded(left) == folded(right):
        return
    if not left or not right:
        kind = "remedy-added" if not left else "remedy-lost"
    elif retouched(left, right):
        kind = "promise-retouched"
    else:
        direction = remedy_direction(left, right)
        kind = {LOOSENED: "remedy-reduced", TIGHTENED: "remedy-raised", NEUTRAL: "remedy-changed"}[direction]
    found.say(kind, new.where("remedy"), f"{what}的补救", left, right, subject=subject)


def _delay(old: Promise, new: Promise, found: Gathering, what: str, subject: str) -> None:
    left, right = old.delay_notice, new.delay_notice
    label = f"{what}的延误告知"
    if left is None or right is None:
        if left is not right:
            kind = "delay-notice-added" if left is None else "delay-notice-lost"
            found.say(kind, new.where("delay_notice"), label, left, right, subject=subject)
        return
    if canonical(left.within) != canonical(right.within):
        direction = against(left.within, right.within, "lower")
        kind = (
            "delay-notice-earlier"
            if direction == TIGHTENED
            else "delay-notice-later"
            if direction == LOOSENED
            else "delay-notice-changed"
        )
        found.say(
            kind, right.where("within"), label, shown(left.within), shown(right.within), subject=subject
        )
    if folded(left.channel) != folded(right.channel):
        found.say(
            "delay-notice-changed",
            right.where("channel"),
            f"{label}渠道",
            left.channel,
            right.channel,
            subject=subject,
        )
