"""Checking a handbook again after a few files changed, from what was noted the last time.

Each file's findings are kept with the hash of its text, the entries its rules asked for and the entries whose relations they
asked for. When a file changes, those are judged again that it could concern, and nothing else: the others are not even
parsed. A rule over the whole catalogue says by which keys it compares, and what (``Rule.groups``); only the entries that
share one with a changed entry are compared again, if what is compared there is other, or something was found. A file more or
less, or renamed, is a change like others, and so is a row of a registry, if no rule that compares entries asks for it.
Wherever that would not be certain (a file that cannot be read, an id that two have, another day, another version of the tool)
everything is checked anew. The answer is the same either way.

``core.memory`` serves another need by the same means (``core.traced``): builds and previews go through every entry anyway,
so it keeps the entries themselves, read, and knows of each page and each entry's findings which look-ups they came of.
What is noted here are findings alone, small enough to be read back before one entry is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from dataclasses import replace

from biaochi.core.again.changed import Again
from biaochi.core.again.everything import anew
from biaochi.core.again.notes import Notes
from biaochi.core.build import Parsed, build
from biaochi.core.check import Outcome, uncollected
from biaochi.core.diagnostics import Finding
from biaochi.core.links import resolve

__all__ = ["Notes", "check_again", "entry_paths", "referring"]

_SCHEMA = 5


def check_again(
    texts: Mapping[str, str],
    *,
    as_of: dt.date,
    findings: Iterable[Finding] = (),
    tool: str,
    notes: Notes | None,
    parsed: MutableMapping[str, Parsed] | None = None,
    whole: bool = False,
) -> tuple[Outcome, Notes | None]:
    """As :func:`biaochi.core.check.check`, with the notes of the last time (``None``: there are none) and of this time
    (``None``: nothing to be relied on the next time). ``tool`` names what decides the answer besides the texts, ``parsed`` is
    what each text gives as far as it is known. With ``whole`` the outcome holds every entry, read; otherwise those are read
    that somebody asks for."""
    findings = list(findings)
    key = f"{_SCHEMA} {tool} {as_of}"
    with uncollected():
        if notes is not None and notes.get("key") == key:
            found = Again(texts, as_of, notes).run(findings)
            if found is not None:
                return (_whole(found[0], texts, parsed), found[1]) if whole else found
        return anew(texts, as_of, findings, key, parsed)


def entry_paths(notes: Notes) -> dict[str, str]:
    """The files of the entries by id, in the entries' order."""
    return {row["id"]: path for path, row in notes["files"].items() if row["id"]}


def referring(notes: Notes, entries: Collection[str]) -> list[str]:
    """The entries that refer to one of these, whether that is there or not."""
    return [row["id"] for row in notes["files"].values() if row["id"] and any(name in entries for name in row["touches"])]


def _whole(outcome: Outcome, texts: Mapping[str, str], parsed: MutableMapping[str, Parsed] | None) -> Outcome:
    catalogue = build(texts, parsed).catalogue
    return replace(outcome, catalogue=catalogue, graph=resolve(catalogue))
