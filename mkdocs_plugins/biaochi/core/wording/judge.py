"""``judge``: one sentence, its language and where it stands, to a judgement."""

from __future__ import annotations

from functools import lru_cache

from biaochi.core.wording.findings import CLAUSE, NO_TERMS, Context, Judgement, Terms
from biaochi.core.wording.script import is_english


@lru_cache(16384)
def judge(text: str, lang: str = "zh-Hans", terms: Terms = NO_TERMS, context: Context = CLAUSE) -> Judgement:
    """Whether ``text`` is normative and, if so, verifiable.

    ``lang`` is zh-Hans, zh-Hant or en; a text that is plainly in another script is read as that. Nothing
    raises. Sentences recur in a handbook, so answers are kept: an answer depends on the arguments alone.
    """
    english = is_english(text) if text else lang == "en"
    if english:
        from biaochi.core.wording.english import judge_english

        return judge_english(text, terms, context)
    from biaochi.core.wording.chinese import judge_chinese

    return judge_chinese(text, terms, context, lang == "zh-Hant")
