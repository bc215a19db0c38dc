"""The formats of ``biaochi check``, as the services that read them demand; and what is hostile in a handbook stays text."""

from __future__ import annotations

import datetime as dt
import json
import xml.etree.ElementTree as etree
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from biaochi import demo
from biaochi.cli import main
from biaochi.core import narrow
from biaochi.core.check import Outcome, check
from biaochi.core.diagnostics import Diagnostic, Severity
from biaochi.core.location import Location
from biaochi.reports import FORMATS, github
from biaochi.reports.asked import Asked

AS_OF = dt.date(2026, 11, 22)
WAIVED = (
    "metrics.wait.target: 20\n"
    "waivers: [{rule: MSR001, reason: 试行, until: 2027-01-31, approved_by: keeper}]\n"
)  # fmt: skip


def _outcome(*found: Diagnostic) -> Outcome:
    return replace(check(demo.handbook(), as_of=AS_OF), diagnostics=found)


def _found(message: str, *, line: int = 1, path: str = "standards/wait.md", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(Location(path, line, 1, line, 3), "MSR001", "target-beyond-limit", severity, message, "改", "DEMO-WAIT")


def _marked(line: str, fault: str) -> tuple[str, str]:
    """The shown line and its carets for a fault at these words."""
    start = line.index(fault) + 1
    diagnostic = replace(_found("错"), location=Location("a.md", 1, start, 1, start + len(fault)))
    rows = FORMATS["text"](_outcome(diagnostic), {"a.md": line}).split("\n")
    return rows[1], rows[2]


def test_the_caret_of_a_long_line_stands_under_its_fault() -> None:
    shown, caret = _marked("先问候再核对证件。" * 30 + "应及时回复。" + "后" * 200, "及时")
    assert len(shown) < 80
    before = shown[: shown.index("及时")]
    # Four columns and the dots are narrow, the rest is wide.
    assert caret.index("^") == len(before) + sum(c not in " ." for c in before)
    assert caret.count("^") == 4


def test_marks_on_a_character_take_no_column() -> None:
    shown, caret = _marked("cafe\u0301 应及时", "及时")
    assert caret.index("^") == 4 + len("café ") + 2
    assert shown.strip() == "cafe\u0301 应及时"


@pytest.mark.parametrize("format_", ["text", "github", "junit"])
def test_a_terminal_is_not_steered_by_a_handbook(format_: str) -> None:
    said = FORMATS[format_](_outcome(_found("错\x1b[31m\u202e")), {"standards/wait.md": "甲\x1b]0;x\x07乙\r\n"})
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(said)


def test_a_finding_on_one_line_says_how_to_mend_it() -> None:
    found = _found("错\n了")
    assert found.line() == "standards/wait.md:1:1: MSR001 错 了（改）"
    assert found.line(severity=True, hint=False) == "standards/wait.md:1:1 错误 MSR001 错 了"


def test_github_is_told_no_more_than_it_shows_and_the_log_has_the_rest() -> None:
    many = [_found(f"第 {n} 处", line=n, severity=Severity.WARNING) for n in range(1, 31)]
    said = FORMATS["github"](_outcome(*many, _found("100%\n错", line=99, path="standards/a,b:c.md")), {}).split("\n")
    assert said[0].startswith("::error file=standards/a%2Cb%3Ac.md,line=99,")
    assert "::100%25%0A错" in said[0]
    assert sum(line.startswith("::warning ") for line in said) == 10
    assert sum(line.startswith("standards/wait.md:") for line in said) == 20


def test_a_job_summary_has_no_markup_of_the_handbook_and_stays_below_the_limit() -> None:
    table = github.job_summary(_outcome(_found("![x](http://h/p.png) <b>|`&amp;")))
    assert r"!\[x\](http://h/p.png) &lt;b>\|\`&amp;amp;" in table
    long = github.job_summary(_outcome(*(_found("长" * 3000, line=n) for n in range(1, 201))))
    assert len(long.encode()) < 1 << 20
    rows = long.count("| 错误 |")
    assert 0 < rows < 200
    assert f"另有 {200 - rows} 处" in long


def test_sarif_names_files_by_uri_and_rules_by_index() -> None:
    path = "standards/卡 片#1.md"
    log = json.loads(FORMATS["sarif"](_outcome(_found("错", path=path), _found("错", line=2, path=path)), {}))
    run = log["runs"][0]
    first, second = run["results"]
    uri = first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii() and "#" not in uri and " " not in uri
    assert unquote(uri) == path
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"]
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_junit_is_xml_whatever_a_handbook_contains() -> None:
    said = FORMATS["junit"](_outcome(_found("<\x00\x1b\uffff]]>&")), {})
    (failure,) = etree.fromstring(said.encode()).iter("failure")
    assert failure.get("message") == "<\ufffd\ufffd\ufffd]]>&"


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_every_format_counts_what_was_waived_and_left_out(form: str) -> None:
    texts = demo.changed(WAIVED)
    outcome = narrow.ignore(check(texts, as_of=AS_OF), {"WRD030": "旧承诺"})
    assert outcome.waived
    assert any(number for _, number in outcome.hidden)
    said = FORMATS[form](outcome, texts)
    assert "旧承诺" in said
    assert "豁免 1 处" in said or '"waived": 1' in said


def test_gitlabs_bare_list_has_its_counts_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, text in demo.changed(WAIVED).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    main(["check", str(tmp_path), "--as-of", "2026-11-22", "--format", "gitlab"])
    said = capsys.readouterr()
    prints = [row["fingerprint"] for row in json.loads(said.out)]
    assert len(set(prints)) == len(prints)
    assert "豁免 1 处" in said.err


@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_a_file_that_cannot_be_written_is_said(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "standards").mkdir()
    assert main(["check", str(tmp_path), option, str(tmp_path / "no" / "file")]) == 2
    assert "写不了" in capsys.readouterr().err


def test_what_fails_under_strict_is_a_failure_in_junit_too() -> None:
    outcome = _outcome(_found("警", severity=Severity.WARNING))
    for strict, failures in ((False, "0"), (True, "1")):
        suite = etree.fromstring(FORMATS["junit"](outcome, {}, Asked(strict)).encode())[0]
        assert suite.get("failures") == failures
        assert len(suite.findall(".//failure")) == int(failures)


def test_sarif_leads_to_the_rule_book_where_the_site_is_known() -> None:
    outcome = _outcome(_found("错"))
    rule = json.loads(FORMATS["sarif"](outcome, {}, Asked(site="https://a.example/b")))["runs"][0]["tool"]["driver"]["rules"][0]
    assert rule["helpUri"] == "https://a.example/b/rules/MSR001.html"
    assert "helpUri" not in FORMATS["sarif"](outcome, {})


def test_the_sites_address_is_read_from_its_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, text in {**demo.changed("metrics.wait.target: 20"), "mkdocs.yml": "site_url: 'https://a.example/b/'  # x\n"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    main(["check", str(tmp_path), "--format", "sarif", "--as-of", AS_OF.isoformat()])
    assert '"helpUri": "https://a.example/b/rules/MSR001.html"' in capsys.readouterr().out


def test_what_is_said_often_in_the_same_words_is_shown_once_with_all_its_places() -> None:
    found = [_found("岗位没有登记", line=line, path=path) for path, lines in (("a.md", (2, 5)), ("b.md", (7, 9))) for line in lines]
    rows = FORMATS["text"](_outcome(*found, _found("别的")), {}).split("\n")
    assert [row for row in rows if "岗位没有登记" in row] == ["a.md:2:1 错误 MSR001 岗位没有登记"]
    at = rows.index("    同样的还有 3 处：")
    assert rows[at + 1 : at + 3] == ["      a.md:5:1", "      b.md:7:1、9:1"]
    assert "5 个错误" in rows[-1] and any("别的" in row for row in rows)
    few = FORMATS["text"](_outcome(*found[:3]), {})
    assert few.count("岗位没有登记") == 3 and "同样的" not in few
