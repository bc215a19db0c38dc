"""The three kinds of work a pack is made by: lay out a document, put documents together, fill in the names of stores.

Each is a function of a value, so it can be sent to another process or machine; what it needs to read goes along.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from biaochi.core.slotted import dataclass
from biaochi.handbook import pool
from biaochi.handbook.cache import press
from biaochi.handbook.job import Job, Made, Volume
from biaochi.handbook.merged import Part, merged
from biaochi.handbook.paging import listed
from biaochi.handbook.stamp import Template


class OtherPress(Exception):
    """A worker has other code, fonts or libraries: its bytes would not be ours."""


@dataclass(frozen=True, slots=True)
class LayOut:
    """Jobs, the files they show, and the press that they are for. ``kept`` is where finished parts are kept, for workers
    that see the files of this machine."""

    jobs: tuple[Job | Volume, ...]
    shown: Mapping[str, bytes]
    press: str
    kept: Path | None = None


def lay_out(task: LayOut) -> list[Made]:
    """Lay the jobs out, in a guarded child process of the worker's own. Sheets come without their receipt, to be kept so."""
    _same(task.press)
    with TemporaryDirectory(prefix="biaochi-") as scratch:
        assets = {}
        for number, (name, content) in enumerate(task.shown.items()):
            assets[name] = Path(scratch, f"{number}{PurePosixPath(name).suffix}")
            assets[name].write_bytes(content)
        bare = [replace(job, receipt="") if isinstance(job, Job) else job for job in task.jobs]
        return list(pool.make(bare, assets, workers=1, kept=task.kept))


@dataclass(frozen=True, slots=True)
class Assemble:
    """The documents of a kit, to be one PDF. ``told`` is what the first says of the others, where it is their register."""

    parts: tuple[Part, ...]
    title: str
    press: str
    told: tuple[str, ...] = ()


def assemble(task: Assemble) -> bytes:
    """One PDF of all documents."""
    _same(task.press)
    first, *others = task.parts
    if task.told:
        first = Part(first.title, listed(first.content, task.told))
    return merged((first, *others), task.title)


@dataclass(frozen=True, slots=True)
class Copy:
    """One file to be delivered: where, for which store, under which title."""

    path: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A PDF with open places and the stores it is for."""

    template: bytes
    copies: tuple[Copy, ...]
    press: str

    def key(self, copy: Copy) -> str:
        """All that decides the bytes of a copy, as a name for them."""
        told = hashlib.sha256(self.press.encode())
        told.update(hashlib.sha256(self.template).digest())
        told.update(f"{copy.name}\0{copy.title}".encode())
        return told.hexdigest()


def fill(task: Fill) -> list[bytes]:
    """The copies, in order."""
    _same(task.press)
    with Template(task.template) as template:
        return [template.filled(copy.name, copy.title) for copy in task.copies]


def _same(other: str) -> None:
    if press() != other:
        raise OtherPress("工作进程所在的机器装的版本、字体或系统库与这里不同，印出的字节会不一样。装成同样的再运行")
