"""What evidence tells in words of the pilot, against what the pilot measured. The demonstration's: 4.5 minutes, March and April."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import check

AS_OF = dt.date(2026, 11, 22)


def codes(evidence: str, more: str = "", field: str = "promises.wait-10.evidence") -> set[str]:
    found = check(demo.changed(f'{field}: "{evidence}"\n{more}'), as_of=AS_OF).diagnostics
    return {d.code for d in found if d.code in ("PRM025", "PRM026")}


@pytest.mark.parametrize(
    "evidence",
    [
        "2026 年 3 月试行，600 个号，P90 为 4.6 分钟",
        "试行期第 90 百分位 5 分钟",
        "试行 4 周，P90 为 300 秒",
        "Pilot in March: P90 of 6 minutes",
    ],
)
def test_another_figure_than_was_measured_is_told(evidence: str) -> None:
    assert codes(evidence) == {"PRM025"}
    assert codes(evidence, field="metrics.wait.evidence") == {"PRM025"}


@pytest.mark.parametrize(
    "evidence",
    [
        "2026 年 3—4 月试行，600 个号，P90 为 4.5 分钟",
        "试行 4 周，P90 为 270 秒",
        "试行 4 周，计时 600 次",
        "试行时平均 3.1 分钟，P90 为 4.5 分钟",
        "试行时平均 3.1 分钟，最长 12 分钟",
        "试行后 P90 由 8 分钟降到 4.5 分钟",
        "2025 年全年叫号系统日志，P90 为 6 分钟",
        "2026 年 4 月试行记录，见本条目 pilot",
    ],
)
def test_the_same_figure_another_statistic_or_another_source_passes(evidence: str) -> None:
    assert codes(evidence) == set()
    assert codes(evidence, field="metrics.wait.evidence") == set()


def test_of_a_rate_the_per_cent_and_of_a_maximum_the_longest_is_compared() -> None:
    longest = "metrics.wait.aggregation: max\n"
    assert codes("试行，最长 4.5 分钟", longest) == set() and codes("试行，最长 5 分钟", longest) == {"PRM025"}
    assert codes("试行，差错 0.8%", field="metrics.right.evidence") == set()
    assert codes("试行，差错 0.9%", field="metrics.right.evidence") == {"PRM025"}


@pytest.mark.parametrize("evidence", ["2026 年 5 月试行", "2026 年 2—4 月试行", "2025 年 3—4 月试行", "2026 年 3 至 6 月试行"])
def test_months_outside_the_pilot_are_told(evidence: str) -> None:
    assert codes(evidence) == {"PRM026"}


@pytest.mark.parametrize("evidence", ["2026 年 3 月试行", "2026 年 3 月至 4 月试行", "2026 年 3—4 月试行", "试行", "2025 年 5 月日志", "2025 年 9—12 月日志，2026 年 3 月试行"])
def test_months_of_the_pilot_pass(evidence: str) -> None:
    assert codes(evidence) == set()
