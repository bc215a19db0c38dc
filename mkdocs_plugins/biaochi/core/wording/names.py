"""Vague words that are half of a name: which kind of thing, paper or person a sentence speaks of.

爱心座椅, 冷静期 and 灵活就业人员 promise nothing; neither does what a record says (载明合理期限).
"""

from __future__ import annotations

import re
from functools import cache

from biaochi.core.regex import regex
from biaochi.core.wording.lexicon import Kind, Token, pattern, read_data, split_words

_RECORD = pattern("record")
_NAME_SUFFIX = pattern("name_suffix")
_NOT_CONTENT = frozenset({"list", "actor", "quantity", "escape"})
_IN_PLACE = regex(r"[在于][^,。;]{0,8}$")
_PLACE = regex(
    r"(?!位置|地点|地方|处|时|期|范围|条件|情况|区域|场所|的|地)[\u4e00-\u9fff]{1,12}?(?:上|中|内|里|旁|侧|下|口|前|后|处)"
)
_TOPIC = regex(r"(?:^|[,。;、的与和及或对将把由该本各每])$")
_KIND_OF = regex(r"(?![的地应须要])[\u4e00-\u9fff]{2}")


def names_a_thing(text: str, token: Token, tokens: list[Token]) -> bool:
    """爱心座椅, 便民门诊, 冷静期, 机动车: the word is the first half of a thing's name."""
    if token.end - token.start == 2 and _NAME_SUFFIX.match(text[token.end : token.end + 3]):
        return True
    firsts, heads = _name_parts()
    if token.word.text not in firsts or not heads.match(text, token.end):
        return False
    if token.word.text not in _adverbs():
        return True
    after = next((other for other in tokens if other.start == token.end), None)
    return after is None or not after.is_a(Kind.ACT | Kind.PROVIDE | Kind.ABSTRACT) or after.is_a(Kind.TERM)  # 灵活增开窗口


def in_record(text: str, token: Token) -> bool:
    """载明双方对合理期限无异议: what a record says, unless an adverb or attribute says how it says it."""
    return (
        any(sign in text for sign in "明记注")
        and token.word.category not in _NOT_CONTENT
        and text[token.end : token.end + 1] not in ("的", "地")
        and bool(_RECORD.search(text[: token.start]))
    )


def says_which_kind(text: str, start: int, end: int, tokens: list[Token], modal: int) -> bool:
    """Whether a word says which kind of thing is acted upon: 灵活就业人员应提交……, 在长期不动户申请上加盖……,
    应佩戴有限空间作业证. Only a sentence with an act shows that it does.
    """
    kinds, papers = _kinds()
    word = text[start:end]
    if word not in kinds or not _KIND_OF.match(text, end):
        return False
    after = next((token for token in tokens if token.start == end), None)
    if after is not None and after.is_a(Kind.ACT | Kind.ABSTRACT | Kind.PROVIDE | Kind.OBJECT):
        return False
    if end < modal and _TOPIC.search(text[:start]):
        return True
    if _IN_PLACE.search(text[:start]) and _PLACE.match(text, end):
        return True
    return word in papers and any(token.end == start and token.is_a(Kind.ACT) for token in tokens)


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    terms = read_data("terms.zh.json")
    papers = frozenset(split_words(terms["papers"]))
    return frozenset(split_words(terms["names"])) | papers, papers


@cache
def _adverbs() -> frozenset[str]:
    """Words that name a kind before a noun, and say how before a verb."""
    return frozenset(split_words(read_data("terms.zh.json")["adverbs"]))


@cache
def _name_parts() -> tuple[frozenset[str], re.Pattern[str]]:
    terms = read_data("terms.zh.json")
    heads = sorted(split_words(terms["name_heads"]), key=len, reverse=True)
    short, long = "".join(h for h in heads if len(h) == 1), "|".join(h for h in heads if len(h) > 1)
    return frozenset(split_words(terms["names"])), re.compile(
        rf"(?![为应须])[\u4e00-\u9fff]{{0,2}}?(?:(?:{long})(?![位点]?地)|[{short}](?![位点]?[的地]))"
    )
