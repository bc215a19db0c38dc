"""Running rules over what they look at, and what their findings weigh: shared by the whole check and the check of what
changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from biaochi.core.diagnostics import Diagnostic, Finding, Rule, spaced
from biaochi.core.links import split_cross_link
from biaochi.core.model import Catalogue, Entry, InformativePage
from biaochi.core.rules import RULES
from biaochi.core.rules.lnk import broken_cross_link
from biaochi.core.rules.lnk_pages import page_links
from biaochi.core.rules.scene import PARTS, Scene, Whole

Found = tuple[str | None, Finding]
"""A finding and the entry it belongs to."""


def entry_findings(entry: Entry, whole: Whole) -> Iterator[Finding]:
    """What the rules about one entry and its parts find."""
    scene = Scene(whole.catalogue, whole.graph, whole.as_of, entry)
    retired = entry.retired
    for parts, rules in _plan(cast("Any", type(entry))):
        things = parts(entry)
        if not things:
            continue
        for rule in rules:
            if retired and not rule.of_retired:
                continue
            for thing in things:
                yield from rule.find(thing, scene) or ()


def whole_findings(rule: Rule, whole: Whole) -> Iterator[Found]:
    """What a rule over the whole catalogue finds, with the entry it stands in."""
    owner = {entry.path: entry.id for entry in whole.catalogue.entries.values()}
    for finding in rule.find(whole.catalogue, whole) or ():
        yield owner.get(finding.at.path), finding


WHOLE_RULES = tuple(rule for rule in RULES.values() if rule.over is Catalogue)
"""The rules that look at all entries together."""


@cache
def _plan(shape: Any) -> tuple[tuple[Callable[[Any], Sequence[Any]], list[Rule]], ...]:
    """What there is to look at in an entry of this class, with the rules that look at it."""
    by_part: dict[type[Any], list[Rule]] = defaultdict(list)
    for rule in RULES.values():
        if rule.over not in (None, Catalogue) and issubclass(shape, PARTS[rule.over][0]):
            by_part[rule.over].append(rule)
    return tuple((PARTS[part][1], rules) for part, rules in by_part.items())


def page_findings(page: InformativePage, scene: Whole) -> Iterator[Finding]:
    """An informative page's links are checked; in somebody else's prose double brackets may mean anything."""
    yield from page_links("LNK009", page.path, None, scene.catalogue)
    meant = {link.at for link in page.body.cross_links() if split_cross_link(link) is not None}
    yield from (finding for finding in broken_cross_link(page, scene) if finding.at in meant)


_ABSENT = frozenset({"LIF004", "LIF008", "LNK010", "LNK011", "LNK012", "TRN004", "TRN005", "TRN006", "PRC011"})
"""Rules that find something missing elsewhere: a training, a checklist item, whoever refers to it."""


def _hidden_by(entry: str | None, unread: Mapping[str, str]) -> bool:
    """Whether what is missing may stand in a file that cannot be read: its fault is said there."""
    return entry is not None and any(entry in text for text in unread.values())


def diagnose(found: Iterable[Found], in_force: Callable[[str], bool], unread: Mapping[str, str]) -> list[Diagnostic]:
    """Name and severity from the rule's row; findings that another one on the entry explains are left out.

    ``in_force`` says whether an entry is; where none is known a finding weighs in full.
    """
    found = list(found)
    codes: dict[str | None, set[str]] = defaultdict(set)
    for entry, finding in found:
        codes[entry].add(finding.code)
    result = {}
    for entry, finding in found:
        rule = RULES[finding.code]
        if codes[entry].intersection(rule.requires) or (rule.code in _ABSENT and _hidden_by(entry, unread)):
            continue
        severity = rule.severity_for(entry is None or in_force(entry))
        key = (finding.at, finding.code, finding.message)
        result[key] = Diagnostic(finding.at, rule.code, rule.name, severity, spaced(finding.message), spaced(finding.hint), entry)
    return sorted(result.values(), key=lambda d: (d.location, d.code))
