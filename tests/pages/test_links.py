"""Ways from page to page."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from biaochi.pages.links import SiteLinks, address

FOLDERS = st.lists(st.sampled_from(["standards", "hotel", "酒店", "a b", "id"]), max_size=4)
PAGES = st.tuples(
    FOLDERS, st.sampled_from(["x.md", "README.md", "index.md", "入住 1.md", "图.png", "q#?.md"])
).map(lambda at: "/".join([*at[0], at[1]]))


@given(PAGES, PAGES)
def test_a_link_followed_from_its_page_leads_to_the_other(here: str, there: str) -> None:
    link = SiteLinks(here, {}, frozenset({there})).page(there)
    assert link is not None
    assert posixpath.normpath(posixpath.join(posixpath.dirname(address(here)), unquote(link))) == address(
        there
    )
    assert (
        link.count("..")
        == len(posixpath.relpath(address(there), posixpath.dirname(here) or ".").split("..")) - 1
    )


def test_only_what_is_published_is_linked_to() -> None:
    links = SiteLinks("standards/x.md", {"X": "standards/x.md"}, frozenset({"standards/x.md"}))
    assert links.page("standards/y.md") is None
    assert links.entry("Y") is None
    assert links.entry("X", "步骤 1") == "#%E6%AD%A5%E9%AA%A4%201"
    assert links.seen_from("index.md").entry("X", "a") == "standards/x.html#a"
