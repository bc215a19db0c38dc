"""Where a link leads: the site and the printed book answer differently, the pages only ask."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from posixpath import commonprefix, dirname, join, normpath
from typing import Protocol, TypeAlias
from urllib.parse import quote, unquote

from biaochi.core.model import Catalogue
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass

Titles: TypeAlias = Callable[[str, str | None, str | None], str]
"""The text of a cross-link without text of its own: to an entry, to its clause or its metric."""
_HREF = regex(r'\shref="([^"#?:/][^"#?:]*)')


class Links(Protocol):
    """Answers where things are, seen from one page."""

    def entry(self, entry: str, fragment: str | None = None) -> str | None:
        """The address of an entry (or of a clause, a metric …); ``None`` where it is not part of this publication."""

    def page(self, path: str, fragment: str | None = None) -> str | None:
        """The address of a page or file by its path below the project."""

    def anchor(self, local: str) -> str:
        """The id that stands for a local anchor of the entry at hand."""


def metric_anchor(metric: str) -> str:
    """A metric and a clause may share an id, so metrics have anchors of their own."""
    return f"metric-{metric}"


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """Links of the site: relative, with ``.html`` written out so that they work from ``file://``."""

    here: str
    entries: Mapping[str, str]
    """The pages of the entries, by id."""
    known: Collection[str]
    """The paths of all pages and files of the site."""

    @classmethod
    def of(cls, catalogue: Catalogue, known: Collection[str], here: str) -> SiteLinks:
        """Links as seen from the page ``here``."""
        return cls(here, {entry.id: entry.path for entry in catalogue.entries.values() if entry.path in known}, known)

    def seen_from(self, here: str) -> SiteLinks:
        """The same links from another page."""
        return SiteLinks(here, self.entries, self.known)

    def entry(self, entry: str, fragment: str | None = None) -> str | None:
        path = self.entries.get(entry)
        return self._way(path, fragment) if path else None

    def page(self, path: str, fragment: str | None = None) -> str | None:
        return self._way(path, fragment) if path in self.known else None

    def _way(self, path: str, fragment: str | None) -> str:
        tail = f"#{quote(fragment, safe='-_.')}" if fragment else ""
        if path == self.here and tail:
            return tail
        return _relative(path, self.here.rpartition("/")[0]) + tail

    def anchor(self, local: str) -> str:
        return local


def leads(html: str, here: str) -> Iterator[str]:
    """The paths below the site's root that the relative links of the page at ``here`` lead to."""
    folder = dirname(here)
    return (normpath(join(folder, unquote(match[1]))) for match in _HREF.finditer(html))


@lru_cache(maxsize=100_000)
def _relative(path: str, folder: str) -> str:
    """The way from a folder of the site to a page; pages of one folder ask for the same ones."""
    goal, here = address(path).split("/"), folder.split("/") if folder else []
    shared = len(commonprefix([goal[:-1], here]))
    return quote("/".join([".."] * (len(here) - shared) + goal[shared:]), safe="/-_.")


def address(path: str) -> str:
    """The site's address of a page path: ``standards/x.md`` → ``standards/x.html``, ``…/README.md`` → ``…/index.html``."""
    if not path.endswith(".md"):
        return path
    folder, slash, name = path.rpartition("/")
    stem = "index" if name in ("README.md", "index.md") else name.removesuffix(".md")
    return f"{folder}{slash}{stem}.html"
