"""Any text at all: nothing raises, offsets stay inside, the answer is always the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from biaochi.core.wording import FREE, judge, lint_text
from biaochi.core.wording.script import fold

_WORDS = """
应 须 可 宜 不得 及时 尽快 原则上 热情 在 5 分钟内 ≥ 95% 每月 1 次 的 客户 柜员 , 。 : “ ” 《 》 ( ) 等 、 即
約 盡快 職員 shall should may promptly within minutes staff answer calls . \" the is was 12345 第三章 注 时 后
"""
_PIECES = st.sampled_from(_WORDS.split())


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_answer_with_offsets_inside(text: str) -> None:
    for context in (FREE,):
        judgement = judge(text, context=context)
        assert judgement == judge(text, context=context)
        for finding in judgement.findings:
            assert 0 <= finding.start <= finding.end <= len(text)
            assert text[finding.start : finding.end] == finding.text
        assert judgement.flag == bool(judgement.findings)


@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_both_scripts_get_the_same_answer_at_the_same_place() -> None:
    simplified, traditional = judge("职员应尽快处理查询。"), judge("職員應盡快處理查詢。")
    assert [(f.start, f.end, f.code) for f in simplified.findings] == [
        (f.start, f.end, f.code) for f in traditional.findings
    ]


def test_full_width_figures_count() -> None:
    assert judge("热线应及时接听,１５秒内接通率不低于９２%。").verifiable


def test_lines_keep_their_order_and_id() -> None:
    lines = [
        {"id": "b", "lang": "zh-Hans", "text": "应及时处理。"},
        {"id": "a", "lang": "en", "text": "Staff shall knock twice."},
        {"id": 3, "text": None},
    ]
    answers = list(lint_text(lines))
    assert [answer["id"] for answer in answers] == ["b", "a", 3]
    assert answers[0] == {"id": "b", "flag": True, "spans": ["及时"], "code": "WRD001"}
    assert answers[1] == {"id": "a", "flag": False, "spans": [], "code": ""}
    assert not answers[2]["flag"]
