"""Printing against bare WeasyPrint on the concatenated HTML of the same book: time, memory, size, and what one change costs."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.generate import handbook, handbook_of_sheets

_JOBS = """
import sys, json, pathlib, datetime
from biaochi.core.check import check
from biaochi.core.read import read
from biaochi.handbook.press import jobs
from biaochi.pages import Settings
def prepared():
    sources = read(pathlib.Path(sys.argv[1]))
    outcome = check(sources.texts, as_of=datetime.date(2026, 11, 22), findings=sources.findings)
    return jobs(outcome, Settings(title="手册", edition="一"), frozenset(), wanted=lambda path: path in json.loads(sys.argv[2]))
"""
_BARE = _JOBS + """
import re, time, os, tempfile, resource
from biaochi.handbook import fonts, native
volume = prepared()[0]
os.environ["FONTCONFIG_FILE"] = str(fonts.fontconfig(fonts.find_fonts(), pathlib.Path(tempfile.mkdtemp())))
native.load()
styles = pathlib.Path(fonts.__file__).parent / "styles"
style = "".join((styles / name).read_text(encoding="utf-8") for name in ("book.css", "heads.css"))
style += "body > div { break-before: page } .bc-contents a::after { content: leader(' ·') target-counter(attr(href), page) }"
style += ".bc-index a::before { content: target-counter(attr(href), page) }"
bodies = "".join(f"<div>{re.search('<body>(.*)</body>', part.html, re.S)[1]}</div>" for part in volume.parts)
html = f'<!doctype html><html lang="zh-Hans"><head><title>x</title></head><body>{bodies}</body></html>'
from weasyprint import CSS, HTML
start = time.perf_counter(), time.process_time()
content = HTML(string=html, base_url="asset:").write_pdf(stylesheets=[CSS(string=style)])
wall, worked = time.perf_counter() - start[0], time.process_time() - start[1]
import pikepdf, io
print(json.dumps([wall, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    len(pikepdf.open(io.BytesIO(content)).pages), len(content)]))
"""
_OURS = _JOBS + """
import time, resource
from biaochi.handbook.pool import close, make
def main():
    todo = prepared()
    start = time.perf_counter()
    made = list(make(todo, {}, kept=pathlib.Path(sys.argv[3])))
    wall = time.perf_counter() - start
    faults = [str(fault) for one in made for fault in one.faults]
    used, own = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([wall, used.ru_utime + used.ru_stime, max(used.ru_maxrss, own.ru_maxrss) / 1024, sum(one.pages for one in made),
        sum(len(one.content) for one in made), len(faults)]))
if __name__ == "__main__":
    main()
"""


def _run(code: str, root: Path, wanted: list[str], kept: Path) -> list[float]:
    with tempfile.TemporaryDirectory() as scratch:
        # A file, not -c: children started afresh read the main module again.
        script = Path(scratch) / "run.py"
        script.write_text(code, encoding="utf-8")
        command = [sys.executable, str(script), str(root), json.dumps(wanted), str(kept)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(entries: int = 200) -> None:
    """Print the table. The machine should be idle: the figures stand beside each other, from one run."""
    everything = ["handbooks/all.pdf"]
    with tempfile.TemporaryDirectory() as scratch:
        root, kept = Path(scratch, "handbook"), Path(scratch, "kept")
        _write(root, handbook(entries))
        bare = _run(_BARE, root, everything, kept)
        cold = _run(_OURS, root, everything, kept)
        warm = _run(_OURS, root, everything, kept)
        changed = next(root.rglob("s0.md"))
        changed.write_text(changed.read_text(encoding="utf-8").replace("服务标准", "服务规定", 1), encoding="utf-8")
        after = _run(_OURS, root, everything, kept)
        print(f"printing, one book of {entries} entries, {bare[3]:.0f} pages, {os.cpu_count()} cores")
        print("                     wall s  CPU s  peak MB  KB a page  wall / bare")
        for name, row in (("bare WeasyPrint", bare), ("cold", cold), ("unchanged", warm), ("one entry changed", after)):
            print(
                f"  {name:<18} {row[0]:6.1f} {row[1]:6.1f} {row[2]:8.0f} {row[4] / row[3] / 1024:10.1f} {row[0] / bare[0]:12.2f}"
            )
    _sheets()


def _sheets(count: int = 500) -> None:
    """From the command line, with its start and the gate: many sheets, then one, without and with what the gate noted."""
    print("sheets from the command line                     wall s  CPU s")
    with tempfile.TemporaryDirectory() as scratch:
        many, few, noted = (Path(scratch, name) for name in ("many", "few", "noted"))
        texts = handbook_of_sheets(count)
        _write(many, texts)
        _write(few, handbook(200))
        ids = [re.search(r"^id: (\S+)", text, re.M)[1] for path, text in texts.items() if "/checklists/" in path]  # type: ignore[index]
        for name, root, chosen in (
            (f"{count} sheets of {len(texts)} files", many, ids),
            ("one of 200 entries, nothing noted", few, ["B-8"]),
            ("the same, the gate's notes at hand", few, ["B-8"]),
        ):
            # Laid out each time: what is kept would spare the press.
            shutil.rmtree(root / ".biaochi", ignore_errors=True)
            wall, worked = _timed(["sheet", *chosen], root, noted)
            print(f"  {name:<44} {wall:8.1f} {worked:6.1f}")


def _write(root: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _timed(command: list[str], root: Path, noted: Path) -> tuple[float, float]:
    """Wall and CPU seconds of a command, its children's included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "biaochi", *command, "--as-of", "2026-11-22"],
        cwd=root, env=os.environ | {"XDG_CACHE_HOME": str(noted)}, check=True, stdout=subprocess.DEVNULL,
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
