"""How quantities of metrics are said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from biaochi.core.measured import said
from biaochi.core.quantity import Quantity, unit


@pytest.mark.parametrize(
    ("value", "symbol", "text"),
    [
        ("83/12", "小时", "6 小时 55 分钟"), ("1/3", "小时", "20 分钟"), ("7/3", "天", "2 天 8 小时"), ("113/48", "天", "2 天 8.5 小时"),
        ("31/3", "分钟", "10 分钟 20 秒"), ("7.5", "小时", "7.5 小时"), ("10/3", "%", "约 3.33 %"),
        ("4/3", "工作日", "约 1.33 工作日"), ("1/7", "秒", "约 0.14 秒"),
    ],
)  # fmt: skip
def test_no_figure_is_said_as_a_fraction(value: str, symbol: str, text: str) -> None:
    own = unit(symbol)
    assert own is not None
    assert said(Quantity(Fraction(value), own)) == text
