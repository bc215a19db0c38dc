"""Installed on a phone: what staff need is there without a network, and a new version fetches what changed only."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from benchmarks.server import Quiet, served
from tests.site.conftest import run

from biaochi.site.offline import kept

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser
READY = "async () => { await navigator.serviceWorker.ready; return (await caches.keys()).length; }"
KEPT = """async () => { const found = []; for (const name of await caches.keys()) {
  for (const request of await (await caches.open(name)).keys()) found.push(request.url); } return found; }"""


class Site(NamedTuple):
    """A served site's address, and what was asked of it."""

    address: str
    asked: list[str]


@pytest.fixture
def site(copy: Path) -> Iterator[Site]:
    asked: list[str] = []

    class Counting(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

    with served(copy / "site", Counting) as address:
        yield Site(f"{address}/", asked)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, service_workers="allow")
    yield context
    context.close()


def test_everything_staff_need_is_there_without_a_network(site: Site, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{site.address}index.html")
    assert page.evaluate(READY) >= 1
    page.reload()
    phone.set_offline(True)
    # None of these was opened before.
    for path, text in (("standards/wait.html", "柜台等候时限"), ("roles/staff.html", "要知道"), ("kinds/checklist.html", "检查表"), ("", "我的岗位")):
        page.goto(f"{site.address}{path}")
        assert text in page.inner_text("body"), path
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).display") == "block"
    page.fill(".md-search__input", "等候")
    page.locator(".md-search-result__item a").first.wait_for()
    assert "等候" in page.locator(".md-search-result__list").inner_text()
    page.goto(f"{site.address}rules/MSR001.html")
    assert "没有存在这台设备上" in page.inner_text("body")


def test_keeping_waits_for_whoever_reads(site: Site, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{site.address}index.html")
    typed = page.evaluate("""async () => {
      const box = document.querySelector('.md-search__input');
      for (let key = 0; key < 20; key++) { box.dispatchEvent(new Event('input')); await new Promise(next => setTimeout(next, 200)); }
      return (await navigator.serviceWorker.getRegistration()).installing !== null;
    }""")
    assert typed and "/standards/greet.html" not in site.asked, "nothing is fetched for later while somebody types"
    assert page.evaluate(READY) >= 1
    fetched = [path.lstrip("/") for path in site.asked]
    first = next(place for place, path in enumerate(fetched) if path.startswith("search/g"))
    assert first < fetched.index("standards/greet.html"), "what every page needs comes first"


def test_the_code_on_a_paper_leads_to_the_register_without_a_network(site: Site, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{site.address}index.html")
    page.evaluate(READY)
    page.reload()
    phone.set_offline(True)
    for code in ("v/DEMO-WAIT/1.0/", "id/DEMO-WAIT/", "v/DEMO-WAIT/0.9/"):
        page.goto(f"{site.address}{code}")
        assert page.url == f"{site.address}registers/versions.html#DEMO-WAIT"
        row = page.locator(":target")
        assert row.locator("code").count() == 2 and row.get_by_role("link").get_attribute("href") == "../standards/wait.html"
    page.goto(f"{site.address}v/DEMO-WAIT/1.0/from-0.9.html")
    assert "没有存在这台设备上" in page.inner_text("body"), "whoever asks what changed is not sent to a list that does not tell it"


def test_an_address_that_was_cut_off_is_answered_as_any_other_that_leads_nowhere(site: Site, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{site.address}index.html")
    page.evaluate(READY)
    page.reload()
    cut = f"{site.address}standards/%E7%AD%89%E5.html"
    answer = page.goto(cut)
    assert answer is not None and answer.status == 404
    phone.set_offline(True)
    page.goto(cut)
    assert "没有存在这台设备上" in page.inner_text("body")


def test_a_new_version_fetches_only_what_changed_and_shows_at_once(
    copy: Path, site: Site, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{site.address}index.html")
    page.evaluate(READY)
    path = copy / "standards/wait.md"
    path.write_text(path.read_text(encoding="utf-8").replace("等候是顾客离开的头号原因", "等候使顾客离开"), encoding="utf-8")
    assert run(copy) == 0  # the served folder's name leads to the new site
    page.goto(f"{site.address}standards/wait.html")
    assert "等候使顾客离开" in page.inner_text("body"), "pages come from the network where there is one"
    site.asked.clear()
    page.evaluate("async () => { const r = await navigator.serviceWorker.ready; const old = r.active; await r.update();"
                  " while (r.active === old || r.active.state !== 'activated') await new Promise(d => setTimeout(d, 50)); }")  # fmt: skip
    fetched = {path.lstrip("/") for path in site.asked}
    assert "standards/wait.html" in fetched and "standards/greet.html" not in fetched
    assert len(fetched) < len(list(kept(copy / "site"))) / 2
    assert "kinds/standard.html" in " ".join(page.evaluate(KEPT))


def test_what_is_kept_leaves_out_papers_and_what_editors_read(built: Path) -> None:
    site = built / "site"
    files = set(kept(site))
    assert {"index.html", "standards/wait.html", "roles/staff.html", "search/head.js", "assets/biaochi.css"} <= files
    assert not [path for path in files if path.endswith(".pdf") or path.startswith(("rules/", "v/", "id/"))]
    told = (site / "sw.js").read_text(encoding="utf-8")
    assert "http:" not in told and "https:" not in told


def test_the_manifest_and_its_icons(built: Path) -> None:
    site = built / "site"
    told = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert told["name"] == "示范手册" and told["display"] == "standalone"
    assert all((site / icon["src"]).is_file() for icon in told["icons"])
    assert '<link rel="manifest" href="../manifest.webmanifest">' in (site / "standards/wait.html").read_text(encoding="utf-8")


def test_the_worker_changes_with_the_content_and_not_with_the_clock(copy: Path) -> None:
    before = (copy / "site/sw.js").read_bytes()
    shutil.rmtree(copy / "site")
    assert run(copy) == 0
    assert (copy / "site/sw.js").read_bytes() == before
