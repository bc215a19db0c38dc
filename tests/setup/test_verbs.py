"""The commands that people, the README and the CI use are the same, and they exist."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def verbs() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def commands(text: str) -> set[str]:
    """The `make` verbs that a text gives as a command of its own."""
    return set(re.findall(r"(?:^|`)\s*make ([a-z][a-z-]*)", text, re.MULTILINE))


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    assert {"test", "build"} <= commands((ROOT / ".ci/run").read_text(encoding="utf-8"))
    assert {"test", "build"} <= commands((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_every_make_command_that_is_told_exists(document: str) -> None:
    assert commands((ROOT / document).read_text(encoding="utf-8")) - verbs() == set()


@pytest.mark.parametrize("verb", ["build", "check", "serve", "test", "test-slow", "bench"])
def test_each_verb_sets_up_first(verb: str) -> None:
    outer = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    plan = subprocess.run(
        ["make", "--dry-run", verb], cwd=ROOT, capture_output=True, text=True, check=True, env=outer
    ).stdout
    assert "tools/prepare.py" in plan.splitlines()[0]


@pytest.mark.parametrize("workflow", ["check.yml", "publish.yml"])
def test_workflows_have_no_secret_and_never_trust_a_pull_request(workflow: str) -> None:
    text = (ROOT / ".github/workflows" / workflow).read_text(encoding="utf-8")
    code = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    assert "secrets." not in code
    assert "pull_request_target" not in code
    assert "persist-credentials: false" in code
    assert code.count("actions/checkout@") == code.count("persist-credentials: false")


def test_the_comment_runs_nothing_of_a_pull_request() -> None:
    text = (ROOT / ".github/workflows/comment.yml").read_text(encoding="utf-8")
    code = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    assert "workflow_run:" in code and "secrets." not in code and "pull_request_target" not in code
    assert "checkout" not in code and " run:" not in code
    assert code.split("permissions:", 1)[1].split("jobs:", 1)[0].split() == [
        "actions:", "read", "pull-requests:", "write",
    ]  # fmt: skip
    # Nothing that a pull request names stands in the script itself.
    script = code.split("script: |", 1)[1]
    assert "${{" not in script


def test_announced_versions_take_over_on_their_day() -> None:
    publish = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert "  schedule:\n    - cron:" in publish
    for name in (".github/workflows/publish.yml", ".github/workflows/check.yml", ".gitlab-ci.yml"):
        assert "TZ: Asia/Shanghai" in (ROOT / name).read_text(encoding="utf-8")


def test_only_the_main_branch_publishes() -> None:
    check = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    publish = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert "write" not in check.split("permissions:", 1)[1]
    assert "deploy-pages" not in check
    assert "  push:\n    branches: [main]\n" in publish
    assert "pull_request" not in publish
