"""Bodies: clauses, sentences and links are found at their exact places, in every construct of Markdown."""

from __future__ import annotations

import pytest

from biaochi.core.clauses import Body, read_body
from biaochi.core.sentences import sentences

LINE = 10


def body(text: str) -> Body:
    return read_body("standards/x.md", text, LINE)


def clauses(text: str) -> list[tuple[str, str, str | None]]:
    return [(clause.id, clause.text, clause.metric) for clause in body(text).clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("店员应微笑。 {#smile}", [("smile", "店员应微笑。", None)]),
        ("- 店员应微笑。 {#smile}", [("smile", "店员应微笑。", None)]),
        (
            "* 甲 {#a}\n+ 乙 {#b}\n1. 丙 {#c}\n2) 丁 {#d}",
            [("a", "甲", None), ("b", "乙", None), ("c", "丙", None), ("d", "丁", None)],
        ),
        ("- [ ] 打勾 {#tick}", [("tick", "打勾", None)]),
        ("- 等候 {#q metric=wait}", [("q", "等候", "wait")]),
        ("- 等候 {: #q metric=wait }", [("q", "等候", "wait")]),
        ('- 等候 {#q metric="DEMO-X/wait" .key}', [("q", "等候", "DEMO-X/wait")]),
        ("第一行\n第二行 {#two}", [("two", "第一行\n第二行", None)]),
        ("- 第一行\n  第二行 {#two}", [("two", "第一行\n第二行", None)]),
        ("文字\n{: #own-line metric=wait}", [("own-line", "文字", "wait")]),
        (
            "- 外 {#outer}\n    - 内 {#inner}\n        1. 最内 {#core}",
            [("outer", "外", None), ("inner", "内", None), ("core", "最内", None)],
        ),
        ("- 项目\n\n  同一项的第二段 {#second}", [("second", "同一项的第二段", None)]),
        ("## 标题 {#title}\n\n正文", []),
        ("```\n代码 {#code}\n```", []),
        ("~~~~\n```\n代码 {#code}\n~~~~\n正文 {#text}", [("text", "正文", None)]),
        ("    缩进的代码 {#code}", []),
        ("> 引用 {#quote}", []),
        ("| 表 {#cell} | 格 |\n|---|---|\n| 甲 | 乙 {#cell2} |", []),
        ("!!! note\n    注意 {#note}", []),
        ("<div>\n文字 {#html}\n</div>", []),
        ("文字 {#a b c}", []),
        ("花括号 {名} 不是编号", []),
        ("话术里的 {名}", []),
    ],
)
def test_clauses(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert clauses(text) == expected


def test_clauses_are_numbered_in_order() -> None:
    assert [c.number for c in body("- 甲 {#a}\n\n段落 {#b}\n\n- 丙 {#c}").clauses] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "店员应微笑。 {#smile}",
        "- 第一行\n  第二行 {#smile metric=x}",
        "- 外\n    - 内 {: #smile }",
        "甲\n{: #smile }",
    ],
)
def test_a_clauses_place_is_that_of_its_id(text: str) -> None:
    (clause,) = body(text).clauses
    line = text.split("\n")[clause.at.line - LINE]
    assert line[clause.at.column - 1 : clause.at.end_column - 1] == "#smile"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
        ("甲!乙?丙;丁", ["甲!", "乙?", "丙;", "丁"]),
        ("他说：“好。谢谢！”然后离开。", ["他说：“好。谢谢！”然后离开。"]),
        ("在 5 分钟\n内答复。", ["在 5 分钟 内答复。"]),
        ("甲：\n乙", ["甲：", "乙"]),
        ("Answer in 5 min. Then close it.", ["Answer in 5 min.", "Then close it."]),
        ("版本 1.10 有效。", ["版本 1.10 有效。"]),
        ("**应**在 `5` 分钟内[答复](x.md)。", ["应在 5 分钟内答复。"]),
        ("见 [[DEMO-WAIT|等候]]。", ["见 等候。"]),
        ("（甲。）乙。", ["（甲。）", "乙。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    found = [sentence for block in body(text).blocks for sentence in sentences(block)]
    assert [sentence.text for sentence in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "甲。**应该**立即办理。",
        "- 甲。\n  乙，应该立即办理！",
        "见[甲](x.md)，`码` 应该立即办理。",
        "- 外\n    - 内：[[DEMO-X|甲]]应该立即办理",
    ],
)
def test_a_word_of_a_sentence_is_found_in_the_source(text: str) -> None:
    for block in body(text).blocks:
        for sentence in sentences(block):
            if "立即" in sentence.text:
                start = sentence.text.index("立即")
                at = sentence.place(start, start + 2)
                line = text.split("\n")[at.line - LINE]
                assert line[at.column - 1 : at.end_column - 1] == "立即"
                return
    raise AssertionError("the word was lost")


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[[A-B]] [[A-B|甲]] [[A-B#c]] [[A-B/m]]", ["A-B", "A-B", "A-B#c", "A-B/m"]),
        ("`[[A-B]]` ``[[A-B]]`` \n\n```\n[[A-B]]\n```\n\n    [[A-B]]", []),
        ("| [[A-B]] |\n> [[C-D]]\n# [[E-F]]", ["A-B", "C-D", "E-F"]),
        ("!!! note\n    [[A-B]]", ["A-B"]),
        ("[[]] [[ ]] [[a]b]]", [" ".strip()] * 1),
    ],
)
def test_cross_links(text: str, targets: list[str]) -> None:
    assert [link.target for link in body(text).cross_links()] == targets


def test_cross_links_know_their_place_and_shown_text() -> None:
    (link,) = body("甲\n\n- 乙 [[A-B#c | 显示]] 丙").cross_links()
    assert (link.shown, link.at) == ("显示", ("standards/x.md", LINE + 2, 5, LINE + 2, 19))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[甲](a.md) ![乙](b.png)", ["a.md", "b.png"]),
        ('[甲](a.md#b "题") [乙](<a b.md>)', ["a.md#b", "a b.md"]),
        ("[甲](https://x) [乙](mailto:a@b) [丙](//x)", []),
        ("`[甲](a.md)`", []),
        ("[![图](p.png)](a.md)", ["a.md"]),
    ],
)
def test_page_links(text: str, expected: list[str]) -> None:
    assert [link.target for link in body(text).page_links()] == expected


@pytest.mark.parametrize("heading", ["为什么", "背景与说明", "示例", "Why", "FAQ", "参考资料", "二、制定依据", "附录 A（资料性）算例"])
def test_under_an_informative_heading_text_is_not_judged(heading: str) -> None:
    blocks = body(f"## {heading}\n\n尽快处理。\n\n### 再细\n\n尽快。\n\n## 要求\n\n尽快。").blocks
    assert [b.informative for b in blocks if b.kind == "paragraph"] == [True, True, False]


@pytest.mark.parametrize("heading", ["参考咨询", "资料审核", "航班变更", "目的地接站", "背景音乐", "收费说明", "历史展厅讲解", "Payment terms", "Delivery notes"])
def test_a_service_that_sounds_like_an_explanation_is_judged(heading: str) -> None:
    (block,) = (b for b in body(f"# {heading}服务标准\n\n## {heading}\n\n尽快处理。").blocks if b.kind == "paragraph")
    assert not block.informative
