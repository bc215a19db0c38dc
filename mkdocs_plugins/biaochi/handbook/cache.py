"""Finished PDFs and parts of books, kept by what they were made of: what is unchanged is not laid out again.

The key is everything that decides the bytes: the HTML, the styles, the paper, the pictures, the fonts and the versions of
the libraries, and the code of this package. A sheet's receipt is not among it; it is put into the metadata afterwards.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from biaochi.handbook import native
from biaochi.handbook.fonts import FONTS
from biaochi.handbook.further_fonts import PREFIX
from biaochi.handbook.job import SHOWN, Job, Laid, Made, Part, Volume
from biaochi.history.kept import kept_folder

_MOST = 20_000
"""Files kept; the least recently used go first."""


def folder(root: Path) -> Path:
    """The cache's place for the handbook at ``root``."""
    return kept_folder(root) / "print"


class Cache:
    """A folder of finished PDFs. A damaged or unwritable one costs time, never the build."""

    def __init__(self, folder: Path, assets: Mapping[str, Path]) -> None:
        self.folder, self.assets = folder, assets
        self.digests: dict[tuple[str, int, int], bytes] = {}

    def key(self, work: Job | Part | Volume) -> str:
        """What decides the bytes of a piece of work, as a name for them."""
        told = hashlib.sha256(press().encode())
        for name in sorted(name for name in self.assets if name.startswith(PREFIX)):
            told.update(name.encode() + b"\0" + self._digest(name))
        for said in _told(work):
            told.update(said.encode())
            told.update(b"\0")
        if isinstance(work, Volume):
            for part in work.parts:
                told.update(self.key(part).encode())
            return told.hexdigest()
        for name in sorted(set(SHOWN.findall(work.html))):
            told.update(name.encode() + b"\0" + self._digest(name))
        return told.hexdigest()

    def _digest(self, name: str) -> bytes:
        path = self.assets.get(name)
        if path is None or not path.is_file():
            return b""
        told = path.stat()
        key = name, told.st_mtime_ns, told.st_size
        if key not in self.digests:
            self.digests[key] = hashlib.sha256(path.read_bytes()).digest()
        return self.digests[key]

    def get(self, work: Job | Volume) -> Made | None:
        """The finished PDF of an earlier press; ``None`` where there is none. A job's is without the receipt."""
        found = self._read(self.key(work))
        try:
            return found and Made(work.path, found[1], found[0]["pages"], (), found[0]["size"])
        except (KeyError, TypeError):
            return None

    def put(self, work: Job | Volume, made: Made) -> None:
        """Keep a PDF that came out well; one with faults is made again, so that it says them again."""
        if not made.faults and made.content:
            self._write(self.key(work), {"pages": made.pages, "size": made.size, "path": made.path}, made.content)

    def laid(self, part: Part) -> Laid | None:
        """A part as it was laid out earlier."""
        found = self._read(self.key(part))
        try:
            return found and laid_from(found[0], found[1])
        except (KeyError, TypeError, ValueError):
            return None

    def put_laid(self, part: Part, laid: Laid) -> None:
        """Keep a part that came out well."""
        if not laid.faults and laid.content:
            self._write(self.key(part), told_of(laid), laid.content)

    def _read(self, key: str) -> tuple[dict[str, Any], bytes] | None:
        path = self.folder / key
        try:
            head, _, content = path.read_bytes().partition(b"\n")
            told = json.loads(head)
            if told["sum"] != zlib.crc32(content):
                return None
            os.utime(path)
            return told, content
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write(self, key: str, head: dict[str, Any], content: bytes) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            aside = (self.folder / key).with_suffix(f".{os.getpid()}-{threading.get_ident()}")
            aside.write_bytes(json.dumps(head | {"sum": zlib.crc32(content)}).encode() + b"\n" + content)
            aside.replace(self.folder / key)
        except OSError:
            return

    def tidy(self) -> None:
        """Drop what was not used for longest."""
        try:
            kept = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in kept[_MOST:]:
                path.unlink()
        except OSError:
            return


def _told(work: Job | Part | Volume) -> tuple[str, ...]:
    if isinstance(work, Part):
        # The running head and the margin are the binder's business.
        return "part", work.html, work.style
    if isinstance(work, Volume):
        heads = (f"{part.head}\0{part.margin}\0{part.listing}" for part in work.parts)
        return "volume", work.path, work.title, work.author, work.edition, work.receipt, *work.entries, *heads
    return "job", work.path, work.html, work.style, work.paper or "", str(work.fillable), *work.entries


def told_of(laid: Laid) -> dict[str, Any]:
    """What binding needs to know of a part, for JSON."""
    return {
        "pages": laid.pages, "anchors": laid.anchors, "bookmarks": laid.bookmarks, "faces": laid.faces,
        "glyphs": {file: [*used.items()] for file, used in laid.glyphs.items()},
        "spoken": laid.spoken,
    }


def laid_from(told: dict[str, Any], content: bytes) -> Laid:
    """A part from what :func:`told_of` said of it."""
    return Laid(
        content, told["pages"], {name: (int(page), float(x), float(y)) for name, (page, x, y) in told["anchors"].items()},
        tuple((int(level), str(title), int(page), float(x), float(y)) for level, title, page, x, y in told["bookmarks"]),
        {str(name): str(file) for name, file in told["faces"].items()},
        {str(file): {int(glyph): str(text) for glyph, text in used} for file, used in told["glyphs"].items()},
        spoken={str(name): str(said) for name, said in told["spoken"].items()},
    )


@cache
def press() -> str:
    """The press itself: libraries, fonts, and the code and styles of this package."""
    told = hashlib.sha256()
    for source in sorted(files("biaochi.handbook").iterdir(), key=lambda item: item.name):
        if source.name.endswith(".py"):
            told.update(source.read_bytes())
    for style in sorted(files("biaochi.handbook").joinpath("styles").iterdir(), key=lambda item: item.name):
        told.update(style.read_bytes())
    libraries = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf", "uharfbuzz", "pillow", "tinycss2")]
    return json.dumps([told.hexdigest(), libraries, native.versions(), [asdict(face) for face in FONTS]], sort_keys=True)
