"""Readers for what leads to other things: roles, sites, steps, entries, clauses, metrics. Each is noted among the entry's
references, which :mod:`biaochi.core.links` follows."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from biaochi.core import meant
from biaochi.core.frontmatter import Node
from biaochi.core.location import Location
from biaochi.core.regex import regex
from biaochi.core.shape import Reader, Reading, text
from biaochi.core.values import ENTRY_ID, LOCAL_ID
from biaochi.core.written import reads

_REFERENCE = regex(
    rf"(?P<entry>{ENTRY_ID.pattern})(?:@(?P<major>[0-9]{{1,4}}))?(?:#(?P<clause>{LOCAL_ID.pattern})|/(?P<metric>{LOCAL_ID.pattern}))?"
)


class Ref(NamedTuple):
    """A reference to another thing.

    ``to`` names what it must lead to: a role, a site, a step, or entries of certain kinds; ``entry`` is ``None`` for a
    local reference; ``major`` is the major version it was written against (``ID@2``), if it says one.
    """

    text: str
    at: Location
    relation: str
    to: str
    kinds: frozenset[str] = frozenset()
    entry: str | None = None
    clause: str | None = None
    metric: str | None = None
    major: int | None = None

    @property
    def target(self) -> str:
        """The id without the version it was written against: ``HTL-CHECKIN#greet``."""
        tail = f"#{self.clause}" if self.clause else f"/{self.metric}" if self.metric else ""
        return f"{self.entry or ''}{tail}" or self.text

    def __str__(self) -> str:
        return self.target


def split_reference(written: str) -> tuple[str, int | None, str | None, str | None] | None:
    """``HTL-CHECKIN@2#greet`` → (entry, major, clause, metric); ``None`` where it is no global reference."""
    match = _REFERENCE.fullmatch(written)
    if match is None:
        return None
    major = match["major"]
    return match["entry"], int(major) if major else None, match["clause"], match["metric"]


@reads("roles.yml 里的岗位")
def role(node: Node, reading: Reading, name: str) -> str | None:
    """A role of ``roles.yml``."""
    return _registered(node, reading, name, "role")


@reads("sites.yml 里的门店")
def site(node: Node, reading: Reading, name: str) -> str | None:
    """A site of ``sites.yml``."""
    return _registered(node, reading, name, "site")


@reads("步骤的编号，或 end")
def step(node: Node, reading: Reading, name: str) -> str | None:
    """A step of the same process, or ``end``."""
    return _registered(node, reading, name, "step")


def _registered(node: Node, reading: Reading, name: str, to: str) -> str | None:
    written = text(node, reading, name)
    if written is not None and (mend := meant.apart(written)):
        reading.say("FMT025", node.at, f"“{name}”里的“{written}”用了全角的逗号或顿号", mend)
        return None
    if written is not None:
        reading.references.append(Ref(written, node.at, name, to))
    return written


def ref(*kinds: str, clause: bool = False, metric: bool = False, entry: bool = True) -> Reader:
    """A reference to an entry of one of ``kinds`` (any, if none is named), and/or to a clause or a metric.

    Local ids are read as well: ``greet`` or ``#greet`` where only a clause can be meant, ``wait`` for a metric.
    """
    wanted = frozenset(kinds)
    to = "metric" if metric and not entry else "clause" if clause and not entry else "entry"
    allowed = {"entry": entry, "clause": clause, "metric": metric}
    forms = (("HTL-CHECKIN", entry), ("HTL-CHECKIN#greet", clause), ("HTL-CHECKIN/wait", metric))

    @reads(f"引用，如 {'、'.join(form for form, may in forms if may)}")
    def read(node: Node, reading: Reading, name: str) -> Ref | None:
        written = text(node, reading, name)
        if written is None:
            return None
        found = split_reference(written)
        if found is not None:
            owner, major, own_clause, own_metric = found
            got = "clause" if own_clause else "metric" if own_metric else "entry"
            if allowed[got]:
                result = Ref(written, node.at, name, got, wanted, owner, own_clause, own_metric, major)
                reading.references.append(result)
                return result
        elif to != "entry" and LOCAL_ID.fullmatch(local := written.lstrip("#/")):
            result = Ref(
                written, node.at, name, to, wanted, None, local if to == "clause" else None, local if to == "metric" else None
            )
            reading.references.append(result)
            return result
        reading.say("FMT025", node.at, f"“{name}”的引用“{written}”写法不对", meant.apart(written) or _reference_hint(written, to, clause))
        return None

    return read


def _reference_hint(written: str, to: str, clause: bool) -> str:
    proper = unicodedata.normalize("NFKC", written).replace(" ", "")
    if proper != written and split_reference(proper):
        return f"写成“{proper}”"
    if to == "metric":
        return "写成“条目编号/指标编号”，例如 HTL-CHECKIN/wait"
    if to == "clause":
        return "写成“条目编号#条款编号”，例如 HTL-CHECKIN#greet"
    return "写条目编号，例如 HTL-CHECKIN" + ("或 HTL-CHECKIN#greet" if clause else "")


@reads("文字，或条目编号")
def evidence(node: Node, reading: Reading, name: str) -> str | None:
    """Text, or the id of an entry: what looks like an id is a reference."""
    written = text(node, reading, name)
    if written and "-" in written and (split := split_reference(written)):
        reading.references.append(Ref(written, node.at, name, "entry", frozenset(), split[0], split[2], split[3], split[1]))
    return written
