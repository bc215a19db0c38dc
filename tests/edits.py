"""Random sequences of edits to a handbook, for whatever must give the same whether done step by step or anew."""

from __future__ import annotations

import posixpath
import random
import re
from collections.abc import Iterator

TERMS = "standards/terms.yml"


def edits(texts: dict[str, str], chance: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    """(what was done, the texts as they are then), without end; entries are of the benchmarks' shape."""
    texts = dict(texts)
    number = 0
    while True:
        number += 1
        entries = sorted(path for path in texts if path.endswith(".md") and "\nid: " in texts[path])
        path = chance.choice(entries)
        act = chance.choice(("prose", "figure", "title", "status", "link", "delete", "add", "rename", "term", "break", "page", "way"))
        text = texts[path]
        if act == "prose":
            texts[path] = text.rstrip("\n") + f"\n\n补记第 {number} 条，供复核。\n"
        elif act == "figure":
            texts[path] = re.sub(r"target: \d+", f"target: {chance.randint(1, 60)}", text, count=1)
        elif act == "title":
            texts[path] = re.sub(r"title: .*", f"title: 改名 {number} 号", text, count=1)
        elif act == "status":
            texts[path] = re.sub(r"status: \S+", f"status: {chance.choice(('in-force', 'draft', 'retired'))}", text, count=1)
        elif act == "link":
            other = re.search(r"\nid: (\S+)", texts[chance.choice(entries)])
            texts[path] = text.rstrip("\n") + f"\n\n另见 [[{other[1] if other else 'B-0'}]]。\n"
        elif act == "way":
            # Links by files, one of which may be there only later, or no longer.
            there = chance.choice((chance.choice(entries), f"standards/hotel/new{number + 2}.md"))
            texts[path] = text.rstrip("\n") + f"\n\n[那里]({posixpath.relpath(there, posixpath.dirname(path))})。\n"
        elif act == "delete" and len(entries) > 12:
            del texts[path]
        elif act == "add":
            texts[f"standards/hotel/new{number}.md"] = re.sub(r"\nid: \S+", f"\nid: N-{number}", text, count=1)
        elif act == "rename":
            del texts[path]
            texts[path.replace(".md", f"-{number}.md")] = text
        elif act == "term":
            texts[TERMS] = texts.get(TERMS, "") + f"词{number}: {{definition: 第 {number} 个词}}\n"
        elif act == "break":
            # Repaired again at once: nothing of the broken state may stay.
            yield "break", {**texts, path: text.replace("owner: ", "owner: [", 1)}
        elif act == "page":
            texts["standards/about.md"] = f"# 说明\n\n第 {number} 版，见 [[{chance.choice(['B-0', 'B-1'])}]]。\n"
        yield act, dict(texts)
