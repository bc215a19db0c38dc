"""Text of a length that nobody writes costs no more than it is long: content comes from strangers."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from biaochi import demo
from biaochi.core.check import check

AS_OF = dt.date(2026, 11, 22)


def clause(text: str) -> str:
    return f'body+: "\\n- 店员应{text}。 {{#long metric=right}}\\n"'


def repeated(length: int) -> list[str]:
    """Edits that repeat what rules look at until they are about ``length`` characters."""
    return [
        clause("提高 3%" * (length // 5)),
        clause("应尽量," * (length // 4)),
        clause("3" * length),
        clause("甲、" * (length // 2) + "三项"),
        clause("3 天内或尽快" * (length // 7)),
        f'DEMO-GREET.body+: "\\n**店员**:“{"3天" * (length // 2)}”\\n"',
        f'DEMO-SERVE.steps.0.does: "{"在 3 分钟内尽快办理," * (length // 11)}"',
        f'promises.wait-10.text: "{"10 分钟内叫到您," * (length // 9)}"',
    ]


@pytest.mark.parametrize("number", range(8))
def test_twice_the_text_takes_about_twice_the_time(number: int) -> None:
    """Measured in one run, with room for a busy machine: what grows with the square takes sixteen times as long for four."""
    taken = []
    for length in (3_000, 12_000):
        texts = demo.changed(repeated(length)[number])
        began = time.process_time()
        check(texts, as_of=AS_OF)
        taken.append(time.process_time() - began)
    assert taken[1] < 10 * taken[0] + 0.5, taken


def test_what_stands_far_behind_in_a_sentence_is_judged_at_its_place() -> None:
    texts = demo.changed(clause("在甲、" * 1_000 + "柜台及时告知顾客"))
    (found,) = (d for d in check(texts, as_of=AS_OF).diagnostics if d.code == "WRD001")
    at = found.location
    assert texts[at.path].split("\n")[at.line - 1][at.column - 1 : at.end_column - 1] == "及时"
