"""The folder that packs are delivered to: whole files only, and a ledger of which file was made of what.

A file is written aside and renamed, so a name in the folder means a whole file; the ledger is written after it. Whatever
was in hand when the process was killed is made again, and nothing else.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO

SUMS = "SHA256SUMS"
"""The list of a delivery, as ``sha256sum --check`` reads it."""

_LEDGER = ".ledger"
_ASIDE = ".part"


class Busy(Exception):
    """Another process delivers to the same folder."""


class Outbox:
    """A folder of deliveries, held by one process at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.ledger: IO[bytes] = (folder / _LEDGER).open("a+b")
        try:
            fcntl.flock(self.ledger, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.ledger.close()
            raise Busy(f"另一个进程正在写 {folder}。等它结束，或用 --to 写到别处") from None
        self.known = self._read()
        for left in folder.rglob(f"*{_ASIDE}"):
            left.unlink()

    def __enter__(self) -> Outbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.ledger.close()

    def _read(self) -> dict[str, tuple[str, str]]:
        """Path → (key, hash) of all that was ever delivered; the last line may be torn."""
        self.ledger.seek(0)
        found: dict[str, tuple[str, str]] = {}
        for line in self.ledger.read().split(b"\n"):
            try:
                path, key, told = json.loads(line)
            except (ValueError, TypeError):
                continue
            found[path] = key, told
        return found

    def has(self, path: str, key: str) -> bool:
        """Whether the file is there, made of what ``key`` names, and undamaged."""
        made = self.known.get(path)
        if made is None or made[0] != key:
            return False
        try:
            return _sum((self.folder / path).read_bytes()) == made[1]
        except OSError:
            return False

    def put(self, path: str, key: str, content: bytes) -> None:
        """Deliver a file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(target.name + _ASIDE)
        aside.write_bytes(content)
        aside.replace(target)
        self.known[path] = key, _sum(content)
        self.ledger.write(json.dumps([path, *self.known[path]]).encode() + b"\n")
        self.ledger.flush()

    def close_order(self, paths: Iterable[str], stale: Iterable[str]) -> None:
        """Drop what earlier orders delivered and this one no longer has, and list what there is."""
        for path in stale:
            (self.folder / path).unlink(missing_ok=True)
            self.known.pop(path, None)
        lines = "".join(f"{self.known[path][1]}  {path}\n" for path in sorted(paths))
        aside = self.folder / f"{SUMS}{_ASIDE}"
        aside.write_text(lines, encoding="utf-8")
        aside.replace(self.folder / SUMS)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
