"""``biaochi print`` and ``biaochi sheet``: single books and sheets, without building the site. MkDocs builds nothing for it.

One sheet is wanted at once. What takes longest goes side by side: the child process loads its libraries while the handbook
is read, and lays the sheet out while the handbook is judged. Nothing leaves before the gate has let it.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from biaochi.core.diagnostics import Severity, did_you_mean, printable
from biaochi.core.read import read
from biaochi.handbook import cache, pool
from biaochi.handbook.further_fonts import FontRefused
from biaochi.handbook.job import Job, Made, Volume
from biaochi.site.written_settings import SettingsRefused, day_of, fonts_of

if TYPE_CHECKING:
    # Imported when the child has been started.
    from biaochi.core.check import Outcome
    from biaochi.site.ordering import Order


class _Refused(Exception):
    """The gate does not let the handbook through; it has been said why."""


def run(
    config: Path, chosen: list[str], target: Path, *, as_of: dt.date | None = None, sheets_only: bool = False,
    archive: bool = False,
) -> int:
    """Print the chosen files below ``target``. 0: printed; 1: the content or a file has errors; 2: could not run.

    A choice is a path in the site (``handbooks/all.pdf``), the start of one (``handbooks/sector-``) or, for sheets, the
    id of a checklist. None: everything. ``archive``: each file once more as PDF/A-3a, with its sources attached.
    """
    unable = pool.unable()
    if unable is not None:
        print(unable.reason, file=sys.stderr)
        return 2
    root = config.resolve().parent
    sources = read(root)
    try:
        further, today = fonts_of(config, root), as_of or day_of(config)
    except (FontRefused, SettingsRefused) as refused:
        print(refused, file=sys.stderr)
        return 2
    pool.warm({path: root / path for path in sources.assets} | further)
    from biaochi.handbook.compose import prints
    from biaochi.site.chosen import chosen_amiss
    from biaochi.site.ordering import order_of

    try:
        order = order_of(config, root, sources, today, further)
    except SettingsRefused as refused:
        print(refused, file=sys.stderr)
        return 2
    try:
        with _errors_first(order):
            known = [made.path for made in prints(order.outcome, order.settings, order.declared)]
            wanted = _wanted(chosen, [path for path in known if not sheets_only or path.startswith("sheets/")], order.outcome)
            todo = _jobs(order, wanted) if not isinstance(wanted, str) else []
        if isinstance(wanted, str):
            _judge(order)
            print(wanted, file=sys.stderr)
            return 2
        amiss = list(chosen_amiss((book for book in order.declared if book.path in wanted), order.outcome.catalogue))
        if amiss:
            _judge(order)
            print("\n".join(f"错误 {each}" for each in amiss), file=sys.stderr)
            return 1
        return _press(order, todo, target, archive)
    except _Refused:
        return 1


@contextmanager
def _errors_first(order: Order) -> Iterator[None]:
    """What nobody has judged yet may make no sense as a paper: then its errors are what there is to say."""
    try:
        yield
    except Exception:
        _judge(order)
        raise


def _jobs(order: Order, wanted: frozenset[str]) -> list[Job | Volume]:
    from biaochi.handbook.press import jobs

    return jobs(
        order.outcome, order.settings, frozenset(order.assets), order.receipt,
        declared=order.declared, wanted=wanted.__contains__,
    )


def _press(order: Order, todo: list[Job | Volume], target: Path, archive: bool) -> int:
    failed = False
    entries = {job.path: job.entries for job in todo}
    for made in _let_through(order, todo):
        for fault in made.faults:
            failed = True
            print(printable(f"错误 {made.path}：{fault}"), file=sys.stderr)
        if not made.content:
            continue
        _write(target / made.path, made.content, made.pages)
        for notice in _held_back(order, entries[made.path]) if made.path.startswith("sheets/") else ():
            print(printable(notice), file=sys.stderr)
        if archive:
            _archive(target, made, entries[made.path], order)
    return int(failed)


def _let_through(order: Order, todo: list[Job | Volume]) -> Iterator[Made]:
    """What is printed, none of it before the gate has spoken. Sheets are laid out meanwhile; a book would keep whoever
    has an error to mend waiting for its parts."""
    pressed = pool.make(todo, order.assets, kept=cache.folder(order.root))
    if any(isinstance(job, Volume) for job in todo):
        _judge(order)
        yield from pressed
        return
    with ThreadPoolExecutor(1) as beside:
        first = beside.submit(next, pressed, None)
        _judge(order)
        made = first.result()
    while made is not None:
        yield made
        made = next(pressed, None)


def _judge(order: Order) -> None:
    outcome = order.judged()
    if outcome.failed:
        tell(outcome)
        raise _Refused


def _held_back(order: Order, entries: Iterable[str]) -> Iterator[str]:
    """Whoever prints a sheet that he has just written must hear that what holds today is still the one before."""
    for id_ in entries:
        entry = order.outcome.catalogue.entries[id_]
        if order.today.get(entry.path) != order.sources.texts.get(entry.path):
            yield f"{id_} 印的是今天有效的 {entry.version} 版：{entry.path} 里写的还没有提交，或还没有到生效日"


def _archive(target: Path, made: Made, entries: tuple[str, ...], order: Order) -> None:
    from biaochi.handbook.archive import archive_path, archived, sources_of

    files = tuple(sources_of(entries, order.outcome, order.sources.texts))
    _write(target / archive_path(made.path), archived(made.content, files, order.outcome.as_of), made.pages)


def _write(path: Path, content: bytes, pages: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(f"{path}（{pages} 页）")


def tell(outcome: Outcome) -> None:
    """Say why nothing is printed."""
    errors = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    for diagnostic in errors[:10]:
        print(diagnostic.line(), file=sys.stderr)
    print(f"手册有 {len(errors)} 处错误，没有印刷。先运行“biaochi check”。", file=sys.stderr)


def _why_not(word: str, outcome: Outcome) -> str:
    """Why an entry that is there has no sheet; empty where it is not there."""
    from biaochi.core.vocabulary import KIND, STATUS

    entry = outcome.catalogue.entries.get(word.removesuffix("-fill"))
    if entry is None:
        return ""
    if not entry.in_force:
        return f"“{entry.id}”的状态是“{STATUS.get(entry.status or '', entry.status)}”，现行（in-force）的才印；要先看样张，在 mkdocs.yml 的 biaochi/standards 下写 drafts: true。"
    if entry.announced(outcome.as_of):
        return f"“{entry.id}”{entry.starts} 起生效，到那天才印；要先看样张，在 mkdocs.yml 的 biaochi/standards 下写 drafts: true。"
    return f"“{entry.id}”是{KIND[entry.kind]}，没有单张的表单；它印在全册与分册里。"


def _wanted(chosen: Iterable[str], known: list[str], outcome: Outcome) -> frozenset[str] | str:
    """The paths chosen, or what is wrong with the choice."""
    found: set[str] = set()
    for word in chosen:
        fit = [f"sheets/{word}.pdf"] if f"sheets/{word}.pdf" in known else [path for path in known if path.startswith(word)]
        if not fit:
            return _why_not(word, outcome) or f"没有可印的“{word}”。{did_you_mean(word, [*known, *(Path(path).stem for path in known)])}"
        found.update(fit)
    return frozenset(found) if found else frozenset(known)


