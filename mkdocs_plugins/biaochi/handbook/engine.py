"""HTML to PDF: WeasyPrint in child processes that see the pinned fonts, the given files, and nothing else.

The parent never imports WeasyPrint. A child is started afresh (``spawn``), told by environment which fontconfig to use
before any native library is loaded, and hands back bytes and complaints.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from biaochi.handbook import fonts, native
from biaochi.handbook.sheet import MUST_FIT, PAPERS, Paper


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to make. ``paper`` is set for a sheet, which is fitted to it; a book has its own page style.

    ``receipt`` stands in the metadata: the build that the paper belongs to.
    """

    path: str
    html: str
    receipt: str = ""
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF: its bytes, its pages, the type size of a sheet, and what went wrong (empty: nothing)."""

    path: str
    content: bytes
    pages: int
    faults: tuple[str, ...] = ()
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Unable:
    """Why this machine cannot print, in one line."""

    reason: str


def unable() -> Unable | None:
    """``None`` where printing is possible; otherwise what is missing and how to get it."""
    missing = native.load()
    if missing:
        return Unable(f"缺少系统库 {'、'.join(missing)}:运行“{native.how_to_get()}”后再构建，PDF 才会生成")
    found = fonts.find_fonts()
    if isinstance(found, fonts.MissingFonts):
        return Unable(found.message)
    return None


def make(jobs: Sequence[Job], assets: Mapping[str, Path], *, workers: int | None = None) -> Iterator[Made]:
    """Make all PDFs, in order of completion. ``assets`` are the only files a document may show.

    Raises ``RuntimeError`` where :func:`unable` says why not.
    """
    found = fonts.find_fonts()
    if isinstance(found, fonts.MissingFonts):
        raise RuntimeError(found.message)
    # The longest first, so that no worker is left alone with a whole book at the end.
    waiting = sorted(jobs, key=lambda job: len(job.html), reverse=True)
    with TemporaryDirectory(prefix="biaochi-") as scratch:
        config = fonts.fontconfig(found, Path(scratch))
        count = max(1, min(workers or os.cpu_count() or 1, len(waiting)))
        with ProcessPoolExecutor(
            count, mp_context=get_context("spawn"), initializer=_prepare, initargs=(str(config), dict(assets))
        ) as pool:
            for future in as_completed([pool.submit(_print, job) for job in waiting]):
                yield future.result()


# --- in the child ----------------------------------------------------------------------------------------------------

_ASSETS: dict[str, Path] = {}
_FAULTS: list[str] = []


class _Listener(logging.Handler):
    """WeasyPrint says in its log what it left out: a missing glyph, a missing anchor, a blocked picture."""

    def emit(self, record: logging.LogRecord) -> None:
        _FAULTS.append(record.getMessage())


def _prepare(fontconfig: str, assets: dict[str, Path]) -> None:
    os.environ["FONTCONFIG_FILE"] = fontconfig
    os.environ["TZ"] = "UTC"
    _ASSETS.update(assets)
    native.load()
    from biaochi.handbook.subset import use_pinned_subsetter

    use_pinned_subsetter()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [_Listener()]
    logger.setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.ERROR)


def _print(job: Job) -> Made:
    _FAULTS.clear()
    style = _style("sheet.css" if job.paper else "book.css")
    if job.paper is None:
        document = _render(job.html, style)
        return Made(job.path, _pdf(document, job), len(document.pages), tuple(dict.fromkeys(_FAULTS)))
    return _sheet(job, style, PAPERS.get(job.paper, PAPERS["A4"]))


def _sheet(job: Job, style: str, paper: Paper) -> Made:
    """The largest type with which the sheet fits one page; past the smallest, it runs on (and that is said)."""
    size = paper.largest
    if paper.height is None:
        document = _receipt(job.html, style, paper)
    else:
        document = _render(job.html, style + _page(paper, paper.height, size))
        while len(document.pages) > 1 and size > paper.smallest:
            size = max(paper.smallest, size - 0.5)
            _FAULTS.clear()
            document = _render(job.html, style + _page(paper, paper.height, size))
    faults = list(dict.fromkeys(_FAULTS))
    if len(document.pages) > 1 and job.paper in MUST_FIT:
        faults.append(f"{job.paper} 放不下：最小字号 {paper.smallest:g} pt 时仍需 {len(document.pages)} 页")
    return Made(job.path, _pdf(document, job), len(document.pages), tuple(faults), size)


def _page(paper: Paper, height: float, size: float) -> str:
    foot = "" if paper.width < 200 else (
        '@bottom-right { content: "第 " counter(page) " 页 / 共 " counter(pages) " 页"; font-size: 8pt }'
    )
    return (
        f"@page {{ size: {paper.width}mm {height:.1f}mm; margin: {paper.margin}mm; {foot} }}"
        f"html {{ font-size: {size:g}pt }}"
    )


def _receipt(html: str, style: str, paper: Paper) -> object:
    """A roll has no height: lay out on a long page, then cut the page at the end of the content."""
    longest = 2000.0
    document = _render(html, style + _page(paper, longest, paper.largest))
    body = document.pages[0]._page_box.children[0]  # type: ignore[attr-defined]
    used = (body.position_y + body.margin_height()) * 25.4 / 96
    return _render(html, style + _page(paper, min(longest, used + paper.margin + 1), paper.largest))


def _style(name: str) -> str:
    return files("biaochi.handbook").joinpath("styles", name).read_text(encoding="utf-8")


def _render(html: str, style: str):  # type: ignore[no-untyped-def]  # WeasyPrint has no types
    from weasyprint import CSS, HTML

    fetcher = _fetcher()
    return HTML(string=html, url_fetcher=fetcher, base_url="asset:").render(
        stylesheets=[CSS(string=style, url_fetcher=fetcher)], pdf_variant="pdf/ua-1"
    )


def _fetcher():  # type: ignore[no-untyped-def]
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        """Knows the given files by name, and no protocol at all."""

        def fetch(self, url, headers=None):  # type: ignore[no-untyped-def]
            path = _ASSETS.get(url.removeprefix("asset:"))
            if not url.startswith("asset:") or path is None:
                raise ValueError(f"不允许读取“{url}”")
            return URLFetcherResponse(url, body=path.read_bytes())

    return Fetcher()


def _pdf(document, job: Job) -> bytes:  # type: ignore[no-untyped-def]
    identifier = hashlib.sha256(f"{job.path}\0{job.html}".encode()).digest()[:16]
    if job.receipt:
        document.metadata.keywords = [f"receipt:{job.receipt}"]
    content: bytes = document.write_pdf(pdf_identifier=identifier, pdf_variant="pdf/ua-1")
    return content
