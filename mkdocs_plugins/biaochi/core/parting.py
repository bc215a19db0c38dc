"""Which of two entries holds where both concern one role: the sentences in which an entry says so of another.

The content model has no key for it (``supersedes`` takes the other out of use), so it stands in prose: “首个方案与补偿按本标准，
不按 [[COM-COMPLAINT]]”. Whoever reads the two beside each other needs that sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from biaochi.core.clauses import CROSS_LINK, Body
from biaochi.core.model import Entry
from biaochi.core.reference import split_reference
from biaochi.core.regex import regex

_DECIDES = regex("不按|不依|不适用|不执行|按本[标流预]|为准|代替|取代|优先")


def kept(entry: Entry) -> str:
    """What an entry says so, as its face keeps it."""
    return json.dumps(list(_partings(entry.body)), ensure_ascii=False)


def partings(entry: Entry) -> Sequence[tuple[str, str]]:
    """The other entry's id, and the sentence; also of an entry of which there is but the face."""
    told = entry.memo.get("partings")
    return list(_partings(entry.body)) if told is None else [(other, sentence) for other, sentence in json.loads(told)]


def _partings(body: Body) -> Iterator[tuple[str, str]]:
    if "[[" not in body.source or _DECIDES.search(body.source) is None:
        return
    for block in body.blocks:
        if block.kind in ("paragraph", "item", "note") and "[[" in block.text:
            for sentence in block.text.split("。"):
                others = [split[0] for link in CROSS_LINK.finditer(sentence) if (split := split_reference(link[1].strip()))]
                if others and _DECIDES.search(sentence):
                    yield from ((other, f"{sentence.strip()}。") for other in dict.fromkeys(others))
