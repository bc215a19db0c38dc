"""The word lists, loaded once, and the scanner that finds them: a merged dictionary, longest match first.

The merged dictionary is a crude segmenter as well: 使用心得 is read as 使用 and what follows, so 用心 is
not seen in it, and 响应 hides the 应 that it ends with. Words are looked up by their first two characters,
so that a sentence costs one dictionary look-up per character.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from biaochi.core.regex import regex

_DATA = Path(__file__).with_name("data")


class Kind:
    """What a word may be; a word may be several things. Plain integers: flags of ``enum`` cost ten times as
    much.
    """

    VAGUE = 1
    SOFT = 2
    TERM = 4
    ACT = 8
    PROVIDE = 16
    ABSTRACT = 32
    STATE = 64
    MUST = 128
    SHOULD = 256
    MAY = 512
    REPORT = 1024
    DESCRIBE = 2048
    OBJECT = 4096
    SAFETY = 8192
    LIGHT = 16384


class Word(NamedTuple):
    """One entry of the merged dictionary; ``category`` and ``rewrite`` belong to vague and abstract words."""

    text: str
    kind: int
    category: str = ""
    rewrite: str = ""


class Token(NamedTuple):
    """A word found at ``text[start:end]``. A named tuple: a dozen are made of every sentence."""

    start: int
    end: int
    word: Word

    def is_a(self, kind: int) -> bool:
        return bool(self.word.kind & kind)


_new = tuple.__new__  # past the named tuple's own constructor, which would only hand the values on


def read_data(name: str) -> Any:
    """The parsed content of a JSON file of this package."""
    return json.loads(_DATA.joinpath(name).read_text(encoding="utf-8"))


def read_lexicon(lang: str) -> list[dict[str, str]]:
    """The entries of the lexicon for ``zh`` or ``en``."""
    text = _DATA.joinpath("lexicon.jsonl").read_text(encoding="utf-8")
    return [row for row in map(json.loads, text.splitlines()) if row["lang"] == lang]


@cache
def _patterns() -> dict[str, list[str]]:
    table: dict[str, list[str]] = read_data("patterns.json")
    return table


def pattern(name: str) -> re.Pattern[str]:
    """A regular expression kept as data, where its alternatives are long lists of words; lines are joined."""
    return regex(lambda: "".join(_patterns()[name]))


def split_words(value: str | list[str]) -> list[str]:
    """Words of a list of lines, or of one line, separated by blanks."""
    return value.split() if isinstance(value, str) else " ".join(value).split()


class Dictionary:
    """Words by their beginning; ``add`` while loading, ``scan`` afterwards."""

    def __init__(self) -> None:
        self._words: dict[str, Word] = {}
        self._sizes: dict[str, tuple[int, ...]] = {}

    def add(self, text: str, kind: int, category: str = "", rewrite: str = "") -> None:
        old = self._words.get(text)
        if old is not None:
            kind, category, rewrite = kind | old.kind, old.category or category, old.rewrite or rewrite
        self._words[text] = Word(text, kind, category, rewrite)

    def add_all(self, words: str | list[str], kind: int, category: str = "") -> None:
        for text in split_words(words):
            self.add(text, kind, category)

    def close(self) -> Dictionary:
        """Index the words: by their beginning the sizes that occur, longer ones first."""
        sizes: dict[str, set[int]] = {}
        for text in self._words:
            sizes.setdefault(text[:2], set()).add(len(text))
        self._sizes = {head: tuple(sorted(found, reverse=True)) for head, found in sizes.items()}
        return self

    def extended(self, words: tuple[str, ...]) -> Dictionary:
        """This dictionary with a project's own terms."""
        other = Dictionary()
        other._words = dict(self._words)
        for text in words:
            other._words[text] = Word(text, Kind.TERM)
        return other.close()

    def scan(self, text: str) -> list[Token]:
        """Words in order, never overlapping; at each place the longest one."""
        found: list[Token] = []
        words, sizes, at, end = self._words, self._sizes, 0, len(text)
        while at < end:
            for size in sizes.get(text[at : at + 2], ()):
                word = words.get(text[at : at + size])
                if word is not None:
                    break
            else:
                word = words.get(text[at])
                if word is None:
                    at += 1
                    continue
            stop = at + len(word.text)
            found.append(_new(Token, (at, stop, word)))
            at = stop
        return found


@cache
def chinese() -> Dictionary:
    """The merged Chinese dictionary (Simplified; text is folded before it is scanned)."""
    words, terms, acts, grammar = (
        read_data(f"{name}.zh.json") for name in ("words", "terms", "acts", "grammar")
    )
    all_words = Dictionary()
    for row in read_lexicon("zh"):
        all_words.add(row["term"], Kind.VAGUE, row["category"], row["rewrite"])
    for category, lines in words["vague"].items():
        all_words.add_all(lines, Kind.ABSTRACT if category == "no-action" else Kind.VAGUE, category)
    all_words.add_all(words["soft"], Kind.SOFT)
    all_words.add_all(terms["terms"], Kind.TERM)
    all_words.add_all(terms["safety"], Kind.SAFETY)
    all_words.add_all(acts["acts"], Kind.ACT)
    all_words.add_all(acts["provide"], Kind.PROVIDE)
    all_words.add_all(acts["abstract_objects"], Kind.OBJECT)
    all_words.add_all(acts["states"], Kind.STATE)
    all_words.add_all(acts["light"], Kind.LIGHT)
    for name, kind in (
        ("must", Kind.MUST),
        ("should", Kind.SHOULD),
        ("may", Kind.MAY),
        ("plain", Kind.TERM),
        ("report", Kind.REPORT),
        ("describe", Kind.DESCRIBE),
    ):
        all_words.add_all(grammar[name], kind)
    return all_words.close()


@cache
def chinese_with(words: tuple[str, ...]) -> Dictionary:
    """The Chinese dictionary with a project's terms of art."""
    return chinese().extended(words) if words else chinese()
