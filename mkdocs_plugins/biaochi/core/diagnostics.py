"""What is said about a place: findings, rules and diagnostics.

A stage or a rule yields a :class:`Finding` (which rule, where, what was seen, how to mend it). The rule's row in the
table adds name and severity and makes it a :class:`Diagnostic`; no rule decides its own severity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from typing import Any

from biaochi.core.location import Location
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass


class Severity(StrEnum):
    """How much a diagnostic weighs: only an error fails the gate by itself."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; diagnostics are shown in this order where space is short."""
        return ("error", "warning", "info").index(self.value)

    @property
    def label(self) -> str:
        """Its name for readers."""
        return ("错误", "警告", "提示")[self.rank]


_QUOTED_OR_GAP = regex("“[^”]*”|(?<=[\u4e00-\u9fff）]) (?=[\u4e00-\u9fff（])")


def spaced(text: str) -> str:
    """A message as it is printed: values that end in Chinese («10 分钟») take no space before Chinese; what is quoted
    stays as it was written."""
    return _QUOTED_OR_GAP.sub(lambda match: "" if match[0] == " " else match[0], text)


_UNSEEN = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters and changes of direction: a terminal would obey them."""


def printable(text: str) -> str:
    """The text without what would steer a terminal: whatever quotes the handbook passes through here on its way to one."""
    return _UNSEEN.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as a stage or rule sees it. ``hint`` is the smallest edit that mends it."""

    code: str
    at: Location
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One fault as everybody sees it; sorted by place."""

    location: Location
    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    entry: str | None = None

    @property
    def place(self) -> str:
        """``path:line:column``."""
        return str(self.location)

    def line(self, *, severity: bool = False, hint: bool = True) -> str:
        """Everything on one line, fit for a terminal: with its severity where nothing before it tells that, and without the
        hint where that stands below."""
        label = f" {self.severity.label}" if severity else ":"
        how = f"（{self.hint}）" if hint and self.hint else ""
        return printable(f"{self.place}{label} {self.code} {self.message}{how}".replace("\n", " "))


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a family's table.

    ``over`` is the type of thing that ``find`` looks at (``None`` for faults that a stage reports while reading);
    ``before_force`` is the severity while the entry is not yet in force, where that differs;
    ``requires`` names rules whose finding on the same entry makes this one silent, so that one fault is said once;
    ``of_retired``: looks at retired entries too, of which only ids and links are asked;
    ``groups``: for a rule over the whole catalogue, the keys under which an entry is compared with others: what is found in
    an entry depends on nothing but the entries that share a key with it, and on no more than the values of registries. With
    each key, all that decides there whether something is found, or ``None`` where that is not said. Without ``groups`` the rule
    is about the registries alone.
    """

    code: str
    name: str
    severity: Severity
    find: Callable[..., Iterable[Finding] | None]
    over: type[Any] | None = None
    before_force: Severity | None = None
    requires: tuple[str, ...] = ()
    of_retired: bool = False
    groups: Callable[[Any], Iterable[tuple[str, str | None]]] | None = None

    @property
    def page(self) -> RulePage:
        """The rule's documentation, read from its docstring."""
        return RulePage.parse(self.find.__doc__ or "")

    def severity_for(self, in_force: bool) -> Severity:
        """The severity for an entry that is (not) in force."""
        return self.severity if in_force or self.before_force is None else self.before_force


_SECTION = regex(r"^(为什么|不通过|通过|怎么改)[:：]\s*$", re.M)


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's docstring taken apart: title line and the four fixed sections (为什么 不通过 通过 怎么改)."""

    title: str
    why: str
    fails: str
    passes: str
    fix: str

    @classmethod
    def parse(cls, docstring: str) -> RulePage:
        """Read the sections; a missing one is empty (a test demands that none is)."""
        from inspect import cleandoc

        text = cleandoc(docstring)
        parts = _SECTION.split(text)
        sections = {parts[i]: _dedent(parts[i + 1]) for i in range(1, len(parts), 2)}
        return cls(
            parts[0].strip(),
            sections.get("为什么", ""),
            sections.get("不通过", ""),
            sections.get("通过", ""),
            sections.get("怎么改", ""),
        )


def _dedent(text: str) -> str:
    from textwrap import dedent

    return dedent(text.strip("\n")).strip()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``,是否想写“x”？`` for the nearest known word, or an empty string."""
    known = list(known)
    near = [each for each in known if each != word and sorted(each) == sorted(word)]  # two letters typed in the wrong order
    near = near or [each for each in get_close_matches(word, known, n=3, cutoff=0.6) if _like(word, each)][:1]
    return f"是否想写“{near[0]}”？" if near else ""


def _like(word: str, known: str) -> bool:
    """Whether one may have been typed for the other. What all ids of a trade begin with makes none of them alike, and Latin
    words of which only the middles agree (futian, tianhe) are two words."""
    first, dash, rest = word.partition("-")
    if dash and known.startswith(f"{first}-"):
        word, known = rest, known[len(first) + 1 :]
    ratio = SequenceMatcher(None, known, word).ratio()
    return ratio >= 0.75 or (ratio >= 0.6 and (word[:1] == known[:1] or not word.isascii()))
