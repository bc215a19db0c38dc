"""Regular expressions that are compiled when first used, so that importing the package stays cheap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """Stands for `re.compile(source, flags)`; after the first use its methods are those of the compiled
    pattern.
    """

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in Pattern.__annotations__:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for each in Pattern.__annotations__:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)
