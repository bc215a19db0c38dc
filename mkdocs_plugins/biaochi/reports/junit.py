"""JUnit XML: one test case an entry, one more for files that are no entry."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic, Severity, printable
from biaochi.core.regex import regex
from biaochi.reports.asked import ASKED, Asked
from biaochi.reports.text import summary

_FILES = "其他文件"
_NO_XML = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(outcome: Outcome, texts: Mapping[str, str], asked: Asked = ASKED) -> str:
    """A test suite; what fails the gate is a failure, the rest stands in the output of its case."""
    found: dict[str, list[Diagnostic]] = {entry: [] for entry in outcome.catalogue.entries}
    for diagnostic in outcome.diagnostics:
        found.setdefault(diagnostic.entry or _FILES, []).append(diagnostic)
    failing = {Severity.ERROR, Severity.WARNING} if asked.strict else {Severity.ERROR}
    failures = sum(any(d.severity in failing for d in group) for group in found.values())
    suite = etree.Element("testsuite", name="biaochi", tests=str(len(found)), failures=str(failures), errors="0", skipped="0")
    properties = etree.SubElement(suite, "properties")
    etree.SubElement(properties, "property", name="summary", value=_clean(summary(outcome)))
    for name, group in found.items():
        entry = outcome.catalogue.entries.get(name)
        case = etree.SubElement(suite, "testcase", name=_clean(name), classname=entry.kind if entry else "file")
        if entry:
            case.set("file", _clean(entry.path))
        _describe(case, group, failing)
    suites = etree.Element("testsuites")
    suites.append(suite)
    etree.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + etree.tostring(suites, encoding="unicode")


def _describe(case: etree.Element, group: Sequence[Diagnostic], failing: AbstractSet[Severity]) -> None:
    errors = sorted((d for d in group if d.severity in failing), key=lambda d: d.severity.rank)
    others = [d for d in group if d.severity not in failing]
    if errors:
        failure = etree.SubElement(case, "failure", message=_clean(errors[0].message), type=errors[0].code)
        failure.text = _clean("\n".join(d.line(severity=True) for d in errors))
    if others:
        etree.SubElement(case, "system-out").text = _clean("\n".join(d.line(severity=True) for d in others))


def _clean(text: str) -> str:
    """XML has no control characters and no non-characters."""
    return printable(_NO_XML.sub("\ufffd", text))
