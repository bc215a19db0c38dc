"""An entry that cannot be printed costs its own papers: the site and all others are made, and the exit status says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pikepdf
import pytest
from tests.handbook.test_print_hostile import png, svg_bomb

from biaochi import demo
from biaochi.authoring import handbook_files
from biaochi.site.build import build
from biaochi.site.printing import run

AS_OF = dt.date(2026, 11, 22)
pytestmark = pytest.mark.slow


def handbook(root: Path, body: str) -> Path:
    texts = demo.handbook()
    texts["standards/wait.md"] += body
    texts["mkdocs.yml"] = handbook_files("示范手册", "示范公司", AS_OF)["mkdocs.yml"]
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "standards" / "big.png").write_bytes(png(20_000, 10_000))
    (root / "standards" / "bomb.svg").write_bytes(svg_bomb(9))
    return root / "mkdocs.yml"


def printed(folder: Path) -> dict[str, int]:
    found = {}
    for path in sorted(folder.rglob("*.pdf")):
        with pikepdf.open(path) as pdf:
            found[path.relative_to(folder).as_posix()] = len(pdf.pages)
    return found


def test_pictures_that_explode_cost_their_entry_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = handbook(tmp_path, "\n![大图](big.png)\n\n![图](bomb.svg)\n")
    assert build(config, as_of=AS_OF) == 1
    said = capsys.readouterr().err
    assert "DEMO-WAIT：图片或文件“standards/big.png”没有读入：20000 × 10000 像素" in said
    assert "DEMO-WAIT：图片或文件“standards/bomb.svg”没有读入：引用展开后" in said
    assert "不能发布" in said and "DEMO-CARD" not in said
    site = tmp_path / "site"
    assert (site / "index.html").is_file() and not (site / "receipt.json").exists()
    assert {"sheets/DEMO-CARD.pdf", "handbooks/all.pdf", "handbooks/role-keeper.pdf"} <= printed(site).keys()


def test_a_table_of_ten_thousand_rows_is_printed_or_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"| {n} | 内容 {n} |\n" for n in range(10_000))
    config = handbook(tmp_path, f"\n| 号 | 内容 |\n|---|---|\n{rows}")
    status = run(config, ["handbooks/all.pdf", "DEMO-CARD"], tmp_path / "out", as_of=AS_OF)
    pages, said = printed(tmp_path / "out"), capsys.readouterr().err
    assert pages["sheets/DEMO-CARD.pdf"] == 1 and "handbooks/all.pdf" in pages
    assert (status == 0 and pages["handbooks/all.pdf"] > 100) or (status == 1 and "DEMO-WAIT：" in said and "PRT01" in said)
