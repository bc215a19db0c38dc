"""LNK: references, relations and cross-links resolve."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity, did_you_mean
from biaochi.core.links import local_or_global, owner_of, split_cross_link
from biaochi.core.model import (
    Catalogue,
    Entry,
    InformativePage,
    Process,
    Standard,
)
from biaochi.core.reference import Ref
from biaochi.core.regex import regex
from biaochi.core.rules.lnk_pages import page_links
from biaochi.core.rules.scene import Scene, Whole
from biaochi.core.vocabulary import KIND, LINK


def unknown_reference(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """引用的条目不存在。

    为什么:
        断掉的引用让读者走不下去，也让覆盖率算错；门店的 sheets、without 写错的，资料包多了或少了一张表。
    不通过:
        links.scripts: [DEMO-GREET, DEMO-NOWHERE]
    通过:
        links.scripts: [DEMO-GREET]
    怎么改:
        改成提示里的编号，或删去这一项。
    """
    for reference in entry.references:
        named = reference.to in ("entry", "clause", "metric") and reference.entry
        if named and named not in scene.catalogue.entries and named not in scene.catalogue.unread:
            yield _unknown("LNK001", reference, named, scene.catalogue)


def unknown_clause(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """引用的条款不存在。

    为什么:
        检查项或培训指向不存在的条款，那条要求就没有人查、没有人教。
    不通过:
        DEMO-CARD.items.queue.clause: DEMO-WAIT#nowhere
    通过:
        DEMO-CARD.items.queue.clause: DEMO-WAIT#queue
    怎么改:
        改成条目里有的条款编号（条款末尾“{#编号}”）。
    """
    for reference in entry.references:
        if reference.clause:
            owner = scene.catalogue.entries.get(owner_of(reference, entry))
            if owner is not None and owner.id not in scene.catalogue.unread:
                yield from _missing_clause(owner, reference.clause, reference)


def unknown_metric(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """引用的指标不存在。

    为什么:
        承诺和检查项要靠指标来量；指标不存在，就没有数可比。
    不通过:
        DEMO-CARD.items.queue.metric: DEMO-WAIT/nowhere
    通过:
        DEMO-CARD.items.queue.metric: DEMO-WAIT/wait
    怎么改:
        改成标准里有的指标编号。
    """
    for reference in entry.references:
        if reference.metric:
            owner = scene.catalogue.entries.get(owner_of(reference, entry))
            if owner is not None and owner.id not in scene.catalogue.unread:
                yield from _missing_metric(owner, reference.metric, reference)
    for clause in entry.body.clauses:
        if clause.metric:
            owner_id, metric = local_or_global(clause.metric, "/", entry.id)
            at = clause.at
            owner = scene.catalogue.entries.get(owner_id)
            if owner_id in scene.catalogue.unread:
                continue
            if owner is None:
                hint = did_you_mean(owner_id, scene.catalogue.entries) or "改成存在的条目"
                yield Finding("LNK003", at, f"条款引用的条目“{owner_id}”不存在", hint)
            elif isinstance(owner, Standard):
                known = [found.id for found in owner.metrics]
                if metric not in known:
                    hint = did_you_mean(metric, known) or _available("指标", known)
                    yield Finding("LNK003", at, f"{owner_id} 没有指标“{metric}”", hint)
            else:
                yield Finding("LNK003", at, f"{owner_id} 是{KIND.get(owner.kind, '条目')}，没有指标", "引用服务标准的指标")


def wrong_kind(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """引用的条目类别不对。

    为什么:
        “话术”一栏指向检查表，读者会找不到要说的话。
    不通过:
        links.scripts: [DEMO-GREET, DEMO-CARD]
    通过:
        links.checklists: [DEMO-CARD, DEMO-VISIT, DEMO-SURVEY]
    怎么改:
        移到对应类别的键下面，或改成该类别的编号。
    """
    for reference in entry.references:
        target = scene.catalogue.entries.get(reference.entry or "")
        if target is not None and reference.kinds and target.kind in KIND and target.kind not in reference.kinds:
            wanted = "、".join(KIND[kind] for kind in KIND if kind in reference.kinds)
            place = {"script": "scripts", "checklist": "checklists", "process": "processes", "training": "training"}
            hint = f"移到“{place[target.kind]}”下面" if target.kind in place else "改成该类别的编号"
            yield Finding(
                "LNK004", reference.at, f"“{reference.relation}”应指向{wanted}，{target.id} 是{KIND[target.kind]}", hint
            )


def unknown_step(entry: Process, scene: Scene) -> Iterator[Finding]:
    """下一步指向不存在的步骤。

    为什么:
        流程走到这里就断了。
    不通过:
        DEMO-SERVE.steps.greet.next: nowhere
    通过:
        DEMO-SERVE.steps.greet.next: serve
    怎么改:
        改成本流程里的步骤编号，或 end。
    """
    known = [step.id for step in entry.steps]
    for reference in entry.references:
        if reference.to == "step" and reference.text != "end" and reference.text not in known:
            hint = did_you_mean(reference.text, [*known, "end"]) or _available("步骤", [*known, "end"])
            yield Finding("LNK007", reference.at, f"没有步骤“{reference.text}”", hint)


def broken_cross_link(entry: Entry | InformativePage, scene: Whole) -> Iterator[Finding]:
    """正文里的引用走不到。

    为什么:
        读者在手机上点开的是一个空页。
    不通过:
        DEMO-WAIT.body+: "\\n见 [[DEMO-NOWHERE]]。\\n"
    通过:
        DEMO-WAIT.body+: "\\n见 [[DEMO-SERVE]]。\\n"
    怎么改:
        改成存在的编号；条款写成 [[编号#条款]],指标写成 [[编号/指标]]。
    """
    for link in entry.body.cross_links():
        split = split_cross_link(link)
        if split is None:
            yield Finding("LNK008", link.at, f"引用“[[{link.target}]]”写法不对", "写成 [[HTL-CHECKIN]]、[[HTL-CHECKIN#greet]] 或 [[HTL-CHECKIN/wait]]")
            continue
        owner_id, major, clause, metric = split
        reference = Ref(link.target, link.at, "body", "entry", frozenset(), owner_id, clause, metric, major)
        owner = scene.catalogue.entries.get(owner_id)
        if owner_id in scene.catalogue.unread:
            continue
        if owner is None:
            yield _unknown("LNK008", reference, owner_id, scene.catalogue)
        elif clause:
            yield from _missing_clause(owner, clause, reference, "LNK008")
        elif metric:
            yield from _missing_metric(owner, metric, reference, "LNK008")
    for link in entry.body.lost_links():
        split = split_cross_link(link)
        if split is not None and scene.catalogue.entries.get(split[0]) is not None:
            yield Finding("LNK008", link.at, f"“{link.target}”没有成为引用", f"写成 [[{link.target}]]")


def broken_page_link(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """相对链接指向的文件不存在。

    为什么:
        读者点开的是“找不到页面”。
    不通过:
        DEMO-WAIT.body+: "\\n见[流程](nowhere.md)。\\n"
    通过:
        DEMO-WAIT.body+: "\\n见[流程](../processes/serve.md)。\\n"
    怎么改:
        改成存在的文件的相对路径；指向条目时用 [[编号]],改名也不会断。
    """
    yield from page_links("LNK009", entry.path, entry, scene.catalogue)


def _supersedes(entry: Entry) -> Iterator[tuple[str, None]]:
    if entry.links is not None and entry.links.supersedes:
        yield "supersedes", None


def supersedes_cycle(catalogue: Catalogue, scene: Whole) -> Iterator[Finding]:
    """取代关系绕成了圈。

    为什么:
        甲取代乙、乙又取代甲，读者不知道哪一个有效。
    不通过:
        links.supersedes: [DEMO-SERVE]
        DEMO-SERVE.links.supersedes: [DEMO-WAIT]
    通过:
        links.related: [DEMO-SERVE]
    怎么改:
        只保留新条目取代旧条目的那一个方向。
    """
    edges = {
        entry.id: [(ref.entry, ref.at) for ref in entry.links.supersedes if ref.entry] if entry.links else []
        for entry in catalogue.entries.values()
    }
    reported: set[str] = set()
    for start in edges:
        trail = [start]
        seen = {start}
        stack = [(start, iter(edges[start]))]
        while stack:
            _, children = stack[-1]
            for target, at in children:
                if target == start and start not in reported:
                    reported.update(trail)
                    yield Finding("LNK013", at, f"取代关系成圈：{' → '.join([*trail, start])}", "删去其中一个 supersedes")
                elif target in edges and target not in seen and target is not None:
                    seen.add(target)
                    trail.append(target)
                    stack.append((target, iter(edges[target])))
                    break
            else:
                stack.pop()
                trail.pop()


def related_to_itself(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """条目关联了自己。

    为什么:
        指向自己的链接不带读者去任何地方，多半是想写另一个条目。
    不通过:
        links.related: [DEMO-WAIT]
    通过:
        links.related: [DEMO-SERVE]
    怎么改:
        改成想指的那个条目的编号，或删去。
    """
    for name in LINK:
        for reference in getattr(entry.links, name) if entry.links is not None else ():
            if reference.entry == entry.id and not reference.clause and not reference.metric:
                yield Finding("LNK017", reference.at, f"links.{name} 指向条目自己", "改成想指的条目，或删去")


def link_to_retired(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """现行条目仍指向已废止的条目。

    为什么:
        员工照着链接会走到一份作废的要求。
    不通过:
        DEMO-GREET.status: retired
    通过:
        DEMO-GREET.status: in-force
    怎么改:
        改为指向取代它的条目；说明沿革用 supersedes。
    """
    if not entry.in_force:
        return
    said: set[str] = set()
    for reference in entry.references:
        target = scene.catalogue.entries.get(reference.entry or "")
        if target is None or not target.retired or target.id in said:
            continue
        if reference.relation not in ("supersedes", "entry", "evidence"):
            said.add(target.id)
            yield Finding("LNK014", reference.at, f"{target.id} 已废止", "改为指向取代它的条目，或删去")
    rows = {row for c in entry.body.clauses if not c.block.informative and not _TELLS_OF_ITS_END.search(c.text) for row, _ in c.block.starts}
    for link in entry.body.cross_links() if rows else ():
        split = split_cross_link(link) if link.at.line in rows else None
        target = scene.catalogue.entries.get(split[0]) if split else None
        if target is not None and target.retired and target.id not in said:
            said.add(target.id)
            yield Finding("LNK014", link.at, f"条款指向的 {target.id} 已废止", "改为指向取代它的条目，或删去")


_TELLS_OF_ITS_END = regex(r"不得|不应|停用|废止|作废|取代|代替|\b(?:not|withdrawn|replaced)\b", re.I)


def _unknown(code: str, reference: Ref, word: str, catalogue: Catalogue) -> Finding:
    hint = did_you_mean(word, catalogue.entries) or "改成存在的编号，或删去这一项"
    return Finding(code, reference.at, f"没有编号为“{word}”的条目", hint)


def _missing_clause(owner: Entry, clause: str, reference: Ref, code: str = "LNK002") -> Iterator[Finding]:
    known = [found.id for found in owner.body.clauses] + [b.id for b in owner.body.blocks if b.id]
    if clause not in known:
        hint = did_you_mean(clause, known) or _available("条款", list(dict.fromkeys(known)))
        yield Finding(code, reference.at, f"{owner.id} 没有条款“{clause}”", hint)


def _missing_metric(owner: Entry, metric: str, reference: Ref, code: str = "LNK003") -> Iterator[Finding]:
    if not isinstance(owner, Standard):
        if owner.kind in KIND:
            yield Finding(code, reference.at, f"{owner.id} 是{KIND[owner.kind]}，没有指标", "引用服务标准的指标，写成“编号/指标”")
        return
    known = [found.id for found in owner.metrics]
    if metric not in known:
        hint = did_you_mean(metric, known) or _available("指标", known)
        yield Finding(code, reference.at, f"{owner.id} 没有指标“{metric}”", hint)


def _available(noun: str, known: list[str]) -> str:
    if not known:
        return f"那里还没有{noun}，先补上"
    return f"现有{noun}：{'、'.join(known[:6])}{' 等' if len(known) > 6 else ''}"



RULES = (
    Rule("LNK001", "unknown-reference", Severity.ERROR, unknown_reference, Entry, of_retired=True),
    Rule("LNK002", "unknown-clause", Severity.ERROR, unknown_clause, Entry, of_retired=True),
    Rule("LNK003", "unknown-metric", Severity.ERROR, unknown_metric, Entry, of_retired=True),
    Rule("LNK004", "wrong-kind", Severity.ERROR, wrong_kind, Entry, of_retired=True),
    Rule("LNK007", "unknown-step", Severity.ERROR, unknown_step, Process, requires=("FMT027",)),
    Rule("LNK008", "broken-cross-link", Severity.ERROR, broken_cross_link, Entry, of_retired=True),
    Rule("LNK009", "broken-page-link", Severity.ERROR, broken_page_link, Entry, of_retired=True),
    Rule("LNK013", "supersedes-cycle", Severity.ERROR, supersedes_cycle, Catalogue, groups=_supersedes),
    Rule("LNK014", "link-to-retired", Severity.WARNING, link_to_retired, Entry),
    Rule("LNK017", "related-to-itself", Severity.WARNING, related_to_itself, Entry),
)
