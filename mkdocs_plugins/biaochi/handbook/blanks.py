"""The blanks in the head and in the foot of a sheet: as the checklist names them, or as follows from what it is for."""

from __future__ import annotations

from biaochi.core import vocabulary as words
from biaochi.core.model import Checklist, Entry, Every
from biaochi.core.regex import regex

_PERIODS = ((80, "季度"), (28, "月份"), (7, "周次"))
"""Days from one time to the next → which of them a sheet is for. Shifts are for what is done daily."""

_TEXT = regex(r"^每(?:个)?([季月周])")
_OF_TEXT = {"季": "季度", "月": "月份", "周": "周次"}


def place(entry: Entry) -> str:
    """What the blank for the place is called: a bank has no stores, a hospital even less."""
    return words.PLACE.get(entry.sector or "", "地点")


def head(checklist: Checklist) -> tuple[tuple[str, str], ...]:
    """Name in the form and words of each blank besides place and date."""
    if checklist.fields is not None:
        return tuple((f"field-{number}", words_) for number, words_ in enumerate(checklist.fields, 1))
    if checklist.use == "survey":
        return (("number", "单号"),)
    if checklist.use == "mystery-visit":
        return (("time", "到访时刻"),)
    return (("shift", _period(checklist) or "班次"),)


def _period(checklist: Checklist) -> str:
    when = checklist.when
    if isinstance(when, Every):
        return next((label for days, label in _PERIODS if when.every and when.every.interval_days >= days), "")
    found = _TEXT.search(when or "")
    return _OF_TEXT[found[1]] if found else ""


def signatures(checklist: Checklist) -> tuple[str, ...]:
    """Who signs."""
    if checklist.signatures:
        return checklist.signatures
    if checklist.use == "survey":
        customer = words.CUSTOMER.get(checklist.sector or "", "顾客")
        return (f"{customer}（可不填）", "回访人" if checklist.timing == "delayed" else "回收人")
    return ("访客" if checklist.use == "mystery-visit" else "填写人", "复核人")
