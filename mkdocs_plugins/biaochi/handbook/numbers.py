"""Numbers of pages in contents and indexes: left open while the parts are laid out, filled in once it is known where
each part stands.

``data-page="#anchor"`` in the HTML of a part is such an open number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from biaochi.core.regex import regex

_OPEN = 'data-page="#'
_NUMBER = regex(r'(?<=data-page=")#([^"]*)')
_PLACES = regex(r"(?<=<!--places-->).*?(?=<!--/places-->)", re.S)
_PLACE = regex(r'<a [^>]*data-page="(\d+)"></a>')


def is_open(html: str) -> bool:
    """Whether a part has numbers that are still to be filled in."""
    return _OPEN in html


def filled(html: str, pages: Mapping[str, int]) -> str:
    """The HTML with the numbers of the pages; an anchor that stands nowhere gives none.

    Where the places of a word are listed, a page is named once, and in order.
    """
    html = _NUMBER.sub(lambda match: str(pages.get(match[1], "")), html)
    return _PLACES.sub(lambda match: _once(match[0]), html)


def _once(places: str) -> str:
    by_page: dict[int, str] = {}
    for match in _PLACE.finditer(places):
        by_page.setdefault(int(match[1]), match[0])
    return "，".join(by_page[page] for page in sorted(by_page))
