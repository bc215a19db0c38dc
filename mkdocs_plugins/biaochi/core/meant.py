"""What an editor meant by a key or a value that cannot be read: the form to write, for the hint of the finding.

Each function takes the text as it was written and returns a hint in Chinese, or the bare form where its caller has more to
say; an empty string where nothing can be made of it. None decides whether the text is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from difflib import SequenceMatcher

from biaochi.core.diagnostics import did_you_mean
from biaochi.core.quantity import parse_number, suggest_unit
from biaochi.core.quantity import unit as find_unit
from biaochi.core.regex import regex

WIDE_COMMA = regex(r"\s*[，、；]\s*")
"""What stands between ids or names where a list should have its own comma."""
_DECIMAL_SIGN = regex(r"(?<=\d)(?:。|,(?!\d{3}(?!\d)))(?=\d)")
_HAN_NUMBER = regex("[零一二两三四五六七八九十百千万半点]+")
_VERSION = regex(r"(?:[vV]|版本|第)?\s*([0-9]{1,4})(?:[.。,]([0-9]{1,4}))?\s*版?")
_DATE = regex(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_NO_ID = regex(r"[^A-Z0-9]+")
_NO_SIGN = regex(r"[^A-Z0-9-]+")


def clip(written: str, length: int = 40) -> str:
    """No more of a text than fits a message."""
    return written if len(written) <= length else written[: length - 1] + "…"


def key(name: str, alone: bool, labels: Mapping[str, str]) -> str:
    """A key that is not known: its colon is full-width, its Chinese name stands for it, or it is the rest of a value
    that a comma cut in two (``alone``: nothing stands behind it). ``labels`` are the known keys with their Chinese names."""
    before, colon, behind = name.partition("\uff1a")
    if colon and before in labels:
        return f"冒号是全角的：改成英文冒号加一个空格，即“{before}: {clip(behind, 12)}”"
    if named := next((known for known, label in labels.items() if name == label), ""):
        return f"键用英文：写成“{named}”"
    if alone and not name.isascii():
        return f"前一个值在英文逗号处断开了：给整个值加引号，即“…,{name}”" if len(name) < 30 else "给前一个值整个加引号"
    return did_you_mean(name, labels)


def misspelt(name: str, known: Collection[str]) -> bool:
    """Whether a word is so near to a known one that nobody would have chosen it."""
    return any(sorted(name.lower()) == sorted(each) or SequenceMatcher(None, name.lower(), each).ratio() > 0.8 for each in known)


def word(written: str, labels: Mapping[str, str], allowed: Collection[str]) -> str:
    """A word of a closed set, in capitals or by its Chinese name. ``labels``: Chinese name → word; ``allowed``: what the set
    admits."""
    if (lower := written.lower()) in allowed:
        return f"写成“{lower}”"
    near = [label for label in labels if len(written) > 1 and (written in label or label in written)]
    return f"写成“{labels[near[0]]}”（{near[0]}）" if len(near) == 1 else ""


def number(written: str) -> str:
    """The digits: ４ is 4, 四 is 4, 0,5 and 0。5 are 0.5, 1,200 is 1200; empty where none is written."""
    folded = _DECIMAL_SIGN.sub(".", unicodedata.normalize("NFKC", written))
    digits = "".join(c for c in folded if c in "0123456789.").strip(".")
    if not digits and (han := _HAN_NUMBER.match(folded)) and (value := parse_number(han.group())) is not None:
        return f"{float(value):g}"
    return digits


def version(written: str) -> str:
    """v2, 第 2 版, 2。1 → 2.0, 2.0, 2.1."""
    found = _VERSION.fullmatch(unicodedata.normalize("NFKC", written))
    return f"写成“{int(found[1])}.{int(found[2] or 0)}”" if found else "写成“主版本.次版本”，例如 1.0"


def date(written: str) -> str:
    """2026 年 3 月 1 日, 2026/3/1 → 2026-03-01; a day that the calendar lacks is told as such."""
    example = "写成“年-月-日”，例如 2026-03-01"
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", written).replace(" ", ""))
    if found is None:
        return example
    day = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return f"日历上没有这一天；{example}"
    return f"写成 {day}"


def unit(written: str) -> str:
    """The nearest known unit, or the same one in English quotation marks."""
    bare = written.strip("“”‘’「」\"' ")
    if bare and find_unit(bare) is not None:
        return f"引号用英文的：写成“\"{bare}\"”"
    near = suggest_unit(written)
    return f"是否想写“{near}”？" if near else "用已知单位，例如 分钟、秒、工作日、%、分、次、人、元"


def entry_id(written: str) -> str:
    """A text in the form of an id; empty where no letter or digit is left of it."""
    return _NO_ID.sub("-", unicodedata.normalize("NFKC", written).upper()).strip("-")


def entry_ids(written: str) -> Iterator[str]:
    """The ids that a text in another form may have been meant for: its wrong signs are hyphens, too many, or where the id ends."""
    yield entry_id(written)
    yield _NO_SIGN.sub("", written.upper())
    yield _NO_SIGN.split(written.upper(), maxsplit=1)[0]


def apart(written: str) -> str:
    """How to write a list of ids that Chinese punctuation has made one word."""
    words = WIDE_COMMA.split(written)
    return f"用英文逗号加一个空格分开：{', '.join(words)}" if len(words) > 1 else ""
