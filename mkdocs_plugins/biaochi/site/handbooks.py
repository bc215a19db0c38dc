"""The plugin that prints: declares the PDFs so that pages may link to them, and fills them in before they are copied."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from biaochi.core.check import Outcome
from biaochi.handbook import cache, pool
from biaochi.handbook.compose import prints
from biaochi.handbook.current_versions import register_job, register_print
from biaochi.handbook.further_fonts import FontRefused, further_fonts
from biaochi.handbook.press import jobs
from biaochi.pages import Settings
from biaochi.pages.publication import Print
from biaochi.site.chosen import chosen_amiss, declared
from biaochi.site.press import Press
from biaochi.site.press_faults import folded

log = logging.getLogger("mkdocs.plugins.biaochi")


class HandbooksPlugin(Press):
    """Printed books and sheets."""

    def __init__(self) -> None:
        self.waiting: dict[str, File] = {}
        self.order: tuple[Outcome, Settings, dict[str, Path], str] | None = None
        self.unable = None
        self.failed = False
        self.kept: Path | None = None

    def declare(
        self,
        outcome: Outcome,
        settings: Settings,
        files: Files,
        config: MkDocsConfig,
        assets: dict[str, Path],
        receipt: str,
    ) -> tuple[Print, ...]:
        """Announce the PDFs of this build: none where they are switched off or this machine cannot print."""
        self.waiting, self.order, self.failed = {}, None, False
        self.unable = pool.unable() if self.config.enabled else None
        if self.unable is not None:
            log.warning("不生成 PDF：%s", self.unable.reason)
        if not self.config.enabled or self.unable is not None:
            return ()
        root = Path(config.config_file_path or ".").resolve().parent
        try:
            further = further_fonts(root, [(font.file, font.sha256) for font in self.config.fonts])
        except FontRefused as refused:
            self.failed = True
            log.error("mkdocs.yml: %s", refused)
            return ()
        for amiss in chosen_amiss(declared(self.config.books), outcome.catalogue):
            self.failed = True
            log.error("%s", amiss)
        self.order = outcome, settings, assets | further, receipt
        self.kept = cache.folder(root)
        if not settings.site_url:
            log.info("没有设置 site_url：表单与手册只印内容码，不印二维码。")
        announced = (*prints(outcome, settings, declared(self.config.books)), register_print(outcome, settings))
        for made in announced:
            self.waiting[made.path] = File.generated(config, made.path, content=b"")
            files.append(self.waiting[made.path])
        return announced

    @event_priority(-90)
    def on_env(self, env: object, *, config: MkDocsConfig, files: Files) -> None:
        if self.order is None or self.order[0].failed:
            # A handbook that fails the gate is not published; printing it would only take time.
            return
        outcome, settings, assets, receipt = self.order
        todo = jobs(outcome, settings, frozenset(assets), receipt, declared=declared(self.config.books))
        todo.append(register_job(outcome, settings, receipt))
        found: dict[str, list[str]] = {}
        for number, made in enumerate(pool.make(todo, assets, kept=self.kept), 1):
            log.info("印刷 %d/%d %s（%d 页）", number, len(todo), made.path, made.pages)
            for fault in made.faults:
                found.setdefault(str(fault), []).append(made.path)
            if made.content:
                self.waiting[made.path].content_bytes = made.content
            else:
                # No file rather than an empty one.
                files.remove(self.waiting.pop(made.path))
        root = Path(config.config_file_path or ".").resolve().parent

        def source(entry: str) -> tuple[str, str] | None:
            known = outcome.catalogue.entries.get(entry)
            return (known.path, (root / known.path).read_text(encoding="utf-8")) if known is not None else None

        for said in folded(found, source):
            self.failed = True
            log.error("%s", said)
