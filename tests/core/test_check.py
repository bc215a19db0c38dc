"""The whole pass: waivers, order, the machine's view and the exit status."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from biaochi import demo
from biaochi.cli import main
from biaochi.core.check import check
from biaochi.core.diagnostics import Severity
from biaochi.reports import FORMATS

AS_OF = dt.date(2026, 11, 22)
BAD = (
    "metrics.wait.target: 20\nmetrics.wait.limit: 10\nowner: nobody\nlinks.related: [DEMO-NOWHERE]\ntitle: \n"
)


def write(root: Path, texts: dict[str, str]) -> Path:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


# --- the pass ---


def test_the_demonstration_has_nothing_to_complain_of() -> None:
    outcome = check(demo.handbook(), as_of=AS_OF)
    assert outcome.diagnostics == ()
    assert outcome.waived == ()
    assert outcome.rules >= 45


def test_the_same_texts_in_any_order_give_the_same_diagnostics() -> None:
    texts = demo.changed(BAD)
    expected = check(texts, as_of=AS_OF).diagnostics
    assert len(expected) >= 4
    items = list(texts.items())
    for seed in range(5):
        random.Random(seed).shuffle(items)
        assert check(dict(items), as_of=AS_OF).diagnostics == expected


def test_diagnostics_stand_in_the_order_of_their_places() -> None:
    places = [d.location for d in check(demo.changed(BAD), as_of=AS_OF).diagnostics]
    assert places == sorted(places)


def test_nothing_to_check_is_an_error() -> None:
    for texts in ({}, {"standards/page.md": "# 页"}, {"standards/roles.yml": "a: b"}):
        outcome = check(texts, as_of=AS_OF)
        assert [d.code for d in outcome.diagnostics] == ["FMT006"]
        assert outcome.failed


def test_one_broken_file_does_not_hide_the_others() -> None:
    texts = demo.changed("owner: nobody") | {"standards/broken.md": "---\nid: [\n---\n"}
    assert {"FMT008", "LNK005"} <= {d.code for d in check(texts, as_of=AS_OF).diagnostics}


@pytest.mark.parametrize("name", ["roles", "terms", "sites", "journeys"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "a: [\n",
        "a: 1\n",
        "a: {b: {c: d}}\n",
        "a: &x 1\nb: *x\n",
        "甲\n",
        "a: null\n",
        "? [a]\n: b\n",
    ],
)
def test_no_registry_makes_anything_raise(name: str, text: str) -> None:
    outcome = check(demo.handbook() | {f"standards/{name}.yml": text}, as_of=AS_OF)
    assert "DEMO-WAIT" in outcome.catalogue.entries


# --- waivers ---


def waived(rule: str, until: str = "2027-01-31") -> str:
    return f"waivers: [{{rule: {rule}, reason: 试行期内, until: {until}, approved_by: keeper}}]\n"


FAULT = "metrics.wait.target: 20\nmetrics.wait.limit: 10\n"


@pytest.mark.parametrize("rule", ["MSR001", "msr001", "target-beyond-limit"])
def test_a_waiver_silences_its_rule_on_its_entry(rule: str) -> None:
    outcome = check(demo.changed(FAULT + waived(rule)), as_of=AS_OF)
    assert "MSR001" not in {d.code for d in outcome.diagnostics}
    assert [w.diagnostic.code for w in outcome.waived] == ["MSR001"]


def test_a_waiver_does_not_reach_other_entries() -> None:
    outcome = check(demo.changed(FAULT + "DEMO-CARD." + waived("MSR001")), as_of=AS_OF)
    assert {"MSR001", "LIF903"} <= {d.code for d in outcome.diagnostics}


def test_a_waiver_ends_after_its_last_day() -> None:
    texts = demo.changed(FAULT + waived("MSR001", "2026-11-22"))
    assert "MSR001" not in {d.code for d in check(texts, as_of=AS_OF).diagnostics}
    later = {d.code for d in check(texts, as_of=AS_OF + dt.timedelta(days=1)).diagnostics}
    assert {"MSR001", "LIF902"} <= later


def test_an_unknown_a_useless_and_an_inadmissible_waiver_are_findings() -> None:
    assert "LIF901" in {d.code for d in check(demo.changed(waived("MSR999")), as_of=AS_OF).diagnostics}
    assert "LIF903" in {d.code for d in check(demo.changed(waived("MSR001")), as_of=AS_OF).diagnostics}
    inadmissible = check(demo.changed("-title:\n" + waived("FMT015")), as_of=AS_OF)
    assert {"FMT015", "LIF901"} <= {d.code for d in inadmissible.diagnostics}


def test_a_waiver_without_a_reason_waives_nothing() -> None:
    change = FAULT + "waivers: [{rule: MSR001, until: 2027-01-31, approved_by: keeper}]"
    assert {"MSR001", "FMT015"} <= {d.code for d in check(demo.changed(change), as_of=AS_OF).diagnostics}


# --- what a checker says ---


def test_the_json_is_as_the_content_model_fixes_it() -> None:
    texts = demo.changed(BAD)
    outcome = check(texts, as_of=AS_OF)
    said = json.loads(FORMATS["json"](outcome, texts))
    assert set(said) == {"schema", "entries", "rules", "diagnostics"}
    assert (said["schema"], said["entries"], said["rules"]) == (
        1,
        len(outcome.catalogue.entries),
        outcome.rules,
    )
    keys = [
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "code",
        "name",
        "severity",
        "message",
        "hint",
        "entry",
    ]
    for row in said["diagnostics"]:
        assert list(row) == keys
        assert row["severity"] in ("error", "warning", "info")
        assert row["line"] >= 1 and row["column"] >= 1
        assert (row["end_line"], row["end_column"]) >= (row["line"], row["column"])
        assert not row["path"].startswith(("/", "."))
    assert [row["entry"] for row in said["diagnostics"] if row["code"] == "LNK005"] == ["DEMO-WAIT"]


def test_the_text_shows_the_line_with_a_caret_under_the_fault() -> None:
    texts = demo.changed("metrics.wait.unit: 分種")
    said = FORMATS["text"](check(texts, as_of=AS_OF), texts).split("\n")
    (head,) = [line for line in said if "FMT023" in line]
    source, caret, hint = said[said.index(head) + 1 : said.index(head) + 4]
    assert "standards/wait.md:" in head and "分種" in head
    assert source.strip() == "unit: 分種"
    assert caret.index("^") == source.index("分種") and caret.count("^") == 4
    assert "↳" in hint


def test_every_format_renders_findings_and_none() -> None:
    for texts in (demo.handbook(), demo.changed(BAD), {}):
        outcome = check(texts, as_of=AS_OF)
        for render in FORMATS.values():
            assert render(outcome, texts)


# --- the command ---


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["check", *arguments, "--as-of", "2026-11-22"])
    return status, capsys.readouterr().out


def test_exit_statuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(tmp_path / "good", demo.handbook())
    bad = write(tmp_path / "bad", demo.changed("owner: nobody"))
    warned = write(tmp_path / "warned", demo.changed("touchpoint: 到点"))
    empty = write(tmp_path / "empty", {"standards/page.md": "# 页"})
    broken = write(tmp_path / "broken", {"standards/x.md": "---\nid: [\nkind: standard\n---\n"})
    assert run(str(good), capsys=capsys)[0] == 0
    assert run(str(bad), capsys=capsys)[0] == 1
    assert run(str(warned), capsys=capsys)[0] == 0
    assert run(str(warned), "--strict", capsys=capsys)[0] == 1
    assert run(str(good), "--strict", capsys=capsys)[0] == 0
    assert run(str(empty), capsys=capsys)[0] == 2
    assert run(str(tmp_path / "nowhere"), capsys=capsys)[0] == 2
    status, said = run(str(broken), capsys=capsys)
    assert status == 1 and "standards/x.md" in said, "content that cannot be read is a fault, not an absence"


def test_as_of_moves_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orphan = "links.checklists: [DEMO-VISIT, DEMO-SURVEY]\nDEMO-SERVE.steps.serve.checklists: []\n"
    root = write(tmp_path, demo.changed(orphan + "DEMO-CARD." + waived("LNK012", "2026-12-01")))
    assert main(["check", str(root), "--as-of", "2026-11-30"]) == 0
    assert main(["check", str(root), "--as-of", "2026-12-02"]) == 1
    capsys.readouterr()
    for written in ("2026/12/02", "20261202", "2026-W49-3", "2026-11-31"):
        with pytest.raises(SystemExit) as refused:
            main(["check", str(root), "--as-of", written])
        assert refused.value.code == 2
        assert f"日期应写成 2026-03-01，这里是“{written}”" in capsys.readouterr().err


def test_the_gate_loads_no_site_engine_no_printer_and_no_markdown(tmp_path: Path) -> None:
    root = write(tmp_path, demo.handbook())
    script = (
        "import sys\nfrom biaochi.cli import main\n"
        f"status = main(['check', {str(root)!r}, '--as-of', '2026-11-22'])\n"
        "heavy = {'mkdocs', 'weasyprint', 'markdown', 'jinja2', 'nh3', 'jieba', 'logging'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\nsys.exit(status or bool(heavy))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_severity_ranks_the_worst_first() -> None:
    assert sorted(Severity, key=lambda s: s.rank) == [Severity.ERROR, Severity.WARNING, Severity.INFO]
