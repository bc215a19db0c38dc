"""Expressions wait until they are used, and then are the library's own."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import biaochi
from biaochi.core import regex as module
from biaochi.core.regex import regex


def test_nothing_is_compiled_until_something_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    monkeypatch.setattr(module.re, "compile", lambda source, flags: compiled.append(source) or re._compiler.compile(source, flags))  # type: ignore[attr-defined]
    expression = regex("(?P<a>甲)乙", re.I)
    assert expression.pattern == "(?P<a>甲)乙" and compiled == []
    assert expression.search("丙甲乙") and expression.fullmatch("甲乙") and expression.match("丙") is None
    assert compiled == ["(?P<a>甲)乙"]


def test_all_that_a_compiled_expression_does() -> None:
    ours, theirs = regex(lambda: "[ab](x)?", re.I), re.compile("[ab](x)?", re.I)
    text = "Axb aX c"
    assert ours.sub("-", text) == theirs.sub("-", text) and ours.subn("-", text) == theirs.subn("-", text)
    assert ours.split(text) == theirs.split(text) and ours.findall(text) == theirs.findall(text)
    assert [found.span() for found in ours.finditer(text)] == [found.span() for found in theirs.finditer(text)]
    assert (ours.groups, ours.groupindex, ours.flags, ours.pattern) == (theirs.groups, theirs.groupindex, theirs.flags, theirs.pattern)
    with pytest.raises(AttributeError):
        ours.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_mistaken_expression_is_told_when_it_is_used() -> None:
    with pytest.raises(re.error):
        regex("(").search("")


def test_every_expression_of_the_product_compiles() -> None:
    """A slip in one would show only on the day when something is looked for with it."""
    found = 0
    for info in pkgutil.walk_packages(biaochi.__path__, "biaochi."):
        if info.name == "biaochi.__main__":
            continue
        for value in vars(importlib.import_module(info.name)).values():
            if isinstance(value, module._Uncompiled):
                value.search("")
                found += 1
    assert found > 200
