"""From texts to the catalogue: documents are parsed, entries and registries built, faults gathered on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import field
from types import MappingProxyType
from typing import TypeVar

from biaochi.core import meant
from biaochi.core.clauses import read_body
from biaochi.core.diagnostics import Finding
from biaochi.core.frontmatter import Document, Map, Scalar, Sequence, compose, normalise, parse
from biaochi.core.location import Location
from biaochi.core.model import KINDS, Catalogue, Entry, InformativePage, Role, Site, SourceRow, Term
from biaochi.core.regex import regex
from biaochi.core.shape import Reading, build_part, raw
from biaochi.core.slotted import dataclass
from biaochi.core.values import LOCAL_ID
from biaochi.core.vocabulary import COMMON, KIND, SECTOR, STATUS

# Characters that look like nothing or turn the reading direction: a reviewer could not see them in a pull request.
_HIDDEN = regex("[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_TURNING = regex("[\u202a-\u202e\u2066-\u2069]")
_ID_LINE = regex(r"^id:[ \t]*[\"']?([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)[\"']?[ \t]*(?:#.*)?\r?$", re.M)
_LIST = "index"
"""The address of a folder's own page: of what is in the folder none may have it, on some disks in no case of letters."""
_MISNAMED = (".md", ".yml", ".yaml", ".txt", ".markdown")
_ENTRY_KEYS = ("id", "version", "status", "owner")


@dataclass(frozen=True, slots=True)
class Built:
    """The catalogue, and the faults found on the way: by entry id, or under ``None`` where no entry could be made."""

    catalogue: Catalogue
    findings: tuple[tuple[str | None, Finding], ...]


@dataclass(slots=True)
class _Gathered:
    entries: dict[str, Entry] = field(default_factory=dict)
    pages: list[InformativePage] = field(default_factory=list)
    registries: dict[str, Map] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    findings: list[tuple[str | None, Finding]] = field(default_factory=list)

    def say(self, findings: Iterable[Finding], entry: str | None = None) -> None:
        self.findings.extend((entry, finding) for finding in findings)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one text gave, whatever the others say: an entry or an informative page, and the faults in it."""

    text: str
    entry: Entry | None
    page: InformativePage | None
    findings: tuple[tuple[str | None, Finding], ...]
    unread: Mapping[str, str] = field(default_factory=dict)


def build(texts: Mapping[str, str], known: MutableMapping[str, Parsed] | None = None) -> Built:
    """Build the catalogue of ``texts`` (POSIX path → text). Never raises on content.

    ``known`` is what each text gave the last time, by path; it is brought up to date.
    """
    found = _Gathered()
    known = {} if known is None else known
    for path in sorted(texts):
        if path.endswith(".md"):
            parsed = known.get(path)
            if parsed is None or parsed.text != texts[path]:
                parsed = known[path] = _parsed(path, texts[path])
            _add(parsed, found)
        elif registry(path):
            _add_registry(path, texts[path], found)
        elif path.lower().endswith(_MISNAMED):
            _add_misnamed(path, texts[path], found)
    entries = sorted(found.entries.values(), key=lambda e: rank(e.sector, e.kind, e.id))
    catalogue = Catalogue(
        MappingProxyType({entry.id: entry for entry in entries}),
        tuple(found.pages),
        MappingProxyType({path: None for path in texts if path.endswith(".md")} | {entry.path: entry.id for entry in entries}),
        _registry(Role, "roles", found),
        _registry(Term, "terms", found),
        _registry(Site, "sites", found),
        _journeys(found),
        *_source_rows(found),
        MappingProxyType(found.unread),
    )
    return Built(catalogue, tuple(found.findings))


_SECTORS = {sector: index for index, sector in enumerate(SECTOR)}
_KINDS = {kind: index for index, kind in enumerate(KIND)}


def rank(sector: str | None, kind: str, id_: str) -> tuple[int, str, int, str]:
    """What entries are ordered by: sector, kind, id."""
    return _SECTORS.get(sector or COMMON, 99), sector or "", _KINDS.get(kind, 9), id_


def _parsed(path: str, text: str) -> Parsed:
    own = _Gathered()
    _add_document(parse(path, text), text, own)
    return Parsed(text, next(iter(own.entries.values()), None), own.pages[0] if own.pages else None, tuple(own.findings), own.unread)


def _add(parsed: Parsed, found: _Gathered) -> None:
    """Put what one text gave with what the others did: of two entries with one id the first holds."""
    found.findings.extend(parsed.findings)
    found.unread.update(parsed.unread)
    if parsed.page is not None:
        found.pages.append(parsed.page)
    entry = parsed.entry
    if entry is None:
        return
    first = found.entries.setdefault(entry.id, entry)
    if first is not entry:
        here, there = entry.home, first.home
        message = f"编号“{entry.id}”重复：{there.path}:{there.line} 与 {here.path}:{here.line}"
        found.say([Finding("FMT020", here, message, "两处留一处，另一处换一个没有用过的编号")], entry.id)
        found.unread[entry.id] = parsed.text  # what the others refer to may stand in this one


def _add_document(document: Document, text: str, found: _Gathered) -> None:
    front = document.front
    if front is None or "kind" not in front.entries:
        _add_page(document, text, found)
        return
    reading = Reading(document.path, raw(front, "status"), raw(front, "kind"), list(document.findings))
    reading.findings.extend(_hidden(document.path, text, _HIDDEN))
    shape = KINDS.get(reading.kind or "", Entry)
    body = read_body(document.path, document.body, document.body_line)
    at = front.where("id") if "id" in front.entries else Location(document.path)
    entry = build_part(shape, front, reading, at, path=document.path, body=body, references=reading.references)
    # The references are gathered while the entry is being built; freeze them with it.
    object.__setattr__(entry, "references", tuple(reading.references))
    if shape is Entry:
        # Of an unknown kind nothing is known but what all entries share.
        reading.findings = [finding for finding in reading.findings if finding.code != "FMT016"]
    if entry.retired:
        reading.findings = [f for f in reading.findings if f.code in ("FMT009", "FMT010", "FMT019", "FMT022") or f.at == at]
    found.say(reading.findings, entry.id or None)
    if not entry.id and (written := raw(front, "id")):
        # Told at the id itself; who refers to the right form is not wrong.
        found.unread.update({id_: text for id_ in meant.entry_ids(written) if id_})
    if entry.id:
        found.entries[entry.id] = entry
        if reading.misspelt:
            found.unread[entry.id] = text  # what others miss of it may stand there, under the wrong key


def _add_page(document: Document, text: str, found: _Gathered) -> None:
    """A file without ``kind``: an informative page, unless it is an entry that forgot to say so."""
    path, front = document.path, document.front
    found.say(document.findings)
    found.say(_hidden(path, text, _TURNING))
    if (document.broken or front is not None) and (match := _ID_LINE.search(text)):
        found.unread[match[1]] = text
    if document.broken:
        return
    entry_like = [name for name in _ENTRY_KEYS if front and name in front.entries]
    if front and entry_like == ["status"] and raw(front, "status") not in STATUS:
        entry_like = []  # other tools have a status too: new, deprecated
    if front and entry_like:
        message = f"有“{'”“'.join(entry_like)}”却没有“kind”，会绕过检查"
        hint = f"补一行“kind: …”（{'、'.join(KIND)}之一）；若只是说明页，删去这些键"
        found.say([Finding("FMT013", front.where(entry_like[0]), message, hint)])
    body = read_body(path, document.body, document.body_line)
    title = raw(front, "title") if front else None
    heading = next((block.text for block in body.blocks if block.kind == "heading"), None)
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    found.pages.append(InformativePage(path, title or heading or stem, body))


def _add_misnamed(path: str, text: str, found: _Gathered) -> None:
    """A file that is passed over for its name: ``.MD``, ``.md.txt``, ``Roles.YML``. Other YAML files are somebody else's."""
    folder, _, file = path.rpartition("/")
    bare = file.removesuffix(".txt").removesuffix(".markdown")
    stem, _, ending = bare.rpartition(".")
    proper = f"{stem}.{ending.lower()}" if stem and ending.lower() in ("md", "yml", "yaml") else f"{bare}.md"
    if registry(f"{folder}/{proper.lower()}"):
        proper = proper.lower()
    elif not proper.endswith(".md"):
        return
    found.say([Finding("FMT032", Location.of_line(path, 1), "文件名的后缀或大小写不对，没有读入", f"改名为 {proper}")])
    for match in _ID_LINE.finditer(text):
        found.unread[match[1]] = text


def _hidden(path: str, text: str, wanted: re.Pattern[str]) -> list[Finding]:
    if text.isascii() or not (match := wanted.search(text, 1 if text.startswith("\ufeff") else 0)):
        return []
    text = normalise(text)
    match = wanted.search(text) or match
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    at = Location(path, line, column, line, column + 1)
    message = f"有看不见的字符 U+{ord(match.group()):04X}"
    return [Finding("FMT028", at, message, "删去它，重新输入这几个字")]


# --- registries ------------------------------------------------------------------------------------------------------

_REGISTRIES = ("roles", "terms", "sites", "journeys", "sources")


def registry(path: str) -> str | None:
    """The registry that stands in a file: at the top of the content; other YAML files are somebody else's."""
    folder, _, file = path.partition("/")
    name, dot, ending = file.rpartition(".")
    return name if folder and dot and ending in ("yml", "yaml") and name in _REGISTRIES else None


def _add_registry(path: str, text: str, found: _Gathered) -> None:
    name = registry(path) or ""
    found.say(_hidden(path, text, _HIDDEN))
    map_, findings = compose(path, normalise(text))
    found.say(findings)
    if map_ is None:
        found.unread[name] = text
        return
    if name in found.registries:
        other = found.registries[name].at.path
        found.say([Finding("FMT020", Location(path), f"登记表“{name}”有两份：{other} 与 {path}", "合并成一份")])
        return
    found.registries[name] = map_


R = TypeVar("R", Role, Term, Site)


def _registry(shape: type[R], name: str, found: _Gathered) -> Mapping[str, R]:
    map_ = found.registries.get(name)
    if map_ is None:
        return MappingProxyType({})
    reading = Reading(map_.at.path)
    rows: dict[str, R] = {}
    for key, node in map_.entries.items():
        if shape is not Term and not LOCAL_ID.fullmatch(key):
            reading.say("FMT019", map_.key_at(key), f"编号“{key}”写法不对", "只用英文字母、数字、“-”和“_”")
        elif shape is Role and key.lower() == _LIST:
            reading.say("FMT019", map_.key_at(key), f"岗位编号“{key}”与全部岗位那一页的地址相同", f"换一个编号，例如 {key}-clerk")
        if isinstance(node, Map):
            rows[key] = build_part(shape, node, reading, map_.key_at(key), id=key)
        elif isinstance(node, Scalar) and shape is not Site:
            # `front-desk: 前台接待` says all that is needed.
            name, span = "name" if shape is Role else "definition", map_.key_spans[key]
            short = Map({name: node}, {name: span}, map_.origin, span)
            rows[key] = build_part(shape, short, reading, map_.key_at(key), id=key)
        else:
            reading.say("FMT017", node.at, f"“{key}”应是映射", "写成“{name: …}”")
    found.say(reading.findings)
    return MappingProxyType(rows)


def _journeys(found: _Gathered) -> Mapping[str, tuple[str, ...]]:
    map_ = found.registries.get("journeys")
    journeys: dict[str, tuple[str, ...]] = {}
    for sector, node in map_.entries.items() if map_ else ():
        if isinstance(node, Sequence):
            points = [item for item in node.items if isinstance(item, Scalar)]
            journeys[sector] = tuple(dict.fromkeys(word for point in points for word in meant.WIDE_COMMA.split(point.raw)))
            found.say(_twice(sector, points))
            found.say(_run_together(points))
        else:
            message = f"“{sector}”的旅程应是触点的列表"
            found.say([Finding("FMT017", node.at, message, f"写成“{sector}: [到店, 入住, …]”")])
    return MappingProxyType(journeys)


def _run_together(points: list[Scalar]) -> Iterator[Finding]:
    for point in points:
        if mend := meant.apart(point.raw):
            yield Finding("FMT025", point.at, f"旅程里的“{point.raw}”用了全角的逗号或顿号", mend)


def _twice(sector: str, points: list[Scalar]) -> Iterator[Finding]:
    seen = set[str]()
    for point in points:
        if point.raw in seen:
            message = f"“{sector}”的旅程里，触点“{point.raw}”写了两次"
            yield Finding("FMT029", point.at, message, "删去一处；客户确实经过两次的，起两个名称")
        seen.add(point.raw)


def _source_rows(found: _Gathered) -> tuple[Mapping[str, str], Mapping[str, SourceRow]]:
    map_ = found.registries.get("sources")
    if map_ is None:
        return MappingProxyType({}), MappingProxyType({})
    reading = Reading(map_.at.path)
    documents: dict[str, str] = {}
    rows: dict[str, SourceRow] = {}
    for key, node in map_.entries.items():
        if key == "documents" and isinstance(node, Map):
            for name, value in node.entries.items():
                documents[name] = (raw(value, "title") or name) if isinstance(value, Map) else getattr(value, "raw", name)
        elif isinstance(node, Map):
            rows[key] = build_part(SourceRow, node, reading, map_.key_at(key), id=key)
        else:
            reading.say("FMT017", node.at, f"“{key}”应是映射", "写成“{title: …}”")
    found.say(reading.findings)
    return MappingProxyType(documents), MappingProxyType(rows)


