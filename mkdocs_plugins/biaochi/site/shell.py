"""The theme's page around a page's content: rendered once for each place of the navigation, then filled for each page.

The theme's templates take longer than everything else of a build, and give the same for all pages of a place but for a
few words. Those are marked by slots here and filled in afterwards.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from biaochi.core.regex import regex
from biaochi.pages.links import address
from biaochi.site.filling import BARE, Filling
from biaochi.site.policy import protect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from biaochi.pages.navigation import Shelf
    from biaochi.pages.page import Page

_SLOT = regex(r"0bc-(\w+)-slot0")
# The page that is rendered stands one folder below the root: every address of the site begins with this.
_UP = regex(r'(?<=["\'(])\.\.(?=/|["\')])/?')
_CONTENTS_ITEM = regex(r'<li class="md-nav__item">\s*<a href="#0bc-anchor-slot0".*?</li>', re.S)
_BEGINNING = "__skip"
"""Where the theme's templates begin what is read."""
_SPACES = regex(r"\s*\n\s*")
_SETTINGS = regex(r'(?<=<script id="__config" type="application/json">).*?(?=</script>)', re.S)


def _slot(name: str) -> str:
    return f"0bc-{name}-slot0"


class Published(File):
    """A page that we write ourselves: for MkDocs a file with an address, neither rendered nor copied."""

    def is_documentation_page(self) -> bool:
        """No: MkDocs would render it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing: what would be copied is written elsewhere."""

    @classmethod
    def at(cls, path: str, source: str | None, config: MkDocsConfig) -> Published:
        """The page of this path, edited in ``source``."""
        made = cls(path, None, config.site_dir, config.use_directory_urls, dest_uri=address(path))
        made.generated_by, made.edit_uri = "biaochi/standards", source
        return made


class Shells:
    """The shells of one build; each is rendered when the first page of its kind is filled in."""

    def __init__(
        self,
        environment: Environment,
        config: MkDocsConfig,
        files: Files,
        navigation: Navigation,
        shelves: Mapping[str, Shelf],
    ) -> None:
        self.config, self.files, self.navigation, self.shelves = config, files, navigation, shelves
        self.template = environment.get_template("main.html")
        self._own_search = bool(environment.globals.get("biaochi_search"))
        self._rendered: dict[tuple[str, bool, bool, bool], str] = {}
        language = str(config.theme["language"] or "zh")
        self.filling = Filling(config.site_name, config.site_description or "", config.site_url or "", language)
        file = Published("q/p.md", None, config.site_dir, False, dest_uri="q/p.html")
        file.edit_uri = "edit"
        self._page = MkDocsPage("", file, config)

    def know(self, page: Page, place: str) -> None:
        """Make sure that what is around this page is known."""
        filling = self.filling
        depth = address(page.path).count("/")
        if page.path.startswith(BARE):
            if depth not in filling.outside:
                filling.outside[depth] = self._outside(depth)
            return
        key = filling.key(page, place)
        if key not in filling.around:
            filling.around[key] = _SLOT.split(protect(_at_depth(self._shell(*key[:4]), depth)))
        if page.source is not None and page.source not in filling.edits:
            filling.edits[page.source] = self._edit(page.source)

    def _outside(self, depth: int) -> tuple[str, str]:
        shell = _at_depth(self._shell("index.md", True, False, False), depth)
        body = re.search(r"<body[^>]*>", shell)
        links = re.findall(r'<link rel="(?:icon|stylesheet)"[^>]*>', shell)
        return "".join(f"{tag}\n" for tag in links if "search.css" not in tag), body[0] if body else "<body>"

    def _edit(self, source: str) -> str:
        self._page.file.edit_uri = source
        self._page._set_edit_url(self.config.repo_url, self.config.edit_uri, self.config.edit_uri_template)
        return escape(self._page.edit_url or "")

    def _shell(self, place: str, own: bool, headings: bool, source: bool) -> str:
        """The theme's page with slots. A page that is not itself in the navigation stands there behind its place."""
        key = (place, own, headings, source)
        if key not in self._rendered:
            stands = self.files.get_file_from_path(place)
            at: Any = stands.page if stands is not None else None
            siblings: list[Any] = at.parent.children if at is not None and at.parent else self.navigation.items
            kept = list(siblings)
            page = self._slots(headings, source)
            if place in self.shelves:
                page.meta["shelf"] = self.shelves[place].name
            page.parent = at.parent if at is not None else None
            if at is not None and at in siblings:
                where = siblings.index(at)
                siblings[where : where + 1] = [page] if own else [at, page]
                page.title = at.title if own else _slot("title")
            try:
                page.active = True
                context: Any = get_context(self.navigation, [], self.config, page)
                html = _told_once(self.template.render(context))
                self._rendered[key] = _SETTINGS.sub(_without_search, html) if self._own_search else html
            finally:
                page.active = False
                siblings[:] = kept
        return self._rendered[key]

    def _slots(self, headings: bool, source: bool) -> MkDocsPage:
        page = self._page
        page.title = _slot("title")
        page.meta = {"title": _slot("title"), "description": _slot("description")}
        page.content = f"<h1>{_slot('content')}</h1>"
        page.toc = TableOfContents([AnchorLink("…", _slot("anchor"), 2)] if headings else [])
        page.canonical_url = _slot("canonical") if self.config.site_url else None
        # The theme makes the address of the source from that of the editor by putting one word for another.
        page.edit_url = _slot("edit") if source and self._edit("x") else None
        return page


def _told_once(html: str) -> str:
    """What the theme rendered, with a slot wherever pages differ and without the white space of its templates."""
    html = html.replace(f"<h1>{_slot('content')}</h1>", _slot("content"))
    html = html.replace('href="p.html"', f'href="{_slot("self")}"')
    html = _CONTENTS_ITEM.sub(_slot("contents"), html).replace(_slot("anchor"), _BEGINNING)
    html = re.sub(r"<title>.*?</title>", f"<title>{_slot('tab')}</title>", html, count=1, flags=re.S)
    return _SPACES.sub("\n", html)


def _without_search(settings: re.Match[str]) -> str:
    """What the theme tells its scripts, without the words for a search of its own: a kilobyte of every page."""
    told = json.loads(settings[0])
    told["translations"] = {name: text for name, text in told["translations"].items() if not name.startswith("search.")}
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _at_depth(html: str, depth: int) -> str:
    """The shell as it stands in a folder so many levels below the root."""
    up = "../" * depth
    return _UP.sub(lambda match: up if match[0].endswith("/") else up.rstrip("/") or ".", html)
