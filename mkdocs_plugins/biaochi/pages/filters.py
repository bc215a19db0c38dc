"""The filters of a page's rows. Each row says what it is in ``data-…`` attributes; the script shows the fields, hides rows
and keeps the choice in the address. Without scripts there is the whole table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from biaochi.core import vocabulary as words
from biaochi.core.model import Entry
from biaochi.core.slotted import dataclass
from biaochi.pages.view import ANNOUNCED, View

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Filter:
    """One field: its name (that of the rows' attribute), its label, and what may be chosen, by value."""

    name: str
    label: str
    options: Mapping[str, str]


_STANDINGS = {
    standing: label for status, name in words.STATUS.items()
    for standing, label in (((ANNOUNCED, "已公布"),) if status == "in-force" else ()) + ((status, name),)
}  # fmt: skip
"""In the order of an entry's life: what is announced comes before what is in force."""


def by_role(name: str, label: str, roles: Iterable[str | None], view: View) -> Filter:
    """A filter over the roles that occur, in the registry's order; those that are not registered last."""
    found = dict.fromkeys(role for role in roles if role)
    return Filter(name, label, {role: view.role(role) for role in [*used(view.catalogue.roles, found), *found]})


def by_sector(sectors: Iterable[str | None], view: View) -> Filter:
    """A filter over the sectors that occur, in the order that the handbook has everywhere."""
    return Filter("sector", "行业", {sector: view.sector_name(sector) for sector in in_order(sectors)})


def in_order(sectors: Iterable[str | None]) -> list[str]:
    """The sectors that occur, in the vocabulary's order, own ones last."""
    found = {sector for sector in sectors if sector}
    return [*used(words.SECTOR, found), *sorted(found.difference(words.SECTOR))]


def used(names: Mapping[str, V], values: Iterable[str | None]) -> dict[str, V]:
    """Of a closed set the values that occur, in its order."""
    found = set(values)
    return {value: name for value, name in names.items() if value in found}


def of_entries(entries: Iterable[Entry], view: View) -> list[Filter]:
    """What every list of entries is filtered by: sector, status, owner."""
    rows = list(entries)
    return [
        by_sector((e.sector for e in rows), view),
        Filter("status", "状态", used(_STANDINGS, map(view.standing, rows))),
        by_role("owner", "责任岗位", (e.owner for e in rows), view),
    ]
