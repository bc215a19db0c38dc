"""Printing reads the settings as MkDocs does, and says what is wrong with them at its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from mkdocs.config import load_config

from biaochi import demo
from biaochi.site.chosen import declared, settings_of
from biaochi.site.options import HandbooksOptions, StandardsOptions
from biaochi.site.ordering import written
from biaochi.site.printing import run
from biaochi.site.run import build, serve
from biaochi.site.written_settings import day_of

TODAY = dt.date(2026, 11, 22)


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


@pytest.mark.parametrize(
    ("change", "word", "said"),
    [
        ("DEMO-CARD.status: draft", "DEMO-CARD", "“DEMO-CARD”的状态是“标准设定”，现行（in-force）的才印；"),
        ("DEMO-CARD.status: draft", "DEMO-CARD-fill", "“DEMO-CARD”的状态是“标准设定”，现行（in-force）的才印；"),
        ("DEMO-CARD.effective: 2026-12-01", "DEMO-CARD", "“DEMO-CARD”2026-12-01 起生效，到那天才印；"),
        ("", "DEMO-WAIT", "“DEMO-WAIT”是服务标准，没有单张的表单；它印在全册与分册里。"),
        ("", "DEMO-CRAD", "没有可印的“DEMO-CRAD”。是否想写“DEMO-CARD”？"),
    ],
)
def test_an_entry_without_a_sheet_is_told_why(handbook: Path, change: str, word: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (handbook / "mkdocs.yml").write_text(MAP.replace("drafts: yes", "drafts: no"), encoding="utf-8")
    for path, text in demo.changed(change).items():
        (handbook / path).write_text(text, encoding="utf-8")
    assert run(handbook / "mkdocs.yml", [word], handbook / "out", as_of=TODAY, sheets_only=True) == 2
    assert capsys.readouterr().err.startswith(said)


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


def test_a_misspelt_option_prints_nothing(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A book whose choice is not read would hold everything."""
    config = handbook / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("select:", "selct:"), encoding="utf-8")
    assert run(config, ["handbooks/own.pdf"], handbook / "out", as_of=TODAY) == 2
    said = "错误 mkdocs.yml:9:12: biaochi/handbooks → books → selct：没有这个选项（是否想写“select”？）"
    assert capsys.readouterr().err.splitlines() == [said]
    assert build(config, pdf=False) == 2
    assert said in capsys.readouterr().err.splitlines()


def test_a_book_of_what_is_not_there_is_not_printed_and_a_sheet_is(handbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = handbook / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("kind: [standard]", "role: [keepr]"), encoding="utf-8")
    assert run(config, ["handbooks/own.pdf"], handbook / "out", as_of=TODAY) == 1
    assert capsys.readouterr().err == "错误 mkdocs.yml: books → own → select → role：手册里没有“keepr”（是否想写“keeper”？）\n"
    assert not (handbook / "out").exists()
    assert run(config, ["DEMO-CARD"], handbook / "out", as_of=TODAY) == 0


def with_day(handbook: Path, day: str) -> Path:
    config = handbook / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  - search\n", "").replace("edition: 第一版}", f"edition: 第一版, as_of: {day}}}")
    config.write_text(text, encoding="utf-8")
    return config
