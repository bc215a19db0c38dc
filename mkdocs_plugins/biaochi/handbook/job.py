"""What goes into the press and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to make. ``paper`` is set for a sheet, which is fitted to it; a book has its own page style.

    ``receipt`` stands in the metadata: the build that the paper belongs to. ``entries`` are the ids that must be found
    in the finished text.
    """

    path: str
    html: str
    receipt: str = ""
    paper: str | None = None
    entries: tuple[str, ...] = ()
    style: str = ""
    """Further CSS of this file: the page of a book on other paper."""
    fillable: bool = False
    """Whether the places to write are form fields."""


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
class Limits:
    """How long one file may take (seconds of work of one core) and how much memory (bytes of address space)."""

    seconds: float
    memory: int


def limits(job: Job) -> Limits:
    """Generous for honest content of this length, far below what hurts the machine.

    Measured: a book takes up to 70 s and 1.2 GB of address space per megabyte of HTML on a busy core.
    """
    length = len(job.html)
    return Limits(seconds=60 + length / 2_500, memory=2_000_000_000 + 2_500 * length)
