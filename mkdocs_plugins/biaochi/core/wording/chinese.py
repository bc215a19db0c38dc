"""The decision procedure for one Chinese sentence: normative? criteria, vague spans, settled? else an act."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from biaochi.core.wording.action import abstract_spans, acting_parts, count_acts, prohibits, provides
from biaochi.core.wording.criteria import find_criteria
from biaochi.core.wording.findings import Context, Criterion, Judgement, Level, Setting, Terms
from biaochi.core.wording.hints import explained
from biaochi.core.wording.lexicon import Kind, Token, chinese_with
from biaochi.core.wording.linked import link_criteria
from biaochi.core.wording.names import says_which_kind
from biaochi.core.wording.normative import level_of, modal_level
from biaochi.core.wording.quotes import blank, find_quotes
from biaochi.core.wording.script import fold, is_traditional
from biaochi.core.wording.settle import unsettled, with_neighbours
from biaochi.core.wording.spans import Span, find_spans

_TALK = re.compile(
    r"[我你您吗呢吧]|不是|才|就|了(?=[,。])|怎么|什么|哪|谁|由[^,。]+(?:提供|负责|承担|管理|承办)。?$"
)
_LIMIT = re.compile(r"不(?:得)?(?:超过|少于|低于|高于|晚于)|至多|最[多长迟]")
_TRAP = re.compile(r"\d|[一二两三四五六七八九十百]+(?=[个名位家项类层楼号岁年星心条])")


class _Read(NamedTuple):
    """What a sentence says by itself, whatever metric it is linked to."""

    level: Level
    folded: str
    plain: str
    tokens: list[Token]
    modal: int
    criteria: tuple[Criterion, ...]
    traditional: bool
    acts: int = 0
    given: bool = False
    spans: tuple[Span, ...] = ()


def judge_chinese(text: str, terms: Terms, context: Context, traditional: bool) -> Judgement:
    """A judgement on Chinese text in either script; offsets are those of ``text``."""
    read = _read(text, terms.words, context.setting, traditional)
    level, folded, plain, tokens, modal, criteria, written, acts, given, spans = read
    if level in ("none", "permission"):
        return Judgement(False, level, False, (), criteria)
    found = list(spans)
    criteria = tuple(c for c in criteria + link_criteria(context) if not _part_of_claim(c, found))
    open_spans = unsettled(plain, found, criteria, tokens, acts + given) if found else found
    open_spans = with_neighbours(plain, open_spans, found)
    findings = [explained(span, text, folded, context, written) for span in open_spans]
    if findings:
        return Judgement(True, level, False, tuple(findings), criteria)
    shown = acts or given or prohibits(plain, tokens) or _bound(criteria, tokens, modal)
    if not shown and _demands(plain, tokens, modal):
        findings = [
            explained(span, text, folded, context, written) for span in _no_action(text, plain, tokens)
        ]
    return Judgement(True, level, not findings, tuple(findings), criteria)


@lru_cache(256)
def _read(text: str, words: tuple[str, ...], setting: Setting, traditional: bool) -> _Read:
    """Kept for the few entries at hand: a clause with a metric is judged with it and without."""
    folded = fold(text)
    quotes = find_quotes(folded)
    plain = blank(folded, quotes)
    tokens = chinese_with(tuple(fold(word) for word in words)).scan(plain)
    written = is_traditional(text)  # a label may say so of a sentence whose characters are the same in both
    traditional = traditional or written
    by_modal = modal_level(plain, tokens, traditional)
    modal = by_modal[1]
    criteria = find_criteria(folded if not quotes else plain, quotes, modal)
    binding = any(c.binds and c.kind not in ("event", "reference") for c in criteria)
    level = level_of(plain, tokens, quotes, setting, binding, by_modal)
    if (
        level == "permission"
        and traditional
        and plain[modal : modal + 1] == "得"
        and any(span.category == "escape" for span in find_spans(plain, tokens))
    ):
        level = "requirement"
    if level == "permission" and (
        _binds_elsewhere(plain, tokens, criteria, setting) or _loose_limit(plain, tokens, criteria, modal)
    ):
        level = "requirement"
    if level in ("none", "permission"):
        return _Read(level, folded, plain, tokens, modal, criteria, written)
    acts = count_acts(plain, tokens, acting_parts(plain, modal))
    given = provides(plain, tokens, modal)
    found = find_spans(plain, tokens)
    if acts:
        found = [s for s in found if not says_which_kind(plain, s.start, s.end, tokens, modal)]
    return _Read(level, folded, plain, tokens, modal, criteria, written, acts, given, tuple(found))


def _binds_elsewhere(
    plain: str, tokens: list[Token], criteria: tuple[Criterion, ...], setting: Setting
) -> bool:
    """Whether a sentence with 可 requires something all the same: a half of its own with a limit, or, in a
    promise or an item, the act that is offered.
    """
    if setting in ("promise", "item"):
        return any(c.binds for c in criteria) or bool(count_acts(plain, tokens, [(0, len(plain))]))
    if _usual_half(plain, tokens):
        return True
    start = 0
    for match in re.finditer(r"[;。]|$", plain):
        part = range(start, match.start())
        start = match.end()
        if not any(t.start in part and t.is_a(Kind.MAY) for t in tokens) and any(
            c.binds and c.start in part and c.kind not in ("event", "reference") for c in criteria
        ):
            return True
    return False


def _usual_half(plain: str, tokens: list[Token]) -> bool:
    """“一般当日交付,遇特殊情况可顺延”: the first half requires, and its escape word makes it optional."""
    first = plain.find(",")
    return (
        first > 0
        and not any(t.start < first and t.is_a(Kind.MAY) for t in tokens)
        and any(s.end <= first and s.category == "escape" for s in find_spans(plain, tokens))
        and bool(count_acts(plain, tokens, [(0, first)]))
    )


def _loose_limit(plain: str, tokens: list[Token], criteria: tuple[Criterion, ...], modal: int) -> bool:
    """可视情况延至 14:00, 可适当延长,一般不超过……: a limit that an escape makes optional."""
    limited = any(c.binds and c.kind in ("clock", "time", "percent", "money") for c in criteria)
    if not limited and not _LIMIT.search(plain, modal):
        return False
    return any(s.category == "escape" and not s.soft for s in find_spans(plain, tokens))


def _demands(plain: str, tokens: list[Token], modal: int) -> bool:
    """Whether a sentence without anything to check asks for something: a modal verb, or an abstract one."""
    return modal >= 0 or (any(token.is_a(Kind.ABSTRACT) for token in tokens) and not _TALK.search(plain))


def _part_of_claim(criterion: Criterion, spans: list[Span]) -> bool:
    """The 100% of “100%满意” is part of the claim, not a bound on it."""
    return any(s.category == "absolute" and s.start <= criterion.start < s.end for s in spans)


def _bound(criteria: tuple[Criterion, ...], tokens: list[Token], modal: int) -> bool:
    """A figure decides by itself; how often or on which occasion does so only with something that is done."""
    kinds = {criterion.kind for criterion in criteria if criterion.binds}
    if kinds - {"frequency", "event"}:
        return True
    return bool(kinds) and not any(t.start >= modal and t.is_a(Kind.ABSTRACT) for t in tokens)


def _no_action(text: str, plain: str, tokens: list[Token]) -> list[Span]:
    category = "number-trap" if _TRAP.search(plain) else "no-action"
    spans = abstract_spans(tokens)
    if not spans:
        body = text.rstrip("。;. ")
        start = next((t.end for t in tokens if t.is_a(Kind.MUST | Kind.SHOULD)), 0)
        spans = [(start if start < len(body) else 0, len(body))]
    return [Span(start, end, category) for start, end in spans]
