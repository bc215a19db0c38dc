"""Work spread over processes: those of this machine, or those of a Dask cluster, by the same code.

A task is a function of a module and its arguments; its result depends on nothing else, so it may be done anywhere, in
any order, and again where a worker was lost.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from biaochi.core.slotted import dataclass

T = TypeVar("T")
R = TypeVar("R")

_PATIENCE = 3
"""How often a task may lose its worker."""


class Unreachable(Exception):
    """The workers asked for cannot be had; the message says why and what to do."""


@dataclass(slots=True)
class Workers:
    """Where tasks are done: an executor, how a new one is had when it broke, how many tasks it does side by side, and
    whether its workers see the files of this machine."""

    start: Callable[[], Executor]
    count: int
    executor: Executor
    here: bool = False

    def each(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R]]:
        """Every task with its result, in the order in which they are done."""
        waiting, lost = deque(range(len(tasks))), Counter[int]()
        running: dict[Future[R], int] = {}
        while waiting or running:
            broken = False
            while waiting and len(running) < 2 * self.count and not broken:
                try:
                    running[self.executor.submit(function, tasks[waiting[0]])] = waiting[0]
                    waiting.popleft()
                except BrokenExecutor:
                    broken = True
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                number = running.pop(future)
                if isinstance(future.exception(), BrokenExecutor):
                    broken = True
                    lost[number] += 1
                    waiting.append(number)
                else:
                    yield tasks[number], future.result()
            if broken:
                if max(lost.values(), default=0) > _PATIENCE:
                    raise Unreachable("工作进程接连中止。检查内存是否足够，再运行一次，会从断开处继续")
                # All of a broken pool is lost: what it was doing is done again by a new one.
                waiting.extend(running.values())
                running.clear()
                self.executor.shutdown(cancel_futures=True)
                self.executor = self.start()


@contextmanager
def processes(count: int | None = None) -> Iterator[Workers]:
    """Processes of this machine, one a core."""
    many = count or len(os.sched_getaffinity(0))

    def start() -> Executor:
        # Started afresh: no worker inherits what this process has loaded or opened.
        return ProcessPoolExecutor(many, mp_context=get_context("spawn"))

    found = Workers(start, many, start(), here=True)
    try:
        yield found
    finally:
        found.executor.shutdown(cancel_futures=True)


@contextmanager
def dask(address: str) -> Iterator[Workers]:
    """The workers of a Dask scheduler (``HOST:PORT``)."""
    try:
        import distributed
        from distributed.comm.core import CommClosedError
    except ImportError:
        raise Unreachable("没有安装 Dask：pip install 'biaochi[dask]'") from None
    connect: Any = distributed.Client  # the library has no types
    try:
        client = connect(f"tcp://{address}", timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Unreachable(f"连不上 Dask 调度器 {address}（{error}）。先运行“dask scheduler”与“dask worker”") from None
    with client:
        count = sum(client.ncores().values())
        if not count:
            raise Unreachable(f"Dask 调度器 {address} 没有工作进程。先运行“dask worker {address}”")

        def start() -> Executor:
            # Pure would let the scheduler answer from results of before; here each task is asked for once.
            executor: Executor = client.get_executor(pure=False, retries=_PATIENCE)
            return executor

        try:
            yield Workers(start, count, start())
        except distributed.KilledWorker:
            raise Unreachable("同一件工作接连让几个工作进程中止。检查它们的内存是否足够，再运行一次，会从断开处继续") from None
        except (CancelledError, distributed.client.ClosedClientError, CommClosedError):
            raise Unreachable(f"与 Dask 调度器 {address} 的连接断了。再运行一次，会从断开处继续") from None


def workers(executor: str, count: int | None = None) -> AbstractContextManager[Workers]:
    """What ``--executor`` names: ``processes`` or ``dask://HOST:PORT``."""
    if executor == "processes":
        return processes(count)
    if executor.startswith("dask://"):
        return dask(executor.removeprefix("dask://").rstrip("/"))
    raise Unreachable(f"不认识的执行方式“{executor}”：写 processes 或 dask://主机:端口")
