"""Markdown to HTML as the handbook's bodies are written: Python-Markdown with ``EXTENSIONS``, cross-links, heading levels and
anchors, sanitised.

Loading and putting together all this takes longer than converting ten bodies, so whoever may not need it (see
:mod:`biaochi.pages.bodies`) imports this module late.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from functools import cache
from html import unescape
from importlib import import_module
from typing import Any
from urllib.parse import unquote

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from biaochi.core.anchors import slug
from biaochi.core.reference import split_reference
from biaochi.core.regex import regex
from biaochi.pages.links import Links, Titles, metric_anchor
from biaochi.pages.page import Heading
from biaochi.pages.sanitise import sanitise

EXTENSIONS: Mapping[str, dict[str, Any]] = {
    "markdown.extensions.abbr": {},
    "markdown.extensions.admonition": {},
    "markdown.extensions.attr_list": {},
    "markdown.extensions.def_list": {},
    "markdown.extensions.footnotes": {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": "回到正文第 {} 处脚注", "UNIQUE_IDS": True},
    "markdown.extensions.md_in_html": {},
    "markdown.extensions.sane_lists": {},
    "markdown.extensions.tables": {"use_align_attribute": True},
    "pymdownx.details": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": False},
    "pymdownx.tilde": {},
    "pymdownx.mark": {},
}
"""Markdown extensions of every body by their modules, with their settings."""

def convert(source: str, folder: str, links: Links, titles: Titles, base_level: int) -> tuple[str, tuple[Heading, ...]]:
    """The HTML of ``source``, sanitised, and its headings; ``folder`` is that of its file, from which relative links go, and
    ``base_level`` the level of the outermost heading."""
    converter, handbook = _converter()
    handbook.about(source, folder, links, titles, base_level)
    _forget(converter)
    return sanitise(converter.convert(source)), _headings(converter.toc_tokens, links)


def _headings(tokens: list[dict[str, Any]], links: Links) -> tuple[Heading, ...]:
    return tuple(
        Heading(token["level"], links.anchor(token["id"]), unescape(token["name"]), _headings(token["children"], links)) for token in tokens
    )


class _Handbook(Extension):
    """Cross-links, relative links, anchors and heading levels of the body at hand."""

    source: str
    folder: str
    links: Links
    titles: Titles
    base_level: int

    def about(self, source: str, folder: str, links: Links, titles: Titles, base_level: int) -> None:
        """Turn to another body."""
        self.source, self.folder, self.links, self.titles, self.base_level = source, folder, links, titles, base_level

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(_CrossLink(md, self), "biaochi-cross-link", 175)
        md.treeprocessors.register(_Finished(md, self), "biaochi-finished", 21)
        md.treeprocessors.register(_Rewrite(md, self), "biaochi-rewrite", 0)


class _Finished(Treeprocessor):
    """Text in which no inline mark can begin is done as it is: most is, and asking sixteen patterns about each took a
    quarter of the time of a body."""

    def __init__(self, md: Markdown, at: _Handbook) -> None:
        super().__init__(md)
        self.at = at

    def run(self, root: etree.Element) -> None:
        if "*[" in self.at.source:
            return  # abbreviations are looked for in all text that is not done
        for element in root.iter():
            if element.text and _MARKING.search(element.text) is None:
                element.text = AtomicString(element.text)


# What the inline patterns begin with, and what Markdown puts in the place of things that it keeps.
_MARKING = regex(r"[`\\\[\]<>&*_~=!\x02\x03]|  \n")


class _CrossLink(InlineProcessor):
    """``[[HTL-CHECKIN#greet|shown]]``. Code spans are taken before, so a link in code stays text."""

    def __init__(self, md: Markdown, at: _Handbook) -> None:
        super().__init__(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]", md)
        self.at = at

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[Any, int, int]:  # type: ignore[override]
        split = split_reference(match[1].strip())
        if split is None:
            return None, match.start(0), match.end(0)
        entry, _, clause, metric = split
        href = self.at.links.entry(entry, metric_anchor(metric) if metric else clause)
        element = etree.Element("a" if href else "span")
        if href:
            element.set("href", href)
        element.set("class", "bc-mention" if href else "bc-missing")
        element.text = (match[2] or "").strip() or self.at.titles(entry, clause, metric)
        return element, match.start(0), match.end(0)


_NOTES = {
    "Note": "说明", "Abstract": "摘要", "Info": "信息", "Tip": "提示", "Success": "正确", "Question": "问题",
    "Warning": "注意", "Failure": "错误", "Danger": "危险", "Bug": "缺陷", "Example": "示例", "Quote": "引用",
}
"""The title of a note that gives none is its English type."""


class _Rewrite(Treeprocessor):
    """Relative addresses as seen from the page, heading levels, and (in a book) anchors of the entry's own."""

    def __init__(self, md: Markdown, at: _Handbook) -> None:
        super().__init__(md)
        self.at = at

    def run(self, root: etree.Element) -> None:
        levels = [int(e.tag[1]) for e in root.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
        shift = self.at.base_level - min(levels) if levels else 0
        for element in root.iter():
            tag = str(element.tag)
            if re.fullmatch(r"h[1-6]", tag):
                element.tag = f"h{min(6, max(2, int(tag[1]) + shift))}"
            for name in ("href", "src"):
                value = element.get(name)
                if value and not element.get("class", "").startswith("bc-"):
                    self.rewrite(element, name, value)
            if "admonition-title" in element.get("class", "") and element.text in _NOTES:
                element.text = _NOTES[element.text]
            if element.get("id"):
                element.set("id", self.at.links.anchor(element.get("id", "")))

    def rewrite(self, element: etree.Element, name: str, value: str) -> None:
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", value):
            return
        path, _, fragment = value.partition("#")
        if not path:
            element.set(name, f"#{self.at.links.anchor(fragment)}")
            return
        goal = posixpath.normpath(posixpath.join(self.at.folder, unquote(path)))
        href = None if path.startswith("/") else self.at.links.page(goal, unquote(fragment) or None)
        if href:
            element.set(name, href)
        else:
            del element.attrib[name]
            element.set("class", "bc-missing")


@cache
def _converter() -> tuple[Any, _Handbook]:
    """One converter for all bodies: putting one together takes longer than converting with it."""
    handbook = _Handbook()
    settings = {**EXTENSIONS, "markdown.extensions.toc": {"slugify": slug, "permalink": False}}
    # By name Markdown would look for them in what every installed package tells of itself.
    others: list[Extension] = [import_module(name).makeExtension(**told) for name, told in settings.items()]
    return Markdown(extensions=[*others, handbook], output_format="html"), handbook


def _forget(converter: Any) -> None:
    """Nothing of one body may show in the next: not even that there was one."""
    for extension in converter.registeredExtensions:
        if hasattr(extension, "unique_prefix"):
            extension.unique_prefix = -1  # footnotes count the bodies
    converter.reset()
