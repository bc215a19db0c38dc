"""HTML to PDF: what runs in a child process, which sees the pinned fonts, the given files, and nothing else."""

from __future__ import annotations

import hashlib
import logging
import math
import os
import resource
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from biaochi.handbook import fonts, native
from biaochi.handbook.finish import finish
from biaochi.handbook.fit import fitted
from biaochi.handbook.job import Fault, Job, Made
from biaochi.handbook.laid_out import coarse_images, overflow, smallest_type, unsigned
from biaochi.handbook.pictures import harmless
from biaochi.handbook.read_back import read_back
from biaochi.handbook.said import said
from biaochi.handbook.sheet import MUST_FIT, PAPERS

_ASSETS: dict[str, Path] = {}
_SAID: list[str] = []
_TOO_MUCH = "找出过长的表格、过深的嵌套或过大的图片，拆小后再印"


class _Listener(logging.Handler):
    """WeasyPrint says in its log what it left out: a missing glyph, a missing anchor, a blocked picture."""

    def emit(self, record: logging.LogRecord) -> None:
        _SAID.append(record.getMessage())


def serve(pipe: Connection, scratch: str, assets: Mapping[str, Path]) -> None:
    """Make one PDF after the other until the parent hangs up."""
    _prepare(Path(scratch), assets)
    while True:
        try:
            job, within = pipe.recv()
        except (EOFError, OSError):
            return
        _limit(resource.RLIMIT_AS, within.memory)
        # Seconds of work, not of the clock: a busy machine must not turn a sound book down.
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + within.seconds))
        try:
            made = print_here(job)
        except RecursionError:
            made = Made(job.path, b"", 0, (Fault("PRT013", "内容嵌套过深，无法排版", "把列表、引用或表格的层级减到 20 层以内"),))
        except MemoryError:
            fault = Fault("PRT011", f"排版用的内存超过 {within.memory / 1e9:.1f} GB", _TOO_MUCH)
            made = Made(job.path, b"", 0, (fault,))
        except Exception as error:  # a fault of one file must not end the press
            made = Made(job.path, b"", 0, (Fault("PRT012", f"无法排版：{type(error).__name__} {error}"[:300]),))
        _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)
        _limit(resource.RLIMIT_CPU, resource.RLIM_INFINITY)
        pipe.send(made)


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY and (most == resource.RLIM_INFINITY or most > hard):
        most = hard
    resource.setrlimit(what, (most, hard))


def _prepare(scratch: Path, assets: Mapping[str, Path]) -> None:
    found = fonts.find_fonts()
    if isinstance(found, fonts.MissingFonts):
        raise RuntimeError(str(found))
    os.environ["FONTCONFIG_FILE"] = str(fonts.fontconfig(found, scratch))
    os.environ["TZ"] = "UTC"
    _ASSETS.update(assets)
    native.load()
    from biaochi.handbook.subset import use_pinned_subsetter

    use_pinned_subsetter()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [_Listener()]
    logger.setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.ERROR)


def print_here(job: Job) -> Made:
    """Lay out, write, finish and read back one PDF, in this process."""
    _SAID.clear()
    document, size = _laid_out(job)
    faults: list[Fault] = []
    if job.paper is not None:
        paper = PAPERS.get(job.paper, PAPERS["A4"])
        if len(document.pages) > 1 and job.paper in MUST_FIT:
            faults.append(overflow(document.pages, job.paper, paper.smallest))
        faults.extend(smallest_type(document.pages, paper.smallest))
        faults.extend(unsigned(document.pages))
    faults.extend(coarse_images(document.pages))
    written = _pdf(document, job)
    faults = [*(said(message) for message in dict.fromkeys(_SAID)), *faults]
    content = finish(written)
    faults.extend(read_back(content, len(document.pages), job.entries))
    return Made(job.path, content, len(document.pages), tuple(dict.fromkeys(faults)), size)


def _laid_out(job: Job) -> tuple[Any, float | None]:  # WeasyPrint has no types
    """The pages, and the type size of a sheet."""
    if job.paper is None:
        return _render(job.html, _style("book.css") + job.style), None
    style = _style("sheet.css") + job.style

    def layout(more: str) -> Any:
        _SAID.clear()
        return _render(job.html, style + more, job.fillable)

    return fitted(job.paper, layout)


@cache
def _style(name: str) -> str:
    return files("biaochi.handbook").joinpath("styles", name).read_text(encoding="utf-8")


def _render(html: str, style: str, fillable: bool = False) -> Any:
    from weasyprint import CSS, HTML

    fetcher = _fetcher()
    return HTML(string=html, url_fetcher=fetcher, base_url="asset:").render(
        stylesheets=[CSS(string=style, url_fetcher=fetcher)], pdf_variant="pdf/ua-1", pdf_forms=fillable
    )


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Knows the given files by name, and no protocol at all."""

        def fetch(self, url: str, headers: object = None) -> Any:
            path = _ASSETS.get(url.removeprefix("asset:"))
            if not url.startswith("asset:") or path is None:
                raise ValueError(f"不允许读取“{url}”")
            return URLFetcherResponse(url, body=harmless(path.name, path.read_bytes()))

    return Fetcher()


def _pdf(document: Any, job: Job) -> bytes:
    identifier = hashlib.sha256(f"{job.path}\0{job.html}".encode()).digest()[:16]
    content: bytes = document.write_pdf(pdf_identifier=identifier, pdf_variant="pdf/ua-1", pdf_forms=job.fillable)
    return content
