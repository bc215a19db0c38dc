"""Words and signs of comparison before and behind a figure, as tables that are looked up longest first.

以上, 以下, 以内, 届满 include the end; 不满, 超过, 以外 exclude it (Civil Code of the PRC, art. 1259).
"""

from __future__ import annotations

from typing import Final

from biaochi.core.quantity.wordlist import by_character, words

_ABOVE: Final = words("超过 高于 多于 大于 长于 晚于 迟于 超出 高出")
_BELOW: Final = words("少于 低于 小于 短于 早于")
_NEGATIONS: Final = words("不 不得 不应 不可 不能 不宜 不会 不许 不准 未 不应当 不允许 不再 绝不 不可以")

_AT_MOST: Final = words("""
    至多 最多 最高 最长 最迟 最晚 最大 上限 上限为 上限是 控制在 限于 不逾 ≤ <= =< 小于等于 小于或等于
    少于或等于 低于或等于 限时 压缩至 压缩到 缩短至 缩短到 降至 降到 降低到 降低至
""")
_AT_LEAST: Final = words("""
    至少 最少 最低 最短 最小 最早 起码 下限 下限为 下限是 底线 底线为 ≥ >= => 大于等于 大于或等于
    高于或等于 多于或等于 达到 达 应达 须达 保底 提高到 提高至 提升到 提升至 保持在 满
""")
_EN_AT_MOST: Final = words("""
    within|no more than|not more than|no longer than|not longer than|no later than|not later than|at most|
    up to|not exceed|not exceeding|not to exceed|does not exceed|a maximum of|maximum of|maximum|max|max.|
    no greater than|not greater than|no higher than|not above|not over|less than or equal to|capped at|
    cap of|not take more than
""")
_EN_AT_LEAST: Final = words("""
    at least|no less than|not less than|no fewer than|not fewer than|no lower than|not below|not under|
    a minimum of|minimum of|minimum|min.|greater than or equal to|not shorter than|no shorter than|floor of|
    no earlier than
""")
_EN_ABOVE: Final = words(
    "over|above|more than|greater than|longer than|exceeding|exceeds|exceed|beyond|later than"
)
_EN_BELOW: Final = words("under|below|less than|fewer than|shorter than|in under|lower than|earlier than")

_BEFORE: Final[dict[str, str]] = {
    **dict.fromkeys([*_ABOVE, *_EN_ABOVE, "逾", "突破", ">"], ">"),
    **dict.fromkeys([*_BELOW, *_EN_BELOW, *words("不足 不满 未满 不到 未达 未达到 不及 <")], "<"),
    **{no + word: "<=" for no in _NEGATIONS for word in _ABOVE},
    **{no + word: ">=" for no in _NEGATIONS for word in _BELOW},
    **dict.fromkeys([*_AT_MOST, *_EN_AT_MOST], "<="),
    **dict.fromkeys([*_AT_LEAST, *_EN_AT_LEAST], ">="),
}
_BEHIND_AT_MOST: Final = words("""
    以内|之内|内|及以下|或以下|以下|以下(含)|及以内|以内(含)|为限|封顶|为上限|之内(含)|(含)以内|(含)内|
    (含)以下|or less|or fewer|or under|or below|or shorter|or sooner|or earlier|or faster|at most|
    at the latest|maximum|max|ceiling|cap|limit
""")
_BEHIND_AT_LEAST: Final = words("""
    以上|及以上|或以上|以上(含)|(含)以上|起步|为下限|为底线|届满|or more|or above|or over|or longer|
    or higher|or greater|at least|and above|and over|minimum|floor|upwards
""")
_BEHIND: Final[dict[str, str]] = {
    **dict.fromkeys(_BEHIND_AT_MOST, "<="),
    **dict.fromkeys(_BEHIND_AT_LEAST, ">="),
    **dict.fromkeys(words("以外 之外 开外 以上(不含) (不含)以上"), ">"),
    **dict.fromkeys(words("以下(不含) (不含)以下 以内(不含) 不到"), "<"),
}
# 内 as the first character of another word is no suffix.
_INSIDE_WORD: Final = {
    "内": "部容勤科设页存线环外服衣心",
    "以上": "述列级",
    "以下": "述列简统",
    "max": "i",
    "cap": "a",
    "limit": "ei",
}
BEFORE_LONGEST: Final = max(map(len, _BEFORE))
"""Characters of the longest word before a figure."""
_ENDING: Final = by_character(_BEFORE, -1)
_BEGINNING: Final = by_character(_BEHIND, 0)

_ABOUT_ENDING: Final = by_character(
    words("""
        约 大约 大概 大致 将近 接近 近 平均约 估计 about approximately around roughly nearly almost approx
        approx. circa ~
    """),
    -1,
)


def before(text: str, at: int) -> tuple[str, int] | None:
    """The comparator that ends at `at` of a folded text, spaces aside: its sign and where it starts."""
    end = at
    while end and text[end - 1] == " ":
        end -= 1
    found = _ending(text, end)
    if found is None and end and text[end - 1] in "为是在:有至":
        found = _ending(text, end - 1)  # 不得低于为…, 上限为, 最长为
    return found


def _ending(text: str, end: int) -> tuple[str, int] | None:
    for word in _ENDING.get(text[end - 1], ()) if end else ():
        if not text.endswith(word, 0, end):
            continue
        start = end - len(word)
        ahead = text[start - 1] if start else " "
        if "a" <= text[start] <= "z" and ahead.isascii() and ahead.isalnum():
            continue
        if text[start] == "满" and start and text[start - 1] in "期圆":
            continue
        return _BEFORE[word], start
    return None


def behind(text: str, at: int) -> tuple[str, int] | None:
    """The suffix of comparison that begins at `at` (spaces allowed): its sign and the offset behind it."""
    while at < len(text) and text[at] == " ":
        at += 1
    if at < len(text) and text[at] == "(" and not text.startswith(("(含", "(不含"), at):
        return None
    for word in _BEGINNING.get(text[at], ()) if at < len(text) else ():
        if not text.startswith(word, at):
            continue
        end = at + len(word)
        after = text[end : end + 1]
        if word.isascii() and after.isalnum() and after.isascii():
            continue
        if after and after in _INSIDE_WORD.get(word, ""):
            continue
        return _BEHIND[word], end
    return None


def about_before(text: str, at: int) -> int | None:
    """Where a word of approximation that ends at `at` starts."""
    end = at
    while end and text[end - 1] == " ":
        end -= 1
    for word in _ABOUT_ENDING.get(text[end - 1], ()) if end else ():
        if text.endswith(word, 0, end):
            start = end - len(word)
            if word.isascii() and start and text[start - 1].isalnum() and text[start - 1].isascii():
                continue
            if word == "近" and start and text[start - 1] in "最就附靠邻亲":
                return None
            if word == "约" and start and text[start - 1] in "预节合条签违契公特制":
                return None
            return start
    return None


_NOT_ABOUT: Final = words("左右侧 左右两 左右手 上下楼 上下班")


def about_behind(text: str, at: int) -> int | None:
    """The offset behind a word of approximation (左右, or so) that begins at `at`."""
    while at < len(text) and text[at] == " ":
        at += 1
    for word in ("左右", "上下", "or so"):
        if text.startswith(word, at) and not text.startswith(_NOT_ABOUT, at):
            return at + len(word)
    return None
