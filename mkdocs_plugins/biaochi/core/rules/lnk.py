"""LNK: references, relations and cross-links resolve."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity, did_you_mean
from biaochi.core.links import local_or_global, split_cross_link
from biaochi.core.model import (
    Catalogue,
    Checklist,
    Entry,
    InformativePage,
    Metric,
    Process,
    Script,
    Standard,
    Training,
)
from biaochi.core.rules.lnk_pages import page_links
from biaochi.core.rules.scene import Scene, Whole
from biaochi.core.values import Ref
from biaochi.core.vocabulary import KIND, LINK, SECTOR


def unknown_reference(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """引用的条目不存在。

    为什么:
        断掉的引用让读者走不下去，也让覆盖率算错。
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
            owner = scene.catalogue.entries.get(reference.entry or entry.id)
            if owner is not None:
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
            owner = scene.catalogue.entries.get(reference.entry or entry.id)
            if owner is not None:
                yield from _missing_metric(owner, reference.metric, reference)
    for clause in entry.body.clauses:
        if clause.metric:
            owner_id, metric = local_or_global(clause.metric, "/", entry.id)
            at = clause.at
            owner = scene.catalogue.entries.get(owner_id)
            if owner is None and owner_id in scene.catalogue.unread:
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


def unknown_role(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """岗位不在登记表里。

    为什么:
        没有登记的岗位没有人认领，也没有岗位页和岗位手册。
    不通过:
        owner: nobody
    通过:
        owner: keeper
    怎么改:
        改成 standards/roles.yml 里的岗位代码，或先在那里登记。
    """
    if "roles" in scene.catalogue.unread:
        return
    yield from _unregistered(entry, "role", scene.catalogue.roles, "LNK005", "岗位", "standards/roles.yml")
    for drill in entry.drills if isinstance(entry, Training) else ():
        # A scorer may be described in words (第三人); a slip of a role's code is not meant to be one.
        if drill.scorer.isascii() and drill.scorer not in scene.catalogue.roles:
            hint = did_you_mean(drill.scorer, scene.catalogue.roles)
            if hint:
                yield Finding("LNK005", drill.where("scorer"), f"岗位“{drill.scorer}”没有登记", hint)


def unknown_site(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """门店不在登记表里。

    为什么:
        试行结果要能追到做试行的门店。
    不通过:
        pilot.sites: [nowhere]
    通过:
        pilot.sites: [site-1]
    怎么改:
        改成 standards/sites.yml 里的门店代码，或先在那里登记。
    """
    if "sites" in scene.catalogue.unread:
        return
    yield from _unregistered(entry, "site", scene.catalogue.sites, "LNK006", "门店", "standards/sites.yml")


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
        if owner is None and owner_id in scene.catalogue.unread:
            continue
        if owner is None:
            yield _unknown("LNK008", reference, owner_id, scene.catalogue)
        elif clause:
            yield from _missing_clause(owner, clause, reference, "LNK008")
        elif metric:
            yield from _missing_metric(owner, metric, reference, "LNK008")


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


def orphan_metric(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """没有条款、检查项或承诺引用的指标。

    为什么:
        没有人用的指标只会增加填表的负担。
    不通过:
        DEMO-WAIT.metrics+: [{id: idle, name: 空置率, definition: 空置柜台占比, dimension: cost, type: rate, unit: "%", direction: lower, target: 5, limit: 8, good: 空置柜台, valid: 全部柜台, method: record-review, source: 排班表, sampling: census, frequency: 每日, window: 1 月, review_every: 1 季, owner: keeper}]
    通过:
        metrics.wait.name: 等候时长
    怎么改:
        在条款末尾写“{#编号 metric=指标编号}”，或由检查项、承诺引用它；不需要的指标删去。
    """
    if metric.id and not scene.graph.metric_cited(scene.entry.id, metric.id):
        yield Finding(
            "LNK010", metric.where("id"), f"指标“{metric.id}”没有条款、检查项或承诺引用",
            f"在相应条款末尾写“{{#编号 metric={metric.id}}}”，或删去这个指标",
        )


def orphan_script(entry: Script, scene: Scene) -> Iterator[Finding]:
    """没有条目关联的话术。

    为什么:
        没有标准或流程用到的话术，没有人知道何时该说。
    不通过:
        links.scripts: []
        DEMO-SERVE.steps.greet.scripts: []
        DEMO-TRAIN.covers: [DEMO-WAIT]
        DEMO-TRAIN.drills: []
    通过:
        links.scripts: [DEMO-GREET]
    怎么改:
        在标准或流程的 links.scripts 里写上它。
    """
    yield from _orphan("LNK011", entry, scene, "话术", "links.scripts")


def orphan_checklist(entry: Checklist, scene: Scene) -> Iterator[Finding]:
    """没有条目关联的检查表。

    为什么:
        没有标准或流程用到的检查表，查了也不知道为了什么。
    不通过:
        links.checklists: [DEMO-VISIT, DEMO-SURVEY]
        DEMO-SERVE.steps.serve.checklists: []
    通过:
        links.checklists: [DEMO-CARD, DEMO-VISIT, DEMO-SURVEY]
    怎么改:
        在标准或流程的 links.checklists 里写上它。
    """
    yield from _orphan("LNK012", entry, scene, "检查表", "links.checklists")


def _supersedes(entry: Entry) -> Iterator[str]:
    if entry.links is not None and entry.links.supersedes:
        yield "supersedes"


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


def unknown_touchpoint(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """触点不在该行业的客户旅程里。

    为什么:
        旅程页按触点排列；写法不同的触点会落在旅程之外。
    不通过:
        touchpoint: 到点
        standards/journeys.yml: "common: [到店, 服务, 离店]\\n"
    通过:
        touchpoint: 到店
        standards/journeys.yml: "common: [到店, 服务, 离店]\\n"
    怎么改:
        改成 standards/journeys.yml 里该行业的触点，或在那里补上。
    """
    if "journeys" in scene.catalogue.unread:
        return
    known = scene.catalogue.journeys.get(entry.sector or "")
    if known and entry.touchpoint and entry.touchpoint not in known:
        hint = did_you_mean(entry.touchpoint, known) or f"该行业的触点：{'、'.join(known)}"
        yield Finding("LNK015", entry.where("touchpoint"), f"触点“{entry.touchpoint}”不在旅程里", hint)


def unknown_sector(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """行业没有名称。

    为什么:
        行业是一个导航栏目和一本手册；写错的行业会多出一个空栏目。
    不通过:
        sector: comon
    通过:
        sector: common
    怎么改:
        改成已有的行业；新行业在 standards/terms.yml 里写上名称。
    """
    catalogue = scene.catalogue
    if entry.sector and entry.sector not in SECTOR and entry.sector not in catalogue.terms and "terms" not in catalogue.unread:
        hint = did_you_mean(entry.sector, SECTOR) or f"在 standards/terms.yml 里补“{entry.sector}: {{definition: 名称}}”"
        yield Finding("LNK016", entry.where("sector"), f"行业“{entry.sector}”没有名称", hint)


def site_of_unknown_sector(catalogue: Catalogue, scene: Whole) -> Iterator[Finding]:
    """门店登记的行业没有名称。

    为什么:
        门店的手册按行业取标准；行业写错，那家店的手册里一条标准也没有。
    不通过:
        standards/sites.yml: "site-1: {name: 一店, region: 东区, sector: comon}\\n"
    通过:
        standards/sites.yml: "site-1: {name: 一店, region: 东区, sector: common}\\n"
    怎么改:
        改成已有的行业；新行业在 standards/terms.yml 里写上名称。
    """
    for site in catalogue.sites.values():
        if site.sector and site.sector not in SECTOR and site.sector not in catalogue.terms and "terms" not in catalogue.unread:
            hint = did_you_mean(site.sector, SECTOR) or f"在 standards/terms.yml 里补“{site.sector}: {{definition: 名称}}”"
            yield Finding("LNK018", site.where("sector"), f"门店“{site.id}”的行业“{site.sector}”没有名称", hint)


# --- shared ----------------------------------------------------------------------------------------------------------


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


def _unregistered(entry: Entry, to: str, known: object, code: str, noun: str, path: str) -> Iterator[Finding]:
    registered = list(known)  # type: ignore[call-overload]
    for reference in entry.references:
        if reference.to == to and reference.text not in registered:
            hint = did_you_mean(reference.text, registered) or f"在 {path} 里登记，或改成已登记的{noun}"
            yield Finding(code, reference.at, f"{noun}“{reference.text}”没有登记", hint)


def _orphan(code: str, entry: Entry, scene: Scene, noun: str, key: str) -> Iterator[Finding]:
    declared = any(r.source == entry.id and r.type not in ("checks", "mentions") for r in scene.graph.outgoing.get(entry.id, ()))
    if not scene.graph.incoming.get(entry.id) and not declared:
        yield Finding(code, entry.home, f"没有条目关联这份{noun}", f"在用到它的标准或流程的 {key} 里加上 {entry.id}")


RULES = (
    Rule("LNK001", "unknown-reference", Severity.ERROR, unknown_reference, Entry, of_retired=True),
    Rule("LNK002", "unknown-clause", Severity.ERROR, unknown_clause, Entry, of_retired=True),
    Rule("LNK003", "unknown-metric", Severity.ERROR, unknown_metric, Entry, of_retired=True),
    Rule("LNK004", "wrong-kind", Severity.ERROR, wrong_kind, Entry, of_retired=True),
    Rule("LNK005", "unknown-role", Severity.ERROR, unknown_role, Entry),
    Rule("LNK006", "unknown-site", Severity.ERROR, unknown_site, Entry),
    Rule("LNK007", "unknown-step", Severity.ERROR, unknown_step, Process),
    Rule("LNK008", "broken-cross-link", Severity.ERROR, broken_cross_link, Entry, of_retired=True),
    Rule("LNK009", "broken-page-link", Severity.ERROR, broken_page_link, Entry, of_retired=True),
    Rule("LNK010", "orphan-metric", Severity.ERROR, orphan_metric, Metric, before_force=Severity.WARNING),
    Rule("LNK011", "orphan-script", Severity.ERROR, orphan_script, Script, before_force=Severity.WARNING),
    Rule("LNK012", "orphan-checklist", Severity.ERROR, orphan_checklist, Checklist, before_force=Severity.WARNING),
    Rule("LNK013", "supersedes-cycle", Severity.ERROR, supersedes_cycle, Catalogue, groups=_supersedes),
    Rule("LNK014", "link-to-retired", Severity.WARNING, link_to_retired, Entry),
    Rule("LNK015", "unknown-touchpoint", Severity.WARNING, unknown_touchpoint, Entry),
    Rule("LNK016", "unknown-sector", Severity.WARNING, unknown_sector, Entry),
    Rule("LNK018", "site-of-unknown-sector", Severity.WARNING, site_of_unknown_sector, Catalogue),
    Rule("LNK017", "related-to-itself", Severity.WARNING, related_to_itself, Entry),
)
