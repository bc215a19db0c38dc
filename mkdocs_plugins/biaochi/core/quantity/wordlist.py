"""Word tables written as running text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def words(table: str) -> tuple[str, ...]:
    """The entries of `table`: parted by "|" where one occurs (they may have spaces), else by spaces."""
    if "|" in table:
        return tuple(" ".join(entry.split()) for entry in table.split("|"))
    return tuple(table.split())


def by_character(table: Iterable[str], place: int) -> Mapping[str, tuple[str, ...]]:
    """The words of `table` by their first (`place` 0) or last (-1) character, the longest first: no others can begin or end
    where that character stands.
    """
    found: dict[str, list[str]] = {}
    for word in sorted(filter(None, table), key=len, reverse=True):
        found.setdefault(word[place], []).append(word)
    return {character: tuple(own) for character, own in found.items()}
