"""The gate against the floor: reading every file and composing its front matter with libyaml, and nothing else.

All of it on one core, in CPU seconds: the machine may have other things to do. Floor and gate alternate, and the best
of the rounds counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import handbook

_FLOOR = """
import sys, time, pathlib, yaml
start = time.process_time()
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.md")):
    front = path.read_text(encoding="utf-8").split("---\\n", 2)[1]
    yaml.compose(front, Loader=yaml.CSafeLoader)
print(time.process_time() - start)
"""
_GATE = """
import sys, time, pathlib, datetime, resource
start = time.process_time()
from biaochi.core.check import check
from biaochi.core.read import read
sources = read(pathlib.Path(sys.argv[1]))
outcome = check(sources.texts, as_of=datetime.date(2026, 11, 22), findings=sources.findings)
print(time.process_time() - start, len(outcome.diagnostics), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One row: CPU seconds of floor and gate, diagnostics, and the gate's peak memory in MB."""

    floor: float
    gate: float
    findings: int
    memory: float

    def __str__(self) -> str:
        ratio = f"{self.gate / self.floor:5.2f}"
        return f"{self.floor:8.2f} {self.gate:8.2f} {ratio:>7} {self.findings:9d} {self.memory:8.0f} MB"


def measure(texts: Mapping[str, str], rounds: int) -> Measured:
    """Write the texts to a folder and run floor and gate over it, each in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        floors, gates = [], []
        for _ in range(rounds):
            floors.append(_run(_FLOOR, root)[0])
            gates.append(_run(_GATE, root))
    gate, findings, memory = min(gates)
    return Measured(min(floors), gate, int(findings), memory)


def _run(code: str, root: Path) -> list[float]:
    done = subprocess.run([sys.executable, "-c", code, str(root)], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def command(root: Path, rounds: int, *options: str, before: Callable[[int], object] = int) -> tuple[float, float, float]:
    """``biaochi check`` in a project as people run it, start-up included: median seconds, CPU seconds, peak MB.

    ``before`` is done before each round.
    """
    walls, seconds, memory = [], [], 0.0
    for turn in range(rounds):
        before(turn)
        start = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", "biaochi", "check", *options], cwd=root, stdout=subprocess.DEVNULL
        )
        _, status, used = os.wait4(child.pid, 0)
        walls.append(time.perf_counter() - start)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            raise RuntimeError(f"biaochi check ended with {child.returncode}")
        seconds.append(used.ru_utime + used.ru_stime)
        memory = max(memory, used.ru_maxrss / 1024)
    return statistics.median(walls), min(seconds), memory


def one_changed(texts: Mapping[str, str], rounds: int) -> tuple[float, float, float]:
    """The command after one file changed, with the notes of the run before; other entries cite the one that changes."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "handbook")
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        changed = root / sorted(path for path, text in texts.items() if "kind: standard" in text)[len(texts) // 5]
        os.environ["XDG_CACHE_HOME"] = scratch
        command(root, 1)
        return command(root, rounds, before=lambda turn: changed.write_text(f"{changed.read_text(encoding='utf-8')}\n第 {turn} 稿。\n", encoding="utf-8"))


def main(entries: int = 5000, rounds: int = 3) -> None:
    """Print the table: a quarter of the size (does the cost per entry stay?), the whole, and with every sentence its
    own; then this project's own handbook."""
    print("gate, generated handbook      floor s   gate s   ratio  findings     peak")
    for size, distinct in ((entries // 4, False), (entries, False), (entries, True)):
        name = f"{size} entries{', own words' if distinct else ''}"
        print(f"  {name:26}", measure(handbook(size, distinct=distinct), rounds), flush=True)
    wall, seconds, memory = one_changed(handbook(entries, distinct=True), rounds)
    print(f"biaochi check, {entries} entries, one file changed: {wall:.2f} s with start-up, {seconds:.2f} s CPU, {memory:.0f} MB")
    root = Path(__file__).resolve().parents[1]
    wall, seconds, memory = command(root, rounds, "--no-cache")
    print(f"biaochi check, this handbook: {wall:.2f} s with start-up, {seconds:.2f} s CPU, {memory:.0f} MB")
