"""A further font of the settings: pinned, asked for what Noto Sans SC lacks, embedded like the others."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from biaochi.handbook import pool
from biaochi.handbook.cache import Cache
from biaochi.handbook.further_fonts import FontRefused, further_fonts
from biaochi.handbook.job import Job, Part, Volume
from biaochi.handbook.read_back import page_texts

SIGN = "\u2611"
"""A ticked box: Noto Sans SC has none."""


def font(path: Path) -> str:
    """A font with one square glyph; its hash."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    glyphs = {".notdef": pen.glyph(), "box": pen.glyph()}
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
    book = Volume("b.pdf", "书", "书", "社", "一", (Part(page(f"已查 {SIGN}"), entries=("ABC-ONE",)),))
    made = list(pool.make([Job("a.pdf", page(f"已查 {SIGN}")), book], assets))
    for one in made:
        assert one.faults == (), one.path
        with pikepdf.open(io.BytesIO(one.content)) as pdf:
            assert SIGN in "".join(page_texts(pdf))
            names = [str(font.BaseFont) for font in pdf.pages[0].obj.Resources.Font.values()]
        assert any("Signs-One" in name for name in names)


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
