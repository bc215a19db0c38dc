"""How `make test` gives the tests to its workers: what a file builds for its tests is built once."""

from __future__ import annotations

import re

import pytest

TEST = """\
import os, pathlib, time, pytest
@pytest.mark.parametrize("number", range(4))
def test_one(number):
    time.sleep(0.1)
    pathlib.Path(__file__).with_suffix(f".{number}").write_text(os.environ["PYTEST_XDIST_WORKER"])
"""


def test_a_files_tests_stay_with_one_worker(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    root = request.config.rootpath
    found = re.search(r"(?m)^SPREAD := (.+)$", (root / "Makefile").read_text(encoding="utf-8"))
    assert found
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini(f"[pytest]\npythonpath = {root / 'tools'}\n")
    for name in ("test_a", "test_b", "test_c"):
        pytester.makepyfile(**{name: TEST})
    pytester.runpytest_subprocess(*found[1].split(), "-n", "2").assert_outcomes(passed=12)
    workers = [{told.read_text(encoding="utf-8") for told in pytester.path.glob(f"{name}.[0-3]")} for name in ("test_a", "test_b", "test_c")]
    assert [len(who) for who in workers] == [1, 1, 1] and len(set.union(*workers)) == 2
