"""What is made once for many pages is looked up, and at, by each of them."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.generate import handbook

from biaochi.core.build import build
from biaochi.core.links import resolve
from biaochi.core.model import Catalogue
from biaochi.core.traced import Trace

CATALOGUE = build(handbook(10)).catalogue


def titles(catalogue: Catalogue) -> Mapping[str, str]:
    """What a page for everybody might be made of: the first calls for something else in the midst of it."""
    return {entry.id: entry.title for entry in catalogue.entries.values() if catalogue.once("roles", len_of_roles)}


def len_of_roles(catalogue: Catalogue) -> int:
    return len(catalogue.roles)


def test_a_catalogue_makes_once_what_is_asked_for_often() -> None:
    made: list[int] = []
    for _ in range(2):
        assert CATALOGUE.once("made", lambda catalogue: made.append(1) or len(catalogue.entries)) == 10
    assert made == [1]


def test_whoever_asks_for_it_has_looked_at_what_it_was_made_of() -> None:
    trace = Trace(CATALOGUE, resolve(CATALOGUE), watching=True)
    entry = trace.catalogue.entries["B-0"]
    # The first page has looked at a title itself, and at an owner that the others do not.
    assert entry.title and entry.owner
    first = trace.catalogue.once("titles", titles)
    looked, values = trace.taken(), trace.looked_at()
    assert trace.catalogue.once("titles", titles) is first
    again, seen = trace.taken(), trace.looked_at()
    assert {("entry", "*"), ("role", "*")} <= again <= looked
    assert seen["title"] == values["title"] == CATALOGUE.entries.keys()
    assert "owner" in values and "owner" not in seen


def test_what_is_asked_for_alone_is_noted_alone() -> None:
    trace = Trace(CATALOGUE, resolve(CATALOGUE), watching=True)
    trace.catalogue.once("titles", titles)
    trace.taken(), trace.looked_at()
    assert trace.catalogue.once("roles", len_of_roles) == 4
    assert (trace.taken(), trace.looked_at()) == ({("role", "*")}, {})
