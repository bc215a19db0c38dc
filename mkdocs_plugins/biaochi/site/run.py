"""``biaochi build`` and ``biaochi serve``: MkDocs' own commands with the product's plugins, and a summary to end with."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from biaochi.core.diagnostics import Severity, printable
from biaochi.site.last_build import Asked
from biaochi.site.press import Press
from biaochi.site.refused_options import is_refused, retold
from biaochi.site.said import Said, say
from biaochi.site.standards import StandardsPlugin
from biaochi.site.written_settings import refusal

NO_PDF = 3
"""Exit status of a build that made the site but could not print."""


class _Progress(logging.Handler):
    """Warnings and errors as they come, and the long steps on one line."""

    def __init__(self) -> None:
        super().__init__()
        self.open = False

    def emit(self, record: logging.LogRecord) -> None:
        text = printable(record.getMessage())
        if record.levelno >= logging.WARNING:
            self.finish()
            print({logging.ERROR: "错误 "}.get(record.levelno, "警告 ") + text, file=sys.stderr)
        elif text.startswith("印刷 "):
            if sys.stderr.isatty():
                print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
                self.open = True
            elif text.split("/")[0].endswith("0") or "all.pdf" in text:
                print(text, file=sys.stderr)

    def finish(self) -> None:
        """End the line in progress."""
        if self.open:
            print(file=sys.stderr)
            self.open = False


def build(config_file: Path, *, as_of: dt.date | None = None, strict: bool = False, pdf: bool = True) -> int:
    """Build gate, site and PDFs, all of it. 0: made; 1: errors in the content; 2: could not run; 3: the site is made, PDFs are not."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    progress = _Progress()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.handlers = [progress]
    started = time.monotonic()
    config = _loaded(config_file, strict)
    if config is None:
        return 2
    owner = _plugin(config, StandardsPlugin)
    press = _plugin(config, Press)
    if owner is None:
        print(f"{config_file} 的 plugins 里没有 biaochi/standards", file=sys.stderr)
        return 2
    if as_of is not None:
        owner.config.as_of = as_of.isoformat()
    owner.config.strict = owner.config.strict or strict
    if press is not None and not pdf:
        press.config.enabled = False
    owner.asked = Asked(as_of.isoformat() if as_of is not None else "", strict, pdf)
    print("检查手册，生成网站" + ("与 PDF……" if press and press.config.enabled else "……"), file=sys.stderr)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        try:
            mkdocs_build.build(config)
        finally:
            # While the exception is still under way: the plugin swaps the site in only where there is none.
            config.plugins.on_shutdown()
        status = 0
    except (Abort, MkDocsException) as error:
        progress.finish()
        print(f"\n{error}", file=sys.stderr)
        status = 1
    progress.finish()
    if owner.outcome is not None and not owner.outcome.catalogue.entries:
        return 2
    if status == 0:
        _summary(owner, press, time.monotonic() - started, config.site_url or "")
        if press is not None and press.unable is not None:
            print(f"没有生成 PDF：{press.unable.reason}", file=sys.stderr)
            return NO_PDF
        if press is not None and press.failed:
            print("有 PDF 没有印好（见上）。网站与其余的 PDF 已经生成，但没有检查回执，不能发布。", file=sys.stderr)
            return 1
    return status


def serve(config_file: Path, address: str) -> int:
    """Live preview. Findings stand on the pages; nothing freezes the preview."""
    # With it come a server and a watcher, which a build has no use for.
    from mkdocs.commands import serve as mkdocs_serve

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("mkdocs").handlers = [handler]
    if _loaded(config_file) is None:
        return 2
    try:
        mkdocs_serve.serve(config_file=str(config_file), dev_addr=address, build_type="dirty")
    except (Abort, MkDocsException) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


def _loaded(config_file: Path, strict: bool = False) -> MkDocsConfig | None:
    """The settings as MkDocs reads them; where they cannot be used, it has been said why."""
    if not config_file.is_file():
        print(f"找不到设置文件“{config_file}”", file=sys.stderr)
        return None
    with _listening() as said:
        try:
            config = load_config(str(config_file), strict=strict)
        except (MkDocsException, ValueError) as error:
            config, last = None, refusal(config_file, error)
    for message in said:
        print(("错误 " if config is None or is_refused(message) else "警告 ") + retold(message, config_file), file=sys.stderr)
    if config is None and not said:
        print(last, file=sys.stderr)
    return None if any(map(is_refused, said)) else config


class _Heard(logging.Handler):
    """What MkDocs has against the settings, which it says in English and without a place."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    logger, heard = logging.getLogger("mkdocs"), _Heard()
    before, logger.handlers = logger.handlers, [heard]
    try:
        yield heard.said
    finally:
        logger.handlers = before


def _plugin(config: MkDocsConfig, type_):  # type: ignore[no-untyped-def]
    return next((plugin for plugin in config.plugins.values() if isinstance(plugin, type_)), None)


def _summary(owner: StandardsPlugin, press: Press | None, seconds: float, site_url: str) -> None:
    outcome, publication, final = owner.outcome, owner.publication, owner.final
    assert outcome is not None and publication is not None and final is not None
    made = list(press.waiting) if press is not None else []
    books = sum(path.startswith("handbooks/") for path in made)
    lacking = ("没有设置 site_url：表单与手册只印内容码，不印二维码。",) if made and not site_url else ()
    remarks = owner.read_at[2].remarks if owner.read_at is not None else ()
    figures = Said(
        len(outcome.catalogue.entries), outcome.rules, outcome.count(Severity.WARNING), len(outcome.waived),
        len(publication.pages), final, books, len(made) - books, remarks, lacking,
    )  # fmt: skip
    say(figures, seconds)
