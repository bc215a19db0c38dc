"""A page: its address, title, HTML and table of contents."""

from __future__ import annotations

from biaochi.core.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page, for its table of contents."""

    level: int
    id: str
    title: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    ``path`` is its place as a Markdown file (``standards/hotel/checkin.md``); ``source`` the file that is edited to
    change it, if one is; ``staff`` tells whether front-line staff are meant to read it.
    """

    path: str
    title: str
    html: str
    headings: tuple[Heading, ...] = ()
    source: str | None = None
    description: str = ""
    entry: str | None = None
    staff: bool = True
