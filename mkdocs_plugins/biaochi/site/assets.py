"""Files around the pages: the theme's additions, and pictures and tables of the content roots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from biaochi.core.regex import regex

THEME = Path(__file__).parent / "theme"
STYLES = "assets/biaochi.css"
# Every page carries the navigation: of the sections that it does not stand in only the names.
PRUNED = "navigation.prune"
SCRIPT = "assets/staff.js"
SEARCH = "assets/search.js"
SEARCH_PARTS = ("files", "index", "places", "heard", "asked", "spoken", "english", "answers", "box")
"""The scripts of ``assets/search/``, in the order in which they need each other."""
_REMARKS = regex(r"^ *(?:/\*(?s:.*?)\*/\s*?\n|//.*\n|\n)|(?<=[;,{}]) // .*$|^ +", re.M)
_BREAKS = regex(r"(?<=[;,{(\[])\n")
"""Breaks between lines where nothing ends by them: a sixtieth of the script."""


def add_theme(config: MkDocsConfig) -> None:
    """Put the product's templates, styles and script behind the handbook's own overrides, before Material's."""
    if str(THEME) not in config.theme.dirs:
        own = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(own, str(THEME))
    if STYLES not in config.extra_css:
        config.extra_css.insert(0, STYLES)
    features = list(config.theme.get("features") or ())
    if PRUNED not in features:
        config.theme["features"] = [*features, PRUNED]
    if SCRIPT not in config.extra_javascript:
        config.extra_javascript.append(SCRIPT)


def join(files: Files, config: MkDocsConfig) -> None:
    """Publish the search's scripts as one, so that a phone asks once, and without remarks and indents: they are a fifth of what
    a reader's first question takes."""
    parts = [files.src_uris[f"assets/search/{part}.js"] for part in SEARCH_PARTS]
    for part in parts:
        files.remove(part)
    files.append(File.generated(config, SEARCH, content="".join(without_remarks(part.content_string) for part in parts)))


def without_remarks(script: str) -> str:
    """A script of ours without the lines that are only remarks or blank, remarks behind a line's end, indents, and breaks between what
    goes on."""
    return _BREAKS.sub("", _REMARKS.sub("", script))


def unmount(files: Files, roots: Iterable[Path]) -> None:
    """Take out what MkDocs found inside the content roots by itself (``docs_dir`` may be one of them): front matter
    there is ours to read, and only what we publish is copied."""
    folders = [root.resolve() for root in roots]
    for file in list(files):
        if file.abs_src_path and any(Path(file.abs_src_path).resolve().is_relative_to(folder) for folder in folders):
            files.remove(file)


def mount(files: Files, config: MkDocsConfig, root: Path, paths: Sequence[str]) -> list[str]:
    """Add the publishable files of the roots; SVG is published sanitised."""
    from biaochi.pages.svg import sanitise_svg

    mounted = []
    for path in paths:
        if path.lower().endswith(".svg"):
            clean = sanitise_svg((root / path).read_bytes())
            if clean is None:
                continue
            files.append(File.generated(config, path, content=clean))
        else:
            files.append(File.generated(config, path, abs_src_path=str(root / path)))
        mounted.append(path)
    return mounted
