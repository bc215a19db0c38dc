"""A comparison for people (text, Markdown for a pull request's comment) and for machines (JSON, schema 1)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from html import escape
from itertools import groupby

from biaochi.core.diagnostics import printable
from biaochi.core.diff import DIRECTION, Change, Reprint, Retrain
from biaochi.core.diff.phrases import redline
from biaochi.core.model import Catalogue
from biaochi.core.slotted import dataclass
from biaochi.core.vocabulary import CHANGE_REASON

_SIGN = {"tightened": "↑", "loosened": "↓", "neutral": "·"}
_WORST_FIRST = {"loosened": 0, "neutral": 1, "tightened": 2}


@dataclass(frozen=True, slots=True)
class Explained:
    """A comparison: two commits by their hashes, the two states, the changes, what they make stale, and today."""

    base: str
    head: str
    before: Catalogue
    after: Catalogue
    changes: tuple[Change, ...]
    reprint: tuple[Reprint, ...]
    retrain: tuple[Retrain, ...]
    as_of: dt.date

    def title(self, entry: str) -> str:
        """The entry's title, the later one where there is one."""
        found = self.after.entries.get(entry) or self.before.entries.get(entry)
        return found.title if found else ""

    def versions(self, entry: str) -> str:
        """``1.0 → 2.0``, or the one version there is."""
        states = [side.entries.get(entry) for side in (self.before, self.after)]
        found = [str(state.version) for state in states if state is not None and state.version is not None]
        return " → ".join(dict.fromkeys(found))

    def from_day(self, entries: Iterable[str]) -> dt.date | None:
        """The day still ahead on which the first of these takes effect; ``None`` where one of them holds already."""
        days = []
        for name in entries:
            entry = self.after.entries.get(name)
            if entry is None or entry.starts is None or not entry.announced(self.as_of):
                return None
            days.append(entry.starts)
        return min(days, default=None)


def text(found: Explained) -> str:
    """Entry by entry, one line a change."""
    lines = [f"比较 {found.base[:10]} → {found.head[:10]}：{_summary(found)}"]
    for entry, changes in _by_entry(found.changes):
        lines += ["", f"{entry} {found.title(entry)}（{found.versions(entry)}）"]
        for change in changes:
            lines.append(f"  {_SIGN[change.direction]} {change.label} {change.what}{_values(change)}")
            lines.append(f"      {change.path}:{change.line}")
    if found.reprint:
        lines += ["", "需重印："]
        lines += [f"  {paper.title}（{paper.id}）因 {'、'.join(paper.because)}{_changed_on(found, paper)}" for paper in found.reprint]
    if found.retrain:
        lines += ["", "需再培训："]
        lines += [
            f"  {who.name}（{who.role}）因 {'、'.join(who.because)}{_with(who)}{_taught_by(found, who)}" for who in found.retrain
        ]
    return printable("\n".join(lines)) + "\n"


def _summary(found: Explained) -> str:
    if not found.changes:
        return "没有改动"
    counts = {d: sum(c.direction == d for c in found.changes) for d in _WORST_FIRST}
    said = "、".join(f"{DIRECTION[d]} {number}" for d, number in counts.items() if number)
    return f"{len({c.entry for c in found.changes})} 个条目，{len(found.changes)} 处改动（{said}）"


def _by_entry(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    return [
        (entry, sorted(group, key=lambda c: _WORST_FIRST[c.direction]))
        for entry, group in groupby(changes, key=lambda change: change.entry)
    ]


def _values(change: Change) -> str:
    if change.before and change.after:
        return f"：{change.before} → {change.after}"
    if change.before:
        return f"：原为 {change.before}"
    return f"：{change.after}" if change.after else ""


def _changed_on(found: Explained, paper: Reprint) -> str:
    """Until its day a paper hangs as it is."""
    day = found.from_day(paper.because)
    return f"；{day} 起换" if day else ""


def _taught_by(found: Explained, who: Retrain) -> str:
    day = found.from_day(who.because)
    return f"；{day} 前讲完" if day else ""


def _with(who: Retrain) -> str:
    parts = [("培训", who.trainings), ("话术", who.scripts), ("门店", who.sites)]
    return "".join(f"；{label} {'、'.join(ids)}" for label, ids in parts if ids)


# --- Markdown --------------------------------------------------------------------------------------------------------

MAX_COMMENT = 60_000
"""A comment on a pull request holds 65,536 characters."""


def markdown(found: Explained) -> str:
    """For a store manager: the entries with something looser first, each with its reason, approver and day; then what to
    print and whom to train. Things go by their names."""
    lines = ["## 本次改动对门店意味着什么", "", f"{_summary(found)}。", ""]
    if not found.changes:
        return "\n".join(lines)
    groups = sorted(_by_entry(found.changes), key=lambda group: _WORST_FIRST[group[1][0].direction])
    for entry, changes in groups:
        lines += [f"### {_plain(found.title(entry) or entry)} `{entry}`（{found.versions(entry)}）", ""]
        lines += [*_records(found, entry), "| | 改动 | 原来 | 现在 |", "|---|---|---|---|"]
        for change in changes:
            side = f"{_SIGN[change.direction]} {DIRECTION[change.direction]}"
            before, after = _marked(change.before, change.after)
            lines.append(f"| {side} | **{change.label}**：{_cell(change.what)} | {before} | {after} |")
        lines.append("")
    if found.reprint:
        lines += ["### 要重印的", ""]
        lines += [
            f"- [ ] {_plain(paper.title)}（{_because(found, paper.because)}）{_changed_on(found, paper)}" for paper in found.reprint
        ]
        lines.append("")
    if found.retrain:
        lines += ["### 要再培训的", ""]
        lines += [
            f"- [ ] {_plain(who.name)}（{_because(found, who.because)}）{_lessons(found, who)}{_taught_by(found, who)}"
            for who in found.retrain
        ]
        lines.append("")
    lines.append(f"<sub>比较 {found.base[:10]} → {found.head[:10]}</sub>")
    whole = "\n".join(lines) + "\n"
    if len(whole) <= MAX_COMMENT:
        return whole
    cut = whole[:MAX_COMMENT].rsplit("\n", 1)[0]
    return f"{cut}\n\n**后面还有，全文用“biaochi diff”看。**\n"


def _records(found: Explained, entry: str) -> list[str]:
    """The new change records of an entry, newest first: why, who approved it, from when."""
    old, new = found.before.entries.get(entry), found.after.entries.get(entry)
    if new is None:
        return []
    known = {str(record.version) for record in old.changes} if old is not None else set()
    lines = []
    for record in new.changes:
        if str(record.version) in known:
            continue
        parts = [f"{found.after.role_name(record.approved_by)}批准" if record.approved_by else "没有写批准人"]
        if record.version == new.version:
            parts.append(_from_when(record.effective or new.starts, record.date, retired=new.retired))
        elif record.effective:
            parts.append(f"{record.effective} 起生效")
        reason = CHANGE_REASON.get(record.reason or "", "没有写原因")
        lines.append(
            f"> - {record.version}：{_plain(reason)}。{_plain(record.summary)}（{_plain('，'.join(parts))}）"
        )
    return [*lines, ""] if lines else []


def _from_when(day: dt.date | None, written: dt.date | None, *, retired: bool) -> str:
    """From when a version holds; a day before the record was written is that of an earlier version."""
    verb = "废止" if retired else "生效"
    return f"{day} 起{verb}" if day and (written is None or day >= written) else f"合并后即{verb}"


def _marked(before: str, after: str) -> tuple[str, str]:
    """The cells of a change; where both are texts, what was struck out and what was put in stand out."""
    if min(len(before), len(after)) < 8 or max(len(before), len(after)) > _LONGEST:
        return _cell(before), _cell(after)
    cells = []
    # Tags, not asterisks: those do not open beside a Chinese comma.
    for sign, mark in (("-", "del"), ("+", "ins")):
        pieces = [piece for piece in redline(before, after) if piece.sign in ("=", sign)]
        cells.append(
            "".join(
                f"<{mark}>{_plain(p.text)}</{mark}>" if p.sign == sign else _plain(p.text) for p in pieces
            )
        )
    return cells[0], cells[1]


def _named(found: Explained, ids: Iterable[str]) -> str:
    return "".join(f"《{_plain(found.title(entry) or entry)}》" for entry in ids)


def _because(found: Explained, ids: tuple[str, ...]) -> str:
    shown = _named(found, ids[:_MOST])
    return f"因{shown}" + (f"等 {len(ids)} 个条目" if len(ids) > _MOST else "")


def _lessons(found: Explained, who: Retrain) -> str:
    sites = [_plain(found.after.sites[s].name or s) if s in found.after.sites else s for s in who.sites]
    parts = [
        f"：安排{_named(found, who.trainings)}" if who.trainings else "：没有培训讲到它，由店长当班讲解",
        f"；重练话术{_named(found, who.scripts)}" if who.scripts else "",
        f"；{'、'.join(sites[:_MOST])}" if sites else "",
        f" 等 {len(sites)} 处" if len(sites) > _MOST else "",
    ]
    return "".join(parts)


_LONGEST = 300
_MOST = 8
"""Names in a list; more are counted."""


def _plain(value: str) -> str:
    """Text that a contributor wrote, without a way to become markup, a mention or a link, or to steer a terminal."""
    text = escape(printable(" ".join(value.split())), quote=False)
    for sign in "\\`*_[]|#!~":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("@", "@\u200b").replace("://", ":\u200b//")


def _cell(value: str, length: int = _LONGEST) -> str:
    clipped = value if len(value) <= length else value[: length - 1] + "…"
    return _plain(clipped) or "—"


# --- JSON ------------------------------------------------------------------------------------------------------------


def as_json(found: Explained) -> str:
    """Schema 1."""
    made = {
        "schema": 1,
        "base": found.base,
        "head": found.head,
        "changes": [
            {
                "entry": c.entry,
                "path": c.path,
                "line": c.line,
                "kind": c.kind,
                "direction": c.direction,
                "what": c.what,
                "before": c.before,
                "after": c.after,
            }
            for c in found.changes
        ],
        "reprint": [
            {"what": p.what, "id": p.id, "title": p.title, "because": list(p.because)} for p in found.reprint
        ],
        "retrain": [
            {
                "role": w.role,
                "name": w.name,
                "trainings": list(w.trainings),
                "scripts": list(w.scripts),
                "sites": list(w.sites),
                "because": list(w.because),
            }
            for w in found.retrain
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Explained], str]] = {"text": text, "markdown": markdown, "json": as_json}
