"""Word tables written as running text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def words(table: str) -> tuple[str, ...]:
    """The entries of `table`: parted by "|" where one occurs (they may have spaces), else by spaces."""
    if "|" in table:
        return tuple(" ".join(entry.split()) for entry in table.split("|"))
    return tuple(table.split())


def lengths(table: Iterable[str], sign: int) -> Mapping[str, tuple[int, ...]]:
    """How long the words of `table` are, the longest first, by their first (`sign` 0) or last (-1) character: no others need be
    looked for where that character stands.
    """
    found: dict[str, set[int]] = {}
    for word in filter(None, table):
        found.setdefault(word[sign], set()).add(len(word))
    return {character: tuple(sorted(own, reverse=True)) for character, own in found.items()}
