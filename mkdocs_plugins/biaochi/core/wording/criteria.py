"""What in a sentence can be verified: figures that bound something, events, references, obliged speech, closed lists.

Figures come from ``core.quantity``; this module decides whether a figure binds the thing required or only sets the
scope or the trigger (“等待超过 10 分钟的客户应及时安抚”), in which case it is no criterion.
"""

from __future__ import annotations

import re

from biaochi.core.quantity import TRAP_ROLES, Mention, find_frequencies, find_quantities, has_number
from biaochi.core.wording.findings import Criterion
from biaochi.core.wording.quotes import Quote

_KINDS = {
    "time": "time", "work-time": "time", "month-time": "time", "ring": "time", "ratio": "percent", "ratio-diff": "percent",
    "count": "count", "rate": "frequency", "score": "measure", "money": "measure", "nps": "measure", "multiple": "percent",
    "staffing": "count", "number": "measure",
}
_EVENT = re.compile(
    r"(?:当场|当日|当天|当班|当晚|当餐|当次|当面|即日|次日|隔日|翌日|同日|即日起|交班前|交接班前|下班前|上班前|营业前|营业终了|营业结束|开业前|开门前|闭店前|打烊前|开餐前|"
    r"开馆前|开诊前|起飞前|发车前|出车前|收车后|班前|班后|餐后|离场前|月末|月底前?|年底前?|季末|每班|每餐|每单|每次|每件|每台|每间|每批|每位|每名|逐一|逐项|逐件|逐笔|逐条|逐份|逐页|"
    r"一次性|首次|零时|整点|周[一二三四五六日](?:至|到|前|上午|下午)|\d+\s*[×xX*]\s*\d+\s*小时|全天候|24\s*小时)"
)
_REFERENCE = re.compile(
    r"(?:按照?|依照?|依据|根据|符合|参照|遵照|遵守|遵循|执行|满足|见|对照|达到|使用|适用|填写|引用|采用|以)[^,。;]{0,14}?"
    r"(?:附[录件表]\s*[A-Z\d一二三四五六七八九十]*|[图表]\s*[A-Z]?[-.]?\d+(?:[-.]\d+)*|第\s*[\d.一二三四五六七八九十百]+\s*[条款章节项]|条款\s*\d+|\d+(?:\.\d+)+|《[^《》]+》|"
    r"[A-Z]{2,}(?:/T)?[ -]?[A-Z]*\d[\w.\-—]*|检查表|核查表|清单|分级表|权限表|对照表|版式图|价目表|流程图|排班表|评分表|标准图|定位图|示意图|样板|模板|话术编号|话术表|话术\s*[A-Z]?\d+)"
    r"|指标\s*[A-Z]+-[\w-]*\d|(?:^|[^A-Z])[A-Z]{1,6}(?:-[A-Z\d]+)+(?![A-Z])|\[\["
)
_TRIGGER_AFTER = re.compile(
    r"^\s*(?:[\u4e00-\u9fff]{0,10}?(?:的|者)(?!时长|时间)|[\u4e00-\u9fff]{0,8}?(?:时|期间|的情况|情形|之后)|后|[\u4e00-\u9fff]{0,6}?仍|仍?未|无人|没有|[,]?(?:仍|尚)未)"
)
_TRIGGER_BEFORE = re.compile(r"(?:超过|超出|超|满|达到?|大于|多于|少于|低于|高于|不足|未满|逾|过|连续|累计|遇|凡|对|对于|如|若|当|因|持续|≥|>|<|≤)\s*$")
_WITHIN = re.compile(r"[内前]$|以内|之内|之前|以前")
_REACHES = re.compile(r"(?:[到至为达共各]|减少|增加|合计|不变)\s*$")
_SCOPE_NOUN = re.compile(
    r"^\s*(?:个|家|名|位|类|种|项|间|条|层|座|台|处|支|所|大|级)?(?:部门|网点|窗口|门店|分店|分公司|分行|支行|营业厅|岗位|科室|班组|城市|地区|校区|院区|楼层|小区|站点|员工|坐席|柜台|柜员|"
    r"方面|环节|阶段|原则|要素|区域|专业|品牌|年|周年|届|期|亿|万人|岁)"
)


def find_criteria(text: str, quotes: tuple[Quote, ...], modal: int) -> tuple[Criterion, ...]:
    """Everything in a folded Chinese text that may settle it, in order; ``modal`` is where the modal verb starts."""
    found: list[Criterion] = [
        Criterion(q.start, q.end, text[q.start : q.end], "speech") for q in quotes if q.speech and not q.title
    ]
    found += figures(text, modal)
    for match in _EVENT.finditer(text):
        found.append(Criterion(match.start(), match.end(), match.group(), "event"))
    for match in _REFERENCE.finditer(text):
        found.append(Criterion(match.start(), match.end(), match.group(), "reference"))
    return tuple(sorted(found, key=lambda criterion: criterion.start))


def figures(text: str, modal: int) -> list[Criterion]:
    """The figures of a Chinese text with their kind, and whether they bind what is required."""
    if not has_number(text) and "每" not in text and "一" not in text:
        return []
    found = []
    for start, end, frequency in find_frequencies(text):
        if frequency.kind == "periodic":
            found.append(Criterion(start, end, text[start:end], "frequency"))
    for mention in find_quantities(text):
        kind = kind_of(mention)
        if kind:
            found.append(Criterion(mention.start, mention.end, mention.text, kind, binds_zh(text, mention, kind, modal)))
    return found


def kind_of(mention: Mention) -> str:
    """The kind of criterion that a figure can be; empty for a trap."""
    if mention.role in TRAP_ROLES and mention.role not in ("clock-time", "date", "percentile", "share"):
        return ""
    if mention.role in ("clock-time", "date"):
        return "clock"
    if mention.role in ("share", "percentile"):
        return "percent"
    if mention.role == "indefinite":
        return ""
    quantity = mention.quantity
    unit = quantity.unit if quantity is not None else mention.bound.unit if mention.bound is not None else None
    if unit is None or unit.dimension == "number" and mention.bound is None:
        return ""
    if mention.per is not None or mention.every:
        return "frequency" if unit.dimension in ("time", "month-time", "work-time", "count") else "measure"
    return _KINDS.get(unit.dimension, "measure")


def binds_zh(text: str, mention: Mention, kind: str, modal: int) -> bool:
    """Whether a figure bounds what is required: not a trigger, not the scope, not a head-count of the subject."""
    if mention.approximate and mention.bound is None:
        return False
    before, after = text[: mention.start].rstrip(), text[mention.end :]
    said = mention.text
    within = bool(_WITHIN.search(said)) or after.lstrip()[:1] in ("内", "前")
    precedes = modal > mention.start
    if kind == "clock":
        return within or not re.match(r"\s*(?:后|起|以来|至|到|版|修订|发布)", after)
    if within:
        return not re.match(r"\s*内?(?:仍?未|无人|没有|无法)[^,。]{0,8}(?:的|时|,)", after)
    exceeds = bool(_TRIGGER_BEFORE.search(before)) or bool(re.match(r"(?:超过|超出|满|不足|大于|多于|少于|高于|低于|未满|>|≥|<|达)", said))
    exceeds = exceeds or said.endswith(("以上", "以下"))
    if exceeds and _TRIGGER_AFTER.match(after) and (precedes or modal < 0 or re.match(r"\s*[\u4e00-\u9fff]{0,8}?(?:的|时|后)", after)):
        return False
    if exceeds and precedes and re.match(r"\s*[\u4e00-\u9fff]{0,6}[,]", after) and kind != "percent":
        return False
    if kind == "count":
        if mention.bound is None and (precedes or modal < 0) and not mention.every and not _REACHES.search(before):
            return False
        if _SCOPE_NOUN.match(after) and mention.bound is None and precedes:
            return False
    return True
