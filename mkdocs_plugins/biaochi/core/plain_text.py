"""One spelling for word patterns: half width and Simplified, character for character, so that offsets stay."""

from __future__ import annotations

from functools import lru_cache

_TRADITIONAL = (
    "滿满訴诉錯错準准確确時时決决辦办結结達达標标誤误棄弃丟丢損损壞坏複复復复違违規规遺遗檢检報报斷断機机隊队響响應应覆复處处維维審审單单開开"
    "戶户貨货務务總总為为證证諾诺賠赔償偿獎奖罰罚績绩評评優优額额雙双絕绝對对遠远無无萬万頂顶極极電电話话聯联關关閉闭級级緊紧縮缩壓压減减從从變变"
    "點点個个過过後后來来與与適适當当業业營营間间號号線线贈赠視视據据實实際际數数類类門门診诊體体員员會会貴贵團团節节預预約约國国內内終终長长聽听"
)


class Characters(dict[int, int]):
    """Code point to code point, for ``str.translate``; one without an entry stays what it is.

    It is entered when it is first met: the exception that ``translate`` makes of a missing entry costs ten times as much as
    an entry, and most characters of a text have none. Beyond the first plane nothing is kept, so that no text makes it big.
    """

    def __missing__(self, code: int) -> int:
        if code < 0x10000:
            self[code] = code
        return code


_TABLE = Characters(
    {
        **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
        0x3000: 0x20,
        **{ord(_TRADITIONAL[i]): ord(_TRADITIONAL[i + 1]) for i in range(0, len(_TRADITIONAL), 2)},
    }
)


@lru_cache(4096)
def plain(text: str) -> str:
    """``text`` with full-width letters, digits and signs at half width and Traditional characters Simplified."""
    return text if text.isascii() else text.translate(_TABLE)
