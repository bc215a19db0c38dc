"""What the options of ``mkdocs.yml`` come to: the same whether MkDocs read them or :mod:`biaochi.site.written_settings`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from biaochi.core.diagnostics import did_you_mean
from biaochi.core.model import Catalogue
from biaochi.handbook.compose import Declaration
from biaochi.history.commit import head
from biaochi.pages import Settings

Options = Mapping[str, Any]


def settings_of(top: Options, own: Options, root: Path, as_of: dt.date) -> Settings:
    """The publication's settings, from those of the site and those of ``biaochi/standards``. An edition without a name is
    the commit and its day; where there is no history, the day alone."""
    repository = _text(top, "repo_url").rstrip("/")
    edit = f"{repository}/{_text(top, 'edit_uri')}".rstrip("/") if repository and top.get("edit_uri") else ""
    return Settings(
        organisation=_text(own, "organisation"),
        title=_text(top, "site_name") or Settings().title,
        edition=_text(own, "edition") or str(head(root) or as_of.isoformat()),
        site_url=_text(top, "site_url"),
        edit_url=edit,
        report_url=_text(own, "report_url") or (f"{repository}/issues/new?title={{title}}" if repository else ""),
        drafts=_text(own, "drafts").lower() in ("true", "yes", "on"),
    )


def declared(books: Iterable[Any]) -> tuple[Declaration, ...]:
    """The books of ``biaochi/handbooks``."""
    return tuple(_declaration(book) for book in books if isinstance(book, Mapping))


def _declaration(book: Options) -> Declaration:
    select = book.get("select") or {}

    def named(key: str) -> tuple[str, ...]:
        value = select.get(key) or ()
        return (value,) if isinstance(value, str) else tuple(map(str, value))

    return Declaration(
        str(book.get("name")), str(book.get("title")), kinds=named("kind"), sectors=named("sector"), roles=named("role"),
        tags=named("tag"), ids=named("id"), paper=_text(book, "paper") or "A4", audience=_text(book, "audience"),
    )  # fmt: skip


def chosen_amiss(books: Iterable[Declaration], catalogue: Catalogue) -> Iterator[str]:
    """What declared books ask for and the handbook has not: a book printed without it would say nothing of the gap."""
    entries = catalogue.entries.values()
    known: dict[str, set[str]] = {
        "sectors": {entry.sector for entry in entries if entry.sector}, "roles": set(catalogue.roles),
        "tags": {tag for entry in entries for tag in entry.tags}, "ids": set(catalogue.entries),
    }  # fmt: skip
    for book in books:
        unknown = [(key, word) for key, there in known.items() for word in getattr(book, key) if word not in there]
        for key, word in unknown:
            yield f"mkdocs.yml: books → {book.name} → select → {key[:-1]}：手册里没有“{word}”（{did_you_mean(word, sorted(known[key])) or '改正，或删去它'}）"
        if not unknown and not any(map(book.chooses, entries)):
            yield f"mkdocs.yml: books → {book.name} → select：没有一个条目都符合（删去一项；每一项都缩小范围）"


def _text(options: Options, name: str) -> str:
    value = options.get(name)
    return "" if value is None else str(value)
