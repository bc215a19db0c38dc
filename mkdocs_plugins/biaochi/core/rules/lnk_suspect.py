"""LNK: relations that were written against an older major version of their target."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Entry
from biaochi.core.rules.scene import Scene
from biaochi.core.suspect import suspects_of


def suspect_link(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """引用的条目已升主版本，本条目还没有对照过。

    为什么:
        “编号@主版本”说明这一处是照着哪一版写的；那一版变了，照着它写的检查项、培训和话术可能已经不对。
    不通过:
        DEMO-CARD.items.queue.clause: DEMO-WAIT@0#queue
    通过:
        DEMO-CARD.items.queue.clause: DEMO-WAIT@1#queue
    怎么改:
        对照新版改好本条目，再运行“biaochi confirm 本条目的编号”，它只改写这一处的主版本。
    """
    for suspect in suspects_of(entry, scene.catalogue):
        yield Finding(
            "LNK030",
            suspect.at,
            f"这一处照着 {suspect.target} 的第 {suspect.major} 版写，它现在是 {suspect.now}",
            f"对照新版后运行“biaochi confirm {entry.id}”",
        )


RULES = (Rule("LNK030", "suspect-link", Severity.WARNING, suspect_link, Entry),)
