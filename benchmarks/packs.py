"""Packs for thousands of stores: twelve sheets each, one PDF a store and one file a sheet, with processes of this machine
and with a Dask cluster of as many workers; and what a second run costs."""

from __future__ import annotations

import itertools
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.generate import handbook

_TOWNS = "杭州 宁波 上海 苏州 合肥 成都 重庆 西安 广州 深圳 长沙 武汉 郑州 济南 青岛 沈阳 大连 厦门 昆明 贵阳".split()
_STREETS = "西湖 武林 滨江 虹桥 春熙 南山 天河 雨花 鄞州 高新 人民 解放 中山 建设 和平 文化 光明 东风 长江 黄河 朝阳 新华 北京 南京 四季".split()
_KINDS = "店 支行 分店 营业部 服务中心 一店 二店 三店 旗舰店 便利店".split()


def sites(count: int) -> str:
    """A registry of so many sites, no two of one name."""
    names = itertools.islice(itertools.product(_TOWNS, _STREETS, _KINDS), count)
    return "".join(f"s-{n:05d}: {{name: {''.join(name)}, region: {name[0]}, sector: common}}\n" for n, name in enumerate(names))


def write(root: Path, count: int) -> None:
    """A handbook of 120 entries with twelve checklists, all of them for all stores."""
    for path, text in handbook(120).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(re.sub(r"(?m)^sector: \w+$", "sector: common", text), encoding="utf-8")
    registry = root / "standards" / "sites.yml"
    registry.write_text(registry.read_text(encoding="utf-8") + sites(count), encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: 手册\nsite_url: https://handbook.example.com/\n", encoding="utf-8")


def order(root: Path, to: Path, *more: str) -> str:
    """One run of ``biaochi pack`` and its row of the table."""
    command = [sys.executable, "-m", "biaochi", "pack", "--only", "sheets", "--config", str(root / "mkdocs.yml"),
               "--to", str(to), "--as-of", "2026-11-22", *more]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stderr)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    files = [path.stat().st_size for path in to.rglob("*.pdf")]
    return f"{wall:8.1f} {used:8.1f} {len(files):8d} {sum(files) / 1e6:9.0f}"


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory())
        told = Path(scratch, "scheduler.json")

        def run(*arguments: str) -> None:
            quiet = subprocess.DEVNULL
            process = subprocess.Popen([sys.executable, "-m", *arguments, "--no-dashboard"], stdout=quiet, stderr=quiet)
            stack.callback(process.wait)
            stack.callback(process.terminate)

        run("distributed.cli.dask_scheduler", "--port", "0", "--host", "127.0.0.1", "--scheduler-file", str(told))
        while not told.exists():
            time.sleep(0.1)
        for _ in range(workers):
            run("distributed.cli.dask_worker", "--scheduler-file", str(told), "--nthreads", "1", "--local-directory", scratch)
        time.sleep(10)
        yield re.findall(r'"address": "tcp://([^"]+)"', told.read_text(encoding="utf-8"))[0]


def main(count: int = 5_000) -> None:
    """Print the table. CPU seconds of a Dask cluster are its own and not counted here."""
    cores = len(os.sched_getaffinity(0))
    print(f"packs, {count} sites x 12 sheets, {cores} cores")
    print("                              wall s    CPU s    files        MB")
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "handbook")
        write(root, count)
        for form, name in (("pdf", "one PDF a store"), ("folder", "a folder a store")):
            to = Path(scratch, form)
            print(f"  {name:26}", order(root, to, "--form", form), flush=True)
            print(f"  {'  again, nothing to do':26}", order(root, to, "--form", form), flush=True)
        sums = Path(scratch, "pdf", "SHA256SUMS").read_bytes()
        with _cluster(cores) as address:
            to = Path(scratch, "dask")
            print(f"  {'one PDF a store, Dask':26}", order(root, to, "--form", "pdf", "--executor", f"dask://{address}"), flush=True)
        print("  the same files and hashes with both:", "yes" if Path(to, "SHA256SUMS").read_bytes() == sums else "NO")
