"""Whether an English sentence requires anything, and at what level (shall · should · may)."""

from __future__ import annotations

import re

from biaochi.core.regex import regex
from biaochi.core.wording.findings import Level, Setting
from biaochi.core.wording.lexicon import pattern
from biaochi.core.wording.quotes import Quote

MUST = pattern("en_must")
SHOULD = regex(r"\b(?:should|shouldn't|recommended|advised|ought)\b")
MAY = pattern("en_may")
_LABEL = pattern("en_label")
_LEAD = pattern("en_lead")
_DEFINITION = pattern("en_definition")
_REPORT = pattern("en_report")
_DESCRIBE = pattern("en_describe")
# What a house says of its age before it says what it does: no report.
_SINCE = regex(r"^(?:established|founded|opened?|in business|serving \w+)(?: in| since)? \d{4},")
_OPEN_KIT = regex(
    r"\b(?:includes?|contains?|comprises?|consists? of|covers?|holds?)\b.*\b(?:etc|and so on|and the like|and suchlike|and so forth)\b"
)


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
    return body.rstrip('"”')[-1:] == "?"


def modal_level(lower: str) -> tuple[Level, int]:
    """The level of the first deciding modal verb, and where it starts (-1 without one)."""
    must, should, may = MUST.search(lower), SHOULD.search(lower), MAY.search(lower)
    if (
        must
        and may
        and may.start() < must.start()
        and re.search(r",|;|\b(?:if|when|which|that|who)\b", lower[may.end() : must.start()]) is None
    ):
        return "permission", may.start()
    if must:
        return "requirement", must.start()
    if should:
        return "recommendation", should.start()
    if may:
        return "permission", may.start()
    return "none", -1


def level_of(
    text: str, lower: str, quotes: tuple[Quote, ...], setting: Setting, has_criterion: bool
) -> Level:
    """The level of a sentence; ``lower`` is the text in lower case with its quotations blanked."""
    if not text.strip() or form_exempts(text, quotes):
        return "none"
    level, at = modal_level(lower)
    lead = lower[:at] if at >= 0 else lower
    if _DEFINITION.search(lead) and not (level == "none" and has_criterion and "=" in lead):
        return "none"
    if _REPORT.search(_SINCE.sub("", lead)) and not (at < 0 and _passive_limit(lower, has_criterion)):
        return "none"
    if level != "none":
        return level
    if setting == "free":
        if text.rstrip().rstrip('"”)')[-1:] not in ".!;" and not has_criterion:
            return "none"
        if _DESCRIBE.search(lower) and not has_criterion and not _OPEN_KIT.search(lower):
            return "none"
    elif (
        _DESCRIBE.search(lower)
        and not has_criterion
        and setting == "clause"
        and re.search(r"\b(?:is|are) (?:a|an|the|located)\b", lower)
    ):
        return "none"
    return "requirement"


def _passive_limit(lower: str, has_criterion: bool) -> bool:
    """“Complaints that were received by noon are answered by 5 pm”: a present main clause with a figure."""
    return has_criterion and bool(re.search(r"\b(?:is|are) \w+(?:ed|en|t)\b", lower))
