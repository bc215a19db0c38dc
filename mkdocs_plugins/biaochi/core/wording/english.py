"""The decision procedure for one English sentence."""

from __future__ import annotations

import re

from biaochi.core.wording.english_criteria import (
    bound,
    count_acts,
    find_criteria,
    prohibits,
    provides,
    verb_at,
)
from biaochi.core.wording.english_normative import level_of, modal_level
from biaochi.core.wording.english_spans import find_spans, settled, without_names
from biaochi.core.wording.english_words import english_with
from biaochi.core.wording.findings import Context, Judgement, Terms
from biaochi.core.wording.hints import explained_in_english
from biaochi.core.wording.lexicon import Kind, Token
from biaochi.core.wording.linked import link_criteria
from biaochi.core.wording.quotes import blank, find_quotes
from biaochi.core.wording.script import fold
from biaochi.core.wording.settle import with_neighbours
from biaochi.core.wording.spans import Span


def judge_english(text: str, terms: Terms, context: Context) -> Judgement:
    """A judgement on English text; offsets are those of ``text``."""
    folded = fold(text)
    quotes = find_quotes(folded)
    plain = blank(folded, quotes)
    lower = plain.lower()
    tokens = english_with(terms.words).scan(lower)
    _, modal = modal_level(lower)
    criteria = find_criteria(plain, lower, quotes, modal, tokens)
    level = level_of(
        plain,
        lower,
        quotes,
        context.setting,
        any(c.binds and c.kind not in ("event", "reference") for c in criteria),
    )
    if level in ("none", "permission"):
        return Judgement(False, level, False)
    criteria += link_criteria(context)
    binding = [criterion for criterion in criteria if criterion.binds]
    acts = count_acts(lower, tokens, modal)
    found = without_names(find_spans(lower, tokens), lower, verb_at(lower, tokens, modal), acts)
    binding = [
        c for c in binding if not any(s.category == "absolute" and s.start <= c.start < s.end for s in found)
    ]
    open_spans = [s for s in found if not settled(lower, s, binding, tokens, acts)]
    open_spans = with_neighbours(lower, open_spans, found)
    findings = [explained_in_english(span, text, lower, context) for span in open_spans]
    shown = (
        acts or provides(lower, tokens, modal) or prohibits(lower, tokens) or bound(binding, tokens, modal)
    )
    demands = modal >= 0 or any(token.is_a(Kind.ABSTRACT) for token in tokens)
    if not findings and not shown and demands:
        findings = [
            explained_in_english(span, text, lower, context)
            for span in _no_action(text, lower, tokens, modal)
        ]
    return Judgement(True, level, not findings, tuple(findings))


def _no_action(text: str, lower: str, tokens: list[Token], modal: int) -> list[Span]:
    category = "number-trap" if re.search(r"\d", lower) else "no-action"
    spans = [(t.start, t.end) for t in tokens if t.is_a(Kind.ABSTRACT) and t.start >= modal]
    if not spans:
        start = re.match(r"\w+\s*", lower[modal:]) if modal >= 0 else None
        begin = modal + start.end() if start else 0
        spans = [(begin, len(text.rstrip(" .")))]
    return [Span(start, end, category) for start, end in spans]
