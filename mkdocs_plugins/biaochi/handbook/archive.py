"""The archive variant: a PDF that keeps PDF/A-3a beside PDF/UA-1, with the sources of its entries attached.

Whoever opens it in twenty years finds the text as it was written and the metrics as figures, without this program.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from biaochi.core.check import Outcome
from biaochi.core.model import Standard
from biaochi.core.slotted import dataclass
from biaochi.handbook.finish import saved
from biaochi.handbook.metadata import set_packet
from biaochi.pages.export import metrics_json, standard_json

_PROFILE = "sRGB2014.icc"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within a PDF. ``relationship`` is PDF/A-3's word for what it is to the pages."""

    name: str
    content: bytes
    kind: str
    relationship: str
    description: str


def archive_path(path: str) -> str:
    """Where the archive variant of a file stands: beside it."""
    return f"{path.removesuffix('.pdf')}-archive.pdf"


def sources_of(entries: Sequence[str], outcome: Outcome, texts: Mapping[str, str]) -> Iterator[Attached]:
    """The Markdown of each entry, and for a standard its metrics and promises as JSON; for a paper without entries (the
    register) those of all standards."""
    if not entries:
        yield Attached("metrics.json", metrics_json(outcome).encode(), "application/json", "Data", "全部指标与承诺")
    for name in sorted(entries):
        entry = outcome.catalogue.entries[name]
        text = texts.get(entry.path)
        if text is not None:
            yield Attached(f"{name}.md", text.encode(), "text/markdown", "Source", f"{entry.title}（{name}）的原文")
        if isinstance(entry, Standard) and entry.metrics:
            data = standard_json(entry, outcome).encode()
            yield Attached(f"{name}.metrics.json", data, "application/json", "Data", f"{entry.title}（{name}）的指标与承诺")


def archived(content: bytes, attached: Sequence[Attached], as_of: dt.date) -> bytes:
    """The same pages as PDF/A-3a, with these files. The same bytes for the same content, files and day."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        profile = Stream(pdf, _profile())
        profile.stream_dict["/N"] = 3
        pdf.Root["/OutputIntents"] = Array([
            Dictionary(
                Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"), Info=String("sRGB2014"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ])
        files = {one.name: pdf.make_indirect(_filed(pdf, one, as_of)) for one in attached}
        if files:
            pdf.Root["/AF"] = Array(list(files.values()))
            tree = Array([thing for name in sorted(files, key=str.encode) for thing in (String(name), files[name])])
            names = pdf.Root.get("/Names") or Dictionary()
            names["/EmbeddedFiles"] = pdf.make_indirect(Dictionary(Names=tree))
            pdf.Root["/Names"] = names
        set_packet(pdf, archive=True)
        return saved(pdf)


def _filed(pdf: pikepdf.Pdf, one: Attached, as_of: dt.date) -> Dictionary:
    stream = Stream(pdf, one.content)
    kind = Name("/" + one.kind)
    day = String(f"D:{as_of:%Y%m%d}000000Z")
    stream.stream_dict.update({
        "/Type": Name.EmbeddedFile, "/Subtype": kind,
        "/Params": Dictionary(
            Size=len(one.content), ModDate=day, CheckSum=String(hashlib.md5(one.content, usedforsecurity=False).digest())
        ),
    })
    embedded = pdf.make_indirect(stream)
    return Dictionary(
        Type=Name.Filespec, F=String(one.name), UF=String(one.name), Desc=String(one.description),
        AFRelationship=Name("/" + one.relationship), EF=Dictionary(F=embedded, UF=embedded),
    )


def _profile() -> bytes:
    """The colour profile that WeasyPrint brings. Finding a module does not load it, nor the native libraries."""
    found = find_spec("weasyprint")
    assert found is not None and found.submodule_search_locations
    return (Path(found.submodule_search_locations[0]) / "pdf" / _PROFILE).read_bytes()
