"""PRT: what a body asks for and neither the site nor the press will fetch: said where it is written, not lost unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.clauses import blank_code
from biaochi.core.diagnostics import Finding
from biaochi.core.model import Entry
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene

_ADDRESS = r"(?:[a-z][a-z0-9+.-]*:|//)[^\s)>\"']*"
_PICTURE = regex(rf"!\[[^\]\n]*\]\(\s*<?({_ADDRESS})|<img\b[^>]*?\bsrc\s*=\s*[\"']?({_ADDRESS})", re.I)
_LINK = regex(
    rf"(?<!!)\[[^\]\n]*\]\(\s*<?(?!https?:|mailto:|tel:|//)({_ADDRESS})"
    rf"|<a\b[^>]*?\bhref\s*=\s*[\"']?(?!https?:|mailto:|tel:|//)({_ADDRESS})",
    re.I,
)
_TAG = regex(
    r"<(applet|audio|base|embed|form|frame|iframe|link|math|meta|noscript|object|script|style|svg|template|video)\b[^>]*>?", re.I
)
_ANY = regex(rf"\(\s*<?{_ADDRESS}|<[a-z]", re.I)
_LONGEST = 60


def resource_blocked(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """图片或文件没有读入。

    为什么:
        网站与印刷只用手册自己的文件，不读别的文件夹，也不向别的主机取；读不到的图印出来是空白，样式与脚本一律不发布。
    不通过:
        body+: "\\n![柜台](https://example.com/counter.png)\\n"
    通过:
        body+: "\\n办理须知见[总局的网页](https://example.com/notice)。\\n"
    怎么改:
        把文件放进内容文件夹，路径相对于本页书写；链接写网址（https://）；正文里不写样式与脚本。
    """
    if _ANY.search(entry.body.source) is None:
        return
    for block in entry.body.blocks:
        if block.kind == "code":
            continue
        text = blank_code(block.text)
        for match in _PICTURE.finditer(text):
            yield Finding(
                "PRT005", block.place(match.start(), match.end()), f"图片“{_short(match)}”不在手册里，网站与印刷都不取",
                "把图片存进内容文件夹，写相对于本页的路径",
            )
        for match in _LINK.finditer(text):
            yield Finding(
                "PRT005", block.place(match.start(), match.end()), f"链接“{_short(match)}”读者打不开",
                "改成网址（https://）或手册里的文件，或删去链接",
            )
        for match in _TAG.finditer(text):
            yield Finding(
                "PRT005", block.place(match.start(), match.end()), f"正文里的 <{match[1].lower()}> 不会发布",
                "删去它；样式由网站与印刷统一给出，图片写成 ![内容](文件)",
            )


def _short(match: re.Match[str]) -> str:
    address = match[1] or match[2]
    return address if len(address) <= _LONGEST else f"{address[:_LONGEST]}…"
