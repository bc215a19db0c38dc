"""WRD: the options that a clause offers are those of the standard."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.clauses import Clause
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import parse_number
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene

_CHOSEN = regex("任选|[选挑](?:其?中?[一1]|定)|勾选|选择|可选")
_KINDS = regex(r"(?P<n>[二两三四五六七八九十]|\d{1,2})\s*种(?:可选的?)?[^,。;:()、]{0,4}?(?:办法|方式|选择|选项|补救|方案|途径)")
_SENTENCE = regex("[。;]")
_BETWEEN = regex("[,:()“”「」从]|[之当]?中(?=[任选勾挑])|[二两三四五六七八九十] ?种")
"""What a list of options stands between: 从甲、乙中任选一种."""


def options_differ(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """条款让顾客选的办法与 options 不同。

    为什么:
        有限选择的标准靠 options 说清有哪几种；条款少列一种，柜台就少给一种，条款数错，培训照着错的数讲。
    不通过:
        tier: choice
        options: [排队等候, 预约改期, 自助办理]
        body+: "\\n- 店员应说出“排队等候、预约改期”两种办法，由顾客选一种。 {#choose metric=right}\\n"
    通过:
        tier: choice
        options: [排队等候, 预约改期, 自助办理]
        body+: "\\n- 店员应说出“排队等候、预约改期、自助办理”三种办法，由顾客选一种。 {#choose metric=right}\\n"
    怎么改:
        把条款与 options 改成同样几种。
    """
    if standard.tier == "choice" and len(standard.options) > 1:
        for clause in standard.body.clauses:
            if not clause.block.informative:
                yield from _differing(clause, standard.options)


def _differing(clause: Clause, options: tuple[str, ...]) -> Iterator[Finding]:
    text = plain(clause.text)
    offset = 0
    for sentence in _SENTENCE.split(text):
        start, offset = offset, offset + len(sentence) + 1
        if not _CHOSEN.search(sentence):
            continue
        if listed := _listed(sentence, options):
            missing = [option for option in options if not any(_names(item, option) for item in listed)]
            strange = [item for item in listed if not any(_names(item, option) for option in options)]
            if missing or strange:
                first = sentence.find(listed[0])
                end = sentence.find(listed[-1], first) + len(listed[-1])
                yield Finding("WRD034", clause.block.place(start + first, start + end), _said(missing, strange), "把条款与 options 改成同样几种")
        elif (told := _KINDS.search(sentence)) and parse_number(told["n"]) != len(options):
            at = clause.block.place(start + told.start(), start + told.end())
            yield Finding("WRD034", at, f"条款说“{told.group()}”，options 里是 {len(options)} 种", f"改为 {len(options)} 种，或改 options")
            return


def _listed(sentence: str, options: tuple[str, ...]) -> list[str]:
    """The items of the list in a sentence that names the options, most of them by their names."""
    for piece in _BETWEEN.split(sentence):
        items = [item.strip() for item in piece.split("、")]
        named = sum(any(_names(item, option) for option in options) for item in items)
        if named > 1 and named * 2 > len(items):
            return items
    return []


def _names(item: str, option: str) -> bool:
    """Whether an item is an option, perhaps in short: 调货自取 for 跨店调货到店自取."""
    rest = iter(option)
    return len(item) > 1 and all(char in rest for char in item)


def _said(missing: list[str], strange: list[str]) -> str:
    said = []
    if missing:
        said.append(f"条款没有列出 options 里的“{'”“'.join(missing)}”")
    if strange:
        said.append(f"条款列出的“{'”“'.join(strange)}”不在 options 里")
    return "；".join(said)


RULES = (Rule("WRD034", "options-differ", Severity.WARNING, options_differ, Standard),)
