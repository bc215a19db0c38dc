"""Several finished PDFs as one: pages numbered through, bookmarks, links, form fields, and one tag tree over all of them.

pikepdf brings pages, fields and named destinations across. What readers of screens hear (the structure tree), the
bookmarks, and the fonts, which would otherwise stand in the file once a part, are put together here.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from biaochi.core.slotted import dataclass
from biaochi.handbook.fields import DEFAULT
from biaochi.handbook.finish import saved
from biaochi.handbook.paging import number_through
from biaochi.handbook.shared_fonts import share_fonts


@dataclass(frozen=True, slots=True)
class Part:
    """One finished PDF and what it is called in the bookmarks."""

    title: str
    content: bytes


def merged(parts: Sequence[Part], title: str) -> bytes:
    """One PDF of all parts, in order; language, metadata and viewer settings are those of the first."""
    with pikepdf.open(io.BytesIO(parts[0].content)) as pdf:
        root = _tagged_root(pdf)
        marks = [_bookmark(pdf, parts[0].title, 0, pdf)]
        for number, part in enumerate(parts[1:], 1):
            with pikepdf.open(io.BytesIO(part.content)) as more:
                first = len(pdf.pages)
                pdf.add_pages_from(more)
                _add_tags(pdf, root, more, first, number)
                marks.append(_bookmark(pdf, part.title, first, more))
        with pdf.open_outline() as outline:
            outline.root[:] = marks
        pdf.Root["/PageMode"] = Name.UseOutlines
        if "/AcroForm" in pdf.Root:
            pdf.Root.AcroForm["/DA"] = String(DEFAULT)
        number_through(pdf)
        share_fonts(pdf)
        entitled(pdf, title)
        return saved(pdf)


def entitled(pdf: pikepdf.Pdf, title: str) -> None:
    """Give a PDF its title, in both places where readers look."""
    pdf.docinfo["/Title"] = String(title)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title


# --- tags ------------------------------------------------------------------------------------------------------------


def _tagged_root(pdf: pikepdf.Pdf) -> Any:
    """The structure tree of the first part, its document now the first of several."""
    tree = pdf.Root.StructTreeRoot
    first = tree.K[0] if isinstance(tree.K, Array) else tree.K
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array([])))
    tree["/K"] = Array([document])
    _adopt(document, first)
    return tree


def _adopt(document: Any, part: Any) -> None:
    part["/S"], part["/P"] = Name.Part, document
    document.K.append(part)


def _add_tags(pdf: pikepdf.Pdf, root: Any, more: pikepdf.Pdf, first: int, number: int) -> None:
    """Bring the tags of one part across; its pages stand from ``first`` on."""
    marks = pikepdf.NumberTree(root.ParentTree)
    start = max((int(key) for key in marks), default=-1) + 1
    # Copied after its pages, a tree comes with references to the copies.
    copied = pdf.copy_foreign(more.Root.StructTreeRoot)
    # Form fields were copied anew with their pages; the tree still holds the first copies.
    fields = {
        int(annotation.StructParent): annotation
        for page in pdf.pages[first:] for annotation in page.obj.get("/Annots", ()) if "/StructParent" in annotation
    }
    _settle(copied, f"{number}.", fields)
    for key, value in pikepdf.NumberTree(copied.ParentTree).items():
        marks[start + int(key)] = value
    for page in pdf.pages[first:]:
        page.obj["/StructParents"] = int(page.obj.StructParents) + start
        for annotation in page.obj.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation["/StructParent"] = int(annotation.StructParent) + start
    root["/ParentTreeNextKey"] = start + len(pikepdf.NumberTree(copied.ParentTree))
    _adopt(root.K[0], copied.K[0] if isinstance(copied.K, Array) else copied.K)


def _settle(tree: Any, prefix: str, annotations: Mapping[int, Any]) -> None:
    """Tell the ids of table heads, and what cells say of them, apart from those of other parts; point to the annotations
    that stand on the pages."""
    waiting = [tree.K]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Array):
            waiting.extend(found)
        elif isinstance(found, Dictionary) and found.get("/Type") == "/OBJR":
            found["/Obj"] = annotations.get(int(found.Obj.get("/StructParent", -1)), found.Obj)
        elif isinstance(found, Dictionary) and found.get("/S") is not None:
            if "/ID" in found:
                found["/ID"] = String(prefix + str(found.ID))
            for told in _attributes(found):
                if "/Headers" in told:
                    told["/Headers"] = Array([String(prefix + str(head)) for head in told.Headers])
            if "/K" in found:
                waiting.append(found.K)


def _attributes(element: Any) -> list[Any]:
    told = element.get("/A")
    if told is None:
        return []
    return [one for one in told if isinstance(one, Dictionary)] if isinstance(told, Array) else [told]


# --- bookmarks -------------------------------------------------------------------------------------------------------


def _bookmark(pdf: pikepdf.Pdf, title: str, first: int, part: pikepdf.Pdf) -> OutlineItem:
    """A part as one bookmark, its own bookmarks below it."""
    numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(part.pages)}
    names: dict[str, Any] = {}
    if "/Names" in part.Root and "/Dests" in part.Root.Names:
        names = {str(name): goal for name, goal in pikepdf.NameTree(part.Root.Names.Dests).items()}

    def moved(item: OutlineItem) -> OutlineItem | None:
        action: Any = item.action or {}
        goal: Any = item.destination if item.destination is not None else action.get("/D")
        if isinstance(goal, String):
            goal = names.get(str(goal))
        if isinstance(goal, Dictionary):
            goal = goal.get("/D")
        if not isinstance(goal, Array) or goal[0].objgen not in numbers:
            return None
        page = pdf.pages[first + numbers[goal[0].objgen]]
        copy = OutlineItem(item.title, Array([page.obj, *(_plain(end) for end in list(goal)[1:])]))
        copy.children = [child for one in item.children if (child := moved(one)) is not None]
        copy.is_closed = item.is_closed
        return copy

    with part.open_outline() as outline:
        children = [child for item in outline.root if (child := moved(item)) is not None]
    # A sheet has one bookmark, itself.
    kept = children[0].children if len(children) == 1 else children
    page = pdf.pages[first]
    whole = OutlineItem(title, Array([page.obj, Name.XYZ, 0, page.mediabox[3], 0]))
    whole.children = kept
    whole.is_closed = True
    return whole


def _plain(end: Any) -> Any:
    return Name(str(end)) if isinstance(end, Name) else end
