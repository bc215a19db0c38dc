"""The tag tree of a finished PDF, put right: what readers of screens hear.

The layout engine tags every box. Four things are left to do: lists hold list items and nothing else, boxes that say
nothing are no part of what is read, those that only say that they are boxes make room for their content (two of five
elements, and as much of the memory that binding a long book takes), and running heads and feet are artefacts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_MARK = re.compile(rb"/[A-Za-z0-9]+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
_SILENT = ("/Span", "/NonStruct", "/Div", "/P", "/LI", "/LBody", "/Lbl", "/L", "/Link", "/Sect")
_CELLS = ("/TH", "/TD")
_IN_A_LIST = ("/LI", "/L", "/Caption")
_MEANINGLESS = ("/Span", "/NonStruct")
_OF_TEXT = ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/TD", "/TH", "/Link", "/LBody", "/Lbl", "/Caption", "/Div", *_MEANINGLESS)
_PLAIN = {"/Type", "/S", "/P", "/Pg", "/K"}

Marks = dict[Any, Any]
"""Page → its row of the parent tree: number of a mark → the element it belongs to."""


def put_right(pdf: pikepdf.Pdf, name: str = "") -> None:
    """Repair the tag tree in place. A PDF without tags is left alone.

    Headers of tables get ids that begin with ``name``, and are listed, as readers expect that look them up.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    _headers(pdf, root, name)
    heard: dict[Any, set[int]] = defaultdict(set)
    document = root.K[0] if isinstance(root.K, Array) else root.K
    marks = _marks(pdf, root)
    _element(pdf, document, heard, marks)
    _artefacts(pdf, heard, marks)


def _marks(pdf: pikepdf.Pdf, root: Any) -> Marks:
    nums = root.ParentTree.Nums
    rows = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
    return {page.objgen: rows.get(int(page.obj.get("/StructParents", -1))) for page in pdf.pages}


def _headers(pdf: pikepdf.Pdf, root: Any, name: str) -> None:
    """The ids of table headers: unique in a bound book, and in the tree of ids."""
    found: dict[str, Any] = {}
    waiting = [root.K[0] if isinstance(root.K, Array) else root.K]
    while waiting:
        element = waiting.pop()
        if element.get("/S") in _CELLS:
            if "/ID" in element:
                element["/ID"] = String(f"{name}{element.ID}")
                found[str(element.ID)] = element
            if "/A" in element and "/Headers" in element.A:
                element.A["/Headers"] = Array([String(f"{name}{header}") for header in element.A.Headers])
        kids = element.get("/K", ())
        waiting.extend(kid for kid in (kids if isinstance(kids, Array) else (kids,)) if isinstance(kid, Dictionary))
    if found:
        root["/IDTree"] = pdf.make_indirect(Dictionary(Names=Array([part for key in sorted(found) for part in (String(key), found[key])])))


def _element(pdf: pikepdf.Pdf, element: Any, heard: dict[Any, set[int]], marks: Marks) -> bool:
    """Put an element and all below it right; whether anything of it is left to be heard."""
    kids = element.get("/K")
    page = element.get("/Pg")
    kept: list[Any] = []
    tag = str(element.get("/S", ""))
    for kid in kids if isinstance(kids, Array) else ([] if kids is None else [kids]):
        if isinstance(kid, int):
            heard[page.objgen].add(kid)
            kept.append(kid)
        elif kid.get("/Type") == "/OBJR":
            kept.append(kid)
        elif _element(pdf, kid, heard, marks):
            kept.extend(_let_out(kid, element, tag, marks))
    if tag == "/L":
        kept = [_item(pdf, element, kid) for kid in kept]
    elif tag != "/LI":
        for kid in kept:
            if not isinstance(kid, int) and kid.get("/S") == "/LI":
                _loosened(kid)
    if not kept and tag in _SILENT and "/Alt" not in element:
        return False
    element["/K"] = Array(kept)
    return True


def _let_out(kid: Any, element: Any, tag: str, marks: Marks) -> list[Any]:
    """A child, or in its place what stands in it where it says nothing of its own."""
    page = kid.get("/Pg")
    if (
        tag not in _OF_TEXT
        or kid.get("/S") not in _MEANINGLESS
        or not _PLAIN.issuperset(kid.keys())
        or page is None
        or "/Pg" not in element
        or element.Pg.objgen != page.objgen
        or marks.get(page.objgen) is None
    ):
        return [kid]
    inner = list(kid.K) if isinstance(kid.K, Array) else [kid.K]
    if any(not isinstance(one, int) and one.get("/Type") == "/OBJR" for one in inner):
        return [kid]
    for one in inner:
        if isinstance(one, int):
            marks[page.objgen][one] = element
        else:
            one["/P"] = element
    return inner


def _item(pdf: pikepdf.Pdf, parent: Any, kid: Any) -> Any:
    """A child of a list: itself if it is an item, otherwise in the body of one."""
    if not isinstance(kid, int) and str(kid.get("/S")) in _IN_A_LIST:
        return kid
    item = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LI, P=parent, K=Array([])))
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array([kid])))
    for made in (item, body):
        if "/Pg" in parent:
            made["/Pg"] = parent.Pg
    item.K.append(body)
    if not isinstance(kid, int):
        kid["/P"] = body
    return item


def _loosened(item: Any) -> None:
    """An item outside a list is a block like others."""
    item["/S"] = Name.Div
    for kid in item.get("/K", ()):
        if not isinstance(kid, int) and kid.get("/S") in ("/LBody", "/Lbl"):
            kid["/S"] = Name.Div


def _artefacts(pdf: pikepdf.Pdf, heard: dict[Any, set[int]], marks: Marks) -> None:
    """What is drawn and not in the tree is an artefact: running heads and feet."""
    for page in pdf.pages:
        known = heard[page.objgen]
        contents = page.obj.get("/Contents")
        if contents is None:
            continue
        drawn = (
            b"\n".join(part.read_bytes() for part in contents) if isinstance(contents, Array) else contents.read_bytes()
        )
        parents = marks.get(page.objgen)

        def mark(match: re.Match[bytes], known: set[int] = known, parents: Any = parents) -> bytes:
            number = int(match[1])
            if number in known:
                return match[0]
            if parents is not None and number < len(parents):
                parents[number] = None
            return b"/Artifact BMC"

        page.obj["/Contents"] = pdf.make_stream(_MARK.sub(mark, drawn))
