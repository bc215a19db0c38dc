"""``biaochi verify``: whether a built site may be published."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

from biaochi.core.check import check
from biaochi.core.read import read
from biaochi.core.receipt import FILE, mismatch


def run(site: Path, root: Path) -> int:
    """0 if the site's receipt matches the sources, 1 if not."""
    sources = read(root)
    written = (site / FILE).read_text(encoding="utf-8", errors="replace") if (site / FILE).is_file() else None
    outcome = check(sources.texts, as_of=_as_of(written), findings=sources.findings)
    reason = mismatch(written, sources.texts, outcome)
    if reason:
        print(f"不能发布：{reason}。先运行“biaochi build”。", file=sys.stderr)
        return 1
    print("检查回执与内容相符，可以发布。")
    return 0


def _as_of(written: str | None) -> dt.date:
    """The day the site was built for: time alone must not turn a receipt down."""
    try:
        return dt.date.fromisoformat(json.loads(written or "")["as_of"])
    except (ValueError, KeyError, TypeError):
        return dt.date.today()
