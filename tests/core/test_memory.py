"""A check that remembers the one before finds exactly what a check that begins anew finds."""

from __future__ import annotations

import datetime as dt
import random
from itertools import islice

import pytest
from benchmarks.generate import handbook
from tests.edits import edits

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.memory import Memory

AS_OF = dt.date(2026, 11, 22)


def same(seed: int, steps: int, entries: int) -> None:
    memory = Memory()
    texts = handbook(entries, distinct=True)
    check(texts, as_of=AS_OF, memory=memory)
    for number, (act, now) in enumerate(islice(edits(texts, random.Random(seed)), steps)):
        kept, anew = check(now, as_of=AS_OF, memory=memory), check(now, as_of=AS_OF)
        where = f"seed {seed}, step {number}, {act}"
        assert kept.diagnostics == anew.diagnostics, where
        assert kept.waived == anew.waived, where
        assert kept.catalogue == anew.catalogue, where
        assert kept.graph == anew.graph, where


@pytest.mark.parametrize("seed", range(2))
def test_edits_step_by_step_find_what_a_fresh_check_finds(seed: int) -> None:
    same(seed, 20, 20)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_long_sequences_of_edits(seed: int) -> None:
    same(seed, 40, 40)


def test_an_edit_is_judged_again_with_what_looks_at_it_and_nothing_else() -> None:
    memory = Memory()
    texts = handbook(60)
    check(texts, as_of=AS_OF, memory=memory)
    before = dict(memory.judged)
    path = "standards/hotel/s0.md"
    check({**texts, path: texts[path] + "\n补记。\n"}, as_of=AS_OF, memory=memory)
    again = {entry for entry in before if memory.judged[entry] is not before[entry]}
    assert "B-0" in again
    assert len(again) < 12


def test_a_file_more_or_less_is_judged_with_what_looks_at_it_and_nothing_else() -> None:
    memory = Memory()
    texts = handbook(60)
    check(texts, as_of=AS_OF, memory=memory)
    before = dict(memory.judged)
    path, more = "standards/hotel/s0.md", "standards/hotel/more.md"
    check({**texts, more: texts[path].replace("id: B-0\n", "id: B-MORE\n")}, as_of=AS_OF, memory=memory)
    assert "B-MORE" in memory.judged
    assert len({entry for entry in before if memory.judged[entry] is not before[entry]}) < 12
    check(texts, as_of=AS_OF, memory=memory)
    assert "B-MORE" not in memory.judged
    assert len({entry for entry in before if memory.judged[entry] is not before[entry]}) < 12


def test_a_registry_is_judged_with_what_looks_at_it_and_nothing_else() -> None:
    memory = Memory()
    texts = handbook(60)
    terms, roles = "standards/terms.yml", "standards/roles.yml"
    path = "standards/hotel/s0.md"
    texts[path] = texts[path].replace("owner: manager", "owner: keeper", 1)
    texts[roles] += "keeper: {name: 管家}\n"
    check(texts, as_of=AS_OF, memory=memory)
    before = dict(memory.judged)

    def again(now: dict[str, str]) -> set[str]:
        check(now, as_of=AS_OF, memory=memory)
        return {entry for entry in before if memory.judged[entry] is not before[entry]}

    assert not again({**texts, terms: texts[terms] + "候位: {definition: 等候座位}\n"})
    assert again({**texts, roles: texts[roles].replace("管家", "值班管家")}) == {"B-0"}
    assert len(again({**texts, terms: texts[terms] + "尽快: {definition: 十分钟以内, allow: true}\n"})) == len(before)


def test_another_day_judges_everything_again() -> None:
    memory = Memory()
    texts = demo.handbook()
    check(texts, as_of=AS_OF, memory=memory)
    later = dt.date(2031, 1, 1)
    assert check(texts, as_of=later, memory=memory).diagnostics == check(texts, as_of=later).diagnostics
