"""Live preview: after a change MkDocs only learns which pages there are; a page is rendered when somebody opens it.

MkDocs renders every page after every change, which takes it ten seconds and more for a handbook of 600 pages. Its dirty
build passes over the pages that say they are not modified: here all do, and the server asks for each one before it
sends it.
"""

from __future__ import annotations

import logging
import posixpath
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure.files import File, Files, InclusionLevel

from biaochi.core.slotted import dataclass
from biaochi.search.index import FOLDER
from biaochi.site.policy import protect
from biaochi.site.tree import Tree

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

    from biaochi.site.writing import Writer

# MkDocs looks every half second and waits for a tenth: longer than the rest takes.
_LOOK = 0.2
_SETTLE = 0.05
_Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Unrendered(File):
    """A page that a dirty build passes over."""

    def is_modified(self) -> bool:
        """Never: it is rendered when it is asked for."""
        return False


@dataclass(frozen=True, slots=True)
class _Written:
    """What MkDocs made of a page of ``docs_dir``, and from which state of its source and of the settings."""

    state: tuple[int, int]
    title: str
    content: str
    toc: Any
    meta: Any
    markdown: str | None


class _NoWarning(logging.Filter):
    """MkDocs warns that a dirty build leaves stale pages; here it does not."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "'dirty' build" not in record.getMessage()


class Preview:
    """The site of a running preview, from one build to the next."""

    def __init__(self) -> None:
        # Held while MkDocs builds and while a page is rendered: both use the same settings and the same folder.
        self._lock = threading.RLock()
        self._building = False
        self._closed = False
        self._written: dict[str, _Written] = {}
        self._outputs: frozenset[str] = frozenset()
        self._stale: dict[str, File] = {}
        self._search: Callable[[], object] | None = None
        self._render: Callable[[Page], None] = lambda page: None
        self._unwritten: dict[str, None] = {}
        self._templates: tuple[list[str], list[str]] | None = None
        self._write: Callable[[str], None] = lambda place: None
        logging.getLogger("mkdocs.commands.build").addFilter(_NoWarning())

    def begin(self, config: MkDocsConfig) -> None:
        """A build begins: whoever asks for a page waits for it."""
        if not self._building:
            self._lock.acquire()
            self._building = True
        environment_of = config.theme.get_env
        config.theme.get_env = lambda: self._listed(environment_of(), config)  # type: ignore[method-assign]

    def _listed(self, environment: Environment, config: MkDocsConfig) -> Environment:
        """The theme's templates with their list remembered: MkDocs goes through ten thousand icons at every build."""
        every = environment.list_templates

        def once(**wanted: Any) -> list[str]:
            if "filter_func" not in wanted:
                return every(**wanted)
            if self._templates is None or self._templates[0] != config.theme.dirs:
                self._templates = list(config.theme.dirs), every(**wanted)
            return self._templates[1]

        environment.list_templates = once  # type: ignore[assignment]
        return environment

    def end(self) -> None:
        """The build has ended, well or not."""
        if self._building:
            self._building = False
            self._lock.release()

    def own(self, files: Files, config: MkDocsConfig) -> list[dict[str, str] | str]:
        """Put the pages of ``docs_dir`` that did not change among the unrendered ones. Returns their navigation: MkDocs
        knows the title of a page only after reading it."""
        navigation: list[dict[str, str] | str] = []
        for file in sorted(files.documentation_pages(), key=lambda file: file.src_uri):
            known = self._written.get(file.src_uri)
            if known is None or known.state != _state(file, config):
                item: dict[str, str] | str = file.src_uri
            else:
                item = {known.title: file.src_uri}
                files.remove(file)
                kept = Unrendered(
                    file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion
                )
                kept.edit_uri = file.edit_uri
                files.append(kept)
            if file.src_uri != "index.md":
                navigation.append(item)
        return navigation

    def built(self, config: MkDocsConfig, writer: Writer, search: Callable[[], object]) -> None:
        """MkDocs has built: from here on all pages but those it just rendered are stale, and so is the search, which
        ``search`` writes. Pages and files that are no longer there are deleted."""
        files = writer.files
        pages = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        for file in pages:
            page = file.page
            if page is None or page.content is None:
                continue
            self._written[file.src_uri] = _Written(
                _state(file, config), str(page.title), page.content, page.toc, page.meta, page.markdown
            )
        outputs = frozenset(file.dest_uri for file in files)
        for gone in self._outputs - outputs:
            Path(config.site_dir, gone).unlink(missing_ok=True)
        self._outputs = outputs
        self._stale = {file.dest_uri: file for file in pages if isinstance(file, Unrendered)}
        self._unwritten = dict.fromkeys(writer.paths)
        self._search = search

        def render(page: Page) -> None:
            known = self._written.get(page.file.src_uri)
            if known is None:
                _populate_page(page, config, files)
            else:
                page.content, page.toc, page.meta, page.markdown = known.content, known.toc, known.meta, known.markdown
            excluded = page.file.inclusion.is_excluded()
            _build_page(page, config, pages, writer.navigation, writer.environment, excluded=excluded)

        self._render = render
        tree = Tree(Path(config.site_dir))
        self._write = lambda place: tree.write(place, writer.compose(place))

    def written(self) -> Iterable[tuple[str, str, str]]:
        """Address, title and HTML of the pages of ``docs_dir`` that were not rendered in this build."""
        for file in self._stale.values():
            known = self._written.get(file.src_uri)
            if known is not None:
                yield file.url, known.title, known.content

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """Have every request make what it asks for before MkDocs' server sends it, and changes noticed sooner."""
        watched = [path for path in (config.docs_dir, config.config_file_path) if path]
        for path in watched:
            server.unwatch(path)
        server.observer = type(server.observer)(timeout=_LOOK)
        server.build_delay = _SETTLE
        for path in watched:
            server.watch(path)
        mount = urlsplit(config.site_url or "/").path
        inner: _Wsgi = server.get_app()  # type: ignore[assignment]

        def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if not path.startswith("/livereload/") and path.startswith(mount):
                asked = path.removeprefix(mount) + ("index.html" if path.endswith("/") else "")
                self.make(posixpath.normpath("/" + asked).lstrip("/"))
            return inner(environ, start_response)

        server.set_app(app)
        inject: Callable[[bytes, int], bytes] = server._inject_js_into_html

        def injected(content: bytes, epoch: int) -> bytes:
            # A script that the page's policy does not name is run by no browser.
            return protect(inject(content, epoch).decode("utf-8")).encode("utf-8")

        server._inject_js_into_html = injected  # type: ignore[method-assign]

    def close(self) -> None:
        """Nothing is made from here on: MkDocs deletes the folder, and a request may still be under way."""
        with self._lock:
            self._closed = True

    def make(self, asked: str) -> None:
        """Bring one file of the site up to date, by its path below the site's folder."""
        with self._lock:
            if self._closed:
                return
            if asked.startswith(f"{FOLDER}/") and self._search is not None:
                self._search()
                self._search = None
            if asked in self._unwritten:
                self._write(asked)
                del self._unwritten[asked]
            file = self._stale.get(asked)
            if file is not None and file.page is not None:
                self._render(file.page)
                del self._stale[asked]


def _state(file: File, config: MkDocsConfig) -> tuple[int, int]:
    """When a page's source and the settings were last written; pages that a plugin makes have no state to keep."""
    if file.generated_by is not None or file.abs_src_path is None:
        return -1, id(file)
    settings = Path(config.config_file_path)
    return Path(file.abs_src_path).stat().st_mtime_ns, settings.stat().st_mtime_ns
