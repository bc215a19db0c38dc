"""``biaochi build``: the last build's site brought up to date where an edit allows it, else everything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from biaochi.site.last_build import Asked
from biaochi.site.redo import redo


def build(config_file: Path, *, as_of: dt.date | None = None, strict: bool = False, pdf: bool = True) -> int:
    """Build gate, site and PDFs; the exit status is that of :func:`biaochi.site.run.build`."""
    if redo(config_file, Asked(as_of.isoformat() if as_of is not None else "", strict, pdf)):
        return 0
    from biaochi.site.run import build as build_all

    return build_all(config_file, as_of=as_of, strict=strict, pdf=pdf)
