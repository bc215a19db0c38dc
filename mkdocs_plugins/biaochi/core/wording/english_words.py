"""The English word lists and their scanner: phrases by first word, longest first, verbs in all their
forms.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from biaochi.core.regex import regex
from biaochi.core.wording.lexicon import (
    Kind,
    Token,
    Word,
    pattern,
    read_data,
    read_lexicon,
    split_words,
)

_WORD = regex(r"[a-z0-9]+(?:['’\-][a-z0-9]+)*(?:%)?|e\.g\.|etc\.")

_SUFFIX = pattern("en_suffix")


@cache
def _verbs() -> dict[str, str]:
    irregular: dict[str, str] = read_data("acts.en.json")["irregular"]
    return irregular


@cache
def _plain_adverbs() -> frozenset[str]:
    """Words in -ly that say nothing vague: daily, orally, alphabetically."""
    return frozenset(split_words(read_data("acts.en.json")["plain_ly"]))


def forms(verb: str) -> set[str]:
    """A verb's forms; the first word of a phrase is inflected."""
    first, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    shapes = {first, first + "s"}
    if first.endswith(("s", "x", "z", "ch", "sh", "o")):
        shapes.add(first + "es")
    if first.endswith("e"):
        shapes |= {first + "d", first[:-1] + "ing"}
    elif first.endswith("y") and first[-2:-1] not in "aeiou":
        shapes |= {first[:-1] + "ies", first[:-1] + "ied", first + "ing"}
    else:
        shapes |= {first + "ed", first + "ing"}
        if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", first):
            shapes |= {first + first[-1] + "ed", first + first[-1] + "ing"}
    shapes |= set(_verbs().get(first, "").split())
    return {shape + tail for shape in shapes}


class Phrases:
    """Phrases by their first word."""

    def __init__(self) -> None:
        self.words: dict[str, Word] = {}
        self._heads: dict[str, list[tuple[tuple[str, ...], Word]]] = {}

    def add(self, text: str, kind: int, category: str = "", rewrite: str = "") -> None:
        old = self.words.get(text)
        if old is not None:
            kind, category, rewrite = kind | old.kind, old.category or category, old.rewrite or rewrite
        self.words[text] = Word(text, kind, category, rewrite)

    def close(self) -> Phrases:
        self._heads = {}
        for text, word in self.words.items():
            parts = tuple(match.group() for match in _WORD.finditer(text))
            if parts:  # a Chinese term of art has no English words
                self._heads.setdefault(parts[0], []).append((parts, word))
        for entries in self._heads.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return self

    def scan(self, text: str) -> list[Token]:
        """Phrases in order, never overlapping; ``text`` in lower case."""
        found: list[Token] = []
        matches = list(_WORD.finditer(text))
        words = [match.group() for match in matches]
        at, end, heads = 0, len(words), self._heads
        while at < end:
            for parts, word in heads.get(words[at], ()):
                size = len(parts)
                if size == 1 or (
                    at + size <= end
                    and words[at + 1] == parts[1]
                    and tuple(words[at : at + size]) == parts
                    and _unbroken(text, matches, at, size)
                ):
                    found.append(Token(matches[at].start(), matches[at + size - 1].end(), word))
                    at += size
                    break
            else:
                unknown = _unknown(words[at])
                if unknown is not None:
                    found.append(Token(matches[at].start(), matches[at].end(), unknown))
                at += 1
        return found


@lru_cache(4096)
def _unknown(word: str) -> Word | None:
    """What the ending of a word outside the lists says: an adverb in -ly, or praise in -ness, -ful, -able."""
    if word.endswith("ly"):
        vague = len(word) > 4 and word not in _plain_adverbs()
    else:
        vague = bool(_SUFFIX.match(word))
    return Word(word, Kind.VAGUE, "quality") if vague else None


def _unbroken(text: str, matches: list[re.Match[str]], at: int, size: int) -> bool:
    return all(text[matches[k].end() : matches[k + 1].start()].isspace() for k in range(at, at + size - 1))


def _split(lines: list[str], mark: str | None = "|") -> list[str]:
    return list(chain.from_iterable(line.split(mark) for line in lines))


@cache
def english() -> Phrases:
    """The English dictionary."""
    words, acts = read_data("words.en.json"), read_data("acts.en.json")
    phrases = Phrases()
    for row in read_lexicon("en"):
        phrases.add(row["term"], Kind.VAGUE, row["category"], row["rewrite"])
    for category, lines in words["vague"].items():
        for text in _split(lines):
            phrases.add(text, Kind.VAGUE, category)
    for text in _split(words["soft"]):
        phrases.add(text, Kind.SOFT)
    for text in _split(words["terms"]):
        phrases.add(text, Kind.TERM)
    for text in _split(acts["nouns"]):
        phrases.add(text, Kind.STATE)
    for verbs, kind, mark in (
        (acts["acts"], Kind.ACT, None),
        (acts["phrases"], Kind.ACT, "|"),
        (acts["abstract"], Kind.ABSTRACT, "|"),
    ):
        for verb in _split(verbs, mark):
            for form in forms(verb):
                phrases.add(form, kind, "no-action" if kind is Kind.ABSTRACT else "")
    for text in _split(acts["provide"], None):
        phrases.add(text, Kind.PROVIDE)
    for text in _split([acts["light"]], None):
        phrases.add(text, Kind.LIGHT)
    for text in _split(acts["abstract_objects"], None):
        phrases.add(text, Kind.OBJECT)
    return phrases.close()


@cache
def english_with(words: tuple[str, ...]) -> Phrases:
    """The English dictionary with a project's terms of art."""
    if not words:
        return english()
    phrases = Phrases()
    phrases.words = dict(english().words)
    for text in words:
        phrases.words[text.lower()] = Word(text.lower(), Kind.TERM)
    return phrases.close()
