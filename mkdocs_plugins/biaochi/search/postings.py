"""Where each pair of neighbouring characters stands in the whole handbook, and the files that say so."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import sub
from typing import NamedTuple, TypeAlias

from biaochi.core.slotted import dataclass
from biaochi.search.pieces import runs

_SHARD = 2_000
"""Positions a file holds before the next begins; more where one character has more."""
Postings: TypeAlias = defaultdict[str, "array[int]"]
"""Of each pair of characters, the positions in order."""


def no_postings() -> Postings:
    """What a first position can be noted in, whatever its pair."""
    return defaultdict(partial(array, "I"))


def stand(postings: Postings, begin: int, places: Iterable[int], lines: Iterable[str]) -> None:
    """Note where the pairs of some folded lines stand: ``places`` say how far behind ``begin`` each line begins."""
    for at, line in zip(places, lines, strict=False):
        for start, pairs in runs(line):
            for place, pair in enumerate(pairs, begin + at + start):
                postings[pair].append(place)


@dataclass(frozen=True, slots=True)
class Moved:
    """The positions from ``start`` to before ``stop`` are other by ``by``."""

    start: int
    stop: int
    by: int


def shifted(places: array[int], moves: Sequence[Moved]) -> array[int]:
    """Positions after some moves, which are in order and keep the positions' order."""
    stop = len(places)
    for move in reversed(moves):
        start = bisect_left(places, move.start, 0, stop)
        # Most pairs stand in few pages.
        if start < stop and places[start] < move.stop:
            stop = bisect_left(places, move.stop, start, stop)
            places = places[:start] + array("I", [place + move.by for place in places[start:stop]]) + places[stop:]
        stop = start
    return places


class Shard(NamedTuple):
    """A file of postings: of all the characters whose pairs are in it, or of one that fills several which part of how many."""

    characters: str
    part: int = 0
    parts: int = 1

    @property
    def key(self) -> str:
        """Its name, by its first character: where a file comes or goes, others keep theirs."""
        return f"g{ord(self.characters[0]):x}{f'-{self.part}' if self.parts > 1 else ''}"


def shards(postings: Postings) -> Iterator[tuple[Shard, list[str]]]:
    """The files with their pairs: characters together until a file is full. A character that fills several has as many to
    itself; in which a pair stands, its second character tells."""
    of: dict[str, list[str]] = {}
    for pair in sorted(postings):
        of.setdefault(pair[0], []).append(pair)
    characters, pairs, size = "", list[str](), 0
    for character, own in of.items():
        weight = sum(len(postings[pair]) for pair in own)
        if characters and size + weight > _SHARD:
            yield Shard(characters), pairs
            characters, pairs, size = "", [], 0
        if (parts := _parts(weight)) > 1:
            for part in range(parts):
                yield Shard(character, part, parts), [pair for pair in own if ord(pair[1]) % parts == part]
            continue
        characters += character
        pairs += own
        size += weight
    if characters:
        yield Shard(characters), pairs


def _parts(weight: int) -> int:
    """How many files that many positions take: a power of two, so that an edit seldom needs another number."""
    return 1 << (weight // _SHARD).bit_length() >> 1 or 1


def stale(before: Iterable[Shard], now: Collection[Shard], touched: Iterable[str]) -> list[Shard]:
    """Which files are other than they were; ``touched`` are the pairs that stand elsewhere, or nowhere any more."""
    of = {character: shard for shard in now for character in shard.characters}
    held = [(of[pair[0]], pair) for pair in touched if pair[0] in of]
    found = {shard._replace(part=ord(pair[1]) % shard.parts) for shard, pair in held}.union(set(now).difference(before))
    return [shard for shard in now if shard in found]


def often(files: Mapping[Shard, Sequence[str]], postings: Postings) -> dict[str, int]:
    """How often each character that fills several files stands in the handbook: so whoever looks up one of its pairs loads but
    one of them."""
    times: dict[str, int] = {}
    for shard, pairs in files.items():
        if shard.parts > 1:
            times[shard.characters] = times.get(shard.characters, 0) + sum(len(postings[pair]) for pair in pairs)
    return times


def packed(pairs: Sequence[str], postings: Postings) -> bytes:
    """A file, numbers of four bytes, low first: how many pairs; of each the two characters; of each how many positions;
    then of all, pair after pair, the distances from the position before (the first from nought): first their lowest
    bytes, then their second, third and highest. So like stands by like, and is packed small."""
    distances = array("I")
    for pair in pairs:
        places = postings[pair]
        distances.append(places[0])
        distances.extend(map(sub, places[1:], places))
    counts = array("I", [len(pairs), *(len(postings[pair]) for pair in pairs)])
    if sys.byteorder == "big":
        distances.byteswap()
        counts.byteswap()
    written, told = distances.tobytes(), counts.tobytes()
    characters = "".join(pairs).encode("utf-16-le", "surrogatepass")
    return told[:4] + characters + told[4:] + b"".join(written[place::4] for place in range(4))


def neighbours(count: Mapping[str, int]) -> dict[str, str]:
    """Behind each Chinese character, those that follow it, the most frequent first: for pinyin of any phrase."""
    of: dict[str, list[str]] = {}
    for pair in sorted(count, key=lambda pair: (-count[pair], pair)):
        if pair[0] >= "\u2e80" and pair[1] >= "\u2e80":
            of.setdefault(pair[0], []).append(pair[1])
    return {first: "".join(of[first]) for first in sorted(of)}
