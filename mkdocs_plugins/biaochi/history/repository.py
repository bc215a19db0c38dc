"""Reading a repository: one ``git log`` for the main line, one ``git cat-file --batch`` for the texts.

Names of revisions are checked before git sees them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from biaochi.core.frontmatter import MAX_TEXT, normalise
from biaochi.core.read import ROOTS, TEXT_SUFFIXES
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.history.git import NoHistory, clip, run, run_bytes

_REVISION = regex(r"[A-Za-z0-9_][A-Za-z0-9_./@{}^~+-]{0,199}")
_SHA = regex(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REGULAR = ("100644", "100755", "100664")


@dataclass(frozen=True, slots=True)
class Touched:
    """One file that a commit left changed: its path and its blob, ``None`` where the file is gone."""

    path: str
    blob: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of the main line: its hash, the day it was committed (``None`` for a clock that was no clock), and
    what it changed of the content."""

    commit: str
    date: dt.date | None
    files: tuple[Touched, ...]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as seen from the handbook's root; ``prefix`` is the root's place in it, ``shallow``: cut off."""

    root: Path
    prefix: str
    shallow: bool

    @classmethod
    def at(cls, root: Path) -> Repository:
        """The repository that holds ``root``. Raises :class:`NoHistory`."""
        answer = run(root, "rev-parse", "--show-prefix", "--is-shallow-repository").split("\n")
        return cls(root, answer[0], answer[1:2] == ["true"])

    def commit(self, revision: str) -> str:
        """The full hash of a revision. Raises :class:`NoHistory` on a name that names no commit."""
        if not _REVISION.fullmatch(revision) or ".." in revision:
            raise NoHistory(f"“{clip(revision)}”不是修订的名称")
        for name in (revision, f"refs/remotes/origin/{revision}"):
            try:
                found = run(
                    self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
                ).strip()
            except NoHistory:
                continue
            if _SHA.fullmatch(found):
                return found
        cut = "；这是浅克隆，先运行“git fetch --unshallow”" if self.shallow else ""
        raise NoHistory(f"没有修订“{clip(revision)}”{cut}")

    def merge_base(self, one: str, other: str) -> str:
        """Where two commits parted. Raises :class:`NoHistory` where the history does not reach back to it."""
        try:
            found = run(self.root, "merge-base", one, other).strip()
        except NoHistory:
            found = ""
        if not _SHA.fullmatch(found):
            cut = "，这是浅克隆，先运行“git fetch --unshallow”" if self.shallow else ""
            raise NoHistory(f"{one[:10]} 与 {other[:10]} 没有共同的祖先{cut}")
        return found

    def texts(self, commit: str) -> dict[str, str]:
        """The texts of the content roots as a commit left them. Raises :class:`NoHistory` on one that is no UTF-8 text: a
        comparison without it would be wrong."""
        listed = run(self.root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *self._roots())
        files: dict[str, str] = {}
        for row in listed.split("\0"):
            head, _, path = row.partition("\t")
            mode, _, blob = head.partition(" ")
            blob = blob.removeprefix("blob ").split(" ")[0]
            path = self._own(path)
            if mode in _REGULAR and _is_text(path):
                files[path] = blob
        blobs = self.blobs(files.values())
        texts: dict[str, str] = {}
        for path, blob in sorted(files.items()):
            text = blobs.get(blob)
            if text is None:
                raise NoHistory(
                    f"{commit[:10]} 里的 {clip(path)} 读不出来（不是 UTF-8 文字，过大，或仓库里没有）"
                )
            texts[path] = text
        return texts

    def main_line(self, head: str) -> list[Step]:
        """The main line up to ``head``, oldest first: first parents, merges as what they brought."""
        out = run_bytes(
            self.root,
            "log",
            "--first-parent",
            "--diff-merges=first-parent",
            "--raw",
            "-z",
            "--no-renames",
            "--no-abbrev",
            "--root",
            "--no-ext-diff",
            "--no-textconv",
            "--format=%x01%H %cd",
            "--date=short",
            head,
            "--",
            *self._top_roots(),
        ).decode("utf-8", "surrogateescape")
        return [self._step(part) for part in reversed(out.split("\x01")) if part]

    def _step(self, part: str) -> Step:
        fields = part.split("\0")
        commit, _, day = fields[0].strip().partition(" ")
        files = []
        rest = iter(field.lstrip("\n") for field in fields[1:])
        for field in rest:
            if not field.startswith(":"):
                continue
            path = self._own(next(rest, ""))
            _, mode, _, blob, _ = field[1:].split(" ", 4)
            if _is_text(path):
                files.append(Touched(path, blob if mode in _REGULAR else None))
        return Step(commit, _day(day), tuple(files))

    def folder(self) -> Path:
        """Git's own folder, shared by all work trees."""
        return self.root / run(self.root, "rev-parse", "--git-common-dir").strip()

    def boundary(self) -> frozenset[str]:
        """The commits where a shallow clone was cut off."""
        if not self.shallow:
            return frozenset()
        try:
            return frozenset((self.folder() / "shallow").read_text(encoding="ascii").split())
        except OSError:
            return frozenset()

    def blobs(self, wanted: Iterable[str]) -> dict[str, str | None]:
        """The texts of blobs; ``None`` for one that is no UTF-8 text or too large."""
        names = sorted({name for name in wanted if _SHA.fullmatch(name)})
        if not names:
            return {}
        out = run_bytes(self.root, "cat-file", "--batch", stdin="\n".join(names).encode() + b"\n")
        return dict(_unpack(out))

    def _roots(self) -> list[str]:
        return [f"{self.prefix}{name}" for name in ROOTS]

    def _top_roots(self) -> list[str]:
        return [f":(top,literal){name}" for name in self._roots()]

    def _own(self, path: str) -> str:
        return path.removeprefix(self.prefix)


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def _unpack(out: bytes) -> Iterator[tuple[str, str | None]]:
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        header = out[at:end].decode("ascii", "replace").split(" ")
        at = end + 1
        if len(header) != 3:
            yield header[0], None  # missing
            continue
        size = int(header[2])
        yield header[0], _decoded(out[at : at + size]) if header[1] == "blob" else None
        at += size + 1


def _decoded(data: bytes) -> str | None:
    if len(data) > MAX_TEXT or b"\0" in data:
        return None
    try:
        return normalise(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _is_text(path: str) -> bool:
    parts = path.split("/")
    return (
        path.lower().endswith(TEXT_SUFFIXES)
        and parts[0] in ROOTS
        and not any(p.startswith(".") for p in parts)
    )


def blobs_of(steps: Collection[Step]) -> set[str]:
    """Every blob that the steps name."""
    return {file.blob for step in steps for file in step.files if file.blob is not None}
