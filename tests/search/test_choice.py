"""MkDocs' own search stays usable for who sets it up."""

from __future__ import annotations

from pathlib import Path

from tests.search.conftest import make


def test_with_the_search_plugin_the_box_is_materials_own(tmp_path: Path) -> None:
    site = make(tmp_path, 10, "  - search: {lang: zh}\n")
    home = (site / "index.html").read_text(encoding="utf-8")
    assert 'data-md-component="search"' in home
    assert "bc-search" not in home
    assert (site / "search" / "search_index.json").is_file()
    assert not (site / "search" / "head.js").exists()
