"""One guarded child process: it lays out, binds and writes what it is sent, and is ended when it takes too long.

It is started afresh (``spawn``), told by environment which fontconfig to use before any native library is loaded, and
hands back bytes and faults. The memory it may have is the operating system's business (``RLIMIT_AS``).
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from biaochi.handbook.job import Binding, Fault, Job, Laid, Limits, Made, Part, failed

_PATIENCE = 10
"""How many times slower than on a machine of its own a child may be."""


def _serve(pipe: Connection, scratch: str, assets: Mapping[str, Path]) -> None:
    # Imported by the child alone: the parent has no use for what lays out, and need not wait for it.
    from biaochi.handbook.engine import serve

    serve(pipe, scratch, assets)


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
        self.process = context.Process(target=_serve, args=(theirs, self.scratch.name, self.assets), daemon=True)
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
