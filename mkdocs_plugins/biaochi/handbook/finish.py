"""The last hand on a PDF: what readers of screens and printers of links need and the layout engine leaves out."""

from __future__ import annotations

import io
from urllib.parse import unquote

import pikepdf

from biaochi.handbook import fields
from biaochi.handbook.structure import put_right

ELSEWHERE = "book:"
"""Begins the address of a link to another part of the book."""


def finish(content: bytes, name: str = "") -> bytes:
    """The same pages, with their tags put right, links that print as they show, and links to other parts of the book as
    destinations. ``name`` tells the headers of tables apart from those of other parts."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for annotation in page.get("/Annots", ()):
                # Bit 3: what is on the screen is on the paper.
                annotation["/F"] = int(annotation.get("/F", 0)) | 4
                address = str(annotation.A.get("/URI", "")) if "/A" in annotation else ""
                if address.startswith(ELSEWHERE):
                    del annotation["/A"]
                    annotation["/Dest"] = pikepdf.String(unquote(address[len(ELSEWHERE) :]))
        fields.mend(pdf)
        put_right(pdf, name)
        if name:
            # Binding makes them anew for the whole book.
            for key in ("/Names", "/Outlines", "/Metadata"):
                if key in pdf.Root:
                    del pdf.Root[key]
        return saved(pdf)


def stamped(content: bytes, receipt: str) -> bytes:
    """The PDF with the receipt of its build in the metadata, nothing else changed."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        words = f"receipt:{receipt}"
        pdf.docinfo["/Keywords"] = words
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["pdf:Keywords"] = words
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF: the same for the same content, wherever and whenever."""
    target = io.BytesIO()
    pdf.save(
        target, deterministic_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True, stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return target.getvalue()
