"""WeasyPrint, prepared once a process: it sees the pinned fonts, the given files, and nothing else."""

from __future__ import annotations

import gc
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from biaochi.handbook import fonts, native
from biaochi.handbook.further_fonts import fonts_among
from biaochi.handbook.job import Fault
from biaochi.handbook.pictures import harmless
from biaochi.handbook.said import said

VARIANT = "pdf/ua-1"

_ASSETS: dict[str, Path] = {}
_SAID: list[str] = []
_EMBEDS = [True]
_FACES: dict[str, Path] = {}


class _Listener(logging.Handler):
    """WeasyPrint says in its log what it left out: a missing glyph, a missing anchor, a blocked picture."""

    def emit(self, record: logging.LogRecord) -> None:
        _SAID.append(record.getMessage())


def prepare(scratch: Path, assets: Mapping[str, Path]) -> None:
    """Make this process a typesetter. Raises ``RuntimeError`` without the pinned fonts."""
    found = fonts.find_fonts()
    if isinstance(found, fonts.MissingFonts):
        raise RuntimeError(found.message)
    _FACES.update({face.file: found.directory / face.file for face in found.faces})
    for name, path in fonts_among(assets).items():
        # A folder of their own: fontconfig takes folders, and must see nothing that lies beside them.
        _FACES[name] = scratch / "further" / name
        _FACES[name].parent.mkdir(exist_ok=True)
        shutil.copyfile(path, _FACES[name])
    os.environ["FONTCONFIG_FILE"] = str(fonts.fontconfig(found, scratch, scratch / "further"))
    os.environ["TZ"] = "UTC"
    _ASSETS.update(assets)
    native.load()
    from biaochi.handbook.subset import use_pinned_subsetter

    use_pinned_subsetter(lambda: _EMBEDS[0])
    logger = logging.getLogger("weasyprint")
    logger.handlers = [_Listener()]
    logger.setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    # Boxes and styles refer to each other in circles: looking for dead ones after every 700 objects took a fifth of
    # the time a book takes.
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


def faces() -> dict[str, Path]:
    """The fonts there are: name of the file → the file. The first is the one that running heads are set in."""
    return dict(_FACES)


def face_of(content_size: int) -> str | None:
    """The font of a size in bytes; None for one that is not pinned."""
    return next((name for name, path in _FACES.items() if path.stat().st_size == content_size), None)


def forget_said() -> None:
    """Begin a piece of work of which nothing has been said yet."""
    _SAID.clear()


def faults() -> list[Fault]:
    """What WeasyPrint said since, each thing once."""
    return [said(message) for message in dict.fromkeys(_SAID)]


@cache
def style(name: str) -> str:
    """A style sheet of this package."""
    return files("biaochi.handbook").joinpath("styles", name).read_text(encoding="utf-8")


def render(html: str, css: str, more: str = "", *, fillable: bool = False) -> Any:  # WeasyPrint has no types
    """The pages of a document. ``css`` is read once a process, ``more`` is of this document alone."""
    from weasyprint import CSS

    own = [CSS(string=more, url_fetcher=_fetcher(), font_config=_font_configuration())] if more else []
    return _parsed(html).render(
        stylesheets=[_sheet(css), *own], pdf_variant=VARIANT, pdf_forms=fillable, font_config=_font_configuration()
    )


def written(document: Any, identifier: bytes, *, fillable: bool = False) -> bytes:
    """The pages as a PDF."""
    content: bytes = document.write_pdf(pdf_identifier=identifier, pdf_variant=VARIANT, pdf_forms=fillable)
    return content


@contextmanager
def without_fonts() -> Iterator[None]:
    """PDFs written within have the fonts' names only: they are embedded once in the book."""
    _EMBEDS[0] = False
    try:
        yield
    finally:
        _EMBEDS[0] = True


@lru_cache(1)
def _parsed(html: str) -> Any:
    """A sheet is laid out in several sizes, and parsed once."""
    from weasyprint import HTML

    return HTML(string=html, url_fetcher=_fetcher(), base_url="asset:")


@lru_cache(8)
def _sheet(css: str) -> Any:
    from weasyprint import CSS

    return CSS(string=css, url_fetcher=_fetcher(), font_config=_font_configuration())


@cache
def _font_configuration() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
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
