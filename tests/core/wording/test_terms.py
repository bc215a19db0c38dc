"""Terms of art of one script beside sentences of another."""

from __future__ import annotations

import pytest

from biaochi.core.wording import Terms, judge


@pytest.mark.parametrize("term", ["叫号", "VIP 室", "fast track", "℃", "123", " "])
@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Staff shall reply promptly."), ("zh-Hans", "员工应及时答复。")]
)
def test_a_term_of_another_script_neither_breaks_nor_excuses(term: str, lang: str, text: str) -> None:
    assert judge(text, lang, Terms((term,))).flag
