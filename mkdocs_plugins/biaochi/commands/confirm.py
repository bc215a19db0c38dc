"""``biaochi confirm``: the dependant has been compared with the new version; its relations say so from now on."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from biaochi.core.check import check
from biaochi.core.read import read
from biaochi.core.suspect import Suspect, confirmed, suspects_of


def run(root: Path, entry: str) -> int:
    """Confirm the suspect relations of an entry; of one that has none itself, those that point at it.

    Exit status 0: confirmed, or nothing to confirm; 2: no such entry, or a file that could not be written.
    """
    sources = read(root)
    catalogue = check(sources.texts, as_of=dt.date.today(), findings=sources.findings).catalogue
    if entry not in catalogue.entries:
        print(f"没有条目“{entry}”", file=sys.stderr)
        return 2
    every = [s for e in catalogue.entries.values() if not e.retired for s in suspects_of(e, catalogue)]
    found = [s for s in every if s.source == entry] or [s for s in every if s.target == entry]
    if not found:
        print(f"{entry} 没有待对照的引用。")
        return 0
    by_path: dict[str, list[Suspect]] = {}
    for suspect in found:
        by_path.setdefault(suspect.at.path, []).append(suspect)
    for path, suspects in by_path.items():
        try:
            file = root / path
            file.write_bytes(confirmed(file.read_bytes().decode("utf-8"), suspects).encode("utf-8"))
        except OSError as error:
            print(f"写不了 {path}：{error.strerror}", file=sys.stderr)
            return 2
        for suspect in suspects:
            print(f"{path}:{suspect.at.line} {suspect.target}@{suspect.major} → @{suspect.now.major}")
    return 0
