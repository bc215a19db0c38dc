"""One book of two thousand pages through the command line: time, memory of every process, and whether it is right.

What is read back: the number on every page, the page that every line of the contents names, the page that every link says
it leads to.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf
import psutil
import pypdfium2

from benchmarks.generate import handbook

_FOOT = re.compile(r"第 (\d+) 页 / 共 (\d+) 页")
_CONTENTS = re.compile(r"^(第 \d+ 号\S+)[ ·]+(\d+)\s*$", re.M)


def main(entries: int = 1300) -> None:
    """Print the table. Raises ``AssertionError`` where the book is wrong."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "handbook")
        for path, text in handbook(entries).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        print("one book from the command line      wall s  CPU s  peak MB of: command, children")
        for name in ("cold", "one entry changed"):
            wall, worked, peaks = _printed(root)
            print(f"  {name:<30} {wall:10.0f} {worked:6.0f}  {peaks[0]}, {' '.join(map(str, peaks[1:]))}")
            book = root / "out" / "handbooks" / "all.pdf"
            print(f"    {_read_back(book)}, {book.stat().st_size / 1024 / len(pypdfium2.PdfDocument(book)):.1f} KB a page")
            changed = next(root.rglob("s0.md"))
            changed.write_text(changed.read_text(encoding="utf-8").replace("服务标准", "服务规定", 1), encoding="utf-8")


def _printed(root: Path) -> tuple[float, float, list[int]]:
    """Wall and CPU seconds, and the most memory that each process had: the command, then its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "biaochi", "print", "handbooks/all.pdf", "--to", "out", "--as-of", "2026-11-22"]
    environ = os.environ | {"XDG_CACHE_HOME": str(root / "noted")}
    peaks: dict[int, int] = {}
    with subprocess.Popen(command, cwd=root, env=environ, stdout=subprocess.DEVNULL) as running:
        own = psutil.Process(running.pid)
        while running.poll() is None:
            try:
                for process in (own, *own.children(recursive=True)):
                    peaks[process.pid] = max(peaks.get(process.pid, 0), process.memory_info().rss >> 20)
            except psutil.NoSuchProcess:
                continue
            finally:
                time.sleep(0.2)
    assert running.returncode == 0, running.returncode
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    first = peaks.pop(running.pid)
    return time.perf_counter() - start, worked, [first, *sorted((peak for peak in peaks.values() if peak > 50), reverse=True)]


def _read_back(book: Path) -> str:
    document = pypdfium2.PdfDocument(book)
    texts = [page.get_textpage().get_text_range() for page in document]
    titles: dict[str, int] = {}
    told: dict[str, int] = {}
    for number, text in enumerate(texts, 1):
        foot = _FOOT.search(text)
        assert number == 1 or (foot and (int(foot[1]), int(foot[2])) == (number, len(texts))), number
        if "目录" in text[:60]:
            told.update({title: int(page) for title, page in _CONTENTS.findall(text)})
    with pikepdf.open(book) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        goals = {str(name): numbers[goal[0].objgen] for name, goal in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        with pdf.open_outline() as outline:
            waiting = list(outline.root)
            while waiting:
                mark = waiting.pop()
                waiting.extend(mark.children)
                assert mark.destination is not None
                titles[mark.title] = numbers[mark.destination[0].objgen]  # type: ignore[index]
        links = [link for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link]
        for link in links:
            assert str(link.Contents).startswith(f"第 {goals[str(link.Dest)]} 页"), link.Dest
    wrong = [title for title, page in told.items() if titles.get(title, titles.get(title.replace("标准", "规定"))) != page]
    assert told and not wrong, wrong[:5]
    return f"{len(texts)} pages numbered, {len(told)} lines of the contents and {len(links)} links right"
