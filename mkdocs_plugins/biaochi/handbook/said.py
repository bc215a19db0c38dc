"""What the layout engine says in its log, as faults that an editor can mend."""

from __future__ import annotations

import re
from collections.abc import Callable

from biaochi.core.regex import regex
from biaochi.handbook.job import Fault

_KNOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Fault]], ...] = (
    (
        regex(r'\.notdef glyph.*"(.+)" \((U\+[0-9A-F]+)\)', re.S),
        lambda m: Fault("PRT004", f"字体里没有“{m[1]}”（{m[2]}）", "换一个常用的字或符号"),
    ),
    (
        regex(r"Failed to load (?:image|stylesheet|attachment) at '?(?:asset:)?([^' :]*).*?: (.*)", re.S),
        lambda m: Fault("PRT005", f"图片或文件“{m[1]}”没有读入：{_reason(m[2])}", _mended(m[2])),
    ),
    (
        regex(r"Failed to render SVG image (?:asset:)?(\S+)"),
        lambda m: Fault("PRT005", f"矢量图“{m[1]}”画不出来", "重新导出这张图，去掉嵌套的引用和滤镜"),
    ),
    (
        regex(r"No anchor #(\S+) for internal URI|Content discarded: target points to undefined anchor '(.+)'"),
        lambda m: Fault("PRT006", f"书内链接“{m[1] or m[2]}”没有去处", "改正链接，或删去它"),
    ),
    (
        regex(r"Anchor defined twice: '(.+)'"),
        lambda m: Fault("PRT006", f"书内有两处叫“{m[1]}”，链接不知去哪一处", "给其中一处换一个编号"),
    ),
    (
        regex(r'Image "(?:asset:)?(.*)" has no required alt'),
        lambda m: Fault("PRT014", f"图片“{m[1]}”没有替代文字", "在方括号里写出图中的内容：![内容](文件)"),
    ),
)


def _reason(text: str) -> str:
    return re.sub(r"^\w*(?:Error|Refused): ?", "", text.strip())[:200]


_MENDS = {"像素": "把图缩小再放进来：整页宽的图 2000 像素就够", "引用展开": "重新导出这张图，去掉层层嵌套的引用", "能读的": "重新导出为 PNG、JPEG 或普通的 SVG"}
"""Words of a reason → what mends it."""


def _mended(reason: str) -> str:
    return next((mend for word, mend in _MENDS.items() if word in reason), "把文件放进内容文件夹，路径相对于本页书写")


def said(message: str) -> Fault:
    """A line of WeasyPrint's log as a fault; one that is not known is passed on as it is."""
    for pattern, fault in _KNOWN:
        match = pattern.search(message)
        if match:
            return fault(match)
    return Fault("PRT012", f"排版程序报告：{message[:300]}")
