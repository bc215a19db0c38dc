"""Relations that say which major version they were written against."""

from __future__ import annotations

from pathlib import Path

import pytest

from biaochi.cli import main
from biaochi.core.build import build
from biaochi.core.diff import compare
from biaochi.core.suspect import confirmed, suspects_of
from biaochi.demo import changed, handbook

AT = "DEMO-CARD.items.queue.clause: DEMO-WAIT@1#queue\nDEMO-TRAIN.covers: [DEMO-WAIT@1, DEMO-GREET@1]\n"
MOVED = (
    AT
    + "version: 3.0\nchanges+: [{version: 3.0, date: 2026-06-01, reason: audit, summary: 改, approved_by: keeper}]"
)


def suspects(change: str) -> list[tuple[str, str, int, int]]:
    catalogue = build(changed(change)).catalogue
    found = [s for entry in catalogue.entries.values() for s in suspects_of(entry, catalogue)]
    return [(s.source, s.target, s.major, s.now.major) for s in found]


def test_a_relation_is_suspect_once_its_target_has_moved_on() -> None:
    assert suspects(AT) == []
    assert suspects(MOVED) == [("DEMO-CARD", "DEMO-WAIT", 1, 3), ("DEMO-TRAIN", "DEMO-WAIT", 1, 3)]


def test_a_link_in_prose_is_a_relation_too() -> None:
    texts = changed("DEMO-FIX.x-none: 1")
    texts["standards/fix.md"] += "\n见 [[DEMO-WAIT@0#queue|等候]]。\n"
    catalogue = build(texts).catalogue
    (found,) = suspects_of(catalogue.entries["DEMO-FIX"], catalogue)
    assert (found.target, found.major) == ("DEMO-WAIT", 0)


def put(root: Path, texts: dict[str, str], ends: str = "\n") -> None:
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.replace("\n", ends).encode())


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_confirming_rewrites_that_one_value(tmp_path: Path, ends: str) -> None:
    put(tmp_path, changed(MOVED), ends)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    assert main(["confirm", "DEMO-CARD", "--root", str(tmp_path)]) == 0
    after = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    (path,) = [path for path in before if before[path] != after[path]]
    assert path.name == "card.md"
    assert after[path] == before[path].replace(b"DEMO-WAIT@1#queue", b"DEMO-WAIT@3#queue")


def test_confirming_is_no_change_of_content() -> None:
    """Neither in the front matter nor in the body: no version has to be raised for it."""
    texts = changed(AT)
    texts["standards/fix.md"] += "\n见 [[DEMO-WAIT@1#queue|等候]]。\n"
    later = {path: text.replace("DEMO-WAIT@1", "DEMO-WAIT@2") for path, text in texts.items()}
    assert later != texts
    assert compare(build(texts).catalogue, build(later).catalogue) == ()


def test_confirming_a_target_confirms_its_dependants(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, changed(MOVED))
    assert main(["confirm", "DEMO-WAIT", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("DEMO-WAIT@1 → @3") == 2
    assert main(["confirm", "DEMO-WAIT", "--root", str(tmp_path)]) == 0
    assert "没有" in capsys.readouterr().out


def test_confirming_what_is_not_there(tmp_path: Path) -> None:
    put(tmp_path, handbook())
    assert main(["confirm", "DEMO-NOWHERE", "--root", str(tmp_path)]) == 2


def test_two_on_one_line() -> None:
    catalogue = build(changed(MOVED.replace("DEMO-GREET@1", "DEMO-GREET@0"))).catalogue
    entry = catalogue.entries["DEMO-TRAIN"]
    found = list(suspects_of(entry, catalogue))
    text = "\n" * (found[0].at.line - 1) + " " * (found[0].at.column - 1) + "DEMO-WAIT@1, DEMO-WAIT@10"
    assert (
        confirmed(text, [s for s in found if s.target == "DEMO-WAIT"]).strip() == "DEMO-WAIT@3, DEMO-WAIT@10"
    )
