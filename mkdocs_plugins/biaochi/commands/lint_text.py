"""``biaochi lint-text``: one JSON line in, one JSON line out, so that anyone can measure the judge."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from biaochi.core.wording.lint import lint_text


class _BadLine(Exception):
    pass


def run(file: str) -> int:
    """Judge the lines of a file (``-``: standard input)."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
        for judged in lint_text(_lines(text)):
            print(json.dumps(judged, ensure_ascii=False))
    except (OSError, UnicodeDecodeError) as error:
        print(f"读不了“{file}”：{error}", file=sys.stderr)
        return 2
    except _BadLine as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _lines(text: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise _BadLine(f"第 {number} 行不是 JSON:{error}") from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise _BadLine(f"第 {number} 行缺少 text")
        yield row
