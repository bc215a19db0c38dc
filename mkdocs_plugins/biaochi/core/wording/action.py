"""Whether a Chinese sentence without a figure names an act or state that two observers would agree on."""

from __future__ import annotations

import re

from biaochi.core.regex import regex
from biaochi.core.wording.lexicon import Kind, Token, pattern

_SINGLE_ACT = pattern("single_act")
_MOVES = regex(r"[将把][^,。;]{1,14}?[\u4e00-\u9fff](?:开|出|入|上|下|至|到|回|给|在|于|走)")
_STATE = pattern("state")
_ABSENCE = pattern("absence")
_LISTED = pattern("listed")
_DIRECTED = pattern("directed")
_HANDLED = pattern("handled")
_HOLDS = pattern("holds")
_PROHIBITION = regex(r"不得|不应|不准|不许|严禁|禁止|切勿|请勿|不要|不可|不能|勿")
_HOLLOW = frozenset(
    [
        "落实",
        "贯彻",
        "贯彻落实",
        "践行",
        "弘扬",
        "坚持",
        "秉持",
        "秉承",
        "发扬",
        "树立",
        "推行",
        "营造",
        "彰显",
        "展现",
    ]
)
_PART_END = regex(r"[,;:。]")
_OCCASION = regex(r"(?:时|后|前|的|者|期间|中|之际|以后|之前)$")
_OBJECT_STOP = regex(r"[,。;、(:]|$")


def acting_parts(text: str, modal: int) -> list[tuple[int, int]]:
    """The stretches that may say what is done: after the modal verb, and earlier parts that are no mere
    occasion.

    “客人落座后,茶水要跟得上” names an act, but as the occasion;
    “双手递交,并应报出姓名” names one that is required.
    """
    if modal < 0:
        return [(0, len(text))]
    parts, start = [(modal, len(text))], 0
    for match in _PART_END.finditer(text, 0, modal):
        if not _OCCASION.search(text[start : match.start()]):
            parts.append((start, match.start()))
        start = match.end()
    return parts


def names_act(text: str, tokens: list[Token], parts: list[tuple[int, int]]) -> bool:
    """Whether the given parts of a folded text name an observable act or state."""
    hollow = [token.end for token in tokens if token.word.text in _HOLLOW]
    for token in tokens:  # most sentences that name one do it by a word of the list
        if (
            token.word.kind & _ACT_OR_STATE
            and any(start <= token.start < end for start, end in parts)
            and not any(at <= token.start and not _PART_END.search(text, at, token.start) for at in hollow)
        ):
            return True
    taken = {at for token in tokens if token.end - token.start > 1 for at in range(token.start, token.end)}
    return any(_shows_act(text, start, end, tokens, taken) for start, end in parts)


_ACT_OR_STATE = Kind.ACT | Kind.STATE


def _shows_act(text: str, start: int, end: int, tokens: list[Token], taken: set[int]) -> bool:
    """Whether a stretch names an act or state by its form: 放入柜内, 折好毛毯, 把椅子归到原位, 记下姓名和电话, 无破损,
    持救生员证.
    """
    return (
        any(_concrete(match, tokens) for match in _LISTED.finditer(text, start, end))
        or any(True for _ in _ABSENCE.finditer(text, start, end))
        or any(_moves_a_thing(match, tokens, taken) for match in _DIRECTED.finditer(text, start, end))
        or any(_moves_a_thing(match, tokens, taken) for match in _HANDLED.finditer(text, start, end))
        or any(True for _ in _HOLDS.finditer(text, start, end))
        or any(_moves(match, tokens) for match in _MOVES.finditer(text, start, end))
        or any(match.start() not in taken for match in _SINGLE_ACT.finditer(text, start, end))
        or any(True for _ in _STATE.finditer(text, start, end))
    )


def _moves(match: re.Match[str], tokens: list[Token]) -> bool:
    """把椅子归到原位, but not 把服务提升到新高度."""
    return not any(
        match.start() <= t.start < match.end() + 2 and t.is_a(Kind.ABSTRACT | Kind.VAGUE) for t in tokens
    )


def _moves_a_thing(match: re.Match[str], tokens: list[Token], taken: set[int]) -> bool:
    """放入柜内, but not 开出实效: what is moved is no abstraction."""
    if match.start() in taken:
        return False
    return not any(match.end() <= t.start < match.end() + 3 and t.is_a(Kind.OBJECT) for t in tokens)


def _concrete(match: re.Match[str], tokens: list[Token]) -> bool:
    """A closed list (记下人数、时间、姓名和电话), or a place of record, without an abstract word in it."""
    return not any(
        match.start() - 2 <= t.start < match.end() + 2 and t.is_a(Kind.ABSTRACT | Kind.VAGUE | Kind.OBJECT)
        for t in tokens
    )


def provides(text: str, tokens: list[Token], modal: int) -> bool:
    """提供饮用水, 配备轮椅: a light verb with a concrete object (not 服务, 帮助, 氛围 …)."""
    for token in tokens:
        if token.start < modal or not token.is_a(Kind.PROVIDE):
            continue
        stop = _OBJECT_STOP.search(text, token.end)
        thing = text[token.end : stop.start() if stop else len(text)].strip("了着过 ")
        if thing and not _abstract_end(tokens, token.end + len(thing)):
            return True
    return False


def _abstract_end(tokens: list[Token], end: int) -> bool:
    return any(
        abs(token.end - end) <= 1 and token.is_a(Kind.OBJECT | Kind.ABSTRACT | Kind.VAGUE) for token in tokens
    )


def prohibits(text: str, tokens: list[Token]) -> bool:
    """A prohibition of something that is seen when it is done; not of a manner (不得晦涩难懂)."""
    match = _PROHIBITION.search(text)
    if not match:
        return False
    rest = _PART_END.split(text[match.end() :], maxsplit=1)[0]
    if (len(rest) in (4, 5) and not _DIRECTED.search(rest)) or len(rest) < 2:
        return False
    return not any(
        match.end() <= t.start < match.end() + 3 and t.is_a(Kind.ABSTRACT | Kind.VAGUE) for t in tokens
    )


def abstract_spans(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where abstract verbs stand, to show what keeps the sentence from being checked."""
    return [
        (token.start, token.end) for token in tokens if token.is_a(Kind.ABSTRACT) and not token.is_a(Kind.ACT)
    ]
