"""The whole site against bare MkDocs with Material and jieba on the same Markdown; its growth; and one changed entry.

CPU seconds of whole processes, start-up included, as the machine may have other things to do; PDFs are left out. The
baseline's settings are the two files beside this one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.generate import handbook

HERE = Path(__file__).resolve().parent
SETTINGS = """\
site_name: 量具
docs_dir: docs
site_dir: site
use_directory_urls: false
theme: {name: material, language: zh, font: false, features: [navigation.tabs]}
plugins: [biaochi/standards, biaochi/crosslinks]
extra: {generator: false}
"""
AS_OF = "2026-11-22"
_ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
# Both sides as they are installed: modules are compiled once.
_ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write texts below a folder."""
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def seconds(command: Sequence[str], folder: Path) -> float:
    """CPU seconds of a command, its children included."""
    child = subprocess.Popen(command, cwd=folder, env=_ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime


def build(root: Path) -> float:
    """``biaochi build`` as people run it, without PDFs."""
    return seconds([sys.executable, "-m", "biaochi", "build", "--as-of", AS_OF], root)


def cold(root: Path) -> float:
    """The same with nothing kept from before."""
    for name in ("site", ".biaochi"):
        shutil.rmtree(root / name, ignore_errors=True)
    return build(root)


def megabytes(folder: Path) -> float:
    """What a folder weighs."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def growth(scratch: Path, sizes: tuple[int, int]) -> None:
    """Time and output a page, small and large."""
    a_page = []
    for size in sizes:
        root = scratch / f"growth{size}"
        write(root, {**handbook(size), "docs/about.md": "# 关于\n", "mkdocs.yml": SETTINGS})
        spent = cold(root)
        pages = sum(1 for _ in (root / "site").rglob("*.html"))
        weight = megabytes(root / "site")
        a_page.append((spent / pages, weight / pages))
        print(f"  {size:5d} entries {spent:8.1f} s {pages:7d} pages {1000 * spent / pages:6.2f} ms a page {weight:7.1f} MB", flush=True)
        shutil.rmtree(root)
    (time, weight), (time_large, weight_large) = a_page
    print(f"  a page of the larger: {time_large / time:.2f} × the time, {weight_large / weight:.2f} × the size")


def against_mkdocs(scratch: Path, entries: int) -> None:
    """The cold build beside the baseline, with and without pruning; then the build after one entry changed."""
    _compile(scratch / "first")
    root = scratch / "ours"
    texts = handbook(entries)
    write(root, {**texts, "docs/about.md": "# 关于\n", "mkdocs.yml": SETTINGS})
    spent = cold(root)
    print(f"  cold, {entries} entries {spent:21.1f} s {megabytes(root / 'site'):7.1f} MB", flush=True)
    path = next(path for path in texts if path.endswith("/s0.md"))
    (root / path).write_text(texts[path].replace("## 为什么\n", "## 为什么\n\n先说结论。\n"), encoding="utf-8")
    _again(root, "after one entry changed", spent)
    (root / path).write_text(texts[path].replace("忙时两个柜台", "忙时三个柜台", 1), encoding="utf-8")
    _again(root, "after its front matter", spent)
    for name, told in (("mkdocs-bare.yml", "bare MkDocs"), ("mkdocs-prune.yml", "with navigation.prune")):
        other = scratch / name
        write(other, {f"docs/{path}": text for path, text in texts.items() if path.endswith(".md")})
        shutil.copy(HERE / name, other / "mkdocs.yml")
        baseline = seconds([sys.executable, "-m", "mkdocs", "build", "-q"], other)
        print(f"  {told:24} {baseline:16.1f} s {megabytes(other / 'site'):7.1f} MB  ours takes {spent / baseline:.2f} ×", flush=True)
        shutil.rmtree(other)


def _compile(root: Path) -> None:
    """A small build of either side: after installing, modules and templates are compiled once, and not measured."""
    texts = handbook(10)
    write(root, {**texts, "docs/about.md": "# 关于\n", "mkdocs.yml": SETTINGS})
    cold(root)
    shutil.copy(HERE / "mkdocs-bare.yml", root / "mkdocs.yml")
    seconds([sys.executable, "-m", "mkdocs", "build", "-q"], root)


def _again(root: Path, what: str, cold_: float) -> None:
    spent = build(root)
    print(f"  {what:24} {spent:16.1f} s  {spent / cold_:.2f} × the cold build", flush=True)


def main(entries: int = 1000, sizes: tuple[int, int] = (500, 5000)) -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as scratch:
        print("site beside MkDocs + Material + jieba on the same Markdown, CPU seconds")
        against_mkdocs(Path(scratch), entries)
        print("growth of the site")
        growth(Path(scratch), sizes)
