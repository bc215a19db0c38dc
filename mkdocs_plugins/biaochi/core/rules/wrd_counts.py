"""WRD: a clause that counts what it lists counts right."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.clauses import Clause
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import parse_number
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene

_NUMBER = r"(?P<n>[二两三四五六七八九十]{1,3}|\d{1,2})"
_BEHIND = regex(rf"{_NUMBER}\s*(?:个(?:必填|必备|要|栏)?|种)?项\s*[:(](?P<list>[^。;:()，,]{{1,400}})[。;)]")
"""填全 6 个必填项:甲、乙、丙; 验货六项(外观、吊牌)."""
_BEFORE = regex(rf"(?:^|[,。;:(])(?P<list>[^,。;:()]{{1,400}}?)(?<![、第前后余中共任每各]){_NUMBER}\s*项(?=[,。;)]|$)")
"""说出单位名称、工号和询问语三项."""
_AND = regex("[和与及]")


def _counts(text: str) -> Iterator[tuple[int, int, int, int, int]]:
    """Where a list and its count stand, the count, and the fewest and the most that the list may hold: 职责和权限 may be
    one thing or two."""
    for expression in (_BEHIND, _BEFORE):
        for match in expression.finditer(text):
            listed, told = match["list"], parse_number(match["n"])
            items = listed.count("、") + 1
            if items > 1 and told is not None and "[[" not in listed and "“" not in listed:
                yield match.start("n"), match.end("n"), int(told), items, items + len(_AND.findall(listed))


def count_differs_from_list(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """条款说的项数与列出的不同。

    为什么:
        写着六项、列了五项，照着查的人不知道是少列了一项还是数错了；多半是增删了一项，忘了改数。
    不通过:
        body+: "\\n- 店员应口头复述姓名、业务、金额、日期三项。 {#three metric=right}\\n"
    通过:
        body+: "\\n- 店员应口头复述姓名、业务、金额、日期四项。 {#three metric=right}\\n"
    怎么改:
        改正项数，或补上、删去列出的项。
    """
    for clause in standard.body.clauses:
        if "项" in clause.text and "、" in clause.text and not clause.block.informative:
            yield from _wrong(clause)


def _wrong(clause: Clause) -> Iterator[Finding]:
    for start, end, told, fewest, most in _counts(plain(clause.text)):
        if not fewest <= told <= most:
            listed = str(fewest) if fewest == most else f"{fewest} 或 {most}"
            yield Finding("WRD033", clause.block.place(start, end), f"条款说 {told} 项，列出的是 {listed} 项", "改正项数，或补上、删去列出的项")


RULES = (Rule("WRD033", "count-differs-from-list", Severity.WARNING, count_differs_from_list, Standard),)
