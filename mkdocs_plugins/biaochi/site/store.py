"""What a build leaves for the next one: it may be deleted at any time and costs time, nothing else."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

from biaochi.core.again import Notes
from biaochi.core.build import Parsed
from biaochi.core.links import Graph
from biaochi.core.memory import Memory
from biaochi.core.model import Catalogue
from biaochi.core.slotted import dataclass
from biaochi.core.traced import GRAPH, REGISTRIES, Lookup, Values
from biaochi.history.kept import kept_folder
from biaochi.pages.page import Page
from biaochi.site.plain import dumps, leave, loads, take

_NAME = "build"
_LIBRARIES = ("jinja2", "markdown", "mkdocs-material", "nh3", "pymdown-extensions", "pypinyin")


@dataclass(slots=True)
class Kept:
    """What the gate remembers and has noted, and the pages with what they looked up."""

    memory: Memory = field(default_factory=Memory)
    pages: dict[str, tuple[frozenset[Lookup], Values, Page]] = field(default_factory=dict)
    frame: str = ""
    """What all pages depend on besides the catalogue; of another frame the pages are not used."""
    parsed: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    notes: Notes | None = None

    def use(self, frame: object) -> None:
        """Forget the pages where the frame is another."""
        told = hashlib.sha256(repr(frame).encode()).hexdigest()
        if told != self.frame:
            self.pages.clear()
        self.frame = told


def file(root: Path) -> Path:
    """Its place."""
    return kept_folder(root) / _NAME


def load(root: Path) -> Kept:
    """What the last build left, if it was made by this version of the product; otherwise nothing."""
    try:
        stamp, rest = take(file(root))
        if stamp != _stamp():
            return Kept()
        told = loads(rest)
        kept = Kept(pages=told["pages"], frame=told["frame"], parsed=told["parsed"])
        parsed = {path: loads(packed) for path, (_, packed) in kept.parsed.items()}
        entries = {entry.entry.id: entry.entry for entry in parsed.values() if entry.entry is not None}
        memory = Memory(parsed, told["judged"], frame=told["checked"], said=told["said"])
        ordered = MappingProxyType({name: entries[name] for name in told["entries"]})
        memory.seen = Catalogue(ordered, paths=told["paths"], **told["registries"]), Graph(*told["graph"])
        kept.memory, kept.notes = memory, told["notes"]
        return kept
    except Exception:
        # Damaged, of another version, or not ours: the build begins anew.
        return Kept()


def save(root: Path, kept: Kept) -> None:
    """Leave it for the next build."""
    memory = kept.memory
    if memory.seen is None:
        return
    parsed = {path: _packed(one, kept.parsed.get(path)) for path, one in memory.parsed.items()}
    told = {
        "pages": kept.pages, "frame": kept.frame, "parsed": parsed, "judged": memory.judged,
        "checked": memory.frame, "said": memory.said, "entries": tuple(memory.seen[0].entries), "paths": dict(memory.seen[0].paths),
        "registries": {name: dict(getattr(memory.seen[0], name)) for name in REGISTRIES},
        "notes": kept.notes, "graph": [dict(getattr(memory.seen[1], name)) for name in GRAPH],
    }  # fmt: skip
    leave(file(root), (_stamp(), dumps(told)))


def _packed(parsed: Parsed, known: tuple[str, bytes] | None) -> tuple[str, bytes]:
    told = hashlib.sha256(parsed.text.encode("utf-8", "surrogatepass")).hexdigest()
    return known if known is not None and known[0] == told else (told, dumps(parsed))


@cache
def _stamp() -> str:
    """This version of the product, to the byte, and of what it makes pages with."""
    told = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        told.update(f"{library} {version(library)}".encode())
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".html", ".json", ".jsonl"):
            told.update(path.relative_to(root).as_posix().encode())
            told.update(path.read_bytes())
    return told.hexdigest()
