"""``biaochi new`` and ``biaochi init``: files that an editor starts from, which pass the gate as drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from biaochi.core.check import Outcome
from biaochi.core.model import Entry
from biaochi.core.slotted import dataclass
from biaochi.core.values import ENTRY_ID, MAX_ID
from biaochi.core.vocabulary import COMMON, KIND

_FOLDERS = {
    "standard": "standards/{sector}", "process": "processes/{sector}", "script": "standards/{sector}/scripts",
    "checklist": "standards/{sector}/checklists", "training": "standards/{sector}/trainings",
    "improvement": "standards/{sector}/improvements",
}


class Refused(Exception):
    """Nothing was written; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new file: its path below the handbook's root, and its text."""

    path: str
    text: str


def new_entry(
    kind: str, id_: str, outcome: Outcome, *, title: str = "", owner: str = "", sector: str = ""
) -> Draft:
    """A draft of one kind that passes the gate of this handbook. Raises :class:`Refused`."""
    catalogue = outcome.catalogue
    if not ENTRY_ID.fullmatch(id_) or len(id_) > MAX_ID:
        raise Refused(f"编号“{id_}”写法不对：用大写英文字母和数字，词间用“-”，例如 HTL-CHECKIN")
    if id_ in catalogue.entries:
        raise Refused(f"编号“{id_}”已用于 {catalogue.entries[id_].path}，换一个编号")
    owner = owner or next(iter(catalogue.roles), "")
    if owner not in catalogue.roles:
        raise Refused(f"岗位“{owner}”没有登记：先写进 standards/roles.yml" if owner else "还没有岗位：先写 standards/roles.yml")
    sector = sector or _sector_of(id_, catalogue.entries.values()) or COMMON
    touchpoint = next(iter(catalogue.journeys.get(sector, ())), "服务")
    template = files("biaochi.templates").joinpath("new", f"{kind}.md").read_text(encoding="utf-8")
    text = template.format(
        id=id_,
        title=title or f"新的{KIND[kind]}",
        owner=owner,
        sector=sector,
        touchpoint=touchpoint,
        covers=_something_to_teach(sector, catalogue.entries.values()),
        due=(outcome.as_of + dt.timedelta(days=30)).isoformat(),
    )
    return Draft(f"{_FOLDERS[kind].format(sector=sector)}/{id_.lower()}.md", text)


def _something_to_teach(sector: str, entries: Iterable[Entry]) -> str:
    """A standard for a new training to cover, of its own sector if there is one; empty where there is none at all."""
    standards = [entry for entry in entries if entry.kind == "standard" and not entry.retired]
    own = [entry for entry in standards if entry.sector == sector]
    return next((entry.id for entry in [*own, *standards]), "")


def _sector_of(id_: str, entries: Iterable[Entry]) -> str | None:
    """The sector of entries that share the id's first word."""
    first = id_.split("-")[0]
    for entry in entries:
        if entry.id.split("-")[0] == first and entry.sector:
            return entry.sector
    return None


def write_new(root: Path, draft: Draft) -> Path:
    """Write a draft; an existing file is never overwritten. Raises :class:`Refused`."""
    path = root / draft.path
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(draft.text)
    except FileExistsError:
        raise Refused(f"{draft.path} 已经存在，没有改动") from None
    return path


def handbook_files(title: str, organisation: str, as_of: dt.date) -> dict[str, str]:
    """A new handbook: settings, registries and one draft standard, by path."""
    folder = files("biaochi.templates").joinpath("handbook")
    read = {child.name: child.read_text(encoding="utf-8") for child in folder.iterdir()}
    example = files("biaochi.templates").joinpath("new", "standard.md").read_text(encoding="utf-8")
    return {
        "mkdocs.yml": read["mkdocs.yml"].format(title=_quoted(title), organisation=_quoted(organisation)),
        "README.md": read["README.md"].format(title=title),
        ".gitignore": read["gitignore"],
        **{f"standards/{name}": text for name, text in read.items() if name.endswith(".yml") and name != "mkdocs.yml"},
        "standards/common/demo-wait.md": example.format(
            id="DEMO-WAIT", title="等候时限（示例）", owner="staff", sector="common", touchpoint="到店", due=as_of.isoformat()
        ),
        "processes/.gitkeep": "",
    }


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_handbook(root: Path, contents: dict[str, str]) -> None:
    """Write a new handbook into an empty (or new) folder. Raises :class:`Refused`."""
    if root.exists() and any(child.name != ".git" for child in root.iterdir()):
        raise Refused(f"{root} 不是空文件夹，没有改动")
    for path, text in contents.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
