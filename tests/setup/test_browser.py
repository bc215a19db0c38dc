"""The browser that `make test` brings: it runs, and where there is none nobody is told that all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import debian
import prepare
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


TEST = "import pytest\n@pytest.mark.browser\ndef test_page(): pass\ndef test_other(): pass\n"


@pytest.fixture
def without_browser(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> pytest.Pytester:
    """A folder with this project's conftest and one browser test, and no browser on the path."""
    root = request.config.rootpath
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini(f"[pytest]\npythonpath = {root / 'tools'}\nmarkers = browser: needs Chromium\n")
    pytester.makepyfile(TEST)
    monkeypatch.setenv("PATH", str(pytester.path))
    monkeypatch.delenv("BIAOCHI_CHROMIUM", raising=False)
    return pytester


@pytest.mark.browser
def test_the_browser_shows_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang=zh-Hans><title>标尺</title><p>服务标准")
    assert page.title() == "标尺"
    page.close()


def test_without_a_browser_the_summary_counts_what_was_left_out(
    without_browser: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = without_browser.runpytest_subprocess()
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["1 个浏览器测试没有运行*libatomic1*"])


def test_without_a_browser_ci_fails(
    without_browser: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    without_browser.runpytest_subprocess().assert_outcomes(passed=1, errors=1)


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        ("", [("chromium-headless-shell", "libatomic1"), ("chromium", "libatomic1")]),
        ("chromium", [("chromium-headless-shell", "libatomic1")]),
        ("chromium-headless-shell", []),
    ],
)
def test_the_one_without_windows_is_asked_for_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, there: str, asked: list[tuple[str, ...]]
) -> None:
    tried: list[tuple[str, ...]] = []
    found = [there]

    def install(*packages: str) -> bool:
        tried.append(packages)
        found[0] = found[0] or ("chromium" if packages[0] == "chromium" else "")
        return packages[0] == "chromium"

    monkeypatch.delenv("BIAOCHI_CHROMIUM", raising=False)
    monkeypatch.setattr(prepare, "STATE", tmp_path / "state.json")
    monkeypatch.setattr(prepare, "browser", lambda: found[0] or None)
    monkeypatch.setattr(debian, "install", install)
    done: dict[str, str] = {}
    assert prepare.prepare_browser(done) is bool(asked) and tried == asked
    assert not prepare.prepare_browser(done) and tried == asked
