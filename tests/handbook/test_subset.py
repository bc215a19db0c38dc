"""The subsetter: small, the same each time, and the one that WeasyPrint uses."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from biaochi.handbook.fonts import Fonts, find_fonts, fontconfig
from biaochi.handbook.native import load
from biaochi.handbook.subset import subset_font, use_pinned_subsetter

PAGE = (
    '<html lang=zh-Hans><style>html,@page{font-family:"Noto Sans SC"}'
    '@page{font-family:"Noto Sans SC";@bottom-center{content:"第 " counter(page) " 页"}}</style>'
    "<p>首问负责：3 分钟内回应，<b>红线 5 分钟</b> ≤ ≥ ℃ ①"
)


@pytest.fixture(scope="module")
def pinned() -> Fonts:
    found = find_fonts()
    assert isinstance(found, Fonts)
    return found


def test_a_subset_keeps_the_numbers_of_its_glyphs(pinned: Fonts) -> None:
    content = pinned.path(400).read_bytes()
    glyph = TTFont(io.BytesIO(content)).getReverseGlyphMap()[
        TTFont(io.BytesIO(content)).getBestCmap()[ord("标")]
    ]
    small = subset_font(content, [glyph])
    font = TTFont(io.BytesIO(small))
    assert len(small) < len(content) / 20
    assert font["maxp"].numGlyphs == glyph + 1
    assert font["glyf"][font.getGlyphName(glyph)].numberOfContours > 0
    assert "GSUB" not in font


def test_a_pdf_has_the_same_bytes_at_another_time_and_only_pinned_fonts(
    pinned: Fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load() == ()
    monkeypatch.setenv("FONTCONFIG_FILE", str(fontconfig(pinned, tmp_path)))
    import weasyprint

    use_pinned_subsetter()
    first = weasyprint.HTML(string=PAGE).write_pdf(pdf_identifier=b"fixed")
    with monkeypatch.context() as later:
        real = time.time
        later.setattr(time, "time", lambda: real() + 86_400)
        second = weasyprint.HTML(string=PAGE).write_pdf(pdf_identifier=b"fixed")
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        used = {str(entry["/BaseFont"]).partition("+")[2] for entry in pdf.pages[0].Resources.Font.values()}
    assert used == {"Noto-Sans-SC", "Noto-Sans-SC-Bold"}
