"""Sentences in front matter with their exact place, and a metric's value as people write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from biaochi.core.clauses import Block
from biaochi.core.frontmatter import Scalar, Sequence
from biaochi.core.location import Location
from biaochi.core.model import Metric
from biaochi.core.regex import regex
from biaochi.core.sentences import Sentence, sentences
from biaochi.core.shape import Part
from biaochi.core.values import Amount

PART = regex(r"[,。;!?\n]")
"""What parts the members of a sentence, in text with half-width signs."""


class Passage(NamedTuple):
    """One sentence and how to tell the place of a slice of it."""

    text: str
    place: Callable[[int, int], Location]


def in_block(block: Block) -> Iterator[Passage]:
    """The sentences of a block of a body."""
    for sentence in sentences(block):
        yield Passage(sentence.text, sentence.place)


def in_value(part: Part, *keys: str | int) -> Iterator[Passage]:
    """The sentences of a text in front matter. Where it runs over several lines or holds escapes, the place is that of
    the whole text."""
    node: object = part.node
    for key in keys:
        if isinstance(key, str) and hasattr(node, "entries"):
            node = node.entries.get(key)
        elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
            node = node.items[key]
    if not isinstance(node, Scalar):
        return
    at = node.at
    quotes = 0 if node.plain else 1
    exact = at.line == at.end_line and at.end_column - at.column == len(node.raw) + 2 * quotes
    block = Block("paragraph", node.raw, at.path, ((at.line, at.column + quotes),))
    for sentence in sentences(block):
        yield Passage(sentence.text, sentence.place if exact else _whole(sentence, at))


def _whole(sentence: Sentence, at: Location) -> Callable[[int, int], Location]:
    return lambda start, end: at


def said(metric: Metric) -> str:
    """The target as a criterion: “≤ 5 分钟”, “≥ 95 %”, “20—26 ℃”; empty where it is not known."""
    if metric.target is None or metric.unit is None:
        return ""
    if isinstance(metric.target, tuple):
        low, high = metric.target
        return f"{low}—{high} {metric.unit.symbol}"
    sign = {"lower": "≤ ", "higher": "≥ "}.get(metric.direction or "", "")
    figure = f"{sign}{metric.target} {metric.unit.symbol}"
    return (
        f"{figure}（{metric.within} 内）"
        if metric.aggregation == "share-within" and isinstance(metric.within, Amount)
        else figure
    )
