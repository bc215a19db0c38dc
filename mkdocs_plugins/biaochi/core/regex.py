"""Regular expressions that are compiled when they are first used: a run that looks at one entry needs few of them, and
compiling all takes longer than looking."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast


class _Uncompiled:
    """Stands for an expression; after its first use its methods are those of the compiled one."""

    def __init__(self, source: str | Callable[[], str], flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _USED:
            raise AttributeError(name)
        source = self._source if isinstance(self._source, str) else self._source()
        if name == "pattern":
            return source
        compiled = re.compile(source, self._flags)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")
_USED = {*_METHODS, "pattern", "groups", "groupindex", "flags"}


def regex(source: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """``re.compile(source, flags)``, when it is first used; ``source`` may be what reads it from a file."""
    return cast("re.Pattern[str]", _Uncompiled(source, flags))
