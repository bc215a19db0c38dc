"""Live preview: what is saved shows at once, what is broken shows its findings, and nothing freezes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from biaochi.site import preview as site_preview

SHOWN_WITHIN = 2.0
"""Seconds from saving to showing on an idle machine; the tests allow a loaded one three times as long."""


class Preview:
    """A running ``biaochi serve``."""

    def __init__(self, root: Path, port: int) -> None:
        self.root, self.port = root, port

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=20) as answer:
                return answer.status, answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8")

    def wait(self, path: str, shown: Callable[[int, str], bool]) -> float:
        """Seconds until the page is as asked for."""
        started = time.monotonic()
        while time.monotonic() - started < 3 * SHOWN_WITHIN:
            if shown(*self.get(path)):
                return time.monotonic() - started
            time.sleep(0.05)
        raise AssertionError(f"{path} did not change within {3 * SHOWN_WITHIN} s: {self.get(path)[0]}")

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def preview(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    import shutil

    root = tmp_path_factory.mktemp("serve") / "book"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("site"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace(
        "site_url: https://handbook.example.com/", f"site_url: http://127.0.0.1:{port}/"
    )
    settings.write_text(text, encoding="utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "biaochi", "serve", "--address", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    running = Preview(root, port)
    try:
        deadline = time.monotonic() + 60
        while True:
            assert process.poll() is None and time.monotonic() < deadline, "the preview did not start"
            try:
                if running.get("index.html")[0] == 200:
                    break
            except OSError:
                time.sleep(0.2)
        yield running
        assert process.poll() is None, "the preview ended by itself"
    finally:
        process.kill()
        process.wait(20)


@pytest.mark.parametrize(
    ("path", "page", "old", "new"),
    [
        ("standards/wait.md", "standards/wait.html", "等候是顾客离开的头号原因", "等候使顾客离开"),
        ("processes/serve.md", "processes/serve.html", "从取号到离店", "从取号直到离店"),
    ],
)
def test_saving_in_either_root_shows(preview: Preview, path: str, page: str, old: str, new: str) -> None:
    preview.edit(path, old, new)
    preview.wait(page, lambda status, html: new in html)
    preview.edit(path, new, old)
    preview.wait(page, lambda status, html: old in html)


@pytest.mark.browser
@pytest.mark.parametrize(("opened", "shown"), [("standards/wait.html", "等候使顾客离开"), ("id/DEMO-WAIT/index.html", "等候新标题")])
def test_an_open_page_is_loaded_again_by_itself(preview: Preview, browser: Browser, opened: str, shown: str) -> None:
    old = {"等候使顾客离开": "等候是顾客离开的头号原因", "等候新标题": "柜台等候时限"}[shown]
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"http://127.0.0.1:{preview.port}/{opened}")
    page.get_by_text(old).first.wait_for(state="attached")
    preview.edit("standards/wait.md", old, shown)
    try:
        page.get_by_text(shown).first.wait_for(state="attached", timeout=1000 * 3 * SHOWN_WITHIN)
    finally:
        preview.edit("standards/wait.md", shown, old)
    page.get_by_text(old).first.wait_for(state="attached", timeout=1000 * 3 * SHOWN_WITHIN)
    assert refused == []
    page.close()


def test_nothing_is_made_once_the_preview_is_closed() -> None:
    closed, made = site_preview.Preview(), list[str]()
    closed._unwritten, closed._write = {"a.html": None}, made.append
    closed.close()
    closed.make("a.html")
    assert made == [], "the folder is being deleted"


def test_a_broken_entry_shows_its_findings_and_never_freezes(preview: Preview) -> None:
    preview.edit("standards/wait.md", "owner: keeper\neffective", "owner: nobody\neffective")
    preview.wait("standards/wait.html", lambda status, html: "LNK005" in html and "nobody" in html)
    assert preview.get("index.html")[0] == 200
    preview.edit("standards/wait.md", "owner: nobody", "owner: keeper")
    preview.wait("standards/wait.html", lambda status, html: "LNK005" not in html)


def test_front_matter_that_cannot_be_read_does_not_freeze_either(preview: Preview) -> None:
    preview.edit("standards/greet.md", "id: DEMO-GREET", "id: [DEMO-GREET")
    preview.wait("index.html", lambda status, html: "FMT008" in html and "standards/greet.md" in html)
    assert "FMT008" in preview.get("standards/greet.html")[1]
    preview.edit("standards/greet.md", "id: [DEMO-GREET", "id: DEMO-GREET")
    preview.wait("standards/greet.html", lambda status, html: status == 200 and "迎客问候" in html)


def test_files_may_come_go_and_be_renamed(preview: Preview) -> None:
    page = preview.root / "standards/new.md"
    page.write_text("# 新页\n\n内容甲\n", encoding="utf-8")
    preview.wait("standards/new.html", lambda status, html: status == 200 and "内容甲" in html)
    page.rename(preview.root / "processes/renamed.md")
    preview.wait("processes/renamed.html", lambda status, html: status == 200 and "内容甲" in html)
    preview.wait("standards/new.html", lambda status, html: status == 404)
    # Each folder is looked at on its own, five times a second: the one that the file came into has to have seen it.
    time.sleep(1)
    (preview.root / "processes/renamed.md").unlink()
    preview.wait("processes/renamed.html", lambda status, html: status == 404)
