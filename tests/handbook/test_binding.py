"""Books are bound from parts: what is unchanged is not laid out again, and the whole is as if made at one go."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from biaochi import demo
from biaochi.core.check import check
from biaochi.handbook import pool
from biaochi.handbook.book import FORMATS
from biaochi.handbook.fonts import Fonts, find_fonts
from biaochi.handbook.job import Binding, Job, Made, Part, Volume
from biaochi.handbook.press import jobs
from biaochi.handbook.running import Running
from biaochi.pages import Settings

SETTINGS = Settings(organisation="示范公司", title="示范手册", edition="第一版", site_url="https://handbook.example.com/")
LONGER = 'DEMO-WAIT.body+: "' + "".join(f"\\n## 第{sign}节\\n\\n说明" + "很长" * 400 + "。\\n" for sign in "甲乙丙丁") + '"\n'


def volume(change: str = "", edition: str = "第一版") -> Volume:
    texts = demo.changed(change) if change else demo.handbook()
    found = jobs(check(texts, as_of=dt.date(2026, 11, 22)), Settings(**{**settings(), "edition": edition}), frozenset())
    return next(job for job in found if isinstance(job, Volume) and job.path == "handbooks/all.pdf")


def settings() -> dict[str, Any]:
    return {name: getattr(SETTINGS, name) for name in SETTINGS.__dataclass_fields__}


@dataclass
class Press:
    """The real press, which counts what it is given to do."""

    kept: Path
    work: list[Job | Part | Binding] = field(default_factory=list)

    def make(self, book: Volume) -> Made:
        self.work.clear()
        (made,) = pool.make([book], {}, kept=self.kept)
        return made

    def laid_out(self) -> list[Part]:
        return [work for work in self.work if isinstance(work, Part)]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    found = Press(tmp_path_factory.mktemp("kept"))
    real = pool.do_guarded
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "do_guarded", lambda work, *rest: (found.work.append(work), real(work, *rest))[1])
        yield found


@pytest.fixture(scope="module")
def made(press: Press) -> Made:
    return press.make(volume())


@pytest.fixture(scope="module")
def pdf(made: Made) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made.content)) as found:
        yield found


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [re.sub(r"\s+", "", page.get_textpage().get_text_range()) for page in document]


def test_a_bound_book_has_no_fault(made: Made) -> None:
    assert made.faults == ()
    assert made.pages == len(pypdfium2.PdfDocument(made.content))


def test_the_margin_says_to_which_page_a_link_leads_where_the_text_does_not(pdf: pikepdf.Pdf, made: Made) -> None:
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    goals = {str(name): numbers[goal[0].objgen] for name, goal in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    told = 0
    for number, (page, text) in enumerate(zip(pdf.pages, pages(made.content), strict=True), 1):
        led = {goals[str(link.Dest)] for link in page.get("/Annots", ()) if "/Dest" in link} - {number}
        beside = {int(found) for row in re.findall(r"见((?:\d+、)*\d+)页", text) for found in row.split("、")}
        assert beside <= led, number
        if "目录" in text[:20] or "索引" in text[:20]:
            assert not beside
        elif led and "→" not in text:
            assert beside == led, number
            told += len(led)
    assert told


def test_the_second_press_lays_out_nothing_and_gives_the_same_bytes(press: Press, made: Made) -> None:
    again = press.make(volume())
    assert (press.work, again.content) == ([], made.content)


def test_another_edition_lays_out_the_cover_only(press: Press, made: Made) -> None:
    other = press.make(volume(edition="第二版"))
    assert [part.margin for part in press.laid_out()] == [0]
    assert all("第二版" in page and "第一版" not in page for page in pages(other.content)[1:])


def test_after_a_change_only_its_part_and_what_names_pages_are_laid_out(press: Press, made: Made) -> None:
    after = press.make(volume(LONGER))
    assert after.faults == () and after.pages > made.pages
    laid = press.laid_out()
    changed = [part for part in laid if "DEMO-WAIT" in part.entries]
    assert len(changed) == 1
    assert all(not part.entries for part in laid if part is not changed[0])
    text = pages(after.content)
    contents = next(page for page in text if "通用··" in page)
    for title in ("柜台服务流程", "投诉分级响应"):
        printed = int(re.search(re.escape(title) + r"·+(\d+)", contents)[1])  # type: ignore[index]
        assert title in text[printed - 1] and f"第{printed}页/共{after.pages}页" in text[printed - 1]


def test_what_is_pressed_from_kept_parts_is_what_is_pressed_afresh(press: Press, made: Made, tmp_path: Path) -> None:
    (fresh,) = pool.make([volume(LONGER)], {}, kept=tmp_path)
    assert press.make(volume(LONGER)).content == fresh.content


def test_each_face_is_embedded_once(pdf: pikepdf.Pdf) -> None:
    fonts = {font.objgen: str(font.BaseFont) for page in pdf.pages for font in page.obj.Resources.Font.values()}
    assert len(fonts) == 2
    assert all(re.fullmatch(r"/[A-Z]{6}\+Noto-Sans-SC(-Bold)?", name) for name in fonts.values())


def test_every_mark_of_every_page_is_in_the_tree_once(pdf: pikepdf.Pdf) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
    assert sorted(parents) == list(range(len(parents)))
    marks: Counter[tuple[tuple[int, int], int]] = Counter()
    for page, number, element in kids(pdf):
        marks[page, number] += 1
        by_page = next(one for one in pdf.pages if one.obj.objgen == page)
        assert parents[int(by_page.obj.StructParents)][number].objgen == element.objgen
    assert set(marks.values()) == {1}
    drawn = sum(
        len(re.findall(rb"/MCID \d+", part.read_bytes()))
        for page in pdf.pages
        for part in (page.obj.Contents if isinstance(page.obj.Contents, pikepdf.Array) else [page.obj.Contents])
    )
    assert drawn == len(marks)


def kids(pdf: pikepdf.Pdf) -> Iterator[tuple[tuple[int, int], int, Any]]:
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        for kid in element.get("/K", ()):
            if isinstance(kid, int):
                yield element.Pg.objgen, kid, element
            elif kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == element.objgen
                waiting.append(kid)


def test_headers_of_tables_have_ids_of_their_own(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Names
    known = [str(names[at]) for at in range(0, len(names), 2)]
    assert known == sorted(set(known))
    waiting, cells = [pdf.Root.StructTreeRoot.K[0]], 0
    while waiting:
        element = waiting.pop()
        waiting.extend(kid for kid in element.get("/K", ()) if not isinstance(kid, int) and "/S" in kid)
        for header in element.get("/A", {}).get("/Headers", ()) if isinstance(element.get("/A"), pikepdf.Dictionary) else ():
            cells += 1
            assert str(header) in known
    assert cells


def test_running_heads_are_artefacts_with_chapter_and_pages(pdf: pikepdf.Pdf, made: Made) -> None:
    for number, text in enumerate(pages(made.content)[1:], 2):
        assert f"第{number}页/共{made.pages}页" in text and "第一版" in text and "示范手册" in text
    for page in list(pdf.pages)[1:]:
        head, foot, _ = (part.read_bytes() for part in page.obj.Contents)
        for strip in (head, foot):
            assert strip.startswith(b"/Artifact") and strip.rstrip().endswith(b"EMC") and b"MCID" not in strip


def test_a_leaf_out_of_its_binder_says_of_which_book_and_entry_it_is(made: Made) -> None:
    leaves = pages(made.content)
    assert all("示范手册·全册" in leaf for leaf in leaves[1:])
    of_the_standard = [leaf for leaf in leaves if "通用·DEMO-WAIT1.1" in leaf]
    assert len(of_the_standard) > 1 and "编号：DEMO-WAIT" in of_the_standard[0] and "编号：" not in of_the_standard[1]


def test_what_would_run_over_by_a_few_lines_is_drawn_in() -> None:
    """A sheet with one line on it, in every book, is paper for nothing."""
    parts = tuple(
        Part(f'<!doctype html><html lang="zh-Hans"><head><title>长</title></head><body>{"<p>一行。</p>" * lines}</body></html>')
        for lines in (37, 38, 41, 43, 60)
    )
    (found,) = pool.make([Volume("b.pdf", "书", "社", "一", parts)], {})
    assert found.faults == ()
    assert [page.count("一行。") for page in pages(found.content)] == [37, 38, 41, 37, 6, 37, 23]


def test_the_figure_behind_a_clause_is_not_broken_over_two_lines() -> None:
    """“≥” at the end of a line and “95%” on the next is a figure that nobody reads right."""
    figure = "≥ 95%，红线 90%"
    clauses = "".join(f'<p>{"长" * length}<span class="bc-clause__tools"><a class="bc-clause__metric">{figure}</a></span></p>' for length in range(34, 52))
    part = Part(f'<!doctype html><html lang="zh-Hans"><head><title>款</title></head><body>{clauses}</body></html>')
    (found,) = pool.make([Volume("b.pdf", "书", "社", "一", (part,))], {})
    lines = [line.replace(" ", "") for page in pypdfium2.PdfDocument(found.content) for line in page.get_textpage().get_text_range().splitlines()]
    assert sum(figure.replace(" ", "") in line for line in lines) == 18


@pytest.mark.parametrize(
    ("to", "side", "told"),
    [((31,), 18, "见 31 页"), ((381,), 18, "见 381 页"), ((193, 57), 18, "193、57"), ((1932, 1577), 18, "→ 1932…"), ((31,), FORMATS["A5"].margin, "→ 31"), ((179,), FORMATS["A5"].margin, "→179")],
)
def test_what_stands_in_the_margin_is_told_apart_from_its_edge(to: tuple[int, ...], side: float, told: str) -> None:
    """An office printer leaves 4.2 mm of the edge white: of “→ 193、57” it printed “→ 193、5”."""
    fonts = find_fonts()
    assert isinstance(fonts, Fonts)
    running = Running(fonts.path(400), "F")
    width = 595.28
    drawn = running.beside([(100.0, to)], width, side).decode()
    x = float(re.search(r"1 0 0 1 (\S+) ", drawn)[1])  # type: ignore[index]
    (line,) = (one for one in running.known.values() if one.drawn(x, 100.0) in drawn)
    assert "".join(line.clusters) == told
    assert x + line.width <= width - 4.2 / 25.4 * 72


def test_the_boxes_of_a_drawing_lead_to_their_steps(pdf: pikepdf.Pdf) -> None:
    boxes = [
        (str(link.Dest), str(link.Contents))
        for page in pdf.pages for link in page.get("/Annots", ())
        if "/Dest" in link and abs(float(link.Rect[3]) - float(link.Rect[1])) > 20
    ]  # fmt: skip
    told = [(name, text) for name, text in boxes if re.match(r"第 \d+ 页：第 \d+ (步|级) ", text)]
    assert len(told) > 3 and all("--step-" in name or "--tier-" in name for name, _ in told)


def test_links_say_where_they_lead(pdf: pikepdf.Pdf) -> None:
    links = [link for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link]
    assert links and all(re.match(r"第 \d+ 页", str(link.Contents)) for link in links)


def test_a_part_that_cannot_be_laid_out_costs_its_own_pages_only(press: Press) -> None:
    book = volume()
    at = next(n for n, part in enumerate(book.parts) if "DEMO-WAIT" in part.entries)
    part = book.parts[at]
    broken = part.html.replace("</body>", "<blockquote>" * 500 + "深" + "</blockquote>" * 500 + "</body>")
    parts = (*book.parts[:at], Part(broken, part.style, part.head, part.margin, part.entries), *book.parts[at + 1 :])
    made = press.make(replace(book, parts=parts))
    codes = {fault.code: fault.message for fault in made.faults}
    assert "DEMO-WAIT" in codes["PRT013"]
    text = "".join(pages(made.content))
    assert "这里的内容没有印出：PRT013" in text and "DEMO-VISIT" in text


def test_a_sign_that_the_heads_cannot_show_is_a_fault(press: Press) -> None:
    assert "PRT004" in {fault.code for fault in press.make(volume(edition="第\U0001f9f9版")).faults}
