"""The indexes at the end of a book: by metric, by role, by term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from biaochi.core.check import Outcome
from biaochi.core.model import Entry, Standard
from biaochi.handbook.compose import Book
from biaochi.pages.links import metric_anchor
from biaochi.pages.people import concerned

_MOST = 8
"""Places of a term: one that stands on every page is no longer looked up by its pages."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an index: the word and the anchors of the places it stands at."""

    word: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """One index."""

    title: str
    rows: tuple[Row, ...]


def indexes(book: Book, outcome: Outcome) -> tuple[Index, ...]:
    """The indexes of a book that have anything in them."""
    found = (
        Index("指标索引", tuple(_metrics(book))),
        Index("岗位索引", tuple(_roles(book, outcome))),
        Index("术语索引", tuple(_terms(book, outcome))),
    )
    return tuple(index for index in found if index.rows)


def _metrics(book: Book) -> Iterator[Row]:
    places: dict[str, list[str]] = {}
    for entry in book.entries:
        if isinstance(entry, Standard):
            for metric in entry.metrics:
                anchor = f"{entry.id}--{metric_anchor(metric.id)}"
                places.setdefault(metric.name or metric.id, []).append(anchor)
    return (Row(word, tuple(anchors)) for word, anchors in _sorted(places))


def _roles(book: Book, outcome: Outcome) -> Iterator[Row]:
    places: dict[str, list[str]] = {}
    for entry in book.entries:
        for role in concerned(entry):
            places.setdefault(outcome.catalogue.role_name(role), []).append(entry.id)
    return (Row(word, tuple(anchors)) for word, anchors in _sorted(places))


def _terms(book: Book, outcome: Outcome) -> Iterator[Row]:
    texts = [(entry, _text(entry)) for entry in book.entries]
    places: dict[str, list[str]] = {}
    for term in outcome.catalogue.terms.values():
        found = [entry.id for entry, text in texts if term.id in text]
        if 0 < len(found) <= _MOST:
            places[term.id] = found
    return (Row(word, tuple(anchors)) for word, anchors in _sorted(places))


def _text(entry: Entry) -> str:
    return f"{entry.title}\n{entry.body.source}"


def _sorted(places: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """In the order of pronunciation, as a Chinese reader looks them up (GB 2312 orders its common characters so)."""
    return sorted(places.items(), key=lambda item: item[0].encode("gb18030"))
