"""The scale in the text of an item."""

from __future__ import annotations

import pytest

from biaochi.core.scale import ends


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("您给店员的态度打几分(1–5)", (1, 5)),
        ("等候的时间（1 至 5 分）", (1, 5)),
        ("菜品口味打几星（1—5 星）", (1, 5)),
        ("您给护理打几分？（1 分最低，5 分最高）", (1, 5)),
        ("推荐的可能（０〜１０）", (0, 10)),
        ("How likely? (0 to 10)", (0, 10)),
        ("第 1、2 分店的态度", None),
        ("第 1—2 店的态度", None),
        ("满分 5 分", None),
        ("5–1", None),
        ("1." + "9" * 5_000 + "–" + "9" * 5_000, None),
    ],
)
def test_ends(text: str, found: tuple[int, int] | None) -> None:
    assert ends(text) == found
