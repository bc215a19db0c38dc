"""Whom an entry concerns: who is named, and who acts as one that is named where the entry holds."""

from __future__ import annotations

import datetime as dt

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.core.concern import across, concerned, stand_ins

ROLES = (
    "keeper: {name: 店长}\\nstaff: {name: 店员}\\ntrainer: {name: 培训师}\\n"
    "teller: {name: 柜员, department: 网点, sector: bank, acts_as: [staff]}\\n"
    "chief: {name: 营业主管, department: 网点, sector: bank, acts_as: [keeper]}\\n"
    "head: {name: 行长, department: 分行, sector: bank, acts_as: [keeper]}\\n"
    "nurse: {name: 护士, sector: hospital, acts_as: [staff]}\\n"
)
CHANGE = f'standards/roles.yml: "{ROLES}"\n'


def outcome(change: str = "") -> Outcome:
    return check(demo.changed(CHANGE + change), as_of=dt.date(2026, 11, 22))


def test_who_acts_as_a_role_is_concerned_by_what_holds_for_all_sectors_and_in_its_own() -> None:
    common, bank = outcome().catalogue, outcome("DEMO-FIRE.sector: bank\n").catalogue
    assert concerned(common.entries["DEMO-FIRE"], common) == {"keeper", "staff", "teller", "chief", "head", "nurse"}
    assert concerned(bank.entries["DEMO-FIRE"], bank) == {"keeper", "staff", "teller", "chief", "head"}


def test_a_department_has_its_own_and_else_the_sector_has() -> None:
    roles = outcome().catalogue.roles
    assert [role.id for role in stand_ins("keeper", roles, roles["teller"])] == ["chief"]
    assert [role.id for role in stand_ins("staff", roles, roles["head"])] == ["teller"]
    assert stand_ins("keeper", roles, roles["nurse"]) == stand_ins("keeper", roles, roles["trainer"]) == []
    assert {sector: [role.id for role in there] for sector, there in across("staff", roles).items()} == {"bank": ["teller"], "hospital": ["nurse"]}


def test_nobody_acts_as_whom_the_registry_does_not_know_or_who_acts_as_another() -> None:
    change = 'standards/roles.yml: "keeper: {name: 店长}\\nstaff: {name: 店员, acts_as: [keper]}\\ntrainer: {name: 培训师, acts_as: [staff]}\\n"\n'
    found = [d for d in check(demo.changed(change), as_of=dt.date(2026, 11, 22)).diagnostics if d.code == "LNK019"]
    assert [(d.place, d.message, d.hint) for d in found] == [
        ("standards/roles.yml:2:29", "岗位“staff”担任的“keper”没有登记", "是否想写“keeper”？"),
        ("standards/roles.yml:3:32", "岗位“trainer”担任的“staff”自己又担任别的岗位", "删去 staff 的 acts_as"),
    ]
