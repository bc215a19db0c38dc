"""Ids: what looks like one and is none is refused with the character named; one id, one entry."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.core.values import MAX_ID

AS_OF = dt.date(2026, 11, 22)
ENTRY = """---
id: {id}
kind: script
title: 话术
version: 1.0
status: draft
owner: keeper
sector: common
role: keeper
scene: 甲
channel: 柜台
---
"""


def run(**files: str) -> Outcome:
    return check(
        {**demo.handbook(), **{f"standards/{name}.md": text for name, text in files.items()}}, as_of=AS_OF
    )


@pytest.mark.parametrize(
    "id_",
    [
        "НTL-CHECKIN",  # a Cyrillic Н
        "ＨTL-CHECKIN",
        "HTL\u200b-CHECKIN",
        "HTL-CHECKIN\u200d",
        "\u202eHTL-CHECKIN",
        "HTL\u2010CHECKIN",
        "../HTL",
        "../../etc/passwd",
        "/etc/passwd",
        "C:/X",
        "HTL/CHECKIN",
        "HTL#CHECKIN",
        "htl-checkin",
        "Htl-Checkin",
        "HTL--CHECKIN",
        "-HTL",
        "HTL-",
        "1HTL",
        "HTL CHECKIN",
        "HTL_CHECKIN",
        "HTL.CHECKIN",
        "入住",
        "H" * 200,
        "H-" * 60 + "H",
    ],
)
def test_a_bad_id_is_an_error_at_its_line_and_leads_to_no_page(id_: str) -> None:
    outcome = run(x=ENTRY.format(id=f'"{id_}"'))
    found = [d for d in outcome.diagnostics if d.code == "FMT019"]
    assert [(d.location.path, d.location.line) for d in found] == [("standards/x.md", 2)]
    assert found[0].hint
    assert len(found[0].message) < 200
    assert outcome.failed
    assert id_ not in outcome.catalogue.entries


def test_a_look_alike_letter_is_called_by_its_name() -> None:
    (found,) = [d for d in run(x=ENTRY.format(id="НTL-X")).diagnostics if d.code == "FMT019"]
    assert "CYRILLIC CAPITAL LETTER EN" in found.message


@pytest.mark.parametrize("id_", ["DEMO-WAIT😀", "DEMO-😀-WAIT", "DEMO-WA\u200bIT", "DEMO-WAIT。", "“DEMO-WAIT”", "ＤEMO-WAIT", "Demo wait", "DEMO-WAIT_", "DEMO-WAIT 1"])
def test_who_refers_to_the_right_form_of_a_bad_id_is_not_wrong(id_: str) -> None:
    texts = demo.handbook()
    texts["standards/wait.md"] = texts["standards/wait.md"].replace("id: DEMO-WAIT\n", f"id: {id_}\n")
    assert {d.code for d in check(texts, as_of=AS_OF).diagnostics} <= {"FMT019", "FMT028"}


@pytest.mark.parametrize("id_", ["index", "Index"])
def test_a_role_does_not_take_the_place_of_the_list_of_roles(id_: str) -> None:
    roles = demo.handbook()["standards/roles.yml"]
    outcome = check({**demo.handbook(), "standards/roles.yml": f"{roles}{id_}: 目录员\nindex-clerk: 目录员\n"}, as_of=AS_OF)
    (found,) = outcome.diagnostics
    assert (found.code, found.location.path, found.location.line) == ("FMT019", "standards/roles.yml", roles.count("\n") + 1)
    assert outcome.failed and f"{id_}-clerk" in (found.hint or "")


@pytest.mark.parametrize("id_", ["X", "HTL", "HTL-CHECKIN", "H1-2", "A" * MAX_ID])
def test_good_ids(id_: str) -> None:
    outcome = run(x=ENTRY.format(id=id_))
    assert not outcome.failed
    assert id_ in outcome.catalogue.entries


@pytest.mark.parametrize("id_", ["DEMO-WAIT", "demo-wait"])
def test_the_same_id_twice_names_both_places(id_: str) -> None:
    outcome = run(zzz=ENTRY.format(id=id_.upper()))
    (found,) = [d for d in outcome.diagnostics if d.code == "FMT020"]
    assert "standards/wait.md:2" in found.message
    assert "standards/zzz.md:2" in found.message
    assert found.location[:2] == ("standards/zzz.md", 2)
    assert outcome.catalogue.entries["DEMO-WAIT"].path == "standards/wait.md"


def test_what_refers_to_a_copy_with_the_old_id_is_not_wrong_for_it() -> None:
    """Whichever of the two files comes first: what others refer to may stand in the other."""
    copy = demo.handbook()["standards/wait.md"].replace("{#queue ", "{#queued ").replace("id: wait-10", "id: wait-11").replace("- id: right", "- id: wrong")
    (found,) = run(aaa=copy).diagnostics
    assert found.code == "FMT020" and "换一个没有用过的编号" in found.hint


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\u00ad", "\ufeff"])
@pytest.mark.parametrize("where", ["title", "body"])
def test_a_hidden_character_anywhere_in_an_entry_is_shown_at_its_place(sign: str, where: str) -> None:
    text = ENTRY.format(id="DEMO-X")
    text = text.replace("话术", f"话{sign}术") if where == "title" else f"{text}\n正{sign}文\n"
    (found,) = [d for d in run(x=text).diagnostics if d.code == "FMT028"]
    line = next(number for number, found_line in enumerate(text.split("\n"), 1) if sign in found_line)
    assert (found.location.line, found.location.column) == (line, text.split("\n")[line - 1].index(sign) + 1)
    assert f"U+{ord(sign):04X}" in found.message


@pytest.mark.parametrize("local", ["等候", "a b", "a/b", "a#b", "../a", "-a", "a\u200b", "a" * 200])
def test_a_bad_local_id_is_an_error(local: str) -> None:
    outcome = check(demo.changed(f'DEMO-CARD.items.tidy.id: "{local}"'), as_of=AS_OF)
    assert any(d.code == "FMT019" and d.entry == "DEMO-CARD" for d in outcome.diagnostics)


@pytest.mark.parametrize(
    "change",
    [
        "DEMO-CARD.items.tidy.id: queue",
        "metrics.right.id: wait",
        "DEMO-SERVE.steps.follow.id: greet",
        'body+: "\\n- 店员应微笑。 {#greet}\\n"',
    ],
)
def test_a_local_id_used_twice_names_the_first_line(change: str) -> None:
    outcome = check(demo.changed(change), as_of=AS_OF)
    found = [d for d in outcome.diagnostics if d.code == "FMT027"]
    assert len(found) == 1
    assert "行已经用过" in found[0].message


def test_a_clause_and_a_metric_may_share_an_id() -> None:
    change = 'body+: "\\n- 从取号到叫号，90% 的顾客应在 5 分钟内被叫到。 {#wait metric=wait}\\n"'
    assert not any(d.code == "FMT027" for d in check(demo.changed(change), as_of=AS_OF).diagnostics)
