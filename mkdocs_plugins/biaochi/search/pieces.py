"""What one page gives the index, computed from that page alone: its text in order of weight, and where each pair of
neighbouring characters stands in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add, itemgetter, sub
from typing import Any

from biaochi.search.folding import fold
from biaochi.search.lines import Line, Zone

_RUN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[a-z][a-z0-9]{2,}")
# Stands for «nothing more» behind the last character of a run: so every character begins a pair.
END = "\0"


@dataclass(frozen=True, slots=True)
class Piece:
    """``lines`` are in the order of positions; ``places`` say where each begins in the folded text, and where the
    text ends. ``starts`` are the positions at which the zones after the title begin.
    ``pairs`` hold the encoded positions: how many, then the distances, as variable-length integers."""

    lines: tuple[Line, ...]
    places: tuple[int, ...]
    starts: tuple[int, ...]
    pairs: Mapping[str, bytes]
    words: frozenset[str]


def packed(made: Piece) -> tuple[Any, ...]:
    """A piece as plain lists: a handbook has a hundred thousand lines, and to name the class of each takes long."""
    texts, anchors, zones = zip(*made.lines, strict=True)
    return texts, anchors, bytes(zones), made.places, made.starts, made.pairs, made.words


def unpacked(told: tuple[Any, ...]) -> Piece:
    """The piece that was packed."""
    texts, anchors, zones, *rest = told
    return Piece(tuple(map(Line, texts, anchors, map(_ZONES.__getitem__, zones))), *rest)


_ZONES = tuple(Zone)


def piece(found: Iterable[Line], title: str) -> Piece:
    """The piece of one page; ``title`` stands in where the page shows no heading of its own."""
    ordered = sorted(found, key=itemgetter(2))
    if not ordered or ordered[0].zone is not Zone.TITLE:
        ordered.insert(0, Line(title, "", Zone.TITLE))
    taken = [_taken_apart(line.text) for line in ordered]
    begins = list(accumulate((length for length, _, _ in taken), initial=0))
    zones = [line.zone for line in ordered]
    places: defaultdict[str, list[int]] = defaultdict(list)
    words: set[str] = set()
    for (_, pairs, latin), begin in zip(taken, begins, strict=False):
        for pair, step in pairs:
            places[pair].append(begin + step)
        if latin:
            words |= latin
    return Piece(
        tuple(ordered),
        tuple(begins),
        tuple(begins[bisect_left(zones, zone)] for zone in list(Zone)[1:]),
        {pair: _alone(at[0]) if len(at) == 1 else _encoded(at) for pair, at in places.items()},
        frozenset(words),
    )


@lru_cache(maxsize=100_000)
def _taken_apart(line: str) -> tuple[int, tuple[tuple[str, int], ...], frozenset[str]]:
    """How long a line is when folded, with its end; its pairs, each with its place; and its words. Most lines stand on
    several pages."""
    text = fold(line)
    pairs: list[tuple[str, int]] = []
    for run in _RUN.finditer(text):
        letters = run[0]
        pairs.extend(zip(map(add, letters, letters[1:] + END), range(run.start(), run.end()), strict=True))
    return len(text) + 1, tuple(pairs), frozenset(_WORD.findall(text))


@lru_cache(maxsize=100_000)
def varint(value: int) -> bytes:
    """Seven bits a byte, lowest first; all bytes but the last have the eighth bit set."""
    if value < 0x80:
        return bytes((value,))
    made = bytearray()
    while value >= 0x80:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    made.append(value)
    return bytes(made)


@lru_cache(maxsize=100_000)
def _alone(position: int) -> bytes:
    return b"\x01" + varint(position)


def _encoded(positions: list[int]) -> bytes:
    distances = map(sub, positions, [0, *positions])
    return varint(len(positions)) + b"".join(map(varint, distances))
