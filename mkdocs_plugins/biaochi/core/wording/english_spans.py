"""Vague spans of an English sentence, the harmless uses of their words, and what settles them."""

from __future__ import annotations

import re
from functools import cache

from biaochi.core.quantity import vague_numerals
from biaochi.core.regex import regex
from biaochi.core.wording.english_criteria import prohibits
from biaochi.core.wording.findings import Criterion
from biaochi.core.wording.lexicon import Kind, Token, pattern, read_data, split_words
from biaochi.core.wording.settle import LIMITS, TIMELY, or_else, settles
from biaochi.core.wording.spans import Span, without_inner

_MORE = pattern("en_more")
_AS_POSSIBLE = pattern("en_as_possible")
_TOO = regex(r"\b(?:too|so|very|extremely|overly|unduly|excessively) [a-z]+\b")
_HYPHEN = pattern("en_hyphen")
_RATE_AFTER = pattern("en_rate_after")
_EXPLAINS = pattern("en_explains")
_FLOOR = pattern("en_floor")
_TARGET = pattern("en_target")
_SAFETY = pattern("en_safety")
_DANGER = pattern("danger_en")
_HARD_ESCAPE = pattern("hard_escape")
_NAME_HEAD = pattern("en_name_head")
_CLAUSE = regex(r"\b(?:if|when|where|unless|while|once|is|are|be|with|for|in|at)\b")
_DEFINITE = regex(r"\b(?:the|this|that|each|every|no)$")
_RAISED = regex(r"\b(?:standards?|levels?|quality|rates?|scores?|awareness|satisfaction|profile|morale|the bar|performance)\b")
_FURTHER = regex(r"\b(?:and|then)\b(?!.*\b(?:and|then)\b)")
_WHY = regex(r"\bbecause\b")
_EXPLICIT_TARGET = pattern("en_explicit_target")
_FAMILIES = (
    (pattern("en_time"), "time"),
    (pattern("en_quantity"), "quantity"),
    (pattern("en_escape"), "escape"),
    (pattern("en_quality"), "quality"),
    (pattern("en_absolute"), "absolute"),
    (pattern("en_well"), "degree"),
    (pattern("en_simile"), "quality"),
    (_MORE, "compare"),
    (_AS_POSSIBLE, "degree"),
    (_TOO, "degree"),
    (_HYPHEN, "quality"),
)


def find_spans(lower: str, tokens: list[Token]) -> list[Span]:
    """Vague spans that are not part of a metric's name, in order."""
    found = []
    for token in tokens:
        if (
            token.is_a(Kind.VAGUE)
            and not token.is_a(Kind.TERM)
            and not _in_rate_name(lower, token)
        ):
            if _harmless(lower, token, tokens):
                continue
            found.append(
                Span(token.start, token.end, token.word.category, token.word.rewrite, token.is_a(Kind.SOFT))
            )
    taken = {at for span in found for at in range(span.start, span.end)}
    for expression, category in _FAMILIES:
        for match in expression.finditer(lower):
            start = match.start() + (match.group()[0] == " ")
            if not any(t.start <= start < t.end and t.is_a(Kind.TERM) for t in tokens):
                found.append(Span(start, match.end(), category))
    found = without_inner(found)
    why = _WHY.search(lower)
    if why and why.start():  # the reason asks for nothing
        found = [s for s in found if s.start < why.start() or "," in lower[why.end() : s.start]]
    for start, end in vague_numerals(lower):
        if start not in taken:
            found.append(Span(start, end, "quantity"))
    return sorted(found, key=lambda span: span.start)


def _in_rate_name(lower: str, token: Token) -> bool:
    """Timely vaccination rate: the word is part of a metric's name; “increase the rate” asks for a change."""
    if token.word.category == "compare" and not token.word.text.endswith(("ed", "ing", "ment", "tion")):
        return False
    return bool(_RATE_AFTER.match(lower[token.end : token.end + 40]))


def without_names(spans: list[Span], lower: str, modal: int, acts: int) -> list[Span]:
    """The spans without those that say, in the subject, which kind of thing is acted upon: priority tags."""
    if not acts:
        return spans
    return [
        span
        for span in spans
        if not (
            span.end < modal
            and lower[span.start : span.end] in _naming("naming_subject")
            and re.match(r" [a-z]", lower[span.end : span.end + 2])
            and not _CLAUSE.search(lower[: span.start])
        )
    ]


@cache
def _naming(key: str = "naming") -> frozenset[str]:
    """Adjectives that name a kind of thing when they stand before its noun."""
    return frozenset(split_words(read_data("words.en.json")[key]))


def _harmless(lower: str, token: Token, tokens: list[Token]) -> bool:
    """Homographs: about the service, around the lobby, most in a superlative, some of speech."""
    word, after, before = token.word.text, lower[token.end : token.end + 12], lower[: token.start].rstrip()
    if word in _naming() and _DEFINITE.search(before) and _NAME_HEAD.match(lower, token.end):
        return True  # the fair value statement, every urgent application
    if word in ("any request", "every request", "all requests"):
        return bool(re.match(r" (?:slip|form|list|log|number|card)", after))
    if word in ("about", "around", "nearly", "almost", "circa", "approximately", "roughly"):
        return not re.match(
            r"\s*(?:\d|[a-z]+ty\b|ten|five|two|three|half|an? (?:hour|dozen|week|month|day|minute))", after
        )
    if word in ("never", "under no circumstances", "at no time", "ever"):
        return prohibits(lower, tokens)
    if word in ("may vary", "more", "most") and re.match(r"\s*(?:than|\w+ed|recent)", after):
        return True
    if word in ("raise", "raises", "raised", "raising"):
        return not _RAISED.search(lower)  # a barrier, a hand, a ticket
    if word == "customer first":
        return before.endswith(" the")
    if word == "at home":
        return bool(re.search(r"\b(?:is|are|be|not|stay|somebody|nobody|customer|patient|everyone)$", before))
    if word == "light" and re.search(r"\b(?:the|a|traffic|warning|red|green)$", before):
        return True
    return word in ("needs", "experience", "values", "brand", "environment") and bool(
        re.search(r"\b(?:who|customer|if|year|years)$", before)
    )


def settled(lower: str, span: Span, binding: list[Criterion], tokens: list[Token], acts: int) -> bool:
    """Whether something in the sentence settles the span; ``acts`` counts its observable acts."""
    said, after = lower[span.start : span.end], lower[span.end :]
    if span.category == "escape":
        if not _HARD_ESCAPE.match(said) and any(c.kind == "reference" for c in binding):
            return True
        if said == "aim to" and re.search(r"\btarget\b", lower) and binding:
            return True
        return bool(binding) and bool(_FLOOR.search(after))
    if span.soft and (acts or binding):
        return True
    if span.category == "actor" and said.startswith("be "):
        return any(c.kind in LIMITS for c in binding)
    if said in ("immediately", "at once", "instantly", "promptly") and (
        acts and (_SAFETY.search(lower) or _DANGER.search(lower[: span.start]))
    ):
        return True
    if or_else(lower, span, binding):
        return False
    match = _EXPLAINS.match(after)
    if match and span.category not in ("list", "actor"):
        at = span.end + match.end()
        if any(c.start >= at - 14 for c in binding) or any(
            t.start >= at and t.is_a(Kind.ACT | Kind.STATE) for t in tokens
        ):
            return True
    if any(c.kind == "reference" for c in binding) and span.category not in ("list", "actor"):
        return True
    if any(c.kind == "speech" for c in binding) and (
        span.category in ("quality", "degree")
        or said in ("immediately", "at once")
        or (_CLAUSE.match(lower) and span.end <= lower.find(","))
    ):
        return True
    if span.category == "compare":
        return any(
            c.kind in ("percent", "measure", "time", "count")
            and _TARGET.search(lower[: c.start + 3])
            and _EXPLICIT_TARGET.search(after)
            for c in binding
        )
    if span.category in ("time", "frequency"):
        binding = [c for c in binding if not _of_another_duty(lower, span, c, tokens)]
    return settles(span.category, said, binding) and (
        span.category != "time" or any(c.kind in TIMELY for c in binding)
    )


def _of_another_duty(lower: str, span: Span, criterion: Criterion, tokens: list[Token]) -> bool:
    """“Agents answer within 20 seconds and resolve the issue promptly”: the seconds are of the answer."""
    if criterion.end > span.start:
        return False
    further = _FURTHER.search(lower, criterion.end, span.start)
    return further is not None and any(
        further.end() <= t.start <= span.end + 1 and t.is_a(Kind.ACT | Kind.ABSTRACT | Kind.LIGHT | Kind.PROVIDE)
        for t in tokens
    )
