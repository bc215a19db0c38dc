"""At the end of a whole build: what the next one has to know, where an edit of wording may be put into this one at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from biaochi.core.again import Notes
from biaochi.core.check import Outcome
from biaochi.core.diff import content_hash
from biaochi.core.links import Graph
from biaochi.core.model import Catalogue
from biaochi.core.read import Sources
from biaochi.pages import current_versions
from biaochi.pages.faces import face_of
from biaochi.pages.kept import Known
from biaochi.pages.settings import Settings
from biaochi.site.known_pages import KnownPages
from biaochi.site.last_build import Asked, LastBuild, digests, found, navigation_of, stamps
from biaochi.site.press import Press

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from biaochi.core.receipt import Receipt
    from biaochi.site.search import Search
    from biaochi.site.writing import Writer

# Of further pages only the pages themselves are watched, not what these put into them.
_ELSEWHERE = ("pymdownx.snippets", "pymdownx.b64")


# They have a say in pages of ``docs/`` alone, and make them of those and of the code.
_OF_CODE = ("mkdocstrings.", "mkdocs_autorefs.")


def documented(config: MkDocsConfig) -> tuple[str, ...] | None:
    """The folders of code that pages of ``docs/`` are made from; ``None`` where it cannot be told what else is read."""
    folders: list[str] = []
    root = Path(config.config_file_path).parent
    for plugin in config.plugins.values():
        if not type(plugin).__module__.startswith("mkdocstrings."):
            continue
        told = plugin.config
        if told["custom_templates"] or not told["handlers"].keys() <= {"python"}:
            return None
        python = told["handlers"].get("python", {})
        if not python.get("paths") or not python.keys() <= {"paths", "options"} or "extensions" in python.get("options", {}):
            return None
        folders += [str(root / path) for path in python["paths"]]
    return tuple(folders)


def possible(config: MkDocsConfig, writer: Writer) -> bool:
    """Whether nothing but what is watched decides the site: no plugin, hook or setting from elsewhere, and no papers."""
    plugins = config.plugins.values()
    known = all(type(plugin).__module__.startswith(("biaochi.", *_OF_CODE)) for plugin in plugins)
    printing = any(isinstance(plugin, Press) and plugin.config.enabled for plugin in plugins)
    written = Path(config.config_file_path).read_text(encoding="utf-8")
    elsewhere = "INHERIT" in written or "!ENV" in written or any(name in written for name in _ELSEWHERE)
    return known and documented(config) is not None and not printing and not config.hooks and not elsewhere and not writer.told_to_others


def record(
    asked: Asked,
    frame: str,
    root: Path,
    config: MkDocsConfig,
    final: Path,
    sources: Sources,
    judged: tuple[Outcome, Notes],
    settings: Settings,
    writer: Writer,
    search: Search,
    kept: dict[str, str],
    pages: Known,
    faces: tuple[Catalogue, Graph],
    mentioned: frozenset[str],
    receipt: Receipt,
    commit: str,
    *,
    today: bool,
    strict: bool,
) -> LastBuild:
    """Everything of this build that the next one has to know."""
    outcome, notes = judged
    entries = outcome.catalogue.entries
    publication = writer.publication
    shown, graph = faces
    return LastBuild(
        asked=(asked.as_of, asked.strict, asked.pdf),
        frame=frame,
        docs=config.docs_dir,
        custom=config.theme.custom_dir or "",
        code=documented(config) or (),
        as_of=outcome.as_of.isoformat(),
        today=today,
        strict=strict,
        commit=commit,
        final=str(final),
        texts=digests(sources.texts),
        assets=stamps(root, sources.assets),
        notes=notes,
        said=found(outcome),
        faces={entry.path: face_of(entry, sources.texts[entry.path]) for entry in entries.values()},
        hashes={name: content_hash(entry) for name, entry in entries.items()},
        ids={name: entry.path for name, entry in entries.items()},
        known=publication.known,
        places=dict(publication.places),
        settings=settings,
        filling=writer.shells.filling,
        versions=publication.pages[current_versions.PATH],
        kept=kept,
        libraries=receipt.libraries,
        pages=len(publication.pages),
        remarks=publication.remarks,
        made_of=KnownPages.of(shown, graph, {path: (one, two) for path, (one, two, _) in pages.items()}),
        navigation=navigation_of(outcome, publication.pages),
        mentioned=mentioned,
        written=frozenset(writer.paths),
        index=search.index,
        numbers=search.numbers,
    )
