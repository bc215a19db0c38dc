"""A small, complete handbook with nothing to complain of, and a way to change single values of it.

Every rule's documentation shows its *fails* and *passes* examples as such changes, so that an example is short enough
to read and complete enough to run. Each line of a change is ``place: value`` in YAML:

``metrics.wait.target: 20``      a value of the standard DEMO-WAIT, by key and by the id (or index) of a list's item
``DEMO-CARD.when: 每日``          the same in another entry
``-owner:``                       takes the key away
``metrics+: [{…}]``               adds items to a list
``body: …`` / ``body+: …``       replaces the body, or adds to it
``standards/x.md: …``             a whole file
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

DEFAULT = "DEMO-WAIT"
_FILE = re.compile(r"(?:standards|processes)/.*\.(?:md|yml)")
_ENTRY = re.compile(r"([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)\.(.+)")


@cache
def _read() -> dict[str, str]:
    return dict(sorted(_walk(files(__package__), "")))


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for child in folder.iterdir():
        if child.is_dir():
            if child.name in ("standards", "processes"):
                found.extend(_walk(child, f"{prefix}{child.name}/"))
        elif child.name.endswith((".md", ".yml")):
            found.append((f"{prefix}{child.name}", child.read_text(encoding="utf-8")))
    return found


def handbook() -> dict[str, str]:
    """The demonstration handbook: POSIX path → text."""
    return dict(_read())


@cache
def _paths() -> dict[str, str]:
    """Where each entry stands."""
    found = ((re.search(r"^id: (\S+)$", text, re.M), path) for path, text in _read().items() if path.endswith(".md"))
    return {match[1]: path for match, path in found if match}


def changed(change: str) -> dict[str, str]:
    """The demonstration handbook with a change applied. Raises ``KeyError`` or ``ValueError`` on a place that is not
    there: an example that changes nothing would prove nothing."""
    texts = handbook()
    paths = _paths()
    fronts: dict[str, tuple[dict[str, Any], str]] = {}
    for place, value in (yaml.load(change, Loader=_Loader) or {}).items():
        if _FILE.fullmatch(place):
            texts[place] = value
            continue
        remove, add = place.startswith("-"), place.endswith("+")
        place = place.removeprefix("-").removesuffix("+")
        match = _ENTRY.fullmatch(place)
        entry, route = (match[1], match[2]) if match else (DEFAULT, place)
        if entry not in fronts:
            _, front, body = texts[paths[entry]].split("---\n", 2)
            fronts[entry] = yaml.load(front, Loader=_Loader), body
        data, body = fronts[entry]
        if route == "body":
            fronts[entry] = (data, body + value if add else value)
        else:
            _apply(data, route.split("."), value, remove=remove, add=add)
    for entry, (data, body) in fronts.items():
        front = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
        texts[paths[entry]] = f"---\n{front}---\n{body}"
    return texts


def _apply(data: Any, route: list[str], value: Any, *, remove: bool, add: bool) -> None:
    for name in route[:-1]:
        data = _step(data, name)
    last = route[-1]
    if remove:
        del data[last]
    elif add:
        data[last] = [*data.get(last, []), *value]
    elif isinstance(data, list):
        data[data.index(_step(data, last))] = value
    else:
        data[last] = value


def _step(data: Any, name: str) -> Any:
    """Into a map by key (made if absent), into a list by id, metric or index."""
    if isinstance(data, list):
        if name.isdigit():
            return data[int(name)]
        return next(item for item in data if name in (item.get("id"), item.get("metric")))
    return data.setdefault(name, {})


class _Loader(yaml.CSafeLoader):
    """Types only what the content model types, so that ``1.1`` and dates stay as written."""


_Loader.yaml_implicit_resolvers = {}


class _Text(str):
    """A plain scalar as written."""


def _scalar(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return str(node.value) if node.style else _Text(node.value)


_Loader.add_constructor("tag:yaml.org,2002:str", _scalar)


class _Dumper(yaml.SafeDumper):
    """Writes plain scalars plainly again."""


def _write(dumper: yaml.SafeDumper, text: _Text) -> yaml.ScalarNode:
    plain = not re.search(r"^[\s@`%&*!|>'\"\[\]{},#?:-]|: |\s#|:$|\n", text) or bool(re.fullmatch(r"-?\d+(\.\d+)?", text))
    return yaml.ScalarNode("tag:yaml.org,2002:str", str(text), style=None if plain else '"')


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """What stood in quotes stays in quotes: ``"5"`` is text and 5 a number."""
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style='"')


_Dumper.add_representer(_Text, _write)
_Dumper.add_representer(str, _quoted)
_Dumper.yaml_implicit_resolvers = {}
