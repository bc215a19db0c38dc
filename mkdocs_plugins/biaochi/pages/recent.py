"""What changed lately: a page for everybody, and an Atom feed for each role."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import escape
from itertools import groupby

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.concern import concerned, concerns, workplaces
from biaochi.core.diff import Reprint
from biaochi.core.model import Catalogue, Entry
from biaochi.pages.filters import by_role, by_sector, in_order
from biaochi.pages.links import SiteLinks, address
from biaochi.pages.news import DAYS, News, news, stale
from biaochi.pages.page import Heading, Page
from biaochi.pages.past import STATES, Versions
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

PATH = "changes/index.md"
MOST = 60
"""Versions in a feed."""
ON_PAGE = 200
"""Versions on the page, which are chosen from."""
TITLES = 24
"""Causes of one paper that are named; more are counted: all of them stand above."""
OF_A_DAY = 12
"""Versions of one day that stand unfolded: a whole handbook may have come on one."""


FIRST = dt.date(1970, 1, 1)
"""The day of a feed with nothing in it: a feed must have one, and it must not change from build to build."""


def recent_page(
    remarks: Sequence[str], all_news: Callable[[], Sequence[News]], outcome: Outcome, links: SiteLinks, settings: Settings
) -> Page:
    """``/changes/``: by day, with what to print and whom to teach again."""
    every = all_news()
    shown = every[:ON_PAGE]
    days = [(day, list(rows)) for day, rows in groupby(shown, key=lambda n: n.date)]
    ahead = sorted((n for n in every if n.past.state == "announced"), key=lambda n: (str(n.past.effective), n.past.entry.id))
    old = stale(every, outcome)
    view = View(outcome, links.seen_from(PATH), settings)
    reach = Reach(outcome.catalogue, [n.past.entry for n in every])
    html = render(
        "recent", view=view, reach=reach, days=days, states=STATES, left=len(every) - len(shown),
        fields=[by_sector(reach.sectors, view), by_role("role", "岗位", outcome.catalogue.roles, view)],
        papers=old.parted(old.papers), people=old.parted(old.people), href=lambda paper: _printed(paper, view), old=old, most=TITLES, first=OF_A_DAY,
        ahead=ahead, remarks=remarks, span=DAYS, feeds=feed_paths(outcome),
    )  # fmt: skip
    headings = (
        *((Heading(2, "ahead", "将要生效的"),) if ahead else ()),
        *(Heading(2, str(day), str(day)) for day, _ in days),
        *(Heading(2, anchor, title) for anchor, title, there in (("reprint", "要重印的", old.papers), ("retrain", "要再培训的", old.people)) if there),
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
        self._catalogue = catalogue

    def of_entry(self, entry: Entry) -> list[str]:
        """Where a version holds."""
        return self._all_if_common({entry.sector or ""})

    def of_role(self, role: str) -> list[str]:
        """Where a role works."""
        return self._all_if_common(self._by_role.get(role, frozenset()))

    def of_paper(self, paper: Reprint) -> list[str]:
        """Who has a paper on the shelf."""
        kind, _, name = paper.id.partition("-")
        if paper.what != "handbook":
            return self._all_if_common({self._by_entry.get(paper.id, "")})
        return self.of_role(name) if kind == "role" else [name] if kind == "sector" else self.sectors

    def roles_of_entry(self, entry: Entry) -> str:
        """Whom a version concerns."""
        return " ".join(sorted(concerned(entry, self._catalogue)))

    def roles_of_paper(self, paper: Reprint) -> str:
        """Who works by a paper; a book of a sector or of everything is nobody's own."""
        kind, _, name = paper.id.partition("-")
        if paper.what == "handbook":
            return name if kind == "role" else ""
        entry = self._catalogue.entries.get(paper.id)
        return self.roles_of_entry(entry) if entry else ""

    def _all_if_common(self, found: AbstractSet[str]) -> list[str]:
        return self.sectors if found == {words.COMMON} else sorted(found)


def _printed(paper: Reprint, view: View) -> str | None:
    """Where a paper's file is; where none was printed, the page that says the same."""
    if paper.what != "handbook":
        return view.links.page(f"sheets/{paper.id}.pdf") or view.href(paper.id)
    kind, _, name = paper.id.partition("-")
    return view.links.page(f"handbooks/{paper.id}.pdf") or view.links.page(f"{kind}s/{name}.md")


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
    for role in outcome.catalogue.roles.values():
        own = [n for n in every if concerns(role, n.past.entry)]
        name = outcome.catalogue.role_name(role.id)
        yield f"feeds/role-{role.id}.xml", _feed(f"role-{role.id}", f"{name}：近期变更", own, settings)


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
