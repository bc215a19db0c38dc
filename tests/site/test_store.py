"""What one build leaves, the next one uses: without this a build is as correct and ten times as slow, unnoticed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from benchmarks.generate import handbook

from biaochi.core.check import check
from biaochi.site import store

AS_OF = dt.date(2026, 11, 22)


def test_what_is_saved_is_used(tmp_path: Path) -> None:
    texts = {path: text for path, text in handbook(12).items() if not path.startswith("docs/")}
    first = store.Kept()
    check(texts, as_of=AS_OF, memory=first.memory)
    store.save(tmp_path, first)
    kept = store.load(tmp_path)
    check(texts, as_of=AS_OF, memory=kept.memory)
    assert kept.memory.changed == frozenset()
    assert kept.memory.judged == first.memory.judged != {}
    path = next(path for path in texts if path.endswith("/s0.md"))
    check({**texts, path: texts[path] + "\n补记。\n"}, as_of=AS_OF, memory=kept.memory)
    assert ("entry", "*") in (kept.memory.changed or ())
    assert not [lookup for lookup in kept.memory.changed or () if lookup[0] in ("outgoing", "incoming")]
