"""The house's own gate: the linter and the strict type checker have nothing to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "tool",
    [("ruff", "check", "--output-format", "concise", "mkdocs_plugins", "tests", "tools", "benchmarks"), ("mypy",)],
    ids=lambda tool: tool[0],
)
def test_the_tool_has_nothing_to_say(tool: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
