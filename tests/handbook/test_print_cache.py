"""Unchanged files are taken from the earlier press; single files are printed from the command line."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from mkdocs.config import load_config

from biaochi import demo
from biaochi.handbook import pool
from biaochi.handbook.cache import Cache, folder
from biaochi.handbook.job import Fault, Job, Made
from biaochi.site.chosen import declared, settings_of
from biaochi.site.options import HandbooksOptions, StandardsOptions
from biaochi.site.ordering import written
from biaochi.site.printing import run
from biaochi.site.run import build, serve
from biaochi.site.written_settings import day_of

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


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    root = tmp_path / "handbook"
    for path, text in demo.handbook().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: 示范手册\ndocs_dir: standards\nplugins:\n  - search\n  - biaochi/standards: {organisation: 示范公司, edition: 第一版}\n"
        "  - biaochi/handbooks:\n      books:\n        - {name: own, title: 值班手册, audience: 值班经理,\n"
        "           select: {kind: [standard], id: [DEMO-WAIT]}}\n",
        encoding="utf-8",
    )
    return root


MAP = """site_name: 示范手册
docs_dir: standards
site_url: https://handbook.example.com/
plugins:
  search: {}
  biaochi/standards: {organisation: 示范公司, edition: 第一版, drafts: yes}
  biaochi/handbooks:
    books:
      - {name: own, title: 值班手册, audience: 值班经理, select: {kind: [standard], id: [DEMO-WAIT]}}
"""


@pytest.mark.parametrize("map_", [False, True], ids=["list of plugins", "map of plugins"])
def test_settings_are_read_without_mkdocs(handbook: Path, map_: bool) -> None:
    if map_:
        (handbook / "mkdocs.yml").write_text(MAP, encoding="utf-8")
    settings, books = written(handbook / "mkdocs.yml", handbook, TODAY)
    assert (settings.title, settings.organisation, settings.edition) == ("示范手册", "示范公司", "第一版")
    assert settings.drafts is map_
    assert [(book.name, book.kinds, book.ids, book.audience, book.paper) for book in books] == [
        ("own", ("standard",), ("DEMO-WAIT",), "值班经理", "A4")
    ]


def test_mkdocs_reads_the_same_settings(handbook: Path) -> None:
    (handbook / "mkdocs.yml").write_text(MAP, encoding="utf-8")
    config = load_config(str(handbook / "mkdocs.yml"))
    standards, handbooks = (config.plugins[f"biaochi/{name}"].config for name in ("standards", "handbooks"))
    assert isinstance(standards, StandardsOptions) and isinstance(handbooks, HandbooksOptions)
    assert (settings_of(config, standards, handbook, TODAY), declared(handbooks.books)) == written(
        handbook / "mkdocs.yml", handbook, TODAY
    )


def test_a_terminal_is_not_steered_by_a_handbook(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither by what printing says, which tells how to mend it as well, nor by what a build says."""
    path, config = handbook / "standards" / "wait.md", handbook / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("owner: keeper", r'owner: "\e[2Jkeper"', 1), encoding="utf-8")
    config.write_text(config.read_text(encoding="utf-8").replace("  - search\n", "") + "theme: material\n", encoding="utf-8")
    for made in (partial(run, config, ["DEMO-CARD"], handbook / "out"), partial(build, config, pdf=False)):
        assert made() == 1
        said = capsys.readouterr().err
        assert "\x1b" not in said
        assert "[2Jkeper" in said and "是否想写“keeper”？）" in said


def test_settings_are_read_as_mkdocs_reads_them(handbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a file they inherit, by an anchor, from the environment; beside tags that only MkDocs has a use for."""
    monkeypatch.setenv("CHAIN", "连锁")
    above = "site_name: &name 上层\nextra: {sign: !!python/name:biaochi.core.values.day '', aside: !relative }\n"
    (handbook / "above.yml").write_text(above, encoding="utf-8")
    own = "INHERIT: above.yml\nx-day: &day 2026-11-22\nplugins: {biaochi/standards: {organisation: !ENV CHAIN, as_of: *day}}\n"
    (handbook / "mkdocs.yml").write_text(own, encoding="utf-8")
    settings, _ = written(handbook / "mkdocs.yml", handbook, TODAY)
    assert (settings.title, settings.organisation, day_of(handbook / "mkdocs.yml")) == ("上层", "连锁", TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: a\nplugins: [biaochi/standards\n", "mkdocs.yml:2:10: “[”没有配对（补上英文的“]”）"),
        ("- a\n", "mkdocs.yml 的顶层应是“键: 值”"),
        ("INHERIT: nowhere.yml\n", "Inherited config file 'nowhere.yml' does not exist"),
    ],
)
def test_settings_that_cannot_be_read_print_nothing(handbook: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (handbook / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert run(handbook / "mkdocs.yml", ["DEMO-CARD"], handbook / "out") == 2
    assert said in capsys.readouterr().err
    assert not (handbook / "out").exists()
    assert build(handbook / "mkdocs.yml", pdf=False) == 2


@pytest.mark.parametrize("start", [partial(build, pdf=False), partial(serve, address="127.0.0.1:0")])
def test_a_day_that_the_calendar_lacks_is_said_at_its_place(
    handbook: Path, start: Callable[[Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    """YAML makes a date of it before MkDocs or a plugin sees it, and its own complaint has no place."""
    assert start(with_day(handbook, "2026-11-31")) == 2
    assert re.search(r"mkdocs\.yml:\d+:\d+: “2026-11-31”不是日历上的日期", capsys.readouterr().err)


@pytest.mark.parametrize("day", ["2026-11-22", '"2026-11-22"'])
def test_the_settings_may_name_the_day(handbook: Path, day: str) -> None:
    """With quotation marks or without: YAML makes a date of it."""
    config = with_day(handbook, day)
    assert day_of(config) == TODAY
    assert load_config(str(config)).plugins["biaochi/standards"].config.as_of == "2026-11-22"
    assert run(config, ["DEMO-CARD"], handbook / "set") == 0
    assert run(config, ["DEMO-CARD"], handbook / "told", as_of=TODAY) == 0
    path = Path("sheets/DEMO-CARD.pdf")
    assert (handbook / "set" / path).read_bytes() == (handbook / "told" / path).read_bytes()


@pytest.mark.parametrize("day", ["20261122", "2026-W47-7", "2026-11-31", "明天"])
def test_a_day_that_is_none_is_said(handbook: Path, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    config = with_day(handbook, f'"{day}"')
    assert run(config, ["DEMO-CARD"], handbook / "out") == 2
    assert f"as_of 应写成 2026-03-01 这样的日期，这里是“{day}”" in capsys.readouterr().err
    assert build(config, pdf=False) == 2
    assert f"这里是“{day}”" in capsys.readouterr().err
    assert run(config, ["DEMO-CARD"], handbook / "out", as_of=TODAY) == 0



@pytest.mark.parametrize("name", ["all", "metrics", "versions", "index", "sector-hotel", "role-front-desk", "Own"])
def test_a_declared_book_has_a_name_of_its_own(handbook: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the product writes into the folder itself is taken."""
    config = handbook / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("name: own", f"name: {name}"), encoding="utf-8")
    assert build(config, pdf=False) == 2
    assert f"“{name}”" in capsys.readouterr().err


def with_day(handbook: Path, day: str) -> Path:
    config = handbook / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  - search\n", "").replace("edition: 第一版}", f"edition: 第一版, as_of: {day}}}")
    config.write_text(text, encoding="utf-8")
    return config


def test_one_sheet_and_one_book_are_printed(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(handbook / "mkdocs.yml", ["DEMO-CARD", "handbooks/own"], handbook / "out", as_of=TODAY) == 0
    assert sorted(p.relative_to(handbook / "out").as_posix() for p in (handbook / "out").rglob("*.pdf")) == [
        "handbooks/own.pdf", "sheets/DEMO-CARD.pdf",
    ]
    assert any(folder(handbook).iterdir())
    assert run(handbook / "mkdocs.yml", ["DEMO-CRAD"], handbook / "out", as_of=TODAY) == 2
    assert "DEMO-CARD" in capsys.readouterr().err


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
