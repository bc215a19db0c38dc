"""PRT: what stands on paper fits it, can be read there, and is all there.

Some of it can be judged from the text alone (rules over something); the rest shows only once pages are laid out, and is
said by the press under the same codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.location import Location
from biaochi.core.model import Entry
from biaochi.core.regex import regex
from biaochi.core.rules.prt_blocked import resource_blocked
from biaochi.core.rules.scene import Scene

DEEPEST = 20
"""Levels of lists and quotations: each costs paper width, hundreds stop the layout."""


def sheet_overflows() -> None:
    """一页的表单放不下。

    为什么:
        海报和口袋卡只有一页，放不下的项目到了门店就看不见。
    不通过:
        A6 口袋卡上写了 40 个项目，最小字号 8 pt 时仍需两页
    通过:
        A6 口袋卡上写 15 个项目
    怎么改:
        删减或合并项目，缩短文字，或换大一号的纸。
    """


def type_too_small() -> None:
    """表单上的字小于规定的最小字号。

    为什么:
        柜台边站着看的纸，10 pt 以下多数人看不清；口袋卡和小票最小 8 pt。
    不通过:
        A4 检查表的说明印成 8.5 pt
    通过:
        所有文字不小于 10 pt
    怎么改:
        换大一号的纸，或删减文字。
    """


def image_too_coarse() -> None:
    """图片印出来不到 200 dpi。

    为什么:
        屏幕上清楚的图，印到纸上会发虚，图中的字认不出。
    不通过:
        400 像素宽的图印成 17 厘米宽，只有 60 dpi
    通过:
        1400 像素宽的图印成 17 厘米宽
    怎么改:
        换成像素更多的图，或用矢量图。
    """


def glyph_missing() -> None:
    """字体里没有这个字或符号。

    为什么:
        印出来是空框，读的人不知道少了什么。
    不通过:
        正文里写了表情符号
    通过:
        用文字或常用符号说同一件事
    怎么改:
        换一个常用的字或符号。
    """


def link_without_target() -> None:
    """书内的链接、书签没有去处。

    为什么:
        点了没有反应，或者跳到别处。
    不通过:
        书签指向一页已经不在书里的内容
    通过:
        每个书签和链接都能到达
    怎么改:
        改正链接，或删去它。
    """


def signature_missing() -> None:
    """表单没有签名栏。

    为什么:
        没有签名的检查表，事后不知道是谁查的。
    不通过:
        自定义的表单模板去掉了签名栏
    通过:
        表尾有填写人和复核人两栏
    怎么改:
        在模板里恢复签名栏。
    """


def content_lost() -> None:
    """印出的文件里少了内容。

    为什么:
        少一页、少一个条目的手册看上去和完整的一样。
    不通过:
        排出 40 页，文件里只有 39 页
    通过:
        页数相符，每个条目的编号都能在文字里找到
    怎么改:
        按提示找到缺少的条目，检查它的编号是否印在标题下。
    """


def font_not_pinned() -> None:
    """用了指定以外的字体，或字体没有嵌入。

    为什么:
        换一台机器，字形、行数和页数都会变。
    不通过:
        PDF 里嵌入了本机的宋体
    通过:
        只有指定的字体，全部嵌入
    怎么改:
        检查字体设置，只用指定的字体。
    """


def printing_too_long() -> None:
    """排版超过了时限。

    为什么:
        一份文件不能让整次印刷停下来。
    不通过:
        一万行的表格，一分钟还没有排完
    通过:
        长表拆成几张，或放进数据文件
    怎么改:
        找出过长的表格、过深的嵌套或过大的图形，拆小后再印。
    """


def printing_too_much() -> None:
    """排版用的内存超过了限度。

    为什么:
        一份文件不能拖垮整台机器。
    不通过:
        一张解压后有几亿像素的图片
    通过:
        宽不超过 4000 像素的图片
    怎么改:
        找出过长的表格、过深的嵌套或过大的图片，拆小后再印。
    """


def layout_fault() -> None:
    """排版程序报告了问题。

    为什么:
        排版程序跳过的内容，印出来就没有了。
    不通过:
        表格的一行比表头多出几格
    通过:
        排版程序没有任何报告
    怎么改:
        按报告的内容修改原文；看不懂时反映这个问题。
    """


def nested_too_deep(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """列表或引用嵌套过深。

    为什么:
        纸上每深一层就窄一截；几百层的嵌套会让排版程序停下。
    不通过:
        body+: "\\n>>>>>>>>>>>>>>>>>>>>>>>>> 要等候多久\\n"
    通过:
        body+: "\\n> 要等候多久\\n"
    怎么改:
        把层级减到 20 层以内。
    """
    if _DEEP.search(entry.body.source) is None:
        return
    for number, line in enumerate(entry.body.source.split("\n")):
        depth = _depth(line)
        if depth > DEEPEST:
            at = Location(entry.path, entry.body.line + number, 1, entry.body.line + number, len(line) + 1)
            yield Finding("PRT013", at, f"这里嵌套了 {depth} 层", f"减到 {DEEPEST} 层以内")
            return


_DEEP = regex(rf"^(?:[>*+\-.)\d]|[^\S\n]){{{DEEPEST + 1}}}", re.M)
"""What the beginning of a line that stands so deep consists of: each level takes one character at least."""
_MARKERS = regex(r"(?:[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t]))*[ \t]*")


def _depth(line: str) -> int:
    """How deep a line of Markdown can stand: its markers, and four columns of indentation each."""
    first = line[:1]
    if not (first.isspace() or first.isdigit() or first in ">-*+"):
        return 0  # running text: most lines
    head = _MARKERS.match(line)
    lead = head[0] if head else ""
    if not line.strip():
        return 0
    markers = len(re.findall(r">|[-*+](?=[ \t])|\d+[.)](?=[ \t])", lead))
    indent = len(line[: len(line) - len(line.lstrip())].expandtabs(4)) // 4
    return markers + indent


_SILENT_IMAGE = regex(r"!\[\s*\]\(([^)\s]*)[^)]*\)")


def image_without_words(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """图片没有替代文字。

    为什么:
        看不见图的人（用读屏软件，或图没有印清）不知道图里说什么。
    不通过:
        body+: "\\n![](counter.png)\\n"
    通过:
        body+: "\\n叫号屏在柜台的左边。\\n"
    怎么改:
        在方括号里写出图中的内容。
    """
    if "![" not in entry.body.source:
        return
    for block in entry.body.blocks:
        if block.kind == "code":
            continue
        for match in _SILENT_IMAGE.finditer(block.text):
            yield Finding(
                "PRT014", block.place(match.start(), match.end()), f"图片“{match[1]}”没有替代文字",
                f"写出图中的内容：![内容]({match[1]})",
            )


RULES = (
    Rule("PRT001", "sheet-overflows", Severity.ERROR, sheet_overflows),
    Rule("PRT002", "type-too-small", Severity.ERROR, type_too_small),
    Rule("PRT003", "image-too-coarse", Severity.ERROR, image_too_coarse),
    Rule("PRT004", "glyph-missing", Severity.ERROR, glyph_missing),
    Rule("PRT005", "resource-blocked", Severity.ERROR, resource_blocked, over=Entry),
    Rule("PRT006", "link-without-target", Severity.ERROR, link_without_target),
    Rule("PRT007", "signature-missing", Severity.ERROR, signature_missing),
    Rule("PRT008", "content-lost", Severity.ERROR, content_lost),
    Rule("PRT009", "font-not-pinned", Severity.ERROR, font_not_pinned),
    Rule("PRT010", "printing-too-long", Severity.ERROR, printing_too_long),
    Rule("PRT011", "printing-too-much", Severity.ERROR, printing_too_much),
    Rule("PRT012", "layout-fault", Severity.ERROR, layout_fault),
    Rule("PRT013", "nested-too-deep", Severity.ERROR, nested_too_deep, Entry),
    Rule("PRT014", "image-without-words", Severity.ERROR, image_without_words, Entry),
)
