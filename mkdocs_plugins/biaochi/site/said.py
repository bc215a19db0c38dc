"""What a build says when it is done."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import field
from pathlib import Path

from biaochi.core.diagnostics import printable
from biaochi.core.slotted import dataclass

SHOWN = 5
"""Remarks on the history at the end of a build; the page of recent changes holds them all."""


@dataclass(frozen=True, slots=True)
class Said:
    """The figures of a finished build. ``remarks`` are the history's, ``lacking`` what papers lack."""

    entries: int
    rules: int
    warnings: int
    waived: int
    pages: int
    final: Path
    books: int = 0
    sheets: int = 0
    remarks: tuple[str, ...] = ()
    lacking: tuple[str, ...] = field(default=())


def say(said: Said, seconds: float) -> None:
    """Print the summary."""
    waived = f"，豁免 {said.waived} 处" if said.waived else ""
    print(f"完成，用时 {seconds:.0f} 秒。")
    print(f"  检查  {said.entries} 个条目、{said.rules} 条规则，{said.warnings} 个警告{waived}")
    print(f"  网站  {said.pages} 页，打开 {_relative(said.final / 'index.html')}")
    if said.books or said.sheets:
        print(f"  手册  {said.books} 册，在 {_relative(said.final / 'handbooks')}/")
        print(f"  表单  {said.sheets} 张，在 {_relative(said.final / 'sheets')}/")
    for remark in (*_few(said.remarks), *said.lacking):
        print(f"  说明  {printable(remark)}")


def _few(remarks: tuple[str, ...]) -> Iterable[str]:
    """What the history could not tell: each once, at the end where it is read."""
    if len(remarks) <= SHOWN:
        return remarks
    return (*remarks[:SHOWN], f"提交历史另有 {len(remarks) - SHOWN} 处说明，见网站的“近期变更”。")


def _relative(path: Path) -> str:
    return os.path.relpath(path)
