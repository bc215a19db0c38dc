"""Bodies that were converted before: what the conversion asked is known, and where all answers are what they were, it would
come out as it did. So an edit of front matter converts nothing, and does not even load what converts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from biaochi.pages.links import Links, Titles
from biaochi.pages.page import Heading

Converted: TypeAlias = tuple[str, tuple[Any, ...], tuple[tuple[tuple[str | None, ...], str | None], ...]]
"""HTML; headings (level, id, title, and those below); what was asked, with the answers."""

_VARIANTS = 3
"""Of one text there may be several: an entry's page, that of an older version, a book's."""
_MANY = 20_000
_known: dict[bytes, tuple[Converted, ...]] = {}
_recalled: Mapping[bytes, tuple[Converted, ...]] = {}
_fresh: set[bytes] = set()


def converted(source: str, folder: str, links: Links, titles: Titles, base_level: int) -> tuple[str, tuple[Heading, ...]]:
    """What :func:`biaochi.pages.converter.convert` makes of the same."""
    made_of = f"{base_level} {folder}\n{source}".encode("utf-8", "surrogatepass")
    key = hashlib.blake2b(made_of, digest_size=16).digest()
    variants = _known.get(key) or _recalled.get(key, ())
    for variant in variants:
        html, headings, asked = variant
        answers = _Asking(links, titles)
        if all(answers.ask(*question) == answer for question, answer in asked):
            break
    else:
        from biaochi.pages.converter import convert

        asking = _Asking(links, titles)
        html, made = convert(source, folder, asking, partial(asking.ask, "title"), base_level)  # type: ignore[arg-type]
        headings = tuple(map(_taken_apart, made))
        variant = html, headings, tuple(asking.told.items())
        _fresh.add(key)
    if len(_known) > _MANY:
        _known.clear()
    _known[key] = variant, *[other for other in variants if other is not variant][: _VARIANTS - 1]
    return html, tuple(map(_put_together, headings))


def recall(known: Mapping[bytes, tuple[Converted, ...]]) -> None:
    """Take what :func:`told` gave an earlier build, by the same program."""
    global _recalled
    _recalled = known
    _known.clear()
    _fresh.clear()


def told() -> dict[bytes, tuple[Converted, ...]]:
    """What was converted since then, for the next build."""
    return {key: _known[key] for key in _fresh if key in _known}


class _Asking:
    """Links and titles that note what they are asked and what they answer."""

    def __init__(self, links: Links, titles: Titles) -> None:
        self._answers: dict[str | None, Callable[..., str | None]] = {
            "entry": links.entry, "page": links.page, "anchor": links.anchor, "title": titles,
        }  # fmt: skip
        self.told: dict[tuple[str | None, ...], str | None] = {}

    def ask(self, *question: str | None) -> str | None:
        """What is asked, and of what."""
        answer = self.told[question] = self._answers[question[0]](*question[1:])
        return answer

    def entry(self, entry: str, fragment: str | None = None) -> str | None:
        return self.ask("entry", entry, fragment)

    def page(self, path: str, fragment: str | None = None) -> str | None:
        return self.ask("page", path, fragment)

    def anchor(self, local: str) -> str:
        return self.ask("anchor", local) or ""


def _taken_apart(heading: Heading) -> tuple[Any, ...]:
    return heading.level, heading.id, heading.title, tuple(map(_taken_apart, heading.children))


def _put_together(told: tuple[Any, ...]) -> Heading:
    level, id_, title, children = told
    return Heading(level, id_, title, tuple(map(_put_together, children)))
