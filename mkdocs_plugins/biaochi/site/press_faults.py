"""What the press found wrong, once each: an entry stands in many books, and its one slip is one line to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from biaochi.core.regex import regex

_OF_ENTRY = regex(r"[A-Z]{3}\d{3} (?P<entry>[A-Z][A-Z0-9-]*)：")
_SIGN = regex(r"“(.)”（U\+[0-9A-F]+）")


def folded(found: Mapping[str, Sequence[str]], source: Callable[[str], tuple[str, str] | None]) -> Iterator[str]:
    """A line for each fault. ``found`` is fault → the files it was found in; ``source`` gives an entry's path and text by its
    id. Where an entry is at fault its own file is named, at the line of the sign if it is one sign that cannot be printed."""
    for fault, files in sorted(found.items()):
        printed = files[0] if len(files) == 1 else f"{min(files)} 等 {len(files)} 个文件"
        of = _OF_ENTRY.match(fault)
        known = source(of["entry"]) if of else None
        if known is None:
            yield f"{printed}: {fault}"
            continue
        path, text = known
        sign = _SIGN.search(fault)
        place = text.find(sign[1]) if sign else -1
        line = f":{text.count(chr(10), 0, place) + 1}" if place >= 0 else ""
        yield f"{path}{line}: {fault}，印在 {printed}"
