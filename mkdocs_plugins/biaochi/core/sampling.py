"""How many cases a figure needs: pure arithmetic, no model.

Shares are fractions (0.95), results whole cases. Sources: normal approximation of a binomial share with the
finite population correction (Cochran, *Sampling Techniques*, ch. 4); distribution-free bounds of a percentile
(Wilks 1941).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import ceil, log

CONFIDENCE = 0.95
"""What is meant by "sure" where a handbook does not say."""


@lru_cache(64)
def _z(confidence: float) -> float:
    """How many standard deviations ``confidence`` reaches to either side; a handbook has one or two levels."""
    from statistics import NormalDist  # brings much that only samples need

    return NormalDist().inv_cdf((1 + confidence) / 2)


def share_sample(
    confidence: float, margin: float, share: float = 0.5, population: int | None = None
) -> float:
    """Cases needed to know a share within ``margin`` (not rounded): z²·p(1-p)/e², corrected for a finite
    population.

    ``confidence`` in (0, 1), ``margin`` > 0.
    """
    z = _z(confidence)
    needed = z * z * share * (1 - share) / (margin * margin)
    return needed / (1 + (needed - 1) / population) if population else needed


def percentile_floor(rank: int) -> int:
    """Below this the percentile is the largest value itself: P90 → 10, P99 → 100."""
    return ceil(Fraction(100, 100 - rank))


def zero_failures(share: float, confidence: float = CONFIDENCE) -> int:
    """Cases that must all pass before at least ``share`` is shown: ln(1-c)/ln(p); 0.9 → 29, 0.95 → 59,
    0.99 → 299.

    The same number lets the largest value bound a percentile from above.
    """
    return ceil(log(1 - confidence) / log(share))


def step_sample(target: Fraction) -> int:
    """The smallest sample in which a share of exactly ``target`` (0 < target < 1) can occur: from the coarsest
    step that target and whole have in common, 0.985 → 200, 0.95 → 20.
    """
    return target.denominator


def half_width(confidence: float, size: int, share: float = 0.5) -> float:
    """How far the share seen in ``size`` cases may be from the true one."""
    z = _z(confidence)
    return float(z * (share * (1 - share) / size) ** 0.5)
