"""The registries and the catalogue: everything that a handbook holds, read once and frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar, cast

from biaochi.core import shape
from biaochi.core.clauses import Body, Clause
from biaochi.core.model.entry import Entry
from biaochi.core.model.metric import Metric
from biaochi.core.model.standard import Promise, Standard
from biaochi.core.shape import Part, always, declare
from biaochi.core.slotted import dataclass
from biaochi.core.vocabulary import SECTOR


@dataclass(frozen=True, kw_only=True, slots=True)
class Role(Part):
    """A role of ``roles.yml``. ``sector`` is where it works; ``common`` is everywhere, whatever sector's entries name it too.
    ``called`` is what else clauses say for its name: its counter, an older title."""

    id: str
    name: str = declare(shape.text, "岗位名称", always, "")
    department: str = declare(shape.text, "部门", default="")
    sector: str = declare(shape.text, "行业", default="")
    acts_as: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "担任的通用岗位", default=())
    called: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "条款里又叫", default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Term(Part):
    """A glossary term; with ``allow`` the wording rules let it through."""

    id: str
    definition: str = declare(shape.text, "定义", shape.when(allow="true"), default="")
    synonyms: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "同义词", default=())
    allow: bool = declare(shape.flag, "术语放行", default=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Site(Part):
    """A store, branch or counter; further keys are the editor's own.

    ``sheets`` and ``roles`` narrow what its pack holds; without them it gets all of its sector. ``without`` are the entries that
    do not hold there: a call centre has no doors to open.
    """

    OPEN: ClassVar[bool] = True

    id: str
    name: str = declare(shape.text, "名称", always, "")
    region: str = declare(shape.text, "区域", default="")
    sector: str = declare(shape.text, "行业", default="")
    sheets: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "表单", default=())
    roles: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "岗位手册", default=())
    without: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "不适用的条目", default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRow(Part):
    """One row of the source documents' table (``sources.yml``): what it says and where the handbook realises it."""

    id: str
    title: str = declare(shape.text, "内容", always, "")
    document: str = declare(shape.text, "文件", default="")
    lost: bool = declare(shape.flag, "原文缺失", default=False)
    page: str | None = declare(shape.text, "页面")
    feature: str | None = declare(shape.text, "功能")


@dataclass(frozen=True, slots=True)
class InformativePage:
    """A Markdown page without ``kind``: published, its links checked, its wording not judged."""

    path: str
    title: str
    body: Body


E = TypeVar("E", bound=Entry)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries by id (in order of sector, kind and id), the informative pages and the registries."""

    entries: Mapping[str, Entry]
    pages: tuple[InformativePage, ...] = ()
    paths: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    """By the path of each Markdown file the id of the entry that stands there; ``None`` for an informative page."""
    roles: Mapping[str, Role] = field(default_factory=lambda: MappingProxyType({}))
    terms: Mapping[str, Term] = field(default_factory=lambda: MappingProxyType({}))
    sites: Mapping[str, Site] = field(default_factory=lambda: MappingProxyType({}))
    journeys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    source_documents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    source_rows: Mapping[str, SourceRow] = field(default_factory=lambda: MappingProxyType({}))
    unread: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Ids that stand in files which cannot be read as entries (damaged front matter, no ``kind``) or not in full (a
    misspelt key), with the file's text: who refers to them is not wrong. A registry that cannot be read stands under its name (``roles``)."""
    _of_kind: dict[type[Entry], tuple[Entry, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The answers of ``of``: rules ask for one kind once per entry of another."""
    _made: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The answers of ``once``."""

    def of(self, kind: type[E]) -> Iterator[E]:
        """The entries of one kind."""
        found = self._of_kind.get(kind)
        if found is None:
            found = self._of_kind[kind] = tuple(entry for entry in self.entries.values() if isinstance(entry, kind))
        return iter(cast("tuple[E, ...]", found))

    def once(self, name: str, make: Callable[[Catalogue], T]) -> T:
        """What ``make`` gives of this catalogue, made the first time that somebody asks for it by this name."""
        if name not in self._made:
            self._made[name] = make(self)
        made: T = self._made[name]
        return made

    def metric(self, entry: str | None, metric: str | None) -> Metric | None:
        """A metric by the id of its standard and its own."""
        standard = self.entries.get(entry or "")
        if not isinstance(standard, Standard):
            return None
        return next((found for found in standard.metrics if found.id == metric), None)

    def clause(self, entry: str | None, clause: str | None) -> Clause | None:
        """A clause by the id of its entry and its own."""
        found = self.entries.get(entry or "")
        return next((c for c in found.body.clauses if c.id == clause), None) if found else None

    def metrics(self) -> Iterator[tuple[Standard, Metric]]:
        """Every metric with its standard."""
        return ((standard, metric) for standard in self.of(Standard) for metric in standard.metrics)

    def promises(self) -> Iterator[tuple[Standard, Promise]]:
        """Every promise with its standard."""
        return ((standard, promise) for standard in self.of(Standard) for promise in standard.promises)

    def allowed(self) -> tuple[str, ...]:
        """The terms of art that the wording rules let through: terms with ``allow``, each with its synonyms."""
        return tuple(word for term in self.terms.values() if term.allow for word in (term.id, *term.synonyms) if word)

    def role_name(self, role: str | None) -> str:
        """The role's name for people; the id itself if it is not registered."""
        found = self.roles.get(role or "")
        return found.name if found and found.name else role or ""

    def role_book(self, role: str) -> str:
        """What a role's manual is called."""
        return f"{self.role_name(role).removesuffix('岗')}岗位手册"

    def sector_name(self, sector: str | None) -> str:
        """The sector's label: the product's own, else that of ``terms.yml``, else the word itself."""
        if not sector:
            return ""
        term = self.terms.get(sector)
        if term is not None and term.definition and sector not in SECTOR:
            return term.definition if len(term.definition) <= 12 else (term.synonyms[0] if term.synonyms else sector)
        return SECTOR.get(sector, sector)
