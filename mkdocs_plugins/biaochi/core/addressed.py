"""The clauses that tell a role to do something: those in which its name stands as the doer.

A clause rarely writes the registered name in full: where an entry names 热线坐席 its clauses say 坐席, and 接待员 for 前台接待.
So the end of a name counts too, unless it is the name of another role that the entry names; and what else ``roles.yml`` says
that a role is called: 前台.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from biaochi.core.concern import acted, named
from biaochi.core.model import Catalogue, Entry, Role
from biaochi.core.regex import regex

EVERYBODY = "员工"
"""Whoever the entry names: 接诉员工, 任何员工."""
_SHORTEST, _LONGEST = 2, 20
"""Signs of the end of a name, and of a name that has ends."""
_BEFORE, _BEHIND = 3, 80
"""Signs around a name that tell whether it is the doer."""
_VERB = "(?:不得|不应|不宜|必须|应|须|宜|可)"
_STOPS = "，。；：！？,;:!?\n"
_ASKED = regex(rf"(?:[在于按每自凭当均都也再先][^，。；的]{{0,20}}?)?{_VERB}")
"""Behind a name: the verb that asks for something, but for what says when or how."""
_ASKED_WHEN = regex(rf"[^，。；：]{{1,24}}[的后时前]，{_VERB}")
"""The same behind a condition with the same doer: 迎宾员判断……的，应……"""
_ASKED_OF = regex(rf"[^，。；：的]{{0,16}}?{_VERB}")
_STATED = regex(r"(?!的)[^，。；：]{1,60}(?<![的后时前者])(?=[，。；：]|$)")
"""Told as done, without a verb that asks: 餐厅经理在 5 分钟内到桌; not what only says when."""


def kept(entry: Entry) -> str:
    """What the clauses of an entry say, as its face keeps it."""
    return json.dumps({clause.id: clause.text for clause in entry.body.clauses}, ensure_ascii=False)


def texts(entry: Entry) -> Mapping[str, str]:
    """What the clauses of an entry say, by id and in their order; also of an entry of which there is but the face."""
    told = entry.memo.get("clauses")
    found: dict[str, str] = {clause.id: clause.text for clause in entry.body.clauses} if told is None else json.loads(told)
    return found


def addressed(role: Role, entry: Entry, catalogue: Catalogue) -> Iterator[tuple[int, str, str]]:
    """The clauses of an entry whose doer is a role, or one that it acts as there: their numbers, ids and what they say."""
    roles = catalogue.roles
    acting = acted(role, entry)
    own = frozenset(catalogue.role_name(each) for each in acting)
    others = {catalogue.role_name(each) for each in named(entry)}
    ends = frozenset(end for name in own for end in _ends(name)) - others - own | {EVERYBODY}
    called = frozenset(word for each in acting if each in roles for word in roles[each].called)
    names = tuple(each.name for each in roles.values() if each.name)
    further = tuple(word for each in roles.values() for word in each.called)
    for number, (clause, text) in enumerate(texts(entry).items(), 1):
        if not doers(text, names, further).isdisjoint(own | ends | called):
            yield number, clause, text


@lru_cache(4096)
def doers(text: str, names: tuple[str, ...], called: tuple[str, ...] = ()) -> frozenset[str]:
    """Who is told to do something in a clause: by a registered name, the end of one, or what else somebody is called."""
    found = set()
    for match in _called(names, called).finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()].rstrip(" \t")
        behind = text[match.end() : match.end() + _BEHIND]
        head, whole = not before or before[-1] in _STOPS, match[0] in names
        told = _ASKED.match(behind) or (head and _ASKED_WHEN.match(behind)) or (before.endswith("由") and not behind.startswith("的"))
        if told or (whole and (_ASKED_OF.match(behind) or (head and _STATED.match(behind)))):
            found.add(match[0])
    return frozenset(found)


@lru_cache(8)
def _called(names: tuple[str, ...], further: tuple[str, ...]) -> re.Pattern[str]:
    """What people are called in clauses, the longest first: 坐席班长 is no 坐席."""
    every = {EVERYBODY, *names, *further, *(end for name in names for end in _ends(name))}
    return re.compile("|".join(map(re.escape, sorted(every, key=lambda name: (-len(name), name)))))


def _ends(name: str) -> Iterator[str]:
    """坐席 of 热线坐席, 接待员 of 前台接待."""
    for start in range(1, len(name) - _SHORTEST + 1) if len(name) <= _LONGEST else ():
        yield name[start:]
        if not name.endswith("员"):
            yield f"{name[start:]}员"
