"""Pages by path, each made when it is first asked for: a preview shows one page and pays for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from biaochi.core.slotted import dataclass
from biaochi.pages.page import Page


@dataclass(frozen=True, slots=True)
class Deferred:
    """A page yet to be made, with what has to be known of it before: its place, title and source."""

    path: str
    title: str
    source: str | None
    make: Callable[[], Page]
    shares: bool = False
    """Whether it rests on something that is worked out once for several pages, whichever asks first."""


class Pages(Mapping[str, Page]):
    """All pages of a publication. Of two with one path the later holds."""

    def __init__(self, pages: Iterable[Page | Deferred]) -> None:
        self._pages = {page.path: page for page in pages}

    def __getitem__(self, path: str) -> Page:
        found = self._pages[path]
        if isinstance(found, Deferred):
            found = self._pages[path] = found.make()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def __contains__(self, path: object) -> bool:
        return path in self._pages

    def deferred(self, path: str) -> Deferred | None:
        """A page that is yet to be made; ``None`` where there is none."""
        found = self._pages.get(path)
        return found if isinstance(found, Deferred) else None

    def title(self, path: str) -> str:
        """A page's title; the page is not made for it."""
        return self._pages[path].title

    def source(self, path: str) -> str | None:
        """The file that is edited to change a page; the page is not made for it."""
        return self._pages[path].source

    def with_(self, others: Iterable[Page]) -> Pages:
        """These pages with others added or in their place."""
        return Pages([*self._pages.values(), *others])
