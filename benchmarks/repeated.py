"""A real handbook at any size: its entries as they are, and again under other ids, with other titles."""

from __future__ import annotations

import re
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1]
"""The reference handbook: entries, pages, registries and drawings as people write them."""
_ID = re.compile(r"^id: (\S+)$", re.M)
# Of what two entries may not share: a role's scripts of one scene would be two scripts for one thing.
_NAMED = re.compile(r"^(title|scene): (?!['\"])(.*)$", re.M)


def repeated(times: int, root: Path = REFERENCE) -> dict[str, str]:
    """The texts of a handbook so many times over. Each time the entries lead to those of the same time."""
    texts = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for folder in ("standards", "processes")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".md", ".yml", ".svg")
    }
    entries = {path: text for path, text in texts.items() if path.endswith(".md") and text.startswith("---\n")}
    ids = sorted((match[1] for text in entries.values() if (match := _ID.search(text))), key=len, reverse=True)
    told = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ids))})(?![\w-])")
    for time in range(2, times + 1):
        for path, text in entries.items():
            head, mark, rest = told.sub(rf"\g<0>-N{time}", text).partition("\n---\n")
            texts[path.replace(".md", f"-n{time}.md")] = _NAMED.sub(rf"\1: \2（{time}）", head) + mark + rest
    return texts
