"""Figures of the wording judgement on labelled sentences.

Usage: ``python tests/core/wording/score.py FILE.jsonl …``. A line of FILE has id, lang, text, expect_flag,
borderline, vague_spans, allowed_spans and tags; borderline lines are left out. Printed are precision and
recall of the flag, over all and by language, the share of right answers by tag, the share of vague spans
found and the number of allowed spans wrongly reported.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from biaochi.core.wording import lint_text

Row = dict[str, Any]


@dataclass
class Figures:
    """Counts over one set of sentences."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0
    silent: int = 0
    spans: int = 0
    spans_found: int = 0
    allowed: int = 0
    allowed_reported: int = 0
    by_tag: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right flags out of all flags."""
        return self.hits / max(1, self.hits + self.alarms)

    @property
    def recall(self) -> float:
        """Right flags out of all sentences that should be flagged."""
        return self.hits / max(1, self.hits + self.misses)


def read(path: Path) -> list[Row]:
    """The labelled lines of a file, without the borderline ones."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if not row.get("borderline")]


def measure(rows: list[Row]) -> Figures:
    """Run the judgement over labelled lines and count."""
    figures = Figures()
    for row, answer in zip(rows, lint_text(rows), strict=True):
        expected, flag = row["expect_flag"], answer["flag"]
        figures.hits += flag and expected
        figures.alarms += flag and not expected
        figures.misses += expected and not flag
        figures.silent += not flag and not expected
        if flag != expected:
            figures.wrong.append(f"{row['id']} {row['text']} {answer['spans']}")
        for tag in row["tags"]:
            figures.by_tag[tag].append(flag == expected)
        if expected:
            figures.spans += len(row["vague_spans"])
            figures.spans_found += sum(
                any(span in said or said in span for said in answer["spans"]) for span in row["vague_spans"]
            )
        figures.allowed += len(row["allowed_spans"])
        figures.allowed_reported += sum(span in answer["spans"] for span in row["allowed_spans"])
    return figures


def main() -> None:
    """Print the figures of every file named on the command line."""
    for name in sys.argv[1:]:
        rows = read(Path(name))
        for lang in ("", "zh-Hans", "zh-Hant", "en"):
            part = [row for row in rows if not lang or row["lang"] == lang]
            figures = measure(part)
            name_and_size = f"{Path(name).name} {lang or 'all':8} n={len(part):4}"
            rates = f"P={figures.precision:.3f} R={figures.recall:.3f}"
            spans = f"spans {figures.spans_found}/{figures.spans}"
            print(name_and_size, rates, spans, f"allowed {figures.allowed_reported}/{figures.allowed}")
            if not lang:
                for tag, right in sorted(figures.by_tag.items()):
                    print(f"    {tag:20} {sum(right)}/{len(right)}")
                print(*figures.wrong, sep="\n")


if __name__ == "__main__":
    main()
