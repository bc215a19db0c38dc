"""Where the gate keeps its notes from one run to the next, whichever command asks it: in the user's own cache, never in the handbook, whose
pull requests could otherwise bring their own verdict along. Whoever deletes them loses time only."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

from biaochi import __version__
from biaochi.core.again import Notes, check_again
from biaochi.core.build import Parsed
from biaochi.core.check import Outcome
from biaochi.core.read import Sources


def check_noted(
    root: Path, sources: Sources, as_of: dt.date, parsed: MutableMapping[str, Parsed] | None = None
) -> Outcome:
    """Everything checked, or only what changed since the last run where that gives the same answer. ``parsed`` is what
    each text gives, for whoever has built from them already. The catalogue of the outcome may be partial."""
    known = load(root)
    outcome, noted = check_again(
        sources.texts, as_of=as_of, findings=sources.findings, tool=tool(), notes=known, parsed=parsed
    )
    if noted is not known:
        save(root, noted)
    return outcome


def path_of(root: Path) -> Path:
    """The file for a handbook."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:24]
    return Path(base, "biaochi", "check", f"{name}.json")


def tool() -> str:
    """What decides an answer besides the texts: this version's code and data, and the interpreter's."""
    package = Path(__file__).resolve().parents[1] / "core"
    told = hashlib.sha256(f"{__version__} {sys.version}".encode())
    for folder, names, files in os.walk(package):
        names[:] = sorted(name for name in names if name != "__pycache__")
        for name in sorted(files):
            stat = Path(folder, name).stat()
            told.update(f"{folder}/{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return told.hexdigest()


def load(root: Path) -> Notes | None:
    """The notes of the last run; ``None`` where there are none or they cannot be read."""
    try:
        total, _, written = path_of(root).read_bytes().partition(b"\n")
        notes = json.loads(written) if total == _total(written) else None
    except (OSError, ValueError, RecursionError, RuntimeError):
        return None
    return notes if isinstance(notes, dict) else None


def save(root: Path, notes: Notes | None) -> None:
    """Keep the notes for the next run. Where that is impossible the next run takes longer, nothing else."""
    with suppress(OSError, RuntimeError):
        path = path_of(root)
        if notes is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        written = json.dumps(notes, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        from tempfile import NamedTemporaryFile  # brings much that only writing needs

        with NamedTemporaryFile(dir=path.parent, delete=False) as stream:
            stream.write(_total(written) + b"\n" + written)
        Path(stream.name).replace(path)


def _total(written: bytes) -> bytes:
    """What shows that the notes are as they were written."""
    return hashlib.blake2b(written, digest_size=16).hexdigest().encode()
