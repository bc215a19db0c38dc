"""What ``mkdocs.yml`` says, read without MkDocs: for commands that must start fast."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from biaochi.core.frontmatter import Map, Scalar, Sequence, compose
from biaochi.core.values import day
from biaochi.handbook.further_fonts import further_fonts


class DayRefused(ValueError):
    """The settings name a day that is none; the message says how to write it."""


def day_of(config: Path) -> dt.date | None:
    """Today, where the settings name it. Raises :class:`DayRefused`."""
    written = options_of(config)[1].get("biaochi/standards", {}).get("as_of")
    if not written:
        return None
    found = day(str(written))
    if found is None:
        raise DayRefused(f"{config.name}: as_of 应写成 2026-03-01 这样的日期，这里是“{written}”")
    return found


def fonts_of(config: Path, root: Path) -> dict[str, Path]:
    """The further fonts of the settings. Raises ``FontRefused``."""
    named = options_of(config)[1].get("biaochi/handbooks", {}).get("fonts") or ()
    return further_fonts(root, [(str(one.get("file")), str(one.get("sha256"))) for one in named if isinstance(one, dict)])


def options_of(config: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings, and those of each plugin by its name."""
    front: Map | None = None
    if config.is_file():
        front, _ = compose(config.name, config.read_text(encoding="utf-8-sig"))
    top = _plain(front) if front is not None else {}
    options: dict[str, Any] = {}
    plugins = top.get("plugins") or ()
    for plugin in (plugins,) if isinstance(plugins, dict) else plugins:
        if isinstance(plugin, dict):
            options.update({name: value for name, value in plugin.items() if isinstance(value, dict)})
    return top, options


def _plain(node: Any) -> Any:
    if isinstance(node, Map):
        return {key: _plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return node.value if isinstance(node, Scalar) else node
