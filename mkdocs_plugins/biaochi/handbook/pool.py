"""The press room: each job in a guarded child process. A job that explodes costs its own file and nothing else.

The parent never imports WeasyPrint. A child is started afresh (``spawn``), told by environment which fontconfig to use
before any native library is loaded, and hands back bytes and faults. It is ended when it takes too long; the memory it
may have is the operating system's business (``RLIMIT_AS``).
"""

from __future__ import annotations

import atexit
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from biaochi.handbook import fonts, native
from biaochi.handbook.bindery import press
from biaochi.handbook.cache import Cache
from biaochi.handbook.engine import failed, serve
from biaochi.handbook.finish import stamped
from biaochi.handbook.job import Binding, Fault, Job, Laid, Limits, Made, Part, Volume, limits

_PATIENCE = 10
"""How many times slower than on a machine of its own a child may be."""


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
        return Unable(str(found))
    return None


@contextmanager
def _allowed_children() -> Iterator[None]:
    """Workers of a Dask cluster are daemons, which multiprocessing lets have no children; ours end with their pipe."""
    config: dict[str, object] = current_process()._config  # type: ignore[attr-defined]
    daemon = config.get("daemon")
    config["daemon"] = False
    try:
        yield
    finally:
        config["daemon"] = daemon


class Child:
    """One child process, started on first use and again after it had to be ended."""

    def __init__(self, assets: Mapping[str, Path]) -> None:
        self.assets = dict(assets)
        self.scratch = TemporaryDirectory(prefix="biaochi-")
        self.process: SpawnProcess | None = None
        self.pipe: Connection | None = None
        self.start()

    def start(self) -> None:
        """Start the process; it prepares itself while the parent goes on."""
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, self.scratch.name, self.assets), daemon=True)
        with _allowed_children():
            self.process.start()
        theirs.close()

    def run(self, work: Job | Part | Binding, within: Limits) -> Made | Laid:
        """Do one piece of work. Never raises for what it contains."""
        if self.process is None or not self.process.is_alive():
            self.start()
        assert self.process is not None and self.pipe is not None
        too_long = Fault(
            "PRT010", f"排版超过 {within.seconds:.0f} 秒，已停止", "找出过长的表格、过深的嵌套或过大的图形，拆小后再印"
        )
        try:
            self.pipe.send((work, within))
            # The child counts the seconds it works; the clock is there for one that hangs without working.
            if self.pipe.poll(_PATIENCE * within.seconds):
                done: Made | Laid = self.pipe.recv()
                if any(fault.code == "PRT011" for fault in done.faults):
                    # Who knows what state a process is in that got no memory.
                    self.end()
                return done
            fault = too_long
        except (EOFError, OSError):
            self.process.join(5)
            code = self.process.exitcode
            fault = too_long if code == -signal.SIGXCPU else Fault(
                "PRT011", f"排版用的内存超过 {within.memory / 1e9:.1f} GB 或进程中止（{code}）",
                "找出过长的表格、过深的嵌套或过大的图片，拆小后再印",
            )
        self.end()
        return failed(work, fault)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        if self.pipe is not None:
            self.pipe.close()
        self.process = self.pipe = None

    def close(self) -> None:
        """End the process and remove what it left behind."""
        self.end()
        self.scratch.cleanup()


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
        raise RuntimeError(str(found))
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
