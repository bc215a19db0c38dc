"""MkDocs' complaints about ``mkdocs.yml`` as an editor can use them: the place, what was found, what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from biaochi.core.diagnostics import did_you_mean, printable
from biaochi.core.frontmatter import Map, Node, Sequence, compose
from biaochi.core.location import Location
from biaochi.core.regex import regex
from biaochi.site import options

_ABOUT = regex(r"Config value '(?P<top>[^']+)': (?P<rest>.*)", re.S)
_INSIDE = regex(r"(?:Plugin '(?P<plugin>[^']+)' option|Sub-option) '(?P<key>[^']+)': (?P<rest>.*)", re.S)
"""Each names one step further down."""

_SAID = (
    (r"Unrecognised configuration name: (?P<name>\S+)", "没有这个选项"),
    (r"Required configuration not provided\.", "缺少这一项，补上“{key}: …”"),
    (r"Expected one of: \((?P<known>.*)\) but received: '(?P<got>.*)'", "没有“{got}”这个值，可写 {known}"),
    (r"Expected a list of items, but a .* was given\.", "应是列表，写成“{key}: [ … ]”或逐行以“- ”开头"),
    (r"The configuration is invalid\. Expected a key-value mapping.*", "应是映射，写成“{key}: {{键: 值}}”"),
    (r"Expected type: <class 'str'> but received: .*", "应是文字：给值加引号"),
    (r"Expected type: <class 'bool'> but received: .*", "写 true 或 false"),
    (r'The "(?P<name>[^"]+)" plugin is not installed', "没有装“{name}”这个插件"),
    (r"Unrecognised theme name: '(?P<got>[^']*)'\. .*", "没有“{got}”这个主题，写 material"),
    (r"The path '(?P<got>.*)' isn't an existing directory\.", "没有“{got}”这个文件夹"),
    (r"The URL isn't valid.*", "网址要以 https:// 或 http:// 开头"),
)  # fmt: skip
_OWN: dict[str, type[Config]] = {
    "biaochi/standards": options.StandardsOptions, "biaochi/crosslinks": options.CrosslinksOptions,
    "biaochi/handbooks": options.HandbooksOptions, "books": options.BookOptions, "fonts": options.FontOptions,
    "select": options.SelectOptions,
}  # fmt: skip
_PLUGINS = tuple(name for name in _OWN if "/" in name)


def retold(message: str, config: Path) -> str:
    """A complaint of MkDocs in Chinese, with its place in the file; as it is where nothing is known of it."""
    about = _ABOUT.fullmatch(message)
    if about is None:
        return message
    route, rest = [about["top"]], about["rest"]
    while inside := _INSIDE.fullmatch(rest):
        route += [inside["plugin"], inside["key"]] if inside["plugin"] else [inside["key"]]
        rest = inside["rest"]
    said = rest
    for pattern, chinese in _SAID:
        if found := re.fullmatch(pattern, rest, re.S):
            told = {"key": route[-1], **{name: value.replace("'", "").rstrip(",").replace(", ", "、") for name, value in found.groupdict().items()}}
            said = chinese.format(**told) + _meant(route, told.get("name"))
            route += [told["name"]] if told.get("name") and told["name"] != route[-1] else []
            break
    shown = route[1:] if len(route) > 1 and route[0] == "plugins" else route
    return printable(f"{_place(config, route)}: {' → '.join(shown)}：{said}")


def refused(config: Path, plugins: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What a build would say of the options of our plugins, for commands that start without MkDocs. Of the day they say it
    themselves: it may be told on the command line."""
    for name, written in plugins.items():
        if name not in _PLUGINS:
            if name.startswith("biaochi/"):
                yield retold(f"Config value 'plugins': The \"{name}\" plugin is not installed", config)
            continue
        read = _OWN[name]()
        # MkDocs itself takes "enabled" for plugins that have no such option.
        read.load_dict({key: value for key, value in written.items() if key != "as_of" and (key != "enabled" or key in read)})
        errors, warnings = read.validate()
        for key, said in (*errors, *warnings):
            yield retold(f"Config value 'plugins': Plugin '{name}' option '{key}': {said}", config)


def is_refused(message: str) -> bool:
    """Whether an option of ours is none: MkDocs only warns, and what was asked for would be left out in silence."""
    return "Unrecognised configuration name" in message and any(f"Plugin '{name}'" in message for name in _PLUGINS)


def _meant(route: list[str], name: str | None) -> str:
    if name is None:
        return ""
    owner = next((_OWN[key] for key in reversed(route) if key in _OWN), MkDocsConfig if route == [name] else None)
    known = _PLUGINS if route == ["plugins"] else tuple(key for key, _ in owner._schema) if owner is not None else ()
    if hint := did_you_mean(name, known):
        return f"（{hint}）"
    return f"（可写 {'、'.join(known)}）" if 0 < len(known) < 10 else ""


def _place(config: Path, route: list[str]) -> Location | str:
    """Where the last of these keys stands, else the nearest one above it."""
    try:
        front, _ = compose(config.name, config.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        front = None
    if front is None:
        return config.name
    found: Location | None = None
    nodes: list[Node] = [front]
    for key in route:
        below = [(owner.key_at(key), owner.entries[key]) for owner in _maps(nodes) if key in owner.entries]
        if not below:
            break
        found, nodes = below[0][0], [node for _, node in below]
    return found or config.name


def _maps(nodes: list[Node]) -> Iterator[Map]:
    """The maps among the nodes and in their lists."""
    for node in nodes:
        if isinstance(node, Map):
            yield node
        elif isinstance(node, Sequence):
            yield from _maps(list(node.items))
