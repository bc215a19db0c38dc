"""The characters that a sentence is searched for before an expression is: every match of it has to hold one."""

from __future__ import annotations

import pytest
from tests.core.wording.required import required

from biaochi.core.wording import normative, spans
from biaochi.core.wording.lexicon import pattern

GROUPS = [
    *((expression.pattern, signs) for signs, expression, _, _ in spans.BY_SIGN),
    *((pattern(name).pattern, signs) for name, signs in normative.SIGNS.items()),
    *((spans.CAUSE.pattern, spans.CAUSING), (spans.OPEN_LIST.pattern, "等")),
]


@pytest.mark.parametrize(("source", "signs"), GROUPS, ids=[signs for _, signs in GROUPS])
def test_every_match_holds_a_sign(source: str, signs: str) -> None:
    found = required(source, lambda some: len(some - set(signs)))
    assert found is not None
    assert found <= set(signs), f"matches without a sign may hold {sorted(found - set(signs))}"


def test_a_missing_sign_is_noticed() -> None:
    found = required("(?:立即|马上)办|当[日天]", lambda some: len(some - set("立当")))
    assert found is not None and not found <= set("立当")
