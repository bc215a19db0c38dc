"""What `find_quantities` says about one figure of a text."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from biaochi.core.quantity.period import Period
from biaochi.core.quantity.quantity import Bound, Quantity
from biaochi.core.quantity.wordlist import words
from biaochi.core.slotted import dataclass

TRAP_ROLES: Final = frozenset(
    words("clock-time date ordinal label phone version age hours slogan indefinite percentile")
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One figure in a text; the package's docstring tells what each field means."""

    start: int
    end: int
    text: str
    role: str
    value_start: int
    value_end: int
    quantity: Quantity | None = None
    bound: Bound | None = None
    percentile: Fraction | None = None
    share: Fraction | None = None
    per: Period | None = None
    every: bool = False
    approximate: bool = False
