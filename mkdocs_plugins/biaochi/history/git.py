"""Asking git: only reading commands run, without pagers, hooks, filters or a network.

What git cannot answer is said (:class:`NoHistory`), never guessed.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SECONDS = 120
"""No question takes longer on any repository that people edit."""


class NoHistory(Exception):
    """The question cannot be answered here; the message says why."""


def run(root: Path, *arguments: str) -> str:
    """What git answers, as text. Raises :class:`NoHistory`."""
    return run_bytes(root, *arguments).decode("utf-8", "surrogateescape")


def run_bytes(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    """What git answers. Raises :class:`NoHistory` saying why there is no answer."""
    command = [
        "git",
        "--no-pager",
        "--no-replace-objects",
        "-c",
        "core.quotepath=off",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "log.showSignature=false",
        "-c",
        "log.follow=false",
        "-C",
        str(root),
        *arguments,
    ]
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if name not in ("GIT_EXTERNAL_DIFF", "GIT_TRACE", "GIT_PAGER")
        },
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, timeout=SECONDS, check=True, env=environment
        )
    except FileNotFoundError:
        raise NoHistory("这台机器上没有 git") from None
    except subprocess.TimeoutExpired:
        raise NoHistory(f"git 没有在 {SECONDS} 秒内回答") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        if "not a git repository" in said:
            raise NoHistory("这里不是 git 仓库") from None
        raise NoHistory(f"git 说：{clip(said.splitlines()[0] if said else str(error.returncode))}") from None
    return done.stdout


def clip(text: str) -> str:
    """No more of a name or of git's words than fits a message, without what would steer a terminal."""
    shown = "".join(c if c.isprintable() else "?" for c in text)
    return shown if len(shown) <= 60 else shown[:59] + "…"
