"""A finished PDF is read back: what a reader would miss is a fault of the build, not a surprise at the counter."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf

from biaochi.handbook.fonts import FAMILY
from biaochi.handbook.glyph_tables import PAIR
from biaochi.handbook.job import Fault

_FONT = re.compile(rb"/([A-Z]+) [\d.]+ Tf|<([0-9a-f]+)>")
_NOT_TEXT = re.compile(rb"<</MCID \d+>>")


def read_back(
    content: bytes, pages: int, entries: Iterable[str] = (), families: Sequence[str] = (FAMILY.replace(" ", "-"),)
) -> Iterator[Fault]:
    """Compare a PDF with what it should be: number of pages, bookmarks, links, fonts, and the ids in its text."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) != pages:
            yield Fault("PRT008", f"排出 {pages} 页，文件里有 {len(pdf.pages)} 页", "重新构建；仍如此请反映")
        yield from _destinations(pdf)
        yield from _fonts(pdf, families)
        text = "\n".join(page_texts(pdf))
        missing = [entry for entry in entries if entry not in text]
        if missing:
            yield Fault("PRT008", f"印出的文字里找不到 {'、'.join(missing[:5])}", "检查这些条目的编号是否印在标题下")


def _destinations(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    pages = {page.objgen for page in pdf.pages}
    names: dict[str, Any] = {}
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        names = {str(name): goal for name, goal in pikepdf.NameTree(pdf.Root.Names.Dests).items()}

    def leads(goal: Any) -> bool:
        if isinstance(goal, pikepdf.String):
            goal = names.get(str(goal))
        if isinstance(goal, pikepdf.Dictionary):
            goal = goal.get("/D")
        return isinstance(goal, pikepdf.Array) and len(goal) > 0 and goal[0].objgen in pages

    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            item = waiting.pop()
            waiting.extend(item.children)
            action: Any = item.action or {}
            goal: Any = item.destination if item.destination is not None else action.get("/D")
            if not leads(goal):
                yield Fault("PRT006", f"书签“{item.title}”没有去处", "检查这个标题是否还在书里")
    for number, page in enumerate(pdf.pages, 1):
        for link in page.get("/Annots", ()):
            if link.get("/Subtype") != "/Link":
                continue
            reached = link.get("/A")
            if reached is not None and reached.get("/S") == "/URI":
                continue
            goal = link.get("/Dest") if reached is None else reached.get("/D")
            if not leads(goal):
                yield Fault("PRT006", f"第 {number} 页的链接“{goal}”没有去处", "改正链接，或删去它")


def _fonts(pdf: pikepdf.Pdf, families: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    fonts = {font.objgen: font for page in pdf.pages for _, font in _faces(page)}
    for font in fonts.values():
        name = str(font.get("/BaseFont", "/?"))[1:]
        descendant = font.get("/DescendantFonts", [font])[0]
        described: Any = descendant.get("/FontDescriptor", {})
        embedded = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        if (not embedded or not any(family in name for family in families)) and name not in seen:
            seen.add(name)
            yield Fault("PRT009", f"字体“{name}”{'不是指定的字体' if embedded else '没有嵌入'}", "检查字体设置，只用指定的字体")


def page_texts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The text of each page as it is drawn, taken out of the file itself."""
    maps: dict[tuple[int, int], dict[bytes, str]] = {}
    for page in pdf.pages:
        faces: dict[bytes, dict[bytes, str]] = {}
        for name, font in _faces(page):
            if font.objgen not in maps:
                maps[font.objgen] = _characters(font)
            faces[name[1:].encode()] = maps[font.objgen]
        yield _text(page_content(page), faces)


def _faces(page: Any) -> list[tuple[str, Any]]:
    resources = page.obj.get("/Resources")
    fonts = resources.get("/Font") if resources is not None else None
    return list(fonts.items()) if fonts is not None else []


def page_content(page: pikepdf.Page) -> bytes:
    """What a page draws, whether it is written as one stream or several."""
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        return b"\n".join(part.read_bytes() for part in contents)
    return bytes(contents.read_bytes()) if contents is not None else b""


def _text(drawn: bytes, faces: dict[bytes, dict[bytes, str]]) -> str:
    face: dict[bytes, str] = {}
    found: list[str] = []
    for name, codes in _FONT.findall(_NOT_TEXT.sub(b"", drawn)):
        if name:
            face = faces.get(name, {})
        else:
            found.extend(face.get(codes[at : at + 4], "") for at in range(0, len(codes), 4))
    return "".join(found)


def _characters(font: Any) -> dict[bytes, str]:
    """Glyph → characters, from the font's own ToUnicode table."""
    if "/ToUnicode" not in font:
        return {}
    return {
        code: bytes.fromhex(to.decode()).decode("utf-16-be", "replace")
        for code, to in PAIR.findall(font.ToUnicode.read_bytes())
    }
