"""What all tests share: a real browser, and honesty about tests that could not run for want of one."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import prepare
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Chromium speaks to its maker's hosts when it starts, and keeps its sandbox from root: neither is for a test.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)
WANTING = f"没有可用的 Chromium，浏览器测试无法运行：apt-get install {' '.join(prepare.BROWSER_PACKAGES)}"

LONGEST = (
    "browser/test_axe.py", "handbook/test_accessible.py", "search/test_box.py", "browser/test_site.py", "handbook/test_pack.py",
    "site/test_redo.py", "site/test_incremental.py", "handbook/test_print.py", "browser/test_people.py", "handbook/test_pack_dask.py",
    "site/test_policy.py", "tests/test_style.py", "browser/test_queries.py", "site/test_build.py", "tests/test_wheel.py", "handbook/test_binding.py",
)  # fmt: skip
"""The files that take longest, each with its folder."""

Once = Callable[[str, Callable[[Path], object]], Path]

# A busy machine takes longer over an example; that is no fault of the code.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")

pytest_plugins = ["pytester"]


def pytest_configure(config: pytest.Config) -> None:
    # What a check notes for the next one is kept out of the user's own cache, and out of the next test run.
    cache = tempfile.TemporaryDirectory(prefix="biaochi-cache-")
    config.add_cleanup(cache.cleanup)
    os.environ["XDG_CACHE_HOME"] = cache.name


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A browser test without a browser is left out and counted; in CI it fails."""
    if item.get_closest_marker("browser") is None or prepare.browser() is not None:
        return
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(WANTING, pytrace=False)
    pytest.skip(WANTING)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: the workers get whole files in this order, and none is to end long after the others."""
    turns = {path: turn for turn, path in enumerate(LONGEST)}
    items.sort(key=lambda item: turns.get("/".join(item.path.parts[-2:]), len(turns)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    # The reports, since these come from every worker.
    skipped = terminalreporter.stats.get("skipped", [])
    if count := sum(WANTING in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"{count} 个浏览器测试没有运行。{WANTING}", yellow=True, bold=True)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder once for the workers of all tests: who asks first makes it, the others wait. Not to be changed."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.made"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                # What somebody else began and did not finish.
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, driven by Playwright; for tests marked `browser`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=prepare.browser(), args=list(ARGUMENTS))
        yield running
        running.close()
