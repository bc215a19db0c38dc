"""Two versions of an entry beside each other: what changed in its values, and its body by phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from biaochi.core.clauses import CROSS_LINK, Clause
from biaochi.core.diff import Change, compare_entries
from biaochi.core.diff.change import UNSAID
from biaochi.core.diff.phrases import Line, Piece, redline, redline_bodies
from biaochi.core.model import Catalogue, Entry
from biaochi.core.plain_text import plain
from biaochi.core.reference import split_reference
from biaochi.core.slotted import dataclass
from biaochi.pages.past import Past, with_entry
from biaochi.pages.view import read_out, reference_title, titled


@dataclass(frozen=True, slots=True)
class Row:
    """One change of values: its kind and direction, what changed, and the texts redlined where both are prose."""

    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Redlined:
    """A comparison of two versions, ready to be shown."""

    older: Past
    newer: Past
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What differs, where nothing that is asked does: the records of changes, where the entry is found."""
        if self.lines or not all(row.change.kind in UNSAID for row in self.rows):
            return ()
        filed = [row.change.what for row in self.rows if row.change.kind == "filing-changed"]
        return tuple(dict.fromkeys((*filed, "变更记录")))


_PROSE = ("prose-", "dialogue-")
_SHORT = 12
"""Signs of a value that is read at a glance."""
_NAME = 24
"""Signs of what a part says that stand for its name."""


def redlined(older: Past, newer: Past, catalogue: Catalogue) -> Redlined:
    """Values as values, clauses with the direction they took; then the whole body by phrase."""
    before, after = with_entry(catalogue, older.entry), with_entry(catalogue, newer.entry)
    changes = [_titled(change, older, newer, catalogue) for change in compare_entries(older.entry, newer.entry, before, after)]
    rows = [Row(c, _pieces(c)) for c in _gathered(changes) if not c.kind.startswith(_PROSE)]
    # Both by the newer titles: another entry's new title changes nothing here.
    lines = tuple(redline_bodies(older.entry.body, newer.entry.body, partial(titled, catalogue=with_entry(catalogue, newer.entry, newer.beside))))
    return Redlined(older, newer, tuple(rows), lines if any(line.changed for line in lines) else ())


def _titled(change: Change, older: Past, newer: Past, catalogue: Catalogue) -> Change:
    """A change with the titles of what the entry refers to and the names of its parts: ids are for those who write."""
    before, after = _titles(change.before, older, catalogue), _titles(change.after, newer, catalogue)
    return replace(change, what=_called(change, newer.entry, older.entry), before=before, after=after)


_PARTS = {"metric": "指标", "promise": "承诺", "step": "步骤", "item": "检查项", "clause": "条款"}


def _called(change: Change, *entries: Entry) -> str:
    """What changed, by the name of the part first: ``步骤 并联审查（review）的标准``."""
    kind, _, name = change.subject.partition(":")
    head = f"{_PARTS.get(kind)} {name}"
    part = next((found for entry in entries if (found := _part(entry, kind, name))), None)
    if part is None or not change.what.startswith(head):
        return change.what
    rest = change.what.removeprefix(head).removeprefix(f"（{part}）").lstrip()
    return f"{_PARTS[kind]} {part if len(part) <= _NAME else part[:_NAME] + '…'}（{name}）{rest}"


def _part(entry: Entry, kind: str, name: str) -> str | None:
    """What people call a part of an entry: its name, else what it says."""
    for part in getattr(entry, f"{kind}s", entry.body.clauses if kind == "clause" else ()):
        if part.id == name:
            said = [f"第 {part.number} 条"] if isinstance(part, Clause) else [getattr(part, key, None) for key in ("name", "text", "does")]
            return plain(next((text for text in said if text), "")).rstrip("。") or None
    return None


def _titles(value: str, past: Past, catalogue: Catalogue) -> str:
    found = split_reference(value)
    if found is not None and found[0] in past.beside:
        entry, _, clause, metric = found
        return reference_title(with_entry(catalogue, past.entry, past.beside), entry, clause, metric)
    return read_out(value, with_entry(catalogue, past.entry, past.beside)) if CROSS_LINK.search(value) else value


def _gathered(changes: Iterable[Change]) -> list[Change]:
    """Twenty roles that come to know an entry are one row: what is only added or only taken away, of one thing, by name."""
    found: list[Change] = []
    for change in changes:
        last = found[-1] if found else None
        if last and _only_named(change) and _only_named(last) and _same(change) == _same(last):
            found[-1] = replace(last, before=_listed(last.before, change.before), after=_listed(last.after, change.after))
        else:
            found.append(change)
    return found


def _listed(*names: str) -> str:
    return "、".join(name for name in names if name)


def _same(change: Change) -> tuple[object, ...]:
    return change.kind, change.direction, change.what, change.subject, bool(change.before), bool(change.after)


def _only_named(change: Change) -> bool:
    """Whether there is but one side, of names."""
    return bool(change.before) != bool(change.after) and all(len(name) <= _SHORT for name in (change.before + change.after).split("、"))


def _pieces(change: Change) -> tuple[Piece, ...]:
    """Long texts are redlined; short values stand side by side."""
    if len(change.before) > _SHORT and len(change.after) > _SHORT:
        return redline(change.before, change.after)
    return ()
