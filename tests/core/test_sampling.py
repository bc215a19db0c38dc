"""The sample-size card of the domain, number by number."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest

from biaochi.core import sampling


@pytest.mark.parametrize(
    ("confidence", "row"),
    [
        (0.90, (752, 271, 106, 68, 31, 17)),
        (0.95, (1068, 385, 151, 97, 43, 25)),
        (0.99, (1844, 664, 260, 166, 74, 42)),
    ],
)
def test_card(confidence: float, row: tuple[int, ...]) -> None:
    margins = (0.03, 0.05, 0.08, 0.10, 0.15, 0.20)
    assert tuple(ceil(sampling.share_sample(confidence, margin)) for margin in margins) == row


@pytest.mark.parametrize(
    ("population", "size"), [(50, 45), (100, 80), (200, 132), (500, 218), (1000, 278), (5000, 357)]
)
def test_finite_population(population: int, size: int) -> None:
    assert ceil(sampling.share_sample(0.95, 0.05, population=population)) == size


@pytest.mark.parametrize(("rank", "floor", "sure"), [(90, 10, 29), (95, 20, 59), (99, 100, 299)])
def test_percentiles(rank: int, floor: int, sure: int) -> None:
    assert sampling.percentile_floor(rank) == floor
    assert sampling.zero_failures(rank / 100) == sure


@pytest.mark.parametrize(("share", "size"), [(0.98, 149), (0.995, 598)])
def test_zero_failures(share: float, size: int) -> None:
    assert sampling.zero_failures(share) == size


@pytest.mark.parametrize(
    ("target", "size"), [("0.985", 200), ("0.95", 20), ("0.97", 100), ("0.0002", 5000), ("0.9", 10)]
)
def test_step(target: str, size: int) -> None:
    assert sampling.step_sample(Fraction(target)) == size


@pytest.mark.parametrize(("size", "points"), [(4, 49), (8, 35), (24, 20), (100, 10), (400, 5)])
def test_half_width(size: int, points: int) -> None:
    assert round(sampling.half_width(0.95, size) * 100) == points
