"""``biaochi pack``: what each store gets, with its name in it. MkDocs builds nothing for it."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from itertools import accumulate
from pathlib import Path

import click

from biaochi.core.check import Outcome
from biaochi.core.diagnostics import did_you_mean, printable
from biaochi.core.model import Site
from biaochi.core.read import read
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.handbook import cache, pool
from biaochi.handbook.further_fonts import FontRefused
from biaochi.handbook.job import SHOWN, Job, Made, Volume
from biaochi.handbook.lettering import missing
from biaochi.handbook.merged import Part
from biaochi.handbook.outbox import SUMS, Busy, Outbox
from biaochi.handbook.pack import CONTENTS, REGISTER, Document, Kit, chosen, kit, kit_jobs
from biaochi.handbook.packing import Assemble, Copy, Fill, LayOut, OtherPress, assemble, fill, lay_out
from biaochi.handbook.paging import listed
from biaochi.handbook.shared_fonts import FACES
from biaochi.handbook.spread import Unreachable, Workers, workers
from biaochi.handbook.stamp import SLOT, fits
from biaochi.site.ordering import Order, order_of
from biaochi.site.printing import tell
from biaochi.site.written_settings import SettingsRefused, day_of, fonts_of

_SAFE = regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_DEVICES = regex(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_TOGETHER = 8_000_000
"""Bytes that one task of filling in names hands back."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is ordered: which sites, which documents, in which form."""

    ids: Sequence[str] = ()
    regions: Sequence[str] = ()
    sectors: Sequence[str] = ()
    contents: Sequence[str] = ()
    """Some of :data:`biaochi.handbook.pack.CONTENTS`; none: all."""
    form: str = "pdf"
    fillable: bool = False


@dataclass(slots=True)
class _Batch:
    """Stores that get the same documents with the same place for the name: one template serves all."""

    kit: Kit
    store: str
    sites: list[Site] = field(default_factory=list)


def run(config: Path, wish: Wish, target: Path, *, as_of: dt.date | None = None, executor: str = "processes", count: int | None = None) -> int:
    """Deliver the packs below ``target``. 0: delivered; 1: the content or a document has errors; 2: could not run."""
    unable = pool.unable()
    if unable is not None:
        return _refuse(unable.reason)
    root = config.resolve().parent
    try:
        order = order_of(config, root, read(root), as_of or day_of(config), fonts_of(config, root))
    except (FontRefused, SettingsRefused) as refused:
        return _refuse(str(refused))
    if (gate := order.judged()).failed:
        tell(gate)
        return 1
    sites = _sites(order.outcome, wish)
    if isinstance(sites, str):
        return _refuse(sites)
    faults = list(_faults(sites, order))
    for fault in faults:
        print(printable(fault), file=sys.stderr)
    if faults:
        print(f"{len(faults)} 处错误，没有印刷。", file=sys.stderr)
        return 1
    try:
        with Outbox(target) as outbox, workers(executor, count) as hands:
            return _deliver(order, wish, sites, outbox, hands)
    except (Unreachable, OtherPress, Busy) as reason:
        return _refuse(str(reason))


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


def _sites(outcome: Outcome, wish: Wish) -> list[Site] | str:
    """The sites chosen, or what is wrong with the choice."""
    known = outcome.catalogue.sites
    if not known:
        return "没有门店：在 standards/sites.yml 里写上 {编号: {name, region, sector}}"
    groups = (
        ("门店", wish.ids, set(known)), ("区域", wish.regions, {site.region for site in known.values()}),
        ("行业", wish.sectors, {site.sector for site in known.values()}),
    )
    for what, words, all_ in groups:
        for word in words:
            if word not in all_:
                return f"没有{what}“{word}”。{did_you_mean(word, sorted(all_))}"
    return chosen(known.values(), wish.ids, wish.regions, wish.sectors) or "没有同时符合这些条件的门店"


def _faults(sites: Iterable[Site], order: Order) -> Iterator[str]:
    """What of ``sites.yml`` cannot be printed or delivered, each at its place."""
    seen: dict[str, str] = {}
    for site in sites:
        if not _SAFE.fullmatch(site.id) or _DEVICES.fullmatch(site.id):
            yield f"{site.at}: FMT019 编号“{site.id}”不能作文件名（换一个，只用英文字母、数字、“-”和“_”，不超过 80 个字符）"
        other = seen.setdefault(site.id.casefold(), site.id)
        if other != site.id:
            yield f"{site.at}: FMT020 编号“{site.id}”与“{other}”只有大小写不同，有的电脑会存成同一个文件（换一个编号）"
        for sign in missing(site.name, FACES, order.fonts.values()):
            yield f"{site.where('name')}: PRT004 字体里没有“{sign}”（U+{ord(sign):04X}），“{site.id}”的名称印不出来（换一个常用的字，或在设置里指定有它的字体）"


# --- the order -------------------------------------------------------------------------------------------------------


def _deliver(order: Order, wish: Wish, sites: list[Site], outbox: Outbox, hands: Workers) -> int:
    batches = _batches(order, wish, sites)
    press = cache.press()
    made = _laid_out(order, batches, hands, press)
    faults = [(path, fault) for (_, path), one in made.items() for fault in one.faults]
    for path, fault in dict.fromkeys(faults):
        print(printable(f"错误 {path}：{fault}"), file=sys.stderr)
    if faults:
        return 1
    fills = list(_fills(batches, made, wish, hands, press))
    todo = []
    for task in fills:
        missing_ = tuple(copy for copy in task.copies if not outbox.has(copy.path, task.key(copy)))
        todo += [replace(task, copies=part) for part in _pieces(task, missing_)]
    waiting = sum(len(task.copies) for task in todo)
    with click.progressbar(length=waiting, label="填入门店名称", file=sys.stderr) as bar:
        for task, contents in hands.each(fill, todo):
            for copy, content in zip(task.copies, contents, strict=True):
                outbox.put(copy.path, task.key(copy), content)
            bar.update(len(contents))
    paths = [copy.path for task in fills for copy in task.copies]
    outbox.close_order(paths, _stale(outbox, sites, frozenset(paths)))
    print(f"{len(sites)} 个门店，{len(paths)} 个文件，其中 {waiting} 个新做：{outbox.folder}（清单 {SUMS}）")
    return 0


def _batches(order: Order, wish: Wish, sites: list[Site]) -> list[_Batch]:
    kits: dict[tuple[object, ...], Kit] = {}
    found: dict[tuple[tuple[object, ...], str], _Batch] = {}
    for site in sites:
        wanted = (site.sector, site.sheets, site.roles, site.without)
        if wanted not in kits:
            kits[wanted] = kit(site, order.outcome, order.settings, wish.contents or CONTENTS, fillable=wish.fillable)
        # What does not fit the open place is laid out with the name in it.
        store = SLOT if fits(site.name) else site.name
        paths = tuple(document.path for document in kits[wanted].documents)
        # A book that sites.yml names is whole, one that the sector gives is not; what is left out is left out of books as well.
        found.setdefault(((site.sector, bool(site.roles), site.without, *paths), store), _Batch(kits[wanted], store)).sites.append(site)
    return [batch for batch in found.values() if batch.kit.documents]


def _laid_out(order: Order, batches: list[_Batch], hands: Workers, press: str) -> dict[tuple[int, str], Made]:
    """Every document of every batch, laid out once however many batches it stands in. By batch and path."""
    kept = cache.Cache(cache.folder(order.root), order.assets)
    done: dict[Job | Volume, Made | None] = {}
    places: dict[tuple[int, str], Job | Volume] = {}
    for number, batch in enumerate(batches):
        found = kit_jobs(batch.kit, batch.store, order.outcome, order.settings, frozenset(order.assets), order.receipt)
        for path, job in found.items():
            places[number, path] = job
            if job not in done:
                known = kept.get(job)
                done[job] = known and pool.with_receipt(known, job)
    waiting = [job for job, made in done.items() if made is None]
    with click.progressbar(length=len(waiting), label="排版", file=sys.stderr) as bar:
        for task, made in hands.each(lay_out, _tasks(waiting, order, press, hands)):
            by_path = {one.path: one for one in made}
            for job in task.jobs:
                if not hands.here:
                    kept.put(job, by_path[job.path])
                done[job] = pool.with_receipt(by_path[job.path], job)
            bar.update(len(made))
    return {place: ready for place, job in places.items() if (ready := done[job])}


def _tasks(waiting: list[Job | Volume], order: Order, press: str, hands: Workers) -> list[LayOut]:
    """Books alone, the longest first; sheets some together, for a child process takes a second to get ready."""
    books = [job for job in waiting if isinstance(job, Volume)]
    found: list[list[Job | Volume]] = [[job] for job in sorted(books, key=lambda job: len(_html(job)), reverse=True)]
    most = max(1, min(12, len(waiting) // (2 * hands.count)))
    rooms: list[list[Job | Volume]] = []
    for job in waiting:
        if isinstance(job, Job):
            # What one task makes is told apart by its path.
            room = next((room for room in rooms[-1:] if len(room) < most and all(job.path != one.path for one in room)), None)
            if room is None:
                rooms.append([job])
            else:
                room.append(job)
    tasks = []
    for jobs in found + rooms:
        names = {name for job in jobs for name in SHOWN.findall(_html(job))} | order.fonts.keys()
        shown = {name: order.assets[name].read_bytes() for name in sorted(names) if name in order.assets}
        tasks.append(LayOut(tuple(jobs), shown, press, cache.folder(order.root) if hands.here else None))
    return tasks


def _html(job: Job | Volume) -> str:
    return job.html if isinstance(job, Job) else "".join(part.html for part in job.parts)


def _fills(
    batches: list[_Batch], made: dict[tuple[int, str], Made], wish: Wish, hands: Workers, press: str
) -> Iterator[Fill]:
    """Each template with all its stores."""
    if wish.form != "folder":
        whole = []
        for number, batch in enumerate(batches):
            ready = [made[number, document.path] for document in batch.kit.documents]
            parts = tuple(Part(document.title, one.content) for document, one in zip(batch.kit.documents, ready, strict=True))
            begins = accumulate((one.pages for one in ready), initial=1)
            told = tuple(f"第 {page} 页" for page in list(begins)[1:-1]) if ready[0].path == REGISTER else ()
            whole.append(Assemble(parts, "门店资料包", press, told))
        done = {id(task): content for task, content in hands.each(assemble, whole)}
        for batch, task in zip(batches, whole, strict=True):
            copies = (Copy(f"{site.id}.pdf", site.name, f"{site.name} · 门店资料包") for site in batch.sites)
            yield Fill(done[id(task)], tuple(copies), press)
    if wish.form != "pdf":
        for number, batch in enumerate(batches):
            for document in batch.kit.documents:
                content = made[number, document.path].content
                if document.path == REGISTER:
                    content = listed(content, [f"{made[number, other.path].pages} 页" for other in batch.kit.documents[1:]])
                yield Fill(content, tuple(_copies(batch, document)), press)


def _copies(batch: _Batch, document: Document) -> Iterator[Copy]:
    for site in batch.sites:
        yield Copy(f"{site.id}/{document.path}", site.name, f"{site.name} · {document.title}")


def _pieces(task: Fill, copies: tuple[Copy, ...]) -> Iterator[tuple[Copy, ...]]:
    size = max(1, min(50, _TOGETHER // max(1, len(task.template))))
    return (copies[at : at + size] for at in range(0, len(copies), size))


def _stale(outbox: Outbox, sites: Iterable[Site], paths: frozenset[str]) -> list[str]:
    """What earlier orders delivered to these stores and this one does not: an old sheet in a store's folder is worse than none."""
    heads = {site.id for site in sites}
    return [path for path in outbox.known if path not in paths and re.split(r"[/.]", path, maxsplit=1)[0] in heads]
