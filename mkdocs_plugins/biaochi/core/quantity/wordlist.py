"""Word tables written as running text."""

from __future__ import annotations


def words(table: str) -> tuple[str, ...]:
    """The entries of `table`: parted by "|" where one occurs (they may have spaces), else by spaces."""
    if "|" in table:
        return tuple(" ".join(entry.split()) for entry in table.split("|"))
    return tuple(table.split())
