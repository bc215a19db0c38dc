"""The content model, key by key: what is needed, what is unknown, what has the wrong type, each at its line.

The tables here are written from the content model, not from the code. Edits are made in the text of the demonstration
handbook, by the places that a YAML library of its own finds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
import yaml

from biaochi import demo
from biaochi.authoring import new_entry
from biaochi.core.build import build
from biaochi.core.check import Outcome, check
from biaochi.core.diagnostics import Finding, Severity

AS_OF = dt.date(2026, 11, 22)
KINDS = ("standard", "process", "script", "checklist", "training", "improvement")
STATUSES = ("needs", "draft", "training", "pilot", "in-force")

Front = dict[str, object]


@pytest.mark.parametrize("written", ["p²³", "p९०", "p①②", "P９０"])
def test_a_percentile_is_written_in_plain_digits(written: str) -> None:
    found = run(demo.changed(f"metrics.wait.aggregation: {written}")).diagnostics
    assert "FMT018" in {diagnostic.code for diagnostic in found}


def run(texts: dict[str, str]) -> Outcome:
    return check(texts, as_of=AS_OF)


@cache
def templates() -> dict[str, str]:
    """What `biaochi new` writes, one of each kind, by path."""
    outcome = run(demo.handbook())
    drafts = [new_entry(kind, f"DEMO-NEW-{kind.upper()}", outcome) for kind in KINDS]
    return {draft.path: draft.text for draft in drafts}


@cache
def everything() -> dict[str, str]:
    return {**demo.handbook(), **templates()}


# --- the table ---


def always(front: Front, own: Front) -> bool:
    return True


def in_force(front: Front, own: Front) -> bool:
    return front["status"] == "in-force"


def of_kind(*kinds: str) -> Callable[[Front, Front], bool]:
    return lambda front, own: front["kind"] in kinds


def standard_from(stage: str) -> Callable[[Front, Front], bool]:
    return lambda f, own: (
        f["kind"] == "standard" and STATUSES.index(str(f["status"])) >= STATUSES.index(stage)
    )


def where(**values: object) -> Callable[[Front, Front], bool]:
    return lambda front, own: all(
        own.get(key) in (v if isinstance(v, tuple) else (v,)) for key, v in values.items()
    )


NEEDED: dict[str, dict[str, Callable[[Front, Front], bool]]] = {
    "": {
        **dict.fromkeys(("id", "title", "version", "status", "owner"), always),
        **dict.fromkeys(("effective", "review_by"), in_force),
        "sector": lambda front, own: front["kind"] != "improvement",
        "touchpoint": of_kind("standard", "process"),
        "changes": lambda front, own: str(front["version"]) != "1.0",
        **dict.fromkeys(("tier", "category", "objectives", "criticality", "metrics"), standard_from("draft")),
        "pilot": standard_from("pilot"),
        "basis": lambda front, own: front["kind"] == "standard" and front["status"] in ("needs", "in-force"),
        "options": where(tier="choice"),
        "decision": where(tier="custom"),
        **dict.fromkeys(("type", "trigger", "outcome", "accountable"), of_kind("process")),
        "steps": where(kind="process", type=("service", "contingency")),
        "tiers": where(kind="process", type="escalation"),
        "plan": where(kind="process", type="contingency"),
        **dict.fromkeys(("role", "scene", "channel"), of_kind("script")),
        **dict.fromkeys(("review_every", "last_reviewed"), where(kind="script", status="in-force")),
        **dict.fromkeys(("use", "when", "paper", "items"), of_kind("checklist")),
        **dict.fromkeys(("sampling", "sample", "anonymous", "consequence"), where(use="mystery-visit")),
        "timing": where(use="survey"),
        "delay": where(use="survey", timing="delayed"),
        **dict.fromkeys(("audience", "cycle", "phases", "covers", "assessment"), of_kind("training")),
        "every": where(kind="training", cycle="refresher"),
        **dict.fromkeys(("source", "problem", "causes", "actions"), of_kind("improvement")),
        "changed": where(kind="improvement", status="in-force"),
    },
    "changes": dict.fromkeys(("version", "date", "reason", "summary", "approved_by"), always),
    "waivers": dict.fromkeys(("rule", "reason", "until", "approved_by"), always),
    "basis": dict.fromkeys(("type", "method", "source", "finding"), always),
    "decision": dict.fromkeys(("role", "within"), always),
    "metrics": {
        **dict.fromkeys(
            (
                "id",
                "name",
                "definition",
                "dimension",
                "type",
                "unit",
                "direction",
                "target",
                "limit",
                "method",
                "source",
                "sampling",
                "frequency",
                "window",
                "review_every",
                "owner",
            ),
            always,
        ),
        "aggregation": where(type=("duration", "score")),
        "within": where(aggregation="share-within"),
        "good": where(type="rate"),
        "valid": where(type="rate"),
        "clock": where(type="duration"),
        "scale": where(type="score"),
        "sample": lambda front, own: own["sampling"] != "census",
    },
    "metrics.clock": dict.fromkeys(("from", "to", "basis"), always),
    "metrics.scale": dict.fromkeys(("min", "max"), always),
    "metrics.sample": {"size": always},
    "metrics.baseline": dict.fromkeys(("value", "period", "source"), always),
    "promises": {
        **dict.fromkeys(("id", "text", "metric", "target"), always),
        **dict.fromkeys(("channels", "remedy"), in_force),
    },
    "promises.delay_notice": dict.fromkeys(("within", "channel"), always),
    "pilot": dict.fromkeys(("sites", "from", "to", "sample"), always),
    "pilot.result": dict.fromkeys(("metric", "value"), always),
    "steps": {**dict.fromkeys(("id", "name", "role", "does"), always), "time_limit": where(key="true")},
    "steps.next": dict.fromkeys(("to", "when"), always),
    "steps.handoff": dict.fromkeys(("artefact", "within"), always),
    "tiers": dict.fromkeys(("level", "name", "role", "accept", "respond", "resolve"), always),
    "plan": dict.fromkeys(("levels", "first_action_within", "drill_every", "last_drill"), always),
    "plan.levels": dict.fromkeys(("name", "when"), always),
    "items": dict.fromkeys(("id", "text", "type"), always),
    "sample": {"size": always},
    "phases": dict.fromkeys(("form", "duration"), always),
    "drills": dict.fromkeys(("script", "form", "scorer", "pass"), always),
    "assessment": dict.fromkeys(("method", "pass"), always),
    "actions": dict.fromkeys(("does", "owner", "due"), always),
    "changed": dict.fromkeys(("entry", "version"), always),
}


# --- edits in the text ---


@dataclass(frozen=True)
class Place:
    """One key of one map of one file: ``route`` is its path, ``family`` the same without indexes."""

    path: str
    route: tuple[str | int, ...]
    key: str
    in_flow: bool
    key_start: int
    value_start: int
    value_end: int
    next_start: int | None
    previous_end: int | None
    value: yaml.Node

    @property
    def family(self) -> str:
        return ".".join(name for name in self.route if isinstance(name, str))

    @property
    def name(self) -> str:
        return f"{self.path}:{'.'.join(map(str, (*self.route, self.key)))}"

    def cut(self) -> str:
        text = everything()[self.path]
        if self.next_start is not None:
            return text[: self.key_start] + text[self.next_start :]
        if self.in_flow:
            return (
                text[: self.previous_end if self.previous_end is not None else self.key_start]
                + text[self.value_end :]
            )
        begin = text.rfind("\n", 0, self.key_start) + 1
        return text[:begin] + text[self.value_end :].removeprefix("\n")

    def replace(self, new: str) -> str:
        text = everything()[self.path]
        old = text[self.value_start : self.value_end]
        return text[: self.value_start] + new + ("\n" if old.endswith("\n") else "") + text[self.value_end :]

    def line(self, text: str, at: int) -> int:
        return text.count("\n", 0, at) + 1


@cache
def places() -> tuple[Place, ...]:
    """Every key of every front matter."""
    found: list[Place] = []
    for path, text in everything().items():
        if path.endswith(".md"):
            end = text.index("\n---\n", 4) + 1
            found.extend(_walk(path, yaml.compose(text[4:end], Loader=yaml.BaseLoader), 4, ()))
    return tuple(found)


def _walk(path: str, node: yaml.Node, base: int, route: tuple[str | int, ...]) -> Iterator[Place]:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _walk(path, item, base, (*route, index))
    elif isinstance(node, yaml.MappingNode):
        for number, (key, value) in enumerate(node.value):
            following = (
                node.value[number + 1][0].start_mark.index + base if number + 1 < len(node.value) else None
            )
            before = node.value[number - 1][1].end_mark.index + base if number else None
            yield Place(
                path,
                route,
                key.value,
                bool(node.flow_style),
                key.start_mark.index + base,
                value.start_mark.index + base,
                value.end_mark.index + base,
                following,
                before,
                value,
            )
            yield from _walk(path, value, base, (*route, key.value))


@cache
def read(path: str) -> Front:
    text = everything()[path]
    data: Front = yaml.load(text[4 : text.index("\n---\n", 4) + 1], Loader=yaml.CBaseLoader)
    return data


def own_map(place: Place) -> Front:
    found: object = read(place.path)
    for step in place.route:
        found = found[step]  # type: ignore[index]
    assert isinstance(found, dict)
    return found


def is_needed(place: Place) -> bool:
    rule = NEEDED.get(place.family, {}).get(place.key)
    return rule is not None and rule(read(place.path), own_map(place))


def errors(place: Place, text: str, code: str | None = None) -> list[Finding]:
    """What reading one edited file finds. Rules are not run: what an entry's own keys lack is known without them."""
    found = build({place.path: text}).findings
    return [finding for _, finding in found if code in (None, finding.code)]


# --- tests ---


def test_the_valid_handbook_and_all_templates_pass_without_an_error() -> None:
    outcome = run(everything())
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    assert {entry.kind for entry in outcome.catalogue.entries.values()} == set(KINDS)


def test_a_new_standard_offers_response_time_time_to_solve_and_accuracy() -> None:
    path = next(path for path in templates() if "standard" in path.rsplit("/", 1)[-1])
    metrics = yaml.safe_load(templates()[path].split("---\n")[1])["metrics"]
    assert [(metric["dimension"], metric["type"]) for metric in metrics] == [
        ("response", "duration"), ("response", "duration"), ("accuracy", "rate"),
    ]


def test_the_table_is_put_to_use() -> None:
    tried = {(place.family, place.key) for place in places() if is_needed(place)}
    written = {(family, key) for family, keys in NEEDED.items() for key in keys}
    # What neither the demonstration nor a template contains is tried below, by changes.
    assert written - tried <= {
        *(("", key) for key in ("options", "decision", "every")),
        *(
            (family, key)
            for family in ("waivers", "decision", "metrics.scale", "metrics.baseline", "steps.handoff")
            for key in NEEDED[family]
        ),
        ("metrics", "within"),
        ("metrics", "scale"),
    }


def _missing(place: Place, text: str) -> tuple[list[Finding], int]:
    found = [d for d in errors(place, text, "FMT015") if f"“{place.key}”" in d.message]
    if place.route:
        return found, place.line(everything()[place.path], place.key_start)
    match = re.search(r"^id:", text, re.M)
    return found, place.line(text, match.start()) if match else 1


def test_each_needed_key_removed_in_turn_is_an_error_at_its_map() -> None:
    wrong = []
    for place in places():
        if not is_needed(place):
            continue
        text = place.cut()
        found, line = _missing(place, text)
        if place.route and not place.in_flow:
            # The map's first line: the line of its first remaining key.
            line = _first_line(place, text)
        if len(found) != 1 or abs(found[0].at.line - line) > 1:
            wrong.append((place.name, [(d.at.line, d.message) for d in found], line))
    assert wrong == []


def _first_line(place: Place, text: str) -> int:
    node: yaml.Node = yaml.compose(text[4 : text.index("\n---\n", 4) + 1], Loader=yaml.CBaseLoader)
    for step in place.route:
        if isinstance(step, int):
            node = node.value[step]
        else:
            node = next(value for key, value in node.value if key.value == step)
    return node.start_mark.line + 2


def test_each_needed_key_left_empty_is_an_error_at_its_own_line() -> None:
    wrong = []
    for place in places():
        if not is_needed(place):
            continue
        for empty in ("", "null", "~"):
            text = place.replace(empty)
            found = [
                d for d in errors(place, text) if abs(d.at.line - place.line(text, place.key_start)) <= 1
            ]
            if not found and place.key != "kind":
                wrong.append((place.name, empty))
    assert wrong == []


def test_a_key_that_is_not_needed_may_go() -> None:
    wrong = []
    for place in places():
        if is_needed(place) or place.key == "kind":
            continue
        found = [d for d in errors(place, place.cut(), "FMT015") if f"“{place.key}”" in d.message]
        if found and (place.family, place.key) not in (("pilot", "result"), ("when", "every")):
            wrong.append((place.name, found[0].message))
    assert wrong == []


def test_without_kind_an_entry_is_an_error() -> None:
    for place in places():
        if place.key == "kind" and not place.route:
            found = errors(place, place.cut())
            assert [d.code for d in found] == ["FMT013"]
            assert found[0].at.line <= 3


STAGES = [
    *(
        (key, ("draft", "training", "pilot", "in-force"))
        for key in ("tier", "category", "objectives", "criticality", "metrics")
    ),
    ("pilot", ("pilot", "in-force")),
    ("basis", ("needs", "in-force")),
    ("effective", ("in-force",)),
    ("review_by", ("in-force",)),
    *((key, STATUSES) for key in ("title", "version", "owner", "sector", "touchpoint")),
]


@pytest.mark.parametrize(("key", "stages"), STAGES, ids=[key for key, _ in STAGES])
def test_a_standards_keys_are_needed_from_their_stage_on(key: str, stages: tuple[str, ...]) -> None:
    for status in STATUSES:
        outcome = run(demo.changed(f"-{key}:\nstatus: {status}\n"))
        found = any(
            d.code == "FMT015" and f"“{key}”" in d.message and d.entry == "DEMO-WAIT"
            for d in outcome.diagnostics
        )
        assert found == (status in stages), status


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ("tier: choice", "options"),
        ("tier: custom", "decision"),
        ("tier: custom\ndecision: {role: keeper}", "within"),
        ("tier: custom\ndecision: {within: 5 分钟}", "role"),
        ("metrics.wait.aggregation: share-within", "within"),
        ("metrics.wait.type: score", "scale"),
        ("metrics.wait.type: score\nmetrics.wait.scale: {min: 1}", "max"),
        ("metrics.wait.baseline: {value: 9, period: 2025 年}", "source"),
        ("metrics.wait.sampling: random", "sample"),
        ("DEMO-TRAIN.cycle: refresher", "every"),
        ("DEMO-SERVE.type: contingency", "plan"),
        ("DEMO-SERVE.type: escalation", "tiers"),
        ("DEMO-LADDER.type: service", "steps"),
        ("DEMO-CARD.use: mystery-visit", "anonymous"),
        ("DEMO-CARD.use: mystery-visit", "consequence"),
        ("DEMO-CARD.use: mystery-visit", "sampling"),
        ("DEMO-CARD.use: mystery-visit", "sample"),
        ("DEMO-CARD.use: survey", "timing"),
        ("DEMO-CARD.use: survey\nDEMO-CARD.timing: delayed", "delay"),
        ("DEMO-SERVE.steps.follow.key: true\n-DEMO-SERVE.steps.follow.time_limit:", "time_limit"),
        ("DEMO-SERVE.steps.greet.handoff: {artefact: 单据}", "within"),
        ("DEMO-SERVE.steps.greet.handoff: {within: 5 分钟}", "artefact"),
        ("waivers: [{reason: 试行, until: 2027-01-01, approved_by: keeper}]", "rule"),
        ("waivers: [{rule: MSR001, until: 2027-01-01, approved_by: keeper}]", "reason"),
        ("waivers: [{rule: MSR001, reason: 试行, approved_by: keeper}]", "until"),
        ("waivers: [{rule: MSR001, reason: 试行, until: 2027-01-01}]", "approved_by"),
        ("DEMO-GREET.version: 1.1", "changes"),
        ('standards/sites.yml: "site-1: {region: 华东}\\n"', "name"),
        ('standards/roles.yml: "keeper: {department: 门店}\\nstaff: 店员\\ntrainer: 培训师\\n"', "name"),
    ],
)
def test_conditional_keys(change: str, missing: str) -> None:
    outcome = run(demo.changed(change))
    assert any(d.code == "FMT015" and f"“{missing}”" in d.message for d in outcome.diagnostics)
    assert outcome.failed


def _maps() -> list[Place]:
    """One place a map: its first key."""
    seen: dict[tuple[str, tuple[str | int, ...]], Place] = {}
    for place in places():
        seen.setdefault((place.path, place.route), place)
    return list(seen.values())


def test_an_unknown_key_in_any_map_is_an_error_at_its_line() -> None:
    wrong = []
    for place in _maps():
        if place.family == "variables":
            continue
        text = everything()[place.path]
        column = place.key_start - text.rfind("\n", 0, place.key_start) - 1
        extra = "zzz: 1, " if place.in_flow else "zzz: 1\n" + " " * column
        text = text[: place.key_start] + extra + text[place.key_start :]
        found = errors(place, text)
        if [(d.code, d.at.line) for d in found] != [("FMT016", place.line(text, place.key_start))]:
            wrong.append((place.name, [(d.code, d.at.line, d.message) for d in found]))
    assert wrong == []


def test_a_key_of_the_editors_own_begins_with_x() -> None:
    for place in _maps():
        text = everything()[place.path]
        column = place.key_start - text.rfind("\n", 0, place.key_start) - 1
        extra = "x-note: 自用, " if place.in_flow else "x-note: 自用\n" + " " * column
        assert errors(place, text[: place.key_start] + extra + text[place.key_start :]) == []


def test_a_misspelt_key_gets_the_right_one_named() -> None:
    wrong = []
    for place in places():
        if len(place.key) < 4 or place.family == "variables" or place.key == "kind":
            continue
        misspelt = place.key[:-2] + place.key[-1] + place.key[-2]
        if misspelt == place.key:
            continue
        text = everything()[place.path]
        text = text[: place.key_start] + misspelt + text[place.key_start + len(place.key) :]
        found = [d for d in errors(place, text, "FMT016") if misspelt in d.message]
        # Of words with few letters another one may be as near.
        named = bool(found) and (
            f"“{place.key}”" in found[0].hint or ("是否想写" in found[0].hint and len(place.key) < 8)
        )
        if len(found) != 1 or not named or found[0].at.line != place.line(text, place.key_start):
            wrong.append((place.name, misspelt, [d.hint for d in found]))
    assert wrong == []


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    """Nor is what would be needed if its value were another."""
    said_twice = []
    for place in places():
        text = everything()[place.path]
        misspelt = f"{place.key[:-1]}{place.key[-1] * 2}"
        if len(place.key) < 4 or place.family == "variables" or place.key == "kind":
            continue
        text = text[: place.key_start] + misspelt + text[place.key_start + len(place.key) :]
        if (found := errors(place, text, "FMT015")) and f"“{place.key}”" in errors(place, text, "FMT016")[0].hint:
            said_twice.append((place.name, [d.message for d in found]))
    assert said_twice == []


@pytest.mark.parametrize(
    ("path", "key"),
    [("standards/wait.md", "metrics"), ("standards/wait.md", "links"), ("standards/card.md", "items"), ("standards/train.md", "covers"), ("standards/train.md", "audience")],
)
def test_what_others_miss_of_an_entry_may_stand_under_its_misspelt_key(path: str, key: str) -> None:
    texts = demo.handbook()
    assert f"\n{key}:" in texts[path]
    texts[path] = texts[path].replace(f"\n{key}:", f"\n{key[:-2]}{key[-1]}{key[-2]}:", 1)
    found = {d.code for d in run(texts).diagnostics} - {"PRC011"}  # a key step looks for a metric by no name
    assert found == {"FMT016"}


def test_keys_that_can_still_be_written_are_listed_where_they_are_few() -> None:
    outcome = run(demo.changed('standards/sources.yml: "S-1: {title: 条例, edition: 2022 年}\\n"'))
    (found,) = [d for d in outcome.diagnostics if d.code == "FMT016"]
    assert found.hint == "删去它；自用的键以“x-”开头；这里还可写 document（文件）、lost（原文缺失）、page（页面）、feature（功能）"


@pytest.mark.parametrize(
    ("key", "hint"),
    [("sectro", "是否想写“sector”？"), ("Region", "是否想写“region”？"), ("regoin", "是否想写“region”？"), ("manager", None), ("floor", None)],
)
def test_where_editors_may_have_keys_of_their_own_a_misspelt_one_is_told(key: str, hint: str | None) -> None:
    outcome = run(demo.changed(f'standards/sites.yml: "site-1: {{name: 一店, {key}: common}}\\n"'))
    assert [d.hint for d in outcome.diagnostics if d.code == "FMT016"] == ([hint] if hint else [])


@pytest.mark.parametrize("new", ["{a: 1}", "[[1]]", "[{a: {b: 1}}]"])
def test_a_value_of_the_wrong_type_is_an_error_at_its_line(new: str) -> None:
    wrong = []
    for place in places():
        if (
            place.key == "variables"
            or place.family == "variables"
            or (place.key == "kind" and not place.route)
        ):
            continue
        text = place.replace(new)
        line = place.line(text, place.value_start)
        found = errors(place, text)
        if not any(abs(d.at.line - line) <= 1 for d in found):
            wrong.append((place.name, [(d.code, d.at.line) for d in found]))
    assert wrong == []


def test_a_list_or_map_written_as_a_word_is_an_error_at_its_line() -> None:
    allowed_single = {
        "audience",
        "clause",
        "standards",
        "scripts",
        "checklists",
        "supersedes",
        "sites",
        "exclusions",
        "channels",
        "disclosure",
        "extra",
        "adjustments",
        "must_say",
        "never_say",
        "variables",
        "when",
        "objectives",
    }
    wrong = []
    for place in places():
        if isinstance(place.value, yaml.ScalarNode) or place.key in allowed_single:
            continue
        text = place.replace("词")
        line = place.line(text, place.value_start)
        found = errors(place, text)
        if not any(abs(d.at.line - line) <= 1 for d in found):
            wrong.append((place.name, [(d.code, d.at.line) for d in found]))
    assert wrong == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("metrics.wait.target: 五", "FMT024"),
        ("metrics.wait.target: 5 分钟", "FMT024"),
        ("metrics.wait.limit: '10'", "FMT024"),
        ("metrics.wait.target: 1e3", "FMT024"),
        ("metrics.wait.target: 1_000", "FMT024"),
        ("metrics.wait.target: 017", "FMT024"),
        ("metrics.wait.target: true", "FMT024"),
        ("metrics.wait.target: [1, 2, 3]", "FMT017"),
        ("metrics.wait.unit: 分種", "FMT023"),
        ("metrics.wait.direction: down", "FMT018"),
        ("metrics.wait.aggregation: p100", "FMT018"),
        ("metrics.wait.aggregation: p49", "FMT018"),
        ("metrics.wait.window: 定期", "FMT026"),
        ("metrics.wait.frequency: 有时", "FMT026"),
        ("effective: 2026-02-30", "FMT021"),
        ("effective: 2026/03/01", "FMT021"),
        ("effective: 26-03-01", "FMT021"),
        ("version: v1.0", "FMT022"),
        ("version: 1", "FMT022"),
        ("version: 1.0.0", "FMT022"),
        ("version: 01.0", "FMT022"),
        ("promises.wait-10.target: 很快", "FMT025"),
        ("pilot.sample: -5", "FMT017"),
        ("pilot.sample: 1.5", "FMT017"),
        ("status: done", "FMT018"),
        ("kind: standards", "FMT018"),
        ("tier: basik", "FMT018"),
        ("lang: zh", "FMT018"),
        ("DEMO-CARD.paper: A7", "FMT018"),
        ("DEMO-CARD.items.greet.critical: 是", "FMT017"),
        ("promises.wait-10.metric: DEMO WAIT", "FMT025"),
        ("links.processes: [demo-serve]", "FMT025"),
    ],
)
def test_values_are_what_the_model_says(change: str, code: str) -> None:
    outcome = run(demo.changed(change))
    assert code in {d.code for d in outcome.diagnostics if d.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("change", "code", "hint"),
    [
        ("metrics.wait.target: ４", "FMT024", "“target: 4”"),
        ("metrics.wait.target: 四", "FMT024", "“target: 4”"),
        ("metrics.wait.target: 十五分钟", "FMT024", "“target: 15”"),
        ('metrics.wait.target: "0,5"', "FMT024", "不带引号"),
        ("metrics.wait.target: 0。5", "FMT024", "“target: 0.5”"),
        ("pilot.sample: 1，200", "FMT024", "“sample: 1200”"),
        ("effective: 2026/13/1", "FMT021", "日历上没有这一天"),
        ("effective: 2026 年 6 月 1 日", "FMT021", "写成 2026-06-01"),
        ("effective: ２０２６-6-1", "FMT021", "写成 2026-06-01"),
        ("version: V2.0", "FMT022", "写成“2.0”"),
        ("version: 2。1", "FMT022", "写成“2.1”"),
        ("version: 第3版", "FMT022", "写成“3.0”"),
        ("metrics.wait.unit: “分钟”", "FMT023", "引号用英文的"),
        ("roles: [keeper，guide]", "FMT025", "分开：keeper, guide"),
        ("links.checklists: [DEMO-CARD、DEMO-VISIT]", "FMT025", "分开：DEMO-CARD, DEMO-VISIT"),
        ("metrics.wait.clock: {from：取号: 1}", "FMT016", "“from: 取号”"),
        ("责任岗位: keeper", "FMT016", "“owner”"),
        ("status: 现行", "FMT018", "写成“in-force”"),
        ("metrics.wait.direction: 越低越好", "FMT018", "写成“lower”"),
        ("metrics.wait.aggregation: P90", "FMT018", "写成“p90”"),
        ("metrics.wait.aggregation: 平均", "FMT018", "写成“mean”"),
        ("metrics.wait.direction: down", "FMT018", "lower（越低越好）"),
        ('body+: "\\n- 店员应双手交还证件。 {#back metric = wait}\\n"', "FMT030", "“=”两边没有空格"),
        ('standards/journeys.yml: "common: [到店，服务, 离店]\n"', "FMT025", "分开：到店, 服务"),
    ],
)
def test_the_hint_is_the_edit_that_mends_it(change: str, code: str, hint: str) -> None:
    found = [d for d in run(demo.changed(change)).diagnostics if d.code == code]
    assert any(hint in d.hint for d in found), [(d.message, d.hint) for d in found]


def test_percentiles_from_50_to_99_are_known() -> None:
    for word in ("p50", "p75", "p95", "p99"):
        outcome = run(demo.changed(f"metrics.wait.aggregation: {word}"))
        assert "FMT018" not in {d.code for d in outcome.diagnostics}


def test_one_bad_metric_does_not_make_its_standard_vanish() -> None:
    outcome = run(demo.changed("metrics.wait.target: 五"))
    assert outcome.catalogue.entries["DEMO-WAIT"].title
    assert not any(d.code.startswith("LNK") for d in outcome.diagnostics)


def test_of_a_retired_entry_no_stage_asks_anything() -> None:
    for key in ("tier", "metrics", "pilot", "basis", "effective", "touchpoint"):
        outcome = run(demo.changed(f"-{key}:\nstatus: retired\n"))
        assert not any(
            d.entry == "DEMO-WAIT" and d.code == "FMT015" and f"“{key}”" in d.message
            for d in outcome.diagnostics
        ), key


def test_the_exit_status_is_one_only_where_something_is_missing() -> None:
    assert not run(everything()).failed
    for place in places():
        if is_needed(place) and not place.route and "demo-new" not in place.path:
            assert run({**everything(), place.path: place.cut()}).failed, place.name
