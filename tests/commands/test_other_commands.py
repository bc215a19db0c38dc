"""explain, lint-text and verify."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from biaochi import demo
from biaochi.cli import main
from biaochi.core.check import check
from biaochi.core.receipt import FILE, receipt
from biaochi.core.rules import RULES


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_explains_itself(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    out = capsys.readouterr().out
    assert code in out
    assert RULES[code].name in out
    for section in ("为什么", "不通过", "通过", "怎么改"):
        assert section in out


def test_an_unknown_rule_is_said_with_what_was_perhaps_meant(capsys: pytest.CaptureFixture[str]) -> None:
    for word, meant in (("MSR999", "MSR"), ("Unknown-kee", "unknown-key"), ("???", "列出全部")):
        assert main(["explain", word]) == 2
        assert meant in capsys.readouterr().err


def test_rules_are_listed_with_their_severity(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(RULES)
    assert main(["explain", "trn"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("TRN001  错误  ")
    assert all(line.startswith("TRN") for line in lines)


def test_lint_text_judges_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lines.jsonl"
    rows = [
        {"id": "a", "lang": "zh-Hans", "text": "员工应及时回复客户。"},
        {"id": "b", "lang": "zh-Hans", "text": "员工应在 5 分钟内回复客户。"},
        {"id": "c", "lang": "en", "text": "Staff shall reply promptly."},
    ]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert main(["lint-text", str(file)]) == 0
    judged = {row["id"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert judged["a"]["flag"] is True
    assert judged["a"]["spans"] == ["及时"]
    assert judged["a"]["code"] == "WRD001"
    assert judged["b"] == {"id": "b", "flag": False, "spans": [], "code": ""}
    assert judged["c"]["flag"] is True
    file.write_text("不是 JSON\n", encoding="utf-8")
    assert main(["lint-text", str(file)]) == 2
    assert main(["lint-text", str(tmp_path / "nowhere")]) == 2


def test_a_site_without_a_matching_receipt_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, text in demo.handbook().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    arguments = ["verify", str(site), "--root", str(tmp_path)]
    assert main(arguments) == 1
    assert "回执" in capsys.readouterr().err
    outcome = check(demo.handbook(), as_of=dt.date(2026, 11, 22))
    written = receipt(outcome, demo.handbook(), "第一版", {"pango": "1.50"})
    (site / FILE).write_text(written.to_json(), encoding="utf-8")
    assert main(arguments) == 0
    with (tmp_path / "standards" / "card.md").open("a", encoding="utf-8") as stream:
        stream.write("\n又改了一行。\n")
    assert main(arguments) == 1
    assert "不符" in capsys.readouterr().err
    (site / FILE).write_text("{}", encoding="utf-8")
    assert main(arguments) == 1
