"""What changed between two states of the handbook: kinds of change with their direction, and what they make stale.

``compare(before, after) -> tuple[Change, ...]`` compares values as values (5 分钟 and 300 秒 are one) and text by what it
says; ``reprints`` and ``retrainings`` tell from the changes which papers and which people they reach.
"""

from __future__ import annotations

from biaochi.core.diff.change import DIRECTION, KINDS, Change, Direction, Kind
from biaochi.core.diff.content import content, content_hash
from biaochi.core.diff.entries import compare, compare_entries
from biaochi.core.diff.stale import Reprint, Retrain, reprints, retrainings

__all__ = [
    "DIRECTION",
    "KINDS",
    "Change",
    "Direction",
    "Kind",
    "Reprint",
    "Retrain",
    "compare",
    "compare_entries",
    "content",
    "content_hash",
    "reprints",
    "retrainings",
]
