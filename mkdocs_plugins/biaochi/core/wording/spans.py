"""Vague spans of a Chinese sentence: words of the lists, with the harmless uses of each let through, and
open patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from biaochi.core.quantity import vague_numerals
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.core.wording.across import across_words
from biaochi.core.wording.lexicon import Kind, Token, pattern
from biaochi.core.wording.names import in_record, names_a_thing


@dataclass(frozen=True, slots=True)
class Span:
    """A vague span; ``soft`` ones are settled by any criterion or observable act."""

    start: int
    end: int
    category: str
    rewrite: str = ""
    soft: bool = False


_RATE = pattern("rate")
_NO_RATE = regex(r"^[\u4e00-\u9fff]{0,5}?(?:效率|频率|概率|速率|汇率|利率|税率|费率)")
_ADJECTIVE_DEGREE = pattern("adjective_degree")
_NEGATED = regex(r"(?:不|没有|勿|禁)[^,。;]*$")
CAUSE = pattern("cause")
CAUSING = "让使令叫"
_MANNER = pattern("manner")
_ABOUT = regex(r"(?<![预合节条公契和立违履相])约(?=\s*[\d一二两三四五六七八九十半])")
OPEN_LIST = regex(
    r"(?<=[\u4e00-\u9fffA-Za-z”])等(?=[。,;)]|$|[相有各必](?!级)|其他|资讯|讯息|用品|用具|器具|设施|设备|资料|工具|服务|业务|项目(?!共)|标识|标志|内容|物资|物料|备品|耗材|[^\u4e00-\u9fff])"
)
_ENUMERATED = regex(r"、[^,。;、]{1,12}$")
_PAIR = pattern("pair")
_FEELING = pattern("feeling")
_SOMEONE = pattern("someone")
_CONTENT = pattern("content")
_STAR_WORDS = pattern("star_words")
_SCALE_NAME = pattern("scale_name")
_CUSTOMERS_WORD = pattern("customers_word")


def find_spans(text: str, tokens: list[Token]) -> list[Span]:
    """All vague spans that are not excused by the words around them, in order."""
    found: list[Span] = []
    vague = [token for token in tokens if token.word.kind & Kind.VAGUE]
    whether = bool(vague) and "是否" in text
    reminds = bool(vague) and any(word in text for word in ("提醒", "提示", "嘱", "叮咛", "劝导", "告诫"))
    grades = _grades(text) if len(vague) > 1 else ()
    for token in vague:
        if any(start <= token.start < end for start, end in grades):
            continue  # 分优秀、良好、合格三档: the names of a scale
        if _in_rate_name(text, token) or names_a_thing(text, token, tokens):
            continue
        if reminds and _CONTENT.search(text[: token.start]):
            continue  # 提醒客人小心烫: what the reminder says, not how it is given
        if in_record(text, token) or across_words(text, token):
            continue
        if whether and _asked(text, token):
            continue
        guard = _GUARDS.get(token.word.text)
        if guard is not None and not guard(text, token):
            continue
        found.append(
            Span(token.start, token.end, token.word.category, token.word.rewrite, token.is_a(Kind.SOFT))
        )
    taken = {at for span in found for at in range(span.start, span.end)}
    there = frozenset(_ANY_SIGN.findall(text))
    for signs, expression, category, soft in _PATTERNS if there else ():
        if there.isdisjoint(signs):
            continue
        for match in expression.finditer(text):
            if expression is _SOMEONE or (
                match.start() not in taken and not _inside_term(tokens, match.start())
            ):
                end = match.end() + (expression is _ADJECTIVE_DEGREE)
                found.append(Span(match.start(), end, category, soft=soft))
    for match in () if there.isdisjoint(CAUSING) else CAUSE.finditer(text):
        if (
            not _NEGATED.search(text[: match.start()])
            and not any(
                match.start() <= t.start < match.end() and t.is_a(Kind.ACT | Kind.STATE) for t in tokens
            )
            and match.group()[-1] not in "做坐看选签走填读写站躺试练说挑拿"
        ):
            found.append(Span(match.start(), match.end(), "quality"))
    for match in OPEN_LIST.finditer(text) if "等" in there else ():
        if (
            match.start() not in taken
            and (_ENUMERATED.search(text[: match.start()]))
            and not _inside_term(tokens, match.start())
            and not _counted_out(text, match.start())
        ):
            found.append(Span(match.start(), match.end(), "list", soft=False))
    found += [Span(start, end, "quantity") for start, end in vague_numerals(text)]
    if found and (said := _CUSTOMERS_WORD.match(text)):
        # 客人说隔壁太吵的,值班经理应……: whether somebody said so is plain, however vague the words are.
        start, end = said.span(said.lastindex or 0)
        found = [span for span in found if not start <= span.start < end]
    return sorted(without_inner(found), key=lambda span: span.start) if len(found) > 1 else found


_ASKED = regex(r"(?:问|征询|征求|了解)[^,。;]{0,24}是否[^,。;]{0,12}$")
_LOOKED_AT = regex(r"(?:检查|查看|查验|核对|核实|核查|确认)[^,。;]{0,24}是否[^,。;]{0,4}$")
_SEEN = frozenset({"齐全", "畅通", "通畅", "清晰", "平稳", "完整", "正常"})


def _asked(text: str, token: Token) -> bool:
    """询问客人是否满意, 检查材料是否齐全: what is asked or looked at, with an answer; not how it is to be done."""
    before = text[: token.start]
    return bool(_ASKED.search(before)) or (token.word.text in _SEEN and bool(_LOOKED_AT.search(before)))


_HOW_MANY = regex(r"等\s*(\d{1,2})\s*[种项样类个件份]")


def _counted_out(text: str, at: int) -> bool:
    """雨伞、拖鞋、牙具等 3 种: the list holds as many as it says, so that 等 closes it."""
    said = _HOW_MANY.match(text, at)
    return said is not None and re.split("[,。;:]", text[:at])[-1].count("、") + 1 >= int(said[1])


def _grades(text: str) -> list[tuple[int, int]]:
    """Where the grades of a scale are named one after another."""
    return [match.span() for match in _SCALE_NAME.finditer(text)]


def without_inner(spans: list[Span]) -> list[Span]:
    """Each stretch once: a span inside a longer one says nothing more."""
    best: dict[tuple[int, int], Span] = {}
    for span in spans:
        best.setdefault((span.start, span.end), span)
    return [
        span
        for span in best.values()
        if not any(a <= span.start and span.end <= b and b - a > span.end - span.start for a, b in best)
    ]


def _in_rate_name(text: str, token: Token) -> bool:
    """及时率, 快速响应率: the word is part of a metric's name."""
    after = text[token.end : token.end + 9]
    if token.word.category in ("compare", "escape", "actor", "list"):
        return after[:1] == "率"
    return bool(_RATE.match(after)) and not _NO_RATE.match(after)


def _inside_term(tokens: list[Token], at: int) -> bool:
    return any(t.start <= at < t.end and t.is_a(Kind.TERM | Kind.ACT | Kind.VAGUE) for t in tokens)


def _follows(pattern: str) -> Callable[[str, Token], bool]:
    compiled = regex(pattern)
    return lambda text, token: bool(compiled.match(text[token.end : token.end + 8]))


def _not_follows(pattern: str) -> Callable[[str, Token], bool]:
    compiled = regex(pattern)
    return lambda text, token: not compiled.match(text[token.end : token.end + 8])


def _preceded(pattern: str) -> Callable[[str, Token], bool]:
    compiled = regex(f"(?:{pattern})$")
    return lambda text, token: bool(compiled.search(text[max(0, token.start - 6) : token.start]))


def _not_preceded(pattern: str) -> Callable[[str, Token], bool]:
    compiled = regex(f"(?:{pattern})$")
    return lambda text, token: not compiled.search(text[max(0, token.start - 6) : token.start])


def _as_manner(text: str, token: Token) -> bool:
    """规范, 专业 as adverb or predicate, not as the noun or the first half of a name."""
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 2]
    if before and before in "本该此按照依据由合》》与及":
        return False
    return (
        not after
        or after[0] in "地的、,。;而又化有服态操办使礼用执着填"
        or before in tuple("应须要、、地更不做言为")
    )


def _complete(text: str, token: Token) -> bool:
    """齐全 as what is required, not as the moment from which time runs (材料齐全后) nor of a counted list."""
    counted = re.search(r"[\d一二两三四五六七八九十][项件种样]$", text[: token.start])
    return not counted and not re.match(r"后|的|时|之日|且|并|即|方可", text[token.end :])


def _in_force(text: str, token: Token) -> bool:
    """有效 of results; not 无效, nor of a paper that is valid (有效的工作票)."""
    if text[max(0, token.start - 1) : token.start] in ("无", "失"):
        return False
    return not re.match(
        r"(?:的[^,。;]{1,6}?|[^,。;的应须]{1,4}?)[证票照单书件约章码卡纸券](?![据实明])", text[token.end :]
    )


_BY_MEASURE = regex(
    r"[^,。;\d]{0,8}\s*(?:每分钟\s*)?\d+(?:\.\d+)?\s*(?:度|℃|厘米|毫米|毫升|滴|lx|勒克斯|分贝|克|千克|公斤)"
)


def _no_measure(text: str, token: Token) -> bool:
    """提高 of results; not of a thing that is set by so much (提高床头 30 度, 减少滴速至每分钟 40 滴)."""
    return not _BY_MEASURE.match(text, token.end)


_AFTER_FIGURE = r"[\d一二三四五六七八九十百千半]\s*(?:%|[a-zA-Z℃]+|个?[\u4e00-\u9fff]{1,3})?"
_GUARDS: dict[str, Callable[[str, Token], bool]] = {
    "一定": _follows(r"的|数量|比例|程度|时间|期限|范围|优惠|折扣|补偿|额度|幅度"),
    "部分": _not_preceded(r"[\d第一二三四五六七八九十两各本该]"),
    "左右": _preceded(_AFTER_FIGURE),
    "基本": _follows(
        r"[上]|完成|满足|达到|实现|做到|合格|一致|符合|保持|掌握|了解|解决|覆盖|无|消除|整洁|干净|清洁"
    ),
    "方便": _not_follows(
        r"(?:客户|顾客|旅客|患者|群众|用户|客人|宾客|乘客|老人|残疾人|来访|取用|取阅|查阅|查询)"
    ),
    "规范": _as_manner,
    "专业": _as_manner,
    "高度": _follows(r"重视|关注|负责|认真|警惕|责任|统一|一致"),
    "增加": _not_follows(r"[“《]|\s*(?:至|到)?\s*[\d一二两三四五六七八九十]"),
    "适时": _not_preceded(r"[不舒]"),
    "妥当": _not_follows(r"[日天时]"),
    "不作为": _not_follows(r"[\u4e00-\u9fff]"),
    "提前": _not_follows(r"\s*(?:至少|不少于|不低于)?\s*[\d一二两三四五六七八九十半]"),
    "有效": _in_force,
    "满意": _not_preceded(r"不|非常|基本|比较"),
    "合格": _not_preceded(r"不|验收|检验|考核|考试|培训"),
    "专员": _not_preceded(r"[\u4e00-\u9fff]{2}"),
    "责任人": _not_preceded(r"明确|[\u4e00-\u9fff]{2}"),
    "患者优先": _not_follows(r"[\u4e00-\u9fff]"),
    "顾客优先": _not_follows(r"[\u4e00-\u9fff]"),
    "客户优先": _not_follows(r"[\u4e00-\u9fff]"),
    "人人": _not_follows(r"[数员次行]"),
    "十分": lambda text, token: (
        not re.search(r"[一二三四五六七八九几数]$|[\d点]$", text[: token.start])
        and not re.match(r"[钟之]", text[token.end :])
    ),
    "提高": _no_measure,
    "降低": _no_measure,
    "减少": _no_measure,
    "缩短": _no_measure,
    "持续": _not_follows(r"\s*(?:不少于|不低于|不超过|至少|达到?|超过)?\s*[\d一二两三四五六七八九十半]"),
    "比较": _follows(r"[多少高低长短大小快慢重久热冷早晚强弱难差好优佳远近清完全明深浅密]"),
    "日后": _not_preceded(r"[\d一二两三四五六七八九十几个次工作然历]\s*"),
    "不少": _not_follows(r"于"),
    "自在": _not_follows(r"[售线册编用建场位校职学播飞行]"),
    "好用": _not_preceded(r"[正刚恰]"),
    "一般": _follows(r"应|当[日天场]|次日|即[日时]|不(?!符)|在|须|要|为|由|于|需|都|均|能|[,]|\s*\d"),
    "到位": _not_preceded(r"人员|岗位|物资|设备|车辆|资金|签到|[\u4e00-\u9fff]员"),
    "清洁": _follows(r"[。,、;的和及与]|$|卫生|明亮|有序|整齐"),
    "齐全": _complete,
    "上级": _not_follows(r"主管|经理|班长"),
    "暂时": _not_follows(r"离开|离岗|离席|无法|关闭|停用"),
    "安全": _not_follows(r"[\u4e00-\u9fff]"),
}
# The characters of which one is in every match (tests/core/wording/test_signs.py holds them against it), so that most
# sentences need not be searched; the expression.
BY_SIGN: tuple[tuple[str, re.Pattern[str], str, bool], ...] = (
    ("相有", _SOMEONE, "actor", False),
    ("约", _ABOUT, "quantity", False),
    ("常多勤得", _MANNER, "degree", False),
    ("较过太更极很颇", _ADJECTIVE_DEGREE, "degree", False),
    ("稳快准细严实轻勤巧美好净亮全诚", _PAIR, "quality", False),
    ("让使令叫", _FEELING, "quality", False),
    ("星心□“”", _STAR_WORDS, "quality", False),
    ("以家己观宾置角立如贵境友亲朋犹", pattern("zh_orient"), "quality", False),
    ("条可能限外视除形此况根足许围乎允裕", pattern("zh_escape"), "escape", False),
    ("懂爱会敢能讲重知善勤暖亲真想多少肯愿有急忧解帮供盼愁谋", pattern("zh_parallel"), "quality", False),
    ("样般似像如", pattern("zh_simile"), "quality", False),
    ("觉印忆感", pattern("zh_impression"), "quality", False),
    ("为好甘争做当", pattern("zh_role"), "quality", False),
    ("则", pattern("zh_in_principle"), "escape", False),
    ("百", pattern("zh_hundred"), "absolute", False),
    ("尽", pattern("zh_exhaustive"), "absolute", False),
    ("能", pattern("zh_if_able"), "escape", False),
    ("零", pattern("zh_zero"), "absolute", False),
    ("数几够", pattern("zh_vague_number"), "quantity", False),
    ("于在久等早快急速迅敏及说", pattern("zh_time"), "time", False),
)
_PATTERNS = tuple(
    (frozenset(signs), expression, category, soft) for signs, expression, category, soft in BY_SIGN
)
_ANY_SIGN = regex(f"[等{CAUSING}{''.join(row[0] for row in BY_SIGN)}]")
