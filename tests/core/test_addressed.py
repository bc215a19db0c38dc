"""Whom a clause tells to do something, by the names that clauses call roles by; and which of two entries holds."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from biaochi import demo
from biaochi.core.addressed import addressed, doers, texts
from biaochi.core.check import Outcome, check
from biaochi.core.parting import partings
from biaochi.pages.faces import face, face_of

AS_OF = dt.date(2026, 11, 22)
NAMES = ("热线坐席", "坐席班长", "前台接待", "餐厅经理", "值班经理", "收银员", "门店收银员", "迎宾员", "厨房领班")


@pytest.mark.parametrize(("text", "told"), [
    ("坐席应说出工号。", {"坐席"}),
    ("转接前坐席应说出诉求，接手坐席不得要求重讲。", {"坐席"}),
    ("坐席班长应在 3 天内回访。", {"坐席班长"}),
    ("办结后 3 天内，坐席班长应回访。", {"坐席班长"}),
    ("收押金时，接待员应说出金额。", {"接待员"}),
    ("赔偿 500 元以上的，值班经理应到台；终端推送给餐厅经理，餐厅经理在 5 分钟内到桌。", {"值班经理", "餐厅经理"}),
    ("灶台换锅，出菜时由厨房领班签字。", {"厨房领班"}),
    ("迎宾员判断将晚的，应提前告知客人。", {"迎宾员"}),
    ("门店收银员应唱收。", {"门店收银员"}),
    ("借用单提交后，迎宾员应把轮椅推到客人面前。", {"迎宾员"}),
    ("接诉员工应停下手头工作。", {"员工"}),
    ("值班经理到场后，系统应记录时刻。", set()),
    ("账单应推送给餐厅经理。", set()),
    ("餐厅经理的手机应常开。", set()),
    ("接待满意率应不低于 90%。", set()),
    ("客人应先取号。", set()),
])  # fmt: skip
def test_the_doer_is_who_stands_before_what_is_asked(text: str, told: set[str]) -> None:
    assert doers(text, NAMES) == told


def test_a_clause_without_an_end_takes_no_time() -> None:
    started = time.process_time()
    assert doers("餐厅经理" * 50_000, NAMES) == set() and doers("坐席应" * 50_000, ("坐" * 100_000, *NAMES)) == {"坐席"}
    assert time.process_time() - started < 5


ROLES = (
    'standards/roles.yml: "keeper: {name: 店长}\\nstaff: {name: 门店店员}\\ntrainer: {name: 培训师}\\n'
    'teller: {name: 柜员, sector: bank, acts_as: [staff]}\\nguard: {name: 店员, sector: bank}\\n"\n'
)


def outcome(change: str) -> Outcome:
    return check(demo.changed(ROLES + change), as_of=AS_OF)


def test_who_acts_as_another_is_told_what_that_one_is_and_an_end_of_a_name_is_not_another_role() -> None:
    body = 'DEMO-WAIT.body: "- 店员应问候。 {#a}\\n- 店长应到台。 {#b}\\n- 门店店员应起身。 {#c}"\n'
    catalogue = outcome(body).catalogue
    entry, roles = catalogue.entries["DEMO-WAIT"], catalogue.roles
    told = {name: [(number, clause) for number, clause, _ in addressed(roles[name], entry, catalogue)] for name in ("staff", "teller", "keeper")}
    assert told == {"staff": [(1, "a"), (3, "c")], "teller": [(1, "a"), (3, "c")], "keeper": [(2, "b")]}
    named = outcome(f"{body}DEMO-WAIT.roles: [staff, guard]\n").catalogue
    assert [clause for _, clause, _ in addressed(named.roles["staff"], named.entries["DEMO-WAIT"], named)] == ["c"], "店员 is somebody else here"


def test_a_role_is_also_told_what_its_other_names_are_told() -> None:
    body = 'DEMO-WAIT.body: "- 客人到店，柜台应问候。 {#a}\\n- 柜台上的告示应写明时限。 {#b}\\n- 店长应到台。 {#c}"\n'
    catalogue = outcome(body).catalogue
    assert [clause for _, clause, _ in addressed(catalogue.roles["staff"], catalogue.entries["DEMO-WAIT"], catalogue)] == []
    called = check(demo.changed(ROLES.replace("{name: 门店店员}", "{name: 门店店员, called: 柜台}") + body), as_of=AS_OF).catalogue
    entry = called.entries["DEMO-WAIT"]
    assert [clause for _, clause, _ in addressed(called.roles["staff"], entry, called)] == ["a"], "a notice is nobody"
    assert [clause for _, clause, _ in addressed(called.roles["teller"], entry, called)] == ["a"], "who acts as one is called so too"
    assert [clause for _, clause, _ in addressed(called.roles["keeper"], entry, called)] == ["c"]


def test_a_face_has_what_roles_are_told_and_is_another_when_that_is() -> None:
    text = demo.handbook()["standards/wait.md"]
    entry = check(demo.handbook(), as_of=AS_OF).catalogue.entries["DEMO-WAIT"]
    changed = check({**demo.handbook(), "standards/wait.md": text.replace("应", "都应", 1)}, as_of=AS_OF).catalogue.entries["DEMO-WAIT"]
    assert texts(face(entry)) == texts(entry) != texts(changed)
    assert face_of(entry, text) != face_of(changed, text.replace("应", "都应", 1))
    said = check({**demo.handbook(), "standards/wait.md": f"{text}\n\n时限不按 [[DEMO-SERVE]]。\n"}, as_of=AS_OF).catalogue.entries["DEMO-WAIT"]
    assert partings(face(said)) == partings(said) == [("DEMO-SERVE", "时限不按 [[DEMO-SERVE]]。")]
    assert partings(face(entry)) == []


def test_only_a_sentence_that_decides_and_names_another_entry_tells_which_holds() -> None:
    body = "金额按本标准，不按 [[DEMO-SERVE#a|那一份]]。做法见 [[DEMO-GREET]]。不按旧例。"
    entry = check(demo.changed(f'DEMO-WAIT.body: "{body}"'), as_of=AS_OF).catalogue.entries["DEMO-WAIT"]
    assert partings(entry) == [("DEMO-SERVE", "金额按本标准，不按 [[DEMO-SERVE#a|那一份]]。")]
