"""WCAG 2.2 AA on every kind of page of our own handbook in a real Chromium, at both sizes and in both schemes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Site = tuple[str, Path]
Opened = Callable[..., "Page"]

# What passed is not told, and nothing is told by its selector: a third of axe's time goes there.
BRIEF = {"resultTypes": ["violations"], "selectors": False}
COLOURED = ("color-contrast", "link-in-text-block")
# Targets of 24 px are asked for by WCAG 2.2, and by axe only when told.
AXE = {**BRIEF, "rules": {"target-size": {"enabled": True}}}
COLOURS = {**BRIEF, "runOnly": {"type": "rule", "values": list(COLOURED)}}
NO_COLOURS = {**BRIEF, "rules": {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in COLOURED}}}
SCHEMES = {"light": "default", "dark": "slate"}
SCHEME = "document.body.dataset.mdColorScheme"
ALIKE = """() => {
  const seen = new Map();
  // A mark is all that a colour may depend on: names, classes and attributes, without texts, targets and anchors.
  const mark = e => e.tagName + [...e.attributes].map(({name, value}) => /^(href|src|id|title|for|name|value|datetime|headers|aria-label.*|aria-describedby)$/.test(name) ? name : `${name}=${value}`).sort();
  const shape = e => mark(e) + [...e.childNodes].map(n => n.nodeType === 1 ? shape(n) : n.nodeType === 3 && n.data.trim() ? "t" : "").join("");
  const thin = (e, around) => {
    const inside = `${around}/${mark(e)}`;
    for (const child of [...e.children]) {
      const key = `${inside}/${shape(child)}`, count = (seen.get(key) || 0) + 1;
      seen.set(key, count);
      if (count > 2) child.remove(); else if (!(child instanceof SVGElement)) thin(child, inside);
    }
  };
  thin(document.querySelector("article, main.bc-bare"), "");
}"""
"""Leaves of what is built alike the first two: rows of a register differ in their data, not in their colours."""


def violations(page: Page, told: str, options: dict[str, object] = AXE) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for violation in Axe().run(page, options=options).response["violations"]:
        for node in violation["nodes"][:2]:
            found.setdefault(violation["id"], []).append(f"{told} {node['html'][:120]}")
    return found


class Wrong:
    """What axe finds on many pages, by rule."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def look(self, told: str, page: Page, options: dict[str, object]) -> None:
        for id_, places in violations(page, told, options).items():
            self.found.setdefault(id_, []).extend(places)

    def told(self) -> dict[str, list[str]]:
        """The first places of each."""
        return {id_: places[:4] for id_, places in self.found.items()}


LOOKS = (("light", 1280), ("dark", 390))


@pytest.mark.parametrize("looks", [LOOKS, pytest.param((("light", 390), ("dark", 1280)), marks=pytest.mark.slow)], ids=["wide in light", "narrow in light"])
def test_axe_finds_nothing_on_a_phone_or_a_desktop(opened: Opened, site: Site, paths: list[str], looks: tuple[tuple[str, int], ...]) -> None:
    """Each width in one scheme, the other two in test-slow: that a scheme is wrong at one width alone is rare."""
    wrong = Wrong()
    pages = {scheme: opened(width, scheme) for scheme, width in looks}
    for path in paths:
        for scheme, width in looks:
            page = pages[scheme]
            page.goto(f"{site[0]}/{path}", wait_until="load")
            assert page.evaluate(SCHEME) == SCHEMES[scheme]
            wrong.look(f"{path} {width} {scheme}", page, NO_COLOURS)
            page.evaluate(ALIKE)
            wrong.look(f"{path} {width} {scheme}", page, COLOURS)
    assert wrong.told() == {}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_the_search_is_open(opened: Opened, site: Site, scheme: str, width: int) -> None:
    page = opened(width, scheme)
    page.goto(f"{site[0]}/index.html", wait_until="networkidle")
    if width < 960:
        page.locator("button.bc-press__search").click()
    page.locator(".md-search__input").first.click()
    page.keyboard.type("入住")
    page.locator(".md-search-result__item a").first.wait_for(timeout=20_000)
    assert violations(page, f"{width} {scheme}") == {}
