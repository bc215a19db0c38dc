"""``biaochi explain``: one rule's page, or the rules of a family with their severity."""

from __future__ import annotations

import sys

from biaochi.core.diagnostics import did_you_mean
from biaochi.core.rules import NAMES, RULES, find_rule


def run(word: str) -> int:
    """A code or name gives its page, a family's letters or nothing a list. 2: nothing is called that."""
    rule = find_rule(word)
    if rule is None:
        return _list(word)
    page = rule.page
    print(f"{rule.code} {rule.name}\n{page.title}\n")
    for title, text in (("为什么", page.why), ("不通过", page.fails), ("通过", page.passes), ("怎么改", page.fix)):
        print(f"{title}:")
        print("\n".join(f"    {line}" for line in text.splitlines()), end="\n\n")
    return 0


def _list(prefix: str) -> int:
    family = [rule for rule in RULES.values() if rule.code.startswith(prefix.upper())]
    for rule in family:
        print(f"{rule.code}  {rule.severity.label}  {rule.name}  {rule.page.title}")
    if family:
        return 0
    near = did_you_mean(prefix.upper(), RULES) or did_you_mean(prefix.lower(), NAMES)
    print(f"没有规则“{prefix}”。{near or '用“biaochi explain”列出全部规则。'}", file=sys.stderr)
    return 2
