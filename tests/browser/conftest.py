"""Our own handbook's site, built once for all that is looked at in a browser, and one page of every kind."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.server import served

from biaochi.site.run import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
AS_OF = dt.date(2026, 11, 22)
Site = tuple[str, Path]
Opened = Callable[..., "Page"]

KINDS = (
    "index.html", "404.html", "health.html", "matrix.html", "reviews.html", "fields.html", "usage.html", "registers/metrics.html",
    "registers/promises.html", "registers/versions.html", "registers/terms.html", "sources/index.html", "rules/index.html",
    "handbooks/index.html", "changes/index.html", "processes/common/complaint-escalation.html",
    "processes/common/complaint-flow.html", "receipt.html",
)  # fmt: skip
"""Pages that there are once, and two drawings: a ladder, and a flow that loops."""

LONGEST_OF = (
    "standards/*/*.html", "standards/*/scripts/*.html", "standards/*/checklists/*.html", "standards/*/trainings/*.html",
    "standards/*/improvements/*.html", "processes/*/*.html", "roles/*.html", "journeys/*.html", "sectors/*.html", "kinds/*.html",
    "rules/*.html", "id/*/index.html", "v/*/*/index.html", "v/*/*/from-*.html",
)  # fmt: skip
"""Kinds of pages of which the longest is looked at."""


def make(root: Path) -> None:
    """Build a copy of our own handbook, without PDFs."""
    for name in ("standards", "processes", "docs", "overrides", "mkdocs_plugins"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    # Whether the content passes its gate is asked elsewhere; here only what it looks like.
    from biaochi.site.standards import StandardsPlugin

    honest = StandardsPlugin.fails
    StandardsPlugin.fails = lambda self, outcome: False  # type: ignore[method-assign]
    try:
        assert build(root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    finally:
        StandardsPlugin.fails = honest  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def site(once: Callable[..., Path]) -> Iterator[Site]:
    """The address and the folder of our own handbook's site."""
    folder = once("own", make) / "site"
    with served(folder) as address:
        yield address, folder


@pytest.fixture(scope="session")
def paths(site: Site) -> list[str]:
    """One page of each kind that a reader may open, the longest of its kind."""
    _, folder = site
    longest = []
    for pattern in LONGEST_OF:
        found = sorted(folder.glob(pattern), key=lambda path: (-path.stat().st_size, path))
        longest += [name for path in found if (name := path.relative_to(folder).as_posix()) not in KINDS][:1]
    return [*(page for page in KINDS if (folder / page).exists()), *longest]


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Opened]:
    """Opens pages of a width and scheme; what they complain of and ask other hosts for is kept in ``complaints``.

    Each is somebody who comes for the first time; nothing is stored for later unless ``installed``, since that takes longer
    than most tests."""
    contexts = []

    def open_(width: int = 1280, scheme: str = "light", *, installed: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale="zh-CN", reduced_motion="reduce",
            service_workers="allow" if installed else "block", java_script_enabled=scripts,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.complaints = []  # type: ignore[attr-defined]
        page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
        page.on(
            "request",
            lambda r: None if r.url.startswith((site[0], "data:", "blob:", "file:")) else page.complaints.append(r.url),
        )  # type: ignore[attr-defined]
        return page

    yield open_
    for context in contexts:
        context.close()
