"""The indexes at the end of a book: by metric, by role, by term."""

from __future__ import annotations

from itertools import groupby

from biaochi.core.check import Outcome
from biaochi.core.concern import concerned
from biaochi.core.model import Entry, Standard
from biaochi.core.slotted import dataclass
from biaochi.handbook.compose import Book
from biaochi.pages.links import metric_anchor

_MOST = 8
"""Places of a term: one that stands on every page is no longer looked up by its pages."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an index: the word and the anchors of the places it stands at."""

    word: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The words of an index that begin with the same letter of their reading."""

    letter: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """One index."""

    title: str
    groups: tuple[Group, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for group in self.groups for row in group.rows)


def indexes(book: Book, outcome: Outcome) -> tuple[Index, ...]:
    """The indexes of a book that have anything in them."""
    found = (
        Index("指标索引", _grouped(_metrics(book))),
        Index("岗位索引", _grouped(_roles(book, outcome))),
        Index("术语索引", _grouped(_terms(book, outcome))),
    )
    return tuple(index for index in found if index.groups)


def _metrics(book: Book) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for entry in book.entries:
        if isinstance(entry, Standard):
            for metric in entry.metrics:
                anchor = f"{entry.id}--{metric_anchor(metric.id)}"
                places.setdefault(metric.name or metric.id, []).append(anchor)
    return places


def _roles(book: Book, outcome: Outcome) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for entry in book.entries:
        for role in concerned(entry, outcome.catalogue):
            places.setdefault(outcome.catalogue.role_name(role), []).append(entry.id)
    return places


def _terms(book: Book, outcome: Outcome) -> dict[str, list[str]]:
    texts = [(entry, _text(entry)) for entry in book.entries]
    places: dict[str, list[str]] = {}
    for term in outcome.catalogue.terms.values():
        found = [entry.id for entry, text in texts if term.id in text]
        if 0 < len(found) <= _MOST:
            places[term.id] = found
    return places


def _text(entry: Entry) -> str:
    return f"{entry.title}\n{entry.body.source}"


def _grouped(places: dict[str, list[str]]) -> tuple[Group, ...]:
    """In the order of pronunciation, as a Chinese reader looks them up, under the first letters of the readings."""
    read = ((_reading(word), word, tuple(anchors)) for word, anchors in places.items())
    rows = sorted((_letter(reading[0]), reading, word, anchors) for reading, word, anchors in read)
    return tuple(
        Group(letter, tuple(Row(word, anchors) for *_, word, anchors in found))
        for letter, found in groupby(rows, key=lambda row: row[0])
    )


def _reading(word: str) -> tuple[str, ...]:
    """The readings of a word's characters; what is no Chinese character reads as itself."""
    # Half a second to load, which a build without PDFs need not spend.
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(word.lower(), style=Style.TONE3)) or ("",)


def _letter(reading: str) -> str:
    """The letter under which a reading stands; figures and signs come first."""
    return reading[:1].upper() if "a" <= reading[:1] <= "z" else "#"
