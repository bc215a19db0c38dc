"""The sentences of a block, without its Markdown markup, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from biaochi.core.clauses import Block
from biaochi.core.location import Location
from biaochi.core.regex import regex


class Sentence(NamedTuple):
    """One sentence of a block, without its Markdown markup.

    ``places`` maps each character of ``text`` to its offset in the block; it is empty where they run in parallel from
    ``start``.
    """

    text: str
    block: Block
    start: int
    places: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> Location:
        """The place of a slice of ``text``."""
        if not self.places:
            return self.block.place(self.start + start, self.start + end)
        last = len(self.places) - 1
        return self.block.place(self.places[min(start, last)], self.places[min(max(end - 1, start), last)] + 1)

    @property
    def at(self) -> Location:
        return self.place(0, len(self.text))


LONGEST = 800
"""Characters of a sentence; a longer one, which nobody reads, is taken in pieces: what looks at a sentence as a whole takes
time with the square of its length."""
_END = regex(r"[。!?！？;；]+[”’」』）)]*|\n|(?<=[a-z0-9%\)])\.(?=\s+[A-Z]|\s*$)[\"”’）)]*")
_MARKS = regex(r"[\[*`]|~~|==")
_MARKUP = regex(
    r"\[\[(?:[^\[\]|\n]+\|)?(?P<cross>[^\[\]\n]*)\]\]|!?\[(?P<link>[^\[\]]*)\]\([^()]*\)|(?P<mark>\*{1,3}|~~|==|`+)"
)


def sentences(block: Block) -> Iterator[Sentence]:
    """The sentences of a block, markup taken away; quoted speech is never cut at its inner full stops."""
    text, places = _plain(block.text)
    start = 0
    for match in _END.finditer(text):
        if not start and match.end() == len(text):
            break  # one sentence, like most clauses
        if match.group() != "\n" and _inside_quotes(text, start, match.start()):
            continue
        if match.group() == "\n" and not _breaks_line(text, match.start()):
            continue
        yield from _sentence(text, start, match.end(), block, places)
        start = match.end()
    yield from _sentence(text, start, len(text), block, places)


def unmarked(text: str) -> str:
    """A text as it is read, without inline markup."""
    return _plain(text)[0].replace("\n", " ")


def _sentence(text: str, start: int, end: int, block: Block, places: list[int] | None) -> Iterator[Sentence]:
    for first, last in _pieces(text, start, end):
        piece = text[first:last]
        stripped = piece.strip()
        if not stripped:
            continue
        first += len(piece) - len(piece.lstrip())
        kept = tuple(places[first : first + len(stripped)]) if places else ()
        yield Sentence(stripped.replace("\n", " ") if "\n" in stripped else stripped, block, first, kept)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = max(text.rfind(sign, start + LONGEST // 2, start + LONGEST) for sign in ",，、 ") + 1 or start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _inside_quotes(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    if "“" not in piece and "「" not in piece and "『" not in piece:
        return False
    return any(piece.count(left) > piece.count(right) for left, right in ("“”", "「」", "『』"))


def _breaks_line(text: str, at: int) -> bool:
    """A soft line break in Chinese or English prose does not end a sentence."""
    return at == 0 or text[at - 1] in "。!?！？;；:：.|"


def _plain(text: str) -> tuple[str, list[int] | None]:
    """Text without inline markup, and the offset of each kept character (``None``: nothing was taken away)."""
    if _MARKS.search(text) is None:
        return text, None
    kept: list[str] = []
    places: list[int] = []
    last = 0
    for match in _MARKUP.finditer(text):
        kept.append(text[last : match.start()])
        places.extend(range(last, match.start()))
        for name in ("cross", "link"):
            if match[name]:
                kept.append(match[name])
                places.extend(range(match.start(name), match.end(name)))
        last = match.end()
    if not last:
        return text, None
    kept.append(text[last:])
    places.extend(range(last, len(text)))
    return "".join(kept), places
