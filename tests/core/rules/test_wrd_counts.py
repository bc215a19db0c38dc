"""A clause that counts what it lists."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import check

AS_OF = dt.date(2026, 11, 22)


def told(text: str) -> list[str]:
    texts = demo.changed(f'body+: "\\n- {text} {{#more metric=right}}\\n"\n')
    return [d.message for d in check(texts, as_of=AS_OF).diagnostics if d.code == "WRD033"]


@pytest.mark.parametrize(
    "text",
    [
        "店员应复述姓名、业务、金额四项。",
        "店员应复述姓名、业务、金额和日期 6 项。",
        "店员应填全 7 个必填项：称呼、电话、时间、地点、经过、诉求；缺项的当场补填。",
        "店员应按验货七项（外观、吊牌、附件、序列号、功能、包装）查验。",
        "号票应印出排队号、类型、人数、时刻三项，并盖章。",
    ],
)
def test_another_number_than_is_listed_is_told(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "店员应复述姓名、业务、金额三项。",
        "店员应复述姓名、业务和金额三项。",
        "店员应写明岗位职责和权限、生效日期两项。",
        "店员应填全 6 个必填项：称呼、电话、时间、地点、经过、诉求；缺项的当场补填。",
        "店员应按验货六项（外观、吊牌、附件、序列号、功能、包装）查验。",
        "店员应核对姓名、业务、金额，任一项不符的退回。",
        "店员应复述业务、金额，前两项客户未答的再问 1 次。",
        "店员应复述姓名、业务、金额、日期，缺 2 项的重填。",
        "店员应把甲、乙、六项齐全的登记单放进档案盒。",
    ],
)
def test_what_is_counted_right_or_not_counted_passes(text: str) -> None:
    assert told(text) == []


def test_the_number_is_the_place() -> None:
    texts = demo.changed('body+: "\\n- 店员应复述姓名、业务、金额四项。 {#more metric=right}\\n"\n')
    (found,) = (d for d in check(texts, as_of=AS_OF).diagnostics if d.code == "WRD033")
    at = found.location
    assert texts[at.path].split("\n")[at.line - 1][at.column - 1 : at.end_column - 1] == "四"
