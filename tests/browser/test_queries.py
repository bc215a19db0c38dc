"""Our own handbook is found as people ask: queries in tests/data/search with their right pages, by a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

DATA = Path(__file__).resolve().parents[1] / "data" / "search" / "queries.tsv"
NONE = "__none__"
ANSWERED = "query => document.querySelector('.bc-search').dataset.query === query"
SHOWN = """() => ({
  note: document.querySelector('.md-search-result__meta').textContent,
  pages: [...document.querySelectorAll('.md-search-result__item > a:first-child')].map(link => new URL(link.href).pathname),
})"""


def is_right(path: str, right: str) -> bool:
    """Whether a result is one of the right pages: a page, or a folder with all in it."""
    page = path.removeprefix("/").removesuffix(".html")
    return any(page == each or page == f"{each}/index" for each in right.split())


def test_what_people_type_brings_the_right_page_first(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(f"{site[0]}/index.html")
    places = []
    for line in DATA.read_text(encoding="utf-8").splitlines():
        query, right = line.split("\t")
        page.fill(".md-search__input", query)
        page.wait_for_function(ANSWERED, arg=query)
        found = page.evaluate(SHOWN)
        if right == NONE:
            assert not found["pages"] or "相似" in found["note"], query
            continue
        places.append(next((at for at, path in enumerate(found["pages"], 1) if is_right(path, right)), 99))
    page.close()
    share = [sum(place <= best for place in places) / len(places) for best in (1, 3, 5)]
    assert share[0] >= 0.82 and share[1] >= 0.93 and share[2] >= 0.96, share
