"""What a finding says: why the span cannot be verified and how to mend it, by the kind of word that it is.

A category holds words of several kinds (做好, 有关规定 and 相关部门 all name no actor), and a hint that fits one reads as
mechanical on the next; so the texts are rows of data, first match first, in the language and script of the sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from biaochi.core.regex import regex
from biaochi.core.wording.findings import CODES, Context, Finding
from biaochi.core.wording.lexicon import read_data
from biaochi.core.wording.linked import fill
from biaochi.core.wording.spans import Span


def explained(span: Span, text: str, folded: str, context: Context, traditional: bool) -> Finding:
    """The finding on a span of a Chinese text; ``folded`` is the text in the spelling of the rows."""
    why, rewrite = _advice("zh", span.category, folded[span.start : span.end], span.rewrite)
    row = CODES[span.category]
    why, rewrite = why or row.zh, rewrite or row.rewrite_zh
    if traditional:
        table = _traditional()
        why, rewrite = table.get(why, why), table.get(rewrite, rewrite)
    return _finding(span, text, why, fill(span.category, rewrite, context, False, traditional))


def explained_in_english(span: Span, text: str, lower: str, context: Context) -> Finding:
    """The finding on a span of an English text."""
    why, rewrite = _advice("en", span.category, lower[span.start : span.end], span.rewrite)
    row = CODES[span.category]
    return _finding(span, text, why or row.en, fill(span.category, rewrite or row.rewrite_en, context, True))


def _finding(span: Span, text: str, why: str, rewrite: str) -> Finding:
    row = CODES[span.category]
    said = text[span.start : span.end]
    return Finding(span.start, span.end, said, span.category, row.code, row.name, why, rewrite)


@lru_cache(4096)
def _advice(lang: str, category: str, said: str, rewrite: str) -> tuple[str, str]:
    """Why and how by the first row that fits the word, else the word's own rewrite."""
    for expression, why, hint in _rows(lang, category):
        if expression.search(said):
            return why, hint
    return "", rewrite


@cache
def _rows(lang: str, category: str) -> list[tuple[re.Pattern[str], str, str]]:
    """The rows of one category, so that no more is compiled than what is met."""
    return [
        (regex(expression), why, hint)
        for name, expression, why, hint in _data()[lang]
        if name == category
    ]


@cache
def _data() -> Any:
    return read_data("hints.json")


@cache
def _traditional() -> dict[str, str]:
    """Every Chinese text of a finding in Traditional characters, made with OpenCC (Apache-2.0)."""
    table: dict[str, str] = _data()["hant"]
    return table
