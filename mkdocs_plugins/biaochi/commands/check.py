"""``biaochi check``."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import sys
from pathlib import Path

from biaochi.core import narrow
from biaochi.core.check import Outcome, check
from biaochi.core.diagnostics import Severity, printable
from biaochi.core.read import Sources, read
from biaochi.core.regex import regex
from biaochi.core.rules import RULES
from biaochi.core.rules.ver_scene import Before
from biaochi.history.changed import changed_paths
from biaochi.history.git import NoHistory
from biaochi.history.notes import check_noted
from biaochi.reports import FORMATS, github
from biaochi.reports.asked import Asked
from biaochi.reports.fingerprint import fingerprints
from biaochi.reports.text import summary


class _Unable(Exception):
    """The command could not run; the message says why."""


def run(options: argparse.Namespace) -> int:
    """Check a handbook and print what was found. Exit status 0, 1 or 2."""
    if not options.root.is_dir():
        print(f"找不到文件夹“{options.root}”", file=sys.stderr)
        return 2
    sources = read(options.root)
    try:
        as_of = options.as_of or dt.date.today()
        before = _before(options, sources.texts, as_of)
        outcome = _checked(options, sources, as_of, before)
        if options.write_baseline:
            _write(options.write_baseline, _baseline(outcome))
            print(f"{len(outcome.diagnostics)} 处问题写入基线 {options.write_baseline}。")
            return 0
        outcome = _narrowed(outcome, options)
        report = FORMATS[options.format](outcome, sources.texts, Asked(options.strict, _site(options.root)))
        if options.output:
            _write(options.output, report + "\n")
    except _Unable as reason:
        print(reason, file=sys.stderr)
        return 2
    print(summary(outcome) if options.output else report)
    if options.format == "gitlab" and not options.output:
        # The format is a bare list: what was waived or left out has no place in it.
        print(summary(outcome), file=sys.stderr)
    if options.format == "github" and (target := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(target).open("a", encoding="utf-8") as stream:
            stream.write(github.job_summary(outcome))
    if not outcome.catalogue.entries and all(d.code == "FMT006" for d in outcome.diagnostics):
        # Nothing was there to check; content that is there and cannot be read is a fault like any other.
        return 2
    return int(outcome.failed or (options.strict and outcome.count(Severity.WARNING) > 0))


_SITE = regex(r"^site_url:[ \t]*[\"']?(https?://[^\s\"'#]+)", re.M)


def _site(root: Path) -> str:
    """Where mkdocs.yml says that the handbook is published; empty if it does not."""
    try:
        found = _SITE.search((root / "mkdocs.yml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1].rstrip("/") if found else ""


def _checked(options: argparse.Namespace, sources: Sources, as_of: dt.date, before: Before | None) -> Outcome:
    """Everything, or only what changed since the last run where that gives the same answer."""
    if before is not None or options.no_cache:
        return check(sources.texts, as_of=as_of, findings=sources.findings, against=before)
    return check_noted(options.root, sources, as_of)


def _before(options: argparse.Namespace, texts: dict[str, str], as_of: dt.date) -> Before | None:
    """What the change is compared with, if that was asked for."""
    if not options.against:
        return None
    from biaochi.history.against import against

    try:
        found = against(options.root, options.against, texts, as_of)
    except NoHistory as error:
        raise _Unable(f"无法与 {options.against} 比较：{error}") from None
    for remark in found.remarks:
        print(printable(remark), file=sys.stderr)
    return found.before


def _narrowed(outcome: Outcome, options: argparse.Namespace) -> Outcome:
    try:
        if options.select:
            chosen = frozenset[str]().union(*(narrow.codes_of(word, RULES) for word in options.select))
            outcome = narrow.select(outcome, chosen)
        if options.ignore:
            outcome = narrow.ignore(outcome, _reasons(options.ignore))
    except narrow.UnknownRule as error:
        raise _Unable(f"没有规则“{error}”：用代码（MSR001）、名称或类（MSR）") from None
    if options.changed_since:
        try:
            paths = changed_paths(options.root, options.changed_since)
        except NoHistory as error:
            raise _Unable(f"无法得知 {options.changed_since} 以来的改动：{error}") from None
        outcome = narrow.changed(outcome, paths, options.changed_since)
    if options.baseline:
        known = {diagnostic: fingerprint for fingerprint, diagnostic in fingerprints(outcome.diagnostics)}
        outcome = narrow.unknown_to(outcome, _read_baseline(options.baseline), known)
    return outcome


def _reasons(words: list[str]) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for word in words:
        rule, _, reason = word.partition("=")
        if not reason.strip():
            raise _Unable(f"忽略规则要写理由：--ignore {rule}=理由")
        reasons.update(dict.fromkeys(sorted(narrow.codes_of(rule, RULES)), reason.strip()))
    return reasons


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _Unable(f"写不了“{path}”：{error.strerror}") from None


def _baseline(outcome: Outcome) -> str:
    found = {
        fingerprint: f"{diagnostic.entry or diagnostic.location.path} {diagnostic.code} {diagnostic.message}"
        for fingerprint, diagnostic in fingerprints(outcome.diagnostics)
    }
    return json.dumps({"schema": 1, "findings": found}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _read_baseline(path: Path) -> frozenset[str]:
    try:
        return frozenset(json.loads(path.read_text(encoding="utf-8"))["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _Unable(f"读不了基线“{path}”：{error}；用 --write-baseline 重新写一份") from None
