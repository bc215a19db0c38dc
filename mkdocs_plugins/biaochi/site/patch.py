"""A few files of a finished site exchanged: first all of them aside and a list of what is to be done, then each in one step.

Whoever kills this in between leaves a list that the next build works off. Nobody sees half a file; for the moment of a few
renames old and new files stand side by side, as on any server that a site is copied to.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from biaochi.site.swap import aside
from biaochi.site.tree import State, Tree


def state(folder: Path, known: State) -> State:
    """How a folder's files stand, as far as that is not known: a file that was written again since will not be found to stand
    so, which costs a build."""
    found: State = {}
    _look(str(folder), "", found, known)
    return found


def _look(folder: str, prefix: str, found: State, known: State) -> None:
    found[prefix] = os.stat(folder).st_mtime_ns, 0  # noqa: PTH116
    with os.scandir(folder) as scan:
        for one in scan:
            path = prefix + one.name
            if path in known:
                found[path] = known[path]
            elif one.is_dir(follow_symlinks=False):
                _look(one.path, f"{path}/", found, known)
            else:
                told = one.stat(follow_symlinks=False)
                found[path] = told.st_mtime_ns, told.st_size


def stands(folder: Path, known: State) -> bool:
    """Whether nothing below the folder was written, added or taken away since. Folders tell of what is in them."""
    root = f"{folder}/"
    try:
        for path, (written, size) in known.items():
            told = os.lstat(root + path)
            if told.st_mtime_ns != written or (size != told.st_size and path[-1:] not in ("", "/")):
                return False
    except OSError:
        return False
    return True


def patch(final: Path, journal: Path, files: Mapping[str, bytes], gone: Iterable[str], known: State) -> None:
    """Exchange these files of a site, and bring what is known of its state up to date. Raises ``OSError``.

    ``journal`` is where the list stands meanwhile: not beside the site, as whoever writes it has files moved.
    """
    gone = list(gone)
    folder = aside(final)
    tree = Tree(folder)
    for path, content in files.items():
        tree.write(path, content)
    todo = {"from": str(folder), "to": str(final), "put": sorted(files), "remove": gone}
    journal.parent.mkdir(parents=True, exist_ok=True)
    writing = journal.with_name(f"{journal.name}.{os.getpid()}")
    writing.write_text(json.dumps(todo), encoding="utf-8")
    writing.replace(journal)
    work_off(journal)
    paths = [*files, *gone]
    for one in {*paths, "", *(above for path in paths for above in _above(path))}:
        known.pop(one, None)
        with suppress(OSError):
            told = os.lstat(f"{final}/{one}")
            known[one] = told.st_mtime_ns, 0 if one[-1:] in ("", "/") else told.st_size


def _put(there: str, here: str) -> None:
    """Move a file into its place, if that was not done already."""
    try:
        os.replace(there, here)  # noqa: PTH105  (hundreds of files, and nearly all folders are there)
    except FileNotFoundError:
        if Path(there).exists():
            Path(here).parent.mkdir(parents=True, exist_ok=True)
            os.replace(there, here)  # noqa: PTH105


def _above(path: str) -> Iterator[str]:
    """The folders that a file stands in, the nearest first, each with a slash behind it."""
    while (path := path.rstrip("/").rpartition("/")[0]):
        yield f"{path}/"


def work_off(journal: Path) -> None:
    """Do what a patch that was interrupted says; what is done already is passed over."""
    try:
        todo = json.loads(journal.read_bytes())
    except (OSError, ValueError):
        return
    folder, final = Path(todo["from"]), Path(todo["to"])
    for path in todo["put"]:
        _put(f"{folder}/{path}", f"{final}/{path}")
    for path in todo["remove"]:
        (final / path).unlink(missing_ok=True)
        for above in _above(path):
            with suppress(OSError):  # something is left in it, or it is gone
                (final / above).rmdir()
    journal.unlink()
    shutil.rmtree(folder, ignore_errors=True)
