"""Which files changed since a revision."""

from __future__ import annotations

import subprocess
from pathlib import Path


class NoHistory(Exception):
    """The question cannot be answered here; the message says why."""


def changed_paths(root: Path, revision: str) -> frozenset[str]:
    """Files below ``root`` that differ from the merge base with ``revision``, the work tree's and new ones included
    (POSIX paths relative to ``root``). Raises :class:`NoHistory`."""
    if revision.startswith("-"):
        raise NoHistory(f"“{revision}”不是修订的名称")
    base = _git(root, "merge-base", revision, "HEAD").strip()
    changed = _git(root, "diff", "--name-only", "-z", "--relative", base)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + new).split("\0") if path)


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
    except FileNotFoundError:
        raise NoHistory("这台机器上没有 git") from None
    except subprocess.TimeoutExpired:
        raise NoHistory("git 没有在 60 秒内回答") from None
    except subprocess.CalledProcessError as error:
        raise NoHistory(f"git 说：{error.stderr.strip()[:200]}") from None
    return done.stdout
