"""Looking at less than everything: chosen rules, changed files, what a baseline does not know yet.

A large old handbook adopts the gate without a flood: what is known today is written into a baseline, and only what is
new fails. Nothing is hidden without being counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic
from biaochi.core.rules import find_rule


class UnknownRule(ValueError):
    """A word that names no rule and no family."""


def codes_of(word: str, known: Collection[str]) -> frozenset[str]:
    """The codes that a word names: a code, a rule's name, or a family's prefix. Raises :class:`UnknownRule`."""
    rule = find_rule(word)
    if rule is not None:
        return frozenset({rule.code})
    family = frozenset(code for code in known if code.startswith(word.upper()))
    if not family or not word.isalnum():
        raise UnknownRule(word)
    return family


def select(outcome: Outcome, codes: Collection[str]) -> Outcome:
    """Only these rules."""
    return _keep(outcome, lambda diagnostic: diagnostic.code in codes, "未选的规则")


def ignore(outcome: Outcome, reasons: Mapping[str, str]) -> Outcome:
    """Without these rules; each has a reason, which the summary repeats."""
    for code, reason in reasons.items():
        outcome = _keep(outcome, _not_of(code), f"忽略 {code}（{reason}）")
    return outcome


def changed(outcome: Outcome, paths: Collection[str], since: str) -> Outcome:
    """Only what stands in changed files."""
    return _keep(outcome, lambda diagnostic: diagnostic.location.path in paths, f"{since} 以来没有改动的文件")


def unknown_to(outcome: Outcome, baseline: Collection[str], fingerprints: Mapping[Diagnostic, str]) -> Outcome:
    """Only what the baseline does not know."""
    return _keep(outcome, lambda diagnostic: fingerprints[diagnostic] not in baseline, "基线中已有")


def _not_of(code: str) -> Callable[[Diagnostic], bool]:
    return lambda diagnostic: diagnostic.code != code


def _keep(outcome: Outcome, wanted: Callable[[Diagnostic], bool], why: str) -> Outcome:
    kept = tuple(diagnostic for diagnostic in outcome.diagnostics if wanted(diagnostic))
    left_out = len(outcome.diagnostics) - len(kept)
    return replace(outcome, diagnostics=kept, hidden=(*outcome.hidden, (why, left_out)))
