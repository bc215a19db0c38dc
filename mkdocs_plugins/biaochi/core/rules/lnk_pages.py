"""LNK: relative Markdown links of a body, of entries and of informative pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from biaochi.core.anchors import anchors, leads
from biaochi.core.clauses import Body, PageLink
from biaochi.core.diagnostics import Finding
from biaochi.core.model import Catalogue, Entry


def page_links(code: str, path: str, entry: Entry | None, catalogue: Catalogue) -> Iterator[Finding]:
    """Relative links of one body that lead to no file of the content roots, or to no place of it."""
    body = entry.body if entry else next(page.body for page in catalogue.pages if page.path == path)
    for link in body.page_links():
        target, _, anchor = link.target.partition("#")
        yield from _lost_anchor(code, link, path, unquote(target), unquote(anchor), body, catalogue, loosely=entry is None)
        if not target or not target.endswith(".md") or target.startswith("/"):
            continue
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
        if goal in catalogue.paths:
            continue
        near = get_close_matches(goal, catalogue.paths, n=1, cutoff=0.6)
        hint = f"是否想写“{posixpath.relpath(near[0], posixpath.dirname(path))}”？" if near else "改成存在的文件，或删去链接"
        yield Finding(code, link.at, f"链接指向的文件“{link.target}”不存在", hint)


def _lost_anchor(
    code: str, link: PageLink, path: str, target: str, anchor: str, own: Body, catalogue: Catalogue, *, loosely: bool
) -> Iterator[Finding]:
    """An anchor of the same page, or of an entry, that is not there. A page has further ones that its text does not tell
    (an entry's metrics, what another tool makes): a Latin one is called lost only where the text has nearly the same."""
    if not anchor or target.startswith("/"):
        return
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
    if goal == path:
        body = own
    else:
        other = catalogue.paths.get(goal)
        if other is None:
            return
        body = catalogue.entries[other].body
    known = anchors(body)
    near = get_close_matches(anchor, sorted(known), n=1, cutoff=0.6)
    if leads(anchor, known, loosely=loosely) or (anchor.isascii() and not near):
        return
    hint = f"是否想写“#{near[0]}”？" if near else "改成那一页有的标题或条款，或删去“#”以后的部分"
    yield Finding(code, link.at, f"链接“{link.target}”里的“#{anchor}”在那一页上没有", hint)
