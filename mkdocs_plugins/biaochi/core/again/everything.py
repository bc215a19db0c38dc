"""Everything checked, and noted for the next time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, MutableMapping

from biaochi.core.again.notes import Notes, Watch, described, digest, outcome, packed, registered, touched
from biaochi.core.build import Built, Parsed, build
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Finding
from biaochi.core.judging import WHOLE_RULES, Found
from biaochi.core.links import resolve
from biaochi.core.rules.scene import Whole


def anew(
    texts: Mapping[str, str], as_of: dt.date, findings: list[Finding], key: str, parsed: MutableMapping[str, Parsed] | None
) -> tuple[Outcome, Notes | None]:
    built = build(texts, parsed)
    catalogue, graph = built.catalogue, resolve(built.catalogue)
    watch = Watch(catalogue, graph, as_of)
    files: dict[str, Notes] = {}
    touches = touched(graph)
    for entry in catalogue.entries.values():
        row = files[entry.path] = described(entry, texts[entry.path], touches[entry.id])
        watch.judge(entry, row)
    for page in catalogue.pages:
        row = files[page.path] = {"hash": digest(texts[page.path]), "id": None, "touches": []}
        watch.judge(page, row)
    said = _said(built)
    for path, row in files.items():
        row["said"] = [[owner, packed(finding)] for owner, finding in said.pop(path, ())]
    rest = [pair for pairs in said.values() for pair in pairs]
    whole = Whole(catalogue, graph, as_of)
    compared = {rule.code: watch.compare(rule, catalogue.entries) for rule in WHOLE_RULES}
    notes: Notes = {
        "key": key, "order": list(catalogue.entries), "files": files, "registries": registered(catalogue),
        "whole": {code: found for code, (found, _) in compared.items()}, "rows": {code: rows for code, (_, rows) in compared.items()},
    }  # fmt: skip
    answer = outcome(notes, findings, rest, whole, (e for e in catalogue.entries.values() if e.waivers))
    sure = catalogue.entries and not catalogue.unread and all(pair[1].at.path not in texts or not pair[1].at.path.endswith(".md") for pair in rest)
    twice = any(d.code == "FMT020" for d in answer.diagnostics)
    return answer, notes if sure and not twice and set(files) == {path for path in texts if path.endswith(".md")} else None


def _said(built: Built) -> dict[str, list[Found]]:
    said: dict[str, list[Found]] = defaultdict(list)
    for owner, finding in built.findings:
        said[finding.at.path].append((owner, finding))
    return said
