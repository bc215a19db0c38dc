"""Numbers of pages are filled in once it is known where everything stands."""

from __future__ import annotations

from biaochi.handbook.numbers import filled, is_open


def test_a_number_is_filled_in() -> None:
    html = '<a href="#A-B" data-page="#A-B">甲</a>'
    assert is_open(html)
    assert filled(html, {"A-B": 12}) == '<a href="#A-B" data-page="12">甲</a>'
    assert not is_open(filled(html, {"A-B": 12}))


def test_an_anchor_that_stands_nowhere_gives_no_number() -> None:
    assert filled('<a data-page="#A-B">甲</a>', {}) == '<a data-page="">甲</a>'


def test_a_page_is_named_once_and_in_order() -> None:
    places = "".join(f'<a href="#{name}" data-page="#{name}"></a>' for name in ("c", "a", "b"))
    html = f"<li>取号<!--places-->{places}<!--/places--></li>"
    made = filled(html, {"a": 7, "b": 9, "c": 9})
    assert made == '<li>取号<!--places--><a href="#a" data-page="7"></a>，<a href="#c" data-page="9"></a><!--/places--></li>'
