"""The press room: each job in a guarded child process. A job that explodes costs its own file and nothing else.

The parent never imports WeasyPrint, nor what lays out.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from biaochi.core.slotted import dataclass
from biaochi.handbook import fonts, native
from biaochi.handbook.bindery import press
from biaochi.handbook.cache import Cache
from biaochi.handbook.child import Child
from biaochi.handbook.finish import stamped
from biaochi.handbook.job import Binding, Job, Laid, Limits, Made, Part, Volume, limits


@dataclass(frozen=True, slots=True)
class Unable:
    """Why this machine cannot print, in one line."""

    reason: str


def unable() -> Unable | None:
    """``None`` where printing is possible; otherwise what is missing and how to get it."""
    missing = native.load()
    if missing:
        return Unable(f"缺少系统库 {'、'.join(missing)}：运行“{native.how_to_get()}”后再构建，PDF 才会生成")
    found = fonts.find_fonts()
    if isinstance(found, fonts.MissingFonts):
        return Unable(found.message)
    return None


_IDLE: list[Child] = []
_LOCK = threading.Lock()


def warm(assets: Mapping[str, Path]) -> None:
    """Start a child ahead of its first job, so that it loads its libraries while the handbook is being checked."""
    with _LOCK:
        _IDLE.append(Child(assets))


def do_guarded(work: Job | Part | Binding, assets: Mapping[str, Path], within: Limits | None = None) -> Made | Laid:
    """Do one piece of work in a guarded child of this process. Threads may call it side by side; children are used
    again."""
    with _LOCK:
        child = next((idle for idle in _IDLE if idle.assets == assets), None)
        if child is not None:
            _IDLE.remove(child)
    child = child or Child(assets)
    try:
        return child.run(work, within or limits(work))
    finally:
        with _LOCK:
            _IDLE.append(child)


@atexit.register
def close() -> None:
    """End all idle children."""
    with _LOCK:
        waiting = _IDLE[:]
        _IDLE.clear()
    for child in waiting:
        child.close()


def make(
    jobs: Sequence[Job | Volume],
    assets: Mapping[str, Path],
    *,
    workers: int | None = None,
    within: Limits | None = None,
    kept: Path | None = None,
) -> Iterator[Made]:
    """Make all PDFs, in order of completion. ``assets`` are the only files a document may show; ``kept`` is the folder
    of finished PDFs, from which unchanged ones are taken.

    Raises ``RuntimeError`` where :func:`unable` says why not.
    """
    found = fonts.find_fonts()
    if isinstance(found, fonts.MissingFonts):
        raise RuntimeError(found.message)
    cache = Cache(kept, assets) if kept is not None else None
    waiting = []
    for job in jobs:
        known = cache.get(job) if cache else None
        if known is None:
            waiting.append(job)
        else:
            yield with_receipt(known, job)
    count = max(1, workers or len(os.sched_getaffinity(0)))
    turns = threading.BoundedSemaphore(count)

    def do(work: Job | Part | Binding) -> Made | Laid:
        with turns:
            return do_guarded(work, dict(assets), within)

    try:
        for job, made in press(waiting, do, cache, count):
            if cache:
                cache.put(job, made)
            yield with_receipt(made, job)
    finally:
        close()
        if cache:
            cache.tidy()


def with_receipt(made: Made, job: Job | Volume) -> Made:
    """A finished PDF with the receipt of its job in the metadata."""
    # A volume is bound with its receipt.
    if isinstance(job, Volume) or not job.receipt or not made.content:
        return made
    return replace(made, content=stamped(made.content, job.receipt))
