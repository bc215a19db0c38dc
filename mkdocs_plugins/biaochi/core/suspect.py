"""Suspect links: relations written against a major version that their target has left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.links import split_cross_link
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Entry
from biaochi.core.reference import Ref
from biaochi.core.slotted import dataclass
from biaochi.core.values import Version


@dataclass(frozen=True, slots=True)
class Suspect:
    """A relation of ``source`` to ``target`` at ``at``, written against MAJOR ``major``; the target is at ``now``."""

    source: str
    target: str
    at: Location
    major: int
    now: Version


def against_major(entry: Entry) -> tuple[Ref, ...]:
    """The references in front matter that are written against a major version."""
    return tuple([reference for reference in entry.references if reference.major is not None])


def suspects_of(entry: Entry, catalogue: Catalogue) -> Iterator[Suspect]:
    """The suspect relations of one entry, in its front matter and its body."""
    written = [(r.entry, r.major, r.at) for r in against_major(entry)]
    for link in entry.body.cross_links():
        split = split_cross_link(link)
        if split is not None and split[1] is not None:
            written.append((split[0], split[1], link.at))
    for target, major, at in written:
        found = catalogue.entries.get(target or "")
        if (
            found is not None
            and found.version is not None
            and major is not None
            and major < found.version.major
        ):
            yield Suspect(entry.id, found.id, at, major, found.version)


def confirmed(text: str, suspects: list[Suspect]) -> str:
    """The file's text with the major of each relation raised, and not a character else changed. Line ends are kept."""
    # Line ends stand at the odd places: which of the three kinds they are is the file's own business.
    parts = re.split(r"(\r\n|\r|\n)", text)
    for suspect in sorted(suspects, key=lambda s: s.at, reverse=True):
        row, column = 2 * (suspect.at.line - 1), suspect.at.column - 1
        pattern = re.compile(rf"{re.escape(suspect.target)}@{suspect.major}(?![0-9])")
        match = pattern.search(parts[row], column)
        if match is not None:
            fresh = f"{suspect.target}@{suspect.now.major}"
            parts[row] = parts[row][: match.start()] + fresh + parts[row][match.end() :]
    return "".join(parts)
