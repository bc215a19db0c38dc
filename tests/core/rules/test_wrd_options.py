"""The options of a standard, and those that its clauses offer."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import check

AS_OF = dt.date(2026, 11, 22)
OPTIONS = "tier: choice\noptions: [跨店调货到店自取, 送货上门, 到货通知, 换替代款]\n"


def told(text: str) -> list[str]:
    texts = demo.changed(f'{OPTIONS}body+: "\\n- {text} {{#more metric=right}}\\n"\n')
    return [d.message for d in check(texts, as_of=AS_OF).diagnostics if d.code == "WRD034"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("店员应说出“跨店调货到店自取、送货上门、到货通知”三种办法，由顾客选一种。", "没有列出"),
        ("店员应请顾客从送货上门、到货通知、换替代款中任选一种。", "没有列出"),
        ("店员应从五种办法中选一种：跨店调货到店自取、送货上门、到货通知、换替代款、原价退款。", "不在 options 里"),
        ("店员应把三种可选办法逐项说给顾客听，由顾客选定一种。", "4 种"),
        ("店员应请顾客从 5 种方式中勾选一种。", "4 种"),
        ("店員應說出三種可選的方式，請顧客選定一種。", "4 种"),
    ],
)
def test_other_options_than_the_standard_has_are_told(text: str, said: str) -> None:
    (message,) = told(text)
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "店员应说出“调货自取、送货上门、到货通知、换替代款”四种办法，由顾客选一种。",
        "店员应请顾客从四种办法中任选一种。",
        "顾客选送货上门的，店员应当场写下地址、电话、时段三项。",
        "送货上门、到货通知的，店员应在登记单上写明日期。",
        "店员应说出姓名、电话、款号三项，由顾客选择取货门店。",
        "店员应在 2 小时内回电，两种颜色都有货的一并说明。",
    ],
)
def test_the_same_options_in_short_or_some_of_them_for_a_case_pass(text: str) -> None:
    assert told(text) == []


def test_a_standard_without_options_is_not_asked() -> None:
    texts = demo.changed('body+: "\\n- 店员应请顾客从三种办法中任选一种。 {#more metric=right}\\n"\n')
    assert not [d for d in check(texts, as_of=AS_OF).diagnostics if d.code == "WRD034"]


def test_the_list_is_the_place() -> None:
    texts = demo.changed(f'{OPTIONS}body+: "\\n- 店员先核对。店员应从送货上门、到货通知中任选一种。 {{#more metric=right}}\\n"\n')
    (found,) = (d for d in check(texts, as_of=AS_OF).diagnostics if d.code == "WRD034")
    at = found.location
    assert texts[at.path].split("\n")[at.line - 1][at.column - 1 : at.end_column - 1] == "送货上门、到货通知"
