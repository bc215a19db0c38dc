"""What the gate says of the demonstration handbook with a change."""

from __future__ import annotations

import datetime as dt

from biaochi import demo
from biaochi.core.check import Outcome, check

AS_OF = dt.date(2026, 11, 22)


def outcome(change: str) -> Outcome:
    return check(demo.changed(change), as_of=AS_OF)


def codes(change: str) -> set[str]:
    """The rules that say something."""
    return {each.code for each in outcome(change).diagnostics}
