"""The plugin that owns the outcome: mounts the content roots, runs the gate, publishes the pages, swaps the site in."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation as MkDocsNavigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from biaochi.core.again import check_again
from biaochi.core.anchors import slug
from biaochi.core.check import Outcome, check
from biaochi.core.diagnostics import Severity
from biaochi.core.links import Graph
from biaochi.core.model import Catalogue
from biaochi.core.read import ROOTS, Sources, read
from biaochi.core.receipt import FILE, Receipt, receipt
from biaochi.core.traced import Trace
from biaochi.core.values import day
from biaochi.handbook import native
from biaochi.history.commit import Commit, head
from biaochi.history.reading import Read
from biaochi.pages import Settings, export
from biaochi.pages.compiled import keep_compiled
from biaochi.pages.export import metrics_json
from biaochi.pages.faces import faces, relations
from biaochi.pages.kept import KeptPages
from biaochi.pages.links import address, leads
from biaochi.pages.markdown import scrollable
from biaochi.pages.navigation import Navigation
from biaochi.pages.past import Versions
from biaochi.pages.publication import Print, Publication, generated_paths, publish
from biaochi.pages.receipt import receipt_page
from biaochi.pages.recent import feeds
from biaochi.site import assets, kept_bodies, last_build, offline, patch, site_map, store, swap
from biaochi.site.chosen import settings_of
from biaochi.site.last_build import Asked, LastBuild
from biaochi.site.options import StandardsOptions
from biaochi.site.policy import protect
from biaochi.site.press import Press
from biaochi.site.preview import Preview
from biaochi.site.recording import documented, possible, record
from biaochi.site.search import Search
from biaochi.site.store import Kept
from biaochi.site.tree import Tree
from biaochi.site.versions import coming, current_texts, read_versions, today_alone, versions
from biaochi.site.writing import Writer, announce

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.biaochi")
_EPOCH = "SOURCE_DATE_EPOCH"
_LEVEL = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.INFO}


class StandardsPlugin(BasePlugin[StandardsOptions]):
    """Owner of the one frozen outcome of a build."""

    def __init__(self) -> None:
        self.command: str = "build"
        self.outcome: Outcome | None = None
        self.shown: Outcome | None = None
        self.shown_settings = Settings()
        self.root = Path()
        self.publication: Publication | None = None
        self.final: Path | None = None
        self.receipt: Receipt | None = None
        self.built = False
        self.read_at: tuple[Commit | None, Read | str, Versions] | None = None
        self.dated = False
        self.navigation: MkDocsNavigation | None = None
        self.writer: Writer | None = None
        self.search = Search()
        self.tree = Tree(Path())
        self.kept = Kept()
        self.preview: Preview | None = None
        self.asked = Asked("", False, True)
        self.sources = Sources({}, (), ())
        self.frame = ""
        self.recorded: LastBuild | None = None
        self.mentioned: set[str] = set()
        self.faces: tuple[Catalogue, Graph] | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.command = command
        self.preview = Preview() if command == "serve" and dirty else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if self.preview is not None:
            self.preview.begin(config)
        root = project_root(config)
        config.watch.extend(str(root / name) for name in ROOTS if str(root / name) not in config.watch)
        assets.add_theme(config)
        # MkDocs' own keeps nothing of a Chinese heading but a number, which the next heading moves.
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slug)
        self.search.set_up(config)
        # Material's search cuts Chinese with jieba, which announces at every build that it read its dictionary.
        logging.getLogger("jieba").setLevel(logging.WARNING)
        self.built = False
        self.mentioned.clear()
        if self.command != "serve":
            self.kept = store.load(root)
            folders = config.docs_dir, config.theme.custom_dir or "", documented(config) or ()
            self.frame = last_build.frame(root, Path(config.config_file_path), *folders)
            kept_bodies.recall(root, self.frame)
            self.final = Path(config.site_dir)
            patch.work_off(last_build.journal(root))
            swap.recover(self.final)
            config.site_dir = str(swap.aside(self.final))
            if _EPOCH not in os.environ:
                # MkDocs dates its site map with the clock: the same sources and day must give the same bytes.
                midnight = dt.datetime.combine(self.as_of(), dt.time(), dt.UTC)
                os.environ[_EPOCH] = str(int(midnight.timestamp()))
                self.dated = True
        return config

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        root = project_root(config)
        sources = self.sources = read(root)
        self.outcome = self.judge(sources)
        _report(self.outcome)
        history, past = self.history(root)
        for remark in past.remarks:
            log.info(remark)
        today = current_texts(history, sources.texts, self.as_of())
        shown_outcome = self.outcome if today == sources.texts else check(today, as_of=self.as_of())
        if isinstance(history, str):
            past = today_alone(shown_outcome, history)
        assets.join(files, config)
        assets.unmount(files, [root / name for name in ROOTS])
        mounted = assets.mount(files, config, root, sources.assets)
        settings = replace(settings_of(config, self.config, root, self.as_of()), coming=coming(history, self.as_of()))
        self.root, self.shown, self.shown_settings = root, shown_outcome, settings
        self.receipt = receipt(self.outcome, sources.texts, settings.edition, native.versions())
        prints: tuple[Print, ...] = ()
        if self.command != "serve":
            shown = {path: root / path for path in mounted}
            for press in _plugins(config, Press):
                prints = press.declare(shown_outcome, settings, files, config, shown, self.receipt.short)
        files.append(File.generated(config, export.FILE, content=metrics_json(self.outcome)))
        language = str(config.theme["language"] or "zh")
        files.append(File.generated(config, offline.MANIFEST, content=offline.manifest(config.site_name, language)))
        mounted.append(export.FILE)
        for path, feed in feeds(past, shown_outcome, settings):
            files.append(File.generated(config, path, content=feed))
            mounted.append(path)
        own = [file.src_uri for file in files.documentation_pages()]
        told = (settings, [*mounted, *own], prints, past.remarks, str(head(root)), shown_outcome is self.outcome)
        self.publication = self.publish(shown_outcome, past, told)
        announce(self.publication, files, config)
        docs: list[Any] = sorted((file.src_uri for file in files.documentation_pages() if file.src_uri != "index.md"), key=_how_to_first)
        if self.preview is not None:
            docs = self.preview.own(files, config)
        config.nav = [*_escaped(self.publication.navigation), *([{"工具文档": docs}] if docs else [])]
        return files

    def judge(self, sources: Sources) -> Outcome:
        """The gate: what an edit concerns is judged again. A preview goes by what it remembers, a build by its notes."""
        told: dict[str, Any] = {"as_of": self.as_of(), "findings": sources.findings}
        memory = self.kept.memory
        if self.command == "serve":
            return check(sources.texts, memory=memory, **told)
        outcome, self.kept.notes = check_again(
            sources.texts, tool=last_build.tool(self.frame), notes=self.kept.notes, parsed=memory.parsed, whole=True, **told
        )
        memory.turn(outcome.catalogue, outcome.graph, sources.texts, outcome.as_of)
        memory.hear(outcome.diagnostics, outcome.waived)
        return outcome

    def publish(self, outcome: Outcome, past: Versions, told: tuple[Any, ...]) -> Publication:
        """All pages; in a build those that would come out as the last time are not made again."""
        settings, files, prints, *_ = told
        if self.command == "serve":
            return publish(outcome, settings, files=files, prints=prints, findings=True, versions=past)
        self.kept.use((*told, generated_paths(outcome)))
        if outcome is not self.outcome:
            return publish(outcome, settings, files=files, prints=prints, versions=past)
        self.faces = faces(outcome.catalogue), relations(outcome.graph)
        trace = Trace(*self.faces, watching=True)
        made = publish(outcome, settings, files=files, prints=prints, versions=past, trace=trace)
        return replace(made, pages=KeptPages(made.pages, trace, self.kept.memory, self.kept.pages))

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        self.mentioned.update(leads(html, page.file.dest_uri))
        return scrollable(html)

    @event_priority(-100)
    def on_nav(self, nav: MkDocsNavigation, *, config: MkDocsConfig, files: Files) -> MkDocsNavigation:
        self.navigation = nav
        return nav

    @event_priority(-95)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        keep_compiled(env)
        self.search.on_env(env, config)
        self.tree = Tree(Path(config.site_dir))
        env.globals["biaochi_offline"] = self.preview is None and self.command != "serve"
        if self.publication is None or self.navigation is None or self.outcome is None:
            return
        self.writer = Writer(self.publication, env, config, files, self.navigation)
        if self.preview is None and not self.fails(self.outcome):
            for place in self.writer.paths:
                self.tree.write(place, self.writer.compose(place))

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        if self.writer is not None and template_name == site_map.PATH:
            return self.writer.map(output_content)
        return protect(output_content) if template_name.endswith(".html") else output_content

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        return protect(output)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: MkDocsNavigation
    ) -> TemplateContext:
        self.search.add(page.file.url, str(page.title or ""), page.content or "")
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        outcome = self.outcome
        if outcome is not None and self.command != "serve" and self.fails(outcome):
            raise Abort("手册没有通过检查，网站保持原样。")
        # A paper that cannot be printed costs itself. The site and the other papers are made, without the receipt that would
        # let them be published.
        lost = any(press.failed for press in _plugins(config, Press))
        tree = self.tree
        if self.receipt is not None and self.writer is not None and not lost:
            tree.write(FILE, self.receipt.to_json().encode("utf-8"))
            record = receipt_page(self.receipt)
            tree.write(address(record.path), self.writer.beside(record))
        if outcome is not None and self.publication is not None:
            publication = self.publication
            write = partial(self.search.write, outcome, publication.pages, tree)
            if self.preview is None or self.writer is None:
                kept = offline.write_worker(tree, write())
                store.save(project_root(config), self.kept)
                kept_bodies.save(project_root(config), self.frame)
                self.recorded = None if lost else self._record(config, kept)
            else:
                self.preview.built(config, self.writer, write)
                for page in self.preview.written():
                    self.search.add(*page)
                self.preview.end()
        self.built = True

    def on_build_error(self, *, error: Exception) -> None:
        if self.preview is not None:
            self.preview.end()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        if self.preview is not None:
            self.preview.on_serve(server, config)
        return server

    def on_shutdown(self) -> None:
        """Runs after MkDocs' own strict check: only a build that passed everything takes the site's place."""
        if self.preview is not None:
            self.preview.close()
        if self.dated:
            os.environ.pop(_EPOCH, None)
            self.dated = False
        if self.final is None:
            return
        made = swap.aside(self.final)
        if self.built and sys.exc_info()[0] is None:
            swap.swap(made, self.final)
            if self.recorded is not None:
                self.recorded.state = patch.state(self.final, self.tree.state)
                last_build.save(self.root, self.recorded)
            else:
                last_build.forget(self.root)
        else:
            swap.discard(made)

    def _record(self, config: MkDocsConfig, kept: dict[str, str]) -> LastBuild | None:
        """What this build leaves for one after an edit of wording; ``None`` where all has to be built then as well."""
        writer, outcome, notes, receipt = self.writer, self.outcome, self.kept.notes, self.receipt
        if writer is None or outcome is None or notes is None or receipt is None or self.final is None or self.faces is None:
            return None
        if self.shown is not outcome or self.sources.findings or not possible(config, writer):
            return None
        return record(
            self.asked, self.frame, self.root, config, self.final, self.sources, (outcome, notes), self.shown_settings,
            writer, self.search, kept, self.kept.pages, self.faces, frozenset(self.mentioned), receipt, str(self.read_at[0]) if self.read_at else "", today=not self.config.as_of,
            strict=self.config.strict,
        )  # fmt: skip

    def history(self, root: Path) -> tuple[Read | str, Versions]:
        """The versions that git holds. A preview reads them once a commit: saving a file changes none."""
        commit = head(root)
        if self.read_at is None or self.read_at[0] != commit:
            read_ = read_versions(root)
            self.read_at = commit, read_, versions(read_, self.as_of())
        return self.read_at[1], self.read_at[2]

    def as_of(self) -> dt.date:
        """Today."""
        return day(self.config.as_of) or dt.date.today()

    def fails(self, outcome: Outcome) -> bool:
        """Whether the outcome fails the build."""
        return outcome.failed or (self.config.strict and outcome.count(Severity.WARNING) > 0)


def project_root(config: MkDocsConfig) -> Path:
    """The folder of ``mkdocs.yml``, which holds the content roots."""
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _plugins(config: MkDocsConfig, type_: type[Any]) -> list[Any]:
    return [plugin for plugin in config.plugins.values() if isinstance(plugin, type_)]


def _report(outcome: Outcome) -> None:
    for diagnostic in outcome.diagnostics:
        log.log(_LEVEL[diagnostic.severity], "%s", diagnostic.line())


def _how_to_first(page: str) -> tuple[bool, int, str]:
    """The order of the pages of ``docs_dir``: how the tool is used is asked before how it came about."""
    return page != "usage.md", page.count("/"), page


def _escaped(navigation: Navigation) -> Navigation:
    """Titles as HTML text: the theme's templates print what they are given."""
    return [
        {escape(title): target if isinstance(target, str) else _escaped(target) for title, target in item.items()}
        for item in navigation
    ]

