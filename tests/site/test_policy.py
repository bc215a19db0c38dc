"""The content security policy: it stands in every page, holds with all that the theme does, and stops what is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.server import served

from biaochi.site.policy import protect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
WATCH = "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));"


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, built: Path) -> Iterator[str]:
    if request.param == "file":
        yield f"{(built / 'site').as_uri()}/"
        return
    with served(built / "site") as at:
        yield f"{at}/"


def test_every_page_has_the_policy_before_anything_else(built: Path) -> None:
    pages = list((built / "site").rglob("*.html"))
    assert len(pages) > 50
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert html.count("Content-Security-Policy") == 1, path
        assert html.index("Content-Security-Policy") < html.index("<title") < (html + "<script").index("<script")


def test_nothing_on_any_kind_of_page_violates_it_or_asks_another_host(browser: Browser, built: Path, address: str) -> None:
    site = built / "site"
    folders: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        folders.setdefault(name.rpartition("/")[0].split("/")[0], []).append(name)
    page = browser.new_page()
    page.add_init_script(WATCH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    wrong = {}
    names = [name for found in folders.values() for name in (found if len(found) < 12 else found[:3]) if not name.startswith("id/")]
    for name in names:
        page.goto(address + name)
        if name in ("index.html", "standards/wait.html"):
            page.evaluate("document.querySelectorAll('[data-md-component=palette] input').forEach(input => input.click())")
            page.fill(".md-search__input", "等候")
            page.locator(".md-search-result__item a").first.wait_for()
            page.evaluate("document.getElementById('__drawer').click()")
            page.wait_for_timeout(300)
        found = page.evaluate("violations")
        if found:
            wrong[name] = found
    page.close()
    assert wrong == {}
    assert [text for text in complaints if "Content Security Policy" in text] == []
    assert [url for url in asked if not url.startswith((address, "file:", "data:", "blob:"))] == []


def test_it_stops_scripts_and_requests_that_are_not_ours(browser: Browser, built: Path, tmp_path: Path) -> None:
    html = (built / "site/index.html").read_text(encoding="utf-8")
    evil = "<script>window.evil = 1</script><img src='http://127.0.0.1:9/x.png' onerror='window.evil = 2'>"
    (tmp_path / "evil.html").write_text(html.replace("</main>", f"{evil}</main>", 1), encoding="utf-8")
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto((tmp_path / "evil.html").as_uri())
    assert page.evaluate("window.evil") is None
    assert len(page.evaluate("violations")) >= 2
    page.close()


def test_a_permanent_address_leads_on_to_the_clause(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}id/DEMO-WAIT/index.html#metrics")
    page.wait_for_url("**/standards/wait.html#metrics")
    page.close()


def test_data_in_scripts_needs_no_hash_and_a_policy_is_replaced() -> None:
    html = '<head><meta charset="utf-8"><script type="application/json">{}</script><script src="a.js"></script></head>'
    once = protect(html)
    assert "sha256" not in once
    assert protect(once) == once
    assert protect(once.replace("</head>", "<script>1</script></head>")).count("sha256-") == 1
