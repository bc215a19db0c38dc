"""LIF: what each stage of making a standard demands before the next one."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.frontmatter import Map, Sequence
from biaochi.core.model import Standard
from biaochi.core.rules import stages
from biaochi.core.rules.scene import Scene
from biaochi.core.shape import Part
from biaochi.core.vocabulary import BASIS_TYPE


def need_not_shown(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """还没有说明客户需要什么。

    为什么:
        标准从客户的需求开始；没有需求依据的标准，是自己给自己定的规矩。
    不通过:
        status: pilot
        basis: [{type: industry, method: benchmark, source: 同业公示 2026-01, finding: 同业承诺 15 分钟}]
    通过:
        status: pilot
        basis: [{type: need, method: ask, source: 门店访谈 2026-01, finding: 顾客最在意等候的时间}]
    怎么改:
        在 basis 里补一条 type: need，写明 method 与 source。
    """
    if standard.in_force or standard.retired or not _readable(standard, "basis"):
        return
    if not any(basis.type == "need" for basis in standard.basis):
        yield Finding(
            "LIF001",
            standard.where("basis"),
            "依据里没有客户需求",
            "补一条“{type: need, method: …, source: …, finding: …}”",
        )


def basis_incomplete(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """现行标准的三类依据不全。

    为什么:
        只看需求会许下做不到的诺，只看同业会抄来不合用的数，只看自己会停在原地。
    不通过:
        basis: [{type: need, method: ask, source: 门店访谈 2026-01, finding: 顾客最在意等候的时间}]
    通过:
        basis.0.method: questionnaire
    怎么改:
        补上缺的那一类依据：need（客户需求）、industry（行业规范与对手）、capability（自身能力）。
    """
    if not standard.in_force or not _readable(standard, "basis"):
        return
    found = {basis.type for basis in standard.basis}
    if None not in found and (
        lacking := [f"{label}（{type_}）" for type_, label in BASIS_TYPE.items() if type_ not in found]
    ):
        yield Finding(
            "LIF002",
            standard.where("basis"),
            f"依据缺少{'、'.join(lacking)}",
            "在 basis 里补上这一类，写明获取方法与来源",
        )


def no_metric(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """标准没有指标。

    为什么:
        从设定标准起，至少要有一个指标说明做到与没做到的界线。
    不通过:
        standards/idle.md: "---\\nid: DEMO-IDLE\\nkind: standard\\ntitle: 送客\\nversion: 1.0\\nstatus: draft\\nowner: keeper\\nsector: common\\ntouchpoint: 离店\\ntier: basic\\ncategory: quality\\nobjectives: [quality]\\ncriticality: normal\\nmetrics: []\\n---\\n"
    通过:
        standards/idle.md: "---\\nid: DEMO-IDLE\\nkind: standard\\ntitle: 送客\\nversion: 1.0\\nstatus: needs\\nowner: keeper\\nsector: common\\ntouchpoint: 离店\\nbasis: [{type: need, method: ask, source: 访谈, finding: 顾客希望有人道别}]\\n---\\n"
    怎么改:
        在 metrics 里补一个指标。
    """
    if standard.reached("draft") and not standard.metrics and _readable(standard, "metrics"):
        yield Finding(
            "LIF003",
            standard.where("metrics"),
            "标准没有指标",
            "补一个指标：id、name、definition、target、limit 等",
        )


def key_clause_untrained(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """关键条款没有带合格线的培训覆盖。

    为什么:
        进入培训准备阶段，每一条关键要求都要有人教、有考核；没有教过就要求，错不在员工。
    不通过:
        DEMO-TRAIN.covers: [DEMO-WAIT#greet, DEMO-WAIT#repeat, DEMO-GREET]
    通过:
        DEMO-TRAIN.covers: [DEMO-WAIT#greet, DEMO-WAIT#queue, DEMO-WAIT#repeat, DEMO-GREET]
    怎么改:
        在培训的 covers 里加上这一条款（或整个标准）。
    """
    if not standard.reached("training"):
        return
    if standard.criticality != "key":
        if standard.status == "training" and not _any_training(standard, scene):
            yield Finding(
                "LIF004",
                standard.home,
                "培训准备阶段的标准没有关联的培训",
                f"在培训的 covers 里加上 {standard.id}",
            )
        return
    open_ = [
        c
        for c in stages.normative_clauses(standard)
        if not stages.trained(standard, c, scene.catalogue, scene.graph)
    ]
    if open_ and not _any_training(standard, scene):
        yield Finding(
            "LIF004",
            standard.home,
            f"关键标准没有培训，{len(open_)} 条关键条款没有人教",
            f"在培训的 covers 里加上 {standard.id}",
        )
        return
    for clause in open_:
        yield Finding(
            "LIF004",
            clause.at,
            f"关键条款 #{clause.id} 没有培训覆盖",
            f"在培训的 covers 里加上 {standard.id}#{clause.id}",
        )


def _any_training(standard: Standard, scene: Scene) -> bool:
    linked = {ref.entry for ref in standard.links.training} if standard.links else set()
    clauses = [clause.id for clause in standard.body.clauses]
    found = (
        linked
        | set(scene.graph.trained(standard))
        | {id_ for c in clauses for id_ in scene.graph.trained(standard, c)}
    )
    entries = (scene.catalogue.entries.get(id_ or "") for id_ in found)
    return any(entry is not None and not entry.retired for entry in entries)


def empty_pilot(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """试行没有门店、没有样本，或结束早于开始。

    为什么:
        试行要让别人能复核：在哪里、什么时候、多少样本。
    不通过:
        pilot.sites: []
    通过:
        pilot.sites: [site-1]
    怎么改:
        写上实际的门店、起止日期和样本量。
    """
    pilot = standard.pilot
    if pilot is None or not standard.reached("pilot"):
        return
    if pilot.from_ and pilot.to and pilot.to < pilot.from_:
        yield Finding(
            "LIF005",
            pilot.where("to"),
            f"试行结束 {pilot.to} 早于开始 {pilot.from_}",
            "对调两个日期，或改正其中一个",
        )
    if pilot.sample == 0:
        yield Finding("LIF005", pilot.where("sample"), "试行样本量是 0", "写上实际的样本量")
    if pilot.sites == 0 or (pilot.sites == () and "sites" in pilot.node.entries):
        yield Finding("LIF005", pilot.where("sites"), "没有试行的门店", "写上门店代码的列表，或门店数")


def promise_without_evidence(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """承诺所用的指标没有能力证据。

    为什么:
        向客户承诺之前，要能说出在哪里、什么时候做到过。
    不通过:
        -promises.wait-10.evidence:
    通过:
        promises.wait-10.evidence: 2026 年 3 月试行
    怎么改:
        在指标或承诺里补一行 evidence，写明试行或统计的出处。
    """
    if not standard.reached("pilot"):
        return
    for promise in standard.promises:
        reference = promise.metric
        owner = (reference.entry or standard.id) if reference else None
        metric = scene.catalogue.metric(owner, reference.metric) if reference else None
        if metric is not None and not promise.evidence and not metric.evidence:
            yield Finding(
                "LIF006",
                promise.where("id"),
                f"承诺“{promise.id}”和指标“{metric.id}”都没有写能力证据",
                "补一行“evidence: …”，写明试行或统计的出处",
            )


def pilot_without_result(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """现行标准的试行没有结果。

    为什么:
        试行过而没有实测值，等于没有试行；目标值和承诺都没有根据。
    不通过:
        pilot.result: []
    通过:
        pilot.result: [{metric: wait, value: 4.5}]
    怎么改:
        在 pilot.result 里补上各指标的实测值。
    """
    pilot = standard.pilot
    if pilot is not None and standard.in_force and not pilot.result and _readable(pilot, "result"):
        yield Finding(
            "LIF007", pilot.where("result"), "试行没有结果", "补上各指标的实测值：“{metric: …, value: …}”"
        )


def pilot_of_another(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """试行结果写的是别的标准的指标。

    为什么:
        试行要证明的是这条标准做得到；别的标准的实测值证明不了。
    不通过:
        standards/other.md: "---\\nid: DEMO-OTHER\\nkind: standard\\ntitle: 送客\\nversion: 1.0\\nstatus: needs\\nowner: keeper\\nsector: common\\ntouchpoint: 离店\\nbasis: [{type: need, method: ask, source: 访谈, finding: 顾客希望有人道别}]\\nmetrics: [{id: idle, name: 空置率, definition: 空置柜台占比, dimension: cost, type: rate, unit: \\"%\\", direction: lower, target: 5, limit: 8, good: 空置柜台, valid: 全部柜台, method: record-review, source: 排班表, sampling: census, frequency: 每日, window: 1 月, review_every: 1 季, owner: keeper}]\\n---\\n\\n- 柜台空置率应不高于 5%。 {#idle metric=idle}\\n"
        pilot.result: [{metric: wait, value: 4.5}, {metric: right, value: 0.8}, {metric: DEMO-OTHER/idle, value: 4}]
    通过:
        pilot.result: [{metric: wait, value: 4.5}, {metric: right, value: 0.8}]
    怎么改:
        改成本标准的指标；别的标准的实测值写进那条标准的 pilot。
    """
    for index, result in enumerate(standard.pilot.result if standard.pilot else ()):
        reference = result.metric
        if reference and reference.entry not in (None, standard.id):
            yield Finding(
                "LIF020",
                standard.where("pilot", "result", index, "metric"),
                f"试行结果写的是 {reference.entry} 的指标“{reference.metric}”，不是本标准的",
                f"改成本标准的指标，或把这个实测值移到 {reference.entry} 的 pilot",
            )


def clause_unchecked(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """现行标准的要求没有指标量，也没有检查项查。

    为什么:
        没有人查的要求等于没有要求，查到的只是愿意写下来的那几条。
    不通过:
        DEMO-CARD.items.greet: {id: greet, text: 店员在 10 秒内起身并说出问候语, type: yes-no, pass: 是}
        DEMO-VISIT.items.greet: {id: greet, text: 店员在 10 秒内起身并说出问候语, type: yes-no, pass: 是, weight: 60}
    通过:
        DEMO-VISIT.items.greet: {id: greet, text: 店员在 10 秒内起身并说出问候语, type: yes-no, pass: 是, weight: 60}
    怎么改:
        在检查表里加一项并写上 clause，或在条款末尾写“{#编号 metric=指标编号}”。
    """
    if not standard.in_force:
        return
    unchecked = (c for c in standard.body.clauses if not stages.checked(standard, c, scene.catalogue, scene.graph))
    for clause in stages.normative_clauses(standard, unchecked):
        yield Finding(
            "LIF008",
            clause.at,
            f"条款 #{clause.id} 没有检查项，也没有指标",
            f"在检查表里加一项“clause: {standard.id}#{clause.id}”，或在条款上写 metric=…",
        )


def requirement_without_id(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """现行标准里的要求没有条款编号。

    为什么:
        没有编号的要求，检查表和培训都引用不到，覆盖率里也看不见它。
    不通过:
        body+: "\\n- 店员应在 3 分钟内向顾客说明等候的原因。\\n"
    通过:
        body+: "\\n等候室的座位多数时候是空的。\\n"
    怎么改:
        在这一段末尾加上“{#编号}”；只是说明的，移到“说明”一类的标题下。
    """
    if not standard.in_force:
        return
    parts = stages.parts_of_clauses(standard)
    for block in stages.unnamed_requirements(standard):
        if block.at in parts:
            continue
        start = block.text[:14].replace("\n", " ")
        yield Finding(
            "LIF009", block.at, f"要求“{start}…”没有编号", "在这一段末尾加上“{#编号}”，例如 {#greet}"
        )


def _readable(part: Part, key: str) -> bool:
    """Whether the list is there and all of it could be read: what could not has been said."""
    node = part.node.entries.get(key)
    return isinstance(node, Map) or (
        isinstance(node, Sequence) and len(node.items) == len(getattr(part, key))
    )


RULES = (
    Rule("LIF001", "need-not-shown", Severity.ERROR, need_not_shown, Standard),
    Rule("LIF002", "basis-incomplete", Severity.ERROR, basis_incomplete, Standard),
    Rule("LIF003", "no-metric", Severity.ERROR, no_metric, Standard),
    Rule("LIF004", "key-clause-untrained", Severity.ERROR, key_clause_untrained, Standard),
    Rule("LIF005", "empty-pilot", Severity.ERROR, empty_pilot, Standard),
    Rule("LIF006", "capability-not-shown", Severity.ERROR, promise_without_evidence, Standard),
    Rule("LIF007", "pilot-without-result", Severity.ERROR, pilot_without_result, Standard),
    Rule("LIF008", "clause-unchecked", Severity.ERROR, clause_unchecked, Standard),
    Rule("LIF020", "pilot-of-another", Severity.ERROR, pilot_of_another, Standard),
    Rule("LIF009", "requirement-without-id", Severity.ERROR, requirement_without_id, Standard, requires=("FMT030",)),
)
