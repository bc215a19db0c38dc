"""The rule book: a table of all rules, and a page for each, from the rules' own docstrings."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Severity
from biaochi.core.rules import FAMILIES, RULES
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


def rule_pages(outcome: Outcome, links: SiteLinks, settings: Settings) -> Iterator[Page]:
    """The index, then one page a rule."""
    path = "rules/index.md"
    view = View(outcome, links.seen_from(path), settings)
    html = render("rules_index", view=view, families=FAMILIES, severities=SEVERITY, total=len(RULES))
    headings = tuple(Heading(2, prefix, f"{prefix} {name}") for prefix, (name, _) in FAMILIES.items())
    yield Page(path, "规则书", html, headings, None, "检查规则一览", staff=False)
    for rule in RULES.values():
        path = f"rules/{rule.code}.md"
        html = render("rule", view=View(outcome, links.seen_from(path), settings), rule=rule, severities=SEVERITY)
        yield Page(path, f"{rule.code} {rule.name}", html, (), None, rule.page.title, staff=False)
