"""What people see and reach of our own handbook in a real Chromium: at every size, by keyboard, on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Site = tuple[str, Path]
Opened = Callable[..., "Page"]

OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_is_wider_than_its_window_asks_others_or_complains(opened: Opened, site: Site, paths: list[str]) -> None:
    """A phone, a desktop, and a desktop at 200 % and 400 %; all with what is stored for use without a network."""
    page = opened(installed=True)
    wrong = {}
    for path in paths:
        page.goto(f"{site[0]}/{path}", wait_until="load")
        for width in (1280, 640, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(OVER) > 0:
                wrong[path, width] = page.evaluate(OVER)
        page.evaluate("() => new Promise(done => requestIdleCallback(done, {timeout: 2000}))")
    page.wait_for_load_state("networkidle")
    assert wrong == {}
    assert page.complaints == []  # type: ignore[attr-defined]


def test_the_three_times_of_a_tier_fit_a_narrow_window(opened: Opened, site: Site) -> None:
    page = opened(320)
    on_tiers = [path for path in sorted((site[1] / "roles").glob("*.html")) if "办结 ≤" in path.read_text(encoding="utf-8")]
    assert len(on_tiers) >= 3
    for path in on_tiers:
        page.goto(f"{site[0]}/roles/{path.name}")
        assert page.evaluate(OVER) <= 0, path.name


def test_a_long_name_folds_in_its_chip(opened: Opened, site: Site) -> None:
    page = opened(390)
    for path in ("index.html", "roles/front-desk.html"):
        page.goto(f"{site[0]}/{path}")
        chip = page.locator(".bc-chips a").first
        chip.evaluate("chip => { chip.textContent = '门店应急预案（火警、客户受伤、停电）'.repeat(3); }")
        assert page.evaluate(OVER) <= 0 and chip.evaluate("chip => chip.getBoundingClientRect().right <= innerWidth"), path


def test_tables_that_are_read_across_have_the_room_of_the_contents_and_what_leads_to_their_parts_above_them(opened: Opened, site: Site) -> None:
    page = opened()
    for path in ("matrix.html", "registers/metrics.html", "registers/promises.html", "registers/terms.html"):
        page.goto(f"{site[0]}/{path}")
        assert page.locator("table.bc-wide").first.evaluate("table => table.getBoundingClientRect().width") > 850, path
        told = page.locator(".bc-jump a").evaluate_all("all => all.map(a => [decodeURIComponent(a.hash.slice(1)), +a.querySelector('b').textContent])")
        there = page.locator("section:has(h2)").evaluate_all("all => all.map(one => [one.querySelector('h2').id, one.querySelectorAll('tbody tr').length])")
        assert told == there and (told or path == "registers/terms.html"), path
    page.goto(f"{site[0]}/matrix.html#?sector=bank")
    assert page.locator(".bc-jump a:visible").count() == 1


def test_what_a_table_is_asked_for_is_in_sight_on_a_phone(opened: Opened, site: Site) -> None:
    """Who may decide what; and no row of a checklist is high because of a column that is out of sight."""
    page = opened(390)
    page.goto(f"{site[0]}/processes/common/complaint-escalation.html")
    right = "cell => cell.closest('.bc-scroll').getBoundingClientRect().right - cell.getBoundingClientRect().right"
    assert page.locator(".bc-tiers th", has_text="权限").evaluate(right) >= 0
    page.goto(f"{site[0]}/standards/hotel/checklists/checkin-card.html")
    blank = """row => {
      const text = document.createRange(); text.selectNodeContents(row.cells[1]);
      return row.getBoundingClientRect().height - text.getBoundingClientRect().height;
    }"""
    assert max(page.locator(".bc-items tbody tr").evaluate_all(f"rows => rows.map({blank})")) < 45
    page.set_viewport_size({"width": 1280, "height": 800})
    told, checked = (page.locator(f".bc-items td:nth-child({n})").first.evaluate("cell => cell.getBoundingClientRect().width") for n in (2, 5))
    assert told > 1.2 * checked, "nor is an item narrow because of what it checks"


def test_a_table_of_numbered_sayings_is_read_on_a_phone_without_moving_it(opened: Opened, site: Site) -> None:
    page = opened(390)
    page.goto(f"{site[0]}/standards/about/before-after.html")
    wide = "frame => [frame.scrollWidth - frame.clientWidth, frame.querySelector('td').getBoundingClientRect().width]"
    over, first = page.locator(".bc-scroll").first.evaluate(wide)
    assert over <= 1 and first < 45


def test_the_customers_way_fits_every_phone(opened: Opened, site: Site) -> None:
    """Wherever its line breaks, the arrow behind the last name stays inside."""
    page = opened()
    for path in sorted([*site[1].glob("sectors/*.html"), *site[1].glob("journeys/*.html")]):
        page.goto(path.as_uri())
        over = [width for width in range(320, 440, 10) if page.set_viewport_size({"width": width, "height": 800}) or page.evaluate(OVER) > 0]
        assert over == [], path.name


def test_a_content_code_stands_on_one_line(opened: Opened, site: Site) -> None:
    """It is compared with the one on paper; so is a row's number with the source."""
    for width, path, cell in ((320, "registers/versions.html", "td:last-child > code"), (1280, "sources/index.html", "td:first-child > code")):
        page = opened(width)
        page.goto(f"{site[0]}/{path}")
        assert set(page.locator(cell).evaluate_all("codes => codes.map(code => code.getClientRects().length)")) == {1}, path
        assert page.evaluate(OVER) <= 0, path


def test_an_id_to_compare_with_paper_is_broken_at_its_hyphens_alone(opened: Opened, site: Site) -> None:
    broken = """code => [...code.textContent.matchAll(/[^-]+/g)].map(part => {
      const range = document.createRange();
      range.setStart(code.firstChild, part.index); range.setEnd(code.firstChild, part.index + part[0].length);
      return range.getClientRects().length > 1 ? part[0] : '';
    }).join('')"""
    page = opened(390)
    page.goto(f"{site[0]}/registers/versions.html")
    codes = page.locator("td:first-child > code")
    assert codes.count() > 100 and set(codes.evaluate_all(f"codes => codes.map({broken})")) == {""}
    spare = """tables => tables.map(table => {
      const widest = Math.max(...[...table.querySelectorAll('td:first-child > code')].flatMap(code => [...code.getClientRects()].map(box => box.width)));
      return table.querySelector('td').clientWidth - widest;
    })"""
    assert max(page.locator(".bc-versions").evaluate_all(spare)) < 16, "the room is the titles'"


def test_what_can_be_pressed_in_the_matrix_is_as_red_as_its_introduction_says(opened: Opened, site: Site) -> None:
    for scheme in ("light", "dark"):
        page = opened(scheme=scheme)
        page.goto(f"{site[0]}/matrix.html#?gap=checked")
        gap, number = page.locator("td.bc-gap:visible").first, page.locator("td.bc-gap summary:visible").first
        colour = "one => getComputedStyle(one).color"
        assert number.evaluate(colour) == gap.evaluate(colour) != page.locator("article > p").first.evaluate(colour)


def test_what_is_short_stands_on_one_line(opened: Opened, site: Site) -> None:
    """Days, how an item is answered and what passes, times of a tier, and the mark of what can be printed."""
    short = """() => [...document.querySelectorAll('article :is(time, tr > td:first-child > a > code, .bc-items td:is(:nth-child(3), :nth-child(4)), .bc-tiers td:nth-child(4), a.bc-print)')].map(one => {
      const range = document.createRange(); range.selectNodeContents(one);
      return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
    })"""
    page = opened()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("rules/index.html", "registers/versions.html", "roles/front-desk.html", "reviews.html", "standards/catering/checklists/opening.html", "processes/common/complaint-escalation.html", "standards/hospital/improvements/sockets.html", "kinds/checklist.html"):
            page.goto(f"{site[0]}/{path}")
            page.evaluate("for (const row of document.querySelectorAll('ul.bc-list > li')) row.insertAdjacentHTML('beforeend', ' <a class=bc-print href=x>打印</a>')")
            lines = page.evaluate(short)
            assert set(lines) == {1}, (path, width)
        chip = page.locator("a.bc-print").first.evaluate("chip => [getComputedStyle(chip).paddingLeft, chip.getBoundingClientRect().height]")
        assert float(chip[0].removesuffix("px")) >= 8 and chip[1] >= (24 if width > 400 else 40), "the frame stands off the word"


def test_on_paper_a_drawing_stands_behind_its_steps(opened: Opened, site: Site) -> None:
    top = "id => document.getElementById(id).getBoundingClientRect().top"
    page = opened()
    page.goto(f"{site[0]}/processes/common/complaint-flow.html")
    assert page.evaluate(top, "flow") < page.evaluate(top, "steps")
    page.emulate_media(media="print")
    assert page.evaluate(top, "flow") > page.evaluate(top, "steps") and page.locator(".bc-figure").evaluate("figure => figure.getBoundingClientRect().top") > page.evaluate(top, "flow")


def test_a_rules_example_is_read_to_its_end(opened: Opened, site: Site) -> None:
    for width in (390, 1280):
        page = opened(width)
        page.goto(f"{site[0]}/rules/MSR030.html")
        assert page.locator("pre code").evaluate_all("all => all.length === 2 && all.every(one => one.scrollWidth <= one.clientWidth)"), width


def test_a_tall_drawing_leaves_room_on_its_sheet_for_what_stands_around_it(opened: Opened, site: Site) -> None:
    page = opened()
    page.goto(f"{site[0]}/processes/bank/loan-flow.html")
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    last = paper[len(paper) - 1].get_textpage().get_text_bounded()
    assert "流程图" in last and "审批岗" in last, "the drawing and what it is called share a sheet"


def test_neither_the_mark_of_its_origin_nor_room_has_a_sheet_of_its_own(opened: Opened, site: Site) -> None:
    page = opened()
    for path in ("standards/retail/scripts/return-script", "standards/hotel/checklists/mystery", "processes/logistics/parcel-flow", "processes/bank/account-flow"):
        page.goto(f"{site[0]}/{path}.html")
        told = [sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(page.pdf(format="A4"))]
        assert site[0] in told[0] and all(told), (path, [len(text) for text in told])


def test_what_is_said_aloud_is_printed_on_one_sheet(opened: Opened, site: Site) -> None:
    """Not on one and three lines; and no word of a table of versions that is not printed."""
    page = opened()
    for path in ("standards/hotel/scripts/checkin-script", "standards/catering/scripts/order-script", "standards/common/scripts/objection"):
        page.goto(f"{site[0]}/{path}.html")
        assert len(pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))) == 1, path
    note = "article => { const note = document.createElement('p'); note.className = 'bc-note bc-unrecorded'; article.append(note); return getComputedStyle(note).display }"
    assert page.locator("article").evaluate(note) == "block"
    page.emulate_media(media="print")
    assert page.locator(".bc-unrecorded").evaluate_all("all => all.every(note => getComputedStyle(note).display === 'none')")


def test_a_register_printed_from_its_page_has_twenty_rows_on_a_sheet(opened: Opened, site: Site) -> None:
    page = opened()
    page.goto(f"{site[0]}/registers/metrics.html")
    sheets = len(pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)))
    assert page.locator(".bc-measures tbody tr").count() / sheets > 18


def test_a_checklist_printed_from_its_page_is_one_sheet(opened: Opened, site: Site) -> None:
    """What an item checks stands in small print beside it, and leaves the room to the item."""
    for path in ("standards/common/checklists/opening.html", "standards/catering/checklists/opening.html"):
        page = opened(680)
        page.goto(f"{site[0]}/{path}")
        assert len(pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))) == 1, path
        page.emulate_media(media="print")
        told, checked = (page.locator(f".bc-items td:nth-child({n})").first.evaluate("cell => cell.getBoundingClientRect().width") for n in (2, 5))
        assert page.locator(".bc-items tbody tr").count() >= 14 and told > checked, path


def test_a_drawing_is_drawn_no_larger_than_it_is_read(opened: Opened, site: Site) -> None:
    page = opened()
    for path in ("processes/common/complaint-escalation.html", "processes/bank/loan-flow.html", "health.html"):
        page.goto(f"{site[0]}/{path}")
        wide = page.locator(".bc-drawing:is(.bc-drawing--both, .bc-drawing--plot):visible").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
        assert wide and max(wide) <= 521, path


def test_a_drawing_is_read_on_the_narrowest_phone(opened: Opened, site: Site) -> None:
    smallest = """all => all.flatMap(one => { const scale = one.getBoundingClientRect().width / one.viewBox.baseVal.width;
      return [...one.querySelectorAll('text')].map(text => scale * text.getAttribute('font-size')); })"""
    page = opened(320)
    for path in ("processes/common/complaint-escalation.html", "processes/bank/loan-flow.html", "processes/catering/meal.html"):
        page.goto(f"{site[0]}/{path}")
        assert min(page.locator(".bc-figure .bc-drawing:visible").evaluate_all(smallest)) >= 10.5, path
        assert page.evaluate(OVER) <= 0, path


def test_what_the_keyboard_comes_to_first_says_where_it_leads_and_covers_what_it_lies_over(opened: Opened, site: Site) -> None:
    for scheme in ("light", "dark"):
        page = opened(scheme=scheme)
        # With contents and without.
        for path in ("matrix.html", "roles/index.html"):
            page.goto(f"{site[0]}/{path}")
            page.keyboard.press("Tab")
            link = page.locator(".md-skip:focus")
            assert link.inner_text() == "跳到正文"
            assert "rgba" not in link.evaluate("link => getComputedStyle(link).backgroundColor")


def test_on_every_page_the_keyboard_gets_past_the_navigation(opened: Opened, site: Site, paths: list[str]) -> None:
    """The title is in sight, and what it comes to next is neither header nor navigation."""
    title = "() => { const box = document.querySelector('h1').getBoundingClientRect(); return document.elementFromPoint(box.left + 5, box.top + box.height / 2).closest('h1') !== null; }"
    page = opened()
    wrong = {}
    with_navigation = [path for path in ("roles/index.html", *paths) if not path.startswith(("id/", "v/", "receipt"))]
    assert len(with_navigation) > 25
    for path in with_navigation:
        page.goto(f"{site[0]}/{path}")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        seen = page.evaluate(title)
        page.keyboard.press("Tab")
        if not seen or page.evaluate("document.activeElement.closest('header, .md-tabs, .md-sidebar') !== null"):
            wrong[path] = seen, page.evaluate("document.activeElement.outerHTML")
    assert wrong == {}


def test_on_a_phone_the_drawer_and_the_search_are_buttons_that_say_what_they_open(opened: Opened, site: Site) -> None:
    page = opened(390)
    page.goto(f"{site[0]}/roles/index.html", wait_until="load")
    drawer, find = (page.get_by_role("button", name=name, exact=True) for name in ("导航", "搜索"))
    focused = "(one) => one === document.activeElement"
    for key in ("Enter", " "):
        drawer.focus()
        page.keyboard.press(key)
        assert drawer.get_attribute("aria-expanded") == "true" and page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
        page.keyboard.press("Escape")
        assert drawer.get_attribute("aria-expanded") == "false" and drawer.evaluate(focused)
    page.keyboard.press("Enter")
    page.locator("article a").first.focus()
    assert drawer.get_attribute("aria-expanded") == "false", "it lies over nothing that the keyboard comes to"
    find.focus()
    page.keyboard.press("Enter")
    assert find.get_attribute("aria-expanded") == "true" and page.evaluate("document.activeElement.className").startswith("md-search__input")
    page.keyboard.press("Escape")
    assert find.evaluate(focused)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not drawer.is_visible() and not find.is_visible(), "where there is no drawer there is no button"


def test_leaving_the_search_goes_back_to_where_the_keyboard_was(opened: Opened, site: Site) -> None:
    page = opened()
    page.goto(f"{site[0]}/matrix.html", wait_until="networkidle")
    page.get_by_label("行业").focus()
    page.evaluate("document.querySelector('.md-search__input').focus()")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "sector"
    for key, side in (("Tab", "FOLLOWING"), ("Shift+Tab", "PRECEDING")):
        page.evaluate("document.querySelector('.md-search__input').focus()")
        for _ in range(20):
            page.keyboard.press(key)
            if not page.evaluate("document.querySelector('#__search').checked"):
                break
        assert page.evaluate("document.activeElement !== document.body && !document.activeElement.closest('.md-search')")
        assert page.evaluate(f"document.querySelector('.md-search').compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_{side}")


def test_search_finds_a_chinese_word(opened: Opened, site: Site) -> None:
    page = opened()
    page.goto(f"{site[0]}/index.html", wait_until="networkidle")
    page.locator(".md-search__input").first.click()
    page.keyboard.type("入住")
    result = page.locator(".md-search-result__item a").first
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
  // Of the drawer of a narrow window one level may lie over another.
  const over = innerWidth < 1220 && element.closest(".md-sidebar--primary") && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    html: element.outerHTML.slice(0, 120), again, covered: Boolean(over) && !element.contains(over),
    // The search slides in: what is seen of it, its own tests ask.
    shown: element.closest(".md-search") !== null || box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    marked: style.outlineStyle !== "none" || style.boxShadow !== "none" || element.closest(".md-search, .md-header") !== null,
    below: element.closest("article") !== null && box.height < innerHeight / 4 && box.top < (document.querySelector(".md-header") || {getBoundingClientRect: () => ({bottom: 0})}).getBoundingClientRect().bottom - 1,
  };
}"""
_LEFT = """() => [...document.querySelectorAll("article :is(a[href], button, input, select, summary, [tabindex='0'])")]
  .filter(e => !e.dataset.seen && e.checkVisibility() && e.getBoundingClientRect().width > 0).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.slow)])
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
            assert at["shown"] and at["marked"] and not at["below"] and not at["covered"], (path, at)
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
    page.emulate_media(media="null")
    paper = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=True))
    assert paper[0].render().to_pil().convert("L").getpixel((5, 5)) == 255, "its margins too"


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
