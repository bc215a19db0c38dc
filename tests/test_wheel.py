"""The installed wheel on somebody else's machine: an empty environment, an empty folder, a handbook that builds."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel and, from the one that runs the tests, only the libraries it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, ROOT],
        check=True,
    )
    (wheel,) = folder.glob("biaochi-*.whl")
    target = folder / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", target, wheel], check=True
    )
    return target


def _run(bare: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # The wheel stands before the environment's editable copy on the path; no other way leads to the sources.
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment["PYTHONPATH"] = os.pathsep.join([str(bare), sysconfig.get_path("purelib")])
    return subprocess.run(
        [sys.executable, "-S", "-m", "biaochi", *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


def test_the_wheel_is_what_runs(bare: Path, tmp_path: Path) -> None:
    code = "import biaochi; print(biaochi.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(bare)}
    done = subprocess.run([sys.executable, "-S", "-c", code], env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.startswith(str(bare)), done.stderr


def test_a_new_handbook_passes_and_builds(bare: Path, tmp_path: Path) -> None:
    assert _run(bare, tmp_path, "init", "handbook", "--title", "某某手册").returncode == 0
    handbook = tmp_path / "handbook"
    for kind in ("standard", "process", "script", "checklist", "training", "improvement"):
        made = _run(bare, handbook, "new", kind, f"ABC-{kind.upper()}")
        assert made.returncode == 0, made.stderr
    checked = _run(bare, handbook, "check")
    assert checked.returncode == 0, checked.stdout
    built = _run(bare, handbook, "build", "--no-pdf")
    assert built.returncode == 0, built.stderr
    page = (handbook / "site" / "standards" / "common" / "demo-wait.html").read_text(encoding="utf-8")
    assert "DEMO-WAIT" in page and "biaochi.css" in page
    assert (handbook / "site" / "receipt.json").is_file()
    assert "没有错误" in (handbook / "site" / "receipt.html").read_text(encoding="utf-8")
    assert _run(bare, handbook, "verify").returncode == 0
