"""Which clauses of a standard require something, and what covers them: asked by the stage gates and the coverage page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from biaochi.core.clauses import Block, Clause
from biaochi.core.links import Graph
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Checklist, Standard, Training
from biaochi.core.plain_text import plain
from biaochi.core.regex import regex
from biaochi.core.rules.prose import PART
from biaochi.core.sentences import sentences
from biaochi.core.wording import FREE, NO_TERMS, Context, Level, Setting, judge

_CLAUSE = Context(setting="clause")


def normative_clauses(standard: Standard, among: Iterable[Clause] | None = None) -> Iterator[Clause]:
    """The clauses (of those ``among`` which is asked) outside informative headings of which at least one sentence is a
    requirement."""
    for clause in standard.body.clauses if among is None else among:
        if not clause.block.informative and requires(clause.block, standard.lang, _CLAUSE):
            yield clause


def unnamed_requirements(standard: Standard) -> Iterator[Block]:
    """Paragraphs and list items without an id that require something all the same: by a modal verb (应, 不得, shall), or
    as an item among clauses that have ids. A preamble or a remark describes without either."""
    with_ids = {
        block.heading for block in standard.body.blocks if block.id is not None and block.kind == "item"
    }
    for block in standard.body.blocks:
        if block.kind in ("paragraph", "item") and block.id is None and not block.informative:
            among = block.kind == "item" and block.heading in with_ids and not _PERMITS.search(block.text)
            if (among or _demands(block.text)) and requires(block, standard.lang, FREE):
                yield block


def parts_of_clauses(standard: Standard) -> frozenset[Location]:
    """The places of the items that stand, deeper, under an item with an id and carry no modal verb of their own: they
    say what the clause consists of."""
    found: set[Location] = set()
    above: list[tuple[int, bool]] = []
    for block in standard.body.blocks:
        if block.kind == "heading":
            above.clear()
        if block.kind != "item":
            continue
        while above and above[-1][0] >= block.level:
            above.pop()
        if block.id is None and any(named for _, named in above) and not _demands(block.text):
            found.add(block.at)
        above.append((block.level, block.id is not None))
    return frozenset(found)


_MODAL = regex(
    r"(?<![响反适效对供相])应(?![急用对付答届变激聘])|必须|必須|(?<![无必])须(?!知)|(?<!必)須|不得|严禁|嚴禁|禁止|务必|務必|\b(?:shall|must|may not)\b",
    re.I,
)
_PERMITS = regex(r"可[以在由按于用从将把]|\bmay\b(?! not)", re.I)


def _demands(text: str) -> bool:
    """Whether a part of the text that is no condition (…的, …时) carries a modal verb of requirement."""
    parts = (part.strip() for part in PART.split(plain(text)))
    return any(_MODAL.search(part) and not part.endswith(("的", "时", "時")) for part in parts)


def requires(block: Block, lang: str, context: Context) -> bool:
    """Whether a sentence of the block is a requirement (应, 不得, shall …), not a recommendation or an explanation."""
    return any(_level(sentence.text, lang, context.setting) == "requirement" for sentence in sentences(block))


def _level(text: str, lang: str, setting: Setting) -> Level:
    return judge(text, lang, NO_TERMS, Context(setting)).level


def checked(standard: Standard, clause: Clause, catalogue: Catalogue, graph: Graph) -> bool:
    """Whether a metric or an item of a checklist covers the clause."""
    if clause.metric:
        return True
    if any(not _retired(c.by, catalogue) for c in graph.clause_cited(standard.id, clause.id, "item")):
        return True
    # A clause that names its metric in the text is covered by it as well.
    return f"[[{standard.id}/" in clause.text


def trained(standard: Standard, clause: Clause, catalogue: Catalogue, graph: Graph) -> bool:
    """Whether a training with a pass criterion covers the clause."""
    for id_ in graph.trained(standard, clause.id):
        training = catalogue.entries.get(id_)
        assessment = training.assessment if isinstance(training, Training) and not training.retired else None
        if assessment is not None and assessment.pass_:
            return True
    return False


def _retired(id_: str, catalogue: Catalogue) -> bool:
    entry = catalogue.entries.get(id_)
    return entry is None or entry.retired or not isinstance(entry, Checklist)
