"""``biaochi diff`` and ``check --against`` on real repositories."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from biaochi.cli import main
from biaochi.demo import changed, handbook

Repo = Any
LATER = "metrics.wait.target: 4\nversion: 2.0\nchanges+: [{version: 2.0, date: 2026-06-01, reason: audit, summary: 改为 4 分钟, approved_by: keeper}]"


def put(root: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def pull_request(repo: Repo) -> Repo:
    """main has moved on since the branch ``work`` left it; ``work`` is checked out."""
    put(repo.root, handbook())
    repo.commit("2026-01-05")
    repo.git("checkout", "-q", "-b", "work")
    put(repo.root, changed(LATER))
    repo.commit("2026-06-02")
    repo.git("checkout", "-q", "main")
    put(repo.root, changed("DEMO-CARD.title: 卡"))
    repo.commit("2026-06-03")
    repo.git("checkout", "-q", "work")
    return repo


def test_diff_compares_from_the_merge_base(pull_request: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["diff", "main", "work", "--root", str(pull_request.root), "--format", "json"]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    assert main(arguments) == 0
    assert capsys.readouterr().out == first
    found = json.loads(first)
    assert list(found) == ["schema", "base", "head", "changes", "reprint", "retrain"]
    (change,) = found["changes"]
    assert change == {
        "entry": "DEMO-WAIT",
        "path": "standards/wait.md",
        "line": change["line"],
        "kind": "target-tightened",
        "direction": "tightened",
        "what": "指标 wait(等候时长)的目标".replace("(", change["what"][7]).replace(")", change["what"][12]),
        "before": "5 分钟",
        "after": "4 分钟",
    }
    line = (
        (pull_request.root / "standards/wait.md").read_text(encoding="utf-8").splitlines()[change["line"] - 1]
    )
    assert line.strip() == "target: 4"
    assert found["reprint"] and found["retrain"]


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_diff_for_people(pull_request: Repo, capsys: pytest.CaptureFixture[str], format_: str) -> None:
    assert main(["diff", "main", "--root", str(pull_request.root), "--format", format_]) == 0
    out = capsys.readouterr().out
    for word in ("目标收紧", "5 分钟", "4 分钟", "1.1 → 2.0", "店员岗位手册"):
        assert word in out


def test_a_comparison_that_cannot_be_written_is_said(pull_request: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    target = pull_request.root / "no" / "such" / "folder.md"
    assert main(["diff", "main", "--root", str(pull_request.root), "--output", str(target)]) == 2
    assert f"写不了“{target}”" in capsys.readouterr().err


@pytest.mark.parametrize("base", ["nowhere", "--help-me", "HEAD..main"])
def test_a_comparison_that_failed_is_no_comparison(
    pull_request: Repo, capsys: pytest.CaptureFixture[str], base: str
) -> None:
    assert main(["diff", "--root", str(pull_request.root), "--", base]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err


def test_a_broken_file_is_no_removed_entry(pull_request: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    put(pull_request.root, {"standards/wait.md": "---\nid: [\n---\n"})
    pull_request.commit("2026-06-05")
    assert main(["diff", "main", "--root", str(pull_request.root)]) == 2
    assert "standards/wait.md" in capsys.readouterr().err


def check_against(root: Path, revision: str = "main") -> int:
    return main(["check", str(root), "--against", revision, "--as-of", "2026-11-20", "--select", "VER"])


@pytest.mark.parametrize("front", ["x: " + "长" * 300_000 + "\n", "x: 甲\u2028乙\n"], ids=["too long", "a hidden line break"])
def test_an_entry_whose_head_is_refused_is_no_removed_entry(pull_request: Repo, capsys: pytest.CaptureFixture[str], front: str) -> None:
    text = handbook()["standards/wait.md"]
    put(pull_request.root, {"standards/wait.md": text.replace("---\n", f"---\n{front}", 1)})
    pull_request.commit("2026-06-04")
    assert main(["diff", "main", "work", "--root", str(pull_request.root)]) == 2
    assert "读不了的文件：standards/wait.md" in capsys.readouterr().err


def test_changed_since_reads_names_that_are_no_text(pull_request: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    (pull_request.root / os.fsdecode(b"standards/\xff\xfe.txt")).write_text("x", encoding="utf-8")
    assert main(["check", str(pull_request.root), "--changed-since", "main", "--as-of", "2026-11-22"]) in (0, 1)
    assert main(["check", str(pull_request.root), "--changed-since=--upload-pack=x"]) == 2
    assert "不是修订的名称" in capsys.readouterr().err


def test_the_gate_passes_a_change_well_made(pull_request: Repo) -> None:
    assert check_against(pull_request.root) == 0


def test_the_gate_works_in_a_detached_checkout(pull_request: Repo, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--no-local", str(pull_request.root), str(clone)],
        check=True,
        capture_output=True,
    )
    subprocess.run(["git", "-C", str(clone), "checkout", "-q", "--detach", "origin/work"], check=True)
    subprocess.run(["git", "-C", str(clone), "branch", "-D", "work"], check=True, capture_output=True)
    assert check_against(clone, "main") == 0
    put(clone, changed("metrics.wait.target: 4"))
    assert check_against(clone, "main") == 1


def test_the_gate_says_what_a_shallow_clone_cannot_show(
    pull_request: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = tmp_path / "clone"
    subprocess.run(
        [
            "git",
            "clone",
            "-q",
            "--depth",
            "1",
            "--no-single-branch",
            f"file://{pull_request.root}",
            str(clone),
        ],
        check=True,
        capture_output=True,
    )
    assert check_against(clone, "origin/main") == 2
    assert "浅克隆" in capsys.readouterr().err


def test_a_version_that_main_withdrew_is_not_free(
    pull_request: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    pull_request.git("checkout", "-q", "main")
    put(pull_request.root, changed("title: 等候\nversion: 2.0"))
    pull_request.commit("2026-06-05")
    pull_request.git("revert", "--no-edit", "HEAD", date="2026-06-06")
    pull_request.git("checkout", "-q", "work")
    assert check_against(pull_request.root) == 1
    assert "VER003" in capsys.readouterr().out


def test_an_id_that_main_once_had_is_not_free(pull_request: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    pull_request.git("checkout", "-q", "main")
    (pull_request.root / "standards/fix.md").unlink()
    pull_request.commit("2026-06-05")
    pull_request.git("checkout", "-q", "-b", "again")
    lost = handbook()["standards/fix.md"]
    put(pull_request.root, {"standards/new.md": lost.replace("title: 写明等候的起计点", "title: 另一件事")})
    assert check_against(pull_request.root) == 1
    assert "VER006" in capsys.readouterr().out


def test_a_file_that_main_broke_is_measured_by_what_it_last_said(
    pull_request: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    pull_request.git("checkout", "-q", "main")
    card = handbook()["standards/card.md"]
    put(pull_request.root, {"standards/card.md": card.replace("title: 柜台卡", "title: [柜台卡")})
    pull_request.commit("2026-06-05")
    pull_request.git("checkout", "-q", "-b", "mend")
    put(pull_request.root, {"standards/card.md": changed("DEMO-CARD.title: 卡")["standards/card.md"]})
    check_against(pull_request.root)
    assert "VER" not in capsys.readouterr().out
    put(pull_request.root, {"standards/card.md": card.replace("台面没有杂物", "台面没有水渍")})
    assert check_against(pull_request.root) == 1
    out = capsys.readouterr().out
    assert "VER001" in out and "VER006" not in out


def test_redline_between_any_two_versions(pull_request: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(pull_request.root)
    assert main(["redline", "DEMO-WAIT", "1.1", "2.0", "--root", root]) == 0
    out = capsys.readouterr().out
    assert "<del>5 分钟</del>" in out and "<ins>4 分钟</ins>" in out and "bc-changed" in out
    assert main(["redline", "DEMO-WAIT", "1.1", "7.0", "--root", root]) == 2
    assert "7.0" in capsys.readouterr().err
    assert main(["redline", "DEMO-WIAT", "1.1", "2.0", "--root", root]) == 2
    told = capsys.readouterr().err
    assert "没有编号为“DEMO-WIAT”的条目" in told and "DEMO-WAIT" in told
