"""The plugins' options in ``mkdocs.yml``."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class StandardsOptions(Config):
    """``biaochi/standards``."""

    organisation = c.Type(str, default="")
    """Who publishes the handbook."""
    edition = c.Type(str, default="")
    """The edition's name; by default the commit and its date."""
    report_url = c.Type(str, default="")
    """Where problems are reported; ``{title}`` stands for what it is about. By default the repository's issues."""
    as_of = c.Type(str, default="")
    """Today, as an ISO date; by default the day of the build."""
    drafts = c.Type(bool, default=False)
    """Whether drafts and announced entries stand in staff books and sheets."""
    strict = c.Type(bool, default=False)
    """Whether warnings fail the build as well."""


class CrosslinksOptions(Config):
    """``biaochi/crosslinks`` has no options of its own."""


class HandbooksOptions(Config):
    """``biaochi/handbooks``."""

    enabled = c.Type(bool, default=True)
    """Whether PDFs are made at all."""
