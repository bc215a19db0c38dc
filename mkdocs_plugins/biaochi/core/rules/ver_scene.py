"""What the gate on change looks at: the handbook as changed, the handbook before, and what main ever carried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from types import MappingProxyType

from biaochi.core.diff.change import Change
from biaochi.core.model import Catalogue, Entry
from biaochi.core.rules.scene import Whole
from biaochi.core.slotted import dataclass
from biaochi.core.values import Version


@dataclass(frozen=True, slots=True)
class Before:
    """What a change is compared with.

    ``carried``: by entry and version, the content hashes that the main line ever carried; ``ever``: every id it ever
    carried; ``held``: where an entry of ``catalogue`` is only announced, the version that holds until then.
    """

    catalogue: Catalogue
    carried: Mapping[str, Mapping[Version, frozenset[str]]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    ever: frozenset[str] = frozenset()
    held: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Revision(Whole):
    """The handbook as changed, the handbook before, and the changes between them."""

    before: Before
    changes: tuple[Change, ...]

    def of(self, entry: str) -> tuple[Change, ...]:
        """The changes of one entry."""
        return tuple(change for change in self.changes if change.entry == entry)

    def pairs(self) -> Iterator[tuple[Entry, Entry]]:
        """Each entry that stands in both states, before and after."""
        for name, after in self.catalogue.entries.items():
            before = self.before.catalogue.entries.get(name)
            if before is not None:
                yield before, after
