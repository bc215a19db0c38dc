"""An independent checker looks at the printed files: PDF/UA-1 without a failure, on the largest book as well."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import outloud
import pikepdf
import pytest

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.core.read import read
from biaochi.handbook import pool
from biaochi.handbook.archive import archived, sources_of
from biaochi.handbook.finish import saved
from biaochi.handbook.job import Made
from biaochi.handbook.press import jobs
from biaochi.pages import Settings

ROOT = Path(__file__).resolve().parents[2]
AS_OF = dt.date(2026, 11, 22)
SETTINGS = Settings(organisation="示范公司", title="示范手册", edition="第一版", site_url="https://handbook.example.com/")


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check(demo.handbook(), as_of=AS_OF)


@pytest.fixture(scope="module")
def made(outcome: Outcome) -> Iterator[dict[str, Made]]:
    yield {one.path: one for one in pool.make(jobs(outcome, SETTINGS, frozenset()), {})}


def failures(content: bytes, folder: Path, pages: int) -> list[str]:
    path = folder / "checked.pdf"
    path.write_bytes(content)
    result = outloud.check(str(path))
    assert result.error is None and result.stats["pages"] == pages
    return [f"{found.rule} {found.message}" for found in result.findings if found.severity == "error"]


def test_every_kind_of_printed_file_is_accessible(made: dict[str, Made], tmp_path: Path) -> None:
    assert len(made) > 8
    assert {path: found for path, one in made.items() if (found := failures(one.content, tmp_path, one.pages))} == {}


def test_the_checker_can_fail(made: dict[str, Made], tmp_path: Path) -> None:
    sheet = made["sheets/DEMO-CARD.pdf"]
    with pikepdf.open(io.BytesIO(sheet.content)) as pdf:
        del pdf.Root["/Lang"]
        assert failures(saved(pdf), tmp_path, sheet.pages)


def test_the_archive_variant_stays_accessible(made: dict[str, Made], outcome: Outcome, tmp_path: Path) -> None:
    book = made["handbooks/all.pdf"]
    files = tuple(sources_of(tuple(outcome.catalogue.entries), outcome, demo.handbook()))
    assert failures(archived(book.content, files, AS_OF), tmp_path, book.pages) == []


@pytest.mark.slow
@pytest.mark.parametrize(("path", "pages"), [("handbooks/sector-hotel.pdf", 20), ("handbooks/all.pdf", 200)])
def test_a_book_of_our_own_handbook_is_accessible(path: str, pages: int, tmp_path: Path) -> None:
    sources = read(ROOT)
    outcome = check(sources.texts, as_of=AS_OF, findings=sources.findings)
    assets = {path: ROOT / path for path in sources.assets}
    found = jobs(outcome, SETTINGS, frozenset(assets), wanted=path.__eq__)
    (book,) = pool.make(found, assets)
    assert book.faults == () and book.pages > pages
    assert failures(book.content, tmp_path, book.pages) == []
