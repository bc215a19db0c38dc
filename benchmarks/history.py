"""The history: 2,000 commits over 1,000 entries, read cold and from what was kept of it.

Each commit raises the version of one entry and changes a figure of it. ``heads`` is what every question about versions
needs (which versions there were, when, where they stood); ``pages`` is what a build adds to that: every version's text
parsed, hashed and placed. ``floor`` is git alone, answering the same two questions.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.generate import handbook

_CHILD = """
import sys, time, datetime, pathlib
root = pathlib.Path(sys.argv[1])
wall, cpu = time.perf_counter(), time.process_time()
from biaochi.history.reading import read_history
read = read_history(root)
heads = time.perf_counter() - wall, time.process_time() - cpu
wall, cpu = time.perf_counter(), time.process_time()
if sys.argv[2:]:
    from biaochi.site.versions import versions
    found = versions(read, datetime.date(2026, 11, 22))
    assert sum(1 for _ in found.all()) >= 2 * len(found.by_entry)
pages = time.perf_counter() - wall, time.process_time() - cpu
print(*heads, *pages, len(read.history.entries), sum(len(e.versions) for e in read.history.entries.values()))
"""
_FLOOR = """
cd "$1"; git log --first-parent --raw --no-renames --no-abbrev --root -z --format=%H -- standards processes > log
tr '\\0' '\\n' < log | grep -aoE ' [0-9a-f]{40} [AM]' | cut -c2-41 | sort -u | git cat-file --batch > /dev/null; rm log
"""


def repository(root: Path, entries: int, commits: int) -> None:
    """Write the repository with one ``git fast-import``."""
    texts = handbook(entries)
    paths = [path for path in texts if path.endswith(".md")]
    stream: list[bytes] = []
    start = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)

    def commit(number: int, changed: dict[str, str]) -> None:
        stamp = f"{int((start + dt.timedelta(hours=9 * number)).timestamp())} +0800"
        stream.append(f"commit refs/heads/main\ncommitter a <a@example.com> {stamp}\ndata 1\n.\n".encode())
        for path, text in changed.items():
            data = text.encode()
            stream.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")

    commit(0, texts)
    for number in range(1, commits):
        path = paths[number % len(paths)]
        texts[path] = _raised(texts[path], number)
        commit(number, {path: texts[path]})
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=b"".join(stream), check=True)


def _raised(text: str, number: int) -> str:
    text = re.sub(
        r"^version: (\d+)\.(\d+)$", lambda m: f"version: {m[1]}.{int(m[2]) + 1}", text, count=1, flags=re.M
    )
    return f"{text}\n第 {number} 次修订。\n"


def _run(root: Path, *more: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(root), *more], check=True, capture_output=True, text=True
    )
    return [float(word) for word in done.stdout.split()]


def main(entries: int = 1000, commits: int = 2000) -> None:
    """Measure and print a table: wall clock (CPU) in seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        repository(root, entries, commits)
        begun = dt.datetime.now(dt.UTC)
        subprocess.run(["sh", "-c", _FLOOR, "sh", str(root)], check=True)
        floor = (dt.datetime.now(dt.UTC) - begun).total_seconds()
        cold, warm = _run(root, "pages"), _run(root, "pages")
    print(f"{commits} 次提交，{cold[4]:.0f} 个条目，{cold[5]:.0f} 个版本；秒（CPU 秒）")
    print(f"{'':6} {'git 自己':>8} {'读历史':>14} {'版本页的内容':>14}")
    for name, row in (("冷", cold), ("热", warm)):
        print(f"{name:6} {floor:10.2f} {row[0]:8.2f} ({row[1]:.2f}) {row[2]:8.2f} ({row[3]:.2f})")
