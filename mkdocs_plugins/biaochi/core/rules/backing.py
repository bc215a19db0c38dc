"""The figures that stand behind a script: those of the standards and processes around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from biaochi.core import agreement, measured
from biaochi.core.model import Metric, Process, Script, Standard
from biaochi.core.model.metric import Number
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Mention, Quantity, compare, find_quantities, has_number
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene
from biaochi.core.slotted import dataclass
from biaochi.core.values import Amount

_WORD_BEFORE = regex(r"[\u4e00-\u9fff]{2}$")
_BEFORE = regex(r"([\u4e00-\u9fff]{3})\s*(?:最长|最多|最迟)?\s*$")
_AFTER = regex(r"\s*(?:以内|之内|内)?\s*([\u4e00-\u9fff]{2})")


@dataclass(slots=True)
class Backing:
    """The figures that stand behind a script: what customers are told, what metrics aim at, everything else in writing,
    and the time limits of steps, which are as internal as a target."""

    promised: list[Quantity] = field(default_factory=list)
    inner: list[tuple[Quantity, str, list[Quantity]]] = field(default_factory=list)
    others: list[Quantity] = field(default_factory=list)
    times: list[Quantity] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    subjects: dict[str, Quantity] = field(default_factory=dict)
    """The word before a figure of a promise's text, and the figure: 排队 → 10 分钟."""
    sentences: dict[tuple[str, str], list[Quantity]] = field(default_factory=dict)
    """The words around a figure of a promise's text: (取号后, 开始) → 8 分钟."""

    def vows(self, said: Quantity) -> bool:
        """Whether customers are told this figure."""
        return any(equal(said, each) for each in self.promised)

    def backs(self, said: Quantity) -> bool:
        """Whether this figure stands anywhere behind the script."""
        return any(
            equal(said, each)
            for each in (*self.promised, *self.others, *self.times, *(value for value, _, _ in self.inner))
        )

    def told_otherwise(self, text: str, mention: Mention) -> Quantity | None:
        """The other figure that a promise gives for the same word: 排队不超过 10 分钟."""
        said = mention.quantity
        same = self.sentences.get(_frame(text, mention) or ("", ""), [])
        if said is not None and same and all(compare(said, each) in (-1, 1) for each in same):
            return same[0]
        word = _WORD_BEFORE.search(text[: mention.start])
        told = self.subjects.get(word.group()) if word else None
        if told is None or said is None or compare(said, told) in (None, 0):
            return None
        known = (*self.promised, *(value for value, _, _ in self.inner))
        return None if any(equal(said, each) for each in known) else told


def backing_of(script: Script, scene: Scene) -> Backing:
    """Figures of the standards and processes around the script: those that relate to it, and what those relate to."""
    near = around(script.id, scene)
    wider = set(near)
    for id_ in near:
        if isinstance(scene.catalogue.entries.get(id_), Process):
            wider |= around(id_, scene)
    found = Backing()
    for id_ in sorted(wider):
        entry = scene.catalogue.entries.get(id_)
        if isinstance(entry, Standard):
            found.names.append(entry.id)
            _add_standard(entry, found, scene)
        elif isinstance(entry, Process):
            found.names.append(entry.id)
            for text in process_texts(entry):
                found.others.extend(m.quantity for m in find_quantities(text) if m.quantity is not None)
            found.times.extend(step.time_limit.quantity for step in entry.steps if step.time_limit)
    return found


def around(id_: str, scene: Scene) -> set[str]:
    """The standards and processes that an entry relates to, in either direction: what uses a script, for one."""
    related = {r.source for r in scene.graph.incoming.get(id_, ())} | {
        r.target for r in scene.graph.outgoing.get(id_, ())
    }
    return {each for each in related if isinstance(scene.catalogue.entries.get(each), Standard | Process)}


def _add_standard(standard: Standard, found: Backing, scene: Scene) -> None:
    for promise in standard.promises:
        metric = measured.metric_of(promise.metric, standard, scene.catalogue)
        public = plain(promise.text)
        for mention in find_quantities(public):
            word = _WORD_BEFORE.search(public[: mention.start])
            if word and mention.quantity is not None and mention.bound is not None:
                found.subjects.setdefault(word.group(), mention.quantity)
            if mention.quantity is not None and mention.bound is not None and (frame := _frame(public, mention)):
                found.sentences.setdefault(frame, []).append(mention.quantity)
        for value in (promise.target, promise.limit):
            quantity = _promised(value, metric) if metric is not None else None
            if quantity is not None:
                found.promised.append(quantity)
        if promise.delay_notice and promise.delay_notice.within:
            found.promised.append(promise.delay_notice.within.quantity)
        texts = (promise.text, promise.remedy or "", *promise.disclosure, *promise.extra)
        found.promised.extend(
            m.quantity for text in texts for m in find_quantities(text) if m.quantity is not None
        )
    for metric in standard.metrics:
        told = [
            q
            for p in standard.promises
            if p.metric and p.metric.metric == metric.id
            for q in [_promised(p.target, metric)]
            if q is not None
        ]
        found.inner.extend((value, standard.id, told) for value in agreement.accepted(metric))
    if standard.decision and standard.decision.within:
        found.others.append(standard.decision.within.quantity)
    inner = [value for value, _, told in found.inner if told]
    for block in standard.body.blocks:
        if has_number(block.text):
            quantities = (m.quantity for m in find_quantities(block.text))
            found.others.extend(
                q for q in quantities if q is not None and not any(equal(q, each) for each in inner)
            )


def _promised(value: Number | Amount | None, metric: Metric) -> Quantity | None:
    """A promised value as a quantity; a bare number is in the metric's unit."""
    if isinstance(value, Amount):
        return value.quantity
    return measured.quantity(value, metric) if measured.is_number(value) else None


def process_texts(process: Process) -> Iterator[str]:
    """Everything in a process that gives a time or a sum."""
    yield from (process.trigger, process.outcome, str(process.time_limit or ""))
    for step in process.steps:
        yield from (step.does, step.input or "", step.output or "")
    for tier in process.tiers:
        yield from (
            str(tier.accept or ""),
            str(tier.respond or ""),
            str(tier.resolve or ""),
            tier.authority or "",
            tier.escalate_if or "",
        )
    if process.plan is not None:
        yield str(process.plan.first_action_within or "")
    yield from (block.text for block in process.body.blocks)


def equal(a: Quantity, b: Quantity) -> bool:
    return compare(a, b) == 0 or (
        a.unit.noun == "day" and a.value == b.value and b.unit.symbol in ("天", "日")
    )


def _frame(text: str, mention: Mention) -> tuple[str, str] | None:
    """Three characters before a figure and two behind it: a sentence that has them both speaks of the same thing."""
    before, after = _BEFORE.search(text, max(0, mention.start - 12), mention.start), _AFTER.match(text, mention.end)
    return (before[1], after[1]) if before and after else None
