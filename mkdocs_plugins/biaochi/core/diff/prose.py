"""Changes of a body: clauses by their ids, other blocks by their text, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from math import inf
from operator import itemgetter

from biaochi.core.clauses import Block
from biaochi.core.diff.change import LOOSENED, TIGHTENED
from biaochi.core.diff.compared import exempts, hedged, level, text_directions
from biaochi.core.diff.content import block_text, folded, is_comment, normal_text
from biaochi.core.diff.gathering import Gathering
from biaochi.core.location import Location
from biaochi.core.model import Entry, Script
from biaochi.core.regex import regex
from biaochi.core.sentences import sentences

_MODAL = regex("必须|应当|应该|应|须|宜|可以|可|建议|尽量")
_OBLIGES = regex("应|须|不得|must|shall")
"""A sentence with one of these is a requirement, whatever it leaves out."""
_CLAUSE_BLOCKS = ("paragraph", "item")
_UNNUMBERED = "没有编号的条文"
_TRIED = 1_000
"""So many pairs of sentences are compared for one clause: no clause of a handbook has more."""


def compare_bodies(old: Entry, new: Entry, found: Gathering) -> None:
    """Clauses with an id first, then the blocks without one."""
    there = {clause.id: clause for clause in old.body.clauses}
    here = {clause.id: clause for clause in new.body.clauses}
    for name, clause in here.items():
        before = there.get(name)
        what = f"条款 {name}"
        if before is None:
            found.say("clause-added", clause.at, what, "", clause.text, subject=f"clause:{name}")
            continue
        compare_texts(before.block, clause.block, found, what, f"clause:{name}", clause.at)
        if (before.metric or "") != (clause.metric or ""):
            found.say(
                "clause-check-changed",
                clause.at,
                f"{what}的指标",
                before.metric,
                clause.metric,
                subject=f"clause:{name}",
            )
        if before.block.informative != clause.block.informative:
            kind = "clause-weakened" if clause.block.informative else "clause-strengthened"
            found.say(
                kind,
                clause.at,
                f"{what}所在的标题",
                before.block.heading,
                clause.block.heading,
                subject=f"clause:{name}",
            )
    end = Location.of_line(new.path, new.body.line)
    for name, clause in there.items():
        if name not in here:
            found.say("clause-removed", end, f"条款 {name}", clause.text, "", subject=f"clause:{name}")
    _other_blocks(old, new, found, end)


def _free(entry: Entry) -> list[Block]:
    return [
        b
        for b in entry.body.blocks
        if not (b.id is not None and b.kind in _CLAUSE_BLOCKS) and not is_comment(b)
    ]


def _other_blocks(old: Entry, new: Entry, found: Gathering, end: Location) -> None:
    left, right = _free(old), _free(new)
    matcher = SequenceMatcher(None, [_key(b) for b in left], [_key(b) for b in right], autojunk=False)
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    still = _demanded(old) & _demanded(new) if changed else frozenset()

    def stands(block: Block) -> bool:
        return block_text(block) in still and _requires(block, new.lang) and not _exempts(block)

    moved: dict[str, tuple[str, Location]] = {}
    for _, a, b, c, d in changed:
        gone = [block for block in left[a:b] if not stands(block)]
        come = [block for block in right[c:d] if not stands(block)]
        moved |= {block_text(block): (block.text, end) for block in left[a:b] if block not in gone}
        moved |= {block_text(block): (block.text, block.at) for block in right[c:d] if block not in come}
        for before, after in zip_longest(gone, come):
            _block(before, after, new, found, end)
    for text, at in moved.values():
        found.say("prose-changed", at, f"{_UNNUMBERED}的位置或写法", text, text)


def _demanded(entry: Entry) -> frozenset[str]:
    """What may be demanded, word for word: moved, made an item or given a number, it is neither lost nor new."""
    return frozenset(block_text(b) for b in entry.body.blocks if b.kind in _CLAUSE_BLOCKS and not b.informative)


def _key(block: Block) -> tuple[str, int, str, str | None]:
    return block.kind, block.level if block.kind == "heading" else 0, block_text(block), block.id


def _block(before: Block | None, after: Block | None, new: Entry, found: Gathering, end: Location) -> None:
    lang = new.lang
    if (
        before is not None
        and after is not None
        and before.kind == after.kind
        and _requires(before, lang) | _requires(after, lang)
    ):
        compare_texts(before, after, found, _UNNUMBERED, "", after.at)
        return
    for block, kind in ((before, "clause-removed"), (after, "clause-added")):
        if block is not None and _requires(block, lang) and not _exempts(block):
            at = block.at if block is after else end
            found.say(
                kind,
                at,
                _UNNUMBERED,
                block.text if block is before else "",
                block.text if block is after else "",
            )
    if any(block is not None and _requires(block, lang) and not _exempts(block) for block in (before, after)):
        return
    at = after.at if after is not None else end
    kind, what = "prose-changed", "正文"
    if isinstance(new, Script):
        kind, what = "dialogue-changed", "话术正文"
    elif _exempts(before) != _exempts(after):
        kind = "exemption-removed" if _exempts(before) else "exemption-added"
    found.say(kind, at, what, before.text if before else "", after.text if after else "")


def _requires(block: Block, lang: str) -> bool:
    """Whether a block without an id requires something of somebody."""
    if block.informative or block.kind not in _CLAUSE_BLOCKS:
        return False
    return any(level(text, lang) > 1 for text in _said(block))


def _exempts(block: Block | None) -> bool:
    """Whether a block without an id takes something out of what its standard requires: 忙时可不执行以上要求."""
    return (
        block is not None
        and not block.informative
        and block.kind in _CLAUSE_BLOCKS
        and any(exempts(text) and not _OBLIGES.search(text) for text in _said(block))
    )


_STRUCK = regex(r"~~.+?~~", re.S)


def _said(block: Block) -> list[str]:
    """The sentences of a block; what is struck through is no longer said."""
    if "~~" in block.text:
        block = block._replace(text=_STRUCK.sub("", block.text))
    return [sentence.text for sentence in sentences(block)]


def compare_texts(
    before: Block, after: Block, found: Gathering, what: str, subject: str, at: Location
) -> None:
    """Two states of one clause: each sentence that changed, in its strength, its figures, or its words."""
    for kind, left, right in sentence_changes(_said(before), _said(after), found.new.lang):
        found.say(kind, at, what, left, right, subject=subject)


def sentence_changes(old: list[str], new: list[str], lang: str) -> Iterator[tuple[str, str, str]]:
    """(kind, before, after) of every sentence that differs."""
    a, b = [normal_text(text) for text in old], [normal_text(text) for text in new]
    matcher = SequenceMatcher(
        None, [folded(text) for text in a], [folded(text) for text in b], autojunk=False
    )
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = a[i:j], b[k:m]
        pairs = _beside(gone, come) if len(gone) <= len(come) else [(x, y) for y, x in _beside(come, gone)]
        for x, y in pairs:
            for kind in _sentence(gone[x], come[y], lang):
                yield kind, gone[x], come[y]
        for x in sorted({*range(len(gone))} - {x for x, _ in pairs}):
            yield ("clause-weakened" if level(gone[x], lang) > 1 else "clause-reworded"), gone[x], ""
        for y in sorted({*range(len(come))} - {y for _, y in pairs}):
            yield ("clause-strengthened" if level(come[y], lang) > 1 else "clause-reworded"), "", come[y]


def _beside(few: list[str], many: list[str]) -> list[tuple[int, int]]:
    """(place in few, place in many) for all of the few, in order, as like each other as can be: a sentence that was put in
    front of another is no other state of it. Where there are too many of them to try, they go by their places."""
    if len(few) == len(many) or len(few) * len(many) > _TRIED:
        return [(place, place) for place in range(len(few))]
    best: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])] * (len(many) + 1)
    for x, one in enumerate(few):
        found: list[tuple[float, list[tuple[int, int]]]] = [(-inf, [])]
        for y, other in enumerate(many):
            like, pairs = best[y]
            here = like + SequenceMatcher(None, one, other, autojunk=False).ratio(), [*pairs, (x, y)]
            found.append(max(found[-1], here, key=itemgetter(0)))
        best = found
    return best[-1][1]


def _sentence(left: str, right: str, lang: str) -> list[str]:
    one, other = level(left, lang), level(right, lang)
    kinds = []
    if one != other:
        kinds.append("clause-strengthened" if other > one else "clause-weakened")
    # The verb has been weighed; what is left is compared without it.
    directions = (
        text_directions(_MODAL.sub("", left), _MODAL.sub("", right))
        if one != other
        else text_directions(left, right)
    )
    if TIGHTENED in directions and "clause-strengthened" not in kinds:
        kinds.append("clause-strengthened")
    if LOOSENED in directions and "clause-weakened" not in kinds:
        kinds.append("clause-weakened")
    if not kinds and hedged(left, right):
        kinds.append("clause-weakened")
    return kinds or ["clause-reworded"]
