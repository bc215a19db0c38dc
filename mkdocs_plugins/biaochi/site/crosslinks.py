"""The plugin that resolves ``[[HTL-CHECKIN]]`` in pages that MkDocs renders itself (those of ``docs_dir``)."""

from __future__ import annotations

import logging
import re
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from biaochi.core.reference import split_reference
from biaochi.core.regex import regex
from biaochi.pages.links import SiteLinks, metric_anchor
from biaochi.pages.view import reference_title
from biaochi.site.options import CrosslinksOptions
from biaochi.site.standards import StandardsPlugin

log = logging.getLogger("mkdocs.plugins.biaochi")
_CODE_OR_LINK = regex(r"(?P<code>```.*?```|~~~.*?~~~|`[^`\n]+`)|\[\[(?P<target>[A-Z][^\[\]|\n]*)(?:\|(?P<shown>[^\[\]\n]*))?\]\]", re.S)


class CrosslinksPlugin(BasePlugin[CrosslinksOptions]):
    """Cross-links outside the content roots; inside them the pages resolve their own."""

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        owner = next((p for p in config.plugins.values() if isinstance(p, StandardsPlugin)), None)
        if owner is None or owner.outcome is None or "[[" not in markdown:
            return markdown
        outcome = owner.outcome
        known = frozenset(file.src_uri for file in files)
        links = SiteLinks.of(outcome.catalogue, known, page.file.src_uri)

        def resolved(match: re.Match[str]) -> str:
            split = None if match["code"] else split_reference(match["target"].strip())
            if split is None:
                return match[0]
            entry, _, clause, metric = split
            owner.mentioned.add(entry)
            href = links.entry(entry, metric_anchor(metric) if metric else clause)
            title = (match["shown"] or "").strip() or reference_title(outcome.catalogue, entry, clause, metric)
            if href is None:
                log.error("%s: 没有编号为“%s”的条目", page.file.src_uri, entry)
                return escape(title)
            return f'<a href="{escape(href)}">{escape(title)}</a>'

        return _CODE_OR_LINK.sub(resolved, markdown)
