"""Faults and sound variants that a reader found who did not know the rules, on the demonstration handbook."""

from __future__ import annotations

import pytest
from tests.core.rules.said import codes, outcome

_CARE = "店员应双手交还证件，并口述以下各项： {#return}"
_CHECKED = "DEMO-CARD.items+: [{id: back, text: 店员双手交还证件, type: yes-no, clause: DEMO-WAIT#return, pass: 是}]"

FAULTS = [
    ("a part of a clause with a requirement of its own", "LIF009", f'body+: "\\n- {_CARE}\\n    - 店员应在 3 分钟内说明等候的原因。\\n"\n{_CHECKED}'),
    ("a table pasted from a sheet", "FMT034", 'body+: "\\n## 说明\\n\\n时段\\t窗口\\t人数\\n上午\\t3 个\\t4 人\\n下午\\t2 个\\t3 人\\n"'),
    ("a table without its second row", "FMT034", 'body+: "\\n## 说明\\n\\n| 时段 | 窗口 |\\n| 上午 | 3 个 |\\n"'),
    ("a table with too few columns ruled", "FMT034", 'body+: "\\n## 说明\\n\\n| 时段 | 窗口 |\\n|---|\\n| 上午 | 3 个 |\\n"'),
    ("a table right below a sentence", "FMT034", 'body+: "\\n## 说明\\n\\n窗口如下。\\n| 时段 | 窗口 |\\n|---|---|\\n| 上午 | 3 个 |\\n"'),
    ("a banned word in quotes", "PRC027", "DEMO-GREET.body+: \"\\n店员：「您先等一下。」\\n\""),
    ("must say, a statement", "PRC026", 'DEMO-GREET.must_say: ["您好，{称呼}，请问办理什么业务?", 编号和升级电话都在这张回执上]'),
    ("must say, in English", "PRC026", "DEMO-GREET.must_say: [Good morning and welcome]"),
    ("an undeclared variable in what must be said", "PRC025", "DEMO-GREET.body+: \"\\n> 您的票是{票类}。\\n\""),
    ("a vow of a step's time", "PRM901", "DEMO-GREET.body+: \"\\n**店员**:“我们保证 12 分钟内办完。”\\n\""),
    ("a pilot beyond the scale", "MSR004", "pilot.result+: [{metric: score, value: 46}]"),
    ("a baseline beyond all", "MSR004", "metrics.right.baseline: {value: 160, period: 2025 年, source: 业务台账}"),
    ("critical, pass forgotten", "CHK007", "DEMO-CARD.items.greet.critical: true\n-DEMO-CARD.items.greet.pass:"),
    (
        "weighted score without a scale",
        "CHK005",
        "DEMO-VISIT.items.repeat.weight: 20\nDEMO-VISIT.items+: [{id: talk, text: 讲解打分, type: score, pass: ≥ 8 分, weight: 20}]",
    ),
    ("within, and one number", "MSR001", "metrics.right.direction: within"),
    ("shown nowhere", "FMT015", "promises.wait-10.channels: []"),
    ("more time than the step has", "WRD031", "DEMO-FIRE.steps.tell.does: 店员在 90 分钟内向等候的顾客宣布预计恢复时间"),
    (
        "a promise by the calendar",
        "PRM004",
        "metrics.wait.unit: 工作日\nmetrics.wait.clock.basis: working-days\npromises.wait-10.target: 10 天\npromises.wait-10.text: 取号后 10 天内叫到您的号码。",
    ),
    (
        "a promise's text by the calendar",
        "PRM004",
        "metrics.wait.unit: 工作日\nmetrics.wait.clock.basis: working-days\npromises.wait-10.target: 10\npromises.wait-10.text: 取号后 10 天内叫到您的号码。",
    ),
    ("a clause on the wrong side", "WRD030", 'body+: "\\n- 办理用时不应少于 12 分钟。 {#least metric=handle}\\n"'),
    (
        "a clause by the calendar",
        "WRD030",
        'metrics.handle.unit: 工作日\nmetrics.handle.clock.basis: working-days\nbody+: "\\n- 店员应在 12 天内办完。 {#done metric=handle}\\n"',
    ),
    ("a week for working days", "WRD030", 'metrics.handle.unit: 工作日\nmetrics.handle.target: 4\nmetrics.handle.limit: 5\nmetrics.handle.clock.basis: working-days\nbody+: "\\n- 店员应在一周内办完。 {#done metric=handle}\\n"'),
    ("a week for a share within working days", "WRD030", 'metrics.handle.aggregation: share-within\nmetrics.handle.within: 5 工作日\nmetrics.handle.unit: "%"\nmetrics.handle.direction: higher\nmetrics.handle.target: 95\nmetrics.handle.limit: 90\nmetrics.handle.clock.basis: working-days\nbody+: "\\n- 店员应在 5 天内办完。 {#done metric=handle}\\n"'),
    ("pupils are people", "WRD030", 'metrics.handle.type: count\nmetrics.handle.unit: people\nbody+: "\\n- One clerk shall lead no more than thirty pupils. {#led metric=handle}\\n"'),
    ("kept for less than the clause says", "CHK004", "body+: \"\\n- 店员应将登记表保存 180 天。 {#keep}\\n\"\nDEMO-CARD.items+: [{id: kept, text: 登记表保存满 90 天, type: yes-no, clause: DEMO-WAIT#keep, pass: 是}]"),
    ("prose under an explaining heading claims more than the baseline gives", "MSR041", 'metrics.handle.baseline: {value: 20, period: 2025 年, source: 计时表}\nbody+: "\\n## 说明\\n\\n与 2025 年相比，办理时长缩短 70%。\\n"'),
    ("another baseline in the text", "MSR041", 'metrics.handle.baseline: {value: 20, period: 2025 年, source: 计时表}\nbody+: "\\n## 说明\\n\\n办理时长从 25 分钟降至 12 分钟。\\n"'),
    ("points told as per cent, before the end", "MSR042", 'body+: "\\n准确率由 97% 提高 2%，达到 99%。\\n"'),
    ("a decimal at the beginning", "MSR042", 'body+: "\\n由 7.5 分钟降至 4.7 分钟，缩短 60%。\\n"'),
    ("the promise's own sentence, with another figure", "PRM901", 'promises.wait-10.delay_notice: {within: 6 分钟, channel: 屏幕}\nDEMO-GREET.body+: "\\n**店员**:“我们承诺取号后 6 分钟内叫到您的号码。”\\n"'),
    ("time given that nothing gives", "PRM901", "DEMO-GREET.body+: \"\\n**店员**:“我为您延长有效期 14 天。”\\n\""),
    ("given away in words", "PRM903", "DEMO-GREET.body+: \"\\n**店员**:“今天没有做到，全额退款。”\\n\""),
    ("a courtesy to be said", "PRC026", "DEMO-GREET.must_say: [抱歉]"),
    ("eight of ten against P90", "WRD030", 'body+: "\\n- 十位顾客中至少八位应在 5 分钟内被叫到。 {#eight metric=wait}\\n"'),
    ("a range whose end is beyond", "WRD030", 'body+: "\\n- 店员应在 5～37 分钟内叫到顾客。 {#range metric=wait}\\n"'),
    ("errors in a thousand, of what is to be right", "WRD030", 'metrics.right.direction: higher\nmetrics.right.target: 99\nmetrics.right.limit: 98\nbody+: "\\n- 每千条记录的差错不应超过 50 条。 {#thousand metric=right}\\n"'),
    ("the error rate that a rate leaves", "WRD030", 'metrics.right.direction: higher\nmetrics.right.target: 99\nmetrics.right.limit: 98\nbody+: "\\n- 记录差错率不应超过 5%。 {#errors metric=right}\\n"'),
    ("a promise about so long", "PRM005", "promises.wait-10.text: 取号后 10 分钟左右叫到您的号码。"),
    ("a trigger before the first level", "PRC021", "DEMO-FIRE.trigger: 停电超过 10 分钟\nDEMO-FIRE.plan.levels: [{name: 一级, when: 停电超过 60 分钟}, {name: 二级, when: 停电超过 30 分钟且不超过 60 分钟}]"),
    ("a trial past the limit", "PRM024", "metrics.handle.limit: 15\npilot.result+: [{metric: handle, value: 16}]"),
    ("minutes of working days", "MSR008", "metrics.handle.clock.basis: working-days"),
    ("in effect before it was approved", "LIF015", "version: 1.1\nchanges: [{version: 1.1, date: 2026-06-10, effective: 2026-06-01, reason: audit, summary: 写明起计点, approved_by: keeper}, {version: 1.0, date: 2026-05-10, reason: need, summary: 首次发布, approved_by: keeper}]"),
    ("let through, and nobody says what it is", "FMT015", 'standards/terms.yml: "妥善: {allow: true}\\n"'),
    ("nobody speaks so slowly", "PRC030", "DEMO-GREET.speaking_rate: 0"),
    ("a remedy told from another time", "PRM901", "DEMO-GREET.body+: \"\\n**店员**:“超过 23 分钟的，我们赠您一次优先办理。”\\n\"\npromises.wait-10.remedy: 超过 10 分钟的，赠一次优先办理"),
    ("a definition of nothing", "FMT015", 'metrics.handle.definition: ""'),
    (
        "a clause in working days, the metric by the calendar",
        "WRD030",
        'metrics.handle.unit: 日历日\nbody+: "\\n- 店员应在 12 个工作日内办完。 {#done metric=handle}\\n"',
    ),
    ("an item in working days, the metric by the calendar", "CHK003", "metrics.handle.unit: 日历日\nDEMO-CARD.items.handle.pass: ≤ 12 工作日"),
    ("a rate in points", "WRD030", 'body+: "\\n- 差错率应不高于 1 分。 {#points metric=right}\\n"'),
    ("a rate that lost its sign", "WRD030", 'body+: "\\n- 差错率应不高于 3。 {#bare metric=right}\\n"'),
    ("a promise to everyone, measured at P90", "PRM005", "promises.wait-10.text: 每位顾客取号后 10 分钟内叫到号码。"),
    (
        "money between what a tier may give and what it hands on",
        "PRC018",
        "DEMO-LADDER.tiers.0.authority: 退款，单笔不超过 100 元\nDEMO-LADDER.tiers.0.escalate_if: 4 小时内没有办结，或退款超过 200 元",
    ),
    (
        "a gap between levels beside one of another thing",
        "PRC021",
        "DEMO-FIRE.plan.levels: [{name: 一级, when: 全店停电}, {name: 二级, when: 6 个及以上柜台停电}, {name: 三级, when: 1 至 3 个柜台停电}]",
    ),
    ("a clause that sends to what is retired", "LNK014", 'DEMO-GREET.status: retired\nlinks.scripts: []\nbody+: "\\n- 店员应按 [[DEMO-GREET]] 说出问候语。 {#say}\\n"'),
    ("a clause's id in full-width signs", "FMT030", 'body+: "\\n- 店员应双手交还证件。 ｛#back｝\\n"'),
    ("a clause's id without its sign", "FMT030", 'body+: "\\n- 店员应双手交还证件。 {back}\\n"'),
    ("a clause's id before the end", "FMT030", 'body+: "\\n- 店员应双手交还证件。 {#back} 并道别。\\n"'),
    *(
        (f"a list's sign that is none: {sign}", "FMT030", f'body+: "\\n- 店员应双手交还证件。 {{#back}}\\n{sign}店员应道别。 {{#bye}}\\n"')
        for sign in ("－ ", "• ", "1、", "（2）", "-")
    ),
    ("a reference in Chinese brackets", "LNK008", 'body+: "\\n## 说明\\n\\n见【【DEMO-SERVE】】。\\n"'),
    ("a reference in one pair of brackets", "LNK008", 'body+: "\\n## 说明\\n\\n见 [DEMO-SERVE]。\\n"'),
    (
        "an item for another number of people",
        "CHK004",
        "body+: \"\\n- 排队满 4 人，店员应在 2 分钟内加开窗口。 {#queue-4}\\n\"\nDEMO-CARD.items+: [{id: q4, text: 排队满 6 人，2 分钟内加开窗口, type: yes-no, clause: DEMO-WAIT#queue-4, pass: 是}]",
    ),
    ("no period at all", "FMT026", "DEMO-SURVEY.when.every: 常常"),
]

SOUND = [
    ("a period says how often", "DEMO-SURVEY.when.every: 1 日"),
    ("a period of 28 days", "DEMO-SURVEY.when.every: 28 天"),
    ("a period in English", "DEMO-SURVEY.when.every: 2 weeks"),
    ("parts of a clause", f'body+: "\\n- {_CARE}\\n    - 成人票：场次、入口编号；\\n    - 团体票：场次、入口编号、领队姓名。\\n"\n{_CHECKED}'),
    ("a banned word quoted as such", "DEMO-GREET.body+: \"\\n## 不要这样说\\n\\n- “等一下”\\n\""),
    ("a banned word named in the line", "DEMO-GREET.body+: \"\\n店员不得说“请等一下”。\\n\""),
    ("a banned word of the guest", "DEMO-GREET.body+: \"\\n**客人**:“等一下。”\\n\""),
    ("a thing to mention", "DEMO-GREET.must_say: [\"您好，{称呼}，请问办理什么业务?\", 工号]"),
    ("other signs in what must be said", "DEMO-GREET.must_say: [\"您好 {称呼},请问办理什么业务\"]"),
    ("attributes are no variables", "DEMO-GREET.body+: \"\\n本话术用于早班。 {#early}\\n\""),
    ("a vow of what is promised", "DEMO-GREET.body+: \"\\n**店员**:“我们保证 10 分钟内叫到您。”\\n\""),
    (
        "a score out of its weight",
        "DEMO-VISIT.items.repeat.weight: 30\nDEMO-VISIT.items+: [{id: talk, text: 讲解打分, type: score, pass: ≥ 8 分, weight: 10}]",
    ),
    ("what is told to customers may be longer", "DEMO-SERVE.steps.greet.does: 店员告知顾客 20 分钟内叫到号码"),
    ("a condition on the other side", 'body+: "\\n- 办理用时超过 20 分钟的，店员应说明原因。 {#late metric=handle}\\n"'),
    ("kept as the clause says", "body+: \"\\n- 店员应将登记表保存 180 天。 {#keep}\\n\"\nDEMO-CARD.items+: [{id: kept, text: 登记表保存满 180 天, type: yes-no, clause: DEMO-WAIT#keep, pass: 是}]"),
    ("the baseline in prose", 'metrics.handle.baseline: {value: 20, period: 2025 年, source: 计时表}\nbody+: "\\n## 说明\\n\\n办理时长从 20 分钟降至 12 分钟，缩短 40%。\\n"'),
    ("a scale with its unit at both ends", "DEMO-SURVEY.items+: [{id: mood, text: 您给店员打几分（1 分至 5 分）, type: score}]"),
    ("given away as the remedy says", "promises.wait-10.remedy: 全额退款\nDEMO-GREET.body+: \"\\n**店员**:“今天没有做到，全额退款。”\\n\""),
    ("not given away", "DEMO-GREET.body+: \"\\n**店员**:“这项业务不能免费办理。”\\n\""),
    ("nine of ten, P90", 'body+: "\\n- 十位顾客中至少九位应在 5 分钟内被叫到。 {#nine metric=wait}\\n"'),
    ("remedies by steps, the first from the promise", "promises.wait-10.remedy: 超过 10 分钟的，免收手续费;超过 20 分钟的，另赠券 1 张"),
    ("a trigger at the first level", "DEMO-FIRE.trigger: 停电超过 30 分钟\nDEMO-FIRE.plan.levels: [{name: 一级, when: 停电超过 60 分钟}, {name: 二级, when: 停电超过 30 分钟且不超过 60 分钟}]"),
    ("working days for another duty", 'metrics.handle.unit: 日历日\nDEMO-CARD.items.handle.pass: ≤ 12 日历日\nbody+: "\\n- 店员应在 12 日历日内办完，并在 12 个工作日内存档。 {#done metric=handle}\\n"'),
    ("a count of surveys beside a rate", 'body+: "\\n- 每月回收问卷不少于 400 份，差错率不高于 1%。 {#both metric=right}\\n"'),
    ("a promise to each of ten", "promises.wait-10.text: 每 10 位顾客中至少 9 位取号后 10 分钟内叫到号码。"),
    ("everyone gets the slip, nine of ten are called", "promises.wait-10.text: 90% 的顾客取号后 10 分钟内叫到号码，每位顾客凭号票就座。"),
    (
        "money up to what a tier may give",
        "DEMO-LADDER.tiers.0.authority: 退款，单笔不超过 100 元\nDEMO-LADDER.tiers.0.escalate_if: 4 小时内没有办结，或退款超过 100 元",
    ),
    (
        "levels that meet beside one of another thing",
        "DEMO-FIRE.plan.levels: [{name: 一级, when: 全店停电}, {name: 二级, when: 4 个及以上柜台停电}, {name: 三级, when: 1 至 3 个柜台停电}]",
    ),
    ("a table with a bar in it", 'body+: "\\n## 说明\\n\\n| 时段 | `a|b` |\\n|:--|--:|\\n| 上午 \\\\| 下午 | 3 个 |\\n"'),
    ("a table below its heading", 'body+: "\\n## 说明\\n| 时段 | 窗口 |\\n|---|---|\\n| 上午 | 3 个 |\\n\\n| 时段 | 窗口 |\\n|---|---|\\n| 下午 | 2 个 |\\n"'),
    ("an id in code", 'body+: "\\n## 说明\\n\\n条款末尾写 `{#greet}` 一类的编号。\\n"'),
    ("variables of a script", "DEMO-GREET.body+: \"\\n**店员**:“{称呼}，请坐。”\\n\""),
    ("brackets with a link of their own", 'body+: "\\n## 说明\\n\\n见 [DEMO-SERVE](../processes/serve.md)。\\n"'),
    ("brackets around what is no entry", 'body+: "\\n## 说明\\n\\n见 [GB-15624]。\\n"'),
    (
        "an item for the clause's number of people",
        "body+: \"\\n- 排队满 4 人，店员应在 2 分钟内加开窗口。 {#queue-4}\\n\"\nDEMO-CARD.items+: [{id: q4, text: 排队满 4 人，2 分钟内加开窗口, type: yes-no, clause: DEMO-WAIT#queue-4, pass: 是}]",
    ),
    ("a field to write in", "DEMO-CARD.items+: [{id: note, text: 其他情况记录, type: text}]"),
]


@pytest.mark.parametrize(("name", "code", "change"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_fault_is_found(name: str, code: str, change: str) -> None:
    assert code in codes(change)


@pytest.mark.parametrize(("name", "change"), SOUND, ids=[name for name, _ in SOUND])
def test_sound_variant_passes(name: str, change: str) -> None:
    assert codes(change) == set()


ALONE = [
    ("target and limit the wrong way round", "MSR001", "metrics.wait.target: 10\nmetrics.wait.limit: 5"),
    ("the unit of another type", "MSR005", "metrics.wait.unit: 元"),
    ("a step's id used twice", "FMT027", "DEMO-SERVE.steps.follow.id: serve"),
]
"""One slip of the hand each: what follows from it in the same entry is not told as well, with edits that would make it worse."""


@pytest.mark.parametrize(("name", "code", "change"), ALONE, ids=[name for name, _, _ in ALONE])
def test_one_slip_is_one_finding(name: str, code: str, change: str) -> None:
    owner = change.partition(".")[0] if change.startswith("DEMO-") else "DEMO-WAIT"
    assert {each.code for each in outcome(change).diagnostics if each.entry == owner} == {code}


MENDS = [
    ("a role by its name", "LNK005", "owner: 店长", "写代码“keeper”"),
    ("a site by its name", "LNK006", "pilot.sites: [一号店]", "写代码“site-1”"),
    ("a sector of the journeys, misspelt", "LNK016", 'sector: pets\nstandards/journeys.yml: "common: [到店, 服务]\\npet: [到院]\\n"', "是否想写“pet”？"),
    ("a full-width sign in a reference", "FMT025", "DEMO-CARD.items.greet.clause: DEMO-WAIT＃greet", "写成“DEMO-WAIT#greet”"),
    ("a Chinese key of which two are called so", "FMT016", "-category:\n类别: time", "键用英文：写成“category”"),
]
"""What the hint says is what mends it."""


@pytest.mark.parametrize(("name", "code", "change", "hint"), MENDS, ids=[name for name, *_ in MENDS])
def test_the_hint_is_the_smallest_edit(name: str, code: str, change: str, hint: str) -> None:
    assert hint in [each.hint for each in outcome(change).diagnostics if each.code == code]


def test_a_slip_in_one_metric_hides_nothing_of_another() -> None:
    swapped = "metrics.right.target: 3\nmetrics.right.limit: 2\n"
    stricter = "promises.wait-10.target: 4 分钟\npromises.wait-10.text: 取号后 4 分钟内叫到您的号码。\npilot.result.wait.value: 3.5\n"
    assert {"MSR001", "PRM001"} <= codes(swapped + stricter)
