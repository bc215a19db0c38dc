"""A role's page: what it must know, do, say, tick and learn, what falls due for it, and what changed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from biaochi.core import vocabulary as words
from biaochi.core.addressed import addressed
from biaochi.core.check import Outcome
from biaochi.core.concern import acted, stand_ins
from biaochi.core.diff import Retrain
from biaochi.core.model import Catalogue, Entry, Process, Role, Standard
from biaochi.core.parting import partings
from biaochi.core.slotted import dataclass
from biaochi.pages.due import SOON, due
from biaochi.pages.lately import changed, days
from biaochi.pages.links import SiteLinks
from biaochi.pages.news import News
from biaochi.pages.page import Heading, Page
from biaochi.pages.people import current, entries_for_role
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

PATH = "roles/index.md"
"""The page that leads to every role's."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a role has to do: a step of a process or a tier of an escalation."""

    role: str | None
    name: str
    does: str
    time_limit: str
    fragment: str
    key: bool = False
    handed: str = ""
    escalates: str = ""


def duties(person: Role, processes: Iterable[Entry]) -> list[tuple[Process, Sequence[Duty], Sequence[Duty]]]:
    """The steps and tiers a role carries out, as itself or as whom it acts, by process; and those of others that matter: of a
    ladder every tier above its own, since that is who may decide about more; of a flow without a step of its own, that has to be
    known all the same, the first one; of a plan for emergencies always the first and the key ones: who sees a guest fall does not
    wait for the step's owner."""
    found: list[tuple[Process, Sequence[Duty], Sequence[Duty]]] = []
    for process in processes:
        if isinstance(process, Process):
            every, mine = _duties(process), acted(person, process)
            own = [duty for duty in every if duty.role in mine]
            found.append((process, own, _of_others(process, every, own, mine)))
    return found


def _of_others(process: Process, every: Sequence[Duty], own: Sequence[Duty], mine: frozenset[str]) -> Sequence[Duty]:
    if process.type == "contingency" and not process.tiers:
        return [duty for number, duty in enumerate(every) if (duty.key or number == 0) and duty not in own]
    if process.tiers:
        return every[every.index(own[-1]) + 1 :] if own else every
    return [] if own else every[: process.accountable not in mine]


def _duties(process: Process) -> list[Duty]:
    found = []
    for step in process.steps:
        limit = f"≤ {step.time_limit.text}" if step.time_limit else ""
        handed = step.handoff.artefact if step.handoff else ""
        found.append(Duty(step.role, step.name, step.does, limit, f"step-{step.id}", step.key, handed))
    for number, tier in enumerate(process.tiers, 1):
        times = (("受理", tier.accept), ("答复", tier.respond), ("办结", tier.resolve))
        limit = "，".join(f"{label} ≤ {amount}" for label, amount in times if amount)
        does = f"权限：{tier.authority}" if tier.authority else ""
        found.append(Duty(tier.role, tier.name, does, limit, f"tier-{number}", True, escalates=tier.escalate_if or ""))
    return found


def above(processes: Sequence[Entry], outcome: Outcome, settings: Settings) -> Mapping[str, list[tuple[Process, Sequence[Duty]]]]:
    """The ladders that a role's processes are tied to and that it stands on no tier of, each behind the first such process:
    whoever hears a complaint is asked who may decide about what."""
    known = {process.id for process in processes}
    found: dict[str, list[tuple[Process, Sequence[Duty]]]] = {}
    for process in processes:
        for other in outcome.graph.related(process.id, "related"):
            ladder = outcome.catalogue.entries[other]
            if isinstance(ladder, Process) and ladder.tiers and ladder.id not in known and current(ladder, outcome, settings):
                known.add(ladder.id)
                found.setdefault(process.id, []).append((ladder, _duties(ladder)))
    return found


def _parted(shown: Sequence[Entry]) -> Mapping[str, list[tuple[Entry, str]]]:
    """Of each of these entries what it, or another of these, says about which of the two holds: who says it, and how."""
    known = {entry.id: entry for entry in shown}
    found: dict[str, list[tuple[Entry, str]]] = {}
    for entry in shown:
        for other, sentence in partings(entry):
            for each in {entry.id, other} if other in known else ():
                found.setdefault(each, []).append((entry, sentence))
    return found


FEW = 3
"""Clauses of a standard that stand unfolded."""

_SECTIONS = (
    ("know", "要知道", "standard"), ("do", "要做", "process"), ("say", "要说", "script"), ("tick", "要勾", "checklist"),
    ("learn", "要学", "training"),
)  # fmt: skip


def role_page(
    role: str, outcome: Outcome, links: SiteLinks, settings: Settings, *,
    news: Callable[[], Sequence[News]], retrain: Callable[[], Sequence[Retrain]],
) -> Page:  # fmt: skip
    """What one role must know, do, say, tick and learn, and what changed for it."""
    path = f"roles/{role}.md"
    found = entries_for_role(role, outcome, settings)
    view = View(outcome, links.seen_from(path), settings)
    person = outcome.catalogue.roles[role]
    lately = days(changed(outcome, news(), settings, person))
    told = {training for one in retrain() if one.role == role for training in one.trainings}
    again = [entry.id for entry in found["training"] if entry.id in told]
    ladders, done = above(found["process"], outcome, settings), duties(person, found["process"])
    standards = [entry for entry in found["standard"] if isinstance(entry, Standard)]
    counts = {kind: len(entries) for kind, entries in found.items()}
    counts["process"] += sum(map(len, ladders.values()))
    shown = [(key, title, counts[kind]) for key, title, kind in _SECTIONS if found[kind]]
    starred = any(e.criticality == "key" for e in standards), any(duty.key for _, own, _ in done for duty in own)
    owned = due(outcome, role)
    html = render(
        "role", view=view, role=person, found=found, standards=standards, starred=starred, lately=lately, shown=shown, again=again,
        duties=done, above=ladders, acted=lambda process: acted(person, process), meant=lambda other: meant(other, person, outcome.catalogue),
        told={entry.id: list(addressed(person, entry, outcome.catalogue)) for entry in standards}, few=FEW,
        parted=_parted([*standards, *found["process"]]), called=_called(person, outcome.catalogue), reasons=words.CHANGE_REASON,
        owned=owned, soon=[one for one in owned if one.day <= outcome.as_of + SOON], span=SOON.days,
    )  # fmt: skip
    headings = [Heading(2, key, title) for key, title, _ in shown]
    headings += [Heading(2, "due", "到期的事")] if owned else []
    headings += [Heading(2, "changed", "为我改了什么")] if lately else []
    return Page(path, person.name or role, html, tuple(headings), None, f"{person.department} {person.name}")


def meant(general: str, person: Role, catalogue: Catalogue) -> tuple[str, str]:
    """Who is meant by a role's name where somebody works: the name of who acts as that role there, and the name that stands in
    the entry if it is another."""
    there = [role for role in stand_ins(general, catalogue.roles, person) if role.id != person.id]
    said = catalogue.role_name(general)
    return ("、".join(role.name or role.id for role in there), said) if there else (said, "")


def _called(person: Role, catalogue: Catalogue) -> list[tuple[str, str]]:
    """What entries for all sectors call those of this role's sector, and who that is; nobody where it is this role."""
    general = dict.fromkeys(each for role in catalogue.roles.values() if role.sector == person.sector for each in role.acts_as)
    found: dict[str, list[str]] = {}
    for each in general:
        found.setdefault("" if each in person.acts_as else meant(each, person, catalogue)[0], []).append(catalogue.role_name(each))
    return [("、".join(said), who) for who, said in found.items()]


def roles_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """Every role by department."""
    html = render("roles", view=View(outcome, links.seen_from(PATH), settings), departments=departments(outcome))
    return Page(PATH, "全部岗位", html, (), None, "按部门列出全部岗位")


def departments(outcome: Outcome) -> Mapping[str, Sequence[Role]]:
    """The roles by department."""
    found: dict[str, list[Role]] = {}
    for role in outcome.catalogue.roles.values():
        found.setdefault(role.department or "其他", []).append(role)
    return found
