"""The plugins' options in ``mkdocs.yml``."""

from __future__ import annotations

import re

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError

from biaochi.core import vocabulary as words
from biaochi.core.values import day


class Day(c.Type[str]):
    """An ISO date, or nothing. YAML has made a date of one without quotation marks."""

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        written = str(value)
        if written and day(written) is None:
            raise ValidationError(f"应写成 2026-03-01 这样的日期，这里是“{written}”")
        return written


class StandardsOptions(Config):
    """``biaochi/standards``."""

    organisation = c.Type(str, default="")
    """Who publishes the handbook."""
    edition = c.Type(str, default="")
    """The edition's name; by default the commit and its date."""
    report_url = c.Type(str, default="")
    """Where problems are reported; ``{title}`` stands for what it is about. By default the repository's issues."""
    as_of = Day()
    """Today, as an ISO date; by default the day of the build."""
    drafts = c.Type(bool, default=False)
    """Whether drafts and announced entries stand in staff books and sheets."""
    strict = c.Type(bool, default=False)
    """Whether warnings fail the build as well."""


class CrosslinksOptions(Config):
    """``biaochi/crosslinks`` has no options of its own."""


class BookName(c.Type[str]):
    """The name of a declared book's file: small letters, figures and hyphens, and none that the product uses itself."""

    def __init__(self) -> None:
        super().__init__(str)

    def run_validation(self, value: object) -> str:
        name = super().run_validation(value)
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
            raise ValidationError(f"手册的 name 只用小写字母、数字和连字符，这里是“{name}”")
        if name in ("all", "metrics", "versions", "index") or name.startswith(("sector-", "role-")):
            raise ValidationError(f"“{name}”是自动生成的手册的名称，换一个")
        return name


class SelectOptions(Config):
    """What a declared book holds: each key narrows the choice; none chooses everything."""

    kind = c.ListOfItems(c.Choice(tuple(words.KIND)), default=[])
    sector = c.ListOfItems(c.Type(str), default=[])
    role = c.ListOfItems(c.Type(str), default=[])
    tag = c.ListOfItems(c.Type(str), default=[])
    id = c.ListOfItems(c.Type(str), default=[])


class BookOptions(Config):
    """A book declared by the editor."""

    name = BookName()
    """The file's name: ``handbooks/<name>.pdf``."""
    title = c.Type(str)
    """The title on the cover."""
    select = c.SubConfig(SelectOptions)
    paper = c.Choice(("A4", "A5"), default="A4")
    audience = c.Type(str, default="")
    """For whom the book is; stands on the cover."""


class FontOptions(Config):
    """A further font for characters that the pinned one lacks."""

    file = c.Type(str)
    """A static TrueType file below the handbook's root."""
    sha256 = c.Type(str)


class HandbooksOptions(Config):
    """``biaochi/handbooks``."""

    enabled = c.Type(bool, default=True)
    """Whether PDFs are made at all."""
    books = c.ListOfItems(c.SubConfig(BookOptions), default=[])
    """Further books, besides those of everything, of each sector and of each role."""
    fonts = c.ListOfItems(c.SubConfig(FontOptions), default=[])
    """Further fonts for what the pinned one lacks."""
