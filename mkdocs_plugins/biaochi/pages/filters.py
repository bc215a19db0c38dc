"""The filters of a page's rows. Each row says what it is in ``data-…`` attributes; the script shows the fields, hides rows
and keeps the choice in the address. Without scripts there is the whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from biaochi.core import vocabulary as words
from biaochi.core.frozen import dataclass
from biaochi.core.model import Entry
from biaochi.pages.view import View


@dataclass(frozen=True, slots=True)
class Filter:
    """One field: its name (that of the rows' attribute), its label, and what may be chosen, by value."""

    name: str
    label: str
    options: Mapping[str, str]


def by(name: str, label: str, values: Iterable[str | None], shown: Callable[[str], str]) -> Filter:
    """A filter over the values that occur, in the order of what is shown for them."""
    found = {value: shown(value) for value in values if value}
    return Filter(name, label, dict(sorted(found.items(), key=lambda pair: pair[1])))


def used(names: Mapping[str, str], values: Iterable[str | None]) -> dict[str, str]:
    """Of a closed set the values that occur, in its order."""
    found = set(values)
    return {value: name for value, name in names.items() if value in found}


def of_entries(entries: Iterable[Entry], view: View) -> list[Filter]:
    """What every list of entries is filtered by: sector, status, owner."""
    rows = list(entries)
    return [
        by("sector", "行业", (e.sector for e in rows), view.sector_name),
        by("status", "状态", (e.status for e in rows), lambda status: words.STATUS.get(status, status)),
        by("owner", "责任岗位", (e.owner for e in rows), view.role),
    ]
