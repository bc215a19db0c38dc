"""The decision procedure for one Chinese sentence: normative? criteria, vague spans, settled? else an act."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

from biaochi.core.regex import regex
from biaochi.core.wording.action import abstract_spans, acting_parts, names_act, prohibits, provides
from biaochi.core.wording.criteria import find_criteria
from biaochi.core.wording.findings import Context, Criterion, Finding, Judgement, Setting, Terms
from biaochi.core.wording.hints import explained
from biaochi.core.wording.lexicon import Kind, Token, chinese_with
from biaochi.core.wording.linked import link_criteria
from biaochi.core.wording.names import says_which_kind
from biaochi.core.wording.normative import level_of, modal_level
from biaochi.core.wording.quotes import blank, find_quotes
from biaochi.core.wording.script import fold, is_traditional
from biaochi.core.wording.settle import unsettled, with_neighbours
from biaochi.core.wording.spans import Span, find_spans

_TALK = regex(
    r"[我你您吗呢吧]|不是|才|就|了(?=[,。])|怎么|什么|哪|谁|由[^,。]+(?:提供|负责|承担|管理|承办)。?$"
)
_LIMIT = regex(r"不(?:得)?(?:超过|少于|低于|高于|晚于)|至多|最[多长迟]")
_HALF_END = regex(r"[;。]|$")
_TRAP = regex(r"\d|[一二两三四五六七八九十百]+(?=[个名位家项类层楼号岁年星心条])")


class _Sentence:
    """What a sentence says by itself, whatever metric it is linked to.

    What costs is looked for only when it is asked for: most sentences hold no vague word and name an act, and nothing
    more need be known of them.
    """

    def __init__(self, text: str, words: tuple[str, ...], setting: Setting, traditional: bool) -> None:
        folded = fold(text)
        quotes = find_quotes(folded)
        self.folded, self.quotes = folded, quotes
        self.plain = plain = blank(folded, quotes) if quotes else folded
        self.tokens = tokens = chinese_with(tuple(fold(word) for word in words)).scan(plain)
        self.traditional = is_traditional(text)  # a label may say so of characters that are the same in both
        traditional = traditional or self.traditional
        by_modal = modal_level(plain, tokens, traditional)
        self.modal = by_modal[1]
        self.level = level_of(plain, tokens, quotes, setting, self._limited, by_modal)
        if self.level == "none":
            return
        self.spans = find_spans(plain, tokens)
        if self.level == "permission" and (
            self._may_not(traditional) or self._binds_elsewhere(setting) or self._loose_limit()
        ):
            self.level = "requirement"
        self.acts = self.level != "permission" and names_act(plain, tokens, acting_parts(plain, self.modal))
        if self.acts and self.spans:
            # A vague word may only say which kind of thing is acted upon.
            self.spans = [s for s in self.spans if not says_which_kind(plain, s.start, s.end, tokens, self.modal)]

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return find_criteria(self.plain, self.quotes, self.modal)

    @cached_property
    def shows(self) -> bool:
        return self.acts or provides(self.plain, self.tokens, self.modal)

    def _limited(self) -> bool:
        return any(c.binds and c.kind not in ("event", "reference") for c in self.criteria)

    def _escapes(self) -> Iterator[Span]:
        return (span for span in self.spans if span.category == "escape")

    def _may_not(self, traditional: bool) -> bool:
        """得 that permits, with an escape word: 得視情況."""
        return traditional and self.plain[self.modal : self.modal + 1] == "得" and any(self._escapes())

    def _binds_elsewhere(self, setting: Setting) -> bool:
        """Whether a sentence with 可 requires something all the same: a half of its own with a limit, or, in a
        promise or an item, the act that is offered.
        """
        plain = self.plain
        if setting in ("promise", "item"):
            return any(c.binds for c in self.criteria) or names_act(plain, self.tokens, [(0, len(plain))])
        if self._usual_half():
            return True
        start = 0
        for match in _HALF_END.finditer(plain):
            part = range(start, match.start())
            start = match.end()
            if not any(t.start in part and t.is_a(Kind.MAY) for t in self.tokens) and any(
                c.binds and c.start in part and c.kind not in ("event", "reference") for c in self.criteria
            ):
                return True
        return False

    def _usual_half(self) -> bool:
        """“一般当日交付,遇特殊情况可顺延”: the first half requires, and its escape word makes it optional."""
        first = self.plain.find(",")
        return (
            first > 0
            and not any(t.start < first and t.is_a(Kind.MAY) for t in self.tokens)
            and any(span.end <= first for span in self._escapes())
            and names_act(self.plain, self.tokens, [(0, first)])
        )

    def _loose_limit(self) -> bool:
        """可视情况延至 14:00, 可适当延长,一般不超过……: a limit that an escape makes optional."""
        if not any(not span.soft for span in self._escapes()):
            return False
        limited = any(c.binds and c.kind in ("clock", "time", "percent", "money") for c in self.criteria)
        return limited or _LIMIT.search(self.plain, self.modal) is not None


_sentence = lru_cache(256)(_Sentence)
"""Kept for the few entries at hand: a clause with a metric is judged with it and without."""


def judge_chinese(text: str, terms: Terms, context: Context, traditional: bool) -> Judgement:
    """A judgement on Chinese text in either script; offsets are those of ``text``."""
    said = _sentence(text, terms.words, context.setting, traditional)
    level, plain, tokens = said.level, said.plain, said.tokens
    if level in ("none", "permission"):
        return Judgement(False, level, False)
    found = said.spans
    if found:
        open_spans = unsettled(plain, found, _criteria(said, context), tokens, said.shows)
        open_spans = with_neighbours(plain, open_spans, found)
        if open_spans:
            return Judgement(True, level, False, _findings(open_spans, text, said, context))
    shown = said.acts or said.shows or prohibits(plain, tokens) or _bound(_criteria(said, context), tokens, said.modal)
    if shown or not _demands(plain, tokens, said.modal):
        return Judgement(True, level, True)
    return Judgement(True, level, False, _findings(_no_action(text, plain, tokens), text, said, context))


def _criteria(said: _Sentence, context: Context) -> tuple[Criterion, ...]:
    """What may settle a vague word: of the sentence itself, and the linked value."""
    return tuple(c for c in said.criteria + link_criteria(context) if not _part_of_claim(c, said.spans))


def _findings(spans: list[Span], text: str, said: _Sentence, context: Context) -> tuple[Finding, ...]:
    return tuple(explained(span, text, said.folded, context, said.traditional) for span in spans)


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
    abstract = [t for t in tokens if t.start >= modal and t.is_a(Kind.ABSTRACT)]
    if abstract and all(t.is_a(Kind.LIGHT) for t in abstract):
        return bool(kinds) and any(t.is_a(Kind.ACT) for t in tokens)  # 巡查应每日开展两次: the act is the subject
    return bool(kinds) and not abstract


def _no_action(text: str, plain: str, tokens: list[Token]) -> list[Span]:
    category = "number-trap" if _TRAP.search(plain) else "no-action"
    spans = abstract_spans(tokens)
    if not spans:
        body = text.rstrip("。;. ")
        start = next((t.end for t in tokens if t.is_a(Kind.MUST | Kind.SHOULD)), 0)
        spans = [(start if start < len(body) else 0, len(body))]
    return [Span(start, end, category) for start, end in spans]
