"""All pages' pieces together: the files that the browser loads, each a script, so that they load without a server."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib.resources import files as resources
from itertools import pairwise
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
    postings, count = _postings(pages)
    shards = list(_shards(postings))
    files: dict[str, bytes] = {}
    for number, (_, content) in enumerate(shards):
        files[f"{FOLDER}/g{number}.js"] = script(f"g{number}", content)
    parts = []
    for number, page in enumerate(pages):
        cuts = _cuts(page.piece)
        parts.append([page.piece.places[cut] for cut in cuts[1:-1]])
        for part, (start, stop) in enumerate(pairwise(cuts)):
            key = f"t{number}" if part == 0 else f"t{number}-{part}"
            files[f"{FOLDER}/{key}.js"] = script(key, _json(_text(page.piece, start, stop)))
    files[f"{FOLDER}/names.js"] = script("names", _json(_names(pages, words, postings)))
    files[f"{FOLDER}/pairs.js"] = script("pairs", _json(_neighbours(count)))
    head = _head(pages, words, ["".join(characters) for characters, _ in shards], parts)
    files[f"{FOLDER}/head.js"] = script("head", _json({"version": version(files), **head}))
    return files


def version(files: Mapping[str, bytes]) -> str:
    """What the browser asks the files of one index by: that of all but the head, which names it."""
    told = hashlib.sha256()
    for path in sorted(files.keys() - {f"{FOLDER}/head.js"}):
        told.update(files[path])
    return told.hexdigest()[:8]


def script(key: str, content: bytes) -> bytes:
    """A file that hands ``content`` to the page: deflated, as text, in a call."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = base64.b64encode(packer.compress(content) + packer.flush())
    return b'biaochiSearch("%s","%s")' % (key.encode(), packed)


def _postings(pages: Sequence[Searchable]) -> tuple[dict[str, bytearray], dict[str, int]]:
    found: dict[str, bytearray] = {}
    last: dict[str, int] = {}
    count: dict[str, int] = {}
    gaps = [varint(gap) for gap in range(len(pages) + 1)]
    for number, page in enumerate(pages):
        for pair, positions in page.piece.pairs.items():
            if pair in found:
                found[pair] += gaps[number - last[pair]] + positions
                count[pair] += 1
            else:
                found[pair] = bytearray(gaps[number] + positions)
                count[pair] = 1
            last[pair] = number
    return found, count


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


def _head(
    pages: Sequence[Searchable], words: Words, shards: Sequence[str], parts: Sequence[Sequence[int]]
) -> dict[str, Any]:
    before, after = changed_characters()
    return {
        "pages": [
            [
                page.url,
                page.title,
                page.entry,
                page.facets.kind,
                page.facets.sector,
                " ".join(page.facets.roles),
                page.facets.status,
                page.facets.tier,
                page.place,
                page.piece.starts,
                *([list(cuts)] if cuts else []),
            ]
            for page, cuts in zip(pages, parts, strict=True)
        ],
        "shards": list(shards),
        "folding": [before, after],
        "labels": words.labels,
        **_asking(),
        "synonyms": [*(list(group) for group in words.synonyms), *_asking()["synonyms"]],
    }


@cache
def _asking() -> dict[str, Any]:
    """The words by which people ask, and which kinds of pages answer them; the characters that carry little."""
    told: dict[str, Any] = json.loads(resources(__package__).joinpath("data/asking.json").read_text(encoding="utf-8"))
    return told


def _names(pages: Sequence[Searchable], words: Words, postings: Mapping[str, bytearray]) -> dict[str, Any]:
    """What pinyin and misspelt English are compared with."""
    names: dict[str, None] = dict.fromkeys(fold(name) for name in words.names)
    for page in pages:
        for line in page.piece.lines:
            if line.zone in (Zone.TITLE, Zone.NAME):
                names.setdefault(fold(line.text)[:_LONGEST_NAME])
    latin = sorted(set().union(*(page.piece.words for page in pages)))
    characters = sorted({pair[0] for pair in postings} | {c for name in names for c in name})
    return {"names": list(names), "readings": readings(characters), "words": latin}


def _neighbours(count: Mapping[str, int]) -> dict[str, str]:
    """Behind each Chinese character, those that follow it, the most frequent first: for pinyin of any phrase."""
    of: dict[str, list[str]] = {}
    for pair in sorted(count, key=lambda pair: (-count[pair], pair)):
        if pair[0] >= "\u2e80" and pair[1] >= "\u2e80":
            of.setdefault(pair[0], []).append(pair[1])
    return {first: "".join(of[first]) for first in sorted(of)}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
