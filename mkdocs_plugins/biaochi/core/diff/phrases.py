"""Redlining prose by Chinese phrase: what was struck out and what was put in, in pieces that people read as one.

Text is cut at punctuation, at figures with their units, and around the verbs that say how strongly something is required,
so that 应 → 宜 and 5 分钟 → 4 分钟 stand out alone, and everything else changes phrase by phrase.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from biaochi.core.clauses import Body
from biaochi.core.diff.content import normal_text
from biaochi.core.quantity import find_quantities
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass

Sign = Literal["=", "-", "+"]

_CUT = regex(
    r"(?<=[,，、;；。!！?？:：])|(?=[(（「『“])|(?<=[)）」』”])|"
    r"(?=不得|不应|不宜|必须|应当|应该|应|须|宜|可以)|(?<=不得|不应|不宜|必须|应当|应该|可以)|(?<=[应须宜])(?![当该])|"
    r"(?<=[A-Za-z0-9] )(?=\S)"
)


_ATOM = regex(r"[A-Za-z]+|不得|不应|不宜|必须|应当|应该|可以|.", re.S)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: kept (``=``), struck out (``-``) or put in (``+``)."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a redlined body: its kind, the level of a heading, its pieces."""

    kind: str
    level: int
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was struck out or put in: such a line has a change bar."""
        return any(piece.sign != "=" for piece in self.pieces)


def phrases(text: str) -> list[str]:
    """A text cut into phrases; joined they give the text again."""
    found: list[str] = []
    last = 0
    for mention in find_quantities(text):
        found.extend(_cut(text[last : mention.value_start]))
        found.append(text[mention.value_start : mention.value_end])
        last = mention.value_end
    found.extend(_cut(text[last:]))
    return [phrase for phrase in found if phrase]


def _cut(text: str) -> list[str]:
    return [part for part in _CUT.split(text) if part]


def redline(before: str, after: str) -> tuple[Piece, ...]:
    """What was kept, struck out and put in. What little was kept between two long changes is struck out with them."""
    old, new = phrases(before), phrases(after)
    if before != after and _too_alike(old, new):
        return tuple(_struck_and_put(old, new))
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("=", "".join(old[a:b])))
            continue
        pieces.extend(_refined(old[a:b], new[c:d]))
    return tuple(_joined(pieces))


PAIRS = 20_000
"""Pairs of the same phrase in two texts up to which they are compared: a sentence a hundred times over has ten thousand,
and comparing takes longer than the square of them."""


def _too_alike(old: list[str], new: list[str]) -> bool:
    counted = Counter(new)
    return sum(counted[phrase] for phrase in old) > PAIRS


LEAST = 3
"""Characters that two phrases must share in a row to keep them: what is shorter is shared by chance."""


def _refined(old: list[str], new: list[str]) -> Iterator[Piece]:
    """What two runs of phrases share within: 业务名称和金额 → 业务名称、金额和账户 keeps 业务名称. Figures and the verbs that
    require are never cut, and where little is shared the phrases are changed as a whole."""
    left, right = _atoms(old), _atoms(new)
    blocks = [
        block
        for block in ([] if _too_alike(left, right) else SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks())
        if len("".join(left[block.a : block.a + block.size])) >= LEAST
    ]
    shared = sum(len("".join(left[block.a : block.a + block.size])) for block in blocks)
    if shared * 3 < max(len("".join(old)), len("".join(new))):
        blocks = []
    i = k = 0
    for a, b, size in [*blocks, (len(left), len(right), 0)]:
        yield from _struck_and_put(left[i:a], right[k:b])
        if size:
            yield Piece("=", "".join(left[a : a + size]))
        i, k = a + size, b + size


def _struck_and_put(old: list[str], new: list[str]) -> Iterator[Piece]:
    if old:
        yield Piece("-", "".join(old))
    if new:
        yield Piece("+", "".join(new))


def _atoms(found: list[str]) -> list[str]:
    """Characters, but figures, words of Latin letters and the verbs that require as one."""
    return [
        atom
        for phrase in found
        for atom in ([phrase] if any(c.isdigit() for c in phrase) else _ATOM.findall(phrase))
    ]


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    for sign, run in groupby(pieces, key=lambda piece: piece.sign):
        yield Piece(sign, "".join(piece.text for piece in run))


_MARKS = regex(r"\[\[(?:[^\[\]|\n]+\|)?([^\[\]\n]*)\]\]|!?\[([^\[\]]*)\]\([^()]*\)|\*{1,3}|~~|==|`+")


def _lines(body: Body, told: Callable[[str], str]) -> list[tuple[str, int, str]]:
    return [
        (
            block.kind,
            block.level if block.kind == "heading" else 0,
            _MARKS.sub(lambda m: m[1] or m[2] or "", normal_text(told(block.text))),
        )
        for block in body.blocks
    ]


def redline_bodies(before: Body, after: Body, told: Callable[[str], str] = str) -> Iterator[Line]:
    """Two bodies block by block: blocks of a kind that resemble each other are redlined by phrase. ``told`` makes of a block's
    Markdown what its readers know it by."""
    old, new = _lines(before, told), _lines(after, told)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line(kind, level, (Piece("=", text),)) for kind, level, text in new[c:d])
        else:
            yield from _replaced(old[a:b], new[c:d])


def _replaced(old: list[tuple[str, int, str]], new: list[tuple[str, int, str]]) -> Iterator[Line]:
    waiting = list(old)
    for kind, level, text in new:
        match = next((row for row in waiting if row[0] == kind and _alike(row[2], text)), None)
        if match is None:
            yield Line(kind, level, (Piece("+", text),))
            continue
        at = waiting.index(match)
        for gone in waiting[:at]:
            yield Line(gone[0], gone[1], (Piece("-", gone[2]),))
        del waiting[: at + 1]
        yield Line(kind, level, redline(match[2], text))
    for gone in waiting:
        yield Line(gone[0], gone[1], (Piece("-", gone[2]),))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.4
