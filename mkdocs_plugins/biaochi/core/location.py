"""Where something stands in a source file."""

from __future__ import annotations

from typing import NamedTuple


class Location(NamedTuple):
    """A span of one file. Lines and columns count characters from 1; the end column is exclusive.

    A named tuple rather than a dataclass: one is made for every YAML node of every entry.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @classmethod
    def of_line(cls, path: str, line: int, text: str = "") -> Location:
        """The whole of one line (``text`` is the line, for its length)."""
        return cls(path, line, 1, line, len(text) + 1)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
