"""A check of what changed gives the same answer as a check of everything, whatever is edited."""

from __future__ import annotations

import ast
import datetime as dt
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.core.rules.test_telecom import AS_OF, FAULTS, TEXTS
from tests.edits import registered

from biaochi.core import again as again_
from biaochi.core import rules
from biaochi.core.again import Notes, check_again, everything, partial
from biaochi.core.again import changed as changed_
from biaochi.core.build import Parsed, build
from biaochi.core.check import Outcome, check

Edited = Callable[[dict[str, str], int, random.Random], dict[str, str]]


def again(texts: dict[str, str], notes: Notes | None, as_of: dt.date = AS_OF, tool: str = "1") -> tuple[Outcome, Notes | None]:
    """One run, its notes put through JSON as a file would."""
    outcome, noted = check_again(texts, as_of=as_of, tool=tool, notes=notes)
    return outcome, None if noted is None else json.loads(json.dumps(noted))


def same(one: Outcome, other: Outcome) -> bool:
    return (one.diagnostics, one.waived, one.rules, list(one.catalogue.entries)) == (
        other.diagnostics,
        other.waived,
        other.rules,
        list(other.catalogue.entries),
    )


def edit(texts: dict[str, str], chance: random.Random) -> dict[str, str]:
    """A planted fault where it still fits, or some line taken away, doubled or moved; now and then a whole file."""
    texts = dict(texts)
    kind = chance.random()
    if kind < 0.6:
        fault = chance.choice(FAULTS)
        if all(texts.get(path, "").count(old) == 1 for path, old, _ in fault["edits"]):
            for path, old, new in fault["edits"]:
                texts[path] = texts[path].replace(old, new)
        return texts
    path = chance.choice(sorted(texts))
    lines = texts[path].split("\n")
    row = chance.randrange(len(lines))
    if kind < 0.75:
        del lines[row]
    elif kind < 0.85:
        lines.insert(row, lines[row])
    elif kind < 0.95:
        lines.append("应尽快办理，见 [[TEL-QUEUE#greet]] 与 [[AIR-CHECKIN/queue-p95]]。 {#more metric=TEL-QUEUE/wait}")
    elif kind < 0.98:
        del texts[path]
        return texts
    else:
        return dict(TEXTS)
    texts[path] = "\n".join(lines)
    return texts


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 12))])
def test_random_edits_give_the_same_answer(seed: int) -> None:
    chance = random.Random(seed)
    texts, notes = dict(TEXTS), None
    for _ in range(12):
        outcome, notes = again(texts, notes)
        assert same(outcome, check(texts, as_of=AS_OF))
        texts = edit(texts, chance)


def moved(texts: dict[str, str], number: int, chance: random.Random) -> dict[str, str]:
    """A file more, less or elsewhere; an entry of another id, sector or kind; links to what is not there."""
    # Two files of one entry are looked at with everything: they stay but for one step.
    texts = {path: text for path, text in texts.items() if not path.endswith("/twice.md")}
    path = chance.choice(sorted(path for path in texts if path.endswith(".md")))
    folder = path.rpartition("/")[0]
    act = chance.randrange(9)
    if act == 0:
        del texts[path]
    elif act == 1:
        texts[f"{folder}/moved-{number}.md"] = texts.pop(path)
    elif act == 2:
        texts[f"{folder}/more-{number}.md"] = re.sub(r"^id: .*$", f"id: MORE-{number}", texts[path], count=1, flags=re.M)
    elif act == 3:
        texts[path] = re.sub(r"^id: .*$", f"id: MORE-{number + 1}", texts[path], count=1, flags=re.M)
    elif act == 4:
        texts[path] = re.sub(r"^sector: .*$", f"sector: {chance.choice(('bank', 'telecom', 'common'))}", texts[path], count=1, flags=re.M)
    elif act == 5:
        there = chance.choice((f"more-{number + chance.randrange(3)}.md#迎候", Path(chance.choice(sorted(texts))).name + "#greeet"))
        texts[path] += f"\n另见 [[MORE-{number + chance.randrange(3)}#greet]] 与 [那里]({there})。\n"
    elif act == 6:
        texts[f"{folder}/page-{number}.md"] = f"# 说明\n\n见 [[MORE-{number + 1}]] 与 [它](moved-{number + 1}.md)。\n"
    elif act == 7:
        texts[f"{folder}/twice.md"] = texts[path]
    else:
        back = chance.choice(sorted(TEXTS))
        if back in texts or TEXTS[back].split("kind: ")[0] not in "".join(texts.values()):
            texts[back] = TEXTS[back]
    return texts


def step_by_step(seed: int, monkeypatch: pytest.MonkeyPatch, edited: Edited) -> None:
    """Twelve edits one after the other, each checked from the notes of the one before and anew."""
    chance = random.Random(seed)
    texts, (_, notes) = dict(TEXTS), again(TEXTS, None)
    anew: list[int] = []
    monkeypatch.setattr(again_, "anew", lambda *told: anew.append(1) or everything.anew(*told))
    for number in range(12):
        texts = edited(texts, number, chance)
        outcome, notes = again(texts, notes)
        assert same(outcome, check(texts, as_of=AS_OF))
    assert len(anew) < 12, "all of it was done anew"


@pytest.mark.parametrize("seed", [*range(20, 24), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(24, 32))])
def test_files_that_come_and_go_give_the_same_answer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    step_by_step(seed, monkeypatch, moved)


def reregistered(texts: dict[str, str], number: int, chance: random.Random) -> dict[str, str]:
    """A registry with a row more, less, other or elsewhere, or none of it; terms that let words through."""
    act = chance.randrange(6)
    if act == 0:
        return texts | registered(texts, number, chance)
    path = chance.choice(sorted(path for path in texts if path.endswith(".yml")))
    rows = texts[path].splitlines(keepends=True)
    row = chance.randrange(len(rows)) if rows else 0
    if act == 1 and rows:
        del rows[row]
    elif act == 2 and rows:
        key, _, value = rows[row].partition(": ")
        rows[row] = f"{key}: {value.replace('name: ', 'name: 新').replace('definition: ', 'definition: 新').replace('telecom', 'bank')}"
    elif act == 3:
        chance.shuffle(rows)
    elif act == 4:
        term = chance.choice(("尽快", "及时", "telecom", "bank", "适当"))
        return texts | {"standards/terms.yml": texts.get("standards/terms.yml", "") + f"{term}: {{definition: 词 {number}, allow: true}}\n"}
    else:
        return {name: text for name, text in texts.items() if name != path} if chance.random() < 0.3 else texts | {path: TEXTS.get(path, "")}
    return texts | {path: "".join(rows)}


@pytest.mark.parametrize("seed", [*range(40, 43), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(43, 50))])
def test_registries_edited_give_the_same_answer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def either(texts: dict[str, str], number: int, chance: random.Random) -> dict[str, str]:
        return (reregistered if chance.random() < 0.7 else moved)(texts, number, chance)

    step_by_step(seed, monkeypatch, either)


def test_a_term_more_is_judged_with_nothing_that_did_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    _, notes = again(TEXTS, None)
    terms = "standards/terms.yml"
    monkeypatch.setattr(changed_.Again, "_judge", lambda *told: pytest.fail("judged"))
    more = {**TEXTS, terms: "服务厅: {definition: 营业的地方}\n" + TEXTS[terms]}
    outcome, noted = again(more, notes)
    assert same(outcome, check(more, as_of=AS_OF)) and noted is not None
    monkeypatch.undo()
    allowed = {**more, terms: more[terms] + "尽快: {definition: 十分钟以内, allow: true}\n"}
    assert same(again(allowed, noted)[0], check(allowed, as_of=AS_OF))


def test_a_file_more_or_less_is_judged_with_those_that_it_concerns(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "standards/telecom/queue.md"
    less = {name: text for name, text in TEXTS.items() if name != path}
    _, without = again(less, None)
    _, notes = again(TEXTS, None)
    judged: list[str] = []
    judge = changed_.Again._judge
    monkeypatch.setattr(changed_.Again, "_judge", lambda self, name, *told: judged.append(name) or judge(self, name, *told))
    for texts, known in ((less, notes), (TEXTS, without), ({**less, "standards/telecom/older.md": TEXTS[path]}, notes)):
        judged.clear()
        assert same(again(texts, known)[0], check(texts, as_of=AS_OF))
        assert 0 < len(judged) < len(TEXTS) / 2


def test_what_a_site_leaves_out_is_missed_when_its_file_goes() -> None:
    """The rule is about a registry and asks for ids, of which a check of what changed makes no entries."""
    path = "standards/telecom/queue.md"
    named = build(TEXTS).catalogue.paths[path]
    texts = {**TEXTS, "standards/sites.yml": f"a-1: {{name: 一店, region: 东, sector: telecom, without: [{named}]}}\n"}
    _, notes = again(texts, None)
    less = {name: text for name, text in texts.items() if name != path}
    found, _ = again(less, notes)
    assert same(found, check(less, as_of=AS_OF))
    assert [d.code for d in found.diagnostics if d.location.path == "standards/sites.yml"] == ["LNK001"]


@pytest.mark.parametrize("seed", range(12, 15))
def test_the_whole_catalogue_can_be_had_as_well(seed: int) -> None:
    chance = random.Random(seed)
    texts, notes = dict(TEXTS), None
    parsed: dict[str, Parsed] = {}
    for _ in range(8):
        outcome, notes = check_again(texts, as_of=AS_OF, tool="1", notes=notes, parsed=parsed, whole=True)
        assert outcome == check(texts, as_of=AS_OF)
        texts = edit(texts, chance)


def test_only_what_is_concerned_is_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _, notes = again(TEXTS, None)
    parsed: list[str] = []
    for module in (changed_, partial):
        monkeypatch.setattr(module, "build", lambda texts: parsed.extend(texts) or build(texts))
    path = "standards/telecom/elder.md"
    changed = {**TEXTS, path: TEXTS[path] + "\n待评审。\n"}
    outcome, _ = again(changed, notes)
    assert not outcome.diagnostics
    assert {each for each in parsed if each.endswith(".md")} == {path}


def test_who_requires_the_same_in_the_same_words_is_read_where_what_is_compared_is_other(monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = "standards/telecom/elder.md", "standards/telecom/repair.md"
    clause = "\n- 客户走近柜台后 10 秒内，营业员应起身，并说出问候语。 {#come touchpoint=等候}\n"
    alike = {**TEXTS, **{each: TEXTS[each] + clause for each in (path, other)}}
    worded = {**alike, path: alike[path].replace("收集到的需求", "收到的需求")}
    apart = {**alike, path: alike[path].replace("10 秒内", "15 秒内")}
    _, notes = again(alike, None)
    parsed: list[str] = []
    for module in (changed_, partial):
        monkeypatch.setattr(module, "build", lambda texts: parsed.extend(texts) or build(texts))
    assert same(again(worded, notes)[0], check(worded, as_of=AS_OF))
    assert {each for each in parsed if each.endswith(".md")} == {path}
    outcome, noted = again(apart, notes)
    assert same(outcome, check(apart, as_of=AS_OF)) and "WRD032" in {each.code for each in outcome.diagnostics}
    # What was found is told of its line, which another sentence above moves.
    lower = {**apart, path: apart[path].replace("收集到的需求", "以下是需求。\n\n收集到的需求")}
    assert same(again(lower, noted)[0], check(lower, as_of=AS_OF))
    assert same(again(alike, noted)[0], check(alike, as_of=AS_OF))


def test_a_link_to_a_place_of_another_entry_asks_for_that_entry_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = "standards/telecom/elder.md", "standards/telecom/queue.md"
    linked = {**TEXTS, path: TEXTS[path] + "\n见[排队](queue.md#greet)。\n"}
    _, notes = again(linked, None)
    parsed: list[str] = []
    for module in (changed_, partial):
        monkeypatch.setattr(module, "build", lambda texts: parsed.extend(texts) or build(texts))
    outcome, _ = again({**linked, path: linked[path] + "\n待评审。\n"}, notes)
    assert not outcome.diagnostics
    assert {each for each in parsed if each.endswith(".md")} == {path, other}
    # Another entry in that file, and the link has no such place.
    renamed = {**linked, other: re.sub("^id: .*$", "id: TEL-OTHER", TEXTS[other], count=1, flags=re.M).replace("{#greet", "{#greeting")}
    assert same(again(renamed, notes)[0], check(renamed, as_of=AS_OF))


def titled(path: str, title: str) -> dict[str, str]:
    return {**TEXTS, path: re.sub("^title: .*$", f"title: {title}", TEXTS[path], count=1, flags=re.M)}


def test_another_title_alone_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    _, notes = again(TEXTS, None)
    monkeypatch.setattr(changed_.Again, "_judge", lambda *told: pytest.fail("judged"))
    outcome, noted = again(titled("standards/telecom/elder.md", "老人与孕妇"), notes)
    assert outcome.catalogue.entries["TEL-ELDER"].title == "老人与孕妇"
    assert not outcome.diagnostics and noted is not None
    again(titled("standards/telecom/elder.md", "“敬老”"), noted)


TITLES = (
    "尽快答复（1–5 分）", "'3 天后回访'", '"尽快"', "x\rlinks: {related: [TEL-NONE]}", "x\rlang: en", "&a x", "'x", "|", "{a: b}", "x # y",
    "~", "x\n  尽快", "[x", "", "- x", "x: y", "尽快\nowner: nobody", "\ntitle: x", "*a", "!!int 5", '"x" y',
)  # fmt: skip


ONE_OF_EACH = {entry.kind: path for path, text in TEXTS.items() for entry in build({path: text}).catalogue.entries.values()}


@pytest.mark.parametrize("kind", sorted(ONE_OF_EACH))
def test_whatever_a_title_becomes_gives_the_same_answer(kind: str) -> None:
    _, notes = again(TEXTS, None)
    for title in TITLES:
        texts = titled(ONE_OF_EACH[kind], title)
        assert same(again(texts, notes)[0], check(texts, as_of=AS_OF)), title


def test_no_rule_looks_at_titles_but_those_of_checklists() -> None:
    looking = {
        path.name
        for path in Path(rules.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == "title") or (isinstance(node, ast.Constant) and node.value == "title")
    }
    # Those of versions compare two handbooks; nothing is noted of what they find.
    assert looking == {"chk.py", "chk_rounds.py", "ver.py"}


@pytest.mark.parametrize("other", [{"tool": "2"}, {"as_of": dt.date(2028, 1, 1)}])
def test_notes_of_another_tool_or_day_are_not_used(other: dict[str, object]) -> None:
    _, notes = again(TEXTS, None)
    assert notes is not None
    for row in notes["files"].values():
        row["found"] = [["WRD001", "x.md", 1, 1, 1, 2, "不该出现", ""]]
    outcome, _ = again(TEXTS, notes, **other)  # type: ignore[arg-type]
    assert "不该出现" not in {each.message for each in outcome.diagnostics}


def test_nothing_is_noted_of_what_cannot_be_read() -> None:
    texts = {**TEXTS, "standards/telecom/elder.md": "---\nid: TEL-ELDER\nkind: [\n---\n"}
    assert again(texts, None)[1] is None
