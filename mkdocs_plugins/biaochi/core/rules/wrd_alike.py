"""WRD: what is required in the same words is required with the same figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from biaochi.core import measured
from biaochi.core.clauses import Clause
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Entry, Process, Standard, Step
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Mention, find_quantities, has_number
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Whole

_SPELLING = regex(r"[\W_]+")
_SHORTEST = 8
"""Characters besides the figures: less says too little to be about one thing."""
_FIGURE = "\0"


class _Saying(NamedTuple):
    """A clause or a step with figures: its words without them and without punctuation."""

    entry: Entry
    part: Clause | Step
    key: str
    mentions: tuple[Mention, ...]

    @property
    def measured(self) -> bool:
        """Whether it cites a metric, whose name says what is meant."""
        return isinstance(self.part, Clause) and bool(self.part.metric)

    def place(self, mention: Mention) -> Location:
        """Where a figure of it is written."""
        if isinstance(self.part, Clause):
            return self.part.block.place(mention.start, mention.end)
        return self.part.where("does")


@lru_cache(65_536)
def _taken_apart(text: str) -> tuple[str, tuple[Mention, ...]]:
    """The words of a text, with a mark for each figure, and the figures; no words where there is nothing to compare."""
    mentions = tuple(m for m in find_quantities(text) if m.quantity is not None and m.role == "quantity" and not m.approximate)
    words, at = "", 0
    for mention in mentions:
        words += _SPELLING.sub("", text[at : mention.start]) + _FIGURE
        at = mention.end
    words += _SPELLING.sub("", text[at:])
    return (words, mentions) if len(words) - len(mentions) >= _SHORTEST and mentions else ("", ())


def _sayings(entry: Entry) -> Iterator[_Saying]:
    if entry.retired:
        return
    if isinstance(entry, Standard):
        for clause in entry.body.clauses:
            words, mentions = _taken_apart(plain(clause.text)) if has_number(clause.text) else ("", ())
            if words and not clause.block.informative:
                key = _key(entry, clause.touchpoint or entry.touchpoint, words)
                yield _Saying(entry, clause, key, mentions)
    elif isinstance(entry, Process):
        for step in entry.steps:
            words, mentions = _taken_apart(plain(step.does)) if has_number(step.does) else ("", ())
            if words:
                yield _Saying(entry, step, _key(entry, entry.touchpoint, words), mentions)


def _key(entry: Entry, touchpoint: str | None, words: str) -> str:
    return "\n".join((entry.sector or "", touchpoint or "", words))


def _keys(entry: Entry) -> Iterator[tuple[str, str]]:
    succeeds = [reference.entry for reference in entry.links.supersedes] if entry.links else []
    for saying in _sayings(entry):
        figures = [(mention.quantity, mention.bound and mention.bound.op) for mention in saying.mentions]
        yield saying.key, repr((entry.in_force, saying.measured, isinstance(entry, Process), succeeds, figures))


def same_words_other_figure(catalogue: Catalogue, scene: Whole) -> Iterator[Finding]:
    """同一行业、同一触点，两处的话一样，数不一样。

    为什么:
        两条标准用同样的话要求同一件事，却写了两个数，员工不知道该照哪一个做；往往是改了一处，忘了另一处。
    不通过:
        DEMO-SERVE.touchpoint: 到店
        DEMO-SERVE.steps.greet.does: 顾客走近柜台 15 秒内，店员应起身，并说出问候语
    通过:
        DEMO-SERVE.touchpoint: 到店
        DEMO-SERVE.steps.greet.does: 顾客走近柜台 10 秒内，店员应起身，并说出问候语
    怎么改:
        统一成一个数；确是两回事的，在两处各写明指什么（哪个柜台、哪一类顾客），或各引用一个指标。
    """
    alike: dict[str, list[_Saying]] = defaultdict(list)
    for entry in catalogue.entries.values():
        for saying in _sayings(entry):
            alike[saying.key].append(saying)
    for sayings in alike.values():
        first, *others = sorted(sayings, key=lambda saying: not saying.entry.in_force)
        for other in others:
            if _may_differ(first, other):
                continue
            found = next((pair for pair in zip(first.mentions, other.mentions, strict=False) if _differ(*pair)), None)
            if found is not None:
                at = first.place(found[0])
                yield Finding(
                    "WRD032", other.place(found[1]),
                    f"这里写“{found[1].text}”，{first.entry.id}#{first.part.id}（{at.path}:{at.line}）用同样的话写的是“{found[0].text}”",
                    f"统一成“{found[0].text}”，或在两处写明各指什么",
                )  # fmt: skip


def _may_differ(one: _Saying, other: _Saying) -> bool:
    """Two ways through one process, a standard and its successor, or what two metrics tell apart."""
    within = one.entry is other.entry and isinstance(one.entry, Process)
    return within or (one.measured and other.measured) or one.entry.supersedes(other.entry) or other.entry.supersedes(one.entry)


def _differ(one: Mention, other: Mention) -> bool:
    """Whether two figures limit alike and are not the same."""
    if one.quantity is None or other.quantity is None or (one.bound and one.bound.op) != (other.bound and other.bound.op):
        return False
    return measured.order(one.quantity, other.quantity) in (-1, 1)


RULES = (Rule("WRD032", "same-words-other-figure", Severity.WARNING, same_words_other_figure, Catalogue, groups=_keys),)
