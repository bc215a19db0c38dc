"""Which vague spans are settled: by a figure of the right kind, by what follows a colon or 即, by a
reference.

Escape words make a figure optional, so no figure settles them; an exception list or a floor does.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from biaochi.core.regex import regex
from biaochi.core.wording.findings import Criterion
from biaochi.core.wording.lexicon import Kind, Token, pattern, read_data, split_words
from biaochi.core.wording.spans import Span

TIMELY = frozenset({"time", "event", "clock", "frequency", "percent", "link-time", "link-percent"})
_BY_KIND: dict[str, frozenset[str]] = {
    "time": TIMELY | {"measure"},
    "frequency": frozenset({"frequency", "event", "clock", "time", "count", "link-frequency", "link-time"}),
    "degree": frozenset(
        {
            "percent",
            "measure",
            "count",
            "link-percent",
            "link-measure",
        }
    ),
    "quantity": frozenset({"count", "percent", "measure", "link-count", "link-percent", "link-measure"}),
    "quality": frozenset({"percent", "measure", "link-percent", "link-measure"}),
    "compare": frozenset(
        {"percent", "measure", "time", "count", "frequency", "link-percent", "link-measure", "link-time"}
    ),
    "absolute": frozenset({"percent", "measure", "frequency", "link-percent", "link-measure"}),
    "actor": frozenset(),
    "list": frozenset(),
    "escape": frozenset(),
}
_EXPLAINS = pattern("explains")
_FLOOR = pattern("floor")
_DANGER = pattern("danger")
_HARD_ESCAPE = pattern("hard_escape")
_AT_ONCE = frozenset({"立即", "立刻", "马上", "即刻", "当即", "随即", "immediately", "at once", "instantly"})
_TARGET = regex(r"(?:[至到为达]|不低于|不超过|不高于|不少于|≥|≤|以[上下内]|从.+[降升提缩增减压])")
_BASELINE = pattern("baseline")
_PASSIVE = regex(r"得到|予以|加以|be ")
_FURTHER = regex(r",?(?:并且?|且|同时|随后|而后|再)(?:应|须|要)?$")
_OR = regex(r"(?:或者?|或是|,? or)\s*(?:在|于)?$")
LIMITS = frozenset({"time", "clock", "percent"})
_LENGTH = regex(r"[地的]?(?:延长|缩短|提前|推迟|放宽|顺延|延后|等候|停留|休息|时间|时长|时段)")


def unsettled(
    text: str, spans: list[Span], criteria: tuple[Criterion, ...], tokens: list[Token], acts: bool
) -> list[Span]:
    """The spans that nothing in the sentence settles; ``acts`` says whether it names an observable act or state."""
    binding = [criterion for criterion in criteria if criterion.binds]
    return [span for span in spans if not _settled(text, span, criteria, binding, tokens, acts)]


def with_neighbours(text: str, open_spans: list[Span], found: list[Span]) -> list[Span]:
    """The open spans, and soft ones coordinated with them: in 快速、准确 the second is as open as the
    first.
    """
    if not open_spans or len(open_spans) == len(found):
        return open_spans
    starts = {span.start for span in open_spans}
    more = [
        span
        for span in found
        if span.start not in starts
        and span.soft
        and any(_coordinated(text, span, other) for other in open_spans)
    ]
    return sorted(open_spans + more, key=lambda span: span.start)


def _coordinated(text: str, a: Span, b: Span) -> bool:
    between = text[min(a.end, b.end) : max(a.start, b.start)]
    return between.strip() in (
        "",
        "、",
        "和",
        "与",
        "且",
        "又",
        "而",
        "并",
        "地",
        ",",
        "and",
        ", and",
        "or",
        "&",
        "而又",
    )


def _settled(
    text: str,
    span: Span,
    criteria: tuple[Criterion, ...],
    binding: list[Criterion],
    tokens: list[Token],
    acts: bool,
) -> bool:
    said = text[span.start : span.end]
    if span.category == "escape":
        if not _HARD_ESCAPE.match(said) and any(c.kind == "reference" for c in binding):
            return True  # 视情况按表 3 处理: the table says when
        return _escape_settled(text, span, said, binding, acts)
    if (span.category in ("quality", "degree") or said in _AT_ONCE) and any(
        c.kind == "speech" for c in binding
    ):
        return True  # 热情问候:“您好”: the words that are to be said are what is checked
    if span.soft and (acts or binding):
        return True
    if span.category == "actor" and _PASSIVE.match(said):
        return any(c.kind in LIMITS for c in binding)  # 5 日内予以处理
    if span.category == "time" and _is_safety(text, span, tokens):
        return True
    if _explained(text, span, binding, tokens) or _bracketed(text, span, criteria):
        return True
    if any(criterion.kind == "reference" for criterion in binding) and span.category not in ("list", "actor"):
        return True
    if or_else(text, span, binding):
        return False
    if span.category == "quantity" and said in ("左右", "大约", "大概", "将近", "约", "上下", "接近"):
        return any(c.kind == "time" and c.start > span.end + 2 for c in binding)
    if span.category == "compare":
        return _comparison_settled(text, span, binding)
    if span.category == "degree" and _LENGTH.match(text, span.end):
        return any(c.kind in TIMELY for c in binding)
    return settles(span.category, said, [each for each in binding if _near(text, span, each)])


@cache
def _speedy() -> frozenset[str]:
    """Words of quality that a time limit settles: 高效, 便捷, hassle-free."""
    zh, en = read_data("words.zh.json")["speedy"], read_data("words.en.json")["speedy"]
    return frozenset(split_words(zh)) | frozenset("|".join(en).split("|"))


def settles(category: str, said: str, binding: list[Criterion]) -> bool:
    """Whether a figure of a kind that fits the category is among the criteria."""
    allowed = _BY_KIND[category]
    if category == "quality" and said in _speedy():
        allowed = allowed | TIMELY
    return any(criterion.kind in allowed for criterion in binding)


def or_else(text: str, span: Span, binding: list[Criterion]) -> bool:
    """Whether a word is the other choice beside a limit: of 3 分钟内或尽快 the second binds nobody."""
    other = None if text[span.start : span.end] in _AT_ONCE else _OR.search(text[: span.start])
    return other is not None and any(c.kind in (*LIMITS, "frequency") and 0 <= other.start() - c.end <= 2 for c in binding)


def _near(text: str, span: Span, criterion: Criterion) -> bool:
    """In one sentence part: no full stop or semicolon between the word and the figure, nor the act that the figure
    is of, where the word begins a further duty (提前 2 小时通知,并尽快退费)."""
    low, high = min(span.end, criterion.end), max(span.start, criterion.start)
    if any(mark in text[low:high] for mark in "。;"):
        return False
    if criterion.end > span.start or span.category not in ("time", "frequency"):
        return True
    between = text[criterion.end : span.start]
    further = _FURTHER.search(between)
    return further is None or not ("," in between or len(between[: further.start()].lstrip("内")) > 1)


def _escape_settled(text: str, span: Span, said: str, binding: list[Criterion], acts: bool) -> bool:
    after = text[span.end :]
    if said == "一般" and after.startswith("为"):
        return False  # 平均一般为:城区 45 分钟 leaves both the mean and the rest open
    if said in ("需要时", "如需要", "有需要时", "如有需要") and acts:
        return bool(re.search(r"(?:客户|顾客|旅客|患者|客人|用户|家属|老人|乘客|宾客)$", text[: span.start]))
    if re.match(r"^[^,。;]{0,6}[(:](?!\d)", after) and (binding or "、" in after):
        return True
    return bool(_FLOOR.search(after)) and bool(binding or "、" in after)


def _is_safety(text: str, span: Span, tokens: list[Token]) -> bool:
    """立即报警, 立即停止作业, 有人落水时立即抛投救生圈: immediacy is the requirement."""
    if text[span.start : span.end] not in (
        "立即",
        "立刻",
        "马上",
        "即刻",
        "当即",
        "第一时间",
        "迅速",
        "随即",
    ):
        return False
    if any(0 <= token.start - span.end <= 4 and token.is_a(Kind.SAFETY) for token in tokens):
        return True
    return bool(_DANGER.search(text[: span.start])) and any(
        0 <= token.start - span.end <= 8 and token.is_a(Kind.ACT) and not token.is_a(Kind.ABSTRACT)
        for token in tokens
    )


def _explained(text: str, span: Span, binding: list[Criterion], tokens: list[Token]) -> bool:
    """“及时:10 分钟内”, “热情接待,即起立、微笑”: what follows says what the word means."""
    if span.category in ("actor", "list"):
        return False
    after = text[span.end :]
    match = _EXPLAINS.match(after)
    if not match:
        return False
    at = span.end + match.end()
    if any(criterion.start >= at - 6 for criterion in binding):
        return True
    return any(token.start >= at and token.is_a(Kind.ACT | Kind.STATE) for token in tokens)


def _bracketed(text: str, span: Span, criteria: tuple[Criterion, ...]) -> bool:
    """“等候人数较多(超过 10 人)时”: the figure in brackets says what the word means, trigger or not."""
    match = re.match(r"[^,。;]{0,6}\(", text[span.end :])
    if not match:
        return False
    start = span.end + match.end()
    close = text.find(")", start)
    return any(start <= c.start < (close if close >= 0 else len(text)) for c in criteria)


@lru_cache(64)
def _has_baseline(text: str) -> bool:
    """Whether a sentence says what it compares with; every figure in it asks."""
    return _BASELINE.search(text) is not None


def _comparison_settled(text: str, span: Span, binding: list[Criterion]) -> bool:
    """A target value is enough; a bare change needs its baseline."""
    for criterion in binding:
        if criterion.kind in ("frequency", "event") and text[span.start : span.end] in (
            "加强",
            "强化",
            "增强",
            "加大",
        ):
            return True
        if criterion.kind in (
            "percent",
            "measure",
            "time",
            "count",
            "link-percent",
            "link-measure",
            "link-time",
        ):
            lead = text[max(0, criterion.start - 4) : criterion.end + 2]
            if _TARGET.search(lead) or _has_baseline(text):
                return True
    return False
