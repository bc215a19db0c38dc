"""The gate against the floor: reading every file and composing its front matter with libyaml, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tempfile
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


def _run(code: str, root: Path) -> list[float]:
    done = subprocess.run([sys.executable, "-c", code, str(root)], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def main(entries: int = 5000, rounds: int = 3) -> None:
    """Print the table: CPU seconds of floor and gate (best of the rounds, alternating), ratio, memory."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        for path, text in handbook(entries).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        floors, gates = [], []
        for _ in range(rounds):
            floors.append(_run(_FLOOR, root)[0])
            gates.append(_run(_GATE, root))
        floor = min(floors)
        gate = min(gates)
        print(f"gate, {entries} entries: floor {floor:.2f} s, gate {gate[0]:.2f} s CPU, ratio {gate[0] / floor:.2f},")
        print(f"  findings {gate[1]:.0f}, peak memory {gate[2]:.0f} MB")


