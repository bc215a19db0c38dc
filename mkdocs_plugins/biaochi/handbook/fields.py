"""Form fields of a finished PDF, made fit for a phone.

The layout engine writes fields that lean on the reader: appearances left to it, text in a font that holds only the
glyphs of the page. Readers on phones draw what they are given, and whoever types needs a font of their own reader.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

DEFAULT = "/Helv 0 Tf 0 g"
"""How a field is set where nothing else is said: in the reader's own font, size 0: as large as fits."""

_MANY_LINES = 1 << 12


def mend(pdf: pikepdf.Pdf) -> None:
    """Give every field an appearance, its text the reader's own font, and every group of choices a name for people."""
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    form["/DR"] = Dictionary(Font=Dictionary(Helv=font))
    form["/DA"] = String(DEFAULT)
    form["/NeedAppearances"] = False
    kids = {kid.objgen for field in form.Fields for kid in field.get("/Kids", ())}
    # The engine lists the choices of a group beside the group itself.
    form["/Fields"] = Array([field for field in form.Fields if field.objgen not in kids])
    for field in form.Fields:
        if "/Kids" in field:
            _group(pdf, field)
        elif field.FT == "/Tx":
            _text(pdf, field)


def _text(pdf: pikepdf.Pdf, field: Any) -> None:
    left, bottom, right, top = _box(field)
    field["/DA"] = String("/Helv 10 Tf 0 g" if int(field.get("/Ff", 0)) & _MANY_LINES else DEFAULT)
    field["/AP"] = Dictionary(N=_drawing(pdf, right - left, top - bottom, b"/Tx BMC EMC"))
    field["/Rect"] = Array([left, bottom, right, top])


def _group(pdf: pikepdf.Pdf, group: Any) -> None:
    """Choices of which one holds: each in its box, told apart by the word after the last colon."""
    group["/TU"] = String(str(group.get("/TU", "")).rpartition("：")[0] or str(group.get("/T", "")))
    for number, kid in enumerate(group.Kids):
        left, bottom, right, top = _box(kid)
        width, height = right - left, top - bottom
        on = Name(f"/{number}")
        kid["/AP"] = Dictionary(
            N=Dictionary({str(on): _drawing(pdf, width, height, _tick(width, height)), "/Off": _drawing(pdf, width, height, b"")})
        )
        kid["/Rect"] = Array([left, bottom, right, top])
        for key in ("/MK", "/T", "/FT"):
            if key in kid:
                del kid[key]


def _tick(width: float, height: float) -> bytes:
    """A tick mark across the box, drawn, so that no reader needs a font for it."""
    points = ((0.2, 0.5), (0.42, 0.24), (0.84, 0.8))
    steps = [f"{x * width:.2f} {y * height:.2f} {'m' if at == 0 else 'l'}" for at, (x, y) in enumerate(points)]
    return f"q 0 G {min(width, height) * 0.13:.2f} w 1 J 1 j {' '.join(steps)} S Q".encode()


def _drawing(pdf: pikepdf.Pdf, width: float, height: float, content: bytes) -> Any:
    drawn = Stream(pdf, content)
    drawn.stream_dict.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, round(width, 2), round(height, 2)])})
    return drawn


def _box(field: Any) -> tuple[float, float, float, float]:
    """The rectangle with its corners in order."""
    x1, y1, x2, y2 = (round(float(end), 2) for end in field.Rect)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
