"""Sound sentences with the characters of a vague word: across two words, asked after, set by a measure, counted out."""

from __future__ import annotations

import pytest

from biaochi.core.wording import judge

SEAMS = [
    "客人情绪激动的，值班经理应在 3 分钟内到场。",
    "医生应把病人情况写入病历。",
    "投诉涉及时间认定的，投诉专员应调取录像并签字。",
    "接待员应登记来访人姓名及时间，并请其签字。",
    "库管员应按时间先后排列单据。",
    "会计应按期间汇总发票并打印。",
    "厨师应把配料伴随时间标签一起放入冰箱。",
    "座席达到上限时，系统应播放“请稍后再拨”。",
    "理赔员应核对是否符合理赔条件，并在系统勾选结果。",
    "大堂经理应把综合理财手册递给客户。",
    "护士应测量体温和血压，并记入护理单。",
    "巡检员应抄录水压和气压读数。",
    "维修员应每周到店检查灭火器并签名。",
    "店长应在每周全员会上宣读检查结果。",
    "保安应清点人数次日报送客运部。",
    "客户变更多项信息的，柜员应逐项录入。",
    "质检员应登记所有序列号。",
    "前台应在办公正门张贴公告。",
    "护士测得体温高于 38.5 ℃的，应报告医生。",
    "電工應在不斷電的情況下懸掛警示牌。",
    "装卸工应前进一步后放下踏板。",
]
WORDS = [
    ("店里应有人情味。", "人情味"),
    ("接待员应及时点名。", "及时"),
    ("护士应按时到岗。", "按时"),
    ("会计应按期结账。", "按期"),
    ("技师应随时到场。", "随时"),
    ("客服应限时答复。", "限时"),
    ("前台应合理安排座位。", "合理"),
    ("接待员应语气温和。", "温和"),
    ("接待员应说话和气。", "和气"),
    ("服务应周到。", "周到"),
    ("保安应数次巡查。", "数次"),
    ("排队应有序。", "有序"),
    ("处理投诉应公正。", "公正"),
    ("接待员着装应得体。", "得体"),
    ("领班应不定时巡视大堂。", "不定时"),
    ("接待员应高效完成登记。", "高效"),
]
ASKED = [
    "接待员应询问客人对房间是否满意，并把回答记入系统。",
    "护理员应询问老人是否舒适，并调整床头高度。",
    "药师应询问患者是否按时服药，并记录。",
    "审核员应检查材料是否齐全，缺项的当场列出。",
    "接线员应把工单“处理意见”一栏填全。",
]


SET = [
    "护士应提高床头 30 度。",
    "护士应为患者减少输液滴速至每分钟 40 滴。",
    "工程师应将空调降低 2 ℃。",
    "客房应配备雨伞、拖鞋、牙具、梳子等 4 种物品。",
]
NOT_SET = [
    "门店应提高满意率 3 个百分点。",
    "门店应减少投诉 3 件。",
    "门店应降低差错，室温 26 ℃。",
    "客房应配备雨伞、拖鞋等 4 种物品。",
]


@pytest.mark.parametrize("text", SET)
def test_what_is_set_by_a_measure_or_counted_out_is_sound(text: str) -> None:
    assert not judge(text).flag


@pytest.mark.parametrize("text", NOT_SET)
def test_a_result_or_a_list_with_more_to_come_is_not(text: str) -> None:
    assert judge(text).flag


@pytest.mark.parametrize("text", SEAMS)
def test_the_seam_of_two_words_is_no_vague_word(text: str) -> None:
    assert not judge(text).flag


@pytest.mark.parametrize(("text", "word"), WORDS)
def test_the_word_itself_is_found(text: str, word: str) -> None:
    found = judge(text)
    assert found.flag and any(word in text[f.start : f.end] for f in found.findings)


@pytest.mark.parametrize("text", ASKED)
def test_what_is_asked_or_looked_at_is_not_how_it_is_done(text: str) -> None:
    assert not judge(text).flag


@pytest.mark.parametrize("text", ["接待员应让客人满意，并询问是否续住。", "前台应考虑是否适当延长退房时间。"])
def test_a_question_excuses_only_what_is_asked(text: str) -> None:
    assert judge(text).flag
