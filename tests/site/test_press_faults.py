"""One slip is one line, however many books the entry stands in."""

from __future__ import annotations

from biaochi.site.press_faults import folded

TEXT = "---\nid: A-B\n---\n\n抱入抢救室🐶。\n"


def source(entry: str) -> tuple[str, str] | None:
    return ("standards/a.md", TEXT) if entry == "A-B" else None


def test_a_sign_that_no_font_has_is_named_at_its_line_once() -> None:
    found = {"PRT004 A-B：字体里没有“🐶”（U+1F436）（换一个常用的字或符号）": ["handbooks/role-vet.pdf", "handbooks/all.pdf"]}
    assert list(folded(found, source)) == [
        "standards/a.md:5: PRT004 A-B：字体里没有“🐶”（U+1F436）（换一个常用的字或符号），印在 handbooks/all.pdf 等 2 个文件"
    ]


def test_another_fault_of_an_entry_names_its_file_and_one_of_no_entry_the_print() -> None:
    found = {"PRT005 A-B：图片没有读入": ["handbooks/all.pdf"], "PRT001 A5 一页放不下": ["sheets/X.pdf", "sheets/X-fill.pdf"], "PRT004 C-D：甲": ["a.pdf"]}
    assert list(folded(found, source)) == [
        "sheets/X-fill.pdf 等 2 个文件: PRT001 A5 一页放不下",
        "a.pdf: PRT004 C-D：甲",
        "standards/a.md: PRT005 A-B：图片没有读入，印在 handbooks/all.pdf",
    ]
