"""Reading the content roots: the only place of the core that opens files.

``read(root)`` never raises on what a pull request may contain: an unreadable file, a wrong encoding, a link that
leaves the root or an oversized file is a finding, and the rest is still read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from biaochi.core.attachments import MAX_PUBLISHED, PUBLISHED, lost_attachments
from biaochi.core.diagnostics import Finding
from biaochi.core.frontmatter import MAX_TEXT, normalise
from biaochi.core.location import Location
from biaochi.core.slotted import dataclass

ROOTS = ("standards", "processes")
"""The folders that hold the content, relative to the project's root."""

TEXT_SUFFIXES = (".md", ".yml", ".yaml")
_MISNAMED = (".txt", ".markdown")
"""What an editor's computer makes of ``.md``; such files are read where they are entries, so that somebody says so."""
_ENOUGH = 2 * MAX_TEXT + 2
"""Bytes of a file to read: line ends of Windows count twice, and what is left must still be seen to be too much."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What stands in the roots: texts by POSIX path relative to the project, publishable files, and faults."""

    texts: dict[str, str]
    assets: tuple[str, ...]
    findings: tuple[Finding, ...]


def read(root: Path, roots: Sequence[str] = ROOTS) -> Sources:
    """Read every text below ``roots``; missing roots are simply empty (``check`` says when nothing was found)."""
    texts: dict[str, str] = {}
    assets: list[str] = []
    others: dict[str, int] = {}
    findings: list[Finding] = []
    base = root.resolve()
    inside = tuple(base / name for name in roots)
    for name in roots:
        if (root / name).is_symlink():
            findings.append(_fault("FMT005", name, "文件夹是符号链接", "删去链接，把文件放进真实的文件夹"))
            continue
        for path, entry in _walk(root / name, name, inside, findings):
            suffix = os.path.splitext(path)[1].lower()
            if suffix in TEXT_SUFFIXES or (suffix in _MISNAMED and _is_entry(entry)):
                text = _read_text(path, entry, findings)
                if text is not None:
                    texts[path] = text
            elif (size := entry.stat().st_size) <= MAX_PUBLISHED and suffix in PUBLISHED:
                assets.append(path)
            else:
                others[path] = size
    findings.extend(lost_attachments(texts, assets, others))
    return Sources(texts, tuple(assets), tuple(findings))


def _walk(
    folder: Path, name: str, inside: Sequence[Path], findings: list[Finding]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Files below ``folder`` in sorted order; hidden files and folders are passed over."""
    try:
        with os.scandir(folder) as scan:
            children = sorted(scan, key=lambda child: child.name)
    except FileNotFoundError:
        return
    except OSError as error:
        findings.append(_fault("FMT001", name, f"文件夹无法读取（{error.strerror}）", "修正权限，或从仓库删去它"))
        return
    for child in children:
        if child.name.startswith("."):
            continue
        path = f"{name}/{child.name}"
        if not child.name.isprintable():
            shown = child.name.encode("ascii", "backslashreplace").decode("ascii")
            shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in shown)
            findings.append(_fault("FMT001", f"{name}/{shown}", "文件名里有看不见或读不出的字符", "改名"))
            continue
        if child.is_symlink() and not _stays_inside(child, inside):
            findings.append(_fault("FMT005", path, "符号链接指向内容文件夹之外", "删去链接，把文件本身放进来"))
            continue
        if child.is_dir(follow_symlinks=False):
            yield from _walk(folder / child.name, path, inside, findings)
        elif child.is_dir():
            # A linked folder inside the root would publish its files twice, and could contain itself.
            findings.append(_fault("FMT005", path, "文件夹是符号链接", "删去链接，把文件放进真实的文件夹"))
        elif _is_regular(child):
            yield path, child


def _stays_inside(child: os.DirEntry[str], inside: Sequence[Path]) -> bool:
    """Whether a link leads to a file of the content: neither beside the roots (``.git``) nor to a hidden one."""
    try:
        goal = Path(child.path).resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return any(
        goal.is_relative_to(folder) and not any(part.startswith(".") for part in goal.relative_to(folder).parts)
        for folder in inside
    )


def _is_regular(child: os.DirEntry[str]) -> bool:
    """Pipes and devices would block or never end."""
    try:
        return stat.S_ISREG(child.stat().st_mode)
    except OSError:
        return False


def _is_entry(entry: os.DirEntry[str]) -> bool:
    try:
        with open(entry.path, "rb") as stream:
            start = stream.read(4096).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return False
    return start.startswith(b"---") and b"\nid:" in start and b"\nkind:" in start


def _read_text(path: str, entry: os.DirEntry[str], findings: list[Finding]) -> str | None:
    try:
        with open(entry.path, "rb") as stream:
            data = stream.read(_ENOUGH)
    except OSError as error:
        findings.append(_fault("FMT001", path, f"文件无法读取（{error.strerror}）", "修正权限，或从仓库删去它"))
        return None
    if len(data) == _ENOUGH:
        return normalise(data.decode("utf-8", "replace"))  # a fault whatever it is, told when it is parsed
    return _decoded(path, data, findings)


def _decoded(path: str, data: bytes, findings: list[Finding]) -> str:
    """The text of a file. What an editor saved in another encoding, or is damaged, is a fault and read all the same: whoever
    refers to an entry in it is not wrong."""
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff") and len(data) % 2 == 0
    if (zero := data.find(b"\0")) >= 0 or utf16:
        said = "文件是 UTF-16 编码" if utf16 else "文件里有空字符（NUL）"
        line = 1 if utf16 else data.count(b"\n", 0, zero) + 1
        findings.append(Finding("FMT003", Location.of_line(path, line), said, "用编辑器另存为 UTF-8"))
        return normalise(data.decode("utf-16", "replace") if utf16 else data.decode("utf-8", "replace").replace("\0", "\ufffd"))
    try:
        return normalise(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = _from_gbk(data)
        said = "文件不是 UTF-8 编码" + ("，像是 GBK" if text is not None else "")
        findings.append(Finding("FMT002", Location.of_line(path, line), said, "用编辑器另存为 UTF-8"))
        return normalise(data.decode("utf-8", "replace") if text is None else text)


def _from_gbk(data: bytes) -> str | None:
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return None


def _fault(code: str, path: str, message: str, hint: str) -> Finding:
    return Finding(code, Location(path), message, hint)
