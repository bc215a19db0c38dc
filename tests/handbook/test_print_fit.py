"""Real sheets: they fill their paper, are large enough to write on, and their fields work in a reader."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest

from biaochi import demo
from biaochi.core.check import check
from biaochi.handbook import pool
from biaochi.handbook.job import Made
from biaochi.handbook.press import jobs
from biaochi.pages import Settings

SETTINGS = Settings(organisation="示范公司", title="示范手册", edition="第一版", site_url="https://handbook.example.com/")
CHANGE = "DEMO-SURVEY.paper: receipt-80\n"
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, Made]]:
    assert pool.unable() is None
    outcome = check(demo.changed(CHANGE), as_of=dt.date(2026, 11, 22))
    found = [job for job in jobs(outcome, SETTINGS, frozenset()) if job.path.startswith("sheets/")]
    yield {one.path: one for one in pool.make(found, {})}


def widgets(content: bytes) -> list[tuple[bool, float, float]]:
    """Of each field: whether it is one of several choices, its width and height in millimetres."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [a for page in pdf.pages for a in page.get("/Annots", ()) if a.get("/Subtype") == "/Widget"]
        boxes = [("/Parent" in field, [float(end) / MILLIMETRE for end in field.Rect]) for field in found]
    return [(choice, box[2] - box[0], box[3] - box[1]) for choice, box in boxes]


def test_no_sheet_has_a_fault(made: dict[str, Made]) -> None:
    assert {path: one.faults for path, one in made.items() if one.faults} == {}
    assert {"sheets/DEMO-CARD.pdf", "sheets/DEMO-CARD-fill.pdf", "sheets/DEMO-VISIT.pdf", "sheets/DEMO-LADDER.pdf"} <= set(made)


def test_a_sheet_of_one_page_uses_its_page(made: dict[str, Made]) -> None:
    """The foot of a card stands in the lowest fifth; a roll is cut at the end of its text."""
    for path in ("sheets/DEMO-CARD.pdf", "sheets/DEMO-SURVEY.pdf"):
        page = pypdfium2.PdfDocument(made[path].content)[0]
        text = page.get_textpage()
        lowest = min(text.get_charbox(n)[1] for n in range(text.count_chars()) if text.get_text_range(n, 1).strip())
        assert lowest < page.get_height() / 5, path
        assert lowest > 3 * MILLIMETRE, path


def test_boxes_are_large_enough_for_a_pen(made: dict[str, Made]) -> None:
    for path, one in made.items():
        found = widgets(one.content) if path.endswith("-fill.pdf") else [(True, 4.0, 4.0)]
        assert found
        for choice, width, height in found:
            assert height >= (3.5 if choice else 4) and width >= (3.5 if choice else 8), path


def test_both_variants_look_alike(made: dict[str, Made]) -> None:
    """One source: laid out the same to a hair, whether printed or filled in."""
    blank, filled = (pypdfium2.PdfDocument(made[f"sheets/DEMO-CARD{end}.pdf"].content)[0] for end in ("", "-fill"))
    texts = [page.get_textpage() for page in (blank, filled)]
    assert texts[0].get_text_range() == texts[1].get_text_range()
    for n in range(texts[0].count_chars()):
        assert texts[0].get_charbox(n) == pytest.approx(texts[1].get_charbox(n), abs=0.01)
    assert not widgets(made["sheets/DEMO-CARD.pdf"].content)


def test_the_fields_work_in_a_reader_that_draws_only_what_it_is_given(made: dict[str, Made]) -> None:
    content = made["sheets/DEMO-CARD-fill.pdf"].content
    pdf = pikepdf.open(io.BytesIO(content))
    fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
    assert {"site", "date", "shift", "item-greet", "item-queue", "sign-1"} <= set(fields)
    assert all(str(field.TU) for field in fields.values())
    yes_no = fields["item-greet"]
    assert str(yes_no.TU).startswith("第 1 项 ") and len(yes_no.Kids) == 2
    for kid in yes_no.Kids:
        on = next(key for key in kid.AP.N if key != "/Off")
        assert b" S" in kid.AP.N[on].read_bytes() and kid.AP.N["/Off"].read_bytes() == b""
    assert fields["date"].AP.N.read_bytes() and str(fields["date"].DA).startswith("/Helv")
    # Typing in Chinese takes the reader's own font: ours is in the file for the printed glyphs only.
    assert len(content) < 80_000


def test_a_ticked_box_shows_its_tick(made: dict[str, Made]) -> None:
    content = made["sheets/DEMO-CARD-fill.pdf"].content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        group = next(field for field in pdf.Root.AcroForm.Fields if field.T == "item-greet")
        kid = group.Kids[0]
        on = next(key for key in kid.AP.N if key != "/Off")
        kid.AS, group.V = pikepdf.Name(on), pikepdf.Name(on)
        box = [float(end) for end in kid.Rect]
        target = io.BytesIO()
        pdf.save(target)
    dark = []
    for data in (content, target.getvalue()):
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
        page = document[0]
        picture = page.render(scale=4, may_draw_forms=True).to_pil().convert("L")
        height = page.get_height()
        inside = picture.crop(tuple(int(4 * end) for end in (box[0] + 1.5, height - box[3] + 1.5, box[2] - 1.5, height - box[1] - 1.5)))
        dark.append(sum(inside.histogram()[:128]))
    assert dark[0] == 0 and dark[1] > 50
