"""The whole site against bare MkDocs with Material and jieba on the same Markdown; its growth; and what one edit takes.

CPU seconds of whole processes, start-up included, as the machine may have other things to do; PDFs are left out. The
baseline's settings are the two files beside this one. MkDocs leaves out front matter, and with it nine tenths of what an entry
says; so the baseline is measured twice: on the files as they are, and with the front matter written out below the body.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from benchmarks.generate import CHAIN, TRADES, handbook
from benchmarks.repeated import repeated

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
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "-q")
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


def written_out(text: str) -> str:
    """An entry as MkDocs alone can publish all of it: behind it a table, with a row for each value of its front matter."""
    front = text.split("---\n", 2)[1]
    rows = "".join(f"| {name} | {value.replace('|', '/')} |\n" for name, value in _values("", yaml.load(front, yaml.BaseLoader)))
    return f"{text}\n| 项 | 内容 |\n|---|---|\n{rows}"


def _values(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _values(f"{name} {key}".strip(), each)
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for number, each in enumerate(value, 1):
            yield from _values(f"{name} {number}", each)
    else:
        yield name, "、".join(value) if isinstance(value, list) else str(value)


BASELINES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "pruned": ("mkdocs-prune.yml", str),
    "pruned, all told": ("mkdocs-prune.yml", written_out),
    "bare": ("mkdocs-bare.yml", str),
    "bare, all told": ("mkdocs-bare.yml", written_out),
}
"""By name: the settings, and what is made of an entry."""


def _baseline(scratch: Path, what: str, texts: Mapping[str, str]) -> Path:
    """The Markdown of a handbook with a baseline's settings."""
    settings, told = BASELINES[what]
    root = scratch / what
    write(root, {f"docs/{path}": told(text) if text.startswith("---\n") else text for path, text in texts.items() if path.endswith(".md")})
    shutil.copy(HERE / settings, root / "mkdocs.yml")
    return root


def _beside(what: str, spent: float, root: Path, ours: float) -> None:
    print(f"  MkDocs, {what:16} {spent:16.1f} s {megabytes(root / 'site'):7.1f} MB  ours takes {ours / spent:.2f} ×", flush=True)


def against_mkdocs(scratch: Path, texts: Mapping[str, str], rounds: int = 4) -> None:
    """The cold build beside the baseline, with and without pruning, of the bodies alone and of all that is said; then the build
    after one edit.

    All take turns, and the best of the rounds counts: a machine's speed changes from minute to minute. Without pruning the
    baseline takes so long that one round of it has to do. A pruned navigation still holds a section whole, so what it saves
    depends on how many sections the entries stand in.
    """
    root = scratch / "ours"
    write(root, {**texts, "docs/about.md": "# 关于\n", "mkdocs.yml": SETTINGS})
    roots = {what: _baseline(scratch, what, texts) for what in BASELINES}
    path = next(path for path in texts if path.endswith("/s0.md"))
    training, terms = next(path for path in texts if path.endswith("/r9.md")), "standards/terms.yml"
    edits = {
        "an entry's wording": {path: texts[path].replace("## 为什么\n", "## 为什么\n\n先说结论。\n")},
        "an entry's basis": {path: texts[path].replace("忙时两个柜台", "忙时三个柜台", 1)},
        "an entry's title": {path: texts[path].replace("title: 第 0 号", "title: 大堂的", 1)},
        "an entry more": {training.replace("/r9", "/more"): texts[training].replace("id: B-9\n", "id: B-MORE\n")},
        "a term more": {terms: f"小票: {{definition: 交易凭证, synonyms: [凭条]}}\n{texts[terms]}"},
    }
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        taken["cold"].append(cold(root))
        for what in ("pruned", "pruned, all told"):
            taken[what].append(seconds(MKDOCS, roots[what]))
        for what, edit in edits.items():
            write(root, edit)
            taken[what].append(build(root))
            write(root, {path: texts[path] for path in edit.keys() & texts.keys()})
            for more in edit.keys() - texts.keys():
                (root / more).unlink()
            build(root)
    for what in ("bare", "bare, all told"):
        taken[what].append(seconds(MKDOCS, roots[what]))
    best = {what: min(found) for what, found in taken.items()}
    entries = sum(1 for text in texts.values() if text.startswith("---\n"))
    print(f"  cold, {entries} entries {best['cold']:21.1f} s {megabytes(root / 'site'):7.1f} MB")
    for what in edits:
        print(f"  after {what:20} {best[what]:12.1f} s  {best[what] / best['cold']:.2f} × the cold build")
    for what, baseline in roots.items():
        _beside(what, best[what], baseline, best["cold"])
        shutil.rmtree(baseline)
    shutil.rmtree(root)


def reference(scratch: Path, times: int) -> None:
    """The cold build of a handbook as people write it beside the baseline without pruning, and the build after one edit."""
    root = scratch / "reference"
    texts = repeated(times)
    path = "standards/hotel/checkin.md"
    step = "processes/common/complaint-flow.md"
    edits = {
        "an entry's wording": {path: f"{texts[path]}\n看一眼就知道。\n"},
        "an entry's basis": {path: texts[path].replace("finding: ", "finding: 据说", 1)},
        "an entry's title": {path: re.sub("^title: ", "title: 新的", texts[path], count=1, flags=re.M)},
        "a step": {step: texts[step].replace("does: ", "does: 先", 1)},
        "a term more": {"standards/terms.yml": f"小纸条: {{definition: 交易凭证}}\n{texts['standards/terms.yml']}"},
    }
    write(root, {**texts, "docs/about.md": "# 关于\n", "mkdocs.yml": SETTINGS})
    entire = min(cold(root) for _ in range(2))
    entries = sum(1 for text in texts.values() if text.startswith("---\n"))
    print(f"  cold, {entries} entries {entire:21.1f} s {megabytes(root / 'site'):7.1f} MB")
    for what, edit in edits.items():
        spent = []
        for _ in range(2):
            write(root, edit)
            spent.append(build(root))
            write(root, {path: texts[path] for path in edit})
            build(root)
        print(f"  after {what:20} {min(spent):12.1f} s  {min(spent) / entire:.2f} × the cold build", flush=True)
    for what in ("bare", "bare, all told"):
        baseline = _baseline(scratch, what, texts)
        _beside(what, seconds(MKDOCS, baseline), baseline, entire)
        shutil.rmtree(baseline)


def _compile(root: Path) -> None:
    """A small build of either side: after installing, modules and templates are compiled once, and not measured."""
    texts = handbook(10)
    write(root, {**texts, "docs/about.md": "# 关于\n", "mkdocs.yml": SETTINGS})
    cold(root)
    shutil.copy(HERE / "mkdocs-bare.yml", root / "mkdocs.yml")
    seconds([sys.executable, "-m", "mkdocs", "build", "-q"], root)


def main(entries: int = 1000, sizes: tuple[int, int] = (500, 5000)) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as scratch:
        _compile(Path(scratch) / "first")
        print("site beside MkDocs + Material + jieba on the same Markdown, CPU seconds: a chain's handbook")
        against_mkdocs(Path(scratch), handbook(entries, sectors=CHAIN))
        print("the same entries as a catalogue of eight trades")
        against_mkdocs(Path(scratch), handbook(entries, sectors=TRADES))
        print("the reference handbook five times over, CPU seconds")
        reference(Path(scratch), 5)
        print("growth of the site")
        growth(Path(scratch), sizes)
