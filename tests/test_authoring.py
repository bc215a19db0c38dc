"""What ``biaochi init`` and ``biaochi new`` write: complete, sound, and saying what an editor may write next."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from biaochi.authoring import handbook_files, new_entry
from biaochi.core.check import Outcome, check
from biaochi.core.vocabulary import KIND

AS_OF = dt.date(2026, 11, 22)
NEW = handbook_files("某某手册", "某某公司", AS_OF)


def judged(texts: dict[str, str]) -> Outcome:
    return check({path: text for path, text in texts.items() if path.startswith(("standards/", "processes/"))}, as_of=AS_OF)


def test_a_new_handbook_has_every_registry_and_nothing_to_complain_of() -> None:
    assert {f"standards/{name}.yml" for name in ("roles", "terms", "sites", "journeys", "sources")} <= NEW.keys()
    assert judged(NEW).diagnostics == ()


def test_what_the_registries_show_in_comments_holds_once_the_sign_is_taken_away() -> None:
    """An example is a comment that looks like YAML: Latin letters and a colon."""
    shown = {path: re.sub(r"(?m)^# (?=[ A-Za-z0-9-]+: ?(?:\{|$))", "", text) for path, text in NEW.items()}
    outcome = judged(shown)
    assert outcome.diagnostics == ()
    assert outcome.catalogue.sites and outcome.catalogue.source_rows and outcome.catalogue.source_documents
    assert outcome.catalogue.sector_name("pet") == "动物医院"


DRAFTS = {kind: new_entry(kind, "ABC-NEW", judged(NEW)).text for kind in KIND}


@pytest.mark.parametrize("name", [*sorted(NEW), *KIND])
def test_chinese_is_set_as_chinese(name: str) -> None:
    text = {**NEW, **DRAFTS}[name]
    assert [line for line in text.splitlines() if re.search("[一-鿿”*`][,:;?](?=[一-鿿“`”])|[一-鿿][()]|[()][一-鿿]", line)] == []


def test_what_the_commands_make_is_left_out_of_the_repository() -> None:
    assert {"/site/", "/build/", "/.biaochi/"} <= set(NEW[".gitignore"].split())
    assert "biaochi check --against main" in NEW["README.md"] and "biaochi.handbook.fonts" in NEW["README.md"]


@pytest.mark.parametrize("kind", KIND)
def test_a_draft_of_every_kind_stands_at_a_touchpoint_of_the_journey(kind: str) -> None:
    draft = new_entry(kind, "ABC-NEW", judged(NEW))
    assert not [d for d in judged({**NEW, draft.path: draft.text}).diagnostics if d.code not in ("LNK011", "LNK012")]
