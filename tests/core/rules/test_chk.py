"""Planted faults and sound variants for the rules about checklists, beyond the examples of their own pages."""

from __future__ import annotations

import pytest
from tests.core.rules.said import codes

from biaochi.core.rules.chk import condition


def item(text: str, type_: str, pass_: str = "", more: str = "") -> str:
    written = f", pass: {pass_}" if pass_ else ""
    return f"DEMO-CARD.items+: [{{id: more, text: {text}, type: {type_}{written}{more}}}]"


SEAT = (
    'standards/seat.md: "---\\nid: DEMO-SEAT\\nkind: standard\\ntitle: 候座\\nversion: 0.1\\nstatus: needs\\nowner: keeper\\nsector: common\\n'
    'touchpoint: 服务\\nbasis: [{type: need, method: ask, source: 门店访谈, finding: 站着等的顾客最急}]\\n---\\n\\n- 店员应请顾客坐下。 {#seat}\\n"\n'
)
"""A standard of which no more than the need is known."""

FAULTS = [
    ("weights of 90", "CHK001", "DEMO-VISIT.items.greet.weight: 50"),
    ("weights of 110", "CHK001", "DEMO-VISIT.items.repeat.weight: 50"),
    ("one item without its weight", "CHK001", "-DEMO-VISIT.items.repeat.weight:"),
    ("negative weight", "CHK001", "DEMO-VISIT.items.repeat.weight: -40"),
    ("good enough", "CHK002", item("台面", "yes-no", "基本整洁")),
    ("points on a yes or no", "CHK002", item("台面擦拭", "yes-no", "≥ 9 分")),
    ("a number on a yes or no", "CHK002", item("台面擦拭", "yes-no", "3")),
    ("yes on a count", "CHK002", item("叫号的次数", "count", "是")),
    ("minutes on a count", "CHK002", item("叫号的次数", "count", "≤ 3 分钟")),
    ("points on a time", "CHK002", item("叫号到应答", "time", "≥ 9 星")),
    ("people on a time", "CHK002", item("叫号到应答", "time", "≤ 9 人")),
    ("minutes on a score", "CHK002", item("态度(1–5 分)", "score", "≤ 3 分钟")),
    ("words on a score", "CHK002", item("态度(1–5 分)", "score", "良好")),
    ("a condition on free text", "CHK002", item("其他意见", "text", "≥ 9 分")),
    ("neither target nor limit", "CHK003", "DEMO-CARD.items.handle.pass: ≤ 15 分钟"),
    ("in seconds", "CHK003", "DEMO-CARD.items.handle.pass: ≤ 700 秒"),
    ("in words", "CHK003", "DEMO-CARD.items.handle.pass: 不超过 15 分钟"),
    ("the wrong way round", "CHK003", "DEMO-CARD.items.handle.pass: ≥ 12 分钟"),
    ("a bare number is at least", "CHK003", "DEMO-CARD.items.handle.pass: 12"),
    ("figure in the text", "CHK003", "DEMO-CARD.items.queue.text: 等候时间不超过 12 分钟"),
    ("figure in the text, full width", "CHK003", "DEMO-CARD.items.queue.text: 叫号屏显示的等候时间不超过１２分钟"),
    ("score below the top box", "CHK003", "DEMO-SURVEY.items.score.pass: ≥ 3 分"),
    ("clause says 10 seconds", "CHK004", "DEMO-VISIT.items.greet.text: 店员在 20 秒内起身并说出问候语"),
    ("clause says seconds", "CHK004", "DEMO-VISIT.items.greet.text: 店员在 10 分钟内起身并说出问候语"),
    ("score without a scale", "CHK005", item("态度打几分", "score", "≥ 4 分")),
    ("pass off the scale", "CHK006", item("态度(1–5 分)", "score", "≥ 6 分")),
    ("pass off a full-width scale", "CHK006", item("态度（1至5分）", "score", "≥ 8 分")),
    ("critical, and nobody knows when", "CHK007", item("其他情形", "text", more=", critical: true")),
    ("visitor known", "CHK010", "DEMO-VISIT.anonymous: false"),
    ("one visit, ranked", "CHK011", "DEMO-VISIT.sample: {size: 100, per_site: 1}\nDEMO-VISIT.consequence: 各店排名，末位店长约谈"),
    ("two visits, bonus", "CHK011", "DEMO-VISIT.sample: {size: 100, per_site: 2}\nDEMO-VISIT.consequence: 得分计入门店绩效奖金"),
    ("four visits, share of passes", "CHK011", "DEMO-VISIT.consequence: 单店达标率低于 80% 的停业培训 1 天"),
    ("round too small", "CHK012", "DEMO-VISIT.sample: {size: 90, per_site: 4, confidence: 95, margin: 10}"),
    ("more visits a site than visits", "CHK013", "DEMO-VISIT.sample: {size: 3, per_site: 4}"),
    ("confidence as a fraction", "CHK013", "DEMO-VISIT.sample: {size: 100, per_site: 4, confidence: 0.95, margin: 10}"),
    ("at once, three days later", "CHK014", "DEMO-SURVEY.timing: immediate"),
    ("delayed by nothing", "CHK014", "DEMO-SURVEY.delay: 0 天"),
    ("whenever needed", "CHK015", "DEMO-CARD.when: 必要时由店长检查"),
    ("from time to time", "CHK015", "DEMO-CARD.when: 不定期抽查"),
    ("at any time, in the other script", "CHK015", "DEMO-CARD.lang: zh-Hant\nDEMO-CARD.when: 經常"),
    ("a draft on a card in use", "CHK016", SEAT + item("店员请顾客坐下", "yes-no", "是", ", clause: DEMO-SEAT#seat")),
    ("a trial that may fail the whole", "CHK016", SEAT + item("试行项，不判：店员请顾客坐下", "yes-no", "是", ", clause: DEMO-SEAT#seat, critical: true")),
    ("a figure of a draft", "CHK016", "status: draft\nDEMO-SURVEY.items.score.text: 您给几分(1–5)?"),
    ("title says seven days", "CHK014", "DEMO-SURVEY.title: 离店 7 天后回访"),
]  # fmt: skip

SOUND = [
    ("irregular, but so often", "DEMO-CARD.when: 不定期抽查，每季不少于 2 次"),
    ("on an event", "DEMO-CARD.when: 顾客投诉后"),
    ("a term of art", "DEMO-CARD.when: 定期存款到期前 3 日"),
    ("weights in tenths", "DEMO-VISIT.items.greet.weight: 66.7\nDEMO-VISIT.items.repeat.weight: 33.3"),
    ("no, as wanted", item("台面有杂物", "yes-no", "否")),
    ("a state as condition", item("台面", "yes-no", "无杂物")),
    ("none of an uncommon thing", item("可见毛发根数", "count", "≤ 0 根")),
    ("zero", item("投诉件数", "count", "0 件")),
    ("a bare count", item("叫号次数", "count", "3")),
    ("degrees", item("冷柜温度", "count", "≤ 5 ℃")),
    ("a range", item("室温", "count", "22—26 ℃")),
    ("a share", item("执行率(%)", "count", "≥ 90 %")),
    ("minutes written 分", item("叫号到应答", "time", "≤ 3 分")),
    ("English", item("time to answer", "time", "within 3 minutes")),
    ("rings", item("电话响铃", "time", "≤ 3 声")),
    ("stars", item("态度(1–5 星)", "score", "≥ 4 星")),
    ("no condition on a question", item("还想说的话", "text")),
    ("limit", "DEMO-CARD.items.handle.pass: ≤ 20 分钟"),
    ("target in seconds", "DEMO-CARD.items.handle.pass: ≤ 720 秒"),
    ("in words", "DEMO-CARD.items.handle.pass: 12 分钟以内"),
    ("top box", "DEMO-SURVEY.items.score.pass: ≥ 4 分"),
    ("target of the score", "DEMO-SURVEY.items.score.pass: ≥ 4.5 分"),
    ("a figure of something else", "DEMO-CARD.items.handle.text: 抽 5 笔,从叫号到交回证件的分钟数".replace(",", "，")),
    ("a condition in the text", "DEMO-CARD.items.queue.text: 等候超过 15 分钟的顾客已得到说明"),
    ("count under a rate", item("抽 20 笔，出错的笔数", "count", "≤ 0 笔", ", metric: DEMO-WAIT/right")),
    ("scale in the body", "DEMO-CARD.body+: \"\\n各项按 1—5 分打分。\\n\"\n" + item("态度打几分", "score", "≥ 4 分")),
    ("weight as scale", "DEMO-VISIT.items.greet.weight: 40\nDEMO-VISIT.items+: [{id: smile, text: 态度, type: score, weight: 20, pass: ≥ 16 分}]"),
    ("two visits, the network only", "DEMO-VISIT.sample: {size: 100, per_site: 2}\nDEMO-VISIT.consequence: 只用于全网改进，不对单店排名和奖惩"),
    ("three visits", "DEMO-VISIT.sample: {size: 120, per_site: 3, confidence: 95, margin: 9}"),
    ("eight visits, share of passes", "DEMO-VISIT.sample: {size: 120, per_site: 8}\nDEMO-VISIT.consequence: 单店达标率低于 80% 的停业培训 1 天"),
    ("at once", "DEMO-SURVEY.timing: immediate\n-DEMO-SURVEY.delay:"),
    ("calendar days", "DEMO-SURVEY.delay: 3 日历日\nDEMO-SURVEY.title: 三日后回访"),
    ("a draft, and the card says so", SEAT + item("试行项，不判：店员请顾客坐下", "yes-no", "是", ", clause: DEMO-SEAT#seat")),
    ("a draft, beside what holds", SEAT + item("店员起身并请顾客坐下", "yes-no", "是", ", clause: [DEMO-WAIT#greet, DEMO-SEAT#seat]")),
    ("a standard on trial", "status: pilot"),
    ("card and standard both ahead", SEAT + "DEMO-CARD.status: draft\n" + item("店员请顾客坐下", "yes-no", "是", ", clause: DEMO-SEAT#seat")),
    ("working days", "DEMO-SURVEY.delay: 2 工作日\nDEMO-SURVEY.when: 办结后第 2 个工作日电话回访"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_planted_fault(code: str, change: str) -> None:
    assert code in codes(change)


@pytest.mark.parametrize("change", [sound[1] for sound in SOUND], ids=[sound[0] for sound in SOUND])
def test_sound_variant(change: str) -> None:
    assert not {code for code in codes(change) if code.startswith("CHK")}


@pytest.mark.parametrize("written", ["", "。", "—", "无要求", "≥", "一二三" * 60, "\u202e", "[[X]]", "0/0", "∞"])
def test_condition_reads_anything(written: str) -> None:
    condition(written)
