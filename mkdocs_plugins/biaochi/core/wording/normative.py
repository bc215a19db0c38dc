"""Whether a Chinese sentence requires anything, and at what level (GB/T 1.1: 应 · 宜 · 可).

Order of the questions: form (quotation, note, heading, question), definition, report of results, modal
verb, and for a sentence without one, whether it states how the service is or describes the world.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from biaochi.core.regex import regex
from biaochi.core.wording.findings import Level, Setting
from biaochi.core.wording.lexicon import Kind, Token, pattern
from biaochi.core.wording.quotes import Quote

_END = "。;;.!!"
_NOTE = pattern("note")
_EXAMPLE = regex(r"^\s*(?:例如|比如|譬如|如下例|以某|如:|例:|举例来说|以.{1,12}为例)")
_SPEAKER = regex(r"^\s*(?![^:]*[应须])[\u4e00-\u9fffA-Za-z]{1,10}[:]\s*“")
_QUESTION = pattern("question")
_DEFINITION = pattern("definition")
_DEFINED_TERM = pattern("defined_term")
_FORMULA_LINE = pattern("formula_line")
_TOLD = pattern("told")
_PROMPT_DUTY = pattern("prompt_duty")
_ABLE = regex(r"[^,。;应须]{1,14}(?:的|者)[,]")
_LAW = pattern("law")
_PAST = pattern("past")
_REPORT_LEAD = pattern("report_lead")
_SUMMARY = pattern("summary")
_ASPECT = pattern("aspect")
_COPULA = regex(r"(?<![还但就正若凡只要或不而也])是(?!否|非)")
_ASKS = regex(r"是否|有没有|您")
_SLOGAN = pattern("slogan")
_NO_DUTY = regex(r"^[^,。]{0,20}(?:无[须需]|毋[须需]|不必|不需要|不要求|不作要求|不强制)")
# What every match of an expression (of _REPORT_SIGN: of the three that tell a report) holds one of, so that most
# sentences need not be searched; tests/core/wording/test_signs.py holds them against the expressions.
SIGNS = {
    "question": "?？什吗怎否谁何些呢谓",
    "definition": "”=等意指称算式即总义缩谓简",
    "past": "上年评了自比历环近此截昨曾荣",
    "report_lead": "说对投明现意待满最证示认重心指称常更显感根普往偏希映怨喜觉",
    "summary": "月本全排度主因占半列居共",
}
_QUESTION_SIGN, _DEFINITION_SIGN = (regex(f"[{SIGNS[name]}]") for name in ("question", "definition"))
_REPORT_SIGN = regex(f"[{SIGNS['past']}{SIGNS['report_lead']}{SIGNS['summary']}]")
_CALL = regex(r"^(?:请|欢迎|感谢|祝|敬请|谢谢|您好|尊敬的)")


def is_heading(text: str) -> bool:
    """A numbered or short line without a sentence's end and without a figure to compare."""
    return text.rstrip()[-1:] not in _END


def form_exempts(text: str, quotes: tuple[Quote, ...]) -> bool:
    """Notes, examples, speakers' lines, whole quotations, questions: typed blocks that require nothing."""
    body = text.strip()
    if quotes and quotes[0].start <= text.find(body[0]) and not quotes[0].title:
        rest = text[quotes[-1].end :].strip(" 。.!;,")
        covered = sum(quote.end - quote.start for quote in quotes)
        if not rest and covered >= len(body) - 2 - len(quotes):
            return True
    if _NOTE.match(body) or _EXAMPLE.match(body) or _SPEAKER.match(body):
        return True
    return bool(_QUESTION_SIGN.search(body) and _QUESTION.search(body)) and not (quotes and body[-1] in '”"')


def defines(text: str) -> bool:
    """A definition, a formula, or a sentence about the document itself."""
    said = _DEFINITION_SIGN.search(text) and _DEFINITION.search(text)
    return bool(said or _DEFINED_TERM.search(text) or _LAW.match(text))


def reports(before_modal: str) -> bool:
    """A report of results, background or history, told by what stands before the modal verb (or anywhere
    without one).
    """
    if _REPORT_SIGN.search(before_modal) is None:
        return False
    before_modal = _without_occasions(before_modal)
    return bool(
        _REPORT_LEAD.search(before_modal) or _SUMMARY.search(before_modal) or _PAST.search(before_modal)
    )


_OCCASION = regex(r"[^,。;]*(?:时|后|前|内|的|者|期间|以上|以下|之日起)[,]")
_MOMENTS = ("时", "后", "时候", "期间", "之日起")
_OCCASION_LAST = regex(rf"[^,。;]*(?:{'|'.join(_MOMENTS)})$")


def _without_occasions(lead: str) -> str:
    """What stands before the modal verb, without the parts that only say when: 客户说完投诉后 30 分钟内."""
    if "," in lead:
        lead = _OCCASION.sub("", lead)
    # Asked of the end first: the expression would try every beginning of every sentence.
    return _OCCASION_LAST.sub("", lead) if lead.rstrip("\n").endswith(_MOMENTS) else lead


def _opens_report(tokens: list[Token], modal: int) -> bool:
    """过去, 随着, 据统计 at the very beginning."""
    first = tokens[0] if tokens else None
    return first is not None and first.start == 0 and first.is_a(Kind.REPORT) and first.start != modal


def modal_level(text: str, tokens: list[Token], traditional: bool) -> tuple[Level, int]:
    """The level that the modal verbs give, and where the first deciding one starts (-1 without one)."""
    must = should = may = -1
    for token in tokens:
        kind = token.word.kind
        if kind & Kind.MUST and must < 0 and not _only_looks_modal(text, token):
            must = token.start
        elif kind & Kind.SHOULD and should < 0 and not _only_looks_modal(text, token):
            should = token.start
        elif kind & Kind.MAY and may < 0 and not (token.start == 0 and _ABLE.match(text, token.end)):
            may = token.start  # 能提前入住的, … says for whom, not what they may do
    if must >= 0:
        return "requirement", must
    if should >= 0:
        return "recommendation", should
    if may >= 0:
        return "permission", may
    if traditional and (at := text.find("得")) >= 0 and not any(t.start <= at < t.end for t in tokens):
        return "permission", at
    return "none", -1


_OF = regex(r"[\u4e00-\u9fff]{1,3}的")


def _only_looks_modal(text: str, token: Token) -> bool:
    """要 and 需 inside a condition or a noun phrase: 客户需要的, 若要, 需要时."""
    if token.word.text == "建议":
        return token.start > 0 and text[token.start - 1] not in ",。;:"
    if token.word.text in ("需要", "需", "要"):
        if _OF.match(text, token.end):
            return True
        after, before = text[token.end : token.end + 2], text[max(0, token.start - 1) : token.start]
        return after[:1] in "的时者" or (before in "所不若如有只主" and bool(before))
    return token.word.text in ("一律", "不能", "限于", "做到") and text[token.end : token.end + 1] == "的"


def level_of(
    text: str,
    tokens: list[Token],
    quotes: tuple[Quote, ...],
    setting: Setting,
    has_criterion: Callable[[], bool],
    modal: tuple[Level, int],
) -> Level:
    """The level of a sentence; ``none`` when it requires nothing.

    ``modal`` is what :func:`modal_level` says of it; ``text`` is folded and its quotations are blanked; ``has_criterion`` says that a figure binds something
    in it.
    """
    if not text.strip() or form_exempts(text, quotes):
        return "none"
    level, at = modal
    lead = text[:at] if at >= 0 else text
    if defines(lead if at > 0 else text) or _FORMULA_LINE.match(text) or _opens_report(tokens, at):
        return "none"
    if level == "none" and _PROMPT_DUTY.search(text):
        return "requirement"  # “菜凉了,服务员立刻端回厨房”: what happened is the occasion
    told = _TOLD.match(lead) if at > 0 else None  # 客人反映空调不制冷,工程部须……: the occasion of a duty
    if reports(lead[told.end() :] if told else lead):
        return "none"
    if level != "none":
        waived = _NO_DUTY.match(text)
        if waived and (level != "requirement" or at < waived.end()):
            return "permission"
        return level
    if _NO_DUTY.match(text):
        return "permission"
    if setting == "free":
        # A numbered or short line without a sentence's end, and without a figure that binds something, is a heading.
        if is_heading(text) and not has_criterion():
            return "none"
        if _describes(text, tokens) or _SLOGAN.match(text) or _CALL.match(text):
            return "none"
    elif _describes_only(text, tokens):
        return "none"
    return "requirement"


def _describes(text: str, tokens: list[Token]) -> bool:
    """Present-tense description: copula, location, composition, influence, a customer's liking."""
    start = max((match.end() for match in _OCCASION.finditer(text)), default=0)
    if _ASPECT.search(text):
        return True
    if _COPULA.search(text, start) and not re.search(
        r"是[^,。]{0,8}(?:≥|≤|不少于|不超过|不低于|不高于)", text
    ):
        return True
    return any(token.start >= start and token.is_a(Kind.DESCRIBE | Kind.REPORT) for token in tokens)


def _describes_only(text: str, tokens: list[Token]) -> bool:
    """In a block that requires by its place only plain description, or a survey's question, is let off."""
    if _ASKS.search(text):
        return True
    return bool(_COPULA.search(text)) and not any(token.is_a(Kind.VAGUE | Kind.ACT) for token in tokens)
