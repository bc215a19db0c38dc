"""What runs in a child process: it lays out, binds and writes one piece of work after the other."""

from __future__ import annotations

import hashlib
import math
import resource
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from biaochi.handbook import typesetter
from biaochi.handbook.bind import bind
from biaochi.handbook.embed import families_of
from biaochi.handbook.finish import finish
from biaochi.handbook.fit import fitted
from biaochi.handbook.job import Binding, Fault, Job, Laid, Limits, Made, Part, failed
from biaochi.handbook.laid_out import coarse_images, face, lost_pictures, overflow, smallest_type, unsigned
from biaochi.handbook.lay import lay_out
from biaochi.handbook.papers import MUST_FIT, PAPERS
from biaochi.handbook.read_back import read_back

_TOO_MUCH = "找出过长的表格、过深的嵌套或过大的图片，拆小后再印"


def serve(pipe: Connection, scratch: str, assets: Mapping[str, Path]) -> None:
    """Do one piece of work after the other until the parent hangs up."""
    typesetter.prepare(Path(scratch), assets)
    while True:
        try:
            work, within = pipe.recv()
        except (EOFError, OSError):
            return
        _limit(resource.RLIMIT_AS, within.memory)
        # Seconds of work, not of the clock: a busy machine must not turn a sound book down.
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + within.seconds))
        done = _done(work, within)
        _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)
        _limit(resource.RLIMIT_CPU, resource.RLIM_INFINITY)
        pipe.send(done)


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY and (most == resource.RLIM_INFINITY or most > hard):
        most = hard
    resource.setrlimit(what, (most, hard))


def _done(work: Job | Part | Binding, within: Limits) -> Made | Laid:
    try:
        return do(work)
    except RecursionError:
        fault = Fault("PRT013", "内容嵌套过深，无法排版", "把列表、引用或表格的层级减到 20 层以内")
    except (MemoryError, SystemError):
        # A native function that gets no memory may fail without saying why.
        fault = Fault("PRT011", f"排版用的内存超过 {within.memory / 1e9:.1f} GB", _TOO_MUCH)
    except Exception as error:  # a fault of one file must not end the press
        fault = Fault("PRT012", f"无法排版：{type(error).__name__} {error}"[:300])
    return failed(work, fault)


def do(work: Job | Part | Binding) -> Made | Laid:
    """One piece of work, in this process."""
    if isinstance(work, Part):
        return lay_out(work)
    return bind(work) if isinstance(work, Binding) else print_here(work)


def print_here(job: Job) -> Made:
    """Lay out, write, finish and read back one PDF, in this process."""
    typesetter.forget_said()
    document, size = _laid_out(job)
    faults: list[Fault] = []
    if job.paper is not None:
        paper = PAPERS.get(job.paper, PAPERS["A4"])
        if len(face(document.pages)) > 1 and job.paper in MUST_FIT:
            faults.append(overflow(face(document.pages), job.paper, paper.smallest))
        faults.extend(smallest_type(document.pages, paper.smallest))
        faults.extend(unsigned(document.pages))
    faults.extend(coarse_images(document.pages))
    faults.extend(lost_pictures(job.html))
    identifier = hashlib.sha256(f"{job.path}\0{job.html}".encode()).digest()[:16]
    written = typesetter.written(document, identifier, fillable=job.fillable)
    faults = [*typesetter.faults(), *faults]
    content = finish(written)
    faults.extend(read_back(content, len(document.pages), job.entries, families_of(typesetter.faces())))
    return Made(job.path, content, len(document.pages), tuple(dict.fromkeys(faults)), size)


def _laid_out(job: Job) -> tuple[Any, float | None]:  # WeasyPrint has no types
    """The pages, and the type size of a sheet."""
    if job.paper is None:
        return typesetter.render(job.html, typesetter.style("book.css") + typesetter.style("heads.css") + job.style), None
    style = typesetter.style("sheet.css") + job.style

    def layout(more: str) -> Any:
        typesetter.forget_said()
        return typesetter.render(job.html, style, more, fillable=job.fillable)

    return fitted(job.paper, layout)
