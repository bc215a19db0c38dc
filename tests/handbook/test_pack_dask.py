"""Packs over a real Dask scheduler and two workers on loopback, one of them killed while it lays out a page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from tests.handbook.delivery import delivered

from biaochi import demo

AS_OF = "2026-11-22"


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    root = tmp_path / "handbook"
    for path, text in demo.handbook().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    names = "".join(f"s-{n}: {{name: 第 {n} 号门店, region: 华东, sector: common}}\n" for n in range(1, 9)) + demo.handbook()["standards/sites.yml"]
    (root / "standards" / "sites.yml").write_text(names, encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: 手册\nsite_url: https://handbook.example.com/\n", encoding="utf-8")
    return root


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    environ = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10 s"}
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def pack(root: Path, to: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "biaochi", "pack", "--config", str(root / "mkdocs.yml"), "--to", str(to), "--as-of", AS_OF, "--form", "both", *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def until(found: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not found():  # type: ignore[operator]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.mark.slow
def test_a_worker_killed_while_laying_out_changes_nothing(handbook: Path, tmp_path: Path) -> None:
    here = pack(handbook, tmp_path / "here")
    assert here.wait(300) == 0, here.stdout and here.stdout.read()
    # What was laid out here must be laid out there again.
    for kept in (handbook / ".biaochi" / "print").iterdir():
        kept.unlink()
    told = tmp_path / "scheduler.json"
    local = ("--scheduler-file", str(told), "--no-dashboard")
    with started("distributed.cli.dask_scheduler", *local, "--port", "0", "--host", "127.0.0.1"):
        until(told.exists)
        address = json.loads(told.read_text(encoding="utf-8"))["address"].removeprefix("tcp://")
        worker = ("distributed.cli.dask_worker", f"tcp://{address}", "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(tmp_path))
        # One as people start them, under a nanny, and one without, to be killed for good.
        with started(*worker, "--name", "stays"), started(*worker, "--name", "falls", "--no-nanny") as falls:
            both = (
                "import sys, distributed\nclient = distributed.Client(sys.argv[1], timeout=30)\nclient.wait_for_workers(2, timeout=60)"
            )
            subprocess.run([sys.executable, "-c", both, address], check=True, timeout=120)
            order = pack(handbook, tmp_path / "there", "--executor", f"dask://{address}")
            victim = psutil.Process(falls.pid)
            until(lambda: any(child.cpu_times().user > 0.5 for child in victim.children()))
            os.kill(falls.pid, signal.SIGKILL)
            assert order.wait(300) == 0, order.stdout and order.stdout.read()
    assert delivered(tmp_path / "there") == delivered(tmp_path / "here")
    assert len(delivered(tmp_path / "here")) > 8 * 6


def test_a_cluster_that_is_not_there_is_said_in_one_line(handbook: Path, tmp_path: Path) -> None:
    order = pack(handbook, tmp_path / "there", "--executor", "dask://127.0.0.1:9")
    out, _ = order.communicate(timeout=120)
    assert order.returncode == 2
    assert out.strip().startswith("连不上 Dask 调度器 127.0.0.1:9") and len(out.strip().splitlines()) == 1
