"""The order of work: parts are laid out side by side, each once however many books it stands in; a book is bound when all
its parts are there.

Contents and indexes name pages, so they are laid out last, and again should they have taken another number of pages
than was thought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import replace

from biaochi.handbook.cache import Cache
from biaochi.handbook.job import Binding, Fault, Job, Laid, Made, Part, Volume
from biaochi.handbook.numbers import filled, is_open

Do = Callable[[Job | Part | Binding], Made | Laid]

_ROWS = 46
"""Lines of a page of contents: with the right guess they are laid out once."""

_ROUNDS = 4


def press(jobs: Sequence[Job | Volume], do: Do, cache: Cache | None, workers: int) -> Iterator[tuple[Job | Volume, Made]]:
    """Do all work; each PDF as it is finished."""
    parts: dict[Part, Future[Laid]] = {}
    running: dict[Future[Made], Job | Volume] = {}
    volumes = [job for job in jobs if isinstance(job, Volume)]
    single = [job for job in jobs if isinstance(job, Job)]
    pages = [part for part in dict.fromkeys(part for volume in volumes for part in volume.parts) if not is_open(part.html)]
    # Binding waits for parts in threads of its own: it must not take the place of what it waits for.
    pool, binders = ThreadPoolExecutor(workers), ThreadPoolExecutor(workers)
    lay = _laying(do, cache)
    try:
        # The longest first, so that no worker is left alone with a whole table at the end.
        everything: list[Job | Part] = [*pages, *single]
        for work in sorted(everything, key=lambda work: len(work.html), reverse=True):
            if isinstance(work, Part):
                parts[work] = pool.submit(lay, work)
            else:
                running[pool.submit(_made, do, work)] = work
        for volume in volumes:
            running[binders.submit(_bound, volume, parts, lay, do)] = volume
        for future in as_completed(running):
            yield running[future], future.result()
    finally:
        for executor in (pool, binders):
            executor.shutdown(wait=True, cancel_futures=True)


def _laying(do: Do, cache: Cache | None) -> Callable[[Part], Laid]:
    def lay(part: Part) -> Laid:
        known = cache.laid(part) if cache else None
        if known is not None:
            return known
        laid = do(part)
        assert isinstance(laid, Laid)
        if laid.content:
            if cache:
                cache.put_laid(part, laid)
            return laid
        return _instead(part, laid, do)

    return lay


def _instead(part: Part, failed: Laid, do: Do) -> Laid:
    """A page that says what should stand there: one entry that cannot be laid out does not cost the book."""
    names = "、".join(part.entries) or part.head
    sections = "".join(f'<section class="bc-entry" id="{name}"><h2>{name}</h2></section>' for name in part.entries)
    html = (
        f'<!doctype html><html lang="zh-Hans"><head><title>{names}</title></head><body>{sections}'
        f"<p>这里的内容没有印出：{failed.faults[0].code}。</p></body></html>"
    )
    laid = do(replace(part, html=html))
    assert isinstance(laid, Laid)
    return replace(laid, faults=tuple(replace(fault, message=f"{names}：{fault.message}") for fault in failed.faults))


def _made(do: Do, job: Job) -> Made:
    made = do(job)
    assert isinstance(made, Made)
    return made


def _bound(volume: Volume, parts: dict[Part, Future[Laid]], lay: Callable[[Part], Laid], do: Do) -> Made:
    laid = {part: parts[part].result() for part in volume.parts if part in parts}
    last = [part for part in volume.parts if part not in laid]
    guess = {part: 1 + part.html.count("<li>") // (_ROWS if part is last[0] else 2 * _ROWS) for part in last}
    found: dict[Part, Laid] = {}
    before: dict[Part, Part] = {}
    with ThreadPoolExecutor(max(1, len(last))) as threads:
        for _ in range(_ROUNDS):
            numbers = _numbers(volume, laid, guess)
            ready = {part: replace(part, html=filled(part.html, numbers)) for part in last}
            again = [part for part in last if ready[part] != before.get(part)]
            found.update(zip(again, threads.map(lay, [ready[part] for part in again]), strict=True))
            before = ready
            if all(found[part].pages == guess[part] for part in last):
                break
            guess = {part: found[part].pages for part in last}
    everything = tuple(_named(part, laid.get(part) or found[part]) for part in volume.parts)
    if not all(one.content for one in everything):
        faults = tuple(dict.fromkeys(fault for one in everything for fault in one.faults))
        return Made(volume.path, b"", 0, faults)
    made = do(Binding(replace(volume, parts=tuple(replace(part, html="") for part in volume.parts)), everything))
    assert isinstance(made, Made)
    return made


def _numbers(volume: Volume, laid: dict[Part, Laid], guess: dict[Part, int]) -> dict[str, int]:
    """Anchor → number of its page, as far as the parts' lengths are known."""
    found: dict[str, int] = {}
    first = 1
    for part in volume.parts:
        one = laid.get(part)
        for name, (page, *_) in (one.anchors if one else {}).items():
            found.setdefault(name, first + page)
        if one is None and part.anchor:
            found.setdefault(part.anchor, first)
        first += one.pages if one else guess[part]
    return found


def _named(part: Part, laid: Laid) -> Laid:
    """Faults say in which entries they are."""
    if not part.entries or not laid.faults:
        return laid
    names = "、".join(part.entries)
    said: Callable[[Fault], Fault] = lambda fault: fault if fault.message.startswith(names) else replace(fault, message=f"{names}：{fault.message}")  # noqa: E731
    return replace(laid, faults=tuple(said(fault) for fault in laid.faults))
