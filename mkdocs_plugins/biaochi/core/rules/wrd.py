"""WRD: every normative sentence can be verified. The judgement is that of ``core.wording``; here entries are taken
apart into sentences, and each finding gets its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Catalogue, Checklist, Entry, Item, Metric, Process, Standard
from biaochi.core.quantity import parse_bound
from biaochi.core.rules import prose, stages, wrd_alike, wrd_categories, wrd_counts, wrd_figures, wrd_options
from biaochi.core.rules.scene import Scene
from biaochi.core.wording import FREE, Context, Judgement, Level, Terms, judge
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
    for told in _told(entry, scene):
        judgement = _judged(told, entry.lang, terms)
        for smell in judgement.findings if judgement.flag else ():
            yield Finding(
                _code(smell, judgement.level, basic),
                told.passage.place(smell.start, smell.end),
                f"“{told.passage.text[smell.start : smell.end]}”：{smell.why}",
                smell.rewrite,
            )


class _Told(NamedTuple):
    """A sentence, where it stands, and the metric it is linked to."""

    passage: prose.Passage
    context: Context
    metric: Metric | None = None


def _judged(told: _Told, lang: str, terms: Terms) -> Judgement:
    """The judgement; a rate settles a vague word only where its definition says what the word means (及时率: what is in
    time), while a bound of time or of a measure is one by itself."""
    text = told.passage.text
    if told.context.setting == "promise":
        text = _as_duty(text)
    judgement = judge(text, lang, terms, told.context)
    metric = told.metric
    if judgement.flag or metric is None or metric.type not in ("rate", "ratio", "score", "nps", "binary"):
        return judgement
    alone = judge(text, lang, terms, Context(told.context.setting))
    meaning = f"{metric.name}{metric.definition}{metric.good or ''}"
    vague = [smell for smell in alone.findings if smell.category not in ("no-action", "number-trap")]
    if alone.flag and vague and not any(smell.text in meaning for smell in vague):
        return alone
    return judgement


_ADDRESSED = str.maketrans({"您": "客", "你": "客"})


def _as_duty(text: str) -> str:
    """A promise with its addressee in the third person, character for character: it speaks to customers (您, 我们), and
    binds the house all the same."""
    for said, meant in (("我们会", "店员应"), ("我们将", "店员应"), ("我们", "店员"), ("我們", "店員")):
        text = text.replace(said, meant)
    return text.translate(_ADDRESSED)


def _code(smell: Smell, level: Level, basic: bool) -> str:
    """A recommendation weighs less, but a basic standard has no way out at all (MC-35)."""
    if level == "requirement" or (basic and smell.category == "escape"):
        return smell.code
    return _RECOMMENDED


def terms_of(catalogue: Catalogue) -> Terms:
    """The terms of art that the project lets through."""
    return Terms(catalogue.allowed())


def _told(entry: Entry, scene: Scene) -> Iterator[_Told]:
    if isinstance(entry, Standard):
        for clause in entry.body.clauses:
            if not clause.block.informative:
                metric = wrd_figures.clause_metric(clause.metric, entry, scene.catalogue)
                context = Context("clause", prose.said(metric) if metric else "")
                yield from (_Told(passage, context, metric) for passage in prose.in_block(clause.block))
        for block in stages.unnamed_requirements(entry):
            yield from (_Told(passage, FREE) for passage in prose.in_block(block))
        for promise in entry.promises:
            yield from (_Told(passage, Context("promise")) for passage in prose.in_value(promise, "text"))
    elif isinstance(entry, Process):
        for step in entry.steps:
            yield from (_Told(passage, Context("step")) for passage in prose.in_value(step, "does"))
    elif isinstance(entry, Checklist) and entry.use != "survey":
        for item in entry.items:
            if item.type == "text":
                continue  # a field to write in requires nothing
            metric = scene.catalogue.metric(item.metric.entry, item.metric.metric) if item.metric else None
            context = Context("item", _linked(item, metric))
            yield from (_Told(passage, context, metric) for passage in prose.in_value(item, "text"))


def _linked(item: Item, metric: Metric | None) -> str:
    """The value an item is held against: its metric's, or its own pass condition where that is a figure."""
    if metric is not None:
        return prose.said(metric)
    return item.pass_ if item.pass_ and parse_bound(item.pass_) else ""


def unverifiable_recommendation() -> None:
    """建议（宜）里有无法核查的说法。

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
    """选择级标准的可选项没有封闭（MC-35）。

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
    *wrd_alike.RULES,
    *wrd_counts.RULES,
    *wrd_options.RULES,
)
