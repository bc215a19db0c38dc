"""``biaochi diff``: what changed between two revisions, in kinds of change."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator

from biaochi.core.build import Built, build
from biaochi.core.diagnostics import Finding, printable
from biaochi.core.diff import compare, reprints, retrainings
from biaochi.core.links import resolve
from biaochi.history.git import NoHistory
from biaochi.history.repository import Repository
from biaochi.reports.changes import FORMATS, Explained

_OF_REGISTRIES = frozenset({"FMT007", "FMT008", "FMT009", "FMT010", "FMT011", "FMT012"})
"""Faults for which a registry is not read."""


def run(options: argparse.Namespace) -> int:
    """Compare and print. Exit status 0 when it could compare, 2 when it could not."""
    try:
        found = explain(options)
    except NoHistory as error:
        print(printable(f"无法比较：{error}"), file=sys.stderr)
        return 2
    report = FORMATS[options.format](found)
    if options.output is None:
        sys.stdout.write(report)
        return 0
    try:
        options.output.write_text(report, encoding="utf-8")
    except OSError as error:
        print(f"写不了“{options.output}”：{error.strerror}", file=sys.stderr)
        return 2
    return 0


def explain(options: argparse.Namespace) -> Explained:
    """Compare from the merge base of BASE and HEAD to HEAD. Raises :class:`NoHistory`."""
    repository = Repository.at(options.root)
    head = repository.commit(options.head)
    base = repository.merge_base(repository.commit(options.base), head)
    return explained(base, head, repository.texts(base), repository.texts(head), options.as_of or dt.date.today())


def explained(base: str, head: str, before: dict[str, str], after: dict[str, str], as_of: dt.date) -> Explained:
    """Compare two states. Raises :class:`NoHistory` where neither holds an entry, or a file of one cannot be read."""
    old, new = build(before), build(after)
    for revision, built in ((base, old), (head, new)):
        if hidden := next(_hiding(built), None):
            raise NoHistory(f"{revision[:10]} 里有读不了的文件：{hidden.at.path}:{hidden.at.line} {hidden.message}")
    if not old.catalogue.entries and not new.catalogue.entries:
        raise NoHistory("两个修订里都没有条目")
    changes = compare(old.catalogue, new.catalogue)
    graph = resolve(new.catalogue)
    return Explained(
        base,
        head,
        old.catalogue,
        new.catalogue,
        changes,
        reprints(changes, old.catalogue, new.catalogue, graph),
        retrainings(changes, old.catalogue, new.catalogue, graph),
        as_of,
    )


def _hiding(built: Built) -> Iterator[Finding]:
    """The faults that hide an entry: a comparison without it would call it removed."""
    read = {entry.path for entry in built.catalogue.entries.values()} | {page.path for page in built.catalogue.pages}
    for owner, finding in built.findings:
        of_entry = finding.at.path.endswith(".md")
        if owner is None and (finding.code == "FMT013" or (finding.at.path not in read if of_entry else finding.code in _OF_REGISTRIES)):
            yield finding
