"""The site's search: collects what the pages say and writes the index, and gives Material's search box to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from biaochi.search.index import Index
from biaochi.search.lines import lines
from biaochi.search.page import Place, Searchable
from biaochi.search.pieces import Piece, piece
from biaochi.site.searchable import searchable, words

if TYPE_CHECKING:
    from biaochi.core.check import Outcome
    from biaochi.pages.page import Page
    from biaochi.site.tree import Tree

STYLES = "assets/search.css"
_SLOT = "material/search"


class _Slot(Config):
    enabled = c.Type(bool, default=True)


class _Box(BasePlugin[_Slot]):
    """Material's header shows a search box only where a search plugin is set up; this one does nothing else."""


class Search:
    """The search of one site, for as long as the process lives: unchanged pages are taken apart once."""

    def __init__(self) -> None:
        self.on = False
        self.others: dict[str, tuple[str, str]] = {}
        self.index: Index | None = None
        self.numbers: dict[str, int] = {}
        self._pieces: dict[str, tuple[str, Piece]] = {}

    def set_up(self, config: MkDocsConfig) -> None:
        """Take the search box, unless the handbook's owner keeps MkDocs' own search."""
        box = config.plugins.get(_SLOT)
        self.on = config.theme.name == "material" and (box is None or isinstance(box, _Box))
        self.others = {}
        if not self.on:
            return
        if box is None:
            made = _Box()
            made.load_config({})
            config.plugins[_SLOT] = made
        if STYLES not in config.extra_css:
            config.extra_css.append(STYLES)

    def on_env(self, environment: Environment, config: MkDocsConfig) -> None:
        """Tell the templates whose search it is, and where Material's own template is found."""
        environment.globals["biaochi_search"] = self.on
        own = [folder for folder in config.theme.dirs if Path(folder, "partials", "search.html").is_file()]
        material = PrefixLoader({"material": FileSystemLoader(own[-1:])})
        environment.loader = ChoiceLoader([*filter(None, (environment.loader,)), material])

    def add(self, url: str, title: str, content: str) -> None:
        """A page that is not the publication's own: its address, title and HTML."""
        if self.on:
            self.others[url] = title, content

    def write(self, outcome: Outcome, pages: Mapping[str, Page], tree: Tree) -> str:
        """Write the index of all pages; return its version."""
        if not self.on:
            return ""
        catalogue = outcome.catalogue
        found = [
            searchable(page, self._piece(page.path, page.html, page.title, page.entry), outcome)
            for page in pages.values()
            if not page.path.startswith(("id/", "v/"))
        ]
        found += [
            Searchable(url, title, self._piece(url, content, title, None), place=Place.EDITORS)
            for url, (title, content) in sorted(self.others.items())
        ]
        self.index = Index.of(found, words(catalogue))
        self.numbers = {page.url: number for number, page in enumerate(found)}
        for path, content in self.index.files(range(len(found))).items():
            tree.write(path, content)
        return self.index.version()

    def _piece(self, key: str, html: str, title: str, entry: str | None) -> Piece:
        known = self._pieces.get(key)
        if known is None or known[0] != html:
            known = self._pieces[key] = html, piece(lines(html, entry), title)
        return known[1]
