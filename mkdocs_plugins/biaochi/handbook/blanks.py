"""The blanks in the head and in the foot of a sheet: as its entry names them, or as follows from what it is for."""

from __future__ import annotations

from collections.abc import Callable

from biaochi.core import vocabulary as words
from biaochi.core.model import Checklist, Entry, Every, Process
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
        return _named(checklist.fields)
    if checklist.use == "survey":
        return (("number", "单号"),)
    if checklist.use == "mystery-visit":
        return (("time", "到访时刻"),)
    return (("shift", _period(checklist) or "班次"),)


def _named(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((f"field-{number}", label) for number, label in enumerate(labels, 1))


_MUSTER = "集合点"


def posted(process: Process, role: Callable[[str | None], str]) -> tuple[tuple[str, str], ...]:
    """The blanks of a poster. Of an emergency plan they are what whoever calls for help has to say, and whom to reach: who
    decides which level it is, and who answers for it."""
    if process.fields is not None or process.plan is None:
        return _named(process.fields or ())
    deciding = next((step.role for step in process.steps if isinstance(step.next, tuple)), None)
    phones = (f"{role(name)}电话" for name in dict.fromkeys((deciding, process.accountable)) if name)
    muster = (_MUSTER,) if any(_MUSTER in step.does for step in process.steps) else ()
    return (("address", "地址"), *_named((*muster, *phones)))


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
