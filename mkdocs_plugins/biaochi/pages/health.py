"""The handbook's health: figures, plots, and under each the entries to mend with the role that owns them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Entry
from biaochi.core.slotted import dataclass
from biaochi.pages.due import due
from biaochi.pages.filters import by_role
from biaochi.pages.links import SiteLinks
from biaochi.pages.matrix import COLUMNS, Row, rows
from biaochi.pages.matters import ADVICE, KINDS, Matter, matters, measurable, unmeasured
from biaochi.pages.page import Heading, Page
from biaochi.pages.plots import Bar, bars
from biaochi.pages.render import render, trusted
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure at the head of the page: what is counted, its value, and the list that it leads to."""

    label: str
    value: str
    note: str
    anchor: str


def health_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """Measurability, coverage, stages, reviews, waivers, suspect links, orphans."""
    path = "health.md"
    view = View(outcome, links.seen_from(path), settings)
    found = matters(outcome)
    every = rows(outcome)
    in_force = [row for row in every if row.standard.in_force]
    ahead = [row for row in every if not row.standard.in_force]
    entries = list(outcome.catalogue.entries.values())
    groups = {kind: [m for m in found if m.kind == kind] for kind in KINDS}
    html = render(
        "health", view=view, figures=figures(outcome, in_force, groups), groups=groups, listed={kind: listed(of) for kind, of in groups.items()}, kinds=KINDS, advice=ADVICE, owners=owners(found, view),
        total=len(found), unmeasured=unmeasured(outcome), fields=[by_role("owner", "责任岗位", (m.owner for m in found), view)],
        ahead={"check": sum(len(row.unchecked) for row in ahead), "train": sum(len(row.untrained) for row in ahead)},
        bare={kind: number for kind in COLUMNS if (number := sum(not row.cells[kind] for row in in_force))},
        coverage=trusted(_coverage(in_force, view)), in_use=trusted(_stages(entries)), reviews=trusted(_calendar(outcome, view)), stages=stages(entries),
    )  # fmt: skip
    headings = [
        Heading(2, "owners", "谁有几件事"),
        *(Heading(2, kind, title) for kind, title in KINDS.items() if groups[kind]),
        Heading(2, "plots", "分布"),
    ]
    return Page(path, "手册健康度", html, tuple(headings), None, "可测量、覆盖、阶段、复审、豁免与要办的事", staff=False)


def percent(part: int, whole: int) -> str:
    """``97%``; never rounded up to 100."""
    return "—" if not whole else f"{100 * part // whole}%"


def figures(outcome: Outcome, in_force: Sequence[Row], groups: dict[str, list[Matter]]) -> list[Figure]:
    """The figures at the head, each with the list behind it."""
    sound, standards = measurable(outcome)
    clauses = sum(row.clauses for row in in_force)
    checked, trained, items = (sum(getattr(row, of) for row in in_force) for of in ("checked", "trained", "listed"))
    late = sum(m.due is not None and m.due < outcome.as_of for m in groups["review"])
    return [
        Figure("可测量的标准", percent(sound, standards), f"{sound} / {standards}，含未生效的", "measure"),
        Figure("现行条款受检", percent(checked, clauses), f"{checked} / {clauses}，其中检查表上有 {items} 条", "check"),
        Figure("现行条款受训", percent(trained, clauses), f"{trained} / {clauses}", "train"),
        Figure("90 天内到期", str(len(groups["review"])), f"复审、话术评审、演练、行动；逾期 {late}", "review"),
        Figure("尚未生效", str(len(groups["stage"])), "编制中与已公布", "stage"),
        Figure("可疑引用", str(len(groups["suspect"])), "目标换了主版本", "suspect"),
        Figure("无人引用", str(len(groups["orphan"])), "话术、检查表、指标", "orphan"),
        Figure("豁免", str(len(groups["waiver"])), "有期限的例外", "waiver"),
    ]


def listed(found: Sequence[Matter]) -> list[tuple[Matter, list[Matter]]]:
    """The rows of one kind's list, each with what it tells: the clauses of a standard are one row, all else its own."""
    rows: dict[object, list[Matter]] = {}
    for number, matter in enumerate(found):
        key = matter.entry.id if matter.entry and matter.kind in ("check", "train") else number
        rows.setdefault(key, []).append(matter)
    return [(told[0], told) for told in rows.values()]


def owners(found: Sequence[Matter], view: View) -> list[tuple[str, str, Counter[str]]]:
    """(role, name, matters by kind), whoever has most to do first."""
    counts: dict[str, Counter[str]] = {}
    for matter in found:
        counts.setdefault(matter.owner or "", Counter())[matter.kind] += 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return [(owner, view.role(owner) or "没有责任岗位", kinds) for owner, kinds in ordered]


def _coverage(in_force: Sequence[Row], view: View) -> str:
    """Per sector the share of clauses that are checked, and that are trained."""
    drawn = []
    for sector in dict.fromkeys(row.standard.sector or "" for row in in_force):
        own = [row for row in in_force if (row.standard.sector or "") == sector]
        clauses = sum(row.clauses for row in own)
        for label, part in (("受检", sum(r.checked for r in own)), ("受训", sum(r.trained for r in own))):
            share = 100 * part // clauses if clauses else 0
            href = view.links.page("matrix.md", sector or "none")
            drawn.append(Bar(f"{view.sector_name(sector) or '其他'} {label}", ((share, "part2" if label == "受训" else "part1"),), f"{share}%", href))
    return bars("各行业现行条款的受检率与受训率", drawn, 100)


def _stages(entries: Sequence[Entry]) -> str:
    """Per kind the share of entries that are in force, the rest being on the way (retired ones are not counted)."""
    drawn = []
    for kind, label in words.KIND.items():
        own = [e for e in entries if e.kind == kind and not e.retired]
        ready = sum(e.in_force for e in own)
        if own:
            share = 100 * ready // len(own)
            drawn.append(Bar(label, ((share, "part1"), (100 - share, "part3")), f"现行 {ready} / {len(own)}"))
    return bars("各类条目中现行的", drawn, 100)


def stages(entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
    """Entries by kind and stage."""
    return {
        kind: {status: sum(e.kind == kind and e.status == status for e in entries) for status in words.STATUS} for kind in words.KIND
    }


def _calendar(outcome: Outcome, view: View) -> str:
    """How much falls due in each of the coming months."""
    days = [one.day for one in due(outcome) if _within_a_year(one.day, view.as_of)]
    late = sum(day < view.as_of for day in days)
    months = Counter(f"{day:%Y-%m}" for day in days if day >= view.as_of)
    drawn = [Bar("逾期", ((late, "part3"),), str(late), view.links.page("reviews.md", "逾期") if late else None)]
    for month in _coming(view.as_of):
        href = view.links.page("reviews.md", month) if months[month] else None
        drawn.append(Bar(month, ((months[month], "part1"),), str(months[month]), href))
    return bars("今后十二个月到期的事", drawn)


def _coming(today: dt.date) -> list[str]:
    """The months from this one to the same of next year: of the first and the last a part."""
    first = today.year * 12 + today.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(first, first + _MONTHS + 1)]


def _within_a_year(day: dt.date, today: dt.date) -> bool:
    return (day.year - 1, day.month, day.day) <= (today.year, today.month, today.day)
