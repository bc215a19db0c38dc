"""The site's folder while it is being filled: thousands of small files, written without asking the disk twice."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


class Tree:
    """A folder and what was put into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = str(folder)
        self._folders: set[str] = set()

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
        finally:
            os.close(file)

    def _open(self, place: str) -> None:
        above = place.rpartition("/")[0]
        if place and above not in self._folders:
            self._open(above)
        with suppress(FileExistsError):
            os.mkdir(f"{self._root}/{place}")  # noqa: PTH102  (a Path for each of thousands of folders)
        self._folders.add(place)
