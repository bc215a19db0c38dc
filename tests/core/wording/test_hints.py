"""What a finding says: fitting the kind of word, in the language and script of the sentence."""

from __future__ import annotations

import re

import pytest

from biaochi.core.wording import CODES, Context, judge
from biaochi.core.wording.lexicon import read_data, read_lexicon
from biaochi.core.wording.script import is_traditional


@pytest.mark.parametrize(
    ("text", "said", "why", "rewrite"),
    [
        ("投诉应做好登记。", "做好", "做到什么样算好", "完成的标志"),
        ("退费应按有关规定办理。", "有关规定", "哪份文件的哪一条", "编号和条款"),
        ("异议应交有关部门复核。", "有关部门", "哪个部门", "岗位名"),
        ("不得推诿。", "推诿", "要禁止的", "禁止的言行"),
        ("员工应有服务意识。", "服务意识", "看不见", "动作"),
        ("厅内应保持整洁。", "整洁", "怎样算", "水渍"),
        ("应尽量当日办结。", "尽量", "只说了努力", "底线"),
        ("应视情况增开窗口。", "视情况", "什么条件", "岗位"),
        (
            "Complaints shall be passed to the relevant team.",
            "relevant team",
            "which role",
            "name the role",
        ),
        ("Staff shall do their best to reply.", "do their best", "an effort", "floor"),
    ],
)
def test_the_hint_fits_the_kind_of_word(text: str, said: str, why: str, rewrite: str) -> None:
    finding = next(f for f in judge(text).findings if f.text == said)
    assert why in finding.why
    assert rewrite in finding.rewrite


def test_a_traditional_sentence_is_answered_in_traditional_characters() -> None:
    for text in ("職員須盡快回覆查詢。", "櫃檯須保持整潔。", "個案由有關部門跟進。", "各組須發揮團隊精神。"):
        for finding in judge(text, lang="zh-Hant").findings:
            assert is_traditional(finding.why + finding.rewrite), finding
    linked = judge("職員須盡快回覆查詢。", context=Context(linked="≤ 5 分鐘")).findings
    assert linked == ()
    assert (
        judge("職員須盡快回覆。", context=Context("promise", "≤ 5 分鐘")).findings[0].rewrite == "在 5 分鐘內"
    )


def test_every_text_has_its_traditional_twin() -> None:
    hints = read_data("hints.json")
    texts = {text for row in hints["zh"] for text in row[2:]}
    texts |= {row["rewrite"] for row in read_lexicon("zh")}
    texts |= {text for code in CODES.values() for text in (code.zh, code.rewrite_zh)}
    assert texts <= hints["hant"].keys()


def test_chinese_texts_use_full_width_signs() -> None:
    hints = read_data("hints.json")
    for text in {text for row in hints["zh"] for text in row[2:]} | {
        row["rewrite"] for row in read_lexicon("zh")
    }:
        assert not re.search(r"[\u4e00-\u9fff][,;:()]", text), text


def test_every_row_belongs_to_a_category() -> None:
    hints = read_data("hints.json")
    assert {row[0] for lang in ("zh", "en") for row in hints[lang]} <= CODES.keys()
