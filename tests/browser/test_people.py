"""Pages for people at work: the chosen day, the own role, filters in the address; from a server and from a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import prepare
import pypdfium2
import pytest
from tests.conftest import ARGUMENTS

from biaochi.handbook.fonts import Fonts, find_fonts, fontconfig

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Site = tuple[str, Path]
Opened = Callable[..., "Page"]
ROWS = "[...document.querySelectorAll('tr[data-sector]')].filter(row => row.checkVisibility()).map(row => row.dataset.sector)"


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Site) -> str:
    return site[0] if request.param == "http" else site[1].as_uri()


def test_a_filtered_matrix_is_shared_by_its_address_and_the_back_button_undoes(opened: Opened, base: str) -> None:
    page = opened(390)
    page.goto(f"{base}/matrix.html")
    every = page.evaluate(ROWS)
    page.get_by_label("行业").select_option("hotel")
    assert set(page.evaluate(ROWS)) == {"hotel"} and len(every) > len(page.evaluate(ROWS)) > 0
    assert "sector=hotel" in page.url
    page.get_by_label("缺口").select_option("script")
    both = page.evaluate(ROWS)
    shared = page.url
    page.go_back()
    assert len(page.evaluate(ROWS)) >= len(both) and page.get_by_label("缺口").input_value() == ""
    page.go_back()
    assert page.evaluate(ROWS) == every
    other = opened(1280)
    other.goto(shared)
    assert other.evaluate(ROWS) == both and other.get_by_label("缺口").input_value() == "script"
    assert f"显示 {len(both)} / {len(every)}" in other.locator("[data-filter-count]").inner_text()
    assert page.complaints == other.complaints == []  # type: ignore[attr-defined]


def test_what_is_typed_filters_at_every_sign_and_stays_in_the_address_also_after_going_to_a_heading(opened: Opened, base: str) -> None:
    page = opened()
    page.goto(f"{base}/matrix.html")
    every, field = page.evaluate(ROWS), page.get_by_label("含文字")
    field.press_sequentially("投")
    some, one = page.evaluate(ROWS), page.url
    assert 0 < len(some) < len(every) and "text=" in one
    field.press_sequentially("诉")
    assert 0 < len(page.evaluate(ROWS)) <= len(some) and page.url != one and field.input_value() == "投诉"
    page.go_back()
    assert page.evaluate(ROWS) == every, "back goes at once to before the typing"
    page.get_by_label("行业").select_option("hotel")
    seen = "links => links.filter(l => l.checkVisibility()).map(l => l.hash)"
    above = page.locator(".bc-jump a")
    assert above.evaluate_all(seen) == ["#hotel"]
    above.locator("visible=true").click()
    page.wait_for_url(re.compile("#[?]"))
    assert "sector=hotel" in page.url and set(page.evaluate(ROWS)) == {"hotel"} and page.evaluate("scrollY") > 0
    page.get_by_label("含文字").fill("没有这样的字")
    assert page.evaluate(ROWS) == [] and "没有符合的" in page.locator("[data-filter-count]").inner_text()
    page.goto(f"{base}/registers/versions.html#?sector=hotel")
    assert page.locator(".md-sidebar--secondary .md-nav__link").evaluate_all(seen) == ["#hotel"]
    assert page.complaints == []  # type: ignore[attr-defined]


def test_signs_that_are_still_being_composed_do_not_filter(opened: Opened, site: Site) -> None:
    page = opened()
    page.goto(f"{site[0]}/registers/terms.html")
    shown = "[...document.querySelectorAll('tr[data-text]')].filter(row => row.checkVisibility()).length"
    every = page.evaluate(shown)
    page.get_by_label("含文字").evaluate("field => { field.value = 'tousu'; field.dispatchEvent(new InputEvent('input', {isComposing: true})); }")
    assert page.evaluate(shown) == every
    page.get_by_label("含文字").evaluate("field => { field.value = '投诉'; field.dispatchEvent(new CompositionEvent('compositionend')); }")
    assert 0 < page.evaluate(shown) < every
    page.get_by_label("含文字").fill("没有这样的字")
    assert not page.locator("table").is_visible(), "nor the head of a table without rows"


def test_a_sign_of_comparison_stands_beside_its_figure_and_is_found_as_it_is_typed(opened: Opened, site: Site) -> None:
    broken = """() => { const found = [], walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) for (const match of walker.currentNode.data.matchAll(/[≤≥]\\s?[\\d.]+/g)) {
        const range = document.createRange(), node = walker.currentNode;
        range.setStart(node, match.index); range.setEnd(node, match.index + match[0].length);
        found.push(new Set([...range.getClientRects()].map(box => Math.round(box.top))).size);
      } return found; }"""
    page = opened(390)
    for path in ("registers/metrics.html", "registers/promises.html", "processes/common/emergency.html"):
        page.goto(f"{site[0]}/{path}")
        for width in (1280, 390, 360):
            page.set_viewport_size({"width": width, "height": 800})
            # Whatever the letters are as wide as, some line would end there.
            for spacing in ("0", "1px", "3px"):
                page.evaluate("spacing => { document.body.style.letterSpacing = spacing; }", spacing)
                assert max(page.evaluate(broken)) == 1, (path, width, spacing)
    page.goto(f"{site[0]}/registers/metrics.html")
    page.get_by_label("含文字").fill("平均 ≤ 12 分钟")
    assert page.locator("tr[data-text]:visible").count() > 0


def test_the_number_of_a_list_is_that_of_the_rows_shown(opened: Opened, site: Site) -> None:
    page = opened(390)
    page.goto(f"{site[0]}/health.html")
    page.locator("select[name=owner]").select_option(index=1)
    lists = page.locator("section[data-filter-group]:visible")
    assert lists.count() > 0
    for section in lists.all():
        assert section.locator("[data-filter-number]").inner_text() == str(section.locator("li:visible").count())
    page.goto(f"{site[0]}/reviews.html")
    page.locator("select[name=owner]").select_option(index=1)
    chips = page.locator(".bc-jump a:visible b").evaluate_all("numbers => numbers.map(one => Number(one.textContent))")
    assert sum(chips) == page.locator("li[data-what]:visible").count() > 0


def test_choosing_an_owner_on_the_page_of_health_shows_what_is_hers(opened: Opened, base: str) -> None:
    page = opened(390)
    page.goto(f"{base}/health.html")
    page.locator("#owners ~ .bc-scroll a[href^='#?owner=']").first.click()
    box, first = page.locator("[data-filters]"), page.locator("li[data-owner]:visible").first
    page.wait_for_timeout(100)
    assert 0 <= box.evaluate("box => box.getBoundingClientRect().top") < 400 and "owner=" in page.url
    assert first.evaluate("row => row.getBoundingClientRect().top") < 800
    other = opened(390)
    other.goto(page.url)
    assert other.locator("[data-filters]").evaluate("box => box.getBoundingClientRect().top") < 400


def test_a_filter_leaves_no_heading_without_rows(opened: Opened, base: str) -> None:
    page = opened()
    page.goto(f"{base}/registers/metrics.html#?sector=hotel&method=timing")
    for section in page.locator("[data-filter-group]").all():
        rows = section.locator("tr[data-sector]").evaluate_all("rows => rows.filter(row => row.checkVisibility()).length")
        assert section.is_visible() == (rows > 0)


def test_a_table_of_which_a_part_is_out_of_sight_says_so_on_that_side(opened: Opened, base: str) -> None:
    page = opened(390)
    page.goto(f"{base}/processes/common/complaint-escalation.html")
    frame = page.get_by_role("group", name="谁能决定什么", exact=True)
    frame.evaluate("box => { box.dataset.looked = 'at'; }")
    sign = "box => getComputedStyle(box, '::before').content"
    shadows = "box => getComputedStyle(box).boxShadow.split('inset').length - 1"

    def wait(classes: str) -> None:
        page.locator(f".bc-scroll[data-looked]{classes}").wait_for()

    wait(".bc-scroll--after:not(.bc-scroll--before)")
    assert "左右滑动" in frame.evaluate(sign) and frame.evaluate(shadows) == 1 and frame.get_attribute("tabindex") == "0"
    frame.evaluate("box => { box.scrollLeft = 40; }")
    wait(".bc-scroll--after.bc-scroll--before")
    assert frame.evaluate(shadows) == 2
    frame.evaluate("box => { box.scrollLeft = box.scrollWidth; }")
    wait(".bc-scroll--before:not(.bc-scroll--after)")
    assert frame.evaluate(shadows) == 1
    page.emulate_media(media="print")
    assert frame.evaluate(sign) == "none" and frame.evaluate(shadows) == 0, "paper cannot be slid"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1600, "height": 800})
    wait(":not(.bc-scroll--wide)")
    assert frame.evaluate(sign) == "none" and frame.evaluate(shadows) == 0 and frame.get_attribute("tabindex") is None


def test_what_a_register_leads_to_is_in_sight_on_a_phone(opened: Opened, base: str) -> None:
    page = opened(390)
    for register in ("promises", "metrics"):
        page.goto(f"{base}/registers/{register}.html")
        links = page.locator("tr[data-sector] a")
        assert links.count() > 30
        assert links.evaluate_all("links => links.every(a => a.getBoundingClientRect().right <= innerWidth)")


def test_without_scripts_every_row_is_there(opened: Opened, base: str) -> None:
    page = opened(scripts=False)
    page.goto(f"{base}/matrix.html#?sector=hotel")
    assert page.locator("tr[data-sector]").count() > 40
    assert page.locator("tr[data-sector]").last.is_visible() and not page.locator("[data-filters]").is_visible()


def test_a_role_keeps_the_day_from_which_on_changes_are_told(opened: Opened, base: str) -> None:
    page = opened(390)
    page.goto(f"{base}/roles/front-desk.html")
    days = page.locator("li[data-since]").evaluate_all("rows => rows.map(row => row.dataset.since)")
    shown = "[...document.querySelectorAll('li[data-since]')].filter(row => row.checkVisibility()).length"
    assert page.evaluate(shown) == len(days) > 0
    page.get_by_role("button", name="都看过了").click()
    assert page.evaluate(shown) == 0 and "since=" in page.url
    page.goto(f"{base}/roles/front-desk.html")
    assert page.evaluate(shown) == 0, "the day is kept"
    assert "以来没有改动" in page.locator("[data-filter-count]").inner_text()
    page.goto(f"{base}/roles/concierge.html")
    assert page.evaluate(shown) > 0, "what the reception has seen is news to the concierge at the same screen"
    page.goto(f"{base}/roles/front-desk.html#?since={max(days)}")
    page.reload()
    assert page.evaluate(shown) == days.count(max(days))
    page.get_by_role("button", name="全部显示").click()
    page.goto(f"{base}/roles/front-desk.html")
    assert page.evaluate(shown) == len(days), "and can be forgotten"


def test_a_list_that_is_nobodys_own_keeps_no_day_but_in_the_address(opened: Opened, site: Site) -> None:
    html = (site[1] / "roles/front-desk.html").read_text(encoding="utf-8")
    page = opened()
    page.route("**/roles/front-desk.html", lambda route: route.fulfill(body=html.replace(' data-since-of="front-desk"', ""), content_type="text/html"))
    page.goto(f"{site[0]}/roles/front-desk.html")
    shown = "[...document.querySelectorAll('li[data-since]')].filter(row => row.checkVisibility()).length"
    every = page.evaluate(shown)
    page.get_by_role("button", name="都看过了").click()
    assert page.evaluate(shown) == 0 and "since=" in page.url
    page.goto(f"{site[0]}/roles/front-desk.html")
    page.reload()
    assert page.evaluate(shown) == every > 0


def test_the_home_page_knows_my_role_and_finds_one_by_a_sign(opened: Opened, base: str) -> None:
    page = opened(390)
    page.goto(f"{base}/roles/front-desk.html")
    page.get_by_role("button", name="设为我的岗位").click()
    page.goto(f"{base}/index.html")
    assert page.locator("[data-mine=''] a").inner_text() == "前台接待"
    assert page.locator("[data-mine='#changed'] a").get_attribute("href").endswith("roles/front-desk.html#changed")
    own = page.locator("[data-mine-first] > li").evaluate_all("items => items.map(item => item.dataset.roles.split(' ').includes('front-desk'))")
    assert any(own) and own == sorted(own, reverse=True), "what changed for it before the rest"
    page.get_by_label("筛岗位").fill("礼宾")
    names = "links => links.map(a => a.textContent)"
    assert page.locator("a[data-role]:visible").evaluate_all(names) == ["礼宾员"] and page.locator("[data-filter-group]:visible").count() == 1
    assert page.locator("[data-mine=''] a").is_visible()
    other = opened(1280)
    other.goto(page.url)
    assert other.locator("a[data-role]:visible").evaluate_all(names) == ["礼宾员"], "the address says what is shown"
    page.get_by_label("筛岗位").fill("前厅部")
    assert "礼宾员" in page.locator("a[data-role]:visible").evaluate_all(names), "of a department all its roles"
    page.get_by_label("筛岗位").fill("店长")
    assert page.locator("a[data-role]:visible").evaluate_all(names) == ["门店经理"], "as people call it"
    page.get_by_label("筛岗位").fill("没有的岗位")
    assert "显示 0 / " in page.locator("[data-filter-count]").inner_text() and not page.locator("a[data-role]:visible").count()
    page.get_by_role("button", name="全部显示").click()
    assert page.locator("a[data-role]:visible").count() > 10 and page.url.partition("#")[2] in ("", "?")


def test_the_home_page_opens_the_search_and_without_scripts_does_not_offer_it(opened: Opened, base: str) -> None:
    page = opened(390)
    page.goto(f"{base}/index.html")
    page.get_by_role("button", name="搜一句").click()
    page.keyboard.type("退款")
    page.locator(".md-search-result__item a").first.wait_for(timeout=20_000)
    bare = opened(390, scripts=False)
    bare.goto(f"{base}/index.html")
    assert not bare.locator("[data-search]").is_visible() and bare.locator("article").get_by_role("link", name="出了事").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_back_from_a_result_the_search_is_as_it_was_left(width: int, opened: Opened, base: str) -> None:
    page = opened(width)
    page.goto(f"{base}/index.html")
    page.get_by_role("button", name="搜一句").click()
    page.keyboard.type("退款")
    page.locator(".md-search-result__item a").first.wait_for(timeout=20_000)
    page.locator(".bc-search__filters select[name=sector]").select_option("retail")
    page.locator(".md-search-result__meta", has_text="筛选隐去").wait_for()
    every = page.locator(".md-search-result__item h1").all_inner_texts()
    page.locator(".md-search-result__item a").nth(1).click()
    page.wait_for_url(re.compile("[?]h="))
    page.go_back()
    page.locator(".md-search-result__link:focus").wait_for(timeout=20_000)
    assert page.locator(".md-search__input").input_value() == "退款"
    assert page.locator(".bc-search__filters select[name=sector]").input_value() == "retail"
    assert page.locator(".md-search-result__item h1").all_inner_texts() == every and len(every) > 1
    page.keyboard.press("Escape")
    for afresh in (page.reload, lambda: page.goto(f"{base}/index.html")):
        afresh()
        page.wait_for_timeout(100)
        assert not page.evaluate("document.querySelector('#__search').checked") and page.locator(".md-search__input").input_value() == ""
    assert page.complaints == []  # type: ignore[attr-defined]


def test_a_role_has_its_shift_on_one_sheet(opened: Opened, base: str) -> None:
    """What is promised and given when it is broken, done and ticked, who decides: of the role that has most of it."""
    page = opened()
    page.goto(f"{base}/roles/front-desk.html")
    page.evaluate("window.print = () => { window.pressed = true; }")
    page.get_by_role("button", name="打印当班一页").click()
    assert page.evaluate("window.pressed")
    paper = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    told = "".join(paper[0].get_textpage().get_text_bounded().split())  # where lines end, the machine's fonts decide
    assert len(paper) == 1
    for wanted in ("30 分钟内给您首个答复", "由值班经理当面致歉", "客户不接受方案、接诉满 24 小时未办结", "事先告知：", "单笔不超过 2000 元", "拨打 119", "接待员应核对证件原件与本人面容", "柜台卡", "以网站为准"):
        assert wanted.replace(" ", "") in told, wanted
    for other in ("红线", "要学", "到期的事"):
        assert other not in told, other
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))) > 2
    assert page.locator(".bc-known > details[open]").count() == 0, "what was unfolded for the sheet"
    bare = opened(scripts=False)
    bare.goto(f"{base}/roles/front-desk.html")
    assert not bare.get_by_role("button", name="打印当班一页").is_visible()


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [
        ("cashier", ("服务人员填全投诉登记单", "服务人员用事实、数据或凭证回答", "拨打 119"), ()),
        ("courier", ("服务人员停下手头工作", "拨打 119"), ("服务人员用事实、数据或凭证回答",)),
    ],
)
def test_a_shift_says_what_to_do_as_long_as_there_is_room(opened: Opened, base: str, role: str, there: tuple[str, ...], not_there: tuple[str, ...]) -> None:
    page = opened()
    page.goto(f"{base}/roles/{role}.html")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="打印当班一页").click()
    shown = page.evaluate("[...document.querySelectorAll('.bc-does')].filter(does => !does.closest('.bc-unfit')).map(does => does.innerText).join()")
    assert [said for said in there if said not in shown] == [] and [said for said in not_there if said in shown] == []
    assert len(pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))) == 1
    # Printing is over: the page is whole again.
    assert page.locator(".bc-unfit").count() == 0


def test_a_shift_is_one_sheet_in_chinese_signs_too(browser: Browser, site: Site, tmp_path: Path) -> None:
    """Of the roles that have most to read, and of two with room for what the clauses ask. The machine may have no Chinese font,
    and what it shows instead of a sign is narrower."""
    fonts = find_fonts()
    assert isinstance(fonts, Fonts)
    known = {**os.environ, "FONTCONFIG_FILE": str(fontconfig(fonts, tmp_path))}
    running = browser.browser_type.launch(executable_path=prepare.browser(), args=list(ARGUMENTS), env=known)
    try:
        page = running.new_page()
        asked = {}
        for role in ("front-desk", "duty-manager", "agent", "outpatient-manager", "room-attendant", "checkout-lead"):
            page.goto(f"{site[0]}/roles/{role}.html")
            page.evaluate("window.print = () => {}")
            page.get_by_role("button", name="打印当班一页").click()
            paper = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
            assert len(paper) == 1, role
            asked[role] = "要本岗做的" in paper[0].get_textpage().get_text_bounded()
        assert asked["room-attendant"] and asked["checkout-lead"] and not asked["front-desk"], asked
    finally:
        running.close()


def test_paper_shows_nothing_to_press_or_type_into_nor_what_was_before(opened: Opened, base: str) -> None:
    page = opened()
    for path in ("index.html", "roles/front-desk.html", "standards/common/checklists/opening.html", "matrix.html", "kinds/checklist.html"):
        page.goto(f"{base}/{path}")
        page.emulate_media(media="print")
        shown = page.locator("article :is(button, .bc-filters, .bc-print, .bc-jump, #related, .bc-relations, .bc-more, #history, .bc-history)").evaluate_all("found => found.filter(e => e.checkVisibility()).map(e => e.outerHTML)")
        assert shown == [], path
        page.emulate_media(media="screen")
    page.goto(f"{base}/matrix.html#?sector=hotel")
    page.emulate_media(media="print")
    assert page.locator("[data-filters] label:visible").evaluate_all("labels => labels.map(label => label.querySelector('select').value)") == ["hotel"]


def test_a_page_on_paper_says_where_it_came_from_and_when(opened: Opened, base: str) -> None:
    page = opened()
    page.goto(f"{base}/matrix.html#?sector=hotel")
    for _ in range(2):
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    (mark,) = page.locator(".bc-printed").all()
    assert not mark.is_visible()
    page.emulate_media(media="print")
    assert f"印自 {page.url}" in mark.inner_text() and page.evaluate("new Date().toLocaleDateString('sv')") in mark.inner_text()


def test_so_does_one_without_a_header_and_one_whose_address_was_cut_off(opened: Opened, base: str, site: Site) -> None:
    old = max(site[1].glob("v/*/*/index.html")).relative_to(site[1]).as_posix()
    page = opened()
    for path in (old, "receipt.html", "matrix.html?from=%E5%A4"):
        page.goto(f"{base}/{path}", wait_until="networkidle")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert f"印自 {page.url}" in page.locator(".bc-printed:visible").inner_text(), path
    assert page.complaints == []  # type: ignore[attr-defined]


def test_the_counter_cards_of_a_sector_are_two_steps_from_the_home_page(opened: Opened, base: str) -> None:
    page = opened(390)
    page.goto(f"{base}/index.html")
    page.locator("#print ~ .bc-chips a", has_text="柜台卡").first.click()
    page.get_by_label("行业").select_option("bank")
    rows = page.locator("li[data-use]:visible")
    assert rows.count() > 0 and set(rows.evaluate_all("rows => rows.map(r => r.dataset.sector + r.dataset.use)")) == {"bankcounter"}


def test_a_box_of_the_drawing_leads_to_its_step(opened: Opened, base: str) -> None:
    for width in (390, 1280):
        page = opened(width)
        page.goto(f"{base}/processes/hotel/arrival.html")
        drawing = page.locator(".bc-drawing:visible")
        assert drawing.count() == 1
        assert drawing.evaluate("svg => svg.getBoundingClientRect().width") <= width
        size = drawing.evaluate("svg => 11 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
        assert size >= 10.5, "text that can be read"
        drawing.locator("a").nth(1).click()
        step = page.url.partition("#")[2]
        assert step.startswith("step-")
        assert 0 <= page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", step) < 800


def test_no_text_of_a_drawing_leaves_its_box(opened: Opened, site: Site) -> None:
    """As the browser's own font measures it; the drawings need no scripts."""
    page = opened(scripts=False)
    for path in sorted((site[1] / "processes").rglob("*.html")):
        page.goto(path.as_uri())
        over = page.locator(".bc-drawing:not(.bc-drawing--phone) a").evaluate_all("""boxes => boxes.flatMap(a => {
            const frame = a.querySelector("rect, polygon").getBBox();
            return [...a.querySelectorAll("text")].filter(t => {
              const b = t.getBBox(); return b.x < frame.x - 1 || b.x + b.width > frame.x + frame.width + 1 || b.y + b.height > frame.y + frame.height + 2;
            }).map(t => t.textContent);
        })""")
        assert over == [], path.name


def test_what_is_folded_away_unfolds_for_whoever_looks_for_something(opened: Opened, site: Site) -> None:
    """As the rest of a day on which a whole handbook came in; our own site has no history, so a page's list is folded here."""
    page, address = opened(390), f"{site[0]}/kinds/checklist.html"
    told = (site[1] / "kinds" / "checklist.html").read_text(encoding="utf-8")
    summary = "<summary>其余的 <b data-filter-number></b></summary>"
    folded = re.sub(r'(<ul class="bc-list">.*?</ul>)', rf"<section data-filter-group><ul class='bc-list'><li data-text>先列的</li></ul><details data-filter-group data-filter-rest>{summary}\1</details></section>", told, count=1, flags=re.S)
    page.route(re.compile(r"kinds/checklist\.html"), lambda route: route.fulfill(body=folded, content_type="text/html; charset=utf-8"))
    page.goto(address)
    row = page.locator("details[data-filter-rest] li").first
    assert not row.is_visible()
    words = row.locator("a").first.text_content() or "?"
    page.get_by_label("含文字").fill(words)
    row.wait_for()
    assert page.locator("details [data-filter-number]").inner_text() == str(page.locator("details[data-filter-rest] li:visible").count())
    page.get_by_role("button", name="全部显示").click()
    assert not row.is_visible()
    page.goto(f"{address}?h=x")
    row.wait_for()
