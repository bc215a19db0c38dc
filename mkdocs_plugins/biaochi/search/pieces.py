"""What one page gives the index, computed from that page alone: its text in order of weight, and where each pair of
neighbouring characters stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


def piece(found: Iterable[Line], title: str) -> Piece:
    """The piece of one page; ``title`` stands in where the page shows no heading of its own."""
    ordered = sorted(found, key=lambda line: line.zone)
    if not ordered or ordered[0].zone is not Zone.TITLE:
        ordered.insert(0, Line(title, "", Zone.TITLE))
    folded = [fold(line.text) for line in ordered]
    starts: list[int] = []
    begins: list[int] = []
    at = 0
    for line, text in zip(ordered, folded, strict=True):
        while len(starts) < line.zone:
            starts.append(at)
        begins.append(at)
        at += len(text) + 1
    starts.extend([at] * (len(Zone) - 1 - len(starts)))
    whole = "\n".join(folded)
    places: dict[str, list[int]] = {}
    for run in _RUN.finditer(whole):
        text, start = run[0] + END, run.start()
        for step in range(len(text) - 1):
            pair = text[step : step + 2]
            if pair in places:
                places[pair].append(start + step)
            else:
                places[pair] = [start + step]
    return Piece(
        tuple(ordered),
        (*begins, at),
        tuple(starts),
        {pair: _encoded(positions) for pair, positions in places.items()},
        frozenset(_WORD.findall(whole)),
    )


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


def _encoded(positions: list[int]) -> bytes:
    if len(positions) == 1:
        return b"\x01" + varint(positions[0])
    made = bytearray(varint(len(positions)))
    last = 0
    for position in positions:
        distance = position - last
        if distance < 0x80:
            made.append(distance)
        else:
            made += varint(distance)
        last = position
    return bytes(made)
