"""Every enabled extension of Markdown survives the sanitiser with what it is for; what the handbook adds works too."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.clauses import read_body
from biaochi.pages import bodies, converter
from biaochi.pages.book_links import BookLinks
from biaochi.pages.converter import EXTENSIONS
from biaochi.pages.links import SiteLinks
from biaochi.pages.markdown import Rendered, render_body

OUTCOME = check(demo.handbook(), as_of=dt.date(2026, 11, 22))
HERE = "standards/page.md"
KNOWN = frozenset(
    {HERE, "standards/wait.md", "processes/serve.md", "standards/a b.png", "standards/sub/x.md"}
)
LINKS = SiteLinks.of(OUTCOME.catalogue, KNOWN, HERE)


def rendered(text: str) -> Rendered:
    return render_body(
        read_body(HERE, text, 1), LINKS, lambda *target: "·".join(word for word in target if word)
    )


def html(text: str) -> str:
    return rendered(text).html


SHOWN = {
    "markdown.extensions.abbr": ("HTML\n\n*[HTML]: 超文本", ['<abbr title="超文本">HTML</abbr>']),
    "markdown.extensions.admonition": (
        '!!! warning "小心"\n    文字',
        ['class="admonition warning"', 'class="admonition-title">小心<', "文字"],
    ),
    "markdown.extensions.attr_list": ("文字 **粗**{title=题 lang=en}", ['title="题"', 'lang="en"']),
    "markdown.extensions.def_list": ("词\n:   义", ["<dl>", "<dt>词</dt>", "<dd>义</dd>"]),
    "markdown.extensions.footnotes": (
        "文[^1]\n\n[^1]: 注",
        ['class="footnote-ref"', 'class="footnote"', "注", "回到正文第 1 处脚注"],
    ),
    "markdown.extensions.md_in_html": ("<div markdown>\n**粗**\n</div>", ["<strong>粗</strong>"]),
    "markdown.extensions.sane_lists": ("3. 三\n4. 四", ['<ol start="3">']),
    "markdown.extensions.tables": ("| a | b |\n|:--|--:|\n| 1 | 2 |", ['<th align="left">a</th>', '<td align="right">2</td>']),
    "pymdownx.details": (
        '???+ tip "开"\n    内',
        ["<details", "open", "<summary>开</summary>", 'class="tip"'],
    ),
    "pymdownx.superfences": ("```python\nx = 1\n```", ['class="highlight"', '<span class="n">x</span>']),
    "pymdownx.tabbed": (
        '=== "甲"\n    一\n\n=== "乙"\n    二',
        [
            'class="tabbed-set tabbed-alternate"',
            'type="radio"',
            '<label for="__tabbed_1_2">乙',
            'class="tabbed-block"',
        ],
    ),
    "pymdownx.tasklist": (
        "- [ ] 未\n- [x] 已",
        ['type="checkbox" disabled=""', 'checked=""', 'class="task-list-item"'],
    ),
    "pymdownx.tilde": ("~~删~~ H~2~O", ["<del>删</del>", "<sub>2</sub>"]),
    "pymdownx.mark": ("==标==", ["<mark>标</mark>"]),
}


def test_every_extension_has_its_example() -> None:
    assert set(SHOWN) == set(EXTENSIONS)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_extension_does_what_it_is_for(extension: str) -> None:
    text, shown = SHOWN[extension]
    found = html(text)
    for piece in shown:
        assert piece in found, found


def test_code_with_line_numbers_keeps_its_layout() -> None:
    found = html('```{.python linenums="1" hl_lines="2"}\nx = 1\ny = 2\n```')
    assert all(f'class="{name}"' in found for name in ("highlighttable", "linenos", "linenodiv", "hll"))


def test_notes_without_a_title_get_a_chinese_one() -> None:
    assert ">注意<" in html("!!! warning\n    文字")


def test_radio_buttons_and_labels_of_tabs_belong_together() -> None:
    found = html('=== "甲"\n    一\n\n=== "乙"\n    二')
    assert re.findall(r'<label for="([^"]+)"', found) == re.findall(r'<input[^>]* id="([^"]+)"', found)


# --- cross-links, addresses, headings ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[DEMO-WAIT]]", 'href="wait.html"'),
        ("[[DEMO-WAIT|等候]]", ">等候</a>"),
        ("[[DEMO-WAIT#greet]]", 'href="wait.html#greet"'),
        ("[[DEMO-WAIT/wait]]", 'href="wait.html#metric-wait"'),
        ("[[DEMO-SERVE]]", 'href="../processes/serve.html"'),
        ("`[[DEMO-WAIT]]`", "<code>[[DEMO-WAIT]]</code>"),
        ("[甲](wait.md#a)", 'href="wait.html#a"'),
        ("[甲](../processes/serve.md)", 'href="../processes/serve.html"'),
        ("[甲](sub/x.md)", 'href="sub/x.html"'),
        ("![甲](<a b.png>)", 'src="a%20b.png"'),
        ("[甲](https://example.com/?a=1&b=2)", 'href="https://example.com/?a=1&amp;b=2"'),
        ("[甲](#own)", 'href="#own"'),
        ("[[DEMO-CARD]]", '<span class="bc-missing">'),
        ("[[DEMO-NOWHERE|甲]]", '<span class="bc-missing">甲</span>'),
    ],
)
def test_addresses(text: str, shown: str) -> None:
    assert shown in html(text)


@pytest.mark.parametrize(
    "target", ["nowhere.md", "../../etc/passwd", "/etc/passwd", "../.git/config", "../mkdocs.yml", "..\\x.md"]
)
def test_what_is_not_published_is_not_linked(target: str) -> None:
    found = html(f"[甲]({target}) ![乙]({target})")
    assert "href=" not in found and "src=" not in found
    assert "甲" in found


def test_a_published_picture_stays_in_a_book_and_nothing_else_is_reached_by_its_name() -> None:
    links = BookLinks("DEMO-WAIT", frozenset(), frozenset({"standards/a.svg"}))
    text = "![图](a.svg)\n\n[附件](a.svg)\n\n![图](b.svg)\n"
    shown = render_body(read_body(HERE, text, 1), links, lambda *target: "").html
    assert 'src="asset:standards/a.svg"' in shown
    assert shown.count("asset:") == 1


def test_headings_are_the_tables_of_contents_plain_text() -> None:
    found = rendered("# 题\n\n## 甲 & 乙 `x<y>`\n\n### 丙 {#own}\n\n## 丁")
    assert [(h.level, h.title, [c.id for c in h.children]) for h in found.headings] == [
        (2, "甲 & 乙 x<y>", ["own"]),
        (2, "丁", []),
    ] or [h.title for h in found.headings] == ["甲 & 乙 x<y>", "丁"]
    for heading in found.headings:
        assert f'id="{heading.id}"' in found.html


# --- clauses ---


def clause_html(text: str) -> str:
    body = read_body(HERE, text, 1)
    return render_body(
        body, LINKS, lambda *t: "", lambda clauses: {c.id: (f"<i>{c.number}</i>", f"<b>{c.id}</b>") for c in clauses}
    ).html


@pytest.mark.parametrize(
    "text",
    [
        "文字。 {#a}",
        "- 文字。 {#a metric=wait}",
        "- 第一行\n  第二行。 {#a}",
        "第一行\n第二行。 {#a}",
        "- 外\n    - 文字。 {#a}",
        "1. 外\n\n    段落。 {#a}",
        "文字。\n{: #a }",
        "- **粗**、`码`、[[DEMO-WAIT]]。 {#a}",
        "- [ ] 打勾。 {#a}",
        "- 一。 {#z}\n- 文字。 {#a}\n- 三。 {#y}",
        "| 表 |\n|---|\n| 格 |\n\n文字。 {#a}",
    ],
)
def test_a_clause_carries_its_id_number_and_tools(text: str) -> None:
    found = clause_html(text)
    assert len(re.findall(r'<(?:p|li)\b[^>]*\bid="a"', found)) == 1, found
    assert len(re.findall(r'class="[^"]*\bbc-clause\b', found)) == text.count("{")
    assert found.count("<b>a</b>") == 1
    assert found.count("<i>") == text.count("{")
    assert "{" not in found and "\ue000" not in found and "\ue001" not in found


MARKS = ("[[DEMO-WAIT]]", "**粗**", "_斜_", "`码`", "  \n", "\\*", "[^1]", "[x](x.md)", "![x](a.png)", "<b>", "&amp;", "~~", "==", "HTML")


@settings(max_examples=60, deadline=None)
@given(
    some.lists(some.sampled_from((*MARKS, "等候", "\n- ", "\n\n", "\n## ", " ", "|", "\n|---|\n", "\n\n*[HTML]: 文本\n\n", "\n\n[^1]: 注\n\n")), max_size=20)
)
def test_text_without_marks_comes_out_as_if_all_marks_had_been_looked_for(parts: list[str]) -> None:
    text = "".join(parts)
    shortened = rendered(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(converter, "_MARKING", re.compile(""))
        bodies.recall({})
        assert rendered(text) == shortened


@pytest.mark.parametrize(("first", "short"), [("序", True), ("第 1 周", True), ("**A级**", True), ("改前的意思是", False)])
def test_a_column_of_numbers_takes_no_room_from_the_text_beside_it(first: str, short: bool) -> None:
    made = html(f"| 序 | 做法 |\n|---|---|\n| 1 | 起身问候 |\n| {first} | 复述金额 |\n")
    assert ('class="bc-table bc-short"' in made) is short and made.count("<table") == 1


def test_private_characters_of_a_body_cannot_pretend_to_be_tools() -> None:
    found = clause_html("甲\ue000before:a\ue001乙 {#a}")
    assert found.count("<i>") == 1
