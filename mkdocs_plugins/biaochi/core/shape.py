"""From YAML nodes to typed values, driven by what the model's classes declare.

Each field of a model class is declared once, with :func:`declare`: how its node is read, what it is called in Chinese, and
when it is needed. :func:`build_part` reads a map into such a class and reports what is missing, unknown or of the
wrong type. A value that cannot be read becomes the field's default, so that one bad value never hides the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from biaochi.core import meant
from biaochi.core.diagnostics import Finding, did_you_mean
from biaochi.core.frontmatter import Map, Node, Scalar, Sequence
from biaochi.core.location import Location
from biaochi.core.slotted import dataclass
from biaochi.core.vocabulary import stage_reached
from biaochi.core.written import labels_of, reads, written_as


@dataclass(slots=True)
class Reading:
    """What is known and gathered while one document is read."""

    path: str
    status: str | None = None
    kind: str | None = None
    findings: list[Finding] = field(default_factory=list)
    references: list[Any] = field(default_factory=list)
    """Every reference to another thing (``reference.Ref``), in the order of reading."""
    misspelt: bool = False
    """Whether something was not read for its key."""

    def say(self, code: str, at: Location, message: str, hint: str = "") -> None:
        self.findings.append(Finding(code, at, message, hint))


class Reader(Protocol):
    """Reads one node. Reports faults to ``reading`` and then returns ``None``."""

    def __call__(self, node: Node, reading: Reading, name: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Needed:
    """When a key must be there: ``text`` for people, ``holds`` for the reader (the map it stands in, the reading)."""

    text: str
    holds: Callable[[Map, Reading], bool]

    def __and__(self, other: Needed) -> Needed:
        return Needed(
            f"{self.text},{other.text}", lambda map_, reading: self.holds(map_, reading) and other.holds(map_, reading)
        )


optional = Needed("可选", lambda map_, reading: False)
always = Needed("必填", lambda map_, reading: True)


def from_stage(stage: str) -> Needed:
    """Needed once the entry has reached ``stage``."""
    return Needed(f"从 {stage} 阶段起必填", lambda map_, reading: stage_reached(reading.status, stage))


in_force = Needed("现行时必填", lambda map_, reading: reading.status == "in-force")


def when(**values: str | tuple[str, ...]) -> Needed:
    """Needed where sibling keys have one of the given values."""
    wanted = {name: (value,) if isinstance(value, str) else value for name, value in values.items()}
    text = "、".join(f"{name} 为 {'/'.join(options)} 时必填" for name, options in wanted.items())
    return Needed(text, lambda map_, _: all(raw(map_, name) in options for name, options in wanted.items()))


def unless(**values: str) -> Needed:
    """Needed unless a sibling key has the given value."""
    text = "、".join(f"{name} 不为 {value} 时必填" for name, value in values.items())
    return Needed(text, lambda map_, _: all(raw(map_, name) != value for name, value in values.items()))


def raw(map_: Map, name: str) -> str | None:
    """The text of a scalar entry as written, if there is one."""
    node = map_.entries.get(name)
    return node.raw if isinstance(node, Scalar) else None


@dataclass(frozen=True, slots=True)
class Key:
    """How one key of a map is read."""

    read: Reader
    label: str
    needed: Needed


def declare(read: Reader, label: str, needed: Needed = optional, default: Any = None) -> Any:
    """Declare a field of a model class that is read from front matter."""
    return field(default=default, metadata={"key": Key(read, label, needed)})


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Anything read from a map: it keeps its node, so that every value's place can be told."""

    OPEN: ClassVar[bool] = False
    """Whether the map may carry keys of the editor's own without ``x-``."""

    node: Map

    def where(self, *keys: str | int) -> Location:
        """The place of a (nested) value, or of the nearest thing around it that exists."""
        return self.node.where(*keys)

    @property
    def at(self) -> Location:
        return self.node.at


P = TypeVar("P", bound=Part)


@cache
def keys_of(shape: type[Part]) -> Mapping[str, tuple[str, Key]]:
    """Key name → (field name, declaration) of a model class, in order."""
    found = {}
    for item in fields(shape):
        declared = item.metadata.get("key")
        if declared is not None:
            found[item.name.rstrip("_")] = (item.name, declared)
    return found


_EVEN_RETIRED = ("id", "kind", "title", "version", "status", "owner")
"""What an entry needs even when it is retired; nothing else is asked of it."""


_FEW_KEYS = 8
"""So many keys can be listed in a message; beyond, the field reference has them."""

_NEVER_EMPTY = frozenset({"channels", "objectives", "audience", "phases", "causes", "actions", "steps", "tiers", "items", "levels"})
"""Lists that say nothing when they are empty, and that no rule of a stage asks for in its own words."""


def build_part(shape: type[P], map_: Map, reading: Reading, at: Location | None = None, **given: Any) -> P:
    """Read ``map_`` into ``shape``. ``at`` is where a missing key is reported (by default the map's first line);
    ``given`` are fields that are not read from the map."""
    declared = keys_of(shape)  # type: ignore[arg-type]  # a class is hashable
    values: dict[str, Any] = given
    entries = map_.entries
    mended = map_
    if not entries.keys() <= declared.keys() and reading.status != "retired":
        # A misspelt key is told as such: neither it nor what its value calls for is missing as well.
        mended = map_._replace(entries={**_misspelt_keys(shape, map_, declared, reading), **entries})
    for name, (attribute, declaration) in declared.items():
        node = entries.get(name)
        if node is None and declaration.needed is optional:
            continue  # most keys of most maps
        if node is None or (type(node) is Scalar and ((node.value is None and node.plain) or not node.raw.strip())):
            if node is None and name in mended.entries:
                continue
            if declaration.needed.holds(mended, reading) and (reading.status != "retired" or name in _EVEN_RETIRED):
                _missing(name, declaration, node, map_, reading, at)
            continue
        if type(node) is Sequence and not node.items and name in _NEVER_EMPTY:
            if declaration.needed.holds(mended, reading) and reading.status != "retired":
                _missing(name, declaration, node, map_, reading, at)
            continue
        value = declaration.read(node, reading, name)
        if value is not None:
            values[attribute] = value
    return shape(node=map_, **values)


def _misspelt_keys(shape: type[Part], map_: Map, declared: Mapping[str, tuple[str, Key]], reading: Reading) -> dict[str, Node]:
    """Report the keys that nothing reads; what stands behind those that were meant to be one of ours, by its name. Where
    editors may have keys of their own, only what is nearly one of ours, and stands in its place, is misspelt."""
    free = [known for known in declared if known not in map_.entries]
    found: dict[str, Node] = {}
    for name in map_.entries:
        if name in declared or name.startswith("x-") or (shape.OPEN and not meant.misspelt(name, free)):
            continue
        hint = _key_hint(name, map_.entries, declared)
        reading.say("FMT016", map_.key_at(name), f"不认识的键“{name}”", hint)
        meant_by = {known: map_.entries[name] for known in free if f"“{known}”" in hint or f"“{known}: " in hint}
        found |= meant_by
        reading.misspelt = reading.misspelt or bool(meant_by)
    return found


def _key_hint(name: str, entries: Mapping[str, Node], declared: Mapping[str, tuple[str, Key]]) -> str:
    node = entries[name]
    alone = isinstance(node, Scalar) and node.value is None
    # Two keys may have one Chinese name (类别): the one that is not there yet was meant.
    labels = {known: declaration.label for known, (_, declaration) in sorted(declared.items(), key=lambda one: one[0] in entries)}
    if hint := meant.key(name, alone, labels):
        return hint
    free = [f"{known}（{label}）" for known, label in labels.items() if known not in entries]
    return "删去它；自用的键以“x-”开头" + (f"；这里还可写 {'、'.join(free)}" if 0 < len(free) <= _FEW_KEYS else "")


def _missing(name: str, key_: Key, node: Node | None, map_: Map, reading: Reading, at: Location | None) -> None:
    if node is not None:
        reading.say("FMT015", map_.key_at(name), f"“{name}”（{key_.label}）没有值", f"在“{name}:”后面填上值")
        return
    why = "" if key_.needed is always else f"（{key_.needed.text}）"
    reading.say("FMT015", at or map_.at, f"缺少“{name}”（{key_.label}）{why}", f"补一行“{name}: …”")


# --- readers ---------------------------------------------------------------------------------------------------------


@reads("文字")
def text(node: Node, reading: Reading, name: str) -> str | None:
    """Any scalar, as written."""
    if isinstance(node, Scalar):
        return node.raw.strip()
    reading.say("FMT017", node.at, f"“{name}”应是一段文字，这里是{_noun(node)}", "写成“键: 文字”")
    return None


@reads("数字")
def number(node: Node, reading: Reading, name: str) -> Any:
    """A bare number (int or Decimal)."""
    if isinstance(node, Scalar):
        if not isinstance(node.value, (bool, str)) and node.value is not None:
            return node.value
        digits = meant.number(node.raw)
        if not node.plain:
            hint = f"去掉引号，写成“{name}: {node.raw}”" if digits == node.raw else "写成不带引号的数字"
        else:
            hint = f"只写数字，如“{name}: {digits or '12'}”；单位写在 unit"
        reading.say("FMT024", node.at, f"“{name}”应是数字，这里是文字“{meant.clip(node.raw)}”", hint)
    else:
        reading.say("FMT017", node.at, f"“{name}”应是一个数字，这里是{_noun(node)}", f"写成“{name}: 12”")
    return None


@reads("整数")
def whole(node: Node, reading: Reading, name: str) -> int | None:
    """A whole number, zero or more."""
    value = number(node, reading, name)
    if value is None:
        return None
    if value != int(value) or value < 0:
        reading.say("FMT017", node.at, f"“{name}”应是不小于 0 的整数，这里是 {value}", f"写成整数，如“{name}: {abs(int(value))}”")
        return None
    return int(value)


@reads("数字，或 [下限, 上限]")
def number_or_range(node: Node, reading: Reading, name: str) -> Any:
    """A bare number, or ``[low, high]`` for ``direction: within``."""
    if not isinstance(node, Sequence):
        return number(node, reading, name)
    values = tuple(number(item, reading, name) for item in node.items)
    if len(values) != 2:
        reading.say("FMT017", node.at, f"“{name}”的范围应有两个数，这里有 {len(values)} 个", f"写成“{name}: [下限, 上限]”")
        return None
    return None if None in values else values


@reads("true 或 false")
def flag(node: Node, reading: Reading, name: str) -> bool | None:
    """``true`` or ``false``."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return node.value
    reading.say("FMT017", node.at, f"“{name}”应是 true 或 false", f"写成“{name}: true”")
    return None


def one_of(
    values: Mapping[str, str] | Iterable[str], *, also: Callable[[str], bool] | None = None, further: str = ""
) -> Reader:
    """One word of a closed set; ``also`` admits a family of further words, ``further`` is how people write one."""
    known = tuple(values)
    labels = {label: value for value, label in values.items()} if isinstance(values, Mapping) else {}
    shown = [f"{value}（{label}）" for label, value in labels.items()] or list(known)

    @reads(further + ("其中一个词" if labels else f"{'、'.join(known)} 之一"), values if isinstance(values, Mapping) else {})
    def read(node: Node, reading: Reading, name: str) -> str | None:
        word = text(node, reading, name)
        if word is None or word in known or (also and also(word)):
            return word
        allowed = known if also is None or not also(word.lower()) else (*known, word.lower())
        hint = meant.word(word, labels, allowed) or did_you_mean(word, known) or f"可用的值：{'、'.join(shown)}"
        reading.say("FMT018", node.at, f"“{name}”没有“{meant.clip(word)}”这个值", hint)
        return None

    return read


def many(read_one: Reader, *, one_allowed: bool = False) -> Reader:
    """A list; with ``one_allowed`` a single value counts as a list of one."""

    @reads(f"列表：{written_as(read_one)}", labels_of(read_one))
    def read(node: Node, reading: Reading, name: str) -> tuple[Any, ...] | None:
        if isinstance(node, Sequence):
            found = (read_one(item, reading, name) for item in node.items)
            return tuple(value for value in found if value is not None)
        if one_allowed:
            value = read_one(node, reading, name)
            return None if value is None else (value,)
        reading.say("FMT017", node.at, f"“{name}”应是列表，这里是{_noun(node)}", f"写成“{name}: [ … ]”或逐行以“- ”开头")
        return None

    return read


def part(shape: type[Part]) -> Reader:
    """A nested map."""

    @reads("映射")
    def read(node: Node, reading: Reading, name: str) -> Part | None:
        if isinstance(node, Map):
            return build_part(shape, node, reading)
        example = "、".join(list(keys_of(shape))[:3])  # type: ignore[arg-type]  # a class is hashable
        reading.say("FMT017", node.at, f"“{name}”应是映射（键有 {example} 等），这里是{_noun(node)}", "逐行写成“键: 值”")
        return None

    return read


def either(for_map: Reader, otherwise: Reader) -> Reader:
    """A map read one way, anything else another."""

    @reads(f"{written_as(for_map)}，或{written_as(otherwise)}", {**labels_of(for_map), **labels_of(otherwise)})
    def read(node: Node, reading: Reading, name: str) -> Any:
        return (for_map if isinstance(node, Map) else otherwise)(node, reading, name)

    return read


def _noun(node: Node) -> str:
    return {Scalar: "单个值", Sequence: "列表", Map: "映射"}[type(node)]
