"""The published figures hold: precision and recall on the labelled sentences that are open to everyone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_HERE = Path(__file__).parent
_DATA = _HERE.parents[1] / "data" / "wording"
_SETS = ("own.jsonl", "own2.jsonl", "own3.jsonl", "own4.jsonl", "open.jsonl", "independent.jsonl")
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
    assert figures.precision >= 0.95, figures.wrong
    assert figures.recall >= 0.95, figures.wrong


@pytest.mark.parametrize("name", _SETS)
def test_no_class_of_exceptions_falls_behind(score: ModuleType, name: str) -> None:
    figures = score.measure(score.read(_DATA / name))
    for tag in _EXCEPTIONS:
        right = figures.by_tag.get(tag, [True])
        assert sum(right) / len(right) >= 0.9, tag
    assert figures.spans_found / figures.spans >= 0.9
    assert figures.allowed_reported / figures.allowed <= 0.05


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
