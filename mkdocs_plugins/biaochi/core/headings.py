"""Which headings open text that explains: what stands under them is not judged.

A word in a heading is not enough: 参考咨询, 资料审核 and 航班变更 are services, and a gate that takes them for a bibliography
or a change note goes blind without a word. So the heading as a whole has to say that it explains.
"""

from __future__ import annotations

import re
from functools import lru_cache

from biaochi.core.regex import regex

_NUMBER = regex(
    r"^(?:(?:附[录錄]|annex|appendix)\s*(?:[A-Za-z]\b|\d+|[一二三四五六七八九十]+)?|第[一二三四五六七八九十\d]+[章节節条條]|\d+(?:\.\d+)*(?![\d%])|[一二三四五六七八九十]+(?=[、.\s])|"
    r"[A-Za-z](?=[).、.:：]))[\s.、..:：)）-]*(?=\S)|^[(（][一二三四五六七八九十\d]+[)）]\s*",
    re.I,
)
_BRACKETS = regex(r"\s*[(（【\[][^)）】\]]*[)）】\]]\s*|\s*\{[^}]*\}\s*$")
_DECLARED = regex(r"资料性|資料性|\binformative\b", re.I)
_OPENS = regex(
    r"(?:为什么|為什麼|为何|為何|典型案例|名词解释|名詞解釋|前言|引言|概述|示例|例子|举例|舉例|案例(?!复|復|分|讨|討|库|庫)|"
    r"(?:背景|目的|说明|說明|备注|備註|附注|附註|注释|註釋|简介|簡介|常见疑问|常見疑問|常见问题|常見問題|参考(?:资料|文献|文件|标准)?|參考(?:資料|文獻|文件|標準)?)(?=[:：]|$)|"
    r"背景(?:说明|資料|资料|介绍|情况|說明|介紹|情況)|"
    r"(?:why|examples?|faq|frequently asked|terms and definitions|definitions?|rationale|overview|purpose|glossary|introduction(?= to\b|$)|background(?= (?:to|of)\b|[:：]|$))\b)",
    re.I,
)
"""A heading that begins so explains, whatever it goes on about."""
_CLOSES = regex(
    r"(?:背景|示例|例子|举例|舉例|案例|疑问|疑問|问答|問答|术语|術語|定义|定義|依据|依據|理由|注释|註釋|前言|引言|概述|简介|簡介|目的|"
    r"(?:数据|數據|资料|資料|文献|文獻|指标|信息|内容|条款)(?:来源|來源|出处|出處)|参考(?:资料|文献|文件|标准|书目)|參考(?:資料|文獻|文件|標準|書目)|"
    r"(?:编制|编写|制定|制订|修订|使用|适用|补充|填写|填表|背景|术语|指标|条款|情况|编制|其他|有关|几点|編制|編寫|制訂|修訂|適用|補充|填寫|術語|指標|條款|情況)(?:说明|說明)|"
    r"(?:修订|变更|版本|编制|修改|修訂|變更|編制)(?:历史|记录|说明|履历|情况|歷史|紀錄|記錄|說明)|历史沿革|歷史沿革|"
    r"\b(?:background|rationale|examples?|definitions|change history|version history|frequently asked questions|explanatory notes?|further reading))$",
    re.I,
)
"""A heading that ends so is about what it ends with: 制定依据."""
_WHOLE = regex(
    r"说明|說明|来源|來源|出处|出處|备注|備註|附注|附註|历史|歷史|变更|變更|资料|資料|依据|依據|理由|定义|定義|参考|參考|"
    r"notes?|terms|references?|sources?|history|questions|changes|reasons?",
    re.I,
)
"""Words that explain only where they are all that a heading says."""
_ASKS_WHY = regex(r"(?:为什么|為什麼|为何|為何)[^。]*[?？]$|\bwhy\b.*\?$", re.I)
_AND = regex(r"\s*(?:[、,,/&·]|与|與|和|及|以及|暨|\band\b)\s*")


@lru_cache(maxsize=4096)
def explains(heading: str) -> bool:
    """Whether a heading says that what follows explains, and requires nothing.

    >>> explains("参考资料"), explains("二、背景与说明"), explains("Terms and definitions")
    (True, True, True)
    >>> explains("参考咨询服务标准"), explains("航班变更"), explains("Payment terms")
    (False, False, False)
    """
    if _DECLARED.search(heading):
        return True
    text = _BRACKETS.sub(" ", heading).strip(" *_`#")
    text = _NUMBER.sub("", text, count=1).strip()
    if not text:
        return False
    if _OPENS.match(text) or _ASKS_WHY.search(text):
        return True
    parts = [part for part in _AND.split(text.rstrip(" :：。?？")) if part]
    return bool(parts) and all(_CLOSES.search(part) or _WHOLE.fullmatch(part) or _OPENS.match(part) for part in parts)
