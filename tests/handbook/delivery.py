"""What a packing delivers."""

from __future__ import annotations

from pathlib import Path


def delivered(folder: Path) -> dict[str, bytes]:
    """All files for the stores, by their paths; the packing's own record is none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".ledger"
    }
