"""The published figures hold: precision and recall on the labelled sentences that are open to everyone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_HERE = Path(__file__).parent
_DATA = _HERE.parents[1] / "data" / "wording"
# The floor of precision and recall, over all and in each language: what the rules reach, with a sentence or two to spare.
_SETS = {
    "own.jsonl": 0.99,
    "own2.jsonl": 0.98,
    "own3.jsonl": 0.95,
    "own4.jsonl": 0.95,
    "own5.jsonl": 0.95,
    "open.jsonl": 0.95,
    "independent.jsonl": 0.99,
    "independent2.jsonl": 0.99,
}
_EXCEPTIONS = (
    "binary", "neutralised", "metric-name", "term", "title", "script", "definition", "number-trap",
    "chinese-numeral",
)  # fmt: skip


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("wording_score", _HERE / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", _SETS)
@pytest.mark.parametrize("lang", ["", "zh-Hans", "zh-Hant", "en"])
def test_precision_and_recall(score: ModuleType, name: str, lang: str) -> None:
    rows = [row for row in score.read(_DATA / name) if not lang or row["lang"] == lang]
    figures = score.measure(rows)
    assert figures.precision >= _SETS[name], figures.wrong
    assert figures.recall >= _SETS[name], figures.wrong


@pytest.mark.parametrize("name", _SETS)
def test_no_class_of_exceptions_falls_behind(score: ModuleType, name: str) -> None:
    figures = score.measure(score.read(_DATA / name))
    for tag in _EXCEPTIONS:
        right = figures.by_tag.get(tag, [True])
        assert sum(right) / len(right) >= 0.9, tag
    # independent2.jsonl has verdicts only, no spans.
    assert figures.spans_found >= 0.9 * figures.spans
    assert figures.allowed_reported <= 0.05 * figures.allowed


@pytest.mark.parametrize("name", _SETS)
def test_labels_are_sound(score: ModuleType, name: str) -> None:
    rows = score.read(_DATA / name)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["expect_flag"] == (row["normative"] and not row["measurable"]), row["id"]
        assert all(span in row["text"] for span in row["vague_spans"] + row["allowed_spans"]), row["id"]


def test_the_sentences_that_no_rule_was_made_for_keep_the_bar(score: ModuleType) -> None:
    """heldout.jsonl is measured and never read: do not look into it to mend a rule."""
    rows = score.read(_DATA / "heldout.jsonl")
    for part in (rows, [row for row in rows if row["lang"] == "zh-Hans"]):
        figures = score.measure(part)
        assert figures.precision >= 0.93
        assert figures.recall >= 0.9
    by_tag = score.measure(rows).by_tag
    assert all(sum(by_tag[tag]) / len(by_tag[tag]) >= 0.8 for tag in _EXCEPTIONS if tag in by_tag)
