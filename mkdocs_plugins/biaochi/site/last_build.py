"""The last build as the next one finds it, so that after an edit of wording that one need not begin anew: which sources
and settings it was made from, how its files stand, and of pages and search what an edit has to be put into.

It lies where the other results lie (see :mod:`biaochi.site.store`) and is read back with the same caution.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields, replace
from pathlib import Path
from typing import Any

from biaochi.core.again import Notes
from biaochi.core.check import Outcome
from biaochi.core.read import ROOTS
from biaochi.core.slotted import dataclass
from biaochi.history.kept import kept_folder
from biaochi.pages.deferred import Pages
from biaochi.pages.navigation import navigation
from biaochi.pages.page import Page
from biaochi.pages.settings import Settings
from biaochi.search.index import Index
from biaochi.site.filling import Filling
from biaochi.site.known_pages import KnownPages
from biaochi.site.plain import leave, take
from biaochi.site.tree import State

_NAME = "last-build"
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a build was called: its day if one was given, whether warnings fail it, whether PDFs are wanted."""

    as_of: str
    strict: bool
    pdf: bool


@dataclass(slots=True)
class LastBuild:
    """Everything that one build leaves for the next. Paths are those of sources and pages below the handbook's root, unless said otherwise."""

    asked: tuple[str, bool, bool]
    frame: str
    docs: str
    custom: str
    """The folders of the editor's own pages and templates."""
    code: tuple[str, ...]
    """The folders of code that the editor's own pages are made from besides."""
    as_of: str
    today: bool
    """Whether that was simply the day of the build."""
    strict: bool
    """Whether a warning fails the build."""
    commit: str
    final: str
    texts: dict[str, bytes]
    """Digests of the sources."""
    assets: str
    notes: Notes
    said: str
    """A digest of what the gate found."""
    faces: dict[str, str]
    hashes: dict[str, str]
    ids: dict[str, str]
    """The pages of the entries, by id."""
    known: frozenset[str]
    """What pages may link to."""
    places: dict[str, str]
    settings: Settings
    filling: Filling
    versions: Page
    """The list of versions in force, which shows the entries' hashes."""
    kept: dict[str, str]
    """The files that phones keep, with their hashes."""
    libraries: dict[str, str]
    pages: int
    remarks: tuple[str, ...]
    made_of: KnownPages
    navigation: str
    """A digest of the navigation."""
    mentioned: frozenset[str]
    """The entries that pages of the editor's own lead to: those are made by MkDocs."""
    written: frozenset[str]
    """The addresses of the pages that we write."""
    index: Index | None = None
    numbers: dict[str, int] = field(default_factory=dict)
    state: State = field(default_factory=dict)


def frame(root: Path, config: Path, docs: str, custom: str, code: tuple[str, ...] = ()) -> str:
    """What a site depends on besides its content roots: settings, further pages, templates, this program and others'."""
    told = hashlib.sha256(f"{sys.version} {os.environ.get('SOURCE_DATE_EPOCH')}".encode())
    told.update(config.read_bytes())
    for name in sys.path:
        if name.endswith("-packages"):
            told.update(f"{name} {_written(name)}".encode())
    # What stands in the content roots is read anyway, and nothing else of them is published.
    roots = tuple(str(root.resolve() / name) for name in ROOTS)
    for folder in (str(_PACKAGE), *(str(Path(name).resolve()) for name in (docs, custom, *code) if name)):
        for path, written, size in _files(folder, roots) if folder not in roots else ():
            told.update(f"{path} {written} {size}\n".encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _written(name: str) -> int:
    try:
        return Path(name).stat().st_mtime_ns
    except OSError:
        return 0


def _files(folder: str, without: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as scan:
            children = sorted(scan, key=lambda child: child.name)
    except OSError:
        return
    for child in children:
        if child.name == "__pycache__" or child.path in without:
            continue
        if child.is_dir():
            yield from _files(child.path, without)
        else:
            told = child.stat()
            yield child.path, told.st_mtime_ns, told.st_size


def stamps(root: Path, paths: Iterable[str]) -> str:
    """How the publishable files of the content roots stand."""
    told = hashlib.sha256()
    for path in paths:
        stat = (root / path).stat()
        told.update(f"{path} {stat.st_mtime_ns} {stat.st_size}\n".encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def digests(texts: Mapping[str, str]) -> dict[str, bytes]:
    """A digest of each text."""
    return {
        path: hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for path, text in texts.items()
    }


def found(outcome: Outcome) -> str:
    """A digest of what the gate found."""
    return hashlib.sha256(repr((outcome.diagnostics, outcome.waived)).encode("utf-8", "surrogatepass")).hexdigest()


def navigation_of(outcome: Outcome, pages: Pages) -> str:
    """A digest of the navigation, which every page carries, but for the informative pages in it."""
    led = navigation(replace(outcome, catalogue=replace(outcome.catalogue, pages=())), pages)
    return hashlib.sha256(repr(led).encode("utf-8", "surrogatepass")).hexdigest()


def tool(frame_: str) -> str:
    """What decides the gate's answers besides the texts."""
    return f"build {frame_}"


def day(last: LastBuild) -> dt.date | None:
    """Today, as the earlier build understood it; ``None`` where it would now be another day."""
    as_of = dt.date.fromisoformat(last.as_of)
    return as_of if not last.today or as_of == dt.date.today() else None


def file(root: Path) -> Path:
    """Its place."""
    return kept_folder(root) / _NAME


def journal(root: Path) -> Path:
    """Where it stands which files of the site are being exchanged."""
    return kept_folder(root) / "patch"


def load(root: Path) -> LastBuild | None:
    """What the last build left; ``None`` where there is nothing that can be used."""
    try:
        told = take(file(root))
        if told.pop("made") != _made(root):
            return None
        if told["index"] is not None:
            told["index"] = _unpacked(told["index"])
        return LastBuild(**told)
    except Exception:
        # Damaged, of another version, or not ours: everything is built.
        return None


def save(root: Path, last: LastBuild) -> None:
    """Leave it for the next build."""
    told: dict[str, Any] = {one.name: getattr(last, one.name) for one in fields(last)}
    told["index"] = None if last.index is None else _packed(last.index)
    told["made"] = _made(root)
    leave(file(root), told)


def forget(root: Path) -> None:
    """From here on the site is another than the one of which this tells."""
    file(root).unlink(missing_ok=True)


def _made(root: Path) -> str:
    """By which program, and where: a handbook that was copied has another site."""
    return f"{root.resolve()} {_PACKAGE} {_written(str(Path(__file__)))}"


def _packed(index: Index) -> dict[str, Any]:
    told = {one.name: getattr(index, one.name) for one in fields(index)}
    places = index.postings.values()
    told["postings"] = "".join(index.postings), array("I", map(len, places)).tobytes(), b"".join(places)
    return told


def _unpacked(told: dict[str, Any]) -> Index:
    pairs, counts, places = told.pop("postings")
    index, every = Index(**told), array("I", places)
    at = 0
    for number, count in enumerate(array("I", counts)):
        index.postings[pairs[2 * number : 2 * number + 2]] = every[at : at + count]
        at += count
    return index
