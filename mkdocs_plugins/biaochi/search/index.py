"""All pages' pieces together: the files that the browser loads, each a script, so that they load without a server."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cache
from itertools import accumulate, count, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.search.coded import coded
from biaochi.search.differing import Text, differing, together
from biaochi.search.folding import changed_characters, fold
from biaochi.search.lines import Zone
from biaochi.search.page import Searchable, Words
from biaochi.search.pieces import LINES, Piece
from biaochi.search.pinyin import everyday, readings
from biaochi.search.postings import (
    Moved,
    Postings,
    Shard,
    neighbours,
    no_postings,
    often,
    packed,
    shards,
    shifted,
    stale,
    stand,
)
from biaochi.search.script import script

FOLDER = "search"
_BLOCK = 2**14
"""A page's text takes whole blocks of the handbook's positions: an edit moves no other page's, but for the few that need
a block more or less."""
_PART = 16_000
"""Positions of a page's text in one file, some 6,000 characters; a longer page has files of its own."""
_TOGETHER = 4
"""Pages whose texts share a file: a file takes longer to ask for than to read."""
_ELSEWHERE = b"0"
"""Stands in the shared file for a page that has files of its own."""
_LONGEST_NAME = 40
_ANCHOR = regex("[a-z][a-z0-9-]+")


def build(pages: Sequence[Searchable], words: Words) -> dict[str, bytes]:
    """The files of the index by their path below the site's root. The same pages give the same bytes."""
    return Index.of(pages, words).files(range(len(pages)))


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
    anchors: list[str] = field(default_factory=list)
    """Of each page of an entry, the ids of its parts: they say in English what is there."""
    blocks: list[int] = field(default_factory=list)
    """How many each page takes."""
    texts: list[tuple[bytes, ...]] = field(default_factory=list)
    """The text of each page in the parts that it is loaded in; of one part it stands in a file shared with its neighbours."""
    postings: Postings = field(default_factory=no_postings)
    shards: list[Shard] = field(default_factory=list)
    """The files of the postings."""
    touched: set[str] = field(default_factory=set)
    """The pairs whose postings are other than in the files."""
    readings: dict[str, str] = field(default_factory=dict)
    """Those of the characters that were asked for; empty where there is none."""
    written: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """The files by path: the digests of what stands in each and of itself."""

    @classmethod
    def of(cls, pages: Sequence[Searchable], words: Words) -> Index:
        """The index of these pages."""
        made = cls([], {}, [])
        made.name(words)
        first = 0
        for number, page in enumerate(pages):
            made._describe(number, page, new=True)
            stand(made.postings, first * _BLOCK, page.piece.places, page.piece.folded)
            first += made.blocks[number]
        return made

    def name(self, words: Words) -> None:
        """Take what the handbook adds."""
        self.synonyms = [list(group) for group in words.synonyms]
        self.labels = {facet: dict(named) for facet, named in words.labels.items()}
        self.further = fold(words.names)

    def exchange(self, changed: Mapping[int, Searchable], order: Sequence[int | None] | None = None) -> None:
        """Put other wordings of some pages in their places. Of a page that was made again most lines are what and where
        they were: only the others are taken out and put in.

        Where pages come or go, ``order`` tells of each page that there is now which one it was: ``None`` where it is new and
        stands in ``changed``. The others follow each other as they did."""
        order = range(len(self.rows)) if order is None else order
        before = [_BLOCK * block for block in accumulate(self.blocks, initial=0)]
        others = {number: self._lines(was) for number, was in enumerate(order) if was is not None and number in changed}
        gone, fresh, moves = no_postings(), no_postings(), list[Moved]()
        for number in sorted(set(range(len(self.rows))).difference(order)):
            text = Text.of(self._lines(number))
            stand(gone, before[number], text.places, text.lines)
        self._take(order)
        for number in sorted(changed):
            self._describe(number, changed[number], new=order[number] is None)
        after = [_BLOCK * block for block in accumulate(self.blocks, initial=0)]
        for number, was in enumerate(order):
            if was is None:
                stand(fresh, after[number], changed[number].piece.places, changed[number].piece.folded)
                continue
            if number in others:
                text, piece = Text.of(others[number]), changed[number].piece
                lost, won = differing(others[number], text, piece)
                stand(gone, before[was], *_some(lost, text.places, text.lines))
                stand(fresh, after[number], *_some(won, piece.places, piece.folded))
            if after[number] != before[was]:
                moves.append(Moved(before[was], before[was + 1], after[number] - before[was]))
        moves = together(moves)
        for pair in [*self.postings, *(fresh.keys() - self.postings.keys())] if moves else gone.keys() | fresh.keys():
            places = self.postings[pair]
            kept = places[:]
            for place in gone.get(pair, ()):
                kept.pop(bisect_left(kept, place))
            kept = shifted(kept, moves)
            for place in fresh.get(pair, ()):
                kept.insert(bisect_left(kept, place), place)
            if kept == places:
                continue
            self.touched.add(pair)
            if kept:
                self.postings[pair] = kept
            else:
                del self.postings[pair]

    def files(self, changed: Iterable[int]) -> dict[str, bytes]:
        """The files that are other than the last time; ``changed`` are the pages that are. What is no longer written is
        forgotten."""
        made: dict[str, bytes] = {}
        for number in changed:
            own = self.texts[number] if len(self.texts[number]) > 1 else ()
            for part, text in enumerate(own):
                self._write(f"t{number}-{part}", text, made)
            self._forget(f"t{number}-{part}" for part in count(len(own)))
        for group in sorted({number // _TOGETHER for number in changed}):
            texts = self.texts[group * _TOGETHER : (group + 1) * _TOGETHER]
            self._write(f"t{group}", b"[%s]" % b",".join(parts[0] if len(parts) == 1 else _ELSEWHERE for parts in texts), made)
        self._forget(f"t{group}" for group in count(-(-len(self.texts) // _TOGETHER)))
        groups = dict(shards(self.postings))
        # Most files of an edited handbook hold what they held.
        for shard in stale(self.shards, groups, self.touched):
            self._write(shard.key, packed(groups[shard], self.postings), made, text=False)
        self._forget({shard.key for shard in self.shards}.difference(shard.key for shard in groups))
        self.shards, self.touched = list(groups), set()
        self._write("names", _json(self._names()), made)
        self._write("english", _json({"words": sorted(set[str]().union(*self.latin)), "anchors": self.anchors}), made)
        self._write("pairs", _json(neighbours({pair: len(places) for pair, places in self.postings.items()})), made)
        head = {
            "pages": self.rows, "together": _TOGETHER, "block": _BLOCK, "blocks": self.blocks,
            "shards": [shard.characters for shard in groups],
            "often": often(groups, self.postings), "folding": changed_characters(), "labels": self.labels, **_told("asking"),
            "synonyms": [*self.synonyms, *_told("asking")["synonyms"]], "sayings": _told("sayings"),
        }  # fmt: skip
        self._write("head", _json({"version": self.version(), **head}), made)
        return made

    def version(self) -> str:
        """What the browser asks the files of one index by: that of all but the head, which names it."""
        told = hashlib.sha256()
        for path in sorted(self.written.keys() - {f"{FOLDER}/head.js"}):
            told.update(path.encode() + self.written[path][1])
        return told.hexdigest()[:8]

    def _write(self, key: str, content: bytes, made: dict[str, bytes], *, text: bool = True) -> None:
        path, told = f"{FOLDER}/{key}.js", hashlib.blake2b(content, digest_size=16).digest()
        known = self.written.get(path)
        if known is None or known[0] != told:
            made[path] = script(key, coded(content.decode("utf-8", "surrogatepass")) if text else content)
            self.written[path] = told, hashlib.blake2b(made[path], digest_size=16).digest()

    def _forget(self, keys: Iterable[str]) -> None:
        """Files that were written the last time and no longer are, as far as there are any."""
        for key in keys:
            if self.written.pop(f"{FOLDER}/{key}.js", None) is None:
                return

    def _take(self, order: Sequence[int | None]) -> None:
        """Keep of what is known page by page that of these pages."""
        for number in range(len(order), len(self.texts)):
            self._forget(f"t{number}-{part}" for part in count())
        kept = [number for number in order if number is not None]
        lists: tuple[list[Any], ...] = self.rows, self.names, self.latin, self.anchors, self.blocks, self.texts
        for known in lists:
            known[:] = [known[number] for number in kept]

    def _describe(self, number: int, page: Searchable, *, new: bool) -> None:
        """A page's row in the head, its names, its words in Latin letters, its text and the room that takes: put in where it
        is ``new``, otherwise in the place of what was known."""
        here = slice(number, number if new else number + 1)
        facets, piece = page.facets, page.piece
        cuts = [piece.places[cut] for cut in _cuts(piece)[1:-1]]
        row = [
            page.url, page.title, page.entry, facets.kind, facets.sector, " ".join(facets.roles), facets.status,
            facets.tier, int(page.place), list(piece.starts), *([cuts] if cuts else []),
        ]  # fmt: skip
        heads = zip(piece.lines[: bisect_left(piece.lines, Zone.CLAUSE, key=itemgetter(2))], piece.folded, strict=False)
        names = [folded[:_LONGEST_NAME] for line, folded in heads if line.zone != Zone.ID]
        self.rows[here] = [row]
        self.names[here] = [names]
        self.latin[here] = [sorted(piece.words)]
        parts = {line.anchor for line in piece.lines if page.entry and _ANCHOR.fullmatch(line.anchor)}
        self.anchors[here] = [" ".join(sorted(parts))]
        self.blocks[here] = [-(-piece.places[-1] // _BLOCK)]
        self.texts[here] = [tuple(_json(_text(piece, start, stop)) for start, stop in pairwise(_cuts(piece)))]

    def _lines(self, number: int) -> list[str]:
        """The lines of a page as they are known, not folded."""
        return [text for part in self.texts[number] for text in json.loads(part)[1]]

    def _names(self) -> dict[str, Any]:
        """What pinyin and what sounds alike are compared with."""
        names = list(dict.fromkeys([*self.further, *(name for own in self.names for name in own)]))
        # Also what the handbook does not write: it may be typed for what sounds the same.
        characters = sorted({pair[0] for pair in self.postings}.union(everyday(), *names))
        asked = [character for character in characters if character not in self.readings]
        if asked:
            self.readings |= dict.fromkeys(asked, "") | readings(asked)
        spoken: dict[str, list[str]] = {}
        for character in characters:
            for reading in filter(None, self.readings[character].split(",")):
                spoken.setdefault(reading, []).append(character)
        found = {reading: "".join(spoken[reading]) for reading in sorted(spoken)}
        return {"names": names, "readings": found}


def _some(numbers: Sequence[int], places: Sequence[int], lines: Sequence[str]) -> tuple[list[int], list[str]]:
    return [places[number] for number in numbers], [lines[number] for number in numbers]


def _cuts(piece: Piece) -> list[int]:
    """The numbers of the lines at which a page's text is cut into files, about every ``_PART`` positions, before lines that begin
    a room: so the browser reckons each file by itself."""
    cuts, start = [0], 0
    for number in range(LINES, len(piece.lines), LINES):
        if piece.places[number] - start >= _PART:
            cuts.append(number)
            start = piece.places[number]
    return [*cuts, len(piece.lines)]


def _text(piece: Piece, start: int, stop: int) -> list[list[str]]:
    """Anchors and texts of some lines; an anchor is written where it changes, ``#`` for the page's head."""
    anchors, last = [], ""
    for line in piece.lines[start:stop]:
        anchors.append("" if line.anchor == last else line.anchor or "#")
        last = line.anchor
    return [anchors, [line.text for line in piece.lines[start:stop]]]


@cache
def _told(name: str) -> dict[str, Any]:
    """``asking``: the words by which people ask, and which kinds of pages answer them; the characters that carry little.
    ``sayings``: what staff say, and what standards write for it; several words of either, apart by blanks."""
    told: dict[str, Any] = json.loads(Path(__file__).with_name("data").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return told


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
