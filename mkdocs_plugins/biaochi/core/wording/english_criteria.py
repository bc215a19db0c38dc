"""What in an English sentence can be verified: figures that bind, events, references, obliged speech,
acts.
"""

from __future__ import annotations

import re

from biaochi.core.quantity import Mention, find_frequencies, find_quantities, has_number
from biaochi.core.regex import regex
from biaochi.core.wording.criteria import kind_of
from biaochi.core.wording.findings import Criterion
from biaochi.core.wording.lexicon import Kind, Token, pattern
from biaochi.core.wording.quotes import Quote

_EVENT = pattern("en_event")
_REFERENCE = pattern("en_reference")
_CONDITION = pattern("en_condition")
_SUBJECT_SCOPE = pattern("en_subject_scope")
_DEFINITE = regex(
    r"\b(?:the|all|both|our|their|its|these|those|every one of|each of|any of)(?: the| our)?\s*$"
)
_WHOSE = regex(
    r"\b(?:who|that|which|aged|worth|weighing|valued at|costing|lasting|staying|over the age of|older than|"
    r"younger than|heavier than|parties of|groups of|orders of|orders over|customers over|patients over|"
    r"guests over|people over|children under|guests under|floors?|rooms?|level|gate|line|counter|window|"
    r"from|between|during|since|in its|in our|for (?:over|more than|the (?:past|last)))\b"
    r"(?: (?:have|has|had|is|are|was|been|waited|spent|stayed|more than|over|at least|under|than|less than|the))*"
    r"\s*$"
)
_BASIS = regex(
    r"^(?:in (?:line|accordance) with|according to|under|per|as (?:set out|stated|required|laid down) (?:in|by))"
    r" (?:the )?(?:clause|section|article|paragraph|chapter|rule|iso|gb|policy|standard|version)\b"
)
_REFERABLE = regex(
    r"(?i:annex|appendix|table|figure|clause|section|form|checklist|schedule|iso|gb/t|\ben\b|sop|policy|"
    r"script|standard|plan|template|worksheet|diagram|metric)|[A-Z]-[A-Z\d]"
)
_FINITE = regex(r"\b(?:is|are|do|does|has|have)\b")
_ADJECTIVE = regex(r"\s*be (?!\w+(?:ed|en|ept|eft|old|ent|ut|aid|ade|own|iven)\b)")
_SUBORDINATE = regex(r"\b(?:if|when|where|unless|who|that|which|because)\b[^,]*$")
_NOUN_LEAD = frozenset(
    ["the", "a", "an", "of", "our", "their", "any", "your", "no", "its", "this", "each", "every", "that"]
)
# What a metric's name ends in, and what stands before it where it is a verb all the same.
_FIGURES = frozenset(["rate", "score", "rates", "scores"])
_VERB_LEAD = frozenset(["must", "shall", "should", "will", "to", "and", "then", "guests", "customers", "staff", "patients", "callers"])
_PROHIBITION = pattern("en_prohibition")
_ROUND_THE_CLOCK = pattern("round_the_clock")
_ROUND_THE_CLOCK_NAME = pattern("round_the_clock_name")


def verb_at(lower: str, tokens: list[Token], modal: int) -> int:
    """Where what is required begins: the modal verb, else the first finite verb; what stands before is the
    subject.
    """
    if modal >= 0:
        return modal
    found = _FINITE.search(lower)
    first = found.start() if found else len(lower)
    for token in tokens:
        if token.start >= first:
            break
        if token.start and token.is_a(Kind.ACT | Kind.ABSTRACT | Kind.LIGHT | Kind.PROVIDE):
            before = lower[: token.start].split()[-1:]
            if not (before and before[0] in _NOUN_LEAD):
                return token.start
    return first if found else 0


def find_criteria(
    plain: str, lower: str, quotes: tuple[Quote, ...], modal: int, tokens: list[Token]
) -> tuple[Criterion, ...]:
    """Figures, events, references and obliged speech, in order."""
    verb = verb_at(lower, tokens, modal)
    found = [Criterion(q.start, q.end, plain[q.start : q.end], "speech") for q in quotes if q.speech]
    for start, end, frequency in find_frequencies(plain):
        if frequency.kind == "periodic":
            found.append(Criterion(start, end, plain[start:end], "frequency"))
    if has_number(plain):
        for mention in find_quantities(plain):
            kind = kind_of(mention)
            if kind:
                found.append(
                    Criterion(
                        mention.start, mention.end, mention.text, kind, _binds(lower, mention, kind, verb)
                    )
                )
    for expression, kind in ((_EVENT, "event"), (_REFERENCE, "reference")):
        if kind == "reference" and not _REFERABLE.search(plain):
            continue
        for match in expression.finditer(lower if kind == "event" else plain):
            binds = kind != "event" or not (
                _ROUND_THE_CLOCK.match(match.group())
                and (match.start() < verb or _ROUND_THE_CLOCK_NAME.match(lower[match.end() :]))
            )
            binds &= kind == "event" or not _BASIS.match(lower[: match.end() + 12]) or match.start() > verb
            found.append(
                Criterion(match.start(), match.end(), plain[match.start() : match.end()], kind, binds)
            )
    return tuple(sorted(found, key=lambda criterion: criterion.start))


def _binds(lower: str, mention: Mention, kind: str, verb: int) -> bool:
    """Whether a figure bounds what is required; conditions and the subject only set the scope."""
    before = lower[: mention.start]
    within = re.search(r"\b(?:within|by|in under|in less than|no later than)\s*$", before) or lower[
        mention.start : mention.start + 7
    ] in ("within ", "no late")
    if mention.approximate and mention.bound is None:
        return False
    if within or before.rfind("(") > before.rfind(")"):
        return True
    if _CONDITION.search(before):
        return kind == "frequency"
    if kind != "percent" and not mention.every and _WHOSE.search(before):
        return False
    if kind == "count" and mention.bound is None and _DEFINITE.search(before):
        return False
    if mention.start < verb:
        return (
            (kind == "percent" and not _SUBJECT_SCOPE.search(before[-16:]))
            or (mention.every and kind != "count")
            or bool(re.match(r"\s*(?:no|not|at least|at most|fewer)\b", lower[: mention.end]))
        )
    return True


def count_acts(lower: str, tokens: list[Token], modal: int) -> int:
    """Observable acts (not used as nouns) and concrete things named after the modal verb."""
    count, abstract = 0, False
    for token in tokens:
        if token.start < modal:
            continue
        abstract = abstract or (token.is_a(Kind.ABSTRACT) and not token.is_a(Kind.PROVIDE | Kind.ACT))
        if token.is_a(Kind.STATE):
            count += not abstract
        elif token.is_a(Kind.ACT) and not token.is_a(Kind.VAGUE):
            before = lower[: token.start].split()[-1:]
            noun = before and (before[0] in _NOUN_LEAD or (token.word.text in _FIGURES and before[0] not in _VERB_LEAD))
            count += not noun
    return count


_SINCE = regex(r" in (?:19|20)\d\d\b")  # established in 1974
_DOCUMENT = regex(
    r"\b(?:notice|form|certificate|label|invoice|receipt|statement|board|sign|screen|display|page|ticket|letter|"
    r"report|card|list|menu|plan|bill|badge|poster|tag|leaflet|map|record|log|register|schedule|panel|website|"
    r"site|app|e-?mail|message|contract|policy|timetable|voucher|docket|slip|sheet|file|stub|plate|sticker)s?\b"
)


def provides(lower: str, tokens: list[Token], modal: int) -> bool:
    """“provide a ramp”: a light verb with a concrete object; make, keep, have … need a listed one."""
    for token in tokens:
        if token.start < modal or not token.is_a(Kind.PROVIDE | Kind.LIGHT) or _SINCE.match(lower, token.end):
            continue
        thing = re.match(r"[^,.;:]*", lower[token.end :])
        end = token.end + (thing.end() if thing else 0)
        inner = [t for t in tokens if token.end <= t.start < end]
        if any(t.is_a(Kind.OBJECT | Kind.ABSTRACT | Kind.VAGUE) for t in inner):
            continue
        shows = token.word.text in ("show", "shows", "shown") and _DOCUMENT.search(lower[: token.start])
        if any(t.is_a(Kind.STATE | Kind.ACT) for t in inner) or (
            (token.is_a(Kind.PROVIDE) or shows) and end - token.end > 2
        ):
            return True
    return False


def bound(binding: list[Criterion], tokens: list[Token], modal: int) -> bool:
    """A figure decides by itself; how often or on which occasion does so only with something that is done."""
    kinds = {criterion.kind for criterion in binding}
    if kinds - {"frequency", "event"}:
        return True
    return bool(kinds) and not any(t.start >= modal and t.is_a(Kind.ABSTRACT) for t in tokens)


def prohibits(lower: str, tokens: list[Token]) -> bool:
    """A prohibition of an act; “must not be annoying” forbids a manner, “who cannot pay” forbids nothing."""
    for match in _PROHIBITION.finditer(lower):
        if _SUBORDINATE.search(lower[: match.start()]):
            continue
        return not _ADJECTIVE.match(lower, match.end()) and not any(
            t.start >= match.end() and t.is_a(Kind.ABSTRACT | Kind.VAGUE) and not t.is_a(Kind.SOFT)
            for t in tokens
        )
    return False
