"""Random sequences of edits to a handbook, for whatever must give the same whether done step by step or anew."""

from __future__ import annotations

import posixpath
import random
import re
from collections.abc import Iterator


def registered(texts: dict[str, str], number: int, chance: random.Random) -> dict[str, str]:
    """A registry with something more, less or other; and as a text that can be put in its place."""
    name, row, other = chance.choice(
        (
            ("terms", f"词{number}: {{definition: 第 {number} 个词}}", "取号: {definition: 领取号码, synonyms: [叫号]}"),
            ("terms", "尽快: {definition: 十分钟以内, allow: true}", "尽快: {definition: 十分钟以内}"),
            ("roles", f"role-{number}: {{name: 岗位 {number}}}", f"front: {{name: 前台 {number}, department: 门店}}"),
            ("sites", f"s-{number + 1}: {{name: 第 {number} 家店}}", "s-1: {name: 首店, region: 华北}"),
            ("journeys", f"hotel: [到店, 服务, 触点{number}]", f"bank: [到店, 触点{number}]"),
            ("sources", f"row-{number}: {{title: 第 {number} 条}}", f"row-1: {{title: 首条 {number}}}"),
        )
    )
    path = f"standards/{name}.yml"
    rows = {line.partition(":")[0]: line for line in texts.get(path, "").splitlines()}
    line = chance.choice((row, other))
    key = line.partition(":")[0]
    if key in rows and rows[key] == line and name != "roles":
        del rows[key]
    else:
        rows[key] = line
    if chance.random() < 0.2:
        rows = dict(reversed(rows.items()))
    return {path: "".join(f"{line}\n" for line in rows.values())}


def edits(texts: dict[str, str], chance: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    """(what was done, the texts as they are then), without end; entries are of the benchmarks' shape."""
    texts = dict(texts)
    number = 0
    while True:
        number += 1
        entries = sorted(path for path in texts if path.endswith(".md") and "\nid: " in texts[path])
        path = chance.choice(entries)
        act = chance.choice(("prose", "figure", "title", "status", "link", "delete", "add", "rename", "registry", "break", "page", "way"))
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
        elif act == "registry":
            texts |= registered(texts, number, chance)
        elif act == "break":
            # Repaired again at once: nothing of the broken state may stay.
            yield "break", {**texts, path: text.replace("owner: ", "owner: [", 1)}
        elif act == "page":
            texts["standards/about.md"] = f"# 说明\n\n第 {number} 版，见 [[{chance.choice(['B-0', 'B-1'])}]]。\n"
        yield act, dict(texts)
