"""The field reference: every key of the content model, from the declarations that read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args, get_type_hints

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.frozen import dataclass
from biaochi.core.model import KINDS, Entry
from biaochi.core.shape import Part, keys_of
from biaochi.core.written import labels_of, written_as
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One key: its name, Chinese label, how its value is written, what the words of its closed set (if it has one) are called,
    when it is needed, and the part it opens (if it is a map or a list of maps)."""

    key: str
    label: str
    written: str
    words: Mapping[str, str]
    needed: str
    part: str | None


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The keys of one map."""

    id: str
    title: str
    rows: tuple[FieldRow, ...]


def tables() -> Iterator[FieldTable]:
    """The keys that all entries share, then those of each kind, then those of the maps inside, named by the key that first
    opens them."""
    yield _table(Entry, "entry", "所有条目", frozenset())
    shared = frozenset(keys_of(Entry))
    for kind, shape in KINDS.items():
        yield _table(shape, kind, words.KIND[kind], shared)
    seen: set[type[Part]] = {Entry, *KINDS.values()}
    waiting: list[type[Part]] = [Entry, *KINDS.values()]
    while waiting:
        opened = waiting.pop(0)
        for key, part in _parts(opened).items():
            if part not in seen:
                seen.add(part)
                waiting.append(part)
                _, declared = keys_of(opened)[key]  # type: ignore[arg-type]  # a class is hashable
                yield _table(part, part.__name__.lower(), f"{declared.label}（{key}）", frozenset())


def _table(shape: type[Part], id_: str, title: str, without: frozenset[str]) -> FieldTable:
    parts = _parts(shape)
    rows = tuple(
        FieldRow(
            name, key.label, written_as(key.read), labels_of(key.read), key.needed.text, parts[name].__name__.lower() if name in parts else None
        )
        for name, (_, key) in keys_of(shape).items()  # type: ignore[arg-type]  # a class is hashable
        if name not in without
    )
    return FieldTable(id_, title, rows)


def _parts(shape: type[Part]) -> dict[str, type[Part]]:
    """Key → the part class its value is read into, for the keys that open a map."""
    hints = get_type_hints(shape)
    found: dict[str, type[Part]] = {}
    for name, (attribute, _) in keys_of(shape).items():  # type: ignore[arg-type]  # a class is hashable
        part = _part_in(hints[attribute])
        if part is not None:
            found[name] = part
    return found


def _part_in(hint: object) -> type[Part] | None:
    if isinstance(hint, type) and issubclass(hint, Part):
        return hint
    return next((part for inner in get_args(hint) if (part := _part_in(inner)) is not None), None)


def fields_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """The reference as a page."""
    path = "fields.md"
    found = list(tables())
    html = render("fields", view=View(outcome, links.seen_from(path), settings), tables=found)
    headings = tuple(Heading(2, table.id, table.title) for table in found)
    return Page(path, "字段参考", html, headings, None, "条目头部的全部字段", staff=False)


