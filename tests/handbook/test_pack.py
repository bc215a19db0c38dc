"""Packs for stores: what applies where, the name in its place, whole files only, and only what is missing is made."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import outloud
import pikepdf
import pypdfium2
import pytest
from tests.handbook.delivery import delivered

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.core.model import Process
from biaochi.handbook import spread
from biaochi.handbook.job import Job, Volume
from biaochi.handbook.lettering import lettering, missing
from biaochi.handbook.outbox import SUMS, Busy, Outbox
from biaochi.handbook.pack import chosen, kit, kit_jobs
from biaochi.handbook.press import jobs
from biaochi.handbook.shared_fonts import FACES
from biaochi.handbook.sheet import poster_html
from biaochi.handbook.stamp import ROOM, fits
from biaochi.pages import Settings
from biaochi.site.packing import Wish, run

AS_OF = dt.date(2026, 11, 22)
SITES = """\
hz-001: {name: 杭州西湖店, region: 华东, sector: common}
sh-002: {name: 上海虹桥（T2）店, region: 华东, sector: common}
cd-003: {name: 成都春熙路店, region: 西南, sector: hotel}
long-4: {name: 示范连锁服务集团深圳前海深港现代服务业合作区旗舰店, region: 华南, sector: common}
"""
CARD = "DEMO-CARD"


def handbook(root: Path, sites: str = SITES) -> Path:
    for path, text in demo.handbook().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    registry = root / "standards" / "sites.yml"
    registry.write_text(registry.read_text(encoding="utf-8") + sites, encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: 手册\nsite_url: https://handbook.example.com/\n", encoding="utf-8")
    return root / "mkdocs.yml"


def text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in document))


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """A handbook and the packs of four stores."""
    root = tmp_path_factory.mktemp("handbook")
    config = handbook(root)
    wish = Wish(["hz-001", "sh-002", "cd-003", "long-4"], form="both")
    assert run(config, wish, root / "packs", as_of=AS_OF) == 0
    yield config, root / "packs"


@pytest.fixture(scope="module")
def packs(order: tuple[Path, Path]) -> dict[str, bytes]:
    return delivered(order[1])


# --- what applies ----------------------------------------------------------------------------------------------------


def checked(sites: str) -> Outcome:
    texts = demo.handbook()
    texts["standards/sites.yml"] += sites
    return check(texts, as_of=AS_OF)


def documents(outcome: Outcome, site: str, **wish: object) -> list[str]:
    found = kit(outcome.catalogue.sites[site], outcome, Settings(), **wish)  # type: ignore[arg-type]
    return [document.path for document in found.documents]


def test_a_store_gets_what_its_sector_and_all_stores_have() -> None:
    outcome = checked(SITES)
    common = documents(outcome, "hz-001")
    assert common[0] == "register.pdf"
    assert {"sheets/DEMO-CARD.pdf", "sheets/DEMO-LADDER.pdf", "handbooks/role-staff.pdf"} <= set(common)
    # Nothing in the demonstration is of the hotel sector: no role of its own, the common sheets all the same.
    assert documents(outcome, "cd-003") == [path for path in common if not path.startswith("handbooks/")]


def test_a_store_may_name_its_sheets_and_roles() -> None:
    outcome = checked("x-1: {name: 小店, sector: common, sheets: [DEMO-CARD], roles: [keeper]}\n")
    assert documents(outcome, "x-1") == ["register.pdf", "sheets/DEMO-CARD.pdf", "handbooks/role-keeper.pdf"]


def test_a_store_may_leave_out_what_does_not_hold_there() -> None:
    """A call centre opens no doors: the sheet goes, and what its books and its register say of it."""
    outcome = checked("x-1: {name: 客服中心, sector: common}\nx-2: {name: 小店, sector: common, sheets: [DEMO-CARD, DEMO-VISIT], without: [DEMO-CARD]}\n")
    site = outcome.catalogue.sites["x-1"]
    whole, cut = (kit(each, outcome, Settings()) for each in (site, replace(site, without=("DEMO-CARD",))))
    assert [d.path for d in whole.documents if d not in cut.documents] == ["sheets/DEMO-CARD.pdf"]
    assert set(whole.entries) - set(cut.entries) == {"DEMO-CARD"}
    read = {book.path: {entry.id for entry in book.entries} for book in whole.books}
    assert any("DEMO-CARD" in ids for ids in read.values())
    assert {book.path: {entry.id for entry in book.entries} for book in cut.books} == {path: ids - {"DEMO-CARD"} for path, ids in read.items()}
    assert {book.audience for book in cut.books} == {"通用（这里不适用的条目没有收入）", ""}
    assert documents(outcome, "x-2")[:2] == ["register.pdf", "sheets/DEMO-VISIT.pdf"]


def test_a_role_of_another_sector_reads_at_a_store_what_holds_there() -> None:
    """A hotel's waiter had the restaurant's whole book, of which the hotel's register lists nothing."""
    texts = demo.handbook()
    texts["standards/sites.yml"] += SECTORS
    texts["standards/roles.yml"] += "porter: {name: 门童, sector: bank}\n"
    for path, sector in (("again", "hotel"), ("train", "bank")):
        texts[f"standards/{path}.md"] = texts[f"standards/{path}.md"].replace("sector: common", f"sector: {sector}").replace("[staff]", "[porter]")
    outcome = check(texts, as_of=AS_OF)
    (book,) = [book for book in kit(outcome.catalogue.sites["h-1"], outcome, Settings()).books if book.path == "handbooks/role-porter.pdf"]
    assert [entry.id for entry in book.entries] == ["DEMO-AGAIN"]


SECTORS = """\
h-1: {name: 客店, sector: hotel}
h-2: {name: 又一客店, sector: hotel, roles: [trainer]}
"""


def several_sectors(further_roles: str = "") -> Outcome:
    """A handbook in which hotels and banks have a training each, both of them the trainer's, and hotels a role of their own."""
    texts = demo.handbook()
    texts["standards/sites.yml"] += SECTORS
    texts["standards/roles.yml"] += "porter: {name: 门童, sector: hotel, acts_as: [staff]}\n" + further_roles
    for path, sector, roles in (("again", "hotel", "porter, trainer"), ("train", "bank", "trainer")):
        told = texts[f"standards/{path}.md"].replace("sector: common", f"sector: {sector}")
        texts[f"standards/{path}.md"] = told.replace("[staff]", f"[{roles}]")
    return check(texts, as_of=AS_OF)


def test_a_role_of_every_sector_reads_at_a_store_what_holds_there() -> None:
    outcome = several_sectors()
    books = {site: {book.path: book for book in kit(outcome.catalogue.sites[site], outcome, Settings()).books} for site in ("h-1", "h-2")}
    cut, whole = (books[site]["handbooks/role-trainer.pdf"] for site in ("h-1", "h-2"))
    assert [entry.id for entry in cut.entries] == ["DEMO-AGAIN"] and "酒店" in cut.audience
    # Who names the role in sites.yml means the whole book.
    assert [entry.id for entry in whole.entries] == ["DEMO-TRAIN", "DEMO-AGAIN"] and not whole.audience
    assert books["h-1"]["handbooks/role-porter.pdf"].audience == "", "of what there is for hotels nothing is left out"


def test_a_sheet_for_all_sectors_goes_where_somebody_fills_it_in() -> None:
    found = documents(several_sectors(), "h-1")
    assert "sheets/DEMO-CARD.pdf" in found, "the porter acts as the staff that the card is for"
    assert "sheets/DEMO-VISIT.pdf" not in found, "no keeper works there"


@pytest.mark.parametrize(("sector", "told"), [("hotel", "在酒店：店员是门童。"), ("common", ""), ("", "")])
def test_a_poster_for_all_says_who_is_meant_at_the_store(sector: str, told: str) -> None:
    """Of a fire nobody at a bank knows that he is the manager on duty."""
    outcome = several_sectors()
    process = outcome.catalogue.entries["DEMO-FIRE"]
    assert isinstance(process, Process)
    html = re.sub(r"<[^>]+>", "", poster_html(process, outcome, Settings(sector=sector), "第一版"))
    assert told in html and ("店员是" in html) == bool(told)


def test_a_pack_tells_its_posters_the_sector() -> None:
    outcome = several_sectors()
    made = kit_jobs(kit(outcome.catalogue.sites["h-1"], outcome, Settings()), "客店", outcome, Settings(), frozenset(), "")
    poster = made["sheets/DEMO-FIRE.pdf"]
    assert isinstance(poster, Job) and "<b>店员</b>是门童" in poster.html


def test_a_book_for_a_store_says_who_is_meant_there_and_nowhere_else() -> None:
    outcome = several_sectors("bellboy: {name: 行李生, sector: bank, acts_as: [staff]}\n")
    made = kit_jobs(kit(outcome.catalogue.sites["h-1"], outcome, Settings()), "客店", outcome, Settings(), frozenset(), "")
    book = made["handbooks/role-porter.pdf"]
    assert isinstance(book, Volume)
    told = re.sub(r"<[^>]+>", "", "".join(part.html for part in book.parts))
    assert "店员：酒店 门童。" in told and "行李生" not in told
    whole = next(job for job in jobs(outcome, Settings(), frozenset()) if job.path == "handbooks/role-porter.pdf")
    assert isinstance(whole, Volume) and "行李生" in "".join(part.html for part in whole.parts)


def test_an_order_names_documents_and_variant() -> None:
    outcome = checked(SITES)
    assert documents(outcome, "hz-001", contents=("register",)) == ["register.pdf"]
    filled = documents(outcome, "hz-001", contents=("sheets",), fillable=True)
    assert "sheets/DEMO-CARD-fill.pdf" in filled and "sheets/DEMO-LADDER.pdf" in filled


def test_a_store_without_what_is_ordered_gets_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(handbook(tmp_path), Wish(["cd-003"], contents=("books",)), tmp_path / "packs", as_of=AS_OF) == 0
    assert "1 个门店，0 个文件" in capsys.readouterr().out


def test_sites_are_chosen_by_region_sector_and_id() -> None:
    sites = list(checked(SITES).catalogue.sites.values())
    assert [site.id for site in chosen(sites, (), ("西南",), ())] == ["cd-003"]
    assert [site.id for site in chosen(sites, ("hz-001", "cd-003"), ("华东",), ("common",))] == ["hz-001"]


# --- names -----------------------------------------------------------------------------------------------------------


def test_names_in_any_character_of_the_font_are_set_and_others_named() -> None:
    for face in FACES:
        set_ = lettering("叆叇饕餮A1（①）", face)
        assert set_.width == pytest.approx(sum(set_.widths) / 1000) and all(set_.glyphs)
    assert lettering("店", FACES[0]).width == 1
    assert missing("杭州𠮷野家😀", FACES) == ["𠮷", "😀"]
    assert fits("店" * ROOM) and not fits("店" * (ROOM + 1))


def test_a_name_that_cannot_be_printed_is_an_error_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = handbook(tmp_path, "a-1: {name: 杭州店}\na-2:\n  name: 𠮷野家\nA-1: {name: 重名店}\ncon: {name: 设备店}\n")
    assert run(config, Wish(), tmp_path / "packs", as_of=AS_OF) == 1
    said = capsys.readouterr().err
    assert "standards/sites.yml:5:9: PRT004 字体里没有“𠮷”（U+20BB7），“a-2”" in said
    assert "standards/sites.yml:6:6: FMT020 编号“A-1”与“a-1”只有大小写不同" in said
    assert "编号“con”不能作文件名" in said
    assert not list((tmp_path / "packs").glob("*"))


def test_ids_that_would_leave_the_folder_never_get_that_far(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = handbook(tmp_path, '"../../out": {name: 外面}\n')
    assert run(config, Wish(), tmp_path / "packs", as_of=AS_OF) == 1
    assert "FMT019" in capsys.readouterr().err
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(["hz-01"]), "没有门店“hz-01”。是否想写“hz-001”"),
        (Wish(regions=["华南北"]), "没有区域“华南北”"),
        (Wish(["hz-001"], regions=["西南"]), "没有同时符合这些条件的门店"),
    ],
)
def test_a_choice_of_nothing_is_said(tmp_path: Path, wish: Wish, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(handbook(tmp_path), wish, tmp_path / "packs", as_of=AS_OF) == 2
    assert told in capsys.readouterr().err


# --- the packs -------------------------------------------------------------------------------------------------------


def test_every_store_has_one_pdf_and_a_folder(packs: dict[str, bytes]) -> None:
    assert {"hz-001.pdf", "sh-002.pdf", "cd-003.pdf", "long-4.pdf"} <= set(packs)
    assert {"hz-001/register.pdf", f"hz-001/sheets/{CARD}.pdf", "hz-001/handbooks/role-staff.pdf"} <= set(packs)
    listed = dict(reversed(line.split("  ", 1)) for line in packs[SUMS].decode().splitlines())
    assert listed == {path: hashlib.sha256(content).hexdigest() for path, content in packs.items() if path != SUMS}


def test_the_name_stands_on_every_document_and_no_other_name(packs: dict[str, bytes]) -> None:
    names = {"hz-001": "杭州西湖店", "sh-002": "上海虹桥（T2）店", "cd-003": "成都春熙路店", "long-4": "示范连锁服务集团深圳前海深港现代服务业合作区旗舰店"}
    for path, content in packs.items():
        if path == SUMS:
            continue
        own = re.split(r"[/.]", path)[0]
        shown = text(content)
        assert names[own] in shown and "〓" not in shown, path
        assert not any(name in shown for site, name in names.items() if site != own), path
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert str(pdf.docinfo["/Title"]).startswith(f"{names[own]} · "), path


def test_a_filled_name_looks_like_one_that_was_laid_out(order: tuple[Path, Path], packs: dict[str, bytes]) -> None:
    """The same place, size and glyphs as the layout engine gives them."""
    from biaochi.handbook import pool
    from biaochi.handbook.press import jobs

    config, _ = order
    texts = {path.relative_to(config.parent).as_posix(): path.read_text(encoding="utf-8") for path in config.parent.glob("*/*.*") if path.suffix in (".md", ".yml")}
    settings = Settings(title="手册", edition=AS_OF.isoformat(), site_url="https://handbook.example.com/", store="杭州西湖店")
    todo = jobs(check(texts, as_of=AS_OF), settings, frozenset(), wanted=lambda path: path == f"sheets/{CARD}.pdf")
    (laid,) = pool.make(todo, {})
    boxes = []
    for content in (laid.content, packs[f"hz-001/sheets/{CARD}.pdf"]):
        page = pypdfium2.PdfDocument(content)[0].get_textpage()
        whole = page.get_text_range()
        at = whole.index("杭州西湖店")
        boxes.append([page.get_charbox(n) for n in range(at, at + 5)])
    for one, other in zip(*boxes, strict=True):
        assert one == pytest.approx(other, abs=0.1)


def test_the_name_has_its_turn_in_the_tag_tree(packs: dict[str, bytes]) -> None:
    """What is filled in is heard after the word 门店, not left out and not read last."""
    with pikepdf.open(io.BytesIO(packs["hz-001.pdf"])) as pdf:
        page = next(page for page in pdf.pages if page.obj.MediaBox[2] < 310)
        drawn = b"\n".join(part.read_bytes() for part in page.obj.Contents)
        numbers = [int(n) for n in re.findall(rb"/MCID (\d+)", drawn[: drawn.index(b"/Store-")])]
        own = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(page.obj.StructParents)][numbers[-1]]
        tags = []
        while own is not None and "/S" in own:
            tags.append(str(own.S))
            own = own.get("/P")
        assert tags[-2:] == ["/Part", "/Document"] and "/P" in tags


def test_a_pack_is_one_sound_document(packs: dict[str, bytes]) -> None:
    content = packs["hz-001.pdf"]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "zh-Hans" and "/StructTreeRoot" in pdf.Root
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            marks = tree[int(page.obj.StructParents)]
            assert all(mark is None or mark.Pg.objgen == page.obj.objgen for mark in marks)
        seen: list[str] = []
        waiting = [pdf.Root.StructTreeRoot.K[0]]
        while waiting:
            element = waiting.pop()
            if isinstance(element, pikepdf.Dictionary):
                if "/ID" in element:
                    seen.append(str(element.ID))
                kids = element.get("/K", pikepdf.Array())
                waiting.extend(kids if isinstance(kids, pikepdf.Array) else [kids])
        assert len(seen) == len(set(seen)) > 0
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert titles[0] == "现行版本登记" and "柜台卡" in titles
        faces = {font.objgen: str(font.BaseFont) for page in pdf.pages for font in page.obj.Resources.get("/Font", {}).values()}
        # Two faces for the pages, two for the names, however many documents.
        assert len(faces) == 4, faces
    assert list(read_back_faults(content)) == []


def read_back_faults(content: bytes) -> Iterator[object]:
    from biaochi.handbook.read_back import read_back

    yield from read_back(content, len(pypdfium2.PdfDocument(content)), (CARD, "DEMO-LADDER"))


def test_an_independent_checker_finds_no_failure_in_any_delivered_file(order: tuple[Path, Path], packs: dict[str, bytes]) -> None:
    """PDF/UA-1, of what was merged and filled in; all of one store, and the store whose name was laid out."""
    for path in packs:
        if path.startswith("hz-001") or path == "long-4.pdf":
            result = outloud.check(str(order[1] / path))
            assert result.error is None
            assert [f"{found.rule} {found.message}" for found in result.findings if found.severity == "error"] == [], path


def test_the_register_lists_what_is_current_with_version_and_code(packs: dict[str, bytes]) -> None:
    shown = text(packs["hz-001/register.pdf"])
    outcome = checked(SITES)
    for entry in outcome.catalogue.entries.values():
        if entry.in_force and not entry.announced(AS_OF) and entry.sector == "common":
            assert f"{entry.id}{entry.version}" in shown, entry.id
    assert "收回旧版" in shown and "签收人" in shown


def test_the_register_says_what_each_paper_is_for_and_who_took_which_book(packs: dict[str, bytes]) -> None:
    """What came in the parcel: what to hang on the wall, what to lay on the counter, what to hand out."""
    shown = text(packs["hz-001/register.pdf"])
    assert "A6口袋卡柜台卡：每班开始前" in shown and "A4神秘访客：每季度1次，店长" in shown
    assert "A3海报张贴" in shown
    assert re.search(r"手册条目领取人.*?店员岗位手册\d+个", shown)


def test_a_pack_is_numbered_through_where_nothing_else_stands(packs: dict[str, bytes]) -> None:
    """Dropped sheets can be sorted; on every paper the number is clear of what the page has itself and of the edge."""
    document = pypdfium2.PdfDocument(packs["hz-001.pdf"])
    widths = set()
    for number, page in enumerate(document, 1):
        words = page.get_textpage()
        shown, label = words.get_text_range(), f"资料包 {number} / {len(document)}"
        assert shown.count("资料包") == 1
        at = shown.index(label)
        boxes = [words.get_charbox(n) for n in range(len(shown))]
        own, others = boxes[at : at + len(label)], [*boxes[:at], *boxes[at + len(label) :]]
        left, bottom, right, top = min(b[0] for b in own), min(b[1] for b in own), max(b[2] for b in own), max(b[3] for b in own)
        assert bottom > 11.9 and left > 11 and right < page.get_width() - 11
        assert not [b for b in others if b[0] < right and left < b[2] and b[1] < top and bottom < b[3]]
        widths.add(round(page.get_width()))
    assert len(widths) > 3, "posters, forms, cards and a roll"


def test_the_register_tells_on_which_page_each_document_begins(packs: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(packs["hz-001.pdf"])) as pdf, pdf.open_outline() as outline:
        places = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        begins = [places[item.destination[0].objgen] for item in outline.root]
    told = [int(number) for number in re.findall(r"第 (\d+) 页(?! /)", lines(packs["hz-001.pdf"], begins[1] - 1))]
    assert told == begins[1:]
    # In a folder each file counts for itself.
    pages = {path: len(pypdfium2.PdfDocument(content)) for path, content in packs.items() if path.startswith("hz-001/")}
    counted = [int(number) for number in re.findall(r"(?<!第 )(?<!共 )\b(\d+) 页", lines(packs["hz-001/register.pdf"]))]
    assert sum(counted) == sum(pages.values()) - pages["hz-001/register.pdf"] and len(counted) == len(pages) - 1


def lines(content: bytes, most: int = 99) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in list(pypdfium2.PdfDocument(content))[:most])


# --- again, and after a kill -----------------------------------------------------------------------------------------


def test_a_second_run_makes_nothing_and_a_damaged_file_alone_again(order: tuple[Path, Path], packs: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    config, folder = order
    wish = Wish(["hz-001", "sh-002", "cd-003", "long-4"], form="both")
    torn, gone = folder / "hz-001.pdf", folder / "sh-002" / "register.pdf"
    torn.write_bytes(torn.read_bytes()[:1000])
    gone.unlink()
    (folder / "hz-001.pdf.part").write_bytes(b"half")
    assert run(config, wish, folder, as_of=AS_OF) == 0
    assert "其中 2 个新做" in capsys.readouterr().out
    assert run(config, wish, folder, as_of=AS_OF) == 0
    assert "其中 0 个新做" in capsys.readouterr().out
    assert delivered(folder) == packs


def test_what_no_longer_applies_is_taken_out_of_the_folder(tmp_path: Path) -> None:
    config = handbook(tmp_path)
    wish = Wish(["hz-001"], contents=("sheets",), form="folder")
    assert run(config, wish, tmp_path / "packs", as_of=AS_OF) == 0
    assert run(config, Wish(["sh-002"], contents=("sheets",), form="folder"), tmp_path / "packs", as_of=AS_OF) == 0
    assert (tmp_path / "packs" / "hz-001" / "sheets" / f"{CARD}.pdf").is_file(), "another store's folder is left alone"
    card = next((tmp_path / "standards").glob("**/card.md"))
    card.write_text(card.read_text(encoding="utf-8").replace("status: in-force", "status: retired"), encoding="utf-8")
    for path in (tmp_path / "standards").glob("**/*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("DEMO-CARD,", "").replace("[DEMO-CARD]", "[]"), encoding="utf-8")
    code = run(config, wish, tmp_path / "packs", as_of=AS_OF)
    if code == 0:
        assert not (tmp_path / "packs" / "hz-001" / "sheets" / f"{CARD}.pdf").exists()
    else:
        pytest.fail("the changed handbook should still pass")


def test_killed_in_the_middle_and_run_again_gives_the_same_files(order: tuple[Path, Path], packs: dict[str, bytes]) -> None:
    config, _ = order
    folder = config.parent / "again"
    command = [sys.executable, "-m", "biaochi", "pack", "hz-001", "sh-002", "cd-003", "long-4", "--form", "both",
               "--config", str(config), "--to", str(folder), "--as-of", AS_OF.isoformat()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    end = time.monotonic() + 120
    while len(list(folder.rglob("*.pdf"))) < 3 and time.monotonic() < end and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    whole = {path: content for path, content in delivered(folder).items() if path.endswith(".pdf")}
    assert whole.items() <= packs.items(), "what has its name is whole"
    assert subprocess.run(command, capture_output=True, timeout=300).returncode == 0
    assert delivered(folder) == packs


def test_a_folder_is_written_by_one_process_at_a_time(tmp_path: Path) -> None:
    with Outbox(tmp_path / "packs"), pytest.raises(Busy):
        Outbox(tmp_path / "packs")


# --- workers ---------------------------------------------------------------------------------------------------------


def _square(number: int) -> int:
    return number * number


def _fall_once(flag: str) -> int:
    if not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 7


def _fall(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_work_of_a_lost_process_is_done_again(tmp_path: Path) -> None:
    with spread.processes(2) as hands:
        assert dict(hands.each(_fall_once, [str(tmp_path / "a"), str(tmp_path / "b")])) == {str(tmp_path / "a"): 7, str(tmp_path / "b"): 7}
        assert sorted(hands.each(_square, range(20))) == [(n, n * n) for n in range(20)]


def test_work_that_always_kills_is_given_up() -> None:
    with pytest.raises(spread.Unreachable), spread.processes(1) as hands:
        list(hands.each(_fall, [1]))


def test_an_executor_that_nobody_knows_is_said() -> None:
    with pytest.raises(spread.Unreachable, match="不认识的执行方式"):
        spread.workers("ray://x")


# --- fillable packs --------------------------------------------------------------------------------------------------


def test_the_fields_of_a_fillable_pack_are_named_once_and_stand_in_the_tag_tree(order: tuple[Path, Path], tmp_path: Path) -> None:
    config, _ = order
    assert run(config, Wish(["hz-001"], contents=("sheets",), fillable=True), tmp_path, as_of=AS_OF) == 0
    with pikepdf.open(tmp_path / "hz-001.pdf") as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        assert len(names) == len(set(names)) > 20 and "site" not in names
        assert str(pdf.Root.AcroForm.DA).startswith("/Helv") and "/Helv" in pdf.Root.AcroForm.DR.Font
        drawn = {a.objgen for page in pdf.pages for a in page.obj.get("/Annots", ()) if a.Subtype == "/Widget"}
        told = set()
        waiting = [(pdf.Root.StructTreeRoot.K, "")]
        while waiting:
            element, tag = waiting.pop()
            if isinstance(element, pikepdf.Array):
                waiting.extend((kid, tag) for kid in element)
            elif isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/OBJR" and tag == "/Form":
                told.add(element.Obj.objgen)
            elif isinstance(element, pikepdf.Dictionary) and "/K" in element:
                waiting.append((element.K, str(element.S)))
        assert drawn == told
    result = outloud.check(str(tmp_path / "hz-001.pdf"))
    assert [found.message for found in result.findings if found.severity == "error"] == []
