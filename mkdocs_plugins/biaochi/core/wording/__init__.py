"""Whether a sentence of a service standard is normative and, if so, verifiable.

    judge(text, lang="zh-Hans", terms=NO_TERMS, context=CLAUSE) -> Judgement
        .normative .level .verifiable .flag .findings
    Finding(start, end, text, category, code, name, why, rewrite)      text[start:end] is the span
    Context(setting="clause"|"item"|"step"|"promise"|"free", linked="≤ 5 分钟")
    Terms(words=("快速通道", …))                                        the project's terms of art
    CODES                                                              category -> Code(code, name, …)
    lint_text(lines, terms) -> {"id", "flag", "spans", "code"} …

Deterministic, offline, no segmenter: word lists as data beside this package and small rules.
"""

from __future__ import annotations

from biaochi.core.wording.findings import (
    CLAUSE,
    CODES,
    FREE,
    NO_TERMS,
    Code,
    Context,
    Criterion,
    Finding,
    Judgement,
    Level,
    Setting,
    Terms,
)
from biaochi.core.wording.judge import judge
from biaochi.core.wording.lint import lint_text

__all__ = [
    "CLAUSE", "CODES", "FREE", "NO_TERMS", "Code", "Context", "Criterion", "Finding", "Judgement", "Level",
    "Setting", "Terms", "judge", "lint_text",
]  # fmt: skip
