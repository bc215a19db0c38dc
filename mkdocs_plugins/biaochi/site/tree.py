"""The site's folder while it is being filled: thousands of small files, written without asking the disk twice, and what they
hold known without reading them."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

State: TypeAlias = dict[str, tuple[int, int]]
"""Of each file and folder (with a slash behind it) below a folder: when it was last written, and a file's size."""


class Tree:
    """A folder and what was put into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state: State = {}
        """How each file stood when it was written here."""
        self._root = str(folder)
        self._folders: set[str] = set()
        self._digests: dict[str, str] = {}

    def write(self, place: str, content: bytes) -> None:
        """Write one file by its path below the folder."""
        above = place.rpartition("/")[0]
        if above not in self._folders:
            self._open(above)
        file = os.open(f"{self._root}/{place}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            at = os.write(file, content)
            while at < len(content):
                at += os.write(file, content[at:])
            told = os.fstat(file)
        finally:
            os.close(file)
        self.state[place] = told.st_mtime_ns, told.st_size
        self._digests[place] = digest(content)

    def digest_of(self, place: str) -> str:
        """The digest of a file below the folder. It is read only if it was written by others, or by others since."""
        path = f"{self._root}/{place}"
        told = os.lstat(path)
        if self.state.get(place) == (told.st_mtime_ns, told.st_size):
            return self._digests[place]
        return digest(Path(path).read_bytes())

    def _open(self, place: str) -> None:
        above = place.rpartition("/")[0]
        if place and above not in self._folders:
            self._open(above)
        with suppress(FileExistsError):
            os.mkdir(f"{self._root}/{place}")  # noqa: PTH102  (a Path for each of thousands of folders)
        self._folders.add(place)


def digest(content: bytes) -> str:
    """What tells a file's content from another: twelve hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:12]
