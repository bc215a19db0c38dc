"""Unchanged files are taken from the earlier press; single files are printed from the command line."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from tests.history.conftest import Repo

from biaochi.handbook import pool
from biaochi.handbook.cache import Cache, folder
from biaochi.handbook.job import Fault, Job, Made
from biaochi.site.printing import run
from biaochi.site.run import build

HTML = '<!doctype html><html lang="zh-Hans"><head><title>卡</title></head><body><h1>ABC-ONE</h1><p data-part="签名栏">签</p></body></html>'
JOB = Job("sheets/ABC-ONE.pdf", HTML, paper="A6", entries=("ABC-ONE",))
TODAY = dt.date(2026, 11, 22)
MADE = Made(JOB.path, b"%PDF-1.7 content", 3, (), 9.5)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    (tmp_path / "a.png").write_bytes(b"one")
    return Cache(tmp_path / "kept", {"standards/a.png": tmp_path / "a.png"})


def test_what_is_put_comes_back(cache: Cache) -> None:
    assert cache.get(JOB) is None
    cache.put(JOB, MADE)
    assert cache.get(JOB) == MADE
    assert cache.get(replace(JOB, receipt="another build")) == MADE


@pytest.mark.parametrize("change", [{"html": HTML + " "}, {"paper": "A5"}, {"style": "p {}"}, {"path": "x.pdf"}, {"entries": ()}])
def test_whatever_decides_the_bytes_decides_the_key(cache: Cache, change: dict[str, object]) -> None:
    cache.put(JOB, MADE)
    assert cache.get(replace(JOB, **change)) is None  # type: ignore[arg-type]


def test_a_changed_picture_changes_the_key(cache: Cache, tmp_path: Path) -> None:
    job = replace(JOB, html=HTML + '<img src="asset:standards/a.png">')
    cache.put(job, MADE)
    assert cache.get(job) is not None
    (tmp_path / "a.png").write_bytes(b"two")
    assert cache.get(job) is None


def test_a_file_with_faults_is_made_again(cache: Cache) -> None:
    cache.put(JOB, replace(MADE, faults=(Fault("PRT003", "图片太粗"),)))
    cache.put(replace(JOB, html="x"), replace(MADE, content=b""))
    assert cache.get(JOB) is None and cache.get(replace(JOB, html="x")) is None


def test_a_damaged_file_is_made_again(cache: Cache) -> None:
    cache.put(JOB, MADE)
    path = cache.folder / cache.key(JOB)
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.get(JOB) is None
    path.write_bytes(b"nonsense")
    assert cache.get(JOB) is None


def test_the_second_press_gives_the_same_bytes_and_lays_out_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = replace(JOB, receipt="123abc")
    first = list(pool.make([job], {}, kept=tmp_path))

    def never(*_: object) -> Made:
        raise AssertionError("laid out again")

    monkeypatch.setattr(pool, "do_guarded", never)
    assert list(pool.make([job], {}, kept=tmp_path)) == first
    other = next(iter(pool.make([replace(job, receipt="456def")], {}, kept=tmp_path)))
    for made, stamp in ((first[0], "123abc"), (other, "456def")):
        with pikepdf.open(io.BytesIO(made.content)) as pdf:
            assert pdf.docinfo["/Keywords"] == f"receipt:{stamp}"
            assert pdf.open_metadata()["pdf:Keywords"] == f"receipt:{stamp}"
            assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_a_terminal_is_not_steered_by_a_handbook(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither by what printing says, which tells how to mend it as well, nor by what a build says."""
    path, config = handbook / "standards" / "wait.md", handbook / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("owner: keeper", r'owner: "keper\e[2J"', 1), encoding="utf-8")
    config.write_text(config.read_text(encoding="utf-8").replace("  - search\n", "") + "theme: material\n", encoding="utf-8")
    for made in (partial(run, config, ["DEMO-CARD"], handbook / "out"), partial(build, config, pdf=False)):
        assert made() == 1
        said = capsys.readouterr().err
        assert "\x1b" not in said
        assert "keper\ufffd[2J" in said and "是否想写“keeper”？）" in said


def test_one_sheet_and_one_book_are_printed(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(handbook / "mkdocs.yml", ["DEMO-CARD", "handbooks/own"], handbook / "out", as_of=TODAY) == 0
    assert sorted(p.relative_to(handbook / "out").as_posix() for p in (handbook / "out").rglob("*.pdf")) == [
        "handbooks/own.pdf", "sheets/DEMO-CARD.pdf",
    ]
    assert any(folder(handbook).iterdir())
    assert run(handbook / "mkdocs.yml", ["DEMO-CRAD"], handbook / "out", as_of=TODAY) == 2
    assert "DEMO-CARD" in capsys.readouterr().err


def test_whoever_prints_what_he_has_not_committed_hears_that_the_version_before_holds(
    handbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(handbook)
    repo.git("add", "-A")
    repo.git("commit", "-qm", "first", date="2026-06-01")
    card = handbook / "standards" / "card.md"
    change = 'changes:\n  - {version: 1.1, date: 2026-11-01, effective: 2026-11-02, reason: need, summary: 表头加工号, approved_by: keeper}\nuse:'
    newer = card.read_text(encoding="utf-8").replace("version: 1.0", "version: 1.1").replace("effective: 2026-06-01", "effective: 2026-11-02")
    card.write_text(newer.replace("use:", change, 1), encoding="utf-8")
    assert run(handbook / "mkdocs.yml", ["DEMO-CARD", "DEMO-FIRE"], handbook / "out", as_of=TODAY) == 0
    told = "DEMO-CARD 印的是今天有效的 1.0 版：standards/card.md 里写的还没有提交，或还没有到生效日\n"
    assert capsys.readouterr().err.endswith(told)
    repo.git("commit", "-qam", "second", date="2026-11-02")
    assert run(handbook / "mkdocs.yml", ["DEMO-CARD"], handbook / "out", as_of=TODAY) == 0
    assert "印的是" not in capsys.readouterr().err


def test_what_was_printed_before_the_error_is_not_printed_after_it(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the gate's notes nor the finished sheet let a handbook through that is no longer sound."""
    assert run(handbook / "mkdocs.yml", ["DEMO-CARD"], handbook / "out") == 0
    path = handbook / "standards" / "wait.md"
    path.write_text(path.read_text(encoding="utf-8").replace("owner:", "owner: nobody-knows #", 1), encoding="utf-8")
    assert run(handbook / "mkdocs.yml", ["DEMO-CARD"], handbook / "again") == 1
    assert not (handbook / "again").exists()
    assert "nobody-knows" in capsys.readouterr().err


def test_a_handbook_with_errors_is_not_printed(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = handbook / "standards" / "wait.md"
    path.write_text(path.read_text(encoding="utf-8").replace("owner:", "owner: nobody-knows #", 1), encoding="utf-8")
    assert run(handbook / "mkdocs.yml", ["DEMO-CARD"], handbook / "out") == 1
    assert not (handbook / "out").exists()
    assert "没有印刷" in capsys.readouterr().err
