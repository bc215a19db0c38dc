"""Finished PDFs, kept by what they were made of: an unchanged book is not laid out again.

The key is everything that decides the bytes: the HTML, the styles, the paper, the pictures, the fonts and the versions of
the libraries, and the code of this package. The receipt is not among it; it is put into the metadata afterwards.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from biaochi.handbook import native
from biaochi.handbook.fonts import FONTS
from biaochi.handbook.job import Job, Made

FOLDER = Path(".biaochi", "print")
"""Its place below the handbook's root."""

_SHOWN = re.compile(r"asset:([^\"'<>\s]+)")
_MOST = 2_000
"""Files kept; the least recently used go first."""


class Cache:
    """A folder of finished PDFs. A damaged or unwritable one costs time, never the build."""

    def __init__(self, folder: Path, assets: Mapping[str, Path]) -> None:
        self.folder, self.assets = folder, assets

    def key(self, job: Job) -> str:
        """What decides the bytes of a job, as a name for them."""
        told = hashlib.sha256(_press().encode())
        for part in (job.path, job.html, job.style, job.paper or "", str(job.fillable), *job.entries):
            told.update(part.encode())
            told.update(b"\0")
        for name in sorted(set(_SHOWN.findall(job.html))):
            path = self.assets.get(name)
            told.update(name.encode() + b"\0" + (path.read_bytes() if path and path.is_file() else b""))
        return told.hexdigest()

    def get(self, job: Job) -> Made | None:
        """The finished PDF of an earlier press, without the receipt; ``None`` where there is none."""
        path = self.folder / self.key(job)
        try:
            head, _, content = path.read_bytes().partition(b"\n")
            told = json.loads(head)
            if told["sum"] != zlib.crc32(content):
                return None
            os.utime(path)
            return Made(job.path, content, told["pages"], (), told["size"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, job: Job, made: Made) -> None:
        """Keep a PDF that came out well; one with faults is made again, so that it says them again."""
        if made.faults or not made.content:
            return
        head = {"pages": made.pages, "size": made.size, "sum": zlib.crc32(made.content), "path": made.path}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / self.key(job)
            aside = path.with_suffix(f".{os.getpid()}")
            aside.write_bytes(json.dumps(head).encode() + b"\n" + made.content)
            aside.replace(path)
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


@cache
def _press() -> str:
    """The press itself: libraries, fonts, and the code and styles of this package."""
    told = hashlib.sha256()
    for source in sorted(files("biaochi.handbook").iterdir(), key=lambda item: item.name):
        if source.name.endswith(".py"):
            told.update(source.read_bytes())
    for style in sorted(files("biaochi.handbook").joinpath("styles").iterdir(), key=lambda item: item.name):
        told.update(style.read_bytes())
    libraries = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf", "uharfbuzz", "pillow", "tinycss2")]
    return json.dumps([told.hexdigest(), libraries, native.versions(), [asdict(face) for face in FONTS]], sort_keys=True)
