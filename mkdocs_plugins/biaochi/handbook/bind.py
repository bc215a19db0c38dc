"""Binding: the parts of a book as one PDF. Pages are numbered, links find their goals, fonts are embedded once, and there
is one tree of tags, one list of bookmarks, one head and foot on every page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from biaochi.core.slotted import dataclass
from biaochi.handbook import typesetter
from biaochi.handbook.embed import embedded, families_of
from biaochi.handbook.finish import saved
from biaochi.handbook.job import Binding, Fault, Laid, Made, Part, Volume
from biaochi.handbook.metadata import describe
from biaochi.handbook.read_back import read_back
from biaochi.handbook.running import Running

_RUN = "BcRun"


def bind(order: Binding) -> Made:
    """One PDF of all parts, read back."""
    volume = order.volume
    faults = [fault for laid in order.laid for fault in laid.faults]
    faces = typesetter.faces()
    with pikepdf.new() as pdf:
        bound = _Bound(pdf)
        for part, laid in zip(volume.parts, order.laid, strict=True):
            bound.add(part, laid)
        faults.extend(bound.join())
        running = Running(next(iter(faces.values())), _RUN)
        bound.set_heads(volume, running)
        faults.extend(Fault("PRT004", f"页眉页脚的字体里没有“{sign}”（U+{ord(sign):04X}）", "换一个常用的字或符号") for sign in running.missing())
        bound.set_fonts(order.laid, faces, running)
        describe(pdf, volume)
        content, pages = saved(pdf), len(pdf.pages)
    faults.extend(read_back(content, pages, volume.entries, families_of(faces)))
    return Made(volume.path, content, pages, tuple(dict.fromkeys(faults)))


@dataclass(frozen=True, slots=True)
class _Goal:
    """A place in the book: the number of its page, and where on it."""

    page: int
    x: float
    y: float


class _Bound:
    """A book in the making."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root))
        self.top: list[Any] = []
        self.parents: list[Any] = []
        self.ids: dict[str, Any] = {}
        self.goals: dict[str, _Goal] = {}
        self.spoken: dict[str, str] = {}
        self.bookmarks: list[tuple[int, str, _Goal]] = []
        self.of_page: list[Part] = []
        self.links: list[tuple[int, Any]] = []
        self.resources: list[Any] = []
        self.led: dict[int, list[tuple[float, int]]] = {}
        """Page → height of each link of its text that leads to another page, and that page's number."""

    def add(self, part: Part, laid: Laid) -> None:
        """Put the pages of a part at the end of the book."""
        first = len(self.of_page)
        with pikepdf.open(io.BytesIO(laid.content)) as source:
            with warnings.catch_warnings():
                # Goals of links are found again by :meth:`join`.
                warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)
                self.pdf.pages.extend(source.pages)
            tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        self.of_page.extend([part] * laid.pages)
        self._tags(tree, first)
        for name, (page, x, y) in laid.anchors.items():
            self.goals.setdefault(name, _Goal(first + page, x, y))
        self.spoken.update(laid.spoken)
        self.bookmarks.extend((level, title, _Goal(first + page, x, y)) for level, title, page, x, y in laid.bookmarks)

    def _tags(self, tree: Any, first: int) -> None:
        base = len(self.parents) // 2
        nums = tree.ParentTree.Nums
        for at in range(0, len(nums), 2):
            self.parents.extend((base + int(nums[at]), nums[at + 1]))
        for number in range(first, len(self.of_page)):
            page = self.pdf.pages[number].obj
            page["/StructParents"] = base + int(page.StructParents)
            for annotation in page.get("/Annots", ()):
                annotation["/StructParent"] = base + int(annotation.StructParent)
                if "/Dest" in annotation:
                    self.links.append((number, annotation))
        if first < len(self.of_page):
            self.resources.append(self.pdf.pages[first].obj.Resources)
        document = tree.K[0] if isinstance(tree.K, Array) else tree.K
        for kid in document.K:
            kid["/P"] = self.document
            self.top.append(kid)
        if "/IDTree" in tree:
            names = tree.IDTree.Names
            self.ids.update((str(names[at]), names[at + 1]) for at in range(0, len(names), 2))

    def join(self) -> Iterator[Fault]:
        """What spans the parts: tags, links, bookmarks."""
        self.document["/K"] = Array(self.top)
        self.root["/K"] = Array([self.document])
        self.root["/ParentTree"] = self.pdf.make_indirect(Dictionary(Nums=Array(self.parents)))
        self.root["/ParentTreeNextKey"] = len(self.parents) // 2
        if self.ids:
            named = [thing for key in sorted(self.ids) for thing in (String(key), self.ids[key])]
            self.root["/IDTree"] = self.pdf.make_indirect(Dictionary(Names=Array(named)))
        self.pdf.Root["/StructTreeRoot"] = self.root
        yield from self._links()
        with self.pdf.open_outline() as outline:
            above: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, outline.root)]
            for level, title, goal in self.bookmarks:
                item = pikepdf.OutlineItem(title, self._place(goal))
                while above[-1][0] >= level:
                    above.pop()
                above[-1][1].append(item)
                above.append((level, item.children))

    def _links(self) -> Iterator[Fault]:
        titles = {(goal.page, goal.y): title for _, title, goal in self.bookmarks}
        wanted: dict[str, _Goal] = {}
        before: tuple[int, str] | None = None
        for number, link in self.links:
            name = str(link.Dest)
            goal = self.goals.get(name)
            if goal is None:
                yield Fault("PRT006", f"第 {number + 1} 页的链接“{name}”没有去处", "改正链接，或删去它")
                continue
            wanted[name] = goal
            # What wraps is a link a line: said once, where it begins.
            if goal.page != number and not self.of_page[number].listing and (number, name) != before:
                self.led.setdefault(number, []).append((min(float(link.Rect[1]), float(link.Rect[3])), goal.page + 1))
            before = number, name
            title = self.spoken.get(name) or titles.get((goal.page, goal.y), "")
            link["/Contents"] = String(f"第 {goal.page + 1} 页" + (f"：{title}" if title else ""))
            element = self.parents[2 * int(link.StructParent) + 1]
            if all(isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR" for kid in element.K):
                # A box of a drawing has no text of its own to be read.
                element["/Alt"] = link.Contents
        names = [thing for key in sorted(wanted, key=str.encode) for thing in (String(key), self._place(wanted[key]))]
        if names:
            self.pdf.Root["/Names"] = Dictionary(Dests=self.pdf.make_indirect(Dictionary(Names=Array(names))))

    def _place(self, goal: _Goal) -> Array:
        return Array([self.pdf.pages[goal.page].obj, Name.XYZ, round(goal.x, 2), round(goal.y, 2), 0])

    def set_heads(self, volume: Volume, running: Running) -> None:
        """Draw the heads and feet."""
        total = len(self.of_page)
        shared: dict[tuple[str, float, float], Any] = {}
        for number, (page, part) in enumerate(zip(self.pdf.pages, self.of_page, strict=True), 1):
            if not part.margin:
                continue
            left, bottom, right, top = (float(edge) for edge in page.obj.MediaBox)
            width, height = right - left, top - bottom
            key = part.head, width, height
            if key not in shared:
                head = running.head(volume.title, part.head, width, height, part.margin)
                shared[key] = self.pdf.make_indirect(Stream(self.pdf, head))
            foot = running.foot(volume.edition, f"第 {number} 页 / 共 {total} 页", width, part.margin)
            foot += running.beside(_lines(self.led.get(number - 1, ())), width, part.margin)
            page.obj["/Contents"] = Array([shared[key], self.pdf.make_indirect(Stream(self.pdf, foot)), page.obj.Contents])

    def set_fonts(self, laid: tuple[Laid, ...], files: Mapping[str, Path], running: Running) -> None:
        """Embed each font once and give it to all parts."""
        glyphs: dict[str, dict[int, str]] = {running.path.name: dict(running.glyphs)}
        faces: dict[str, str] = {_RUN: running.path.name}
        for one in laid:
            faces.update(one.faces)
            for file, used in one.glyphs.items():
                glyphs.setdefault(file, {}).update(used)
        made = {file: embedded(self.pdf, files[file], used) for file, used in sorted(glyphs.items())}
        all_ = self.pdf.make_indirect(Dictionary({f"/{name}": made[file] for name, file in sorted(faces.items())}))
        for resources in self.resources:
            # Drawings and groups of the part share this dictionary of fonts.
            for name in list(resources.Font.keys()):
                resources.Font[name] = all_[name]
            resources.Font[f"/{_RUN}"] = all_[f"/{_RUN}"]


def _lines(led: Iterable[tuple[float, int]]) -> Iterator[tuple[float, list[int]]]:
    """Links that stand on one line, with the pages they lead to, each once."""
    rows: list[tuple[float, list[int]]] = []
    for y, page in sorted(led, key=lambda one: -one[0]):
        if not rows or rows[-1][0] - y > _SAME_LINE:
            rows.append((y, []))
        if page not in rows[-1][1]:
            rows[-1][1].append(page)
    # The box of a link ends below the line that its letters stand on.
    yield from ((y + _BASELINE, pages) for y, pages in rows)


_SAME_LINE, _BASELINE = 9.0, 3.0
"""Points."""
