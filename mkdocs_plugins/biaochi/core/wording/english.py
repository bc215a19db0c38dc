"""The decision procedure for one English sentence."""

from __future__ import annotations

import re

from biaochi.core.quantity import Mention, find_frequencies, find_quantities, has_number, vague_numerals
from biaochi.core.wording.criteria import kind_of
from biaochi.core.wording.english_normative import level_of, modal_level
from biaochi.core.wording.english_words import english_with
from biaochi.core.wording.findings import Context, Criterion, Finding, Judgement, Terms, finding
from biaochi.core.wording.lexicon import Kind, Token
from biaochi.core.wording.linked import fill, link_criteria
from biaochi.core.wording.quotes import Quote, blank, find_quotes
from biaochi.core.wording.script import fold
from biaochi.core.wording.settle import TIMELY, settles, with_neighbours
from biaochi.core.wording.spans import Span

_EVENT = re.compile(
    r"\b(?:the same (?:working |business )?day|same day|same-day|next (?:working |business )?day|next-day|on arrival|at check-in|at check-out|by close of business|by end of (?:day|shift)|end of (?:the |each |every )?(?:day|shift|month|week|call|visit)|"
    r"start of (?:the |each |every )?(?:day|shift|month|week|call|visit)|before (?:leaving|opening|closing|entering|dispatch|departure|use|each \w+|every \w+|the (?:shift|doors?) \w+)|each shift|every shift|per shift|on every \w+|for every \w+|for each \w+|after (?:each|every) \w+|24/7|24 hours a day|"
    r"by (?:mon|tues|wednes|thurs|fri|satur|sun)day|by noon|by midnight|between uses|in person)\b"
)
_REFERENCE = re.compile(
    r"\b(?:per|in accordance with|according to|as (?:set out|listed|defined|described|specified|shown) in|set out in|listed (?:in|on)|defined in|in line with|meets?|against|under|follow(?:ing)?|using|comply with|see|to|on|by|in|of|from|with)\s+(?:the\s+)?(?:\w+\s+){0,3}?"
    r"(?:annex|appendix|table|figure|clause|section|form|checklist|schedule|iso|gb/t|bs en|en|sop|policy|script|standard|plan|template|worksheet|diagram)\s*(?:[a-z]{0,3}[-/.]?\d[\w.\-]*|[a-z]\b(?! ))|\bchecklist\b|\b[A-Z]{1,5}(?:-[A-Z\d]+)+\b|\bmetric [A-Z\d-]+", re.I
)
_CONDITION = re.compile(r"\b(?:if|when|where|once|after|whenever|unless|in case|should|for (?:customers|guests|patients|calls|orders|parcels|complaints|claims|passengers|children|people|cases|requests))\b[^,]*$")
_SUBJECT_SCOPE = re.compile(r"\b(?:waiting|who|that|which|over|aged|with|than|exceeding|above|below|under|older|younger|worth|of|lasting|longer|delayed|for)\b[^,]*$")
_MORE = re.compile(r"\bmore (?!than\b|or\b|information)[a-z]+(?:ly|ive|ful|able|ible|ent|ant|ous|al|ed|ing|ic)\b")
_AS_POSSIBLE = re.compile(r"\bas [a-z]+(?: [a-z]+)? as (?:possible|practicable|feasible|they can|we can|you can|reasonably \w+)\b")
_TOO = re.compile(r"\b(?:too|so|very|extremely|overly|unduly|excessively) [a-z]+\b")
_HYPHEN = re.compile(r"\b[a-z]+-(?:friendly|centric|centred|centered|focused|oriented|class|first|free|minded|quality|conscious)\b")
_RATE_AFTER = re.compile(r"^(?:[ -][a-z]+){0,2}?[ -](?:rate|score|scores|index|ratio|percentage|rating|survey|nps|target|kpi)\b")
_EXPLAINS = re.compile(r"^[^,.;]{0,24}?(?::|\(| [–—-] |[,;]? ?(?:that is|i\.e\.|meaning|namely|which means|specifically|at least|no later than|by (?:\w+ing)))")
_FLOOR = re.compile(r"\b(?:floor|minimum of|at the latest|no later than|not later than|at least|except (?:in|for|when):|the following (?:cases|conditions|circumstances))\b")
_TARGET = re.compile(r"\b(?:to|at least|below|under|within|no more than|less than|at most|reach|of|by at most|above|over|from)\b[^,.;]{0,12}$|[<>≤≥]")
_NOUN_LEAD = frozenset(["the", "a", "an", "of", "our", "their", "any", "your", "no", "its", "this"])
_SOFT_NEEDS = frozenset(["be handled", "relevant"])


def judge_english(text: str, terms: Terms, context: Context) -> Judgement:
    """A judgement on English text; offsets are those of ``text``."""
    folded = fold(text)
    quotes = find_quotes(folded)
    plain = blank(folded, quotes)
    lower = plain.lower()
    tokens = english_with(terms.words).scan(lower)
    _, modal = modal_level(lower)
    criteria = find_criteria(plain, lower, quotes, modal)
    level = level_of(plain, lower, quotes, context.setting, any(c.binds and c.kind not in ("event", "reference") for c in criteria))
    if level in ("none", "permission"):
        return Judgement(False, level, False, (), criteria)
    criteria += link_criteria(context)
    binding = [criterion for criterion in criteria if criterion.binds]
    acts = count_acts(lower, tokens, modal)
    found = find_spans(lower, tokens)
    binding = [c for c in binding if not any(s.category == "absolute" and s.start <= c.start < s.end for s in found)]
    open_spans = [s for s in found if not _settled(lower, s, binding, tokens, acts)]
    open_spans = with_neighbours(lower, open_spans, found)
    findings = [
        finding(s.start, s.end, text[s.start : s.end], s.category, True, fill(s.category, s.rewrite, context, True)) for s in open_spans
    ]
    if not findings and not (acts or _provides(lower, tokens, modal) or _prohibits(lower, tokens) or _bound(binding, tokens, modal)):
        findings = _no_action(text, lower, tokens, modal)
    return Judgement(True, level, not findings, tuple(findings), criteria)


def find_criteria(plain: str, lower: str, quotes: tuple[Quote, ...], modal: int) -> tuple[Criterion, ...]:
    """Figures, events, references and obliged speech, in order."""
    found = [Criterion(q.start, q.end, plain[q.start : q.end], "speech") for q in quotes if q.speech]
    for start, end, frequency in find_frequencies(plain):
        if frequency.kind == "periodic":
            found.append(Criterion(start, end, plain[start:end], "frequency"))
    if has_number(plain):
        for mention in find_quantities(plain):
            kind = kind_of(mention)
            if kind:
                found.append(Criterion(mention.start, mention.end, mention.text, kind, _binds(lower, mention, kind, modal)))
    for pattern, kind in ((_EVENT, "event"), (_REFERENCE, "reference")):
        for match in pattern.finditer(lower if kind == "event" else plain):
            found.append(Criterion(match.start(), match.end(), plain[match.start() : match.end()], kind))
    return tuple(sorted(found, key=lambda criterion: criterion.start))


def _binds(lower: str, mention: Mention, kind: str, modal: int) -> bool:
    """Whether a figure bounds what is required; conditions and descriptions of the subject only set the scope."""
    before = lower[: mention.start]
    within = re.search(r"\b(?:within|by|in under|in less than|no later than)\s*$", before) or lower[mention.start : mention.start + 7] in ("within ", "no late")
    if mention.approximate and mention.bound is None:
        return False
    if within:
        return True
    if _CONDITION.search(before):
        return kind == "frequency"
    if 0 <= mention.start < modal:
        return kind == "percent" and not _SUBJECT_SCOPE.search(before[-16:]) or mention.every and kind != "count" or bool(re.match(r"\s*(?:no|not|at least|at most|fewer)\b", lower[: mention.end]))
    return not (kind == "count" and modal < 0 and mention.bound is None and mention.start < 3)


def count_acts(lower: str, tokens: list[Token], modal: int) -> int:
    """Observable acts (not used as nouns) and concrete things named after the modal verb."""
    count = 0
    for token in tokens:
        if token.start < modal:
            continue
        if token.is_a(Kind.STATE):
            count += 1
        elif token.is_a(Kind.ACT) and not token.is_a(Kind.VAGUE):
            before = lower[: token.start].split()[-1:]
            count += not (before and before[0] in _NOUN_LEAD)
    return count


def find_spans(lower: str, tokens: list[Token]) -> list[Span]:
    """Vague spans that are not part of a metric's name, in order."""
    found = []
    for token in tokens:
        if token.is_a(Kind.VAGUE) and not token.is_a(Kind.TERM) and not _RATE_AFTER.match(lower[token.end : token.end + 40]):
            if _harmless(lower, token, tokens):
                continue
            found.append(Span(token.start, token.end, token.word.category, token.word.rewrite, token.is_a(Kind.SOFT)))
    taken = {at for span in found for at in range(span.start, span.end)}
    for pattern, category in ((_MORE, "compare"), (_AS_POSSIBLE, "degree"), (_TOO, "degree"), (_HYPHEN, "quality")):
        for match in pattern.finditer(lower):
            if match.start() not in taken and not any(t.start <= match.start() < t.end and t.is_a(Kind.TERM) for t in tokens):
                found.append(Span(match.start(), match.end(), category))
    for start, end in vague_numerals(lower):
        if start not in taken:
            found.append(Span(start, end, "quantity"))
    return sorted(found, key=lambda span: span.start)


def _harmless(lower: str, token: Token, tokens: list[Token]) -> bool:
    """Homographs: about the service, around the lobby, most in a superlative, some of speech."""
    word, after, before = token.word.text, lower[token.end : token.end + 12], lower[: token.start].rstrip()
    if word in ("about", "around", "nearly", "almost", "circa", "approximately", "roughly"):
        return not re.match(r"\s*(?:\d|[a-z]+ty\b|ten|five|two|three|half|an? (?:hour|dozen|week|month|day|minute))", after)
    if word in ("never", "under no circumstances", "at no time", "ever"):
        return _prohibits(lower, tokens)
    if word in ("may vary", "more", "most") and re.match(r"\s*(?:than|\w+ed|recent)", after):
        return True
    if word == "light" and re.search(r"\b(?:the|a|traffic|warning|red|green)$", before):
        return True
    return word in ("needs", "experience", "values", "brand", "environment") and bool(re.search(r"\b(?:who|customer|if|year|years)$", before))


def _settled(lower: str, span: Span, binding: list[Criterion], tokens: list[Token], acts: int) -> bool:
    said, after = lower[span.start : span.end], lower[span.end :]
    if span.category == "escape":
        if said == "aim to" and re.search(r"\btarget\b", lower) and binding:
            return True
        return bool(binding) and bool(_FLOOR.search(after)) and not re.match(r"\s*\w+ to", after[:0])
    if span.soft and (acts or binding):
        return True
    if said in ("immediately", "at once", "instantly", "promptly") and re.search(r"\b(?:stop|evacuat|alarm|emergency|999|911|112|fire|shut (?:off|down)|isolat|cut off|power off|ambulance|police|close the (?:valve|line))", lower):
        return True
    match = _EXPLAINS.match(after)
    if match and span.category not in ("list", "actor"):
        at = span.end + match.end()
        if any(c.start >= at - 14 for c in binding) or any(t.start >= at and t.is_a(Kind.ACT | Kind.STATE) for t in tokens):
            return True
    if any(c.kind == "reference" for c in binding) and span.category not in ("list", "actor"):
        return True
    if span.category == "compare":
        return any(c.kind in ("percent", "measure", "time", "count") and _TARGET.search(lower[: c.start + 3]) and re.search(r"\bto\b|\bfrom\b|below|under|at least|no more|less than|within|compared|baseline|versus", lower[span.end :]) for c in binding)
    return settles(span.category, said, binding) and (span.category != "time" or any(c.kind in TIMELY for c in binding))


def _provides(lower: str, tokens: list[Token], modal: int) -> bool:
    """“provide a ramp”: a light verb with a concrete object."""
    for token in tokens:
        if token.is_a(Kind.PROVIDE) and token.start >= modal:
            thing = re.match(r"[^,.;:]*", lower[token.end :])
            end = token.end + (thing.end() if thing else 0)
            inner = [t for t in tokens if token.end <= t.start < end]
            if end - token.end > 2 and not any(t.is_a(Kind.OBJECT | Kind.ABSTRACT | Kind.VAGUE) for t in inner):
                return True
    return False


def _bound(binding: list[Criterion], tokens: list[Token], modal: int) -> bool:
    """A figure decides by itself; how often or on which occasion does so only with something that is done."""
    kinds = {criterion.kind for criterion in binding}
    if kinds - {"frequency", "event"}:
        return True
    return bool(kinds) and not any(t.start >= modal and t.is_a(Kind.ABSTRACT) for t in tokens)


def _prohibits(lower: str, tokens: list[Token]) -> bool:
    """A prohibition of an act; “must not be annoying” forbids a manner."""
    match = _PROHIBITION.search(lower)
    if not match or re.match(r"\s*be (?!\w+(?:ed|en|ept|eft|old|ent|ut|aid|ade|own|iven)\b)", lower[match.end() :]):
        return False
    return not any(t.start >= match.end() and t.is_a(Kind.ABSTRACT | Kind.VAGUE) and not t.is_a(Kind.SOFT) for t in tokens)


_PROHIBITION = re.compile(r"\b(?:shall not|must not|may not|should not|shouldn't|do not|don't|cannot|never|no \w+ (?:shall|may|must)|not permitted|not allowed|prohibited|forbidden|will not)\b")


def _no_action(text: str, lower: str, tokens: list[Token], modal: int) -> list[Finding]:
    category = "number-trap" if re.search(r"\d", lower) else "no-action"
    spans = [(t.start, t.end) for t in tokens if t.is_a(Kind.ABSTRACT) and t.start >= modal]
    if not spans:
        start = re.match(r"\w+\s*", lower[modal:]) if modal >= 0 else None
        begin = modal + start.end() if start else 0
        spans = [(begin, len(text.rstrip(" .")))]
    return [finding(start, end, text[start:end], category, True) for start, end in spans]
