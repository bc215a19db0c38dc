"""A further font of the settings: pinned, asked for what Noto Sans SC lacks, embedded like the others."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from biaochi import demo
from biaochi.handbook import pool
from biaochi.handbook.cache import Cache
from biaochi.handbook.further_fonts import FontRefused, further_fonts
from biaochi.handbook.job import Job, Part, Volume
from biaochi.handbook.read_back import page_texts
from biaochi.site.packing import Wish
from biaochi.site.packing import run as pack

AS_OF = dt.date(2026, 11, 22)

SIGN = "\u2618"
"""A shamrock: Noto Sans SC has none, and it is not written out as ticked boxes are."""


def font(path: Path) -> str:
    """A font with one square glyph; its hash."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "box": pen.glyph()}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(SIGN): "box"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (900, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Signs One", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.save(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("handbook")
    (folder / "fonts").mkdir()
    yield folder, font(folder / "fonts" / "signs.ttf")


def page(text: str) -> str:
    return f'<!doctype html><html lang="zh-Hans"><head><title>测</title></head><body><h1>ABC-ONE</h1><p>{text}</p></body></html>'


def test_the_font_is_taken_for_what_the_pinned_one_lacks_in_books_and_single_files(root: tuple[Path, str]) -> None:
    assets = further_fonts(root[0], [("fonts/signs.ttf", root[1])])
    book = Volume("b.pdf", "书", "社", "一", (Part(page(f"已查 {SIGN}"), entries=("ABC-ONE",)),))
    made = list(pool.make([Job("a.pdf", page(f"已查 {SIGN}")), book], assets))
    for one in made:
        assert one.faults == (), one.path
        with pikepdf.open(io.BytesIO(one.content)) as pdf:
            assert SIGN in "".join(page_texts(pdf))
            names = [str(font.BaseFont) for font in pdf.pages[0].obj.Resources.Font.values()]
        assert any("Signs-One" in name for name in names)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A handbook with a store whose name no pinned font can write, and one on whose card such a sign stands."""
    for path, text in demo.changed(f"DEMO-CARD.items.tidy.text: 台面 {SIGN} 没有杂物").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    sites = tmp_path / "standards" / "sites.yml"
    named = f"a-1: {{name: 打{SIGN}店, region: 华东, sector: common}}\nb-2: {{name: 平常店, region: 华东, sector: common}}\n"
    sites.write_text(sites.read_text(encoding="utf-8") + named, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: 手册\n", encoding="utf-8")
    return tmp_path


def test_packs_take_it_too_in_sheets_and_in_the_names_of_stores(store: Path) -> None:
    (store / "fonts").mkdir()
    digest = font(store / "fonts" / "signs.ttf")
    settings = f"plugins:\n  - biaochi/handbooks:\n      fonts:\n        - {{file: fonts/signs.ttf, sha256: {digest}}}\n"
    (store / "mkdocs.yml").write_text("site_name: 手册\n" + settings, encoding="utf-8")
    wish = Wish(["a-1", "b-2"], contents=["register", "sheets"])
    assert pack(store / "mkdocs.yml", wish, store / "packs", as_of=AS_OF) == 0
    for name, shown in (("a-1", f"打{SIGN}店"), ("b-2", "平常店")):
        document = pypdfium2.PdfDocument(store / "packs" / f"{name}.pdf")
        text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))
        assert shown in text and f"台面{SIGN}没有" in text


def test_without_it_no_pack_is_made(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pack(store / "mkdocs.yml", Wish(["a-1"]), store / "packs", as_of=AS_OF) == 1
    assert "U+2618" in capsys.readouterr().err and not (store / "packs").exists()


def test_without_it_the_sign_is_a_fault(root: tuple[Path, str]) -> None:
    (made,) = pool.make([Job("a.pdf", page(SIGN))], {})
    assert [fault.code for fault in made.faults] == ["PRT004"]


def test_another_font_is_another_press(root: tuple[Path, str], tmp_path: Path) -> None:
    with_it = Cache(tmp_path, further_fonts(root[0], [("fonts/signs.ttf", root[1])]))
    assert with_it.key(Job("a.pdf", "x")) != Cache(tmp_path, {}).key(Job("a.pdf", "x"))


@pytest.mark.parametrize(
    ("file", "sha256", "said"),
    [
        ("fonts/signs.ttf", "0" * 64, "应写 sha256"),
        ("fonts/none.ttf", "0" * 64, "读不了字体"),
        ("../signs.ttf", "0" * 64, "不在手册的文件夹里"),
    ],
)
def test_a_font_that_is_not_the_pinned_one_is_refused(root: tuple[Path, str], file: str, sha256: str, said: str) -> None:
    with pytest.raises(FontRefused, match=said):
        further_fonts(root[0], [(file, sha256)])


def test_what_is_no_static_truetype_is_refused(root: tuple[Path, str]) -> None:
    path = root[0] / "no.ttf"
    path.write_bytes(b"OTTO" + bytes(60))
    with pytest.raises(FontRefused, match="不是静态的 TrueType"):
        further_fonts(root[0], [("no.ttf", hashlib.sha256(path.read_bytes()).hexdigest())])
