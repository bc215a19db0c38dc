"""Our own handbook in a real Chromium, on a desktop and a phone, in light and dark: what people see."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from biaochi.site.run import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
AS_OF = dt.date(2026, 11, 22)
WIDTHS = {"phone": 390, "desktop": 1280}

# One page of each kind that a reader may open.
PAGES = (
    "index.html",
    "standards/hotel/{standard}.html",
    "processes/{process}.html",
    "{script}",
    "{checklist}",
    "{training}",
    "{improvement}",
    "registers/metrics.html",
    "registers/promises.html",
    "matrix.html",
    "reviews.html",
    "sources/index.html",
    "rules/index.html",
    "handbooks/index.html",
    "404.html",
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site without a word."""

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of our own handbook's site, built without PDFs."""
    root = tmp_path_factory.mktemp("own") / "book"
    for name in ("standards", "processes", "docs", "overrides", "mkdocs_plugins"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    # Whether the content passes its gate is asked elsewhere; here only what it looks like.
    from biaochi.site.standards import StandardsPlugin

    honest = StandardsPlugin.fails
    StandardsPlugin.fails = lambda self, outcome: False  # type: ignore[method-assign]
    try:
        assert build(root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    finally:
        StandardsPlugin.fails = honest  # type: ignore[method-assign]
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(root / "site"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", root / "site"
    server.shutdown()


@pytest.fixture(scope="module")
def paths(site: tuple[str, Path]) -> list[str]:
    """One page of each kind, the longest of its kind."""
    _, folder = site
    from biaochi.core.check import check
    from biaochi.core.read import read
    from biaochi.pages.links import address

    entries = check(read(ROOT).texts, as_of=AS_OF).catalogue.entries.values()
    longest: dict[str, str] = {}
    for entry in sorted(entries, key=lambda e: (folder / address(e.path)).stat().st_size):
        longest[entry.kind] = address(entry.path)
    generated = [page for page in PAGES if "{" not in page and (folder / page).exists()]
    firsts = [
        min(folder.glob(f"{name}/*.html")).relative_to(folder).as_posix()
        for name in ("roles", "sectors", "kinds", "rules")
    ]
    return [*longest.values(), *generated, *firsts]


def opened(browser: Browser, site: tuple[str, Path], width: int, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on(
        "request",
        lambda r: None if r.url.startswith((site[0], "data:", "blob:")) else page.complaints.append(r.url),
    )  # type: ignore[attr-defined]
    return page


@pytest.mark.parametrize("device", WIDTHS)
def test_no_page_is_wider_than_the_screen_asks_others_or_complains(
    browser: Browser, site: tuple[str, Path], paths: list[str], device: str
) -> None:
    page = opened(browser, site, WIDTHS[device], "light")
    wrong = {}
    for path in paths:
        page.goto(f"{site[0]}/{path}", wait_until="networkidle")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wrong[path] = over
    page.context.close()
    assert wrong == {}
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(
    browser: Browser, site: tuple[str, Path], paths: list[str], scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    wrong: dict[str, list[str]] = {}
    page = opened(browser, site, width, scheme)
    for path in paths:
        page.goto(f"{site[0]}/{path}", wait_until="load")
        assert (
            page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
        )
        for violation in Axe().run(page).response["violations"]:
            for node in violation["nodes"][:2]:
                wrong.setdefault(violation["id"], []).append(f"{path} {width} {node['html'][:120]}")
    page.context.close()
    assert {id_: places[:4] for id_, places in wrong.items()} == {}


def test_search_finds_a_chinese_word(browser: Browser, site: tuple[str, Path]) -> None:
    page = opened(browser, site, 1280, "light")
    page.goto(f"{site[0]}/index.html", wait_until="networkidle")
    page.locator(".md-search__input").first.click()
    page.keyboard.type("入住")
    result = page.locator(".md-search-result__item a, .bc-search a").first
    result.wait_for(timeout=20_000)
    assert "入住" in result.inner_text()
    page.context.close()


def test_a_clauses_permalink_leads_to_it(browser: Browser, site: tuple[str, Path], paths: list[str]) -> None:
    page = opened(browser, site, 390, "light")
    standard = next(path for path in paths if path.startswith("standards/") and path.count("/") == 2)
    page.goto(f"{site[0]}/{standard}", wait_until="load")
    link = page.locator(".bc-clause__link").first
    link.click()
    target = page.url.partition("#")[2]
    assert target
    top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", target)
    assert 0 <= top < 800
    page.context.close()
