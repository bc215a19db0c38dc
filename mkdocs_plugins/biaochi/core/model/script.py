"""A service script (话术)."""

from __future__ import annotations

import datetime as dt

from biaochi.core import reference, shape, values
from biaochi.core.frontmatter import Map, Node, Scalar
from biaochi.core.model.entry import Entry
from biaochi.core.quantity import Period
from biaochi.core.shape import Reading, always, declare, in_force
from biaochi.core.slotted import dataclass
from biaochi.core.written import reads


@reads("列表：文字；或映射：名称与说明")
def _variables(node: Node, reading: Reading, name: str) -> dict[str, str] | None:
    """Names, as a list or as a map from name to explanation."""
    if isinstance(node, Map):
        return {word: value.raw if isinstance(value, Scalar) else "" for word, value in node.entries.items()}
    found = shape.many(shape.text, one_allowed=True)(node, reading, name)
    return None if found is None else dict.fromkeys(found, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Script(Entry):
    """What is said; the dialogue is the body. ``speaking_rate`` in characters a minute."""

    role: str | None = declare(reference.role, "岗位", always)
    scene: str = declare(shape.text, "场景", always, "")
    channel: str = declare(shape.text, "渠道", always, "")
    must_say: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "必说", default=())
    never_say: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "禁说", default=())
    variables: dict[str, str] | None = declare(_variables, "变量")
    speaking_rate: int = declare(shape.whole, "语速（字/分钟）", default=220)
    review_every: Period | None = declare(values.period, "评审周期", in_force)
    last_reviewed: dt.date | None = declare(values.date, "上次评审", in_force)
