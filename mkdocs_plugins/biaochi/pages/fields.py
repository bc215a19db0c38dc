"""The field reference: every key of the content model, from the declarations that read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import get_args, get_type_hints

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import KINDS, Entry, Role, Site, SourceRow, Term
from biaochi.core.shape import Part, keys_of
from biaochi.core.slotted import dataclass
from biaochi.core.written import labels_of, written_as
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One key: its name, Chinese label, how its value is written, what the words of its closed set (if it has one) are called,
    when it is needed, and the part it opens (if it is a map or a list of maps)."""

    key: str
    label: str
    written: str
    words: Mapping[str, str]
    needed: str
    part: str | None


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The keys of one map; ``about`` and ``example`` say how a registry is written, whose rows have keys of the editor's choice."""

    id: str
    title: str
    rows: tuple[FieldRow, ...]
    about: str = ""
    example: str = ""


_REGISTRIES = (
    (
        Role, "roles", "岗位", "一行一个岗位，键是岗位代码（英文字母、数字与“-”），条目里的 owner、roles、role 等写代码",
        "receptionist: {name: 前台, department: 前台部}",
    ),
    (
        Term, "terms", "术语与行业名称", "一行一个术语，键就是术语；自己的行业（条目的 sector）也在这里写上名称",
        "取号: {definition: 在取号机上领取排队号码。, synonyms: [叫号, 排号]}\npet: {definition: 动物医院}",
    ),
    (
        Site, "sites", "门店", "一行一个门店，键是门店代码；条目的 pilot.sites 与 biaochi pack 用它。可以另有自用的键",
        "nanshan: {name: 南山店, region: 深圳, sector: pet}",
    ),
    (
        SourceRow, "sources", "来源文件", "一行一条依据，键是编号，文件的名称写在 documents 下；条目的 sources 里写着 seed: 编号的，就是它的落实",
        "documents:\n  LAW: {title: 价格法}\nLAW-01: {title: 收费公示, document: LAW}",
    ),
)  # fmt: skip
_JOURNEYS = FieldTable(
    "journeys-yml", "客户旅程（standards/journeys.yml）",
    (FieldRow("行业代码", "触点", "列表：触点，按客户经过的先后", MappingProxyType({}), "可选", None),),
    "一行一个行业，条目的 touchpoint 取其中之一；没有写的行业，旅程页列出条目写的触点", "pet: [预约, 到院, 就诊, 离院]",
)  # fmt: skip


def tables() -> Iterator[FieldTable]:
    """The keys that all entries share, then those of each kind, then those of the maps inside, named by the key that first
    opens them."""
    yield _table(Entry, "entry", "所有条目", frozenset())
    shared = frozenset(keys_of(Entry))
    for kind, shape in KINDS.items():
        yield _table(shape, kind, words.KIND[kind], shared)
    seen: set[type[Part]] = {Entry, *KINDS.values()}
    waiting: list[type[Part]] = [Entry, *KINDS.values()]
    while waiting:
        opened = waiting.pop(0)
        for key, part in _parts(opened).items():
            if part not in seen:
                seen.add(part)
                waiting.append(part)
                _, declared = keys_of(opened)[key]  # type: ignore[arg-type]  # a class is hashable
                yield _table(part, part.__name__.lower(), f"{declared.label}（{key}）", frozenset())


def registries() -> Iterator[FieldTable]:
    """The keys of the registries' rows, and how each registry is written."""
    for shape, name, title, about, example in _REGISTRIES:
        yield replace(_table(shape, f"{name}-yml", f"{title}（standards/{name}.yml）", frozenset()), about=about, example=example)
    yield _JOURNEYS


def _table(shape: type[Part], id_: str, title: str, without: frozenset[str]) -> FieldTable:
    parts = _parts(shape)
    rows = tuple(
        FieldRow(
            name, key.label, written_as(key.read), labels_of(key.read), key.needed.text, parts[name].__name__.lower() if name in parts else None
        )
        for name, (_, key) in keys_of(shape).items()  # type: ignore[arg-type]  # a class is hashable
        if name not in without
    )
    return FieldTable(id_, title, rows)


def _parts(shape: type[Part]) -> dict[str, type[Part]]:
    """Key → the part class its value is read into, for the keys that open a map."""
    hints = get_type_hints(shape)
    found: dict[str, type[Part]] = {}
    for name, (attribute, _) in keys_of(shape).items():  # type: ignore[arg-type]  # a class is hashable
        part = _part_in(hints[attribute])
        if part is not None:
            found[name] = part
    return found


def _part_in(hint: object) -> type[Part] | None:
    if isinstance(hint, type) and issubclass(hint, Part):
        return hint
    return next((part for inner in get_args(hint) if (part := _part_in(inner)) is not None), None)


def fields_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """The reference as a page."""
    path = "fields.md"
    found = [*tables(), *registries()]
    html = render("fields", view=View(outcome, links.seen_from(path), settings), tables=found)
    headings = tuple(Heading(2, table.id, table.title) for table in found)
    return Page(path, "字段参考", html, headings, None, "条目头部与登记表的全部字段", staff=False)


