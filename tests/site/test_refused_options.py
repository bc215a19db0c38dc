"""What is wrong with ``mkdocs.yml``: said in Chinese, at its place, with what to write; nothing is built meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.site.conftest import AS_OF, settings

from biaochi import demo
from biaochi.core.check import check
from biaochi.handbook.compose import Declaration
from biaochi.site.build import build
from biaochi.site.chosen import chosen_amiss
from biaochi.site.ordering import written
from biaochi.site.written_settings import SettingsRefused

BOOKS = "  - biaochi/handbooks"


def book(rest: str) -> tuple[str, str]:
    return BOOKS, f"{BOOKS}:\n      books:\n        - {{title: 夜班, {rest}}}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("organisation:", "organization:"), "错误 mkdocs.yml:28:7: biaochi/standards → organization：没有这个选项（是否想写“organisation”？）"),
        (book("name: n, selct: {role: [vet]}"), "错误 mkdocs.yml:32:32: biaochi/handbooks → books → selct：没有这个选项（是否想写“select”？）"),
        (book("name: n, select: {rol: [vet]}"), "错误 mkdocs.yml:32:41: biaochi/handbooks → books → select → rol：没有这个选项（是否想写“role”？）"),
        (book("name: n, select: {role: vet}"), "错误 mkdocs.yml:32:41: biaochi/handbooks → books → select → role：应是列表，写成“role: [ … ]”或逐行以“- ”开头"),
        (book("name: n, paper: A6"), "错误 mkdocs.yml:32:32: biaochi/handbooks → books → paper：没有“A6”这个值，可写 A4、A5"),
        (book("paper: A4"), "错误 mkdocs.yml:31:7: biaochi/handbooks → books → name：缺少这一项，补上“name: …”"),
        ((BOOKS, "  - biaochi/handbook"), "错误 mkdocs.yml:26:1: biaochi/handbook：没有装“biaochi/handbook”这个插件（是否想写“biaochi/handbooks”？）"),
        ((BOOKS, "  - biaochi/handbook: {enabled: true}"), "错误 mkdocs.yml:30:5: biaochi/handbook：没有装“biaochi/handbook”这个插件（是否想写“biaochi/handbooks”？）"),
        (("name: material", "name: materail"), "错误 mkdocs.yml:9:1: theme：没有“materail”这个主题，写 material"),
        (("\nsite_url: https://", "\nsite_url: "), "错误 mkdocs.yml:37:1: site_url：网址要以 https:// 或 http:// 开头"),
    ],
)  # fmt: skip
def test_settings_are_refused_at_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], said: str
) -> None:
    text = settings()
    assert change[0] in text
    (tmp_path / "standards").mkdir()
    (tmp_path / "mkdocs.yml").write_text(text.replace(*change, 1), encoding="utf-8")
    assert build(tmp_path / "mkdocs.yml", as_of=AS_OF, pdf=False) == 2
    assert capsys.readouterr().err.splitlines() == [said]
    assert not (tmp_path / "site").exists()
    if "biaochi/" in said and change[1] != "  - biaochi/handbook":  # which has no options to be lost
        with pytest.raises(SettingsRefused) as refused:  # printing, which reads them without MkDocs
            written(tmp_path / "mkdocs.yml", tmp_path, AS_OF)
        assert str(refused.value) == said


def test_what_a_build_takes_printing_takes(tmp_path: Path) -> None:
    """Of the day printing says itself what is wrong; ``enabled`` MkDocs has for every plugin."""
    text = settings().replace("organisation:", "enabled: true\n      as_of: 明天\n      organisation:", 1)
    (tmp_path / "mkdocs.yml").write_text(text.replace(BOOKS, f"{BOOKS}:\n      enabled: false", 1), encoding="utf-8")
    assert written(tmp_path / "mkdocs.yml", tmp_path, AS_OF)[0].organisation


def test_a_book_of_what_the_handbook_has_not_is_told() -> None:
    catalogue = check(demo.handbook(), as_of=AS_OF).catalogue
    books = [
        Declaration("a", "夜班", roles=("keepr",), ids=("DEMO-WAIT", "DEMO-GONE")),
        Declaration("b", "夜班", roles=("keeper",), tags=("nothing",)),
        Declaration("c", "夜班", kinds=("improvement",), ids=("DEMO-WAIT",)),
        Declaration("d", "夜班", roles=("keeper",)),
    ]
    assert list(chosen_amiss(books, catalogue)) == [
        "mkdocs.yml: books → a → select → role：手册里没有“keepr”（是否想写“keeper”？）",
        "mkdocs.yml: books → a → select → id：手册里没有“DEMO-GONE”（改正，或删去它）",
        "mkdocs.yml: books → b → select → tag：手册里没有“nothing”（改正，或删去它）",
        "mkdocs.yml: books → c → select：没有一个条目都符合（删去一项；每一项都缩小范围）",
    ]
