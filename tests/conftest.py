"""What all tests share: a real browser, and honesty about tests that could not run for want of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
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


@pytest.hookimpl(tryfirst=True)  # before the workers' plugin, which reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each worker gets whole files, since a file's tests share what they build, unless a test says otherwise."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(item.config.rootpath).as_posix()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    # The reports, since these come from every worker.
    skipped = terminalreporter.stats.get("skipped", [])
    if count := sum(WANTING in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"{count} 个浏览器测试没有运行。{WANTING}", yellow=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, driven by Playwright; for tests marked `browser`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=prepare.browser(), args=list(ARGUMENTS))
        yield running
        running.close()
