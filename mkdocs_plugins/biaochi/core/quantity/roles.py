"""What the figure of a phrase is in its sentence: criterion, date, label, part of a word."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from biaochi.core.quantity.mention import Mention
from biaochi.core.quantity.period import Period
from biaochi.core.quantity.phrase import Phrase
from biaochi.core.quantity.quantity import Quantity
from biaochi.core.quantity.recurring import period_at
from biaochi.core.quantity.traps import named_before, phone_at
from biaochi.core.quantity.units import NPS, NUMBER, Unit
from biaochi.core.quantity.wordlist import words
from biaochi.core.regex import regex


def judged(folded: str, raw: str, phrase: Phrase, floor: int) -> Mention | None:
    """The mention a phrase makes; None when its numeral is part of a word."""
    quantity, bound = phrase.quantity, phrase.bound
    kind = bound.unit if bound else quantity.unit if quantity else NUMBER
    start, value_start, value_end, end = phrase.start, phrase.value_start, phrase.value_end, phrase.end
    every = _EVERY.search(folded, max(floor, value_start - 9), value_start) is not None
    if phrase.form.startswith("han"):
        if not phrase.has_unit or (folded[value_start:value_end] == "二次" and bound is None):
            return None  # 二次投诉: a second one
        weak = (phrase.form == "han-weak" or kind.also) and bound is None and not every
        if weak and not _fits_weak(folded, kind, value_start, value_end):
            return None
    if phrase.form == "english-once" and not _PER_AHEAD.match(folded, value_end):
        return None
    role = "quantity"
    label = named_before(folded, value_start)
    if label and label[0] >= floor and (label[1] or not phrase.has_unit):
        chain = _CHAIN.match(folded, value_end)
        end = chain.end() if chain else value_end
        return Mention(label[0], end, raw[label[0] : end], "ordinal", value_start, value_end)
    if not phrase.has_unit:
        phone = phone_at(folded, value_start)
        if phone:
            where = phone.start, phone.end
            return Mention(*where, raw[phone.start : phone.end], "phone", *where)
        role, kind, value_end = _bare(folded, phrase, kind)
        if not role:
            return None
        end = max(end, value_end)
        quantity = Quantity(quantity.value, kind) if quantity else None
        bound = replace(bound, unit=kind) if bound else None
    elif (bound is None or bound.op == "in") and not every:
        role = _role(folded, quantity, kind, phrase)
    per = _per(folded, start, value_end, floor)
    if role == "indefinite" and per:
        role = "quantity"
    end = max(end, value_end)
    return Mention(
        start,
        end,
        raw[start:end],
        role,
        value_start,
        value_end,
        quantity,
        bound,
        per=per,
        every=every,
        approximate=phrase.approximate,
    )


_EVERY: Final = regex(r"(?:每隔?|(?<![a-z])(?:every|each|per)) ?$")
_CHAIN: Final = regex(r"(?:\.[0-9]+)+|(?: ?(?:[、~/-]|至|到|和|to|and) ?[0-9]+(?:\.[0-9]+)*)+(?! ?%)")
_PER_AHEAD: Final = regex(r" (?:an?|per|each|every|daily|weekly) ")
_SCORED: Final = regex(
    "(?:得|打|评|满|总|给|扣|加|分值|均|各)分? ?$|(?:得分|评分|满分|分值|分数|总分|均分)[^,、。;]{0,4}$"
)
_RUNG: Final = regex(r"[铃响]")
_STAR_LABEL: Final = regex("(?:标准|酒店|宾馆|饭店|好评|服务|饭馆|体验)")


def _fits_weak(folded: str, kind: Unit, start: int, end: int) -> bool:
    """A Chinese numeral before 分, 声, 成 …: a quantity only where its surroundings speak for it."""
    if kind.also:
        return folded.startswith("制", end) or _SCORED.search(folded, max(0, start - 8), start) is not None
    if kind.dimension == "ring":
        return _RUNG.search(folded, max(0, start - 8), end + 4) is not None
    if kind.dimension == "ratio":
        return folded.startswith(_OF_CASES, end) or end == len(folded)
    return kind.symbol in _TWO_OR_MORE and _MORE_THAN_ONE.match(folded, start) is not None


_OF_CASES: Final = words("的 客户 顾客 客人 宾客 旅客 患者 用户 市民 投诉 来电 订单 , 、 。")
_TWO_OR_MORE: Final = words("通 单 句 字 米 克 升 倍")
_MORE_THAN_ONE: Final = regex("[二两三四五六七八九十]")


def _role(folded: str, quantity: Quantity | None, kind: Unit, phrase: Phrase) -> str:
    if quantity is None:
        months = kind.symbol == "月" and phrase.bound is not None and phrase.bound.high in range(1, 13)
        named = months and _MONTHS_OF_YEAR.fullmatch(folded, phrase.start, phrase.end)
        return "date" if named else "quantity"
    value, start, end = quantity.value, phrase.value_start, phrase.value_end
    written = folded[start:end]
    if kind.symbol == "月" and written[-1] == "月" and "个" not in written and value in range(1, 13):
        return "date"
    if kind.symbol == "日" and value <= 31 and _MONTH_AHEAD.search(folded, max(0, start - 4), start):
        return "date"
    if kind.noun == "star" and _STAR_LABEL.match(folded, end):
        return "label"
    counted = kind.dimension == "count" and kind.symbol not in ("次", "遍", "人次", "步")
    if counted and value == 1 and phrase.form in ("han", "english"):
        return "indefinite"
    return "quantity"


_MONTHS_OF_YEAR: Final = regex("[0-9]{1,2} ?月? ?(?:~|-|至|到) ?[0-9]{1,2} ?月")
_MONTH_AHEAD: Final = regex("[每当次上下本该]个?月 ?$")
_NOUN: Final = regex(r" ([a-z]{3,})(?![a-z])")
_NO_NOUN: Final = frozenset(
    words("""
        and the for from with are was were has have had shall must should may can will not nor but per out
        off into onto than then that this who which when where each every all any other more most less least
        over under within about between before after above below until since while because target floor goal
        limit or better of on
    """)
)
_PLURALS: Final = frozenset(("staff", "children", "women", "men", "media", "people"))
_NPS_AHEAD: Final = regex(r"(?:nps|净推荐值)[^0-9,、。;]{0,10}$")


def _bare(folded: str, phrase: Phrase, kind: Unit) -> tuple[str, Unit, int]:
    """Role, unit and end of a figure without a known unit."""
    start, end = phrase.value_start, phrase.value_end
    written = folded[start:end]
    if _NPS_AHEAD.search(folded, max(0, start - 20), start):
        return "quantity", NPS, end
    if len(written) == 4 and written[:2] in ("19", "20") and written.isdigit() and phrase.bound is None:
        return "date", kind, end
    if written.isdigit() and (len(written) > 5 or (written[0] == "0" and len(written) > 1)):
        return "label", kind, end
    noun = _NOUN.match(folded, end)
    if noun and noun[1] not in _NO_NOUN and (noun[1][-1] == "s" or noun[1] in _PLURALS):
        word = noun[1].removesuffix("s")
        alone = phrase.form == "english" and phrase.bound is None
        one = phrase.quantity is not None and phrase.quantity.value == 1
        return ("" if alone and one else "quantity"), Unit(word, "count", Fraction(1), word), noun.end()
    return ("" if phrase.form.startswith("english") and phrase.bound is None else "quantity"), kind, end


def _per(folded: str, start: int, end: int, floor: int) -> Period | None:
    """The period of a rate: behind the figure ("a month", 每月) or before it in its clause (每月不少于)."""
    at = end + 1 if folded.startswith(" ", end) else end
    if folded.startswith(("每", "per ", "a ", "an ", "each ", "every "), at):
        period = period_at(folded, at)
        if period:
            return period[0]
    earliest = max(floor - 6, 0)
    each = max(
        folded.rfind("每", max(earliest, start - 14), start),
        folded.rfind("each ", max(earliest, start - 20), start),
    )
    if each < 0 or _BREAK.search(folded, each, start):
        return None
    period = period_at(folded, each)
    return period[0] if period and period[1] <= start else None


_BREAK: Final = regex("[,。;!?:、]")
