"""The native libraries that WeasyPrint loads: from the system, or from the environment's own copy.

Whoever may not install system packages gets Debian's libraries unpacked into the virtual environment by
set-up. A library that is loaded stands for its name from then on, so loading ours first is all it takes.
Only the standard library is imported: set-up runs this file as well.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

# The names of Linux. Debian's two packages bring all five.
LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0")


def own_copy(prefix: str | None = None) -> Path:
    """The folder of a virtual environment where set-up puts libraries that the system lacks."""
    return Path(prefix or sys.prefix) / "share" / "biaochi" / "native"


def load(folder: Path | None = None) -> tuple[str, ...]:
    """Load the libraries, from `folder` (default: `own_copy`) where the system has none; return what lacks.

    Call it before WeasyPrint is imported. Elsewhere than on Linux the names differ, nothing is loaded and
    nothing is reported: WeasyPrint finds its libraries or says so.
    """
    if not sys.platform.startswith("linux"):
        return ()
    if not all(_loads(name) for name in LIBRARIES):
        _load_all(own_copy() if folder is None else folder)
    return tuple(name for name in LIBRARIES if not _loads(name))


def how_to_get() -> str:
    """The command that installs the libraries, for whoever may."""
    return "apt-get install " + " ".join(PACKAGES)


def _load_all(folder: Path) -> None:
    """Load every library of a folder. Each needs others first: go round until a round brings nothing more."""
    waiting = sorted(folder.glob("*.so.*"))
    while waiting:
        left = [path for path in waiting if not _loads(str(path))]
        if len(left) == len(waiting):
            return
        waiting = left


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def versions() -> dict[str, str]:
    """The versions of the libraries that lay out text, as loaded: other versions may give other bytes."""
    found = {}
    for name, library, function in (
        ("pango", "libpango-1.0.so.0", "pango_version_string"),
        ("harfbuzz", "libharfbuzz.so.0", "hb_version_string"),
    ):
        try:
            ask = getattr(ctypes.CDLL(library), function)
        except (OSError, AttributeError):
            continue
        ask.restype = ctypes.c_char_p
        found[name] = ask().decode()
    return found
