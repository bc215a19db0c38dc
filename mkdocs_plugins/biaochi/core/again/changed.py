"""What changed since the notes were made, and what that could concern: judged again, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from biaochi.core.again.notes import Notes, Watch, described, digest, outcome, packed, touched
from biaochi.core.again.partial import Around, Entries
from biaochi.core.build import Built, build
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Finding
from biaochi.core.judging import WHOLE_RULES, whole_findings
from biaochi.core.links import Graph, resolve
from biaochi.core.model import Catalogue
from biaochi.core.rules.scene import Whole
from biaochi.core.traced import ALL


class Again:
    """One check of what changed since the notes were made."""

    def __init__(self, texts: Mapping[str, str], as_of: dt.date, notes: Notes) -> None:
        self.texts, self.as_of, self.notes = texts, as_of, notes
        self.before: dict[str, Notes] = notes["files"]

    def run(self, findings: list[Finding]) -> tuple[Outcome, Notes] | None:
        """The outcome and the new notes; ``None`` where everything has to be checked anew."""
        texts, before, order = self.texts, self.before, self.notes["order"]
        changed = [path for path, row in before.items() if row["hash"] != digest(texts[path])]
        built = {path: build({path: texts[path]}) for path in changed}
        if not all(self._same_place(path, each) for path, each in built.items()):
            return None
        registries = build({path: text for path, text in texts.items() if not path.endswith(".md")})
        entries = Entries(order, {row["id"]: path for path, row in before.items() if row["id"]}, texts)
        for each in built.values():
            entries.made.update(each.catalogue.entries)
        catalogue = replace(registries.catalogue, entries=entries, paths=frozenset(before))
        files = dict(before)
        for path, each in built.items():
            said = [[owner, packed(finding)] for owner, finding in each.findings]
            entry = next(iter(each.catalogue.entries.values()), None)
            if entry is None:
                files[path] = {"hash": digest(texts[path]), "id": None, "touches": [], "said": said}
            else:
                touches = touched(resolve(catalogue, [entry]))[entry.id]
                files[path] = {**described(entry, texts[path], touches), "said": said}
        drilling = any(row.get("drills") for row in files.values())
        if drilling != any(row.get("drills") for row in before.values()):
            return None
        graph = Around(catalogue, order, files).graph(drilling)
        judged = [path for path in changed if not self._retitled(path, files)]
        for path in self._concerned(judged, files):
            self._judge(path, files, catalogue, graph)
        if not changed:
            waiving = (entries[row["id"]] for row in before.values() if row.get("waives"))
            return outcome(self.notes, findings, registries.findings, Whole(catalogue, graph, self.as_of), waiving), self.notes
        compared = self._compared(judged, files, Whole(catalogue, graph, self.as_of))
        notes: Notes = {"key": self.notes["key"], "order": order, "files": files, "whole": compared}
        waiving = (entries[row["id"]] for row in files.values() if row.get("waives"))
        return outcome(notes, findings, registries.findings, Whole(catalogue, graph, self.as_of), waiving), notes

    def _same_place(self, path: str, built: Built) -> bool:
        """Whether a changed file is still the same entry (or an informative page) and can be read."""
        row, entry = self.before[path], next(iter(built.catalogue.entries.values()), None)
        if built.catalogue.unread:
            return False
        if entry is None:
            return row["id"] is None and len(built.catalogue.pages) == 1
        return bool(row["id"] == entry.id and row["place"] == [entry.sector, entry.kind])

    def _retitled(self, path: str, files: dict[str, Notes]) -> bool:
        """Whether but the title of an entry is another, and no rule looks at it: what was found is what there is."""
        was, now = self.before[path], files[path]
        if now.get("untitled") is None or now["untitled"] != was.get("untitled"):
            return False
        files[path] = {**was, **now}
        return True

    def _concerned(self, changed: list[str], files: Mapping[str, Notes]) -> list[str]:
        ids = {self.before[path]["id"] for path in changed} - {None}
        ends = ids.union(*(row["touches"] for path in changed for row in (self.before[path], files[path])))
        ids, ends = ids | {ALL} if ids else ids, ends | {ALL} if ends else ends
        known = set(changed)
        return changed + [
            path
            for path, row in self.before.items()
            if path not in known and (not ids.isdisjoint(row["reads"]) or not ends.isdisjoint(row["around"]))
        ]

    def _judge(self, path: str, files: dict[str, Notes], catalogue: Catalogue, graph: Graph) -> None:
        row = files[path] = dict(files[path])
        if row["id"] is not None:
            Watch(catalogue, graph, self.as_of).judge(catalogue.entries[row["id"]], row)
            return
        (page,) = build({path: self.texts[path]}).catalogue.pages
        Watch(replace(catalogue, pages=(page,)), graph, self.as_of).judge(page, row)

    def _compared(self, changed: list[str], files: Mapping[str, Notes], whole: Whole) -> dict[str, list[Any]]:
        """What rules over the whole catalogue find, those entries compared again that a changed one is compared with."""
        result: dict[str, list[Any]] = {}
        for rule in WHOLE_RULES:
            kept: list[Any] = self.notes["whole"][rule.code]
            moved = _keys(rule.code, [row for path in changed for row in (self.before[path], files[path])])
            if moved:
                shared = [row for row in files.values() if not moved.isdisjoint(row.get("groups", {}).get(rule.code, ()))]
                again = {row["id"] for row in shared} | {files[path]["id"] for path in changed}
                wider = _keys(rule.code, shared)
                ids = [row["id"] for row in files.values() if not wider.isdisjoint(row.get("groups", {}).get(rule.code, ()))]
                rank = {id_: index for index, id_ in enumerate(self.notes["order"])}
                some = {id_: whole.catalogue.entries[id_] for id_ in sorted(ids, key=rank.__getitem__)}
                part = replace(whole.catalogue, entries=MappingProxyType(some))
                found = whole_findings(rule, Whole(part, whole.graph, self.as_of))
                kept = [pair for pair in kept if pair[0] not in again] + [
                    [owner, packed(finding)] for owner, finding in found if owner in again
                ]
            result[rule.code] = kept
        return result


def _keys(code: str, rows: Iterable[Notes]) -> set[str]:
    return {key for row in rows for key in row.get("groups", {}).get(code, ())}
