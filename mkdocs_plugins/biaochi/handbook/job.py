"""What goes into the press and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass

SHOWN = regex(r"asset:([^\"'<>\s]+)")
"""The address, in the HTML of a job, of a file of the handbook that is shown in it."""
_ID = regex(r'\bid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to make at one go. ``paper`` is set for a sheet, which is fitted to it.

    ``receipt`` stands in the metadata: the build that the paper belongs to. ``entries`` are the ids that must be found
    in the finished text.
    """

    path: str
    html: str
    receipt: str = ""
    paper: str | None = None
    entries: tuple[str, ...] = ()
    style: str = ""
    """Further CSS of this file."""
    fillable: bool = False
    """Whether the places to write are form fields."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book, laid out by itself and kept: it begins on a page of its own and says nothing of where it stands.

    ``head`` is the running head of its pages, ``margin`` the side margin between which running heads stand (millimetres;
    0: a page without any). Links to other parts are written ``book:anchor``; numbers of pages are left open
    (:mod:`biaochi.handbook.numbers`).
    """

    html: str
    style: str = ""
    head: str = ""
    margin: float = 18
    entries: tuple[str, ...] = ()
    anchor: str = ""
    """Where its first page is named from elsewhere, if that must be known before it is laid out."""
    listing: bool = False
    """Contents and indexes name the pages of their links themselves; elsewhere the margin does."""

    @property
    def anchors(self) -> set[str]:
        """All places in it that a link may lead to."""
        return set(_ID.findall(self.html))


@dataclass(frozen=True, slots=True)
class Volume:
    """A book to be bound from its parts. ``title``, ``author`` and ``edition`` stand in the metadata, ``title`` and ``edition``
    in the running heads: a leaf out of a binder says which of a store's books it is from."""

    path: str
    title: str
    author: str
    edition: str
    parts: tuple[Part, ...]
    receipt: str = ""

    @property
    def entries(self) -> tuple[str, ...]:
        """The ids that must be found in the finished text."""
        return tuple(entry for part in self.parts for entry in part.entries)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one printed file: the rule's code, what was found, and what mends it."""

    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.message}" + (f"（{self.hint}）" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF: its bytes, its pages, the type size of a sheet, and what went wrong (empty: nothing).

    A file that could not be made at all has no content.
    """

    path: str
    content: bytes
    pages: int
    faults: tuple[Fault, ...] = ()
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A part laid out: its pages as a PDF without fonts, and what binding needs to know of it.

    ``anchors``: name → page of the part, x, y (points). ``bookmarks``: level, title, page, x, y. ``faces``: name of a font
    in the PDF → file of the font; ``glyphs``: file of a font → number of each glyph used → its text. ``spoken``: anchor → what a drawing's box that leads there says.
    """

    content: bytes
    pages: int
    anchors: Mapping[str, tuple[int, float, float]] = field(default_factory=dict)
    bookmarks: tuple[tuple[int, str, int, float, float], ...] = ()
    faces: Mapping[str, str] = field(default_factory=dict)
    glyphs: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    spoken: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Binding:
    """A volume with all its parts laid out: what the binder gets."""

    volume: Volume
    laid: tuple[Laid, ...]


def failed(work: Job | Part | Binding, fault: Fault) -> Made | Laid:
    """What comes of work that could not be done: nothing, and why."""
    if isinstance(work, Part):
        return Laid(b"", 0, faults=(fault,))
    return Made(work.path if isinstance(work, Job) else work.volume.path, b"", 0, (fault,))


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one piece of work may take (seconds of work of one core) and how much memory (bytes of address space)."""

    seconds: float
    memory: int


_LONGEST = 240.0
"""Seconds for what is laid out at one go: what is longer is to be split, not waited for."""


def limits(work: Job | Part | Binding) -> Limits:
    """Generous for honest content of this length, far below what hurts the machine.

    Measured: laying out takes up to 70 s and 1.2 GB of address space per megabyte of HTML on a busy core.
    """
    if isinstance(work, Binding):
        pages = sum(laid.pages for laid in work.laid)
        return Limits(seconds=60 + pages / 5, memory=2_000_000_000 + 1_000_000 * pages)
    length = len(work.html)
    return Limits(seconds=min(60 + length / 2_500, _LONGEST), memory=2_000_000_000 + 2_500 * min(length, 1_000_000))
