"""A linked metric's value: a criterion that the clause itself need not repeat, and what fills a rewrite's
blank.
"""

from __future__ import annotations

from biaochi.core.quantity import find_quantities
from biaochi.core.regex import regex
from biaochi.core.wording.criteria import kind_of
from biaochi.core.wording.findings import Context, Criterion

_COMPARATOR = regex(r"^\s*(?:≤|<=|<|不超过|以内|at most|no more than|up to)\s*")


def link_criteria(context: Context) -> tuple[Criterion, ...]:
    """The linked value as a criterion; a promise stands for itself."""
    if not context.linked or context.setting == "promise":
        return ()
    kinds = [kind_of(mention) for mention in find_quantities(context.linked)]
    return tuple(
        Criterion(0, 0, context.linked, f"link-{kind}" if kind else "link") for kind in kinds or [""]
    )


def fill(category: str, rewrite: str, context: Context, english: bool, traditional: bool = False) -> str:
    """The rewrite with the linked value in place of its blank, where there is one."""
    if not context.linked:
        return rewrite
    value = _COMPARATOR.sub("", context.linked).strip()
    if category == "time":
        return f"within {value}" if english else f"在 {value}內" if traditional else f"在 {value}内"
    if english:
        return f"{rewrite}; linked metric: {context.linked}"
    said = "所鏈指標的值為" if traditional else "所链指标的值为"
    return f"{rewrite}；{said} {context.linked}"
