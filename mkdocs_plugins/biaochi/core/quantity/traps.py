"""Figures that name, date or number a thing instead of bounding it: clock times, labels, slogans."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from biaochi.core.quantity.wordlist import by_character, words
from biaochi.core.regex import regex

_HAN: Final = "零一二两三四五六七八九十廿卅"
_N: Final = f"(?:[0-9]{{1,3}}|[{_HAN}]{{1,4}})"
_YEAR: Final = "(?:(?:19|20)[0-9]{2}|[零一二三四五六七八九]{4})"
MONTHS: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DAYTIME: Final = "(?:上午|下午|早上|晚上|晚间|中午|凌晨|清晨|傍晚|午后|每日|每天|当日|次日|前一日|工作日)"
_SERVED: Final = (
    "(?:不间断|全天|客户?服|服务|热线|值班|值守|在线|营业|开放|自助|接听|监控|便利|受理|接待|接单|人工|"
    "运营|开门|供应|待命|咨询)"
)
_SERVED_EN: Final = "(?:hotline|service|line|desk|support|reception)"
_HOTLINE: Final = "(?:热线|电话|专线|平台|服务热线|企业热线|政务|客服|短号|hotline|line|helpline)"
_MEDALS: Final = (
    "(?:站式|条龙|网通办|窗通办|窗受理|窗式|门式|件事|键|码通|卡通|心级?服务|心服务|心(?![理情态愿得里])|"
    "星服务|次性告知|次办好|次办结|次办成|次不用跑|公开|统一|免一|不放过|查[一二三四五六七八九十0-9]对|优先|"
    "零(?=服|距)|对一|人一[档策]|户一|企一|单一|事一)"
)
_PLACE: Final = "(?:窗口|楼|线|柜台?|机|厅|门|台|岗|通道|站台)"
_TIME: Final = "(?:[01]?[0-9]|2[0-4]):[0-5][0-9]"
_AM_PM: Final = r" ?[ap]\.?m\.?(?![a-z])"

# What the text at a figure looks like, by role; the first that fits decides.
_FORMS: Final[dict[str, tuple[str, ...]]] = {
    "hours": (
        "7 ?[×x*] ?24(?: ?小时)?",
        "24 ?[×x*/] ?7",
        f"24 ?小时(?= ?{_SERVED})",
        f"24[ -]hours?(?= {_SERVED_EN})",
        "365 ?天",
    ),
    "phone": (
        "1[3-9][0-9]{9}(?![0-9])",
        "[48]00-?[0-9]{3}-?[0-9]{4}(?![0-9])",
        "0[0-9]{2,3}-[0-9]{7,8}(?![0-9])",
        f"[0-9]{{3,6}}(?= ?{_HOTLINE})",
    ),
    "version": (r"[0-9]+\.[0-9]+\.[0-9]+(?:\.[0-9]+)*(?![0-9])",),
    "date": (
        f"{_YEAR} ?[-/.] ?[01]?[0-9] ?[-/.] ?[0-3]?[0-9](?![0-9])",
        f"{_YEAR} ?年 ?{_N}(?: ?月)? ?(?:~|-|至|到) ?{_N} ?月份?",
        f"{_YEAR} ?年度?(?: ?{_N} ?月份?(?: ?{_N} ?[日号])?| ?第?[一二三四1-4]季度)?",
        f"{_N} ?月(?: ?{_N} ?[日号]|[初底末中]旬?|上旬)",
        "(?:19|20)[0-9]{2}-[01][0-9](?![0-9])",
        "(?:19|20)[0-9]{2}[~/-](?:20)?[0-9]{2}(?![0-9])",
        f"[0-3]?[0-9](?:st|nd|rd|th)? (?:of )?{MONTHS}(?:,? (?:19|20)[0-9]{{2}})?(?![a-z])",
    ),
    "clock": (
        f"{_TIME}(?::[0-5][0-9])?(?![0-9])(?:{_AM_PM})?"
        f"(?: ?(?:~+|-|至|到|to) ?(?:次日|翌日)? ?{_TIME}(?:{_AM_PM})?)?",
        f"[0-9]{{1,2}}{_AM_PM}",
        "[0-9]{1,2} o'clock",
        f"{_N} ?点(?:半|整|钟|[一三]刻| ?{_N} ?分(?!钟))",
        f"{_N} ?[点时](?=[前后起止至到之以,。;、)开关~-]|$)",
        f"{_N} ?时 ?{_N} ?分(?!钟)",
    ),
    "age": (
        f"{_N} ?(?:~ ?[0-9]{{1,3}} ?)?周?岁(?:(?:及?以[上下]|以内)的?)?",
        "[0-9]{1,3}[ -]years?[ -](?:old|of age)",
    ),
    "label": (
        f"{_N}(?: ?[~-] ?{_N})? ?(?:号(?![字召]){_PLACE}?|楼|层|室|栋|幢|房间|号房|类地区|线城市"
        "|级(?!别)(?:及?以[上下])?)",
        f"{_N} ?分制",
        "[1-6][gk](?![a-z0-9%/])",
        "4s店",
        "[0-9]{2,4}p(?![a-z0-9])",
    ),
    "percentile": (
        r"[0-9]{1,2}(?:\.[0-9]{1,2})?(?:st|nd|rd|th)? percentile",
        "[0-9]{2} ?(?:百分位|分位)数?",
    ),
    "ordinal": ("[0-9]{1,4}(?:st|nd|rd|th)(?![a-z])",),
    "slogan": (f"{_N}{_MEDALS}", f"(?<=跑){_N}[次趟]"),
}
_AT_FIGURE: Final = regex("|".join(f"(?P<{role}>{'|'.join(forms)})" for role, forms in _FORMS.items()))
_ORDINAL_FIGURE: Final = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,3}})*|[{_HAN}百]{{1,6}})"
_ORDINAL: Final = regex(
    f"第 ?{_ORDINAL_FIGURE}(?: ?(?:[、,~/-]|至|到|和|或|及) ?第?{_ORDINAL_FIGURE})*(?: ?(?:版|百分位数?))?"
)


_ROLES: Final = {"clock": "clock-time"}

# Words in front of a bare figure that make it a name. The strong ones win over a unit behind it.
_STRONG: Final = frozenset(
    words("""
        附录 附件 附表 附图 条款 no. № 编号 序号 版本 版本号 窗口号 房号 工号 表号 式样 figure fig fig.
        clause clauses section annex appendix chapter article version edition gb/t iso
    """)
)
_WEAK: Final = frozenset(
    words("""
        表 图 步骤 注 示例 例 式 公式 级别 等级 窗口 柜台 房间 通道 站台 航班 线路 优先级 阶段 级 卷 页 栏
        层级 table part step item level tier phase grade room floor counter window gate platform office
        offices branch bay desk page rule form zone lane number order category class stage priority note
        example grades levels tiers steps counters windows
    """)
)
_NOT_LABEL: Final = {
    "表": "代外仪手报列",
    "图": "意试企",
    "注": "关备",
    "例": "比案",
    "式": "方形模",
    "级": "上下各逐",
    "卷": "问答",
}
_ENDING: Final = by_character(_STRONG | _WEAK, -1)
_PHONE_BEFORE: Final = regex(
    "(?:电话|热线|拨打|致电|拨|专线|短信|calls?|calling|dial|dialling|hotline|tel|telephone|phone)[ :]*$"
)
_PHONE: Final = regex(r"[0-9][0-9 -]{1,16}[0-9]")
_CODE_BEFORE: Final = regex(
    "(?:[a-z](?:[a-z0-9]|[-/.](?=[a-z0-9]))*[-./]?"
    "|(?<![a-z])(?:gb(?:/[tz])?|iso(?:/[a-z]+)*|iec|itu|db ?[0-9]{2}/t|[a-z]{2,4}/t) )$"
)
_CODE_REST: Final = regex(r"[0-9](?:[0-9a-z]|[-./~:](?=[0-9a-z]))*")
_PERCENTILE: Final = regex(r"(?:[0-9]{2}(?:\.[0-9]{1,2})?)(?![0-9a-z])")
_LIST_MARK: Final = regex(
    r"\s*(?:[(]?[0-9]{1,3}[.、)](?![0-9])|[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}"
    r"(?= (?!(?:个?工作[日天]|工作?小时|分钟|小时|秒钟?|个?百分点|千?米|公里|元|倍)(?=[^\u4e00-\u9fff]|$|[以之]?内|以[上下]|[降升缩减增]?[到至]|[降升缩减增])|成(?!立|功|员|本|为|品|果|交))[^0-9a-z%‰]))"
)
"""A decimal with a unit behind it (7.5 分钟) is a figure, wherever it stands."""


class Trap(NamedTuple):
    """A figure with its role and extent; `figure` is the text of a percentile's number."""

    role: str
    start: int
    end: int
    figure: str = ""


def list_mark(text: str) -> Trap | None:
    """The number of a list item or heading at the beginning of a text."""
    match = _LIST_MARK.match(text)
    return Trap("ordinal", 0, match.end()) if match else None


def trap_at(text: str, raw: str, at: int) -> Trap | None:
    """The trap whose figure begins at `at`, judged by its form and by what stands before it; None for a plain
    figure.

    `text` is folded, `raw` the text as given (5G is a product, 5g a mass).
    """
    ahead = text[at - 1] if at else ""
    if ahead == "第" or (ahead == " " and text[at - 2 : at] == "第 "):
        return _numbered(text, at)
    if "a" <= ahead <= "z" or (at > 1 and ahead in "-./ " and text[at - 2] < "{" and text[at - 2].isalpha()):
        code = _coded(text, at)
        if code:
            return code
    match = _AT_FIGURE.match(text, at)
    if match and not _unlike(match, text, raw, at):
        role = match.lastgroup or ""
        start = at
        if role == "clock":
            day = _DAY_BEFORE.search(text, max(0, at - 5), at)
            start = day.start() if day else at
        figure = _DIGITS.match(text, at) if role == "percentile" else None
        return Trap(_ROLES.get(role, role), start, match.end(), figure[0] if figure else "")
    return None


_DIGITS: Final = regex(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
_DAY_BEFORE: Final = regex(rf"{_DAYTIME} ?$")


def _unlike(match: re.Match[str], text: str, raw: str, at: int) -> bool:
    """Whether a form that looked like a trap is a quantity after all."""
    role, end = match.lastgroup, match.end()
    if role == "label" and text[end - 1] in "gk" and match[0][:-1].isdigit():
        return raw[end - 1] not in "GK"
    if role == "clock" and text[end - 1] in "点时":
        if text[at - 1 : at] == "找":
            return True  # 找零时
        named = _DAY_BEFORE.search(text, max(0, at - 5), at) or text[end : end + 1] in "前起"
        return text[at] in "一两" and not named  # 快一点, 早一点
    if role == "phone":
        return len(match[0]) < 5 and not text.startswith(("110", "119", "120", "122", "1823"), at)
    return role == "slogan" and text[at] in "0123456789" and text[end - 2 : end] in ("优先", "统一", "公开")


def _numbered(text: str, at: int) -> Trap | None:
    start = text.rfind("第", 0, at)
    match = _ORDINAL.match(text, start)
    if match is None:
        return Trap("", start, at + 1)
    if match[0].endswith(("百分位", "百分位数")):
        figure = match[0][1:].removesuffix("数").removesuffix("百分位").strip()
        return Trap("percentile", start, match.end(), figure)
    if text.startswith(("时间", "方", "一"), match.end()):
        return Trap("", start, match.end())  # 第一时间, 第三方: words
    return Trap("version" if match[0].endswith("版") else "ordinal", start, match.end())


def _coded(text: str, at: int) -> Trap | None:
    """P95, v1.2, GB/T 36733, HTL-003, A4, E-07 (the letter stands directly before the figure)."""
    ahead = text[max(0, at - 2) : at - 1]
    if text[at - 1] == "p" and not (ahead.isascii() and ahead.isalnum()):
        percentile = _PERCENTILE.match(text, at)
        if percentile:
            return Trap("percentile", at - 1, percentile.end(), percentile[0])
    before = _CODE_BEFORE.search(text, max(0, at - 24), at)
    if before is None:
        return None
    rest = _CODE_REST.match(text, at)
    role = "version" if before[0] == "v" else "label"
    return Trap(role, before.start(), rest.end() if rest else at + 1)


def named_before(text: str, at: int) -> tuple[int, bool] | None:
    """Where a word that makes the figure at `at` a name (附录, table, room …) starts, and whether it is a
    strong one.
    """
    end = at
    while end and text[end - 1] == " ":
        end -= 1
    for word in _ENDING.get(text[end - 1], ()) if end else ():
        if not text.endswith(word, 0, end):
            continue
        start = end - len(word)
        ahead = text[start - 1] if start else ""
        if word.isascii() and ahead.isascii() and ahead.isalpha():
            continue
        if ahead and ahead in _NOT_LABEL.get(word, ""):
            return None
        return start, word in _STRONG
    return None


def phone_at(text: str, at: int) -> Trap | None:
    """A number to dial after 电话, 拨打, call …"""
    ahead = _PHONE_BEFORE.search(text, max(0, at - 12), at)
    digits = _PHONE.match(text, at) if ahead else None
    return Trap("phone", at, digits.end()) if digits and len(digits[0]) >= 3 else None
