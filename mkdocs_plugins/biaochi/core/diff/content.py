"""What an entry says, apart from how it is written: values as values, text normalised.

Comments, the order of keys, quoting, line ends and the file's name are not content; 5 分钟 and 300 秒 are one content.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from biaochi.core.clauses import Block, Body
from biaochi.core.model import Change, Entry, Metric, Promise
from biaochi.core.quantity import Frequency, Period, Quantity, Unit
from biaochi.core.quantity import unit as find_unit
from biaochi.core.reference import Ref
from biaochi.core.regex import regex
from biaochi.core.shape import Key, Part, keys_of
from biaochi.core.values import Amount, Version

_CJK = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]"
_BETWEEN_CJK = regex(rf"(?<={_CJK})\s+(?={_CJK})")
_UNSEEN = (0x200B, 0x200C, 0x2060, 0xFEFF)
"""Characters of no width."""
P = TypeVar("P", bound=Part)
_SPACE = regex(r"\s+")
ADMINISTRATIVE = ("version", "waivers", "changes", "status")
"""Keys that say how an entry stands, not what it says."""


def normal_text(text: str) -> str:
    """Text without differences that nobody reads: composed characters, runs of blanks, soft line breaks."""
    text = unicodedata.normalize("NFC", text).strip()
    return _BETWEEN_CJK.sub("", _SPACE.sub(" ", text))


_HALF_WIDTH = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x3000: 0x20,
    **dict.fromkeys(_UNSEEN),
}
_AROUND_CJK = regex(rf"(?<={_CJK})\s+|\s+(?={_CJK})")


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Text as it is compared: width of signs and blanks beside Chinese characters are typesetting."""
    return _AROUND_CJK.sub("", normal_text(text.translate(_HALF_WIDTH)))


def canonical(value: Any, owner: str = "") -> Any:
    """A value as something that compares equal when it means the same. ``owner`` is the entry of local references."""
    # Texts, what is not said, and lists first: of a thousand entries' values nearly all are such.
    kind = type(value)
    if kind is str:
        return folded(value)
    if kind is tuple:
        return tuple([canonical(item, owner) for item in value])
    if value is None or kind is bool:
        return value
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, (int, Decimal)):
        return Fraction(value)
    if isinstance(value, Amount):
        return canonical(value.quantity)
    if isinstance(value, Quantity):
        return ("quantity", value.unit.dimension, value.unit.noun, value.base())
    if isinstance(value, Unit):
        return ("unit", value.dimension, value.noun)
    if isinstance(value, (dt.date, Version)):
        return str(value)
    if isinstance(value, Period):
        return ("period", value.days, value.rolling, value.aligned)
    if isinstance(value, Frequency):
        return ("frequency", value.kind, value.interval_days, value.event)
    if isinstance(value, Ref):
        return (
            value.target
            if value.entry
            else f"{owner}{'#' if value.clause else '/'}{value.target.lstrip('#/')}"
        )
    if isinstance(value, Part):
        said = tuple([(name, canonical_field(name, field, owner)) for name, field in fields_of(value)])
        # A map with nothing in it says what no map says.
        return said if any(found not in (None, ()) for _, found in said) else None
    if isinstance(value, Mapping):
        return tuple(sorted((key, canonical(item, owner)) for key, item in value.items()))
    if isinstance(value, tuple):
        return tuple(canonical(item, owner) for item in value)
    return str(value)


_SETS = frozenset(
    {
        "audience",
        "channels",
        "checklists",
        "covers",
        "disclosure",
        "exclusions",
        "must_say",
        "never_say",
        "objectives",
        "processes",
        "related",
        "roles",
        "scripts",
        "standards",
        "supersedes",
        "tags",
        "training",
        "variables",
    }
)
"""Lists whose order says nothing."""


def canonical_field(name: str, value: Any, owner: str) -> Any:
    """The value of a key: a list whose order says nothing compares equal in any order."""
    found = canonical(value, owner)
    return tuple(sorted(found)) if name in _SETS and isinstance(found, tuple) else found


def declared(part: P) -> Mapping[str, tuple[str, Key]]:
    """What is read into a part: key → (field, declaration)."""
    return keys_of(type(part))  # type: ignore[arg-type]  # a class is hashable, whatever its instances are


def fields_of(part: Part) -> list[tuple[str, Any]]:
    """Key and value of everything that is read from the map."""
    if isinstance(part, Metric):
        return [(name, metric_value(part, name)) for name in keys_of(Metric)]
    return [(name, getattr(part, attribute)) for name, (attribute, _) in declared(part).items()]


def metric_value(metric: Metric, name: str) -> Any:
    """A field of a metric; bare numbers in the metric's unit become quantities."""
    value = getattr(metric, name)
    if name in ("target", "limit") and value is not None:
        return in_unit(value, figure_unit(metric))
    if name == "within" and isinstance(value, (int, Decimal)):
        return in_unit(value, metric.unit)
    return value


_PERCENT = find_unit("%")


def figure_unit(metric: Metric) -> Unit | None:
    """The unit of target and limit: a share is a percentage whatever the unit of its bound."""
    if metric.aggregation == "share-within" and metric.unit is not None and metric.unit.dimension != "ratio":
        return _PERCENT
    return metric.unit


def in_unit(value: Any, unit: Unit | None) -> Any:
    """A bare number (or range) as a quantity, where the unit is known."""
    if unit is None or isinstance(value, Amount):
        return value
    if isinstance(value, tuple):
        return tuple(Quantity(Fraction(end), unit) for end in value)
    return Quantity(Fraction(value), unit)


def body_content(body: Body) -> tuple[Any, ...]:
    """The body's blocks without their layout, and without where on the journey a clause is listed: that asks nothing."""
    return tuple(
        (
            block.kind,
            block.level if block.kind == "heading" else 0,
            block_text(block),
            block.id,
            tuple(sorted(pair for pair in block.attributes if pair[0] != "touchpoint")),
        )
        for block in body.blocks
        if not is_comment(block)
    )


_WRITTEN_AGAINST = regex(r"(\[\[[A-Z0-9-]+)@\d+")
_COMMENT = regex(r"\s*(?:<!--.*?-->\s*)+", re.S)


def is_comment(block: Block) -> bool:
    """Whether a block is nothing but HTML comments, which nobody reads."""
    return block.kind == "html" and _COMMENT.fullmatch(block.text) is not None


def block_text(block: Block) -> str:
    """A block's text as it is compared: code to the character, prose without its typesetting and without the major
    version that a link was written against (confirming a link says nothing new)."""
    return block.text.rstrip() if block.kind == "code" else _WRITTEN_AGAINST.sub(r"\1", folded(block.text))


_LATER = frozenset({"fields", "signatures"})
"""Keys that came when papers were printed already: where they say nothing, the code on those papers holds."""


def content(entry: Entry) -> tuple[Any, ...]:
    """All that an entry says, as one comparable value."""
    said = [
        (name, canonical_field(name, value, entry.id))
        for name, value in fields_of(entry)
        if name not in ADMINISTRATIVE and not (value is None and name in _LATER)
    ]
    return (entry.id, tuple(said), body_content(entry.body))


def content_hash(entry: Entry) -> str:
    """A short name of what an entry says: eight hexadecimal digits, the same however it is written."""
    known = entry.memo.get("hash")
    if known is None:
        known = entry.memo["hash"] = hashlib.sha256(repr(content(entry)).encode()).hexdigest()[:8]
    return known


def records(entry: Entry) -> dict[str, tuple[Any, ...]]:
    """Change records by version."""
    return {str(change.version): canonical(change) for change in entry.changes if change.version is not None}


def record_of(entry: Entry, version: Version | None) -> Change | None:
    """The change record of a version."""
    return next(
        (change for change in entry.changes if version is not None and change.version == version), None
    )


def same_promise(one: Promise, other: Promise) -> bool:
    """Whether two promises under different ids are one: the same text for the customer."""
    return folded(one.text) == folded(other.text) and bool(one.text)
