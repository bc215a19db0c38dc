"""YAML as nodes that know their place, and the typing of plain values (content model)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, TypeAlias

from biaochi.core.location import Location
from biaochi.core.regex import regex

Plain: TypeAlias = bool | int | Decimal | str | None


class Origin(NamedTuple):
    """The file that YAML stands in, and the line it begins on."""

    path: str
    first_line: int

    def location(self, line: int, column: int, end_line: int, end_column: int) -> Location:
        """A place of the YAML, counted from 0, as one of the file."""
        first = self.first_line
        return _new(Location, (self.path, line + first, column + 1, end_line + first, end_column + 1))


_new = tuple.__new__  # past the named tuple's own constructor, which would only hand the values on
Span: TypeAlias = tuple[int, int, int, int]
"""Line and column, end line and end column, counted from 0: there is one for every node, and most are never asked for."""


class Scalar(NamedTuple):
    """A single value. ``value`` is typed, ``raw`` as written, ``plain`` tells whether it stood without quotes."""

    value: Plain
    raw: str
    plain: bool
    origin: Origin
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def at(self) -> Location:
        return self.origin.location(self.line, self.column, self.end_line, self.end_column)


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    origin: Origin
    span: Span

    @property
    def at(self) -> Location:
        return self.origin.location(*self.span)


class Map(NamedTuple):
    """A mapping."""

    entries: dict[str, Node]
    key_spans: dict[str, Span]
    origin: Origin
    span: Span

    @property
    def at(self) -> Location:
        """Its first character, which stands for the whole."""
        return self.origin.location(*self.span)

    def key_at(self, name: str) -> Location:
        """The place of a key that is there."""
        return self.origin.location(*self.key_spans[name])

    def where(self, *keys: str | int) -> Location:
        """The place of a nested value, e.g. ``where("metrics", 0, "target")``; of the nearest outer one if absent."""
        node: Node = self
        for key in keys:
            if isinstance(node, Map) and isinstance(key, str) and key in node.entries:
                node = node.entries[key]
            elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
                node = node.items[key]
            else:
                break
        return node.at


Node: TypeAlias = Scalar | Sequence | Map
_NUMBER = regex(r"[-+]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")
"""No figure of a handbook is longer; one that is stays text, and is told where a number is wanted."""
_WORDS: dict[str, Plain] = {"": None, "~": None, "null": None, "true": True, "false": False}


def typed(raw: str) -> Plain:
    """The value of a plain scalar: null, boolean, decimal number, otherwise the text itself."""
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] in "+-0123456789" and _NUMBER.fullmatch(raw):
        return Decimal(raw) if "." in raw else int(raw)
    return raw
