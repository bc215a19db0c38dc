"""现行版本一览: one page to look a paper up in when there is no network."""

from __future__ import annotations

from collections import defaultdict

from biaochi.core.check import Outcome
from biaochi.core.diff import content_hash
from biaochi.core.model import Entry
from biaochi.core.slotted import dataclass
from biaochi.pages.filters import by_sector
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.people import current
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

PATH = "registers/versions.md"


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with the short hash that its papers carry."""

    entry: Entry
    hash: str


def rows(outcome: Outcome, settings: Settings) -> list[Row]:
    """Every entry in force today, with its hash."""
    return [
        Row(entry, content_hash(entry))
        for entry in outcome.catalogue.entries.values()
        if current(entry, outcome, settings)
    ]


def exchanged(html: str, entry: str, before: str, now: str) -> str:
    """The page with another hash in an entry's row, where it has one: what else stands there is of the entry's face."""
    start = html.find(f'<tr id="{entry}" ')
    if start < 0:
        return html
    stop = html.index("</tr>", start)
    was, is_ = f"<td><code>{before}</code></td>", f"<td><code>{now}</code></td>"
    at = html.rindex(was, start, stop)
    return f"{html[:at]}{is_}{html[at + len(was) :]}"


def current_versions_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """Every entry in force today: id, version, effective day, content hash."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows(outcome, settings):
        groups[row.entry.sector or ""].append(row)
    view = View(outcome, links.seen_from(PATH), settings)
    html = render("current_versions", view=view, groups=groups, fields=[by_sector(groups, view)])
    headings = tuple(Heading(2, sector or "none", view.sector_name(sector) or "其他") for sector in groups)
    return Page(PATH, "现行版本一览", html, headings, None, "每个条目现行的版本与内容码")
