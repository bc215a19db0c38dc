"""Bodies that were converted before come out as if they were converted now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from biaochi import demo
from biaochi.core.check import check
from biaochi.pages import bodies, converter
from biaochi.pages.book_links import BookLinks
from biaochi.pages.links import Links, SiteLinks

OUTCOME = check(demo.handbook(), as_of=dt.date(2026, 11, 22))
KNOWN = frozenset({"standards/wait.md", "processes/serve.md", "standards/x.md"})
SITE = SiteLinks.of(OUTCOME.catalogue, KNOWN, "standards/x.md")
TEXT = "见 [[DEMO-WAIT]] 和 [流程](../processes/serve.md)。\n\n## 一\n\n### 二\n"


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    bodies.recall({})
    yield
    bodies.recall({})


def title(entry: str, clause: str | None, metric: str | None) -> str:
    return f"《{entry}》"


def shown(text: str = TEXT, links: Links = SITE, name: bodies.Titles = title, level: int = 2) -> object:
    return bodies.converted(text, "standards", links, name, level)


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were converted."""
    found: list[str] = []
    convert = converter.convert

    def noted(source: str, *told: object) -> object:
        found.append(source)
        return convert(source, *told)  # type: ignore[arg-type]

    monkeypatch.setattr(converter, "convert", noted)
    return found


def test_a_body_is_converted_once(converted: list[str]) -> None:
    assert shown() == shown()
    assert converted == [TEXT]


def test_an_answer_that_is_another_is_seen(converted: list[str]) -> None:
    shown()
    html, _ = bodies.converted(TEXT, "standards", SITE, lambda *asked: "新名", 2)
    assert "新名" in html and "《DEMO-WAIT》" not in html
    gone = SiteLinks.of(OUTCOME.catalogue, KNOWN - {"processes/serve.md"}, "standards/x.md")
    html, _ = bodies.converted(TEXT, "standards", gone, title, 2)
    assert 'class="bc-missing"' in html
    assert len(converted) == 3


def test_a_page_and_a_book_of_one_text_do_not_drive_each_other_out(converted: list[str]) -> None:
    book = BookLinks("DEMO-WAIT", frozenset(OUTCOME.catalogue.entries), frozenset())
    for _ in range(3):
        shown()
        shown(links=book)
    assert len(converted) == 2


def test_another_build_need_not_convert(converted: list[str]) -> None:
    first = shown()
    left = bodies.told()
    bodies.recall(left)
    assert shown() == first
    assert len(converted) == len(left) == 1
    assert not bodies.told(), "nothing came to what is known"


LINKS = (SITE, SITE.seen_from("index.md"), SiteLinks.of(OUTCOME.catalogue, frozenset(), "standards/x.md"))
PARTS = ("[[DEMO-WAIT]]", "[[DEMO-WAIT|它]]", "[[DEMO-SERVE#a]]", "[x](wait.md)", "[y](#一)", "\n\n## 一\n\n", "\n\n# 二\n\n", "字", "\n- ")


@settings(max_examples=40, deadline=None)
@given(
    some.lists(some.lists(some.sampled_from(PARTS), max_size=6).map("".join), min_size=1, max_size=3),
    some.lists(some.tuples(some.integers(0, 2), some.sampled_from(LINKS), some.sampled_from(["甲", "乙"]), some.sampled_from([1, 2]))),
)
def test_in_any_order_all_comes_out_as_converted_now(texts: list[str], asked: list[tuple[int, Links, str, int]]) -> None:
    for number, links, name, level in asked:
        text = texts[number % len(texts)]
        told = (text, "standards", links, lambda *entry, name=name: name, level)
        assert bodies.converted(*told) == converter.convert(*told)
