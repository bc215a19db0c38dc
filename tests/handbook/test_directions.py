"""What a sheet says of how it is filled in, and which blanks it has for that."""

from __future__ import annotations

import datetime as dt
import re

import pypdfium2
import pytest

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.core.diff import content_hash
from biaochi.core.model import Checklist, Process
from biaochi.handbook import blanks, directions, pool
from biaochi.handbook.press import jobs
from biaochi.handbook.sheet import poster_html, sheet_html
from biaochi.pages import Settings

SETTINGS = Settings(organisation="示范公司", title="示范手册", edition="第一版", site_url="https://handbook.example.com/")
WEIGHTED = "DEMO-VISIT.use: inspection\n"


def checked(change: str = "") -> Outcome:
    return check(demo.changed(change) if change else demo.handbook(), as_of=dt.date(2026, 11, 22))


def checklist(change: str = "", id_: str = "DEMO-CARD") -> Checklist:
    found = checked(change).catalogue.entries[id_]
    assert isinstance(found, Checklist)
    return found


def html(change: str = "", id_: str = "DEMO-CARD") -> str:
    outcome = checked(change)
    found = outcome.catalogue.entries[id_]
    assert isinstance(found, Checklist)
    return sheet_html(found, outcome, SETTINGS, "第一版")


def test_the_text_under_a_checklist_stands_on_its_sheet() -> None:
    made = html("DEMO-CARD.body: 开班前逐项打勾，见 [[DEMO-WAIT]]。")
    assert "填写规则" in made and "开班前逐项打勾" in made
    rules = made[made.index('class="bc-rules') :]
    assert "href=" not in rules and not re.search(r"<[^>]* id=", rules)


@pytest.mark.parametrize(("timing", "stands"), [("immediate", False), ("delayed, delay: 3 天", True)])
def test_what_staff_are_told_is_not_for_the_customer_who_fills_it_in(timing: str, stands: bool) -> None:
    when, _, delay = timing.partition(", delay: ")
    change = f"DEMO-SURVEY.timing: {when}\nDEMO-SURVEY.body: 低分的次日回电。" + (f"\nDEMO-SURVEY.delay: {delay}" if delay else "")
    assert ("低分的次日回电" in html(change, "DEMO-SURVEY")) is stands


def test_where_the_text_says_nothing_the_common_rule_holds() -> None:
    found = directions.common(checklist(WEIGHTED, "DEMO-VISIT"))
    assert found == "合格得该项权重分，不合格得 0 分；※ 为关键项（一票否决），不合格即本次不合格。"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("达到目标得满分，在目标与红线之间得六成，低于红线得零分。", "※ 为关键项（一票否决）。"),
        ("关键项不合格时该通记 0 分，当日复听。", "合格得该项权重分，不合格得 0 分；※ 为关键项（一票否决）。"),
        ("带“关键”标记的一项不合格，该台不开。", "合格得该项权重分，不合格得 0 分；※ 为关键项（一票否决）。"),
        ("每周一张，交门店经理。", "合格得该项权重分，不合格得 0 分；※ 为关键项（一票否决），不合格即本次不合格。"),
    ],
)
def test_the_sheet_does_not_contradict_the_text(text: str, left: str) -> None:
    assert directions.common(checklist(f"{WEIGHTED}DEMO-VISIT.body: {text}", "DEMO-VISIT")) == left


@pytest.mark.parametrize(("text", "told"), [("每班一张。", True), ("只勾发生的那一种。", False), ("没有的项写“无”。", False), ("没有的画斜线。", False)])
def test_what_becomes_of_a_case_that_there_was_not_is_said_once(text: str, told: bool) -> None:
    found = directions.common(checklist(f"DEMO-CARD.body: {text}\nDEMO-CARD.items.tidy.text: 火警：已拨 119"))
    assert ("没有遇到的情形" in found) is told


def test_none_is_an_answer_where_the_text_asks_for_it() -> None:
    assert 'value="无"' in html("DEMO-CARD.body: 当日没有发生的项写“无”。")
    assert 'value="无"' not in html()


@pytest.mark.parametrize(
    ("change", "there"),
    [
        ("", False),
        ("DEMO-CARD.body: 件数不足的，查全部并在备注写明件数。", True),
        ("DEMO-CARD.items.tidy.text: 台面没有杂物（有的写明是什么）", True),
        ("DEMO-CARD.items.tidy.text: 退回件写明条款号", False),
        ("DEMO-CARD.items.tidy.text: 运单备注已填", False),
    ],
)
def test_there_is_room_for_remarks_where_some_are_asked_for(change: str, there: bool) -> None:
    assert ('name="remarks"' in html(change)) is there


def test_head_and_foot_are_as_the_checklist_names_them() -> None:
    made = html("DEMO-CARD.fields: [快递员, 月份]\nDEMO-CARD.signatures: [交班人, 接班人, 驾驶员]")
    labels = re.findall(r'<span class="bc-label">([^<]*)</span>', made)
    assert labels == ["地点", "日期", "快递员", "月份", "交班人", "接班人", "驾驶员"]


@pytest.mark.parametrize(
    ("change", "id_", "head", "foot"),
    [
        ("", "DEMO-CARD", ["班次"], ("填写人", "复核人")),
        ("DEMO-CARD.when: {every: 每月, by: keeper}", "DEMO-CARD", ["月份"], ("填写人", "复核人")),
        ("DEMO-CARD.when: {every: 每周, by: keeper}", "DEMO-CARD", ["周次"], ("填写人", "复核人")),
        ("DEMO-CARD.when: {every: 每日, by: keeper}", "DEMO-CARD", ["班次"], ("填写人", "复核人")),
        ("DEMO-CARD.when: 每季末填写", "DEMO-CARD", ["季度"], ("填写人", "复核人")),
        ("DEMO-CARD.fields: []", "DEMO-CARD", [], ("填写人", "复核人")),
        ("", "DEMO-VISIT", ["到访时刻"], ("访客", "复核人")),
        ("DEMO-SURVEY.timing: immediate\n-DEMO-SURVEY.delay:", "DEMO-SURVEY", ["单号"], ("顾客（可不填）", "回收人")),
        ("DEMO-SURVEY.sector: hospital\nDEMO-SURVEY.timing: delayed\nDEMO-SURVEY.delay: 3 天", "DEMO-SURVEY", ["单号"], ("患者（可不填）", "回访人")),
    ],
)
def test_what_is_not_named_follows_from_what_the_sheet_is_for(change: str, id_: str, head: list[str], foot: tuple[str, ...]) -> None:
    found = checklist(change, id_)
    assert [label for _, label in blanks.head(found)] == head and blanks.signatures(found) == foot


PLAN = (
    "DEMO-FIRE.body: |\n  同时发生时先救人。\n\n  ## 例外\n\n  值班经理不在时由在岗最久的店员判定。\n\n  ## 升级与解除\n\n  用广播宣布解除。\n\n"
    "  ## 演练\n\n  最近一次用时 40 秒。"
)


def poster(change: str) -> str:
    outcome = checked(change)
    process = outcome.catalogue.entries["DEMO-FIRE"]
    assert isinstance(process, Process)
    return poster_html(process, outcome, SETTINGS, "第一版")


def test_a_poster_says_who_acts_where_it_is_not_as_the_table_has_it() -> None:
    made = poster(PLAN)
    for said in ("同时发生时先救人", "由在岗最久的店员判定", "用广播宣布解除"):
        assert said in made
    assert "最近一次用时" not in made and "演练" not in made.split('class="bc-rules')[1]


def test_a_poster_of_a_plan_has_blanks_for_what_a_caller_says_and_whom_to_reach() -> None:
    steps = (
        "[{id: a, name: 判级, role: staff, does: 判级, next: [{to: b, when: 冒烟}, {to: c, when: 停电}]}, "
        "{id: b, name: 疏散, role: staff, does: 带到集合点, next: c}, {id: c, name: 上报, role: keeper, does: 上报}]"
    )
    labels = re.compile(r'<span class="bc-label">([^<]*)</span>')
    assert labels.findall(poster(f"DEMO-FIRE.steps: {steps}"))[:4] == ["地址", "集合点", "店员电话", "店长电话"]
    assert "集合点" not in labels.findall(poster(f"DEMO-FIRE.steps: {steps.replace('带到集合点', '疏散')}"))
    assert labels.findall(poster("DEMO-FIRE.fields: [分诊台电话]"))[0] == "分诊台电话"
    outcome = checked()
    ladder = outcome.catalogue.entries["DEMO-LADDER"]
    assert isinstance(ladder, Process)
    assert labels.findall(poster_html(ladder, outcome, SETTINGS, "第一版")) == ["张贴人", "张贴日期"]


def test_the_name_of_a_blank_is_short() -> None:
    outcome = checked("DEMO-CARD.signatures: [交班人, 接班人签字后交给门店经理存档一份]")
    found = [d for d in outcome.diagnostics if d.code == "FMT017"]
    assert len(found) == 1 and "最多" not in found[0].hint and "1—12 个字" in found[0].message


def test_papers_printed_before_there_were_such_keys_keep_their_code() -> None:
    """The code of the demonstration's card as it was printed then."""
    assert content_hash(checklist()) == "eb3da3f2"
    assert content_hash(checklist("DEMO-CARD.fields: [快递员]")) != content_hash(checklist())


def test_rules_that_do_not_fit_stand_overleaf_and_the_face_says_so() -> None:
    assert pool.unable() is None
    items = ", ".join(f"{{id: i{n}, text: 第 {n} 处的台面没有杂物也没有水渍, type: yes-no, pass: 是}}" for n in range(15))
    outcome = checked(f"DEMO-CARD.items: [{items}]\nDEMO-CARD.body: {'每班开始前由当班店员逐项打勾。' * 8}")
    found = [job for job in jobs(outcome, SETTINGS, frozenset()) if job.path == "sheets/DEMO-CARD.pdf"]
    (made,) = pool.make(found, {})
    assert made.faults == () and made.pages == 2
    face, back = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.content))
    assert "填写规则见背面" in face and "逐项打勾" not in face and "填写人" in face
    assert "逐项打勾" in back and "DEMO-CARD" in back and "填写人" not in back


def test_items_that_do_not_fit_are_a_fault_still() -> None:
    items = ", ".join(f"{{id: i{n}, text: 第 {n} 处的台面没有杂物也没有水渍, type: yes-no, pass: 是}}" for n in range(30))
    found = [job for job in jobs(checked(f"DEMO-CARD.items: [{items}]"), SETTINGS, frozenset()) if job.path == "sheets/DEMO-CARD.pdf"]
    (made,) = pool.make(found, {})
    assert [fault.code for fault in made.faults] == ["PRT001"]
