"""The rule book: a table of all rules, and a page for each, from the rules' own docstrings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Rule
from biaochi.core.rules import FAMILIES, RULES, ver
from biaochi.pages.deferred import Deferred
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View


def rule_pages(outcome: Outcome, links: SiteLinks, settings: Settings) -> Iterator[Deferred]:
    """The index, then one page a rule."""
    yield Deferred("rules/index.md", "规则书", None, partial(_index, outcome, links, settings))
    for rule in RULES.values():
        make = partial(_rule_page, rule, outcome, links, settings)
        yield Deferred(f"rules/{rule.code}.md", f"{rule.code} {rule.name}", None, make)


def _index(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    path = "rules/index.md"
    view = View(outcome, links.seen_from(path), settings)
    html = render("rules_index", view=view, families=FAMILIES, total=len(RULES), compared=[rule.code for rule in ver.RULES])
    headings = tuple(Heading(2, prefix, f"{prefix} {name}") for prefix, (name, _) in FAMILIES.items())
    return Page(path, "规则书", html, headings, None, "检查规则一览", staff=False)


def _rule_page(rule: Rule, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    path = f"rules/{rule.code}.md"
    html = render("rule", view=View(outcome, links.seen_from(path), settings), rule=rule)
    return Page(path, f"{rule.code} {rule.name}", html, (), None, rule.page.title, staff=False)
