"""Our pages as files of the site: announced to MkDocs by their address, composed in their shells, written as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from biaochi.pages.links import address
from biaochi.site import site_map
from biaochi.site.filling import BARE, encoded, shelf_path, shelf_script
from biaochi.site.policy import protect
from biaochi.site.shell import Published, Shells

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from biaochi.pages.page import Heading, Page
    from biaochi.pages.publication import Publication

_EVENTS = ("page_content", "page_context", "post_page")


def announce(publication: Publication, files: Files, config: MkDocsConfig) -> None:
    """Add every page to MkDocs' files. A home page of the editor's own wins over the generated one."""
    for path in publication.pages:
        existing = files.src_uris.get(path)
        if existing is not None:
            if path == "index.md":
                continue
            files.remove(existing)
        files.append(Published.at(path, publication.pages.source(path), config))
    for shelf in publication.shelves.values():
        files.append(File.generated(config, shelf_path(shelf), content=shelf_script(shelf)))


class Writer:
    """Composes the pages of one build."""

    def __init__(
        self, publication: Publication, environment: Environment, config: MkDocsConfig, files: Files, navigation: Navigation
    ) -> None:
        self.publication, self.config, self.files = publication, config, files
        self.environment, self.navigation = environment, navigation
        self.shells = Shells(environment, config, files, navigation, publication.shelves)
        ours = [path for path in publication.pages if isinstance(files.src_uris.get(path), Published)]
        self.paths: Mapping[str, str] = {address(path): path for path in ours}
        self._listeners = dict(_listeners(config))

    @property
    def told_to_others(self) -> bool:
        """Whether other plugins have a say in our pages."""
        return bool(self._listeners)

    def compose(self, place: str) -> bytes:
        """The file at an address of the site."""
        page = self.publication.pages[self.paths[place]]
        place = self.publication.place(page.path)
        self.shells.know(page, place)
        if page.path.startswith(BARE):
            return encoded(self.shells.filling.bare(page))
        return encoded(self._told(page, place) if self._listeners else self.shells.filling.fill(page, place, page.html))

    def beside(self, page: Page) -> bytes:
        """The file of a page that is not of the publication, without the theme's header and navigation."""
        self.shells.know(page, page.path)
        return encoded(self.shells.filling.bare(page))

    def _told(self, page: Page, place: str) -> str:
        """The page after other plugins have had their say, as MkDocs would have asked them."""
        file = self.files.get_file_from_path(page.path)
        assert file is not None
        shown = MkDocsPage(escape(page.title), file, self.config)
        shown.meta, shown.content = meta(page), page.html
        shown.toc = TableOfContents([_anchor(heading) for heading in page.headings])
        told: dict[str, Any] = {"page": shown, "config": self.config}
        for listen in self._listeners.get("page_content", ()):
            shown.content = listen(shown.content, files=self.files, **told)
        for listen in self._listeners.get("page_context", ()):
            listen({}, nav=self.navigation, **told)
        html = self.shells.filling.fill(page, place, shown.content or "")
        for listen in self._listeners.get("post_page", ()):
            html = listen(html, **told)
        return protect(html)

    def map(self, output: str) -> str:
        """MkDocs' site map with our pages in it."""
        if not self.config.site_url:
            return output
        listed = site_map.rows(self.config.site_url, (place for place in self.paths if not place.startswith(BARE)))
        return output.replace("</urlset>", f"{listed}</urlset>")


def meta(page: Page) -> dict[str, Any]:
    """Page keys come from us alone: what a pull request writes into front matter never reaches MkDocs."""
    made: dict[str, Any] = {"title": escape(page.title), "description": escape(page.description)}
    if page.path.startswith(BARE):
        made["search"] = {"exclude": True}
    return made


def _listeners(config: MkDocsConfig) -> Iterator[tuple[str, list[Callable[..., Any]]]]:
    """What plugins other than the product's do with a page."""
    for event in _EVENTS:
        found = [method for method in config.plugins.events[event] if not _ours(getattr(method, "__self__", None))]
        if found:
            yield event, found


def _ours(plugin: BasePlugin[Any] | None) -> bool:
    # autorefs looks for references between documented Python objects, of which our pages have none.
    return type(plugin).__module__.startswith(("biaochi.", "mkdocs_autorefs.", "mkdocstrings."))


def _anchor(heading: Heading) -> AnchorLink:
    link = AnchorLink(escape(heading.title), escape(heading.id), heading.level)
    link.children = [_anchor(child) for child in heading.children]
    return link
