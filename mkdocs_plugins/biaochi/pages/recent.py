"""What changed lately: a page for everybody, and an Atom feed for each role."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from html import escape
from itertools import groupby
from types import MappingProxyType

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.diff import Change, Reprint, Retrain, compare_entries, reprints, retrainings
from biaochi.core.diff.stale import concerned, workplaces
from biaochi.core.frozen import dataclass
from biaochi.core.model import Catalogue, Entry
from biaochi.pages.filters import by_sector, in_order
from biaochi.pages.links import SiteLinks, address
from biaochi.pages.page import Heading, Page
from biaochi.pages.past import STATES, Past, Versions, with_entry
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

PATH = "changes/index.md"
MOST = 60
"""Versions in a feed."""
ON_PAGE = 200
"""Versions on the page, which are chosen from."""
DAYS = 90
"""How far back the lists of what to print and teach again go."""


FIRST = dt.date(1970, 1, 1)
"""The day of a feed with nothing in it: a feed must have one, and it must not change from build to build."""


@dataclass(frozen=True, slots=True)
class News:
    """One published version with what changed in it."""

    past: Past
    changes: tuple[Change, ...]

    @property
    def date(self) -> dt.date:
        """The day it was published."""
        assert self.past.published is not None
        return self.past.published

    @property
    def began(self) -> dt.date:
        """The day it began, or will begin, to hold."""
        return max(self.date, self.past.effective or self.date)

    @property
    def told(self) -> dt.date:
        """The day there was last something to tell: announced, then in effect."""
        return self.date if self.past.state == "announced" else self.began

    def began_within(self, days: int, today: dt.date) -> bool:
        """Whether it began to hold in the last ``days``: what was announced long ago is printed on its day."""
        return (today - self.began).days <= days


def news(versions: Versions, outcome: Outcome) -> list[News]:
    """The published versions, newest first, also of those that an entry had published on one day; what was published after
    today is not news yet."""
    found = []
    for past in versions.all():
        if past.published is None or past.published > outcome.as_of:
            continue
        older = versions.get(past.entry.id, past.previous)
        before = with_entry(outcome.catalogue, older.entry) if older else None
        after = with_entry(outcome.catalogue, past.entry)
        changes = compare_entries(older.entry, past.entry, before, after) if older and before else []
        found.append(News(past, tuple(changes)))
    found.reverse()  # an entry's versions came oldest first
    return sorted(found, key=lambda n: (-n.date.toordinal(), n.past.entry.id))


def recent_page(
    remarks: Sequence[str], all_news: Callable[[], Sequence[News]], outcome: Outcome, links: SiteLinks, settings: Settings
) -> Page:
    """``/changes/``: by day, with what to print and whom to teach again."""
    every = all_news()
    shown = every[:ON_PAGE]
    days = [(day, list(rows)) for day, rows in groupby(shown, key=lambda n: n.date)]
    ahead = sorted((n for n in every if n.past.state == "announced"), key=lambda n: (str(n.past.effective), n.past.entry.id))
    papers, people = stale(every, outcome)
    view = View(outcome, links.seen_from(PATH), settings)
    reach = Reach(outcome.catalogue, [n.past.entry for n in every])
    html = render(
        "recent", view=view, reach=reach, fields=[by_sector(reach.sectors, view)], days=days, states=STATES, left=len(every) - len(shown),
        papers=[(paper, _printed(paper, view)) for paper in papers], people=people, ahead=ahead, remarks=remarks, span=DAYS, feeds=feed_paths(outcome),
    )  # fmt: skip
    headings = (
        *((Heading(2, "ahead", "将要生效的"),) if ahead else ()),
        *(Heading(2, str(day), str(day)) for day, _ in days),
        *(Heading(2, anchor, title) for anchor, title, there in (("reprint", "要重印的", papers), ("retrain", "要再培训的", people)) if there),
        Heading(2, "feeds", "订阅"),
    )
    return Page(PATH, "近期变更", html, headings, None, "最近收入手册的版本，要重印的和要再培训的")


class Reach:
    """Whom a change reaches: the sectors that a version, a paper or a role belongs to. What is common belongs to all."""

    def __init__(self, catalogue: Catalogue, past: Sequence[Entry]) -> None:
        entries = [*catalogue.entries.values(), *past]
        self._by_entry = {entry.id: entry.sector for entry in reversed(entries) if entry.sector}
        self.sectors = in_order(self._by_entry.values())
        self._by_role = workplaces(catalogue, entries)

    def of_entry(self, entry: Entry) -> list[str]:
        """Where a version holds."""
        return self._all_if_common({entry.sector or ""})

    def of_role(self, role: str) -> list[str]:
        """Where a role works."""
        return self._all_if_common(self._by_role.get(role, frozenset()))

    def of_paper(self, paper: Reprint) -> list[str]:
        """Who has a paper on the shelf."""
        kind, _, name = paper.id.partition("-")
        if paper.what == "sheet":
            return self._all_if_common({self._by_entry.get(paper.id, "")})
        return self.of_role(name) if kind == "role" else [name] if kind == "sector" else self.sectors

    def _all_if_common(self, found: AbstractSet[str]) -> list[str]:
        return self.sectors if found == {"common"} else sorted(found)


def _printed(paper: Reprint, view: View) -> str | None:
    """Where a paper's file is; where none was printed, the page that says the same."""
    if paper.what == "sheet":
        return view.links.page(f"sheets/{paper.id}.pdf") or view.href(paper.id)
    kind, _, name = paper.id.partition("-")
    return view.links.page(f"handbooks/{paper.id}.pdf") or view.links.page(f"{kind}s/{name}.md")


def stale(every: Sequence[News], outcome: Outcome) -> tuple[tuple[Reprint, ...], tuple[Retrain, ...]]:
    """What the changes that began to hold lately make stale, over today's relations."""
    fresh = [n for n in every if n.changes and n.past.state != "announced" and n.began_within(DAYS, outcome.as_of)]
    changes = [change for n in fresh for change in n.changes]
    before = _earlier(fresh, outcome.catalogue)
    return (
        reprints(changes, before, outcome.catalogue, outcome.graph),
        retrainings(changes, before, outcome.catalogue, outcome.graph),
    )


def _earlier(fresh: list[News], catalogue: Catalogue) -> Catalogue:
    return replace(
        catalogue, entries=MappingProxyType({n.past.entry.id: n.past.entry for n in reversed(fresh)})
    )


def feed_paths(outcome: Outcome) -> Mapping[str, str]:
    """Feed by name: of everything, then of each role."""
    return {
        "全部": "feeds/all.xml",
        **{outcome.catalogue.role_name(role): f"feeds/role-{role}.xml" for role in outcome.catalogue.roles},
    }


def feeds(versions: Versions, outcome: Outcome, settings: Settings) -> Iterator[tuple[str, str]]:
    """(path, Atom) of every feed. Days are those of publication and of taking effect, so that a rebuild changes nothing."""
    every = sorted(news(versions, outcome), key=lambda n: -n.told.toordinal())
    yield "feeds/all.xml", _feed("all", "全部变更", every, settings)
    for role in outcome.catalogue.roles:
        own = [n for n in every if role in concerned(n.past.entry)]
        name = outcome.catalogue.role_name(role)
        yield f"feeds/role-{role}.xml", _feed(f"role-{role}", f"{name}：近期变更", own, settings)


def _feed(name: str, title: str, rows: list[News], settings: Settings) -> str:
    rows = rows[:MOST]
    base = settings.site_url.rstrip("/")
    updated = max((n.told for n in rows), default=FIRST)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">',
        f"<title>{escape(f'{settings.title} · {title}')}</title>",
        f"<id>{escape(_id(base, f'feeds/{name}.xml'))}</id>",
        f"<updated>{_stamp(updated)}</updated>",
        f"<author><name>{escape(settings.organisation or settings.title)}</name></author>",
    ]
    if base:
        lines.append(f'<link rel="self" href="{escape(f"{base}/feeds/{name}.xml")}"/>')
        lines.append(f'<link href="{escape(f"{base}/{address(PATH)}")}"/>')
    for n in rows:
        past = n.past
        lines += [
            "<entry>",
            f"<title>{escape(f'{past.entry.title} {past.version}（{STATES[past.state]}）')}</title>",
            f"<id>{escape(_id(base, f'v/{past.entry.id}/{past.version}/'))}</id>",
            f"<updated>{_stamp(n.told)}</updated>",
            f"<summary>{escape(_summary(n))}</summary>",
        ]
        if base:
            lines.append(f'<link href="{escape(f"{base}/v/{past.entry.id}/{past.version}/")}"/>')
        lines.append("</entry>")
    return "\n".join([*lines, "</feed>"]) + "\n"


def _id(base: str, path: str) -> str:
    return f"{base}/{path}" if base else f"urn:biaochi:{path}"


def _stamp(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _summary(n: News) -> str:
    record = n.past.record
    said = [f"{words.CHANGE_REASON.get(record.reason or '', '')}：{record.summary}"] if record else []
    said += [
        f"{c.label}（{c.what}）{c.before} → {c.after}"
        for c in n.changes[:10]
        if not c.kind.startswith("prose")
    ]
    return "；".join(said) or "首次收入手册"
