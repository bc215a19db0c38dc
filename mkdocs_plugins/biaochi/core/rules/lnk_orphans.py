"""LNK: what nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import (
    Checklist,
    Entry,
    Metric,
    Script,
)
from biaochi.core.rules.scene import Scene


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


def _orphan(code: str, entry: Entry, scene: Scene, noun: str, key: str) -> Iterator[Finding]:
    declared = any(r.source == entry.id and r.type not in ("checks", "mentions") for r in scene.graph.outgoing.get(entry.id, ()))
    if not scene.graph.incoming.get(entry.id) and not declared:
        yield Finding(code, entry.home, f"没有条目关联这份{noun}", f"在用到它的标准或流程的 {key} 里加上 {entry.id}")



RULES = (
    Rule("LNK010", "orphan-metric", Severity.ERROR, orphan_metric, Metric, before_force=Severity.WARNING),
    Rule("LNK011", "orphan-script", Severity.ERROR, orphan_script, Script, before_force=Severity.WARNING),
    Rule("LNK012", "orphan-checklist", Severity.ERROR, orphan_checklist, Checklist, before_force=Severity.WARNING),
)
