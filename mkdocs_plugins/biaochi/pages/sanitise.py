"""The allow-list that every rendered body passes (nh3, a binding of ammonia).

Whatever a pull request writes into a body, only these elements and attributes reach a page. A test renders every
enabled Markdown extension through it, so that nothing useful is lost unseen.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3

from biaochi.core.regex import regex

_TAGS = set(
    """a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4
    h5 h6 hr i img input ins kbd label li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th
    thead time tr u ul var""".split()
)
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"},
    "ol": {"start", "type"},
    "li": {"value"},
    "td": {"align", "colspan", "rowspan", "headers"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "col": {"span"},
    "details": {"open"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "asset"}
# In a book pictures are named so; the printer knows the published files by it and nothing else.
_PRINTED = "asset:"
# Classes that Markdown extensions write; a body's own must not be able to dress up as a part of the page.
_CLASSES = regex(
    r"admonition(?:-title)?|note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote|"
    r"task-list(?:-item|-control|-indicator)?|footnote(?:-ref|-backref)?|tabbed-[a-z-]+|highlight(?:table)?|linenums|linenos|linenodiv|filename|"
    r"language-[a-z0-9]+|[a-z][a-z0-9]{0,2}|headerlink|bc-clause|bc-mention|bc-missing|toclink"
)
_ID = regex(r"(?!__)[\w:.-]{1,120}")

_ELSEWHERE = regex(r"[a-z][a-z0-9+.-]*:|//", re.I)
_SKIPPED = regex(r"[\x00-\x20]")


def sanitise(html: str) -> str:
    """The HTML with everything dangerous gone; text is kept."""
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "iframe", "object", "svg", "math", "template", "noscript"},
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


@lru_cache(maxsize=10_000)
def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        kept = [name for name in value.split() if _CLASSES.fullmatch(name)]
        return " ".join(kept) or None
    if attribute in ("id", "name", "for"):
        allowed = _ID.fullmatch(value) or (tag in ("input", "label") and re.fullmatch(r"__tabbed_\d+(?:_\d+)?", value))
        return value if allowed else None
    if tag == "input" and attribute == "type" and value not in ("checkbox", "radio"):
        return None
    if attribute in ("href", "src") and value.startswith(_PRINTED):
        return value if (tag, attribute) == ("img", "src") else None
    # Browsers skip white space in an address and take a backslash for a slash.
    if tag == "img" and attribute == "src" and _ELSEWHERE.match(_SKIPPED.sub("", value).replace("\\", "/")):
        # A picture from another host would be a request to it from every reader.
        return None
    return value
