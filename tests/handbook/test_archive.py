"""The archive variant: PDF/A-3a beside PDF/UA-1, with the sources attached; the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator

import pikepdf
import pytest

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.handbook.archive import archive_path, archived, sources_of
from biaochi.handbook.finish import saved
from biaochi.handbook.metadata import set_packet

DAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check(demo.handbook(), as_of=DAY)


def plain() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"], pdf.docinfo["/Author"] = "手册 <一>", "示范公司 & 伙伴"
        set_packet(pdf)
        return saved(pdf)


@pytest.fixture(scope="module")
def made(outcome: Outcome) -> Iterator[pikepdf.Pdf]:
    files = tuple(sources_of(("DEMO-WAIT", "DEMO-CARD"), outcome, demo.handbook()))
    with pikepdf.open(io.BytesIO(archived(plain(), files, DAY))) as pdf:
        yield pdf


def test_the_same_content_gives_the_same_bytes(outcome: Outcome) -> None:
    files = tuple(sources_of(("DEMO-WAIT",), outcome, demo.handbook()))
    assert archived(plain(), files, DAY) == archived(plain(), files, DAY)


def test_it_says_that_it_keeps_both_standards(made: pikepdf.Pdf) -> None:
    told = made.open_metadata()
    assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")
    assert told["dc:title"] == "手册 <一>" and told["dc:creator"] == ["示范公司 & 伙伴"]
    assert b"pdfaSchema:prefix>pdfuaid<" in made.Root.Metadata.read_bytes()
    (intent,) = made.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1" and intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_the_sources_are_attached_and_declared(made: pikepdf.Pdf) -> None:
    found = {str(one.UF): one for one in made.Root.AF}
    assert {name: str(one.AFRelationship) for name, one in found.items()} == {
        "DEMO-CARD.md": "/Source", "DEMO-WAIT.md": "/Source", "DEMO-WAIT.metrics.json": "/Data",
    }
    assert sorted(made.attachments) == sorted(found)
    path = next(path for path, text in demo.handbook().items() if "id: DEMO-WAIT" in text)
    assert made.attachments["DEMO-WAIT.md"].get_file().read_bytes().decode() == demo.handbook()[path]
    data = json.loads(found["DEMO-WAIT.metrics.json"].EF.F.read_bytes())
    assert [metric["id"].split("/")[0] for metric in data["metrics"]] == ["DEMO-WAIT"] * len(data["metrics"])
    for one in found.values():
        assert str(one.EF.F.Params.ModDate) == "D:20261122000000Z" and one.EF.F.Subtype in ("/text/markdown", "/application/json")
        assert str(one.Desc)


def test_the_register_carries_all_metrics(outcome: Outcome) -> None:
    (file,) = sources_of((), outcome, {})
    assert file.name == "metrics.json" and len(json.loads(file.content)["metrics"]) >= 2


def test_it_stands_beside_the_file() -> None:
    assert archive_path("handbooks/all.pdf") == "handbooks/all-archive.pdf"
