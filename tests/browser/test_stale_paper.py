"""Somebody scans the code on an old sheet with a phone: does it hold, what changed, where is the new one?"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from benchmarks.server import served

from biaochi.authoring import handbook_files
from biaochi.core.build import build as parsed
from biaochi.demo import changed
from biaochi.pages import Settings
from biaochi.pages.paper_code import version_url
from biaochi.site.run import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
AS_OF = dt.date(2026, 11, 22)
SITE = "https://handbook.example.com/"
RECORD = (
    "{{version: {}, date: 2026-09-01, reason: complaint, summary: 办理缩短到 {} 分钟, approved_by: keeper{}}}"
)
SECOND = f"metrics.handle.target: 11\nversion: 2.0\nchanges+: [{RECORD.format('2.0', 11, '')}]"
THIRD = (
    "metrics.handle.target: 10\nversion: 3.0\neffective: 2027-01-15\n"
    f"changes+: [{RECORD.format('2.0', 11, '')}, {RECORD.format('3.0', 10, ', effective: 2027-01-15')}]"
)


def commit(root: Path, day: str, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@x",
        "GIT_COMMITTER_NAME": "c",
        "GIT_COMMITTER_EMAIL": "c@x",
    }
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0800", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0800"}
    for words in (["add", "-A"], ["commit", "-qm", day]):
        subprocess.run(["git", *words], cwd=root, env={**os.environ, **who, **when}, check=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration with three versions of a standard: replaced, current, announced."""
    root = tmp_path_factory.mktemp("stale")
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    settings = handbook_files("示范手册", "示范公司", AS_OF)["mkdocs.yml"] + f"\nsite_url: {SITE}\n"
    commit(root, "2026-06-01", {**changed(""), "mkdocs.yml": settings, ".gitignore": "/site/\n/.biaochi/\n"})
    commit(root, "2026-09-01", changed(SECOND))
    commit(root, "2026-11-10", changed(THIRD))
    assert build(root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    with served(root / "site") as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


def scanned(phone: Page, site: str, change: str) -> str:
    """Open what the code on a sheet of that version says, on this server; the words on the first screen."""
    entry = parsed(changed(change)).catalogue.entries["DEMO-WAIT"]
    address = version_url(entry, Settings(site_url=SITE))
    phone.goto(site + urlsplit(address).path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    banner = phone.locator(".bc-banner").first
    box = banner.bounding_box()
    assert box is not None and box["y"] + box["height"] < 500
    return banner.inner_text()


def test_a_replaced_version_says_by_what_and_since_when(phone: Page, site: str) -> None:
    said = scanned(phone, site, "")
    assert "已被 2.0 版替代（自 2026-09-01，2.0 版收入手册的日子）" in said
    since = phone.get_by_role("link", name="1.1 → 2.0 改了什么")
    assert since.is_visible() and phone.get_by_text("办理缩短到 11 分钟").is_visible()
    assert phone.get_by_role("link", name="打印现行的").is_visible()
    since.click()
    assert phone.locator("tr.bc-changed", has_text="目标收紧").locator("ins").inner_text() == "11 分钟"
    row = phone.locator("tr.bc-changed", has_text="目标收紧")
    row.locator("ins").evaluate("now => { now.textContent = '前台接待、礼宾员、'.repeat(9); }")
    assert row.locator("del").evaluate("was => { was.textContent = '2026-09-01'; return was.getClientRects().length; }") == 1, "a day is not broken"


def test_a_wide_table_of_an_old_version_scrolls_by_itself(phone: Page, site: str) -> None:
    scanned(phone, site, "")
    phone.set_viewport_size({"width": 320, "height": 700})
    phone.locator("main").evaluate("""main => { const box = document.createElement('div'), wide = document.createElement('div');
      box.className = 'bc-scroll'; wide.style.width = '500px'; box.append(wide); main.append(box); }""")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_version_of_today_holds(phone: Page, site: str) -> None:
    assert "现行有效" in scanned(phone, site, SECOND)


def test_an_announced_version_says_what_holds_until_then(phone: Page, site: str) -> None:
    said = scanned(phone, site, THIRD)
    assert "自 2027-01-15 起生效" in said and "2.0 版" in said
