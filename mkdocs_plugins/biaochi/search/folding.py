"""What text and query have in common: one spelling for characters, cases, widths and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from operator import sub
from string import ascii_uppercase

from biaochi.core.regex import regex
from biaochi.core.wording.script import table

_INVISIBLE = regex("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+")
# A space between Chinese and Latin or digits is typography («5 分钟»), not a boundary; between two alike it is one.
# It begins with the space, so that nothing else is looked at.
_TYPOGRAPHIC = regex(r" (?:(?<=[!-~] ) *(?=[^!-~\s])|(?<=[^!-~\s] ) *(?=[!-~]))")
_SPACES = regex(r"  +")
_ASTRAL = regex("[\U00010000-\U0010ffff]")


@cache
def _lowered() -> dict[str, str]:
    """The folding of the wording rules, and ASCII capitals; each character stays one character. What others become comes first
    (薴 becomes 苧, 苧 becomes 苎): one after the other, nothing is folded twice."""
    pairs = {chr(code): chr(to) for code, to in table().items() if code != to}
    capitals = {capital: capital.lower() for capital in ascii_uppercase}
    folded = {**{sign: capitals.get(to, to) for sign, to in pairs.items()}, **capitals}
    made = set(folded.values())
    return dict(sorted(folded.items(), key=lambda pair: pair[0] not in made))


@cache
def _folded() -> tuple[frozenset[str], dict[str, int]]:
    """The characters that are folded, and the turn of each."""
    return frozenset(_lowered()), {sign: turn for turn, sign in enumerate(_lowered())}


def fold(texts: Iterable[str]) -> list[str]:
    """Texts as they are indexed: Simplified, half-width, lower-case, invisible characters gone, spaces between
    Chinese and Latin gone, other spaces single. In UTF-16 code units, as browsers count."""
    return fold_lines([" ".join(text.split()) for text in texts])


def fold_lines(lines: Sequence[str]) -> list[str]:
    """Lines, each as :func:`fold` has it; their white space is single spaces already. All at once, as asking for each
    takes longer than folding it."""
    found, to, (signs, turns) = _INVISIBLE.sub("", "\n".join(lines)), _lowered(), _folded()
    # One after the other those few that are there: asking for each sign of a text takes twice as long.
    for sign in sorted(signs.intersection(set(found)), key=turns.__getitem__):
        found = found.replace(sign, to[sign])
    found = _ASTRAL.sub(_surrogates, _SPACES.sub(" ", _TYPOGRAPHIC.sub("", found)))
    return [line.strip(" ") for line in found.split("\n")]


def changed_characters() -> tuple[str, str]:
    """The characters that folding replaces, each as how far it is behind the one before, and what by: for the browser's copy
    of ``fold`` (capitals left out). Distances are packed small."""
    # The table also remembers the characters it was asked for and leaves alone: they are not of the folding.
    pairs = sorted((code, to) for code, to in table().items() if code != to and code < 0x10000 and to < 0x10000)
    codes = [code for code, _ in pairs]
    return "".join(map(chr, map(sub, codes, [0, *codes]))), "".join(chr(to) for _, to in pairs)


def _surrogates(match: re.Match[str]) -> str:
    code = ord(match[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
