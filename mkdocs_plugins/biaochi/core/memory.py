"""What the last check knew, so that the next one does only what changed asks for: for previews and builds, which go through
every entry anyway. The command, which wants nothing but the answer, keeps notes instead (``core.again``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import field

from biaochi.core.build import Parsed, registry
from biaochi.core.diagnostics import Diagnostic, Finding
from biaochi.core.links import Graph
from biaochi.core.model import Catalogue
from biaochi.core.slotted import dataclass
from biaochi.core.traced import ALL, Lookup, differing
from biaochi.core.waivers import Waived


@dataclass(slots=True)
class Memory:
    """Brought up to date by each check that is given it. ``changed`` are the look-ups that would not give the same as
    in the check before; ``None`` where everything may differ."""

    parsed: dict[str, Parsed] = field(default_factory=dict)
    judged: dict[str, tuple[frozenset[Lookup], tuple[Finding, ...]]] = field(default_factory=dict)
    seen: tuple[Catalogue, Graph] | None = None
    frame: tuple[object, ...] = ()
    changed: frozenset[Lookup] | None = None
    said: dict[str, tuple[object, ...]] = field(default_factory=dict)

    def turn(self, catalogue: Catalogue, graph: Graph, texts: Mapping[str, str], as_of: dt.date) -> None:
        """Compare with the check before, and remember this one instead."""
        # Informative pages, and files that cannot be read, concern everything.
        entries = frozenset(entry.path for entry in catalogue.entries.values())
        loose = {path: text for path, text in texts.items() if path not in entries and registry(path) is None}
        frame = (as_of, loose, graph.drilling, dict(catalogue.unread))
        self.changed = None
        if self.seen is not None and frame == self.frame:
            before = self.seen[0].entries
            other = {name for name in before.keys() | catalogue.entries.keys() if before.get(name) is not catalogue.entries.get(name)}
            self.changed = differing(self.seen, (catalogue, graph), frozenset(other))
            for name in self.judged.keys() - catalogue.entries.keys():
                del self.judged[name]
        else:
            self.judged.clear()
        self.seen, self.frame = (catalogue, graph), frame
        for path in self.parsed.keys() - texts.keys():
            del self.parsed[path]

    def hear(self, diagnostics: Iterable[Diagnostic], waived: Iterable[Waived]) -> None:
        """Remember what was said of each entry; what is other than the last time, or new, counts as changed."""
        found: dict[str, list[object]] = {}
        for diagnostic in diagnostics:
            found.setdefault(diagnostic.entry or "", []).append(diagnostic)
        for one in waived:
            found.setdefault(one.diagnostic.entry or "", []).extend((one.diagnostic, one.waiver))
        said = {entry: tuple(each) for entry, each in found.items()}
        other = {entry for entry in said.keys() | self.said.keys() if said.get(entry) != self.said.get(entry)}
        if self.changed is not None and other:
            self.changed |= {("found", entry) for entry in (*other, ALL)}
        self.said = said

    def holds(self, lookups: Iterable[Lookup]) -> bool:
        """Whether a result that came of these look-ups still stands."""
        return self.changed is not None and self.changed.isdisjoint(lookups)
