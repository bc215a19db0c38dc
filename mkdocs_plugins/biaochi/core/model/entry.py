"""What every entry has, whatever its kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import field

from biaochi.core import reference, shape, values
from biaochi.core import vocabulary as words
from biaochi.core.clauses import EMPTY_BODY, Body
from biaochi.core.frontmatter import Node
from biaochi.core.location import Location
from biaochi.core.reference import Ref
from biaochi.core.shape import Needed, Part, Reading, always, declare, in_force
from biaochi.core.slotted import dataclass
from biaochi.core.values import Version
from biaochi.core.written import reads

_after_first = Needed("版本高于 1.0 时必填", lambda map_, _: _is_later(shape.raw(map_, "version")))
_has_touchpoint = Needed(
    "标准与流程必填", lambda map_, reading: reading.kind in ("standard", "process")
)


def _is_later(written: str | None) -> bool:
    found = Version.parse(written) if written else None
    return found is not None and found > Version(1, 0)


_LONGEST = 12
"""Signs of the name of a blank: more do not stand beside it on a card."""


@reads("栏名，如 驾驶员")
def blank(node: Node, reading: Reading, name: str) -> str | None:
    """The name of a blank on a sheet or a poster."""
    found = shape.text(node, reading, name)
    if found is not None and not 0 < len(found) <= _LONGEST:
        reading.say("FMT017", node.at, f"“{name}”的一栏应是 1—{_LONGEST} 个字，这里有 {len(found)} 个", "只写栏名，如“驾驶员”；要说明的写在正文")
        return None
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Part):
    """Where a figure or rule comes from: a published text, or a row of the source documents' table."""

    title: str = declare(shape.text, "来源")
    edition: str = declare(shape.text, "版本或文号")
    checked: dt.date | None = declare(values.date, "核对日期")
    seed: str | None = declare(shape.text, "sources.yml 里的编号")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change(Part):
    """One change record; the newest is the entry's version."""

    version: Version | None = declare(values.version, "版本", always)
    date: dt.date | None = declare(values.date, "日期", always)
    effective: dt.date | None = declare(values.date, "生效日期")
    reason: str | None = declare(shape.one_of(words.CHANGE_REASON), "原因", always)
    summary: str = declare(shape.text, "变更内容", always, "")
    approved_by: str | None = declare(reference.role, "批准岗位", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver(Part):
    """An agreed exception to a rule, with a reason and an end."""

    rule: str = declare(shape.text, "规则", always, "")
    reason: str = declare(shape.text, "理由", always, "")
    until: dt.date | None = declare(values.date, "截止日期", always)
    approved_by: str | None = declare(reference.role, "批准岗位", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Links(Part):
    """Typed relations by id; the other direction is derived."""

    processes: tuple[Ref, ...] = declare(shape.many(reference.ref("process")), "流程", default=())
    scripts: tuple[Ref, ...] = declare(shape.many(reference.ref("script")), "话术", default=())
    checklists: tuple[Ref, ...] = declare(shape.many(reference.ref("checklist")), "检查表", default=())
    training: tuple[Ref, ...] = declare(shape.many(reference.ref("training")), "培训", default=())
    supersedes: tuple[Ref, ...] = declare(shape.many(reference.ref(), one_allowed=True), "取代", default=())
    related: tuple[Ref, ...] = declare(shape.many(reference.ref()), "相关", default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry(Part):
    """One entry of the catalogue."""

    path: str
    body: Body = field(default=EMPTY_BODY)
    references: tuple[Ref, ...] = ()
    memo: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was computed of this entry alone and may be asked for again; kept with it from build to build."""

    id: str = declare(values.entry_id, "编号", always, "")
    kind: str = declare(shape.one_of(words.KIND), "类别", always, "")
    title: str = declare(shape.text, "标题", always, "")
    version: Version | None = declare(values.version, "版本", always)
    status: str | None = declare(shape.one_of(words.STATUS), "状态", always)
    owner: str | None = declare(reference.role, "责任岗位", always)
    effective: dt.date | None = declare(values.date, "生效日期", in_force)
    review_by: dt.date | None = declare(values.date, "复审日期", in_force)
    sector: str | None = declare(shape.text, "行业", Needed("改进以外必填", lambda map_, r: r.kind != "improvement"))
    touchpoint: str | None = declare(shape.text, "触点", _has_touchpoint)
    roles: tuple[str, ...] = declare(shape.many(reference.role), "须掌握的岗位", default=())
    lang: str = declare(shape.one_of(words.LANG), "语言", default="zh-Hans")
    tags: tuple[str, ...] = declare(shape.many(shape.text), "标签", default=())
    sources: tuple[Source, ...] = declare(shape.many(shape.part(Source)), "来源", default=())
    changes: tuple[Change, ...] = declare(shape.many(shape.part(Change)), "变更记录", _after_first, ())
    waivers: tuple[Waiver, ...] = declare(shape.many(shape.part(Waiver)), "豁免", default=())
    links: Links | None = declare(shape.part(Links), "关联")

    @property
    def home(self) -> Location:
        """Where a fault of the entry as a whole is shown: the line of its id, else line 1."""
        return self.node.where("id") if "id" in self.node.entries else Location(self.path)

    @property
    def touchpoints(self) -> tuple[str, ...]:
        """Where on the customer's journey the entry holds: its own touchpoint first, then those of single clauses."""
        return tuple(dict.fromkeys(point for point in (self.touchpoint, *(c.touchpoint for c in self.body.clauses)) if point))

    @property
    def in_force(self) -> bool:
        return self.status == "in-force"

    @property
    def retired(self) -> bool:
        return self.status == "retired"

    @property
    def starts(self) -> dt.date | None:
        """The day this version takes effect: its change record's, else the entry's."""
        version = self.version
        for record in self.changes if version is not None else ():
            if record.version == version:
                return record.effective or self.effective
        return self.effective

    def supersedes(self, other: Entry) -> bool:
        """Whether the entry says that it takes the place of ``other``."""
        return self.links is not None and any(reference.entry == other.id for reference in self.links.supersedes)

    def announced(self, as_of: dt.date) -> bool:
        """In force on paper, with its day still ahead."""
        return self.in_force and self.starts is not None and self.starts > as_of

    def reached(self, stage: str) -> bool:
        """Whether the entry is at ``stage`` or beyond."""
        return words.stage_reached(self.status, stage)


