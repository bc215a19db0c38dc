"""What every template asks: where things are and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from biaochi.core.check import Outcome
from biaochi.core.clauses import CROSS_LINK
from biaochi.core.concern import across
from biaochi.core.model import Catalogue, Entry, Role
from biaochi.core.reference import split_reference
from biaochi.core.sentences import unmarked
from biaochi.pages.links import Links
from biaochi.pages.settings import Settings

ANNOUNCED = "announced"
"""What stands for the status of an entry that is in force on a day to come."""


class View:
    """A catalogue as seen from one page."""

    def __init__(self, outcome: Outcome, links: Links, settings: Settings) -> None:
        self.outcome, self.links, self.settings = outcome, links, settings
        self.catalogue, self.graph, self.as_of = outcome.catalogue, outcome.graph, outcome.as_of

    def href(self, entry: str | None, fragment: str | None = None) -> str | None:
        """Where an entry (or a part of it) is found."""
        return self.links.entry(entry, fragment) if entry else None

    def title(self, entry: str | None, clause: str | None = None, metric: str | None = None) -> str:
        """What a reference reads like: the title, with the clause's number or the metric's name."""
        return reference_title(self.catalogue, entry, clause, metric)

    def read_out(self, text: str) -> str:
        """A text of Markdown as it is read, what it refers to by its title."""
        return read_out(text, self.catalogue)

    def standing(self, entry: Entry) -> str:
        """An entry's status as lists are filtered by it: what is announced is not yet in force."""
        return ANNOUNCED if entry.announced(self.as_of) else entry.status or ""

    def successors(self, entry: str) -> list[Entry]:
        """The entries that say they supersede this one."""
        return [self.catalogue.entries[r.source] for r in self.graph.incoming.get(entry, ()) if r.type == "supersedes"]

    def role(self, role: str | None) -> str:
        """A role's name."""
        return self.catalogue.role_name(role)

    def also_called(self, role: Role) -> str:
        """What else a role and its department are called: as ``roles.yml`` says, and the terms and synonyms one of which stands in the
        role's name, or is its department."""
        groups = ((term.id, *term.synonyms) for term in self.catalogue.terms.values() if term.synonyms)
        own = (group for group in groups if any(len(said) > 1 and (said in role.name or said == role.department) for said in group))
        return " ".join(dict.fromkeys([*role.called, *(word for group in own for word in group)]))

    def across(self, roles: Iterable[str | None]) -> Mapping[str, Mapping[str, list[Role]]]:
        """Of these roles those that others act as: who that is, by sector; what is printed for a store says so of its own alone."""
        found = {role: across(role, self.catalogue.roles) for role in dict.fromkeys(roles) if role}
        if here := self.settings.sector:
            found = {role: {here: acting[here]} for role, acting in found.items() if here in acting}
        return {role: acting for role, acting in found.items() if acting}

    def role_href(self, role: str | None) -> str | None:
        """Where a role's page is."""
        return self.links.page(f"roles/{role}.md") if role else None

    def sector_name(self, sector: str | None) -> str:
        """A sector's label."""
        return self.catalogue.sector_name(sector)


def read_out(text: str, catalogue: Catalogue) -> str:
    """A text of Markdown as it is read, what it refers to by its title."""
    return unmarked(titled(text, catalogue))


def titled(text: str, catalogue: Catalogue) -> str:
    """A text of Markdown with the titles of what it refers to in place of the links."""

    def referred(link: re.Match[str]) -> str:
        split = None if link[2] else split_reference(link[1].strip())
        if split is None:
            return (link[2] or link[1]).strip()
        title = reference_title(catalogue, split[0], None, None)
        return f"《{title}》{reference_title(catalogue, split[0], *split[2:]).removeprefix(title)}"

    return CROSS_LINK.sub(referred, text).replace(" 《", "《").replace("》 ", "》")


def reference_title(catalogue: Catalogue, entry: str | None, clause: str | None, metric: str | None) -> str:
    """The text of a reference without text of its own."""
    found = catalogue.entries.get(entry or "")
    if found is None:
        return entry or ""
    if metric:
        named = catalogue.metric(found.id, metric)
        return f"{found.title} · {named.name if named else metric}"
    if clause:
        numbered = catalogue.clause(found.id, clause)
        return f"{found.title} 第 {numbered.number} 条" if numbered else f"{found.title} · {clause}"
    return found.title
