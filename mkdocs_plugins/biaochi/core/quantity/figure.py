"""A number read at some place of a text."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Figure(NamedTuple):
    """A number read at some place: its value, the offset behind it and the way it is written."""

    value: Fraction
    end: int
    form: str  # "arabic", "han" or "english"
