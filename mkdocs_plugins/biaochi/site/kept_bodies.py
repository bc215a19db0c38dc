"""The bodies that the last build converted, as the next one finds them (see :mod:`biaochi.pages.bodies`).

They lie where the other results lie (see :mod:`biaochi.site.store`) and are read back with the same caution, each when it
is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from biaochi.history.kept import kept_folder
from biaochi.pages import bodies
from biaochi.site.plain import dumps, leave, loads, take

_NAME = "bodies"
_MANY = 20_000
"""More are begun anew: those of texts that are no more are not told from those of pages that were not made again."""


class _Packed(Mapping[bytes, tuple[bodies.Converted, ...]]):
    """Bodies that are unpacked when they are asked for."""

    def __init__(self, packed: dict[bytes, bytes]) -> None:
        self.packed = packed

    def __getitem__(self, key: bytes) -> tuple[bodies.Converted, ...]:
        found: tuple[bodies.Converted, ...] = loads(self.packed[key])
        return found

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


def recall(root: Path, frame: str) -> None:
    """Give the pages what a build of the same frame (:func:`biaochi.site.last_build.frame`) left; a file that is damaged or of
    another costs time, nothing else."""
    bodies.recall(_Packed(_load(root, frame)))


def save(root: Path, frame: str) -> None:
    """Leave what came to it."""
    fresh = bodies.told()
    if not fresh:
        return
    known = _load(root, frame)
    kept = {} if len(known) > _MANY else known
    leave(kept_folder(root) / _NAME, (frame, kept | {key: dumps(variants) for key, variants in fresh.items()}))


def _load(root: Path, frame: str) -> dict[bytes, bytes]:
    try:
        of, packed = take(kept_folder(root) / _NAME)
    except Exception:
        return {}
    return packed if of == frame and isinstance(packed, dict) else {}
