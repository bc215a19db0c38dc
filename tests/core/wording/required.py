"""Characters of which a match of a regular expression holds at least one: what a prefilter may look for."""

from __future__ import annotations

import re._constants as code
import re._parser as parser
from collections.abc import Callable, Iterator
from typing import Any

Holds = frozenset[str] | None
"""One of these characters is in every match; ``None`` where nothing can be said."""


def required(source: str, best: Callable[[frozenset[str]], float]) -> Holds:
    """The set of characters with the lowest ``best`` of which every match of ``source`` (with what it looks at around
    the match) holds one."""
    return _of(parser.parse(source), best)


def _of(nodes: Any, best: Callable[[frozenset[str]], float]) -> Holds:
    found = [each for node in nodes for each in _each(node, best) if each is not None]
    return min(found, key=best, default=None)


def _each(node: Any, best: Callable[[frozenset[str]], float]) -> Iterator[Holds]:
    kind, value = node
    if kind is code.LITERAL:
        yield frozenset(chr(value))
    elif kind is code.IN:
        yield _members(value)
    elif kind is code.SUBPATTERN:
        yield _of(value[3], best)
    elif kind in (code.MAX_REPEAT, code.MIN_REPEAT) and value[0] > 0:
        yield _of(value[2], best)
    elif kind is code.ASSERT:
        yield _of(value[1], best)
    elif kind is code.BRANCH:
        parts = [_of(part, best) for part in value[1]]
        yield None if None in parts else frozenset().union(*(part or () for part in parts))


def _members(items: Any) -> Holds:
    found: set[str] = set()
    for kind, value in items:
        if kind is code.LITERAL:
            found.add(chr(value))
        elif kind is code.RANGE and value[1] - value[0] < 200:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif kind is code.CATEGORY and value is code.CATEGORY_DIGIT:
            found.update("0123456789")
        else:
            return None
    return frozenset(found)
