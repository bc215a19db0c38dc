"""Search in a real browser on the built site, on a server and as files: what is promised, sampled from the pages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SEED = 20261122
SIMPLIFIED = str.maketrans("結達戶後辦並", "结达户后办并")
ANSWERED = "query => document.querySelector('.bc-search').dataset.query === query"
COMPLETE = """async query => {
  const box = document.querySelector(".bc-search"), since = performance.now();
  while (box.dataset.query !== query || box.querySelector(".md-search-result__item[aria-busy]")) {
    if (performance.now() - since > 30000) throw new Error(`no answer: ${query}`);
    await new Promise(done => setTimeout(done, 5));
  }
}"""
SHOWN = """() => ({
  note: document.querySelector('.md-search-result__meta').textContent,
  links: [...document.querySelectorAll('.md-search-result__item > a:first-child')].map(link => link.href),
  marks: [...document.querySelectorAll('.md-search-result__list mark')].map(mark => mark.textContent),
  text: document.querySelector('.md-search-result__list').innerText,
})"""


SAID = """html => {
  const article = new DOMParser().parseFromString(html, "text/html").querySelector("article.md-content__inner");
  // What unfolds is said by the page too, and what a script shows; what a list may be narrowed to is not.
  article.querySelectorAll("details").forEach(folded => { folded.open = true; });
  article.querySelectorAll("[hidden]").forEach(waiting => { waiting.hidden = false; });
  article.querySelectorAll("select").forEach(offered => offered.remove());
  document.querySelector("article.md-content__inner").replaceWith(article);
  return article.innerText;
}"""


class Found(NamedTuple):
    """What the box shows for a query: the note, the pages in order, their links, the marked words, all text."""

    note: str
    pages: list[str]
    links: list[str]
    marks: list[str]
    text: str


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    # Nothing is stored for use without a network: that takes longer than most tests here.
    page = browser.new_page(service_workers="block")
    yield page
    page.close()


@pytest.fixture
def home(tab: Page, address: str) -> Iterator[Page]:
    """The home page, opened anew."""
    errors: list[str] = []

    def note(error: object) -> None:
        errors.append(str(error))

    tab.on("pageerror", note)
    tab.goto(f"{address}index.html")
    yield tab
    tab.remove_listener("pageerror", note)
    assert errors == []


def ask(page: Page, query: str) -> Found:
    """Type a query and wait for its answer and for the texts of its results."""
    page.fill(".md-search__input", query)
    page.evaluate(COMPLETE, query)
    shown = page.evaluate(SHOWN)
    root = page.url.split("/index.html")[0] + "/"
    pages = [unquote(link.split("?")[0].split("#")[0]).removeprefix(unquote(root)) for link in shown["links"]]
    return Found(shown["note"], pages, shown["links"], shown["marks"], shown["text"])


@pytest.fixture(scope="session")
def said(browser: Browser, site: Path) -> dict[str, str]:
    """What each page says, as the browser lays it out: an oracle that shares no code with the index."""
    texts = {}
    page = browser.new_page(java_script_enabled=False)
    # Every page has the same styles: one is opened, and gets the articles of the others.
    page.goto((site / "index.html").as_uri())
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name in ("404.html", "receipt.html") or name.startswith(("id/", "v/")):
            continue
        texts[name] = page.evaluate(SAID, path.read_text(encoding="utf-8")).translate(SIMPLIFIED)
    page.close()
    assert len(texts) > 60
    return texts


def test_what_stands_on_a_page_finds_it(home: Page, said: dict[str, str]) -> None:
    chance = random.Random(SEED)
    names = sorted(said)
    asked = 0
    while asked < 120:
        name = chance.choice(names)
        run = chance.choice(re.findall(r"[一-鿿]{2,}", said[name]) or [""])
        if not run:
            continue
        length = min(len(run), chance.randint(2, 8))
        start = chance.randint(0, len(run) - length)
        query = run[start : start + length]
        expected = {other for other, text in said.items() if query in text}
        found = ask(home, query)
        count = re.match(r"找到 (\d+) 页", found.note)
        assert count and int(count[1]) == len(expected), (query, found.note, len(expected))
        if len(expected) <= 20:
            assert expected <= set(found.pages), query
        asked += 1


def test_what_stands_nowhere_finds_nothing_or_says_similar(home: Page, said: dict[str, str]) -> None:
    chance = random.Random(SEED)
    whole = "\n".join(said.values())
    runs = re.findall(r"[一-鿿]{4,}", whole)
    characters = sorted(set(re.findall(r"[一-鿿]", whole)))
    asked = nothing = 0
    while asked < 60:
        one, other = chance.choice(runs), chance.choice(runs)
        query = one[: chance.randint(1, 4)] + other[-chance.randint(1, 4) :]
        if asked % 2:
            query = "".join(chance.sample(characters, chance.randint(2, 8)))
        if query in whole or any(word in query for word in ("取号", "叫号", "投诉")):
            continue
        found = ask(home, query)
        if found.links:
            assert "相似" in found.note, (query, found)
        else:
            nothing += 1
            assert found.note.startswith("没有找到")
        asked += 1
    assert nothing > 15
    assert ask(home, "鼋鼍饕餮").links == []


def test_text_across_inline_tags(home: Page) -> None:
    found = ask(home, "响应时间从受理起计算")
    assert found.pages == ["standards/common/about.html"]


def test_pages_that_mkdocs_renders_are_found(home: Page) -> None:
    assert ask(home, "鸬鹚捕鱼").pages == ["read.html"]


def test_a_result_leads_to_the_clause_with_the_words_marked(home: Page) -> None:
    found = ask(home, "秒内")
    assert found.links[0].endswith("#greet")
    assert set(found.marks) == {"秒内"}
    home.locator(".md-search-result__link").first.click()
    home.wait_for_selector("#greet mark.bc-found")
    assert home.url.endswith("#greet")
    assert set(home.locator("#greet mark.bc-found").all_inner_texts()) == {"秒内"}


def test_titles_ids_and_metric_names_come_first(home: Page) -> None:
    assert ask(home, "第 12 号服务标准").pages[0].endswith("/s12.html")
    assert ask(home, "b-12").pages[0].endswith("/s12.html")
    assert ask(home, "B-12/wait").links[0].endswith("/s12.html#metric-wait")
    assert ask(home, "B-12#greet").links[0].endswith("/s12.html#greet")
    assert re.search(r"/s12\.html\?h=[^#]*#metric-wait$", ask(home, "等候时长 12").links[0])
    assert ask(home, "投诉处理").pages[0] == "standards/common/about.html"


@pytest.mark.parametrize(
    ("query", "via"),
    [("tscl", "投诉处理"), ("tousuchuli", "投诉处理"), ("tousucl", "投诉处理"), ("banjiekoujing", "办结口径")],
)
def test_pinyin_in_full_and_by_initials(home: Page, query: str, via: str) -> None:
    found = ask(home, query)
    assert found.pages[0] == "standards/common/about.html"
    assert via in found.text


def test_pinyin_of_a_phrase_that_is_no_name(home: Page) -> None:
    assert "standards/common/about.html" in ask(home, "huidian").pages


def test_pinyin_of_a_sentence(home: Page) -> None:
    # No name reads so: the words of asking and those of the handbook do, typed with spaces or without.
    for query in ("tousu chuli zenmeban", "tousuchulizenmeban"):
        found = ask(home, query)
        assert found.pages[0] == "standards/common/about.html"
        assert "投诉处理怎么办" in found.note and "相似" in found.note


def test_pinyin_between_characters(home: Page) -> None:
    for query in ("投诉chuli", "投诉cl", "办结kj"):
        assert ask(home, query).pages[0] == "standards/common/about.html", query


def test_what_only_sounds_right_is_found_and_called_similar(home: Page) -> None:
    for query in ("投素处理", "办结口经", "首文责任"):
        found = ask(home, query)
        assert found.pages[0] == "standards/common/about.html", query
        assert "同音" in found.note and "相似" in found.note


def test_a_quantity_in_front_is_a_word_of_its_own(home: Page) -> None:
    found = ask(home, "5分钟回电吗")
    assert found.pages[0] == "standards/common/about.html" and "相似" in found.note


def test_a_quantity_in_words_is_one_in_figures(home: Page) -> None:
    for query, mark in (("二十件够不够用呀", "20 件"), ("最多三百呀谁来给", "300 元")):
        found = ask(home, query)
        assert found.pages[0] == "standards/common/about.html" and mark in found.marks, (query, found.pages[:3], found.marks)


def test_english_of_addresses(home: Page) -> None:
    assert ask(home, "common about").pages[0] == "standards/common/about.html"


def test_a_query_of_facets_alone_filters(home: Page) -> None:
    for query in ("酒店 服务流程", "酒店的服务流程"):
        found = ask(home, query)
        processes = [page for page in found.pages if page.startswith("processes/")]
        assert found.pages[0] == processes[0]
        assert all(page.startswith("processes/hotel/") for page in processes)
    assert ask(home, "所有检查表").pages[0] == "kinds/checklist.html"


def test_synonyms_are_found_and_named(home: Page) -> None:
    found = ask(home, "排号")
    assert "同义" in found.note and "同义词“取号”" in found.text
    assert found.links
    # The glossary says the word itself; the page that is about it, by the other word, comes before the glossary.
    assert ask(home, "客诉").pages[0] == "standards/common/about.html"
    assert "registers/terms.html" in ask(home, "客诉").pages


def test_what_staff_say_finds_what_is_written_for_it(home: Page) -> None:
    found = ask(home, "煤气阀")
    assert found.pages[0] == "standards/common/about.html"
    assert "同义" in found.note and "同义词“燃气" in found.text
    found = ask(home, "下班关煤气怎么弄")
    assert found.pages[0] == "standards/common/about.html" and "相似" in found.note


def test_what_staff_say_may_have_particles_in_its_midst_or_stand_apart(home: Page) -> None:
    for query in ("煤气的那个阀", "火都是由谁去关", "关灯关火"):
        found = ask(home, query)
        assert found.pages[0] == "standards/common/about.html" and "相似" in found.note, query
        assert "燃气" in found.marks, query


def test_a_word_may_part_around_an_aspect_or_a_measure(home: Page) -> None:
    for query in ("回了电没有呀", "回个电行不行"):
        found = ask(home, query)
        assert found.pages[0] == "standards/common/about.html" and "相似" in found.note, query
        assert "回电" in found.marks, query


def test_much_that_is_told_beside_does_not_hide_what_is_asked(home: Page) -> None:
    found = ask(home, "昨儿隔壁那帮人喝得烂醉嚷嚷了老半天临走灶上的火是谁去关的")
    assert "standards/common/about.html" in found.pages and "燃气" in found.marks


def test_who_asks_what_a_word_means_is_shown_the_glossary(home: Page) -> None:
    for query in ("什么叫取号", "取号是什么", "取号是啥意思"):
        assert ask(home, query).pages[0] == "registers/terms.html", query
    assert ask(home, "取号怎么办").pages[0] != "registers/terms.html"


def test_pages_of_the_sector_that_is_hinted_at_come_first(home: Page) -> None:
    # What is asked for stands in all sectors alike.
    for hint, sector in (("病房", "hospital"), ("毛巾", "hotel"), ("贷款", "bank"), ("饭桌", "catering")):
        assert f"/{sector}/" in ask(home, f"{hint}那边接手时间谁签字").pages[0], hint


def test_english_of_the_ids_of_parts(home: Page) -> None:
    found = ask(home, "greet")
    assert found.links[0].endswith("#greet")
    assert len(found.pages) == 20


def test_traditional_finds_simplified_and_back(home: Page) -> None:
    assert set(ask(home, "叫號").pages) == set(ask(home, "叫号").pages)
    assert ask(home, "结果送达客户").pages == ["standards/common/about.html"]
    assert ask(home, "結果送達客戶").pages == ["standards/common/about.html"]


@pytest.mark.parametrize("query", ["restitution", "Restitutoin", "restitutin", "restitutionn", "resxitution"])
def test_english_with_one_letter_wrong(home: Page, query: str) -> None:
    found = ask(home, query)
    assert found.pages == ["standards/common/about.html"]
    assert ("相近" in found.note) == (query != "restitution")


def test_english_of_several_words_one_of_them_with_a_letter_wrong(home: Page) -> None:
    found = ask(home, "common guarrantee")
    assert found.pages[0] == "standards/common/about.html" and "拼写相近" in found.note


def test_several_words_stand_on_one_page(home: Page) -> None:
    assert ask(home, "办结 回电").pages[0] == "standards/common/about.html"
    assert ask(home, "5分钟 回电").pages[0] == "standards/common/about.html"
    assert ask(home, "办结 饕餮").pages == []


def test_words_of_two_scripts_need_no_space(home: Page) -> None:
    found = ask(home, "Restitution口径")
    assert found.pages[0] == "standards/common/about.html" and "相似" in found.note


def test_filters_narrow_the_results(home: Page) -> None:
    every = ask(home, "取号").pages
    home.select_option("select[name=kind]", "process")
    home.wait_for_function("() => document.querySelector('.md-search-result__meta').textContent.includes('隐去')")
    processes = ask(home, "取号").pages
    assert processes and set(processes) != set(every)
    assert all(page.startswith("processes/") for page in processes)
    home.select_option("select[name=sector]", "hotel")
    home.wait_for_timeout(150)
    narrowed = home.evaluate(SHOWN)["links"]
    assert narrowed and all("/processes/hotel/" in link for link in narrowed)


def test_what_my_role_has_to_know_comes_first(home: Page) -> None:
    # Of this handbook's roles, the manager has to know the processes only.
    queries = ("取号", "取号那边谁签字呀")
    plain = [ask(home, query) for query in queries]
    assert all(not found.pages[0].startswith("processes/") and "本岗" not in found.note for found in plain)
    keep = "role => localStorage.setItem('biaochi.role', role)"
    try:
        home.evaluate(keep, "manager")
        for query in queries:
            ask(home, "")
            found = ask(home, query)
            assert found.pages[0].startswith("processes/") and "本岗的靠前" in found.note, query
        assert ask(home, "第 12 号服务标准").pages[0].endswith("/s12.html")
        home.evaluate(keep, "nobody-here")
        for query, found in zip(queries, plain, strict=True):
            ask(home, "")
            assert ask(home, query)[:2] == found[:2]
    finally:
        home.evaluate("localStorage.removeItem('biaochi.role')")


def test_whoever_finds_nothing_is_led_on(home: Page) -> None:
    way, unfiltered = home.locator(".bc-search__otherwise"), home.locator(".bc-search__otherwise button")
    ask(home, "取号")
    assert not way.is_visible()
    assert ask(home, "鼋鼍饕餮").links == []
    assert way.is_visible() and not unfiltered.is_visible()
    assert way.locator("a").get_attribute("href") == home.url
    home.select_option("select[name=kind]", "process")
    assert ask(home, "响应时间从受理起计算").links == []
    home.wait_for_function("() => document.querySelector('.md-search-result__meta').textContent.includes('隐去')")
    unfiltered.click()
    home.wait_for_function("() => document.querySelector('.md-search-result__item')")
    assert home.input_value("select[name=kind]") == "" and not way.is_visible()


def test_the_keyboard_alone(home: Page) -> None:
    home.keyboard.press("/")
    assert home.evaluate("document.activeElement.name") == "query"
    home.keyboard.type("秒内")
    home.wait_for_function(ANSWERED, arg="秒内")
    home.keyboard.press("ArrowDown")
    assert "md-search-result__link" in home.evaluate("document.activeElement.className")
    home.keyboard.press("ArrowUp")
    assert home.evaluate("document.activeElement.name") == "query"
    home.keyboard.press("Escape")
    assert home.evaluate("document.getElementById('__search').checked") is False
    home.keyboard.press("f")
    home.keyboard.press("Enter")
    home.wait_for_url("**#greet")


def test_a_result_gets_its_quotation_when_it_comes_into_sight(home: Page) -> None:
    """Also on a line on which no text comes before the titles are shown; what is never looked at is not fetched."""
    home.add_init_script("const append = Element.prototype.append; Element.prototype.append = function (...all) { /\\/t[^/]*\\.js$/.test(all[0]?.src ?? '') ? setTimeout(() => append.apply(this, all), 200) : append.apply(this, all); };")
    home.reload()
    ask(home, "顾客")
    rows = home.locator(".md-search-result__item")
    quoted = "row => row.querySelectorAll('p:not(.bc-search__about)').length"
    assert rows.count() > 12 and rows.first.evaluate(quoted) > 0 and rows.nth(12).evaluate(quoted) == 0
    rows.nth(12).scroll_into_view_if_needed()
    rows.nth(12).locator("p:not(.bc-search__about)").first.wait_for(timeout=5_000)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_box_is_accessible(browser: Browser, served: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{served}index.html")
    page.keyboard.press("/")
    ask(page, "取号")
    page.wait_for_timeout(400)
    found = Axe().run(page, context=".md-search")
    context.close()
    assert [(each["id"], [node["html"] for node in each["nodes"]][:2]) for each in found.response["violations"]] == []


def test_nothing_is_asked_of_any_other_host(browser: Browser, served: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}index.html")
    ask(page, "tscl")
    page.close()
    assert any("/search/head.js" in url for url in asked)
    assert [url for url in asked if not url.startswith((served, "data:"))] == []
