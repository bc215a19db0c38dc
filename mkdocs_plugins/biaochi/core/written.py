"""How people write what a reader of front matter reads, and what they call the words of a closed set: for hints and the
field reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

R = TypeVar("R", bound=Callable[..., Any])

_WRITTEN: dict[Callable[..., Any], str] = {}
_LABELS: dict[Callable[..., Any], Mapping[str, str]] = {}


def reads(how: str, labels: Mapping[str, str] = MappingProxyType({})) -> Callable[[R], R]:
    """Mark a reader: how a person writes its value (``一段时间，如 5 分钟``); of a closed set, what each word is called."""

    def mark(read: R) -> R:
        _WRITTEN[read] = how
        if labels:
            _LABELS[read] = labels
        return read

    return mark


def written_as(read: Callable[..., Any]) -> str:
    """How a person writes what it reads."""
    return _WRITTEN[read]


def labels_of(read: Callable[..., Any]) -> Mapping[str, str]:
    """What people call the words that it reads; empty where they are nobody's but the editor's."""
    return _LABELS.get(read, {})
