"""Building aside, then swapping: whoever opens the site sees the old one whole or the new one whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def aside(final: Path) -> Path:
    """The folder this process builds in: beside the final one, so that a rename suffices."""
    return final.with_name(f".{final.name}.{os.getpid()}.new")


def recover(final: Path) -> None:
    """Clear away what killed builds left, and bring back a site that was caught between two renames."""
    folder = aside(final)
    for other in final.parent.glob(f".{final.name}.*.new"):
        if other == folder or not _alive(other.name.split(".")[-2]):
            shutil.rmtree(other, ignore_errors=True)
    kept = final.with_name(f".{final.name}.old")
    if kept.exists():
        # A kill between the two renames of a machine without an exchange: the old site is still whole.
        if final.exists():
            shutil.rmtree(kept, ignore_errors=True)
        else:
            kept.rename(final)


def swap(built: Path, final: Path) -> None:
    """Put ``built`` in the place of ``final`` in one step, and remove what stood there. Raises ``OSError``."""
    if not final.exists():
        built.rename(final)
        return
    if _exchange(built, final):
        shutil.rmtree(built, ignore_errors=True)
        return
    kept = final.with_name(f".{final.name}.old")
    final.rename(kept)
    built.rename(final)
    shutil.rmtree(kept, ignore_errors=True)


def discard(built: Path) -> None:
    """Forget an unfinished build."""
    shutil.rmtree(built, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names atomically (Linux ``renameat2``); ``False`` where the system cannot."""
    import ctypes  # takes long to import, and most builds exchange single files

    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
