"""Readers for the values that mean something in a handbook: ids, versions, dates, amounts and periods."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from biaochi.core import meant
from biaochi.core.frontmatter import Node, Scalar
from biaochi.core.quantity import (
    TIME_LIKE,
    Frequency,
    Period,
    Quantity,
    Unit,
    parse_frequency,
    parse_period,
    parse_quantity,
)
from biaochi.core.quantity import unit as find_unit
from biaochi.core.regex import regex
from biaochi.core.shape import Reading, text
from biaochi.core.slotted import dataclass
from biaochi.core.written import reads

ENTRY_ID = regex(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
LOCAL_ID = regex(r"[A-Za-z0-9][A-Za-z0-9_-]*")
MAX_ID = 64
VERSION = regex(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """``MAJOR.MINOR``; compared by number (1.10 > 1.9), written as it was."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    @classmethod
    def parse(cls, written: str) -> Version | None:
        """``None`` where the text is not ``MAJOR.MINOR``."""
        match = VERSION.fullmatch(written)
        return cls(int(match[1]), int(match[2])) if match else None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as the editor wrote it, with its parsed value."""

    text: str
    quantity: Quantity

    def __str__(self) -> str:
        return self.text


@reads("大写英文编号，如 HTL-CHECKIN")
def entry_id(node: Node, reading: Reading, name: str) -> str | None:
    """A global id: upper-case ASCII words joined by hyphens. Look-alike letters are named one by one."""
    written = text(node, reading, name)
    if written is None:
        return None
    if ENTRY_ID.fullmatch(written) and len(written) <= MAX_ID:
        return written
    foreign = [c for c in written if not (c.isascii() and (c.isalnum() or c == "-"))]
    if foreign:
        named = "、".join(f"“{c}”（{unicodedata.name(c, f'U+{ord(c):04X}')}）" for c in dict.fromkeys(foreign[:3]) if c.isprintable())
        said = f"id 里有不允许的字符{named or '（看不见的字符）'}"
    else:
        said = f"id“{written[:MAX_ID]}”写法不对" if len(written) <= MAX_ID else f"id 超过 {MAX_ID} 个字符"
    plain = meant.entry_id(written)
    hint = "用大写英文字母和数字，词间用“-”，例如 " + (plain if ENTRY_ID.fullmatch(plain) else "HTL-CHECKIN")
    reading.say("FMT019", node.at, said, hint)
    return None


@reads("条目内的编号，如 wait-time")
def local_id(node: Node, reading: Reading, name: str) -> str | None:
    """An id inside an entry: letters, digits, ``-`` and ``_``."""
    written = text(node, reading, name)
    if written is None:
        return None
    if LOCAL_ID.fullmatch(written) and len(written) <= MAX_ID:
        return written
    reading.say("FMT019", node.at, f"编号“{written[:MAX_ID]}”写法不对", "只用英文字母、数字、“-”和“_”，例如 wait-time")
    return None


@reads("版本号，如 1.0")
def version(node: Node, reading: Reading, name: str) -> Version | None:
    """``MAJOR.MINOR`` as written, never read as a decimal number."""
    written = text(node, reading, name)
    if written is None:
        return None
    found = Version.parse(written)
    if found is None:
        reading.say("FMT022", node.at, f"版本号“{written}”不是“主版本.次版本”", meant.version(written))
    return found


@lru_cache(maxsize=4096)
def day(written: str | None) -> dt.date | None:
    """An ISO date, ``2026-03-01`` and no other of its forms; ``None`` where the text is none, or the calendar lacks it."""
    try:
        return dt.date.fromisoformat(written) if written and _DAY.fullmatch(written) else None
    except ValueError:
        return None


@reads("日期，如 2026-03-01")
def date(node: Node, reading: Reading, name: str) -> dt.date | None:
    """An ISO date, ``2026-03-01``."""
    written = text(node, reading, name)
    if written is None:
        return None
    found = day(written)
    if found is None and _DAY.fullmatch(written):
        reading.say("FMT021", node.at, f"“{name}”的日期“{written}”不存在", "改成日历上有的日期")
    elif found is None:
        reading.say("FMT021", node.at, f"“{name}”应是日期，这里是“{written}”", meant.date(written))
    return found


@reads("日期，或 true、false")
def done(node: Node, reading: Reading, name: str) -> dt.date | bool | None:
    """A date, or ``true``/``false``."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return node.value
    return date(node, reading, name)


@reads("单位，如 分钟、%")
def unit(node: Node, reading: Reading, name: str) -> Unit | None:
    """A unit the product knows, Chinese or English."""
    written = text(node, reading, name)
    if written is None:
        return None
    found = find_unit(written)
    if found is None:
        reading.say("FMT023", node.at, f"不认识的单位“{written}”", meant.unit(written))
    return found


@reads("一段时间，如 5 分钟、2 工作日")
def duration(node: Node, reading: Reading, name: str) -> Amount | None:
    """A length of time such as ``5 分钟`` or ``2 工作日``."""
    return _amount(node, reading, name, TIME_LIKE, "一段时间", "5 分钟")


@reads("数字，或带单位的量，如 12 分钟")
def amount(node: Node, reading: Reading, name: str) -> Amount | Decimal | int | None:
    """A bare number, or a quantity with its unit."""
    if isinstance(node, Scalar) and isinstance(node.value, (int, Decimal)) and not isinstance(node.value, bool):
        return node.value
    return _amount(node, reading, name, None, "数或带单位的量", "12 分钟")


def _amount(
    node: Node, reading: Reading, name: str, dimensions: Collection[str] | None, noun: str, example: str
) -> Amount | None:
    written = text(node, reading, name)
    if written is None:
        return None
    found = parse_quantity(written)
    if found is not None and (dimensions is None or found.unit.dimension in dimensions):
        return Amount(written, found)
    if dimensions and isinstance(node, Scalar) and isinstance(node.value, (int, Decimal)):
        said = f"“{name}”只有数字 {written}，没有单位"
        hint = f"补上单位，例如“{written} 分钟”"
    else:
        said, hint = f"“{name}”应是{noun}，这里是“{written}”", f"写成“数 + 单位”，例如“{example}”"
    reading.say("FMT025", node.at, said, hint)
    return None


@reads("频次，如 每周、2/月")
def frequency(node: Node, reading: Reading, name: str) -> Frequency | None:
    """How often: ``每日``, ``1/周``, ``quarterly``."""
    written = text(node, reading, name)
    if written is None:
        return None
    found = parse_frequency(written)
    if found is None:
        reading.say("FMT026", node.at, f"“{name}”应是频次，这里是“{written}”", "写成“每周”“2/月”这样的次数与周期")
    return found


@reads("频次或周期，如 每日、28 天")
def recurrence(node: Node, reading: Reading, name: str) -> Frequency | None:
    """How often, also by its period alone: ``每日``, ``1/周``, ``1 日``, ``28 天``."""
    written = text(node, reading, name)
    if written is not None and parse_frequency(written) is None and parse_period(written) is not None:
        found = parse_frequency(f"{'every' if written.isascii() else '每'} {written}")
        if found is not None:
            return replace(found, text=written)
    return None if written is None else frequency(node, reading, name)


@reads("周期，如 1 月、28 天、半年")
def period(node: Node, reading: Reading, name: str) -> Period | None:
    """How long a period: ``1 月``, ``28 天``, ``每季度``."""
    written = text(node, reading, name)
    if written is None:
        return None
    found = parse_period(written)
    if found is None:
        reading.say("FMT026", node.at, f"“{name}”应是周期，这里是“{written}”", "写成“1 月”“28 天”“半年”这样的周期")
    return found
