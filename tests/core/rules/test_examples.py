"""Every rule's page: complete, and its examples do what it says on the demonstration handbook."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest
import yaml
from tests.core.rules.typography import faults

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.diagnostics import Rule
from biaochi.core.rules import FAMILIES, NAMES, RULES

AS_OF = dt.date(2026, 11, 22)


def _shown(text: str) -> bool:
    """Whether an example is a change of the demonstration handbook, not a sentence about files."""
    try:
        change = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return False
    return isinstance(change, dict)


SHOWN = [
    rule
    for rule in RULES.values()
    if (rule.over is not None or rule.code.startswith("WRD"))
    and _shown(rule.page.fails)
    and _shown(rule.page.passes)
]
"""The rules over something, and the categories of wording; how files are written is shown in prose."""


def codes(texts: dict[str, str]) -> set[str]:
    found = check(texts, as_of=AS_OF).diagnostics
    assert faults(found) == []
    return {diagnostic.code for diagnostic in found}


def test_the_demonstration_handbook_has_no_finding() -> None:
    assert [str(d) for d in check(demo.handbook(), as_of=AS_OF).diagnostics] == []


def test_every_rule_over_something_is_shown() -> None:
    assert {rule.code for rule in RULES.values() if rule.over is not None} <= {rule.code for rule in SHOWN}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_failing_example_gives_exactly_this_code(rule: Rule) -> None:
    assert codes(demo.changed(rule.page.fails)) == {rule.code}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_passing_example_gives_nothing(rule: Rule) -> None:
    assert codes(demo.changed(rule.page.passes)) == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_page_is_complete(rule: Rule) -> None:
    page = rule.page
    assert page.title and "\n" not in page.title and page.title.endswith("。")
    assert page.why and page.fails and page.passes and page.fix
    assert page.fails != page.passes


def test_codes_and_names_are_unique_and_well_formed() -> None:
    rows = [rule for _, rules in FAMILIES.values() for rule in rules]
    assert [code for code, times in Counter(rule.code for rule in rows).items() if times > 1] == []
    assert len(NAMES) == len(rows)
    for prefix, (_, rules) in FAMILIES.items():
        for rule in rules:
            assert re.fullmatch(rf"{prefix}\d{{3}}", rule.code)
            assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule.name)
            assert all(other in RULES for other in rule.requires)
