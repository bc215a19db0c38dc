"""What a report is told besides what was found."""

from __future__ import annotations

from biaochi.core.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """``strict``: warnings fail as errors do. ``site``: where the handbook is published, for links to its rule book."""

    strict: bool = False
    site: str = ""


ASKED = Asked()
