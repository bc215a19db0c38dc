"""``biaochi check`` looking at less than everything: nothing is hidden without being counted."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from biaochi import demo
from biaochi.cli import main

AS_OF = ["--as-of", "2026-11-22"]
TWO_FAULTS = "metrics.wait.target: 20\nmetrics.wait.tagret: 5\n"


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """The demonstration handbook with two faults in one file, committed."""
    _write(tmp_path, demo.changed(TWO_FAULTS))
    return tmp_path


def _write(root: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _codes(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [d["code"] for d in json.loads(capsys.readouterr().out)["diagnostics"]]


def test_select_takes_codes_names_and_families(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for word in ("FMT016", "fmt016", "unknown-key", "FMT"):
        assert main(["check", str(handbook), *AS_OF, "--format", "json", "--select", word]) == 1
        assert _codes(capsys) == ["FMT016"]
    assert main(["check", str(handbook), *AS_OF, "--select", "NOPE"]) == 2


def test_ignoring_needs_a_reason_and_is_counted(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(handbook), *AS_OF, "--ignore", "FMT016"]) == 2
    assert "理由" in capsys.readouterr().err
    main(["check", str(handbook), *AS_OF, "--ignore", "FMT016=旧系统的键"])
    out = capsys.readouterr().out
    assert "FMT016 不认识" not in out
    assert "忽略 FMT016" in out
    assert "旧系统的键" in out


def test_a_baseline_lets_only_what_is_new_fail(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    baseline = handbook / "baseline.json"
    assert main(["check", str(handbook), *AS_OF, "--write-baseline", str(baseline)]) == 0
    capsys.readouterr()
    assert main(["check", str(handbook), *AS_OF, "--baseline", str(baseline)]) == 0
    assert "基线中已有" in capsys.readouterr().out
    # Moved lines are still known; a new fault is not.
    _write(handbook, demo.changed(TWO_FAULTS + "x-note: 多出的一行\nmetrics.right.limti: 3\n"))
    assert main(["check", str(handbook), *AS_OF, "--baseline", str(baseline), "--format", "json"]) == 1
    assert _codes(capsys) == ["FMT016"]
    baseline.write_text("{", encoding="utf-8")
    assert main(["check", str(handbook), *AS_OF, "--baseline", str(baseline)]) == 2


def test_a_baseline_knows_a_finding_that_names_another_line(tmp_path: Path) -> None:
    twice = "body+: \"\\n\\n- 店员应在 3 分钟内回话。 {#greet}\\n\"\n"
    _write(tmp_path, demo.changed(twice))
    baseline = ["--baseline", str(tmp_path / "baseline.json")]
    main(["check", str(tmp_path), *AS_OF, "--write-baseline", baseline[1]])
    assert "在第 " in (tmp_path / "baseline.json").read_text(encoding="utf-8")
    _write(tmp_path, demo.changed(twice + "x-note: 多出的一行\n"))
    assert main(["check", str(tmp_path), *AS_OF, *baseline]) == 0


def test_only_changed_files_since_a_revision(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git = ["git", "-C", str(handbook), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True)
    assert main(["check", str(handbook), *AS_OF, "--changed-since", "main"]) == 0
    assert "没有改动的文件" in capsys.readouterr().out
    _write(handbook, demo.changed(TWO_FAULTS + "DEMO-CARD.titel: 卡\n"))
    main(["check", str(handbook), *AS_OF, "--changed-since", "main", "--format", "json"])
    assert "FMT016" in _codes(capsys)
    for revision in ("nowhere", "--output=x"):
        assert main(["check", str(handbook), *AS_OF, f"--changed-since={revision}"]) == 2


def test_without_a_history_the_question_cannot_be_answered(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(handbook), *AS_OF, "--changed-since", "main"]) == 2
    assert "无法得知" in capsys.readouterr().err


def test_a_report_goes_into_a_file(handbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "report.sarif"
    main(["check", str(handbook), *AS_OF, "--format", "sarif", "--output", str(target)])
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "检查了" in capsys.readouterr().out


def test_github_also_gets_the_jobs_summary(
    handbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(target))
    main(["check", str(handbook), *AS_OF, "--format", "github"])
    assert "::error file=standards/wait.md" in capsys.readouterr().out
    assert "| 错误 | standards/wait.md:" in target.read_text(encoding="utf-8")
