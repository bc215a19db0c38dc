"""Informative pages: anybody's Markdown is left alone; an entry that forgot its kind is not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biaochi import demo
from biaochi.core.check import Outcome, check

AS_OF = dt.date(2026, 11, 22)
PATH = "standards/page.md"


def run(text: str) -> Outcome:
    return check({**demo.handbook(), PATH: text}, as_of=AS_OF)


FOREIGN = {
    "empty": "",
    "plain": "# 说明\n\n尽快处理，适当安排。\n",
    "no heading": "一段文字\n",
    "front matter of other tools": "---\nlayout: post\ndate: 2026-01-01\ntags: [a, b]\nhide: [navigation]\n---\n# A\n",
    "a status of another tool": "---\nstatus: deprecated\n---\n# A\n",
    "empty front matter": "---\n---\n# A\n",
    "code": "```python\n[[NOT-A-LINK]]\n{#id}\n```\n\n    缩进的代码 [x](nowhere.md)\n\n`[[NOR-THIS]]` 与 ``[[`THIS`]]``\n",
    "unclosed fence": "````\n```\n[[NOWHERE]]\n",
    "tables": "| a | b |\n|---|--:|\n| `[[X]]` | 2 |\n\n: caption\n",
    "html": "<div align=center>\n<b>粗</b>\n\n文字\n</div>\n<!-- 注释 -->\n",
    "quotes": "> 引用\n> > 再引用\n> - 列表\n",
    "nested lists": "- a\n    - b\n        1. c\n\n            段落\n- [ ] 任务\n- [x] 做好\n",
    "notes": '!!! note "标题"\n    文字\n\n??? tip\n    文字\n\n=== "甲"\n    文字\n',
    "footnotes": "文字[^1]。\n\n[^1]: 注。\n",
    "definitions": "词\n:   义\n\n*[HTML]: 超文本\n",
    "setext": "标题\n====\n\n二级\n----\n",
    "attributes": "文字 {#id .class key=value}\n{: .x }\n",
    "outside links": "[a](https://example.com) <https://example.com> ![p](https://example.com/p.png) [m](mailto:a@b.c)\n",
    "good links": "[流程](../processes/serve.md#steps) [[DEMO-WAIT]] [[DEMO-WAIT#greet|问候]] [[DEMO-WAIT/wait]]\n",
    "anchors": "[上面](#a) [[a]] [[ ]] [[小写]] [x][ref]\n\n[ref]: https://example.com\n",
    "templates": "{{ 7 * 7 }} {% raw %} {# x #} ${x} <% %>\n",
    "long lines": "字" * 20_000,
    "brackets": "[" * 2_000 + "]" * 2_000 + "(" * 500 + "\n" + "*" * 2_000 + "\n" + "`" * 2_001,
    "carriage returns": "# A\r\rB\rC\r\n",
    "controls": "a\x0bb\x0cc\x1fd\x7f\x85e\u2028f\n",
    "joined emoji and arabic": "👩\u200d👩\u200d👧 العربية \u200f\n",
    "tabs": "\t代码\n\t- x\n",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_foreign_markdown_is_not_flagged(text: str) -> None:
    outcome = run(text)
    assert [d for d in outcome.diagnostics if d.location.path == PATH] == []
    assert [page.path for page in outcome.catalogue.pages] == [PATH]


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(list("#-*>`[]()!{}|:=~_<&\\\n\t 1.aA字。，")), max_size=200))
def test_no_body_makes_anything_raise(text: str) -> None:
    outcome = check(
        {PATH: text, "standards/wait.md": demo.handbook()["standards/wait.md"] + text}, as_of=AS_OF
    )
    lines = text.split("\n")
    for found in outcome.diagnostics:
        if found.location.path == PATH:
            assert 1 <= found.location.line <= len(lines)


@pytest.mark.parametrize("line", ["id: x", "version: x", "status: in-force", "owner: x"])
def test_an_entrys_key_without_kind_is_an_error_at_its_line(line: str) -> None:
    outcome = run(f"---\ntitle: 甲\n{line}\n---\n")
    assert [(d.code, d.location.line) for d in outcome.diagnostics if d.location.path == PATH] == [
        ("FMT013", 3)
    ]


@pytest.mark.parametrize("text", ["---\ntitle: [\n---\n", "---\ntitle: 甲\n", "---\n- a\n---\n"])
def test_front_matter_that_cannot_be_read_is_an_error_and_no_page(text: str) -> None:
    outcome = run(text)
    assert outcome.failed
    assert PATH not in [page.path for page in outcome.catalogue.pages]


@pytest.mark.parametrize(
    ("body", "code", "column"),
    [
        ("见[流程](nowhere.md)。", "LNK009", 2),
        ("见[流程](../processes/serv.md)。", "LNK009", 2),
        ("见[口径](#办结口径)。", "LNK009", 2),
        ("见[等候](../standards/wait.md#queues)。", "LNK009", 2),
        ("见 [[DEMO-NOWHERE]]。", "LNK008", 3),
        ("见 [[DEMO-WAIT#nowhere]]。", "LNK008", 3),
        ("见 [[DEMO-WAIT/nowhere]]。", "LNK008", 3),
    ],
)
def test_an_informative_pages_links_are_checked(body: str, code: str, column: int) -> None:
    found = [d for d in run(f"# 说明\n\n{body}\n").diagnostics if d.location.path == PATH]
    assert [(d.code, d.location.line, d.location.column) for d in found] == [(code, 3, column)]
    assert found[0].hint


@pytest.mark.parametrize(
    "link",
    ["#办结口径", "#办结口径_1", "#own", "#top", "../standards/wait.md#queue", "../standards/wait.md#metric-wait", "#"],
)
def test_an_anchor_that_is_there_is_no_finding(link: str) -> None:
    body = f'# 说明\n\n见[这里]({link})。\n\n## 办结 **口径**\n\n## 办结口径\n\n说明。 {{#own}}\n\n<a id="top"></a>\n'
    assert [d for d in run(body).diagnostics if d.location.path == PATH] == []


def test_the_anchors_of_other_tools_are_no_finding() -> None:
    body = "# A\n\n[here](#whats-newthen)\n\n## What's new/then?\n"
    assert [d for d in run(body).diagnostics if d.location.path == PATH] == []
