"""What people see of our own handbook in a real Chromium: WCAG 2.2 AA on every kind of page, at every size and scheme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Site = tuple[str, Path]
Opened = Callable[..., "Page"]

# What passed is not told, and nothing is told by its selector: a third of axe's time goes there.
BRIEF = {"resultTypes": ["violations"], "selectors": False}
# Targets of 24 px are asked for by WCAG 2.2, and by axe only when told.
AXE = {**BRIEF, "rules": {"target-size": {"enabled": True}}}
COLOURS = {**BRIEF, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page, told: str, part: str | None = None, options: dict[str, object] = AXE) -> dict[str, list[str]]:
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, list[str]] = {}
    for violation in Axe().run(page, context=part, options=options).response["violations"]:
        for node in violation["nodes"][:2]:
            found.setdefault(violation["id"], []).append(f"{told} {node['html'][:120]}")
    return found


def test_no_page_is_wider_than_its_window_asks_others_or_complains(opened: Opened, site: Site, paths: list[str]) -> None:
    """A phone, a desktop, and a desktop at 200 % and 400 %."""
    page = opened()
    wrong = {}
    for path in paths:
        page.goto(f"{site[0]}/{path}", wait_until="networkidle")
        for width in (1280, 640, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(OVER) > 0:
                wrong[path, width] = page.evaluate(OVER)
    assert wrong == {}
    assert page.complaints == []  # type: ignore[attr-defined]


# The longest of all tests: each scheme is a worker's own, beside the rest of the file.
@pytest.mark.parametrize(
    "scheme", [pytest.param(scheme, marks=pytest.mark.xdist_group(scheme)) for scheme in ("light", "dark")]
)
def test_axe_finds_nothing_on_a_phone_or_a_desktop(opened: Opened, site: Site, paths: list[str], scheme: str) -> None:
    """What is around the page is looked at once a scheme: wide in light, narrow in dark. A scheme changes colours alone."""
    wrong: dict[str, list[str]] = {}
    page = opened(scheme=scheme)
    whole = {"light": 1280, "dark": 390}[scheme]
    for path in paths:
        page.goto(f"{site[0]}/{path}", wait_until="load")
        assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            part, options = (None, AXE) if width == whole else ("article", AXE if scheme == "light" else COLOURS)
            for id_, places in violations(page, f"{path} {width}", part, options).items():
                wrong.setdefault(id_, []).extend(places)
        page.set_viewport_size({"width": 1280, "height": 800})
    assert {id_: places[:4] for id_, places in wrong.items()} == {}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_the_search_is_open(opened: Opened, site: Site, scheme: str, width: int) -> None:
    page = opened(width, scheme)
    page.goto(f"{site[0]}/index.html", wait_until="networkidle")
    if width < 960:
        page.locator("label[for=__search].md-header__button").click()
    page.locator(".md-search__input").first.click()
    page.keyboard.type("入住")
    page.locator(".md-search-result__item a").first.wait_for(timeout=20_000)
    assert violations(page, f"{width} {scheme}") == {}


def test_search_finds_a_chinese_word(opened: Opened, site: Site) -> None:
    page = opened()
    page.goto(f"{site[0]}/index.html", wait_until="networkidle")
    page.locator(".md-search__input").first.click()
    page.keyboard.type("入住")
    result = page.locator(".md-search-result__item a, .bc-search a").first
    result.wait_for(timeout=20_000)
    assert "入住" in result.inner_text()


def test_a_clauses_permalink_leads_to_it(opened: Opened, site: Site, paths: list[str]) -> None:
    page = opened(390)
    standard = next(path for path in paths if path.startswith("standards/") and path.count("/") == 2)
    page.goto(f"{site[0]}/{standard}", wait_until="load")
    page.locator(".bc-clause__link").first.click()
    target = page.url.partition("#")[2]
    assert target
    top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", target)
    assert 0 <= top < 800


_REACHED = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  // The switch of the scheme is a hidden field with its label beside it.
  const seen = element.classList.contains("md-option") ? element.nextElementSibling : element;
  const style = getComputedStyle(seen), box = seen.getBoundingClientRect();
  // A field for a date holds the focus for day, month and year.
  const again = element.dataset.seen === "1" && element !== window.before;
  element.dataset.seen = "1";
  window.before = element;
  return {
    html: element.outerHTML.slice(0, 120), again,
    // The search slides in: what is seen of it, its own tests ask.
    shown: element.closest(".md-search") !== null || box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    marked: style.outlineStyle !== "none" || style.boxShadow !== "none" || element.closest(".md-search, .md-header") !== null,
    below: element.closest("article") !== null && box.height < innerHeight / 4 && box.top < (document.querySelector(".md-header") || {getBoundingClientRect: () => ({bottom: 0})}).getBoundingClientRect().bottom - 1,
  };
}"""
_LEFT = """() => [...document.querySelectorAll("article :is(a[href], button, input, select, summary, [tabindex='0'])")]
  .filter(e => !e.dataset.seen && e.checkVisibility() && e.getBoundingClientRect().width > 0).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(opened: Opened, site: Site, paths: list[str], width: int) -> None:
    """On the home page; wide, on a drawing and a role's page; narrow, on a register and the health page."""
    role = next(path for path in paths if path.startswith("roles/"))
    others = {1280: ("processes/common/complaint-flow.html", role), 390: ("registers/promises.html", "health.html")}
    for path in ("index.html", *others[width]):
        page = opened(width)
        page.goto(f"{site[0]}/{path}", wait_until="networkidle")
        for _ in range(900):
            page.keyboard.press("Tab")
            at = page.evaluate(_REACHED)
            if at is None:
                continue  # left the search, or the page
            if at["again"]:
                break
            assert at["shown"] and at["marked"] and not at["below"], (path, at)
        assert page.evaluate(_LEFT) == [], path
        for _ in range(40):
            page.keyboard.press("Shift+Tab")
            back = page.evaluate(_REACHED)
            assert back is None or not back["below"], (path, back)


def test_a_page_printed_from_a_dark_screen_is_as_readable_as_from_a_light_one(opened: Opened, site: Site) -> None:
    ink = """() => [...document.querySelectorAll('h1, h2, dt, small, .md-content a, .bc-lead, .bc-status, .bc-drawing text, b')]
      .map(one => getComputedStyle(one).color + getComputedStyle(one).fill)"""
    for path in ("standards/hotel/checkin.html", "processes/common/complaint-flow.html", "health.html"):
        told = []
        for scheme in ("light", "dark"):
            page = opened(1280, scheme)
            page.goto(f"{site[0]}/{path}")
            assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
            page.emulate_media(media="print")
            told.append(page.evaluate(ink))
        assert told[0] == told[1] and len(told[0]) > 10, path


def test_nothing_of_a_wide_table_is_lost_on_paper(opened: Opened, site: Site, paths: list[str]) -> None:
    """A4 without its margins; a window of that width is also a phone's to the style sheet."""
    cut = """() => [...document.querySelectorAll('.bc-scroll, .bc-scroll table, table.bc-table')].filter(one => {
      const style = getComputedStyle(one), box = one.getBoundingClientRect();
      return style.overflowX !== 'visible' || box.right > document.documentElement.clientWidth + 1;
    }).map(one => one.className + ' ' + (one.getAttribute('aria-label') ?? ''))"""
    page = opened(680)
    page.emulate_media(media="print")
    wrong = {}
    for path in paths:
        page.goto(f"{site[0]}/{path}")
        if found := page.evaluate(cut):
            wrong[path] = found
    assert wrong == {}
