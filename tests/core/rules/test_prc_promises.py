"""The times of a ladder against what the standards beside it promise. The demonstration's ladder: reply in 30 minutes, 4 hours and 2 days."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import check

AS_OF = dt.date(2026, 11, 22)


def told(target: str, text: str, more: str = "metrics.wait.aggregation: max\n") -> list[str]:
    change = f"promises.wait-10.target: {target}\npromises.wait-10.text: {text}\n{more}"
    return [f"{d.location.line} {d.message}" for d in check(demo.changed(change), as_of=AS_OF).diagnostics if d.code == "PRC031"]


@pytest.mark.parametrize(
    ("target", "text", "said"),
    [
        ("10 分钟", "投诉后 10 分钟内给您首次答复。", "答复时限 30 分钟"),
        ("1200 秒", "投诉後 20 分鐘內回覆您。", "答复时限 30 分钟"),
        ("2 天", "投诉受理后 2 天内办结。", "各级办结时限之和 4 小时 + 2 天"),
        ("24 小时", "We resolve your complaint within 24 hours.", "各级办结时限之和"),
    ],
)
def test_a_ladder_slower_than_promised_is_told(target: str, text: str, said: str) -> None:
    (message,) = told(target, text)
    assert said in message and "DEMO-WAIT 承诺“wait-10”" in message


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("30 分钟", "投诉后 30 分钟内给您首次答复。"),
        ("52 小时", "投诉受理后 52 小时内告知处理结果。"),
        ("7 工作日", "投诉受理后 7 个工作日内办结。"),
        ("10 分钟", "取号后 10 分钟内叫到您的号码。"),
    ],
)
def test_a_ladder_that_keeps_it_or_a_promise_of_something_else_passes(target: str, text: str) -> None:
    assert told(target, text) == []


def test_a_promise_to_nine_of_ten_or_of_a_standard_elsewhere_is_not_compared() -> None:
    text = "90% 的投诉在 10 分钟内得到首次答复。"
    assert told("10 分钟", text, more="") == []
    apart = "metrics.wait.aggregation: max\n-DEMO-LADDER.links:\n"
    assert told("10 分钟", "投诉后 10 分钟内给您首次答复。", apart) == []
