"""The site on a phone: a manifest to install it by, and a service worker that keeps what staff need."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from biaochi.core.regex import regex

if TYPE_CHECKING:
    from biaochi.site.tree import Tree

MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
_TEMPLATE = Path(__file__).with_name("worker.js")
# Papers are large and for printers; rules, old versions and comparisons are for editors. What is opened is kept.
_LEFT = regex(r"(?:v|id|rules|feeds|data|changes)/|.*\.(?:pdf|map|gz|xml|json)$|404\.html$|sw\.js$")
# Of the theme's assets only those that its pages load.
_THEME = regex(r"assets/(?:javascripts/(?!bundle)|stylesheets/(?!main|palette)|images/(?!favicon))|assets/.*\.map$")


def manifest(name: str, language: str) -> str:
    """What a phone is told when the site is put on its home screen."""
    icons = [
        {"src": "assets/icons/192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "assets/icons/512.png", "sizes": "512x512", "type": "image/png"},
        {"src": "assets/icons/maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    told = {
        "name": name,
        "short_name": name[:12],
        "lang": language,
        "id": "./",
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#00695c",
        "icons": icons,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def write_worker(tree: Tree, search: str = "") -> dict[str, str]:
    """Write the service worker over what the finished site holds; return the files that it keeps, with their hashes."""
    files = {path: tree.digest_of(path) for path in kept(tree.folder)}
    tree.write(WORKER, worker(files, search))
    return files


def worker(kept_files: Mapping[str, str], search: str) -> bytes:
    """The service worker over these files; ``search`` is the version of the search's index.

    Its bytes change when any kept file does: that is how browsers notice a new version of the site.
    """
    files = dict(sorted(kept_files.items()))
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    head = f"const VERSION = {json.dumps(version)};\nconst SEARCH = {json.dumps(search)};\n"
    listed = json.dumps(files, ensure_ascii=False, separators=(",", ":"))
    return f"{head}const FILES = {listed};\n{_TEMPLATE.read_text(encoding='utf-8')}".encode()


def kept(site: Path) -> list[str]:
    """The files of a site that are kept on a device, sorted."""
    return worth_keeping(_files(str(site), ""))


def worth_keeping(files: Iterable[str]) -> list[str]:
    """Which of these files are kept on a device, sorted."""
    return sorted(path for path in files if not _LEFT.match(path) and not _THEME.match(path))


def _files(folder: str, prefix: str) -> Iterator[str]:
    """Paths of all files below a folder, without looking into folders of which nothing is kept."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir():
                if not _LEFT.match(f"{prefix}{one.name}/"):
                    yield from _files(one.path, f"{prefix}{one.name}/")
            else:
                yield f"{prefix}{one.name}"
