"""Numerals that name no number: 三五天, 十来分钟, 数十, 几次, 上百, 半天, a couple of, a dozen or so."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from biaochi.core.quantity.folding import fold, has_han, unfolded
from biaochi.core.regex import regex

_D: Final = "[一二两三四五六七八九]"
_POWER: Final = "[十百千万]"
_UNIT: Final = (
    "(?:秒|分钟|刻钟|小时|钟头|工作日|天|日(?![常历])|周|星期|礼拜|月|季|年|次(?![序要品数])|件|宗|起|单|通|项|"
    "条|份|人|名|位(?![于置])|元|块|米|公里|里|倍|种|家|户|台|张|套|间|笔|页|桌|句|声|遍|步|岁|层|"
    "万|百|千|分(?![析类别]))"
)
_MEASURED: Final = f" ?个? ?{_UNIT}"
# 数 behind these ends a noun (次数, 人数, 多数).
_NOUN_ENDS: Final = "次人件个份分天总多少参系基指计函整户单台页字笔岁级倍位无大半"
_HAN: Final = regex(
    "|".join(
        (
            # 十来分钟, 30 多分钟, 20余项
            rf"(?:[0-9]+(?:\.[0-9]+)?|(?:{_D}|{_POWER}){{1,8}}) ?(?:多|余|来|几)(?={_MEASURED}){_MEASURED}",
            # 几次, 几十个, 好几天, 十几个
            f"(?<!第)好?几{_POWER}{{0,4}} ?(?:个(?!体) ?)?{_UNIT}|(?<!第)好?几个|十几(?!号)个?{_UNIT}?",
            # 数十人, 数次
            f"(?<![{_NOUN_ENDS}])数(?:{_POWER}{{1,4}}|(?=个?{_UNIT}))[多余]?个?{_UNIT}?",
            # 三五天, 两三次, 一二十天, 十五六分钟
            f"(?<!零)(?<!{_D})(?<!{_POWER})(?:(?!一一){_D}{_D}{_POWER}{{0,4}}|十(?!一一){_D}{_D})[多余来]?{_MEASURED}",
            # 三、四天; not 三、四层, which are two
            f"(?<!第)(?<!零)(?<!{_D})(?<!{_POWER})(?<!、)(?!一、一){_D}、{_D} ?个?(?:秒|分钟|小时|天|工作日|周|人|次(?![序要品数])|遍|件)",
            # 七八成, 七、八成
            f"(?<!第)(?<!零)(?<!{_D})(?<!{_POWER})(?!一一){_D}、?{_D}成(?![为本立功员])",
            # 上百人, 近千件, 百余件, 成百上千
            "(?<![之以向])(?:上[百千万]|近[十百千万]+|逾[百千万]+|过[百千万]|成[百千])"
            f"(?:个? ?{_UNIT})?(?![分年公货姓之克])",
            f"百(?:余|来|十来)个?{_UNIT}?|成百上千|百八十个?{_UNIT}",
            f"(?<![上下前后每])[大小好]?半[天日](?![然制])|若干个?{_UNIT}?",
        )
    )
)
_ENGLISH: Final = regex(
    "(?<![a-z])(?:a couple(?: of)?|couple of|a (?:good )?few(?! of the)|a handful(?: of)?|several|"
    "(?:a |[0-9]+ |two )?dozens? or so|dozens of|scores of|hundreds of|thousands of|[0-9]+-odd|"
    "some (?:[0-9]+|ten|twenty|thirty|fifty)|[0-9]+(?: [a-z]+)? or so|"
    "(?:ten|twenty|thirty|forty|fifty|sixty)-odd|one or two|two or three|three or four|five or six|"
    "half a day|umpteen)(?![a-z])"
)
_DIGIT: Final = unfolded("0123456789")
_FEW: Final = unfolded("一二两三四五六七八九")
_HUNDREDS: Final = unfolded("十百千万")
_BEHIND: Final = unfolded("秒分刻小钟工天日周星礼月季年次件宗起单通项条份人名位元块米公里倍种家户台张套间笔页桌句声遍步岁层万百千十个")
_HINT: Final = regex(
    # One class of characters to begin with, which is searched for at once; then what makes one of them a sign.
    f"[{_DIGIT}{_FEW}{_HUNDREDS}{unfolded('几若半数上过近逾成')}]"
    f"(?:(?<=[{unfolded('几若半')}])"
    f"|(?<=[{_DIGIT}{_FEW}{_HUNDREDS}])[{unfolded(' ')}]?[{unfolded('多余来')}]"
    f"|(?<=[{unfolded('数')}])[{_BEHIND}]"
    f"|(?<=[{_FEW}])[{unfolded('、')}]?[{_FEW}]"
    f"|(?<=[{unfolded('上过近逾成')}])[{_HUNDREDS}]"
    f"|(?<=百)[八十])|[a-zA-Z\uff21-\uff3a\uff41-\uff5a]"
)
"""What every vague numeral holds, in either script and width; the text as given need not be folded to look for it."""
_ENGLISH_HINT: Final = regex(
    "coupl|few|hand|several|dozen|score|hundreds|thousands|odd|or so|one or|two or|three or|five or|"
    "half a day|some |umpt"
)


def vague_numerals(text: str) -> tuple[tuple[int, int], ...]:
    """The offsets of every numeral that leaves its number open; none of them is ever a quantity."""
    return () if _HINT.search(text) is None else _found(text)


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[tuple[int, int], ...]:
    folded = fold(text)
    spans: list[tuple[int, int]] = []
    if has_han(text):
        spans += [match.span() for match in _HAN.finditer(folded)]
    if _ENGLISH_HINT.search(folded):
        spans += [match.span() for match in _ENGLISH.finditer(folded)]
    return tuple(sorted(spans))
