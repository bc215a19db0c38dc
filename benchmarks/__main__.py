"""``python -m benchmarks [name …]``: run some or all benchmarks."""

from __future__ import annotations

import sys

from benchmarks import book, gate, history, lighthouse, packs, preview, printing, search, site

BENCHMARKS = {
    "book": book.main,
    "gate": gate.main,
    "history": history.main,
    "lighthouse": lighthouse.main,
    "packs": packs.main,
    "preview": preview.main,
    "printing": printing.main,
    "search": search.main,
    "site": site.main,
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
