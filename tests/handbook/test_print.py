"""Real PDFs of the demonstration: what a reader leafs through, and what a printer needs."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from biaochi import demo
from biaochi.core.check import check
from biaochi.handbook import pool
from biaochi.handbook.press import jobs
from biaochi.pages import Settings

AS_OF = dt.date(2026, 11, 22)
SETTINGS = Settings(
    organisation="示范公司",
    title="示范手册",
    edition="0123456789（2026-11-22）",
    site_url="https://handbook.example.com/",
)
CHANGE = "DEMO-VISIT.paper: A5\nDEMO-SURVEY.paper: receipt-80\n"


def make(change: str = CHANGE, only: str = "") -> dict[str, pool.Made]:  # type: ignore[name-defined]
    outcome = check(demo.changed(change), as_of=AS_OF)
    found = [job for job in jobs(outcome, SETTINGS, frozenset()) if only in job.path]
    return {made.path: made for made in pool.make(found, {})}


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, object]]:
    assert pool.unable() is None
    yield make()


@pytest.fixture(scope="module")
def book(made: dict[str, object]) -> bytes:
    return made["handbooks/all.pdf"].content  # type: ignore[attr-defined,no-any-return]


def text(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [re.sub(r"\s+", "", document[n].get_textpage().get_text_range()) for n in range(len(document))]


def outline(items: object) -> Iterator[object]:
    for item in items:  # type: ignore[attr-defined]
        yield item
        yield from outline(item.children)


def test_everything_is_printed_without_a_fault(made: dict[str, object]) -> None:
    assert {path: m.faults for path, m in made.items() if m.faults} == {}  # type: ignore[attr-defined]
    assert {
        "handbooks/all.pdf",
        "handbooks/sector-common.pdf",
        "handbooks/role-staff.pdf",
        "sheets/DEMO-CARD.pdf",
    } <= set(made)
    for path, m in made.items():
        assert m.pages == len(pypdfium2.PdfDocument(m.content)), path  # type: ignore[attr-defined]


def test_the_book_holds_every_entry_in_force(book: bytes) -> None:
    pages = text(book)
    whole = "".join(pages)
    for entry in check(demo.changed(CHANGE), as_of=AS_OF).catalogue.entries.values():
        assert entry.id in whole, entry.id
        assert entry.title.replace(" ", "") in whole
    assert "示范公司" in pages[0] and "示范手册" in pages[0] and "0123456789" in pages[0]
    assert "�" not in whole


def test_pages_are_numbered_of_how_many(book: bytes) -> None:
    pages = text(book)
    numbered = [re.search(r"第(\d+)页/?共(\d+)页", page) for page in pages]
    shown = [(int(match[1]), int(match[2])) for match in numbered if match]
    assert len(shown) >= len(pages) - 2
    assert {total for _, total in shown} == {len(pages)} or len({total for _, total in shown}) == 1
    assert [number for number, _ in shown] == sorted(number for number, _ in shown)


def test_bookmarks_lead_to_the_page_with_their_title(book: bytes) -> None:
    pages = text(book)
    with pikepdf.open(io.BytesIO(book)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        destinations = _destinations(pdf)
        with pdf.open_outline() as found:
            items = list(outline(found.root))
        assert len(items) >= 12
        for item in items:
            goal = item.destination  # type: ignore[attr-defined]
            if goal is None:
                goal = item.action.D  # type: ignore[attr-defined]
            if isinstance(goal, pikepdf.String):
                goal = destinations[str(goal)]
            title = re.sub(r"\s+", "", item.title)  # type: ignore[attr-defined]
            assert title in pages[numbers[goal[0].objgen]], title


def _destinations(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Array]:
    if "/Names" not in pdf.Root or "/Dests" not in pdf.Root.Names:
        return {}
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {
        str(name): goal.D if isinstance(goal, pikepdf.Dictionary) else goal for name, goal in tree.items()
    }


def test_every_link_inside_the_book_resolves(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        destinations = _destinations(pdf)
        pages = {page.obj.objgen for page in pdf.pages}
        inside = 0
        for page in pdf.pages:
            for annotation in page.get("/Annots", ()):
                goal = annotation.get("/Dest") or (annotation.get("/A") or {}).get("/D")
                if goal is None:
                    continue
                inside += 1
                goal = destinations[str(goal)] if isinstance(goal, pikepdf.String) else goal
                assert goal[0].objgen in pages
        assert inside >= 20


def test_the_contents_page_numbers_are_right(book: bytes) -> None:
    pages = text(book)
    contents = next(page for page in pages if "目录" in page and "柜台等候时限" in page)
    for title in ("柜台等候时限", "柜台服务流程", "投诉分级响应"):
        match = re.search(re.escape(title) + r"[.．·…]*(\d+)", contents)
        assert match, title
        printed = int(match[1])
        here = next(page for page in pages if re.search(rf"第{printed}页", page))
        assert title in here, (title, printed)


def test_only_the_pinned_fonts_are_embedded_and_all_are(made: dict[str, object]) -> None:
    for path, m in made.items():
        with pikepdf.open(io.BytesIO(m.content)) as pdf:  # type: ignore[attr-defined]
            names = set()
            for page in pdf.pages:
                for font in page.get("/Resources", {}).get("/Font", {}).values():
                    for descendant in font.get("/DescendantFonts", [font]):
                        descriptor = descendant.FontDescriptor
                        assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")), (
                            path
                        )
                        names.add(str(descriptor.FontName))
            assert names and all("NotoSansSC" in re.sub(r"[^A-Za-z]", "", name) for name in names), (
                path,
                names,
            )


@pytest.mark.parametrize(
    ("sheet", "width", "height"),
    [("DEMO-CARD", 105, 148), ("DEMO-VISIT", 148, 210), ("DEMO-SURVEY", 80, None)],
)
def test_a_sheet_is_one_page_of_its_paper(
    made: dict[str, object], sheet: str, width: float, height: float | None
) -> None:
    document = pypdfium2.PdfDocument(made[f"sheets/{sheet}.pdf"].content)  # type: ignore[attr-defined]
    assert len(document) == 1
    size = [points * 25.4 / 72 for points in document[0].get_size()]
    assert size[0] == pytest.approx(width, abs=0.5)
    assert size[1] == pytest.approx(height, abs=0.5) if height else 60 < size[1] < 400


def test_a_receipt_ends_where_its_text_ends(made: dict[str, object]) -> None:
    document = pypdfium2.PdfDocument(made["sheets/DEMO-SURVEY.pdf"].content)  # type: ignore[attr-defined]
    lowest = min(
        document[0].get_textpage().get_charbox(n)[1] for n in range(document[0].get_textpage().count_chars())
    )
    assert 0 < lowest * 25.4 / 72 < 40


def test_a_sheet_says_what_it_is(made: dict[str, object]) -> None:
    (page,) = text(made["sheets/DEMO-CARD.pdf"].content)  # type: ignore[attr-defined]
    for said in ("DEMO-CARD", "柜台卡", "1.0", "2026-06-01", "台面没有杂物", "填写人", "复核人"):
        assert said in page, said


def test_the_same_bytes_again_and_from_another_folder(made: dict[str, object], tmp_path: Path) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        again = make(only="DEMO-CARD.pdf") | make(only="role-staff")
    finally:
        os.chdir(here)
    assert len(again) == 2
    for path, m in again.items():
        assert m.content == made[path].content, path  # type: ignore[attr-defined]


def test_a_missing_glyph_is_a_fault() -> None:
    found = make(CHANGE + "DEMO-CARD.items.tidy.text: 台面没有 \U0001f9f9 杂物\n", only="DEMO-CARD")
    assert any("1F9F9" in str(fault) or "\U0001f9f9" in str(fault) for fault in found["sheets/DEMO-CARD.pdf"].faults)


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png"],
)
def test_nothing_outside_is_read(address: str) -> None:
    from dataclasses import replace

    outcome = check(demo.changed(CHANGE), as_of=AS_OF)
    job = next(job for job in jobs(outcome, SETTINGS, frozenset()) if job.path == "sheets/DEMO-CARD.pdf")
    job = replace(job, html=job.html.replace("</body>", f'<img src="{address}" alt="x"></body>'))
    (found,) = pool.make([job], {})
    assert found.faults
    assert b"localhost" not in found.content
