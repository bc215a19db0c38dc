"""A build after an edit of wording: the entries' own pages made again and put into the site, MkDocs not started.

Pages see of other entries but their faces (:mod:`biaochi.pages.faces`). So where every edited entry kept its face, and the
gate says what it said before, what changes is known: the entry's own pages, its hash in the list of versions, both in the
search, the receipt and the phones' list of files. Wherever that is not certain, everything is built.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from biaochi.core.again import check_again
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Severity
from biaochi.core.diff import content_hash
from biaochi.core.model import Entry
from biaochi.core.read import read
from biaochi.core.receipt import FILE, receipt
from biaochi.history.commit import head
from biaochi.pages import current_versions
from biaochi.pages.entry import entry_page
from biaochi.pages.faces import face_of
from biaochi.pages.links import SiteLinks, address
from biaochi.pages.page import Page
from biaochi.pages.past import Past, Versions, version_pages
from biaochi.pages.publication import address_page
from biaochi.search.lines import lines
from biaochi.search.pieces import piece
from biaochi.site import last_build, offline
from biaochi.site.filling import BARE, encoded
from biaochi.site.known_pages import packed_face
from biaochi.site.last_build import Asked, LastBuild
from biaochi.site.patch import patch, stands, work_off
from biaochi.site.remaking import Remaking
from biaochi.site.said import Said, line, say
from biaochi.site.searchable import searchable, words
from biaochi.site.versions import current_texts, read_versions, versions_of

_MOST = 40
"""More edited entries than that are built like everything."""


def redo(config: Path, asked: Asked) -> bool:
    """Bring the site of the last build up to date; ``False`` where that is not certain to give what a build would."""
    started = time.monotonic()
    root = config.resolve().parent
    known = last_build.load(root) if config.is_file() else None
    if known is None or known.asked != (asked.as_of, asked.strict, asked.pdf):
        return False
    work_off(last_build.journal(root))
    try:
        made = _Redone(root, config.resolve(), known).make(asked)
    except (KeyError, ValueError, OSError):
        # A page of another shape than any before it, or a file that went away meanwhile.
        return False
    if made is None:
        return False
    print("检查手册，更新网站……", file=sys.stderr)
    for diagnostic in made.diagnostics:
        if diagnostic.severity is not Severity.INFO:
            print(f"警告 {line(diagnostic)}", file=sys.stderr)
    figures = Said(
        len(known.ids), made.rules, made.count(Severity.WARNING), len(made.waived), known.pages, Path(known.final),
        remarks=known.remarks,
    )  # fmt: skip
    say(figures, time.monotonic() - started)
    return True


class _Redone:
    """One such build."""

    def __init__(self, root: Path, config: Path, known: LastBuild) -> None:
        self.root, self.config, self.known = root, config, known
        self.final = Path(known.final)
        self.entry_at = {path: name for name, path in known.ids.items()}

    def make(self, asked: Asked) -> Outcome | None:
        """Do it, and return what the gate found; ``None`` (and nothing is changed) where it cannot be done so."""
        known, root = self.known, self.root
        as_of = last_build.day(asked, known)
        if as_of is None or known.frame != last_build.frame(root, self.config, known.docs, known.custom):
            return None
        if known.commit != str(head(root)) or not stands(self.final, known.state):
            return None
        sources = read(root)
        texts = last_build.digests(sources.texts)
        changed = [path for path, digest in texts.items() if known.texts.get(path) != digest]
        if sources.findings or texts.keys() != known.texts.keys() or len(changed) > _MOST:
            return None
        if known.assets != last_build.stamps(root, sources.assets):
            return None
        outcome, notes = check_again(sources.texts, as_of=as_of, tool=last_build.tool(known.frame), notes=known.notes)
        if notes is None or (known.strict and outcome.count(Severity.WARNING)) or outcome.failed:
            return None
        entries, told, said = [], {}, last_build.found(outcome)
        for path in changed:
            entry = outcome.catalogue.entries.get(self.entry_at.get(path, ""))
            if entry is None or entry.path != path:
                return None
            entries.append(entry)
            told[path] = face_of(entry, sources.texts[path])
        if said == known.said and all(known.faces[path] == face for path, face in told.items()):
            pages, files = list(self._pages(entries, outcome)), {}
            shown = outcome
            # The content hash is of the face that others see.
            known.made_of.newer_faces |= {entry.id: packed_face(entry)[0] for entry in entries}
        else:
            read_ = read_versions(root)
            texts_ = {path: sources.texts[path] for path in changed}
            if current_texts(read_, texts_, as_of) != texts_:
                return None
            made = Remaking(known, outcome, read_, sources.texts, entries, found=said != known.said).make()
            if made is None:
                return None
            pages, files = self._other_pages(made.pages, entries), made.files
            shown = replace(outcome, catalogue=made.catalogue)
            if known.index is not None:
                known.index.name(words(made.catalogue))
            known.hashes |= {entry.id: content_hash(entry) for entry in entries}
            known.versions = next((page for page in pages if page.path == current_versions.PATH), known.versions)
        known.faces |= told
        known.said = said
        files |= {address(page.path): self._file(page) for page in pages}
        before = set(known.index.written) if known.index is not None else set()
        files |= self._search(pages, shown)
        gone = before - set(known.index.written) if known.index is not None else set()
        files[FILE] = receipt(outcome, sources.texts, known.settings.edition, known.libraries).to_json().encode()
        for path in gone:
            known.kept.pop(path, None)
        for path in offline.worth_keeping(files):
            known.kept[path] = hashlib.sha256(files[path]).hexdigest()[:12]
        files[offline.WORKER] = offline.worker(known.kept, known.index.version() if known.index is not None else "")
        known.notes, known.texts = notes, texts
        changes = {path: content for path, content in files.items() if self._other(path, content)}
        if changes or gone:
            patch(self.final, last_build.journal(root), changes, sorted(gone), known.state)
        if changed:
            last_build.save(root, known)
        return outcome

    def _other_pages(self, pages: list[Page], entries: list[Entry]) -> list[Page]:
        """Those that came out otherwise; an edited entry's own in any case, as more than its page may be other."""
        own = {entry.path for entry in entries}
        if any(address(page.path) not in self.known.written for page in pages):
            raise KeyError
        return [page for page in pages if page.path in own or self._other(address(page.path), self._file(page))]

    def _pages(self, entries: list[Entry], outcome: Outcome) -> Iterator[Page]:
        """The entries' own pages, and the list of versions where a hash is another."""
        known = self.known
        links = SiteLinks(known.versions.path, known.ids, known.known)
        found = versions_of(read_versions(self.root), entries, outcome.as_of)
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

    def _search(self, pages: list[Page], outcome: Outcome) -> dict[str, bytes]:
        """The files of the search that are other now."""
        index = self.known.index
        if index is None:
            return {}
        exchanged = {}
        for page in pages:
            if not page.path.startswith(BARE):
                number = self.known.numbers[address(page.path)]
                exchanged[number] = searchable(page, piece(lines(page.html, page.entry), page.title), outcome)
        index.exchange(exchanged)
        return index.files(exchanged)

    def _other(self, path: str, content: bytes) -> bool:
        return path not in self.known.state or (self.final / path).read_bytes() != content


def _alone(found: Versions, entries: list[Entry]) -> Versions:
    own: Mapping[str, tuple[Past, ...]] = {
        entry.id: tuple(found.by_entry[entry.id]) for entry in entries if entry.id in found.by_entry
    }
    return Versions(own, found.remarks)

