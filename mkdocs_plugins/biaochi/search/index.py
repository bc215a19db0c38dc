"""All pages' pieces together: the files that the browser loads, each a script, so that they load without a server."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib.resources import files as resources
from itertools import count, pairwise
from operator import itemgetter
from typing import Any

from biaochi.search.folding import changed_characters, fold
from biaochi.search.lines import Zone
from biaochi.search.pieces import Piece, varint
from biaochi.search.pinyin import readings

FOLDER = "search"
_SHARD = 24_000
"""Bytes of postings a file holds before the next begins; more where one character has more."""
_PART = 6_000
"""Characters of a page's text in one file."""
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Facets:
    """What results are filtered by; empty where a page has no such thing."""

    kind: str = ""
    sector: str = ""
    roles: tuple[str, ...] = ()
    status: str = ""
    tier: str = ""


class Place(IntEnum):
    """Where a page stands among the results: the handbook's own texts, lists made of them, pages about the handbook."""

    OWN = 0
    LISTING = 1
    ASIDE = 2


@dataclass(frozen=True, slots=True)
class Searchable:
    """A page to be found: its address below the site's root, its title and id, its piece and facets; its place."""

    url: str
    title: str
    piece: Piece
    entry: str = ""
    facets: Facets = Facets()
    place: Place = Place.OWN


@dataclass(frozen=True, slots=True)
class Words:
    """What the handbook adds: groups of synonyms, names besides the pages' own, labels of the facets' values."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def build(pages: Sequence[Searchable], words: Words) -> dict[str, bytes]:
    """The files of the index by their path below the site's root. The same pages give the same bytes."""
    return Index.of(pages, words).files(dict(enumerate(pages)))


@dataclass(slots=True)
class Posting:
    """A pair's pages, the lengths of their postings, and the postings."""

    pages: array[int]
    sizes: array[int]
    data: bytearray


@dataclass(slots=True)
class Index:
    """An index in the parts that its files are made of: a page of it can be exchanged for another wording of itself."""

    synonyms: list[list[str]]
    labels: dict[str, dict[str, str]]
    further: list[str]
    rows: list[list[Any]] = field(default_factory=list)
    """The pages as the head lists them."""
    names: list[list[str]] = field(default_factory=list)
    latin: list[list[str]] = field(default_factory=list)
    postings: dict[str, Posting] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    """Those of the characters that were asked for; empty where there is none."""
    written: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """The files by path: the digests of what stands in each and of itself."""

    @classmethod
    def of(cls, pages: Sequence[Searchable], words: Words) -> Index:
        """The index of these pages."""
        labels = {facet: dict(named) for facet, named in words.labels.items()}
        made = cls([list(group) for group in words.synonyms], labels, [fold(name) for name in words.names])
        gaps = [varint(gap) for gap in range(len(pages) + 1)]
        found = made.postings
        for number, page in enumerate(pages):
            made._describe(number, page)
            for pair, positions in page.piece.pairs.items():
                posting = found.get(pair)
                if posting is None:
                    posting = found[pair] = Posting(array("I"), array("I"), bytearray())
                chunk = gaps[number - posting.pages[-1] if posting.pages else number] + positions
                posting.pages.append(number)
                posting.sizes.append(len(chunk))
                posting.data += chunk
        return made

    def exchange(self, number: int, page: Searchable) -> None:
        """Put another wording of a page in its place."""
        self._describe(number, page)
        pairs = page.piece.pairs
        for pair in list(self.postings.keys() | pairs.keys()):
            posting = self.postings.get(pair)
            if posting is None:
                posting = self.postings[pair] = Posting(array("I"), array("I"), bytearray())
            at = bisect_left(posting.pages, number)
            stands = at < len(posting.pages) and posting.pages[at] == number
            if stands or pair in pairs:
                _exchange(posting, at, stands, number, pairs.get(pair))
                if not posting.pages:
                    del self.postings[pair]

    def files(self, pages: Mapping[int, Searchable]) -> dict[str, bytes]:
        """The files that are other than the last time; ``pages`` are the pages that are. What is no longer written is
        forgotten."""
        made: dict[str, bytes] = {}
        for number, page in pages.items():
            cuts = _cuts(page.piece)
            for part, (start, stop) in enumerate(pairwise(cuts)):
                key = f"t{number}" if part == 0 else f"t{number}-{part}"
                self._write(key, _json(_text(page.piece, start, stop)), made)
            self._forget(f"t{number}-{part}" for part in count(len(cuts) - 1))
        shards = list(_shards({pair: posting.data for pair, posting in self.postings.items()}))
        for number, (_, content) in enumerate(shards):
            self._write(f"g{number}", content, made)
        self._forget(f"g{number}" for number in count(len(shards)))
        self._write("names", _json(self._names()), made)
        self._write("pairs", _json(_neighbours({pair: len(posting.pages) for pair, posting in self.postings.items()})), made)
        before, after = changed_characters()
        head = {
            "pages": self.rows, "shards": ["".join(characters) for characters, _ in shards], "folding": [before, after],
            "labels": self.labels, **_asking(), "synonyms": [*self.synonyms, *_asking()["synonyms"]],
        }  # fmt: skip
        self._write("head", _json({"version": self.version(), **head}), made)
        return made

    def version(self) -> str:
        """What the browser asks the files of one index by: that of all but the head, which names it."""
        told = hashlib.sha256()
        for path in sorted(self.written.keys() - {f"{FOLDER}/head.js"}):
            told.update(path.encode() + self.written[path][1])
        return told.hexdigest()[:8]

    def _write(self, key: str, content: bytes, made: dict[str, bytes]) -> None:
        path, told = f"{FOLDER}/{key}.js", hashlib.blake2b(content, digest_size=16).digest()
        known = self.written.get(path)
        if known is None or known[0] != told:
            made[path] = script(key, content)
            self.written[path] = told, hashlib.blake2b(made[path], digest_size=16).digest()

    def _forget(self, keys: Iterable[str]) -> None:
        """Files that were written the last time and no longer are, as far as there are any."""
        for key in keys:
            if self.written.pop(f"{FOLDER}/{key}.js", None) is None:
                return

    def _describe(self, number: int, page: Searchable) -> None:
        """A page's row in the head, its names, and its words in Latin letters."""
        facets, piece = page.facets, page.piece
        cuts = [piece.places[cut] for cut in _cuts(piece)[1:-1]]
        row = [
            page.url, page.title, page.entry, facets.kind, facets.sector, " ".join(facets.roles), facets.status,
            facets.tier, int(page.place), list(piece.starts), *([cuts] if cuts else []),
        ]  # fmt: skip
        heads = piece.lines[: bisect_left(piece.lines, Zone.CLAUSE, key=itemgetter(2))]
        names = [fold(line.text)[:_LONGEST_NAME] for line in heads if line.zone != Zone.ID]
        self.rows[number : number + 1] = [row]
        self.names[number : number + 1] = [names]
        self.latin[number : number + 1] = [sorted(piece.words)]

    def _names(self) -> dict[str, Any]:
        """What pinyin and misspelt English are compared with."""
        names = list(dict.fromkeys([*self.further, *(name for own in self.names for name in own)]))
        characters = sorted({pair[0] for pair in self.postings}.union(*names))
        asked = [character for character in characters if character not in self.readings]
        if asked:
            self.readings |= dict.fromkeys(asked, "") | readings(asked)
        found = {character: self.readings[character] for character in characters if self.readings[character]}
        return {"names": names, "readings": found, "words": sorted(set[str]().union(*self.latin))}


def _exchange(posting: Posting, at: int, stands: bool, number: int, positions: bytes | None) -> None:
    """Put other positions of a page into a posting, or take it out. Behind it only the distance to the page before
    changes."""
    pages, sizes, data = posting.pages, posting.sizes, posting.data
    start = sum(sizes[:at])
    stop = start + sizes[at] if stands else start
    before = pages[at - 1] if at else 0
    following = at + stands
    made = b"" if positions is None else varint(number - before) + positions
    if following < len(pages) and stands != (positions is not None):
        # The next page's distance is from this page, or no longer is.
        was = varint(pages[following] - (number if stands else before))
        now = varint(pages[following] - (before if stands else number))
        data[stop : stop + len(was)] = now
        sizes[following] += len(now) - len(was)
    data[start:stop] = made
    pages[at:following] = array("I", [number] if made else [])
    sizes[at:following] = array("I", [len(made)] if made else [])


def script(key: str, content: bytes) -> bytes:
    """A file that hands ``content`` to the page: deflated, as text, in a call."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = base64.b64encode(packer.compress(content) + packer.flush())
    return b'biaochiSearch("%s","%s")' % (key.encode(), packed)


def _shards(postings: Mapping[str, bytearray]) -> Iterable[tuple[list[str], bytes]]:
    """Postings by first character, characters together until a file is full.

    A file: how many pairs, then of each the two characters (two bytes each, low first) and the length of its
    postings, then the postings. A posting: the distance from the page before, and that page's positions.
    """
    of: dict[str, list[str]] = {}
    for pair in sorted(postings):
        of.setdefault(pair[0], []).append(pair)
    characters: list[str] = []
    pairs: list[str] = []
    size = 0
    for character, own in of.items():
        weight = sum(len(postings[pair]) for pair in own)
        if characters and size + weight > _SHARD:
            yield characters, _packed(pairs, postings)
            characters, pairs, size = [], [], 0
        characters.append(character)
        pairs += own
        size += weight
    if characters:
        yield characters, _packed(pairs, postings)


def _packed(pairs: Sequence[str], postings: Mapping[str, bytearray]) -> bytes:
    made = bytearray(varint(len(pairs)))
    for pair in pairs:
        made += pair.encode("utf-16-le", "surrogatepass") + varint(len(postings[pair]))
    return bytes(made) + b"".join(postings[pair] for pair in pairs)


def _cuts(piece: Piece) -> list[int]:
    """The numbers of the lines at which a page's text is cut into files, about every ``_PART`` characters."""
    cuts, start = [0], 0
    for number, at in enumerate(piece.places[:-1]):
        if at - start >= _PART:
            cuts.append(number)
            start = at
    return [*cuts, len(piece.lines)]


def _text(piece: Piece, start: int, stop: int) -> list[list[str]]:
    """Anchors and texts of some lines; an anchor is written where it changes, ``#`` for the page's head."""
    anchors, last = [], ""
    for line in piece.lines[start:stop]:
        anchors.append("" if line.anchor == last else line.anchor or "#")
        last = line.anchor
    return [anchors, [line.text for line in piece.lines[start:stop]]]


@cache
def _asking() -> dict[str, Any]:
    """The words by which people ask, and which kinds of pages answer them; the characters that carry little."""
    told: dict[str, Any] = json.loads(resources(__package__).joinpath("data/asking.json").read_text(encoding="utf-8"))
    return told


def _neighbours(count: Mapping[str, int]) -> dict[str, str]:
    """Behind each Chinese character, those that follow it, the most frequent first: for pinyin of any phrase."""
    of: dict[str, list[str]] = {}
    for pair in sorted(count, key=lambda pair: (-count[pair], pair)):
        if pair[0] >= "\u2e80" and pair[1] >= "\u2e80":
            of.setdefault(pair[0], []).append(pair[1])
    return {first: "".join(of[first]) for first in sorted(of)}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
