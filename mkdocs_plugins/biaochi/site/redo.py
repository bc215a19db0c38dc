"""A build after entries were edited, or came or went: the pages concerned made again and put into the site, MkDocs not
started.

Pages see of other entries but their faces (:mod:`biaochi.pages.faces`). So where every edited entry kept its face, and the
gate says what it said before, what changes is known: the entry's own pages, its hash in the list of versions, both in the
search, the receipt and the phones' list of files. Where a face is another, those pages are made again that looked at what
changed (:mod:`biaochi.site.remaking`), or for an entry that came or went (:mod:`biaochi.site.moves`). Wherever none of this
is certain, everything is built.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from biaochi.core.again import Notes, check_again, entry_paths, referring
from biaochi.core.build import registry
from biaochi.core.check import Outcome, uncollected
from biaochi.core.diagnostics import Severity
from biaochi.core.diff import content_hash
from biaochi.core.model import Entry
from biaochi.core.read import read
from biaochi.core.receipt import FILE, Receipt, receipt
from biaochi.core.slotted import dataclass
from biaochi.history.commit import head
from biaochi.history.reading import Read
from biaochi.pages import current_versions
from biaochi.pages.entry import entry_page
from biaochi.pages.faces import face_of
from biaochi.pages.links import SiteLinks, address
from biaochi.pages.page import Page
from biaochi.pages.past import Past, Versions
from biaochi.pages.publication import address_page
from biaochi.pages.receipt import receipt_page
from biaochi.pages.version_pages import version_pages
from biaochi.search.lines import lines
from biaochi.search.pieces import piece
from biaochi.site import kept_bodies, last_build, offline, site_map
from biaochi.site.filling import BARE, encoded
from biaochi.site.known_pages import ANYTHING, packed_face
from biaochi.site.last_build import Asked, LastBuild
from biaochi.site.moves import Moves
from biaochi.site.patch import patch, stands, work_off
from biaochi.site.remaking import Edit, Remaking
from biaochi.site.said import Said, say
from biaochi.site.searchable import searchable, words
from biaochi.site.tree import digest
from biaochi.site.versions import current_texts, read_versions, versions_of

_MOST = 40
"""More edited entries than that are built like everything."""
_EVERYWHERE = ("roles",)
"""Registries that stand in the navigation, and on nearly every page."""


def redo(config: Path, asked: Asked) -> bool:
    """Bring the site of the last build up to date; ``False`` where that is not certain to give what a build would."""
    started = time.monotonic()
    root = config.resolve().parent
    known = last_build.load(root) if config.is_file() else None
    if known is None or known.asked != (asked.as_of, asked.strict, asked.pdf):
        return False
    work_off(last_build.journal(root))
    try:
        with uncollected():
            made = _Redone(root, config.resolve(), known).make()
    except (KeyError, ValueError, OSError):
        # A page of another shape than any before it, or a file that went away meanwhile.
        return False
    if made is None:
        return False
    print("检查手册，更新网站……", file=sys.stderr)
    for diagnostic in made.diagnostics:
        if diagnostic.severity is not Severity.INFO:
            print(f"警告 {diagnostic.line()}", file=sys.stderr)
    figures = Said(
        len(known.ids), made.rules, made.count(Severity.WARNING), len(made.waived), known.pages, Path(known.final),
        remarks=known.remarks,
    )  # fmt: skip
    say(figures, time.monotonic() - started)
    return True


@dataclass(slots=True)
class _Made:
    """Pages that are other now, files that may be, what these were made from, and files that are gone."""

    pages: list[Page]
    files: dict[str, bytes]
    outcome: Outcome
    gone: set[str] = field(default_factory=set)


class _Redone:
    """One such build."""

    def __init__(self, root: Path, config: Path, known: LastBuild) -> None:
        self.root, self.config, self.known = root, config, known
        self.final = Path(known.final)

    def make(self) -> Outcome | None:
        """Do it, and return what the gate found; ``None`` (and nothing is changed) where it cannot be done so."""
        known, root = self.known, self.root
        as_of = self._day()
        if as_of is None:
            return None
        sources = read(root)
        texts = last_build.digests(sources.texts)
        changed = {path for path, digest in texts.items() if known.texts.get(path) != digest} | (known.texts.keys() - texts.keys())
        if sources.findings or len(changed) > _MOST or any(registry(path) in _EVERYWHERE for path in changed):
            return None
        if known.assets != last_build.stamps(root, sources.assets):
            return None
        outcome, notes = check_again(sources.texts, as_of=as_of, tool=last_build.tool(known.frame), notes=known.notes)
        if notes is None or (known.strict and outcome.count(Severity.WARNING)) or outcome.failed:
            return None
        said = last_build.found(outcome)
        edit = self._edit(sources.texts, changed, outcome, notes, found=said != known.said)
        if edit is None:
            return None
        told = {entry.path: face_of(entry, sources.texts[entry.path]) for entry in edit.entries}
        kept_bodies.recall(root, known.frame)
        made: _Made | None
        if edit.of_wording and all(known.faces[path] == face for path, face in told.items()):
            made = self._reworded(edit.entries, outcome)
        else:
            made = self._remade(edit, outcome)
        if made is None:
            return None
        known.faces |= told
        known.said, known.notes, known.texts = said, notes, texts
        self._search(made, edit.moves)
        self._exchange(made, receipt(outcome, sources.texts, known.settings.edition, known.libraries))
        if changed:
            last_build.save(root, known)
            kept_bodies.save(root, known.frame)
        return outcome

    def _day(self) -> dt.date | None:
        """The day of this build; ``None`` where something but the sources is other than in the last one."""
        known, root = self.known, self.root
        if known.frame != last_build.frame(root, self.config, known.docs, known.custom, known.code):
            return None
        if known.commit != str(head(root)) or not stands(self.final, known.state):
            return None
        return last_build.day(known)

    def _edit(self, texts: Mapping[str, str], changed: set[str], outcome: Outcome, notes: Notes, *, found: bool) -> Edit | None:
        """What these files say of what is other; ``None`` where more stands in one than an entry or a registry, or where a page
        that MkDocs makes leads to an entry that came or went."""
        moves = Moves(self.known.ids, entry_paths(notes))
        named = {path: name for name, path in moves.now.items()}
        registries = {path for path in changed if registry(path) is not None}
        if not changed - registries <= named.keys() | set(moves.went.values()) or moves.mentioned(self.known):
            return None
        edited = [outcome.catalogue.entries[named[path]] for path in sorted(changed & named.keys())]
        return Edit(texts, edited, moves, referring(notes, moves.names), bool(registries), found)

    def _exchange(self, made: _Made, checked: Receipt) -> None:
        """Put into the site what is other now, with what every edit changes: the record of the check, the phones' list."""
        known, files = self.known, made.files
        files[FILE] = checked.to_json().encode()
        record = receipt_page(checked)
        files[address(record.path)] = self._file(record)
        for path in made.gone:
            known.kept.pop(path, None)
        for path in offline.worth_keeping(files):
            known.kept[path] = digest(files[path])
        files[offline.WORKER] = offline.worker(known.kept, known.index.version() if known.index is not None else "")
        changes = {path: content for path, content in files.items() if self._other(path, content)}
        if changes or made.gone:
            patch(self.final, last_build.journal(self.root), changes, sorted(made.gone), known.state)

    def _reworded(self, entries: Sequence[Entry], outcome: Outcome) -> _Made:
        """The entries' own pages, and what else shows a content hash."""
        pages = list(self._pages(entries, outcome))
        # Others see of a wording its hash.
        self.known.made_of.newer_faces |= {entry.id: packed_face(entry)[0] for entry in entries}
        # The page of a version shows its text once the entry's own has another: that may lead anywhere.
        self.known.made_of.newer_seen |= {page.path: ANYTHING for page in pages if page.path.startswith("v/")}
        return _Made(pages, {address(page.path): self._file(page) for page in pages}, outcome)

    def _remade(self, edit: Edit, outcome: Outcome) -> _Made | None:
        """The pages that looked at what is other now; of these, those that came out otherwise."""
        known, read_, moves = self.known, self._history(), edit.moves
        own = {entry.path: edit.texts[entry.path] for entry in edit.entries}
        if current_texts(read_, own, outcome.as_of) != own:
            return None
        gone = self._moved(edit, read_, outcome) if moves else set()
        again = Remaking(known, outcome, read_, edit).make()
        if again is None or any(address(page.path) not in known.written for page in again.pages):
            return None
        pages, files = [], dict(again.files)
        if moves:
            if {path for path in files if path.startswith("nav/")} != {path for path in known.state if path.startswith("nav/") and path[-1] != "/"}:
                return None  # a place more or less where entries stand
            files |= moves.mapped(known, {path: (self.final / path).read_bytes() for path in site_map.FILES if path in known.state})
        for page in again.pages:
            content = self._file(page)
            # Of an edited entry more than its page may be other: what the search sorts it by.
            if page.path in own or self._other(address(page.path), content):
                pages.append(page)
                files[address(page.path)] = content
        if known.index is not None:
            known.index.name(words(again.catalogue))
        known.hashes |= {entry.id: content_hash(entry) for entry in edit.entries}
        known.versions = next((page for page in pages if page.path == current_versions.PATH), known.versions)
        return _Made(pages, files, replace(outcome, catalogue=again.catalogue), gone)

    def _moved(self, edit: Edit, read_: Read | str, outcome: Outcome) -> set[str]:
        """Bring up to date which pages there are; return the addresses that are gone."""
        came = [entry for entry in edit.entries if entry.id in edit.moves.came]
        # A history has its versions whether the entry is there or not.
        alone = versions_of(read_, came, outcome.as_of).paths() if isinstance(read_, str) else ()
        return edit.moves.turn(self.known, came, alone, history=not isinstance(read_, str))

    def _history(self) -> Read | str:
        """The history, or nothing where there is no commit, which was asked already."""
        return "" if self.known.commit == str(None) else read_versions(self.root)

    def _pages(self, entries: Sequence[Entry], outcome: Outcome) -> Iterator[Page]:
        """The entries' own pages, and the list of versions where a hash is another."""
        known = self.known
        links = SiteLinks(known.versions.path, known.ids, known.known)
        found = versions_of(self._history(), entries, outcome.as_of)
        for entry in entries:
            own = found.by_entry.get(entry.id, ())
            yield entry_page(entry, outcome, links.seen_from(entry.path), known.settings, versions=own)
            yield address_page(entry, outcome, links, known.settings)
        for deferred in version_pages(_alone(found, entries), outcome, links, known.settings):
            yield deferred.make()
        html = known.versions.html
        for entry in entries:
            now = content_hash(entry)
            html = current_versions.exchanged(html, entry.id, known.hashes[entry.id], now)
            known.hashes[entry.id] = now
        if html != known.versions.html:
            known.versions = replace(known.versions, html=html)
            yield known.versions

    def _file(self, page: Page) -> bytes:
        filling = self.known.filling
        if page.path.startswith(BARE):
            return encoded(filling.bare(page))
        return encoded(filling.fill(page, self.known.places.get(page.path, page.path), page.html))

    def _search(self, made: _Made, moves: Moves) -> None:
        """The files of the search that are other now, or gone."""
        index = self.known.index
        if index is None:
            return
        before = set(index.written)
        order = moves.numbered(self.known) if moves else None
        exchanged = {}
        for page in made.pages:
            if not page.path.startswith(BARE):
                number = self.known.numbers[address(page.path)]
                exchanged[number] = searchable(page, piece(lines(page.html, page.entry), page.title), made.outcome)
        index.exchange(exchanged, order)
        made.files |= index.files(exchanged if order is None else range(len(order)))
        made.gone |= before - index.written.keys()

    def _other(self, path: str, content: bytes) -> bool:
        return path not in self.known.state or (self.final / path).read_bytes() != content


def _alone(found: Versions, entries: Iterable[Entry]) -> Versions:
    own: Mapping[str, tuple[Past, ...]] = {
        entry.id: tuple(found.by_entry[entry.id]) for entry in entries if entry.id in found.by_entry
    }
    return Versions(own, found.remarks)

