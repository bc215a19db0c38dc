"""Quoted passages: whose words they are, and the text with them blanked out.

Words inside a quotation are never our own requirement: they are speech that the clause obliges (“应说:‘……’”), an
example, or a word that is mentioned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]{2,}’|\"[^\"]*\"|《[^《》]*》|`[^`]*`")
_SPEECH = re.compile(
    r"(?:说|讲|问|答|念|道|称|呼|喊|报|复述|询问|征询|问候|告知|回复|答复|提示|提醒|致辞|致歉|道歉|使用|播报|播放|宣读|表述|用语|话术|告别|致谢|"
    r"说出|读出|写明|注明|标明|标注|显示|张贴|印有|悬挂|加盖|写上|填写|输入|发送|回答|应答|表示|统一)(?:为|道|是|:|,)?\s*$"
)
_SPEECH_EN = re.compile(
    r"(?:say|says|saying|ask|asks|asking|state|reads?|words?|phrase|greeting|with|reply|announce|use|display|sign|marked|labell?ed|"
    r"entitled|call out|repeat|question|script|line)s?:?,?\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]`` with its marks; ``speech`` when a verb of saying or showing governs it."""

    start: int
    end: int
    speech: bool
    title: bool


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The quotations of a text in folded spelling; titles in 《》 count as quotations too."""
    if not any(mark in text for mark in "“\"《‘`"):
        return ()
    quotes = []
    for match in _QUOTED.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        speech = bool(_SPEECH.search(before) or _SPEECH_EN.search(before))
        quotes.append(Quote(match.start(), match.end(), speech, match.group().startswith("《")))
    left = text.rfind("“")
    if left > text.rfind("”") and (not quotes or left >= quotes[-1].end):
        quotes.append(Quote(left, len(text), bool(_SPEECH.search(text[max(0, left - 16) : left])), False))
    return tuple(quotes)


def blank(text: str, quotes: tuple[Quote, ...]) -> str:
    """``text`` with the inside of quotations replaced by a neutral character, of the same length."""
    for quote in quotes:
        inside = quote.end - quote.start - 2
        text = text[: quote.start + 1] + "\u25a1" * inside + text[quote.end - 1 :]
    return text
