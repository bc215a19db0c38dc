"""Where pages stand: a navigation of places that does not grow with the handbook, and what stands at each place.

Every page carries the navigation. So it leads to sectors, kinds, roles and registers, not to entries: those are listed
on the places' own pages, and in the browser from one file a place (see :class:`Shelf`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Entry
from biaochi.core.rules import FAMILIES, RULES
from biaochi.core.slotted import dataclass
from biaochi.pages import current_versions, journey, people, recent, role
from biaochi.pages.deferred import Pages

Navigation: TypeAlias = list["dict[str, str | Navigation]"]

_REGISTERS = (
    "registers/metrics.md", "registers/promises.md", current_versions.PATH, "matrix.md", "health.md", "reviews.md", "registers/terms.md",
    "sources/index.md",
)  # fmt: skip
RULEBOOK = "rules/index.md"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages that stand at one place of the navigation, in groups: title → (title, path) of each page."""

    name: str
    groups: Mapping[str, Sequence[tuple[str, str]]]


def navigation(outcome: Outcome, pages: Pages) -> Navigation:
    """By sector, by kind, by role, then registers; built from the catalogue, never kept by hand."""
    catalogue = outcome.catalogue

    def leaf(path: str, title: str = "") -> dict[str, str | Navigation]:
        return {title or pages.title(path): path}

    departments: dict[str, Navigation] = {}
    for person in catalogue.roles.values():
        departments.setdefault(person.department or "其他", []).append(leaf(f"roles/{person.id}.md"))
    made: Navigation = [leaf("index.md", "首页")]
    sectors = people.sectors(outcome)
    if sectors:
        made.append({"行业": [leaf(f"sectors/{sector}.md") for sector in sectors]})
        made.append({"客户旅程": [leaf(journey.journey_path(sector), catalogue.sector_name(sector)) for sector in sectors]})
    made.append({"类别": [leaf(f"kinds/{kind}.md") for kind in words.KIND]})
    if departments:
        made.append({"岗位": [leaf(role.PATH)] + [{name: items} for name, items in departments.items()]})
    made.append({"登记表": [leaf(path) for path in _REGISTERS if path in pages]})
    made.append(leaf("handbooks/index.md"))
    made.append(leaf(recent.PATH))
    if catalogue.pages:
        made.append({"说明": [leaf(page.path) for page in catalogue.pages]})
    made.append({"规则书": [leaf(RULEBOOK, "总表"), leaf("fields.md")]})
    return made


def places(outcome: Outcome) -> dict[str, str]:
    """Page → the page of the navigation below which it stands, for those that the navigation does not name."""
    found = {f"rules/{code}.md": RULEBOOK for code in RULES}
    for entry in outcome.catalogue.entries.values():
        found[entry.path] = place_of(entry)
    return found


def place_of(entry: Entry) -> str:
    """The page of the navigation below which an entry stands."""
    return f"sectors/{entry.sector}.md" if entry.sector else f"kinds/{entry.kind}.md"


def shelves(outcome: Outcome, pages: Pages) -> dict[str, Shelf]:
    """Place → what stands there: a sector's entries by kind, a kind's entries of no sector, the rules by family."""
    groups: dict[str, dict[str, list[tuple[str, str]]]] = {}
    entries = people.retired_last(outcome.catalogue.entries.values())
    for kind, label in words.KIND.items():
        for entry in entries:
            if entry.kind == kind:
                groups.setdefault(place_of(entry), {}).setdefault(label, []).append((pages.title(entry.path), entry.path))
    groups[RULEBOOK] = {f"{prefix} {name}": [] for prefix, (name, _) in FAMILIES.items()}
    titles = {prefix: f"{prefix} {name}" for prefix, (name, _) in FAMILIES.items()}
    for code, rule in sorted(RULES.items()):
        groups[RULEBOOK][titles[code[:3]]].append((f"{code} {rule.page.title.rstrip('。')}", f"rules/{code}.md"))
    return {place: Shelf(place.removesuffix(".md").replace("/", "-"), found) for place, found in groups.items()}
