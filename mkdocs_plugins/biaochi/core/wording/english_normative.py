"""Whether an English sentence requires anything, and at what level (shall · should · may)."""

from __future__ import annotations

import re

from biaochi.core.wording.findings import Level, Setting
from biaochi.core.wording.quotes import Quote

MUST = re.compile(
    r"\b(?:shall|must|will|won't|cannot|can't|can not|may not|is to|are to|(?:is|are) (?:not )?(?:required|expected|obliged|prohibited|forbidden|supposed|allowed only)|"
    r"(?:is|are) not (?:permitted|allowed)|needs? to(?! be able)|has to|have to|ought to|do not|don't|does not|doesn't|no one|never)\b"
)
SHOULD = re.compile(r"\b(?:should|shouldn't|recommended|advised|ought)\b")
MAY = re.compile(r"\b(?:may(?! not)|can(?! not|'t)|could|might|need not|needn't|(?:is|are) (?:permitted|allowed|free|entitled|welcome|able)|optional(?:ly)?|at their option|no need to|not necessary)\b")
_LABEL = re.compile(
    r"^\s*\W*(?:notes?|nb|n\.b\.|examples?|e\.g\.|for example|for instance|(?:bad|good|poor|wrong|counter|better|negative|positive|worked|sample)[- ]?(?:examples?|wording|script|practice)|figure|fig\.|table|photo|picture|chart|"
    r"(?:chapter|section|part|annex|appendix|clause|module|schedule|attachment)\s+[\divxa-z]+\b(?!.*\b(?:shall|must|should|will)\b)|q|a|question|answer|faq|script|sample script|suggested script|opening line|greeting|caption|background|rationale|purpose|reason|"
    r"source|sources|references|reference|definition|history|change note|changes|revision note|version note|change log|editor's note|commentary|tip|quote|slogan|motto|vision|mission|title|heading|before|old text|previous wording|customer comment|guest comment|comment|feedback|agent|caller|customer|guest|case study|context|glossary|abbreviations|why)"
    r"\s*\d*(?:\s*\([^)]*\))?\s*[:.—–-]", re.I
)
_LEAD = re.compile(r"^\s*(?:for example|for instance|e\.g\.|as an example|such as|this (?:example|chapter|section|annex|appendix|figure|table|page|document|part|note|clause|guide|handbook|manual))\b", re.I)
_DEFINITION = re.compile(
    r"\b(?:means|refers? to|(?:is|are) defined as|stands for|denotes?|is the (?:share|percentage|proportion|ratio|number|time|average|mean|median|sum|period|interval|difference|total|rate|degree|extent|act|process|count|length)|"
    r"is an abbreviation|is short for|is calculated|are calculated|is computed|is measured (?:as|from|by)|is expressed|divided by|equals|describes?|is understood as|is taken to mean|is a measure|shall mean|is counted (?:as|when)|counts as)\b|(?<![<>])=|"
    r"^(?:in this \w+,?|for the purposes? of)\b"
)
_REPORT = re.compile(
    r"\b(?:was|were|had|rose|fell|grew|told|said|won|took|became|began|led|saw|went|gave|found|showed|stood at|improved (?:by|from|to|after|in)|increased (?:by|from|to|after|in)|decreased (?:by|from|to)|dropped (?:by|to|from|in)|reached \d|averaged|received \d|"
    r"(?:has|have) (?:been|\w+ed|risen|fallen|grown|come|gone|seen|made|become|led|shown|won|taken|had)|(?:over|in|during) (?:the past|recent)|nowadays|these days|traditionally|last (?:year|month|quarter|week|summer|winter|spring|autumn)|this (?:year|month|quarter)'s|in (?:19|20)\d\d|since (?:19|20)\d\d|during (?:19|20)\d\d|ago|yesterday|previously|formerly|historically|"
    r"surveys? (?:show|find|suggest|indicate)|research (?:shows|suggests|indicates)|studies (?:show|suggest)|data (?:show|shows|suggest)|results (?:show|suggest|indicate)|according to (?:a|our|the) (?:survey|study|report)|complained|reported that|reported a|praised|launched|introduced in|renovated|piloted|switched|moved|closed in|opened in|replaced the|respondents|"
    r"(?:most|many|some|few|several|older|younger|regular|business|of) (?:customers|guests|patients|passengers|callers|visitors|respondents|users|people|clients|complaints|diners|shoppers|travellers|residents|members|citizens|merchants|buyers|subscribers)(?: \w+){0,2} (?:say|think|feel|prefer|want|expect|complain|value|like|find|mention|believe|appreciate|report|rate|tend|often|usually|are|come|concern|relate|arise|choose|call|arrive))\b"
)
_DESCRIBE = re.compile(
    r"\b(?:is|are) (?:a|an|the|one|part|located|situated|based|based on|due|among|why|what|how|because|also|often|usually|known|called|named|open|home)\b|"
    r"\b(?:this|these|it|there|that) (?:is|are)\b|"
    r"\b(?:consists?|comprises?|contains?|sets? out|explains?|applies|apply to|reflects?|indicates?|depends?|affects?|influences?|helps?|leads? to|causes?|stems?|comes? from|results? in|replaces?|supersedes?|covers?|outlines?|summari[sz]es|belongs?|lies|includes|"
    r"supports the|contributes?|matters?|drives?|costs?|saves?|tends?|serves \d|employs|operates \d|dates? from|takes effect|comes into force|starts on|expires)\b|"
    r"^(?:customers|guests|patients|passengers|callers|visitors|users|people|clients|citizens|diners|shoppers|travellers|residents|tenants|parents|students|families|buyers)(?: \w+){0,3} (?:value|want|expect|prefer|like|say|complain|feel|appreciate|tend|often|love|dislike|judge|remember|rate|notice|hate|need|trust|look for|enjoy|use|choose)\b|"
    r"^(?:our|the) (?:vision|mission|values?|goal|motto|slogan|purpose|aim|philosophy|belief)\b|\bwe (?:believe|value|are proud|know|understand|recognise|recognize|welcome|thank|love)\b|^(?:thank|welcome|dear|please note|congratulations)\b"
)
_IMPERATIVE_SKIP = frozenset(["the", "a", "an", "our", "this", "these", "each", "every", "all", "no"])


def form_exempts(text: str, quotes: tuple[Quote, ...]) -> bool:
    """Notes, examples, captions, whole quotations, questions."""
    body = text.strip()
    if quotes and quotes[0].start <= text.find(body[0]):
        rest = text[quotes[-1].end :].strip(" .!;,")
        if not rest and sum(q.end - q.start for q in quotes) >= len(body) - 3 - len(quotes):
            return True
    if _LABEL.match(body) or _LEAD.match(body):
        return True
    if re.match(r"^\W*[A-Z]\w*(?: \w+)?: \s*[“\"]", body):
        return True
    return body.rstrip("\"”")[-1:] == "?"


def modal_level(lower: str) -> tuple[Level, int]:
    """The level of the first deciding modal verb, and where it starts (-1 without one)."""
    must, should, may = MUST.search(lower), SHOULD.search(lower), MAY.search(lower)
    if must and may and may.start() < must.start() and re.search(r",|;|\b(?:if|when|which|that|who)\b", lower[may.end() : must.start()]) is None:
        return "permission", may.start()
    if must:
        return "requirement", must.start()
    if should:
        return "recommendation", should.start()
    if may:
        return "permission", may.start()
    return "none", -1


def level_of(text: str, lower: str, quotes: tuple[Quote, ...], setting: Setting, has_criterion: bool) -> Level:
    """The level of a sentence; ``lower`` is the text in lower case with its quotations blanked."""
    if not text.strip() or form_exempts(text, quotes):
        return "none"
    level, at = modal_level(lower)
    lead = lower[:at] if at >= 0 else lower
    if _DEFINITION.search(lead) and not (level == "none" and has_criterion and "=" in lead):
        return "none"
    if _REPORT.search(lead) and not (at < 0 and _passive_limit(lower, has_criterion)):
        return "none"
    if level != "none":
        return level
    if setting == "free":
        if text.rstrip().rstrip("\"”)")[-1:] not in ".!;" and not has_criterion:
            return "none"
        if _DESCRIBE.search(lower) and not has_criterion:
            return "none"
    elif _DESCRIBE.search(lower) and not has_criterion and setting == "clause" and re.search(r"\b(?:is|are) (?:a|an|the|located)\b", lower):
        return "none"
    return "requirement"


def _passive_limit(lower: str, has_criterion: bool) -> bool:
    """“Complaints that were received by noon are answered by 5 pm”: a present main clause with a figure."""
    return has_criterion and bool(re.search(r"\b(?:is|are) \w+(?:ed|en|t)\b", lower))
