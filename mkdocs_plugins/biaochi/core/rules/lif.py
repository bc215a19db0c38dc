"""LIF: an entry's life: its dates and the reviews that fall due."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Entry, Improvement, Script, Standard, Training
from biaochi.core.rules import lif_gates, lif_records, lif_waivers
from biaochi.core.rules.days import after
from biaochi.core.rules.scene import Scene
from biaochi.core.values import Version


def review_overdue(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """复审日期已过。

    为什么:
        过了复审日期的条目，没有人能担保它还合用。
    不通过:
        DEMO-CARD.review_by: 2026-10-31
    通过:
        DEMO-CARD.review_by: 2026-12-31
    怎么改:
        完成复审，更新内容与 review_by；不再使用的改为 retired。
    """
    if entry.in_force and entry.review_by is not None and entry.review_by < scene.as_of:
        yield Finding(
            "LIF010",
            entry.where("review_by"),
            f"复审日期 {entry.review_by} 已过（今天 {scene.as_of}）",
            "复审后改写 review_by，或改为 retired",
        )


def review_before_effective(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """复审日期早于生效日期（MC-32）。

    为什么:
        还没有生效就该复审，两个日期必有一个写错。
    不通过:
        DEMO-CARD.effective: 2027-08-01
    通过:
        DEMO-CARD.effective: 2027-05-01
    怎么改:
        改正 effective 或 review_by。
    """
    if entry.effective is not None and entry.review_by is not None and entry.review_by < entry.effective:
        yield Finding(
            "LIF011",
            entry.where("review_by"),
            f"复审日期 {entry.review_by} 早于生效日期 {entry.effective}",
            "改正其中一个日期",
        )


def pilot_after_effective(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """试行到生效之后才结束（MC-32）。

    为什么:
        试行的结果是生效的依据；先生效后有结果，依据就是空的。
    不通过:
        pilot.to: 2026-06-30
    通过:
        pilot.to: 2026-05-31
    怎么改:
        改正试行的日期，或把 effective 推迟到试行结束之后。
    """
    pilot = standard.pilot
    if standard.in_force and pilot and pilot.to and standard.effective and pilot.to > standard.effective:
        yield Finding(
            "LIF012",
            pilot.where("to"),
            f"试行到 {pilot.to} 才结束，标准 {standard.effective} 已生效",
            "改正试行日期，或把 effective 推迟到试行之后",
        )


def training_after_effective(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """培训晚于标准生效（MC-32）。

    为什么:
        标准生效那天员工就要照做，培训却还没有开始。
    不通过:
        effective: 2026-05-21
    通过:
        effective: 2026-05-25
    怎么改:
        提前培训的 effective，或推迟标准的 effective。
    """
    if not standard.in_force or standard.effective is None:
        return
    names = dict.fromkeys(
        [
            *scene.graph.trained(standard),
            *(cited.by for clause in standard.body.clauses for cited in scene.graph.clause_cited(standard.id, clause.id, "covers")),
        ]
    )
    trainings = [scene.catalogue.entries.get(name) for name in names]
    first = [t for t in trainings if isinstance(t, Training) and not t.retired]
    # A training at its second version was already given at its first.
    if not first or any(t.effective is None or not t.in_force or t.version != Version(1, 0) for t in first):
        return
    days = {t.effective: t for t in first if t.effective}
    begin = min(days)
    if begin > standard.effective:
        yield Finding(
            "LIF013",
            standard.where("effective"),
            f"标准 {standard.effective} 生效，培训 {days[begin].id} 要到 {begin} 才生效",
            f"把 effective 推迟到 {begin}，或提前培训",
        )


def script_review_overdue(script: Script, scene: Scene) -> Iterator[Finding]:
    """话术过了评审周期没有评审。

    为什么:
        客户的问题和公司的规定都会变；没有按期评审的话术会说出已经作废的话。
    不通过:
        DEMO-GREET.last_reviewed: 2025-05-10
    通过:
        DEMO-GREET.last_reviewed: 2026-05-10
    怎么改:
        评审一次，把日期写进 last_reviewed。
    """
    if not script.in_force or script.last_reviewed is None:
        return
    if script.last_reviewed > scene.as_of:
        at = script.where("last_reviewed")
        yield Finding(
            "LIF016",
            at,
            f"上次评审 {script.last_reviewed} 在今天（{scene.as_of}）之后",
            "写已经做过的那一次评审的日期",
        )
    elif (
        script.review_every is not None
        and (due := after(script.last_reviewed, script.review_every)) < scene.as_of
    ):
        yield Finding(
            "LIF016",
            script.where("last_reviewed"),
            f"上次评审 {script.last_reviewed}，周期 {script.review_every.text}，已于 {due} 到期",
            "评审一次，把日期写进 last_reviewed",
        )


def action_overdue(improvement: Improvement, scene: Scene) -> Iterator[Finding]:
    """改进行动过了期限还没有完成。

    为什么:
        闭环的最后一步是做完；过期不提，问题会再来一次。
    不通过:
        DEMO-FIX.actions.0.done: false
    通过:
        DEMO-FIX.actions.0.done: 2026-05-20
    怎么改:
        完成后写上 done 的日期，或经批准后改期限。
    """
    for index, action in enumerate(improvement.actions):
        node = action.node.entries.get("done")
        unread = node is not None and action.done is None and getattr(node, "value", None) is not None
        if action.due is not None and action.due < scene.as_of and not action.done and not unread:
            yield Finding(
                "LIF017",
                improvement.where("actions", index, "due"),
                f"行动“{action.does[:16]}”期限 {action.due} 已过，没有完成",
                "完成后写上 done: 日期，或经批准后改期限",
            )
        elif action.done is not None and not isinstance(action.done, bool) and action.done > scene.as_of:
            yield Finding(
                "LIF017",
                improvement.where("actions", index, "done"),
                f"行动“{action.does[:16]}”的完成日期 {action.done} 在今天（{scene.as_of}）之后",
                "写实际完成的日期；还没有完成的，删去 done",
            )


def change_not_carried(improvement: Improvement, scene: Scene) -> Iterator[Finding]:
    """改进说已变更的版本，条目里没有。

    为什么:
        改进要落到条目的版本上才算闭环；条目里没有这一版，等于没有改。
    不通过:
        DEMO-FIX.changed.0.version: 1.2
    通过:
        DEMO-FIX.changed.0.version: 1.1
    怎么改:
        改成条目里真有的版本，或在条目里补上这一版和它的变更记录。
    """
    if not improvement.in_force:
        return
    for index, changed in enumerate(improvement.changed):
        entry = scene.catalogue.entries.get(changed.entry.entry or "") if changed.entry else None
        if entry is None or changed.version is None or entry.version is None:
            continue
        records = {change.version for change in entry.changes}
        at = improvement.where("changed", index, "version")
        if changed.version > entry.version:
            yield Finding(
                "LIF018",
                at,
                f"{entry.id} 现在是 {entry.version}，还没有 {changed.version}",
                f"改为 {entry.version}，或在条目里补上这一版",
            )
        elif (
            changed.version != entry.version
            and changed.version > Version(1, 0)
            and changed.version not in records
        ):
            yield Finding(
                "LIF018",
                at,
                f"{entry.id} 的变更记录里没有 {changed.version}",
                "改成条目里有的版本，或补上那一版的变更记录",
            )


def superseded_not_retired(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """已被取代的条目没有废止。

    为什么:
        新旧两份同时有效，员工各照各的做。
    不通过:
        links.supersedes: [DEMO-SERVE]
    通过:
        links.related: [DEMO-SERVE]
    怎么改:
        把旧条目的 status 改为 retired。
    """
    if not entry.in_force or entry.announced(scene.as_of) or entry.links is None:
        return
    for index, reference in enumerate(entry.links.supersedes):
        old = scene.catalogue.entries.get(reference.entry or "")
        if old is not None and not old.retired and old.id != entry.id and not old.supersedes(entry):
            yield Finding(
                "LIF019",
                entry.where("links", "supersedes", index),
                f"{old.id} 已被取代，状态还不是 retired",
                f"把 {old.id} 的 status 改为 retired",
            )


RULES = (
    *lif_gates.RULES,
    Rule("LIF010", "review-overdue", Severity.ERROR, review_overdue, Entry),
    Rule("LIF011", "review-before-effective", Severity.ERROR, review_before_effective, Entry),
    Rule("LIF012", "pilot-after-effective", Severity.ERROR, pilot_after_effective, Standard),
    Rule("LIF013", "training-after-effective", Severity.WARNING, training_after_effective, Standard),
    *lif_records.RULES,
    Rule("LIF016", "script-review-overdue", Severity.WARNING, script_review_overdue, Script),
    Rule(
        "LIF017", "action-overdue", Severity.ERROR, action_overdue, Improvement, before_force=Severity.WARNING
    ),
    Rule("LIF018", "change-not-carried", Severity.ERROR, change_not_carried, Improvement),
    Rule("LIF019", "superseded-not-retired", Severity.WARNING, superseded_not_retired, Entry),
    *lif_waivers.RULES,
)
