"""WRD: every normative sentence can be verified. The judgement is that of ``core.wording``; here entries are taken
apart into sentences, and each finding gets its place."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Catalogue, Checklist, Entry, Item, Metric, Process, Standard
from biaochi.core.quantity import parse_bound
from biaochi.core.rules import prose, stages, wrd_categories, wrd_figures
from biaochi.core.rules.scene import Scene
from biaochi.core.wording import FREE, Context, Level, Terms, judge
from biaochi.core.wording import Finding as Smell

_RECOMMENDED = "WRD020"


def vague_time(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """要求里的时间含糊，没有时限。

    为什么:
        “及时”“尽快”在两个人眼里是两个时间；没有时限，谁也说不出超时没有。
    不通过:
        DEMO-FIRE.steps.tell.does: 及时向等候的顾客宣布预计恢复时间
    通过:
        DEMO-FIRE.steps.tell.does: 在 5 分钟内向等候的顾客宣布预计恢复时间
    怎么改:
        写明时限和起计点，例如“收到询问后 2 分钟内”。
    """
    # This row runs the whole family: a sentence is judged once, and its findings carry the codes of their rows.
    if entry.status not in ("draft", "training", "pilot", "in-force"):
        return
    terms = terms_of(scene.catalogue)
    basic = isinstance(entry, Standard) and entry.tier == "basic"
    for passage, context in _passages(entry, scene):
        judgement = judge(passage.text, entry.lang, terms, context)
        if not judgement.flag:
            continue
        for smell in judgement.findings:
            yield Finding(
                _code(smell, judgement.level, basic),
                passage.place(smell.start, smell.end),
                f"“{smell.text}”：{smell.why}",
                smell.rewrite,
            )


def _code(smell: Smell, level: Level, basic: bool) -> str:
    """A recommendation weighs less, but a basic standard has no way out at all (MC-35)."""
    if level == "requirement" or (basic and smell.category == "escape"):
        return smell.code
    return _RECOMMENDED


def terms_of(catalogue: Catalogue) -> Terms:
    """The terms of art that the project lets through."""
    allowed = [term for term in catalogue.terms.values() if term.allow]
    return Terms(tuple(word for term in allowed for word in (term.id, *term.synonyms) if word))


def _passages(entry: Entry, scene: Scene) -> Iterator[tuple[prose.Passage, Context]]:
    if isinstance(entry, Standard):
        for clause in entry.body.clauses:
            if not clause.block.informative:
                metric = wrd_figures.clause_metric(clause.metric, entry, scene.catalogue)
                context = Context("clause", prose.said(metric) if metric else "")
                yield from ((passage, context) for passage in prose.in_block(clause.block))
        for block in stages.unnamed_requirements(entry):
            yield from ((passage, FREE) for passage in prose.in_block(block))
        for promise in entry.promises:
            yield from ((passage, Context("promise")) for passage in prose.in_value(promise, "text"))
    elif isinstance(entry, Process):
        for step in entry.steps:
            yield from ((passage, Context("step")) for passage in prose.in_value(step, "does"))
    elif isinstance(entry, Checklist) and entry.use != "survey":
        for item in entry.items:
            context = Context("item", _linked(item, scene))
            yield from ((passage, context) for passage in prose.in_value(item, "text"))


def _linked(item: Item, scene: Scene) -> str:
    """The value an item is held against: its metric's, or its own pass condition where that is a figure."""
    metric: Metric | None = (
        scene.catalogue.metric(item.metric.entry, item.metric.metric) if item.metric else None
    )
    if metric is not None:
        return prose.said(metric)
    return item.pass_ if item.pass_ and parse_bound(item.pass_) else ""


def unverifiable_recommendation() -> None:
    """建议(宜)里有无法核查的说法。

    为什么:
        宜是推荐，不要求做到；但写得含糊的推荐，想照着做的人也不知道怎样算做到。
    不通过:
        body+: "\\n- 店员宜尽快答复顾客的询问。 {#soon}\\n"
    通过:
        body+: "\\n- 店员宜在 2 分钟内答复顾客的询问。 {#soon}\\n"
    怎么改:
        同样写出时限、数值或可观察的动作；做不到核查的，移到说明里。
    """


def open_options(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """选择级标准的可选项没有封闭(MC-35)。

    为什么:
        选择级是在有限的几项里选；写着“其他”“等”的选项，等于没有选项。
    不通过:
        tier: choice
        options: [大堂等候, 取号后离开, 其他]
    通过:
        tier: choice
        options: [大堂等候, 取号后离开]
    怎么改:
        列全可选项；需要一客一策的，改为 tier: custom 并写明 decision。
    """
    if standard.tier != "choice" or "options" not in standard.node.entries or standard.retired:
        return
    if len(standard.options) < 2:
        yield Finding(
            "WRD021",
            standard.where("options"),
            f"选择级标准只有 {len(standard.options)} 个可选项",
            "至少列出两项，或改为 tier: basic",
        )
    for index, option in enumerate(standard.options):
        if wrd_figures.OPEN_OPTION.search(option.strip()):
            yield Finding(
                "WRD021",
                standard.where("options", index),
                f"可选项“{option}”没有封闭",
                "列全可选项，删去“其他”“等”",
            )


RULES = (
    Rule("WRD001", "vague-time", Severity.ERROR, vague_time, Entry),
    *wrd_categories.RULES,
    Rule("WRD020", "unverifiable-recommendation", Severity.WARNING, unverifiable_recommendation),
    Rule("WRD021", "open-options", Severity.ERROR, open_options, Standard),
    *wrd_figures.RULES,
)
