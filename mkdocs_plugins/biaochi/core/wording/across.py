"""Vague words that are no words where they stand: the end of one word and the beginning of the next.

Chinese is written without spaces: 姓名及时间, 体温和血压 and 每周到店 hold 及时, 温和 and 周到. Nobody cuts the sentence into
words here; for each vague word that this happens to, its neighbours tell.
"""

from __future__ import annotations

from biaochi.core.regex import regex
from biaochi.core.wording.lexicon import Token

_NEVER = r"(?!)"
_TIME = r"间|长(?!途)|段|刻(?!录)|限(?![制期速流额])|序|点(?![名击验清检评燃亮])"
_WEEK = r"[每上下本第隔两一二三四五六七八九十\d]"
_ACROSS = {
    word: (regex(f"(?:{before})$"), regex(after))
    for word, before, after in (
        ("人情", _NEVER, "[绪况形节态]"),
        ("及时", "涉", _TIME),
        ("按时", _NEVER, _TIME),
        ("按期", _NEVER, "[间限]"),
        ("随时", "[伴跟]", "间"),
        ("准时", _NEVER, "间"),
        ("定时", _NEVER, "间"),
        ("实时", _NEVER, "间"),
        ("限时", "[上下年期权极额时有]", "间"),
        ("合理", "[综结整配混集符组联切吻]", "财"),
        ("温和", "[体室气水油液皮常低高恒]", _NEVER),
        ("和气", _NEVER, "[压温体味象候球瓶囊垫管泵阀流]"),
        ("周到", _WEEK, _NEVER),
        ("周全", _WEEK, _NEVER),
        ("数次", _NEVER, "[日月年晨周]"),
        ("多项", "变更", _NEVER),
        ("有序", "[所没]", "列号"),
        ("公正", "办", "[门面]"),
        ("得体", "[测量录]", "[温重征]"),
        ("方便", "双", "[函笺]"),
        ("不断", _NEVER, "[电网]"),
        ("进一步", "前", _NEVER),
    )
}
"""Word → what stands before or behind it where it is none."""


def across_words(text: str, token: Token) -> bool:
    """Whether a word of the lists is only the seam of two others."""
    sides = _ACROSS.get(token.word.text)
    if sides is None:
        return False
    before, after = sides
    return bool(before.search(text[max(0, token.start - 2) : token.start]) or after.match(text[token.end : token.end + 2]))
