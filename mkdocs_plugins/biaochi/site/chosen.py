"""What the options of ``mkdocs.yml`` come to: the same whether MkDocs read them or :mod:`biaochi.site.written_settings`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

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


def _text(options: Options, name: str) -> str:
    value = options.get(name)
    return "" if value is None else str(value)
