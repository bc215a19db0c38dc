"""What ``mkdocs.yml`` says, read as MkDocs reads it (anchors, ``INHERIT``, ``!ENV``) without the rest of MkDocs: for commands
that must start fast. And what is wrong with it, where it cannot be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from biaochi.core.diagnostics import printable
from biaochi.core.frontmatter import Map, Node, Scalar, Sequence, compose
from biaochi.core.regex import regex
from biaochi.core.values import day
from biaochi.handbook.further_fonts import further_fonts


class SettingsRefused(ValueError):
    """The settings cannot be used; the message says where, and how to write it."""


def day_of(config: Path) -> dt.date | None:
    """Today, where the settings name it. Raises :class:`SettingsRefused`."""
    written = options_of(config)[1].get("biaochi/standards", {}).get("as_of")
    if not written:
        return None
    found = day(str(written))
    if found is None:
        raise SettingsRefused(f"{config.name}: as_of 应写成 2026-03-01 这样的日期，这里是“{written}”")
    return found


def fonts_of(config: Path, root: Path) -> dict[str, Path]:
    """The further fonts of the settings. Raises ``FontRefused`` and :class:`SettingsRefused`."""
    named = options_of(config)[1].get("biaochi/handbooks", {}).get("fonts") or ()
    return further_fonts(root, [(str(one.get("file")), str(one.get("sha256"))) for one in named if isinstance(one, dict)])


def options_of(config: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings, and those of each plugin by its name; nothing where there is no file. Raises :class:`SettingsRefused`."""
    top: dict[str, Any] = {}
    if config.is_file():
        try:
            with config.open("rb") as file:
                read = yaml_load(file, _Loader)
        except (ConfigurationError, ValueError, OSError) as error:
            raise SettingsRefused(refusal(config, error)) from error
        if not isinstance(read, dict):
            raise SettingsRefused(f"{config.name} 的顶层应是“键: 值”，这里是别的（从 site_name: 手册的名称 写起）")
        top = read
    options: dict[str, Any] = {}
    plugins = top.get("plugins") or ()
    for plugin in (plugins,) if isinstance(plugins, dict) else plugins:
        if isinstance(plugin, dict):
            options.update({name: value for name, value in plugin.items() if isinstance(value, dict)})
    return top, options


class _Loader(get_yaml_loader(yaml.CSafeLoader)):  # type: ignore[misc]  # a class made by a function
    """Values as MkDocs sees them, but a day stays as it is written, and what only serves MkDocs (``!!python/name:``,
    ``!relative``) is nothing here."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, Any]]]] = {
        sign: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
        for sign, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_multi_constructor("", lambda loader, tag, node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, tag, node: None)

_DAY = regex(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?")


def refusal(config: Path, error: Exception) -> str:
    """Why the settings cannot be used, at its place if it is the file's own YAML, else in the words of ``error``."""
    try:
        front, findings = compose(config.name, config.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as unreadable:
        return printable(f"{config.name} 读不出来（{unreadable}）：用 UTF-8 另存")
    for found in findings:
        if found.code == "FMT008":  # the others are what the handbook's front matter may not hold, and settings may
            return printable(f"{found.at}: {found.message}（{found.hint}）")
    for value in _scalars(front) if front is not None else ():
        # YAML makes dates of what looks like one; where the calendar lacks it, its complaint has neither place nor value.
        if value.plain and _DAY.fullmatch(value.raw) and day(value.raw[:10]) is None:
            return printable(f"{value.at}: “{value.raw}”不是日历上的日期（写成 2026-03-01 这样；不是日期的加上引号）")
    return printable(f"{config} 有误：{error}")


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for below in node.items if isinstance(node, Sequence) else node.entries.values() if isinstance(node, Map) else ():
            yield from _scalars(below)
