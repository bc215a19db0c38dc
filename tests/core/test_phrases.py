"""Redlines by phrase: whole phrases, figures with their units, the verbs that require."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biaochi.core.clauses import read_body
from biaochi.core.diff.phrases import phrases, redline, redline_bodies


def marked(before: str, after: str) -> str:
    signs = {"=": "{}", "-": "[-{}-]", "+": "[+{}+]"}
    return "".join(signs[piece.sign].format(piece.text) for piece in redline(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "从取号到叫号，90% 的顾客应在 5 分钟内被叫到。",
            "从取号到叫号，90% 的顾客应在 4 分钟内被叫到。",
            "从取号到叫号，90% 的顾客应在 [-5 分钟-][+4 分钟+]内被叫到。",
        ),
        ("店员应起身问候。", "店员宜起身问候。", "店员[-应-][+宜+]起身问候。"),
        ("先登记，再发号，最后引导。", "先登记，最后引导。", "先登记，[-再发号，-]最后引导。"),
        ("先登记。", "先登记。", "先登记。"),
        (
            "店员应复述业务名称和金额，顾客点头后再提交。",
            "店员应复述业务名称、金额和收款账户，顾客口头确认后再提交。",
            "店员应复述业务名称[-和金额-][+、金额和收款账户+]，顾客[-点头-][+口头确认+]后再提交。",
        ),
        ("等候是离开的原因。", "忙时请多开一个柜台。", "[-等候是离开的原因。-][+忙时请多开一个柜台。+]"),
        ("不得离岗。", "不宜离岗。", "[-不得-][+不宜+]离岗。"),
    ],
)
def test_redline(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


@given(
    st.text(alphabet="应宜在5分钟内，。不得起身（）a 1%", max_size=40),
    st.text(alphabet="应宜5分钟，。起身a ", max_size=40),
)
def test_nothing_is_lost(before: str, after: str) -> None:
    assert "".join(phrases(before)) == before
    pieces = redline(before, after)
    assert "".join(p.text for p in pieces if p.sign != "+") == before
    assert "".join(p.text for p in pieces if p.sign != "-") == after


def test_bodies_block_by_block() -> None:
    old = read_body("a.md", "## 要求\n\n- 店员应起身。 {#a}\n- 店员应问候。 {#b}\n", 1)
    new = read_body("a.md", "## 要求\n\n- 店员应起身。 {#a}\n- 店员应微笑着问候。 {#b}\n\n新的一段。\n", 1)
    lines = list(redline_bodies(old, new))
    assert [line.changed for line in lines] == [False, False, True, True]
    assert lines[0].kind == "heading"


def test_much_of_the_same_is_replaced_as_a_whole() -> None:
    """Comparing would take longer than the square of it."""
    before, after = "应尽快，" * 2_000, "应立即，" * 2_000
    assert [(piece.sign, piece.text) for piece in redline(before, after)] == [("-", before), ("+", after)]
    assert [piece.sign for piece in redline(before, before)] == ["="]
