"""The live preview of a large handbook: from a file's writing until its page is served as it is then, in seconds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from benchmarks.generate import handbook
from benchmarks.site import SETTINGS, write

_PAUSE = 2.0
"""Between two edits: the preview is at rest again."""
_MOST = 60.0


def _served(address: str) -> str:
    """What a page is now; empty where there is none."""
    try:
        with urlopen(address, timeout=_MOST) as answer:
            told: str = answer.read().decode()
            return told
    except HTTPError:
        return ""


@contextmanager
def _preview(root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "biaochi", "serve", "--address", address]
    child = subprocess.Popen(command, cwd=root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                _served(f"http://{address}/")
                break
            except (URLError, ConnectionError):
                time.sleep(0.1)
        yield f"http://{address}"
    finally:
        child.terminate()
        child.wait()


def _until(address: str, mark: str | None) -> float:
    """How long until a page tells ``mark``, or is gone (``None``)."""
    started = time.monotonic()
    while time.monotonic() - started < _MOST:
        told = _served(address)
        if not told if mark is None else mark in told:
            return time.monotonic() - started
        time.sleep(0.01)
    raise RuntimeError(f"{address} was never served as it is")


def _edits(root: Path, texts: Mapping[str, str], number: int) -> Iterator[tuple[str, str, str | None]]:
    """Make one edit after the other; of each what it was, whose page shows it, and what is to be read there."""
    path = next(path for path in texts if path.endswith("/s0.md"))
    one, text, page = root / path, texts[path], path.replace(".md", ".html")
    more, terms = one.with_name("more.md"), root / "standards/terms.yml"

    def put(file: Path, told: str) -> None:
        file.write_text(told, encoding="utf-8")

    put(one, f"{text}\n措辞之{number}。\n")
    yield "its wording", page, f"措辞之{number}"
    put(one, text.replace("title: ", f"title: 标题之{number}", 1))
    yield "its title", page, f"标题之{number}"
    put(one, text.replace("title: ", f"title: 总览之{number}", 1))
    yield "its title, seen in the matrix", "matrix.html", f"总览之{number}"
    put(more, text.replace("\nid: B-0\n", "\nid: B-MORE\n", 1))
    yield "a file more", page.replace("/s0", "/more"), "B-MORE"
    more.unlink()
    yield "a file less", page.replace("/s0", "/more"), None
    put(terms, f"{texts['standards/terms.yml']}新词: {{definition: 术语之{number}}}\n")
    yield "a term of the registry", "registers/terms.html", f"术语之{number}"


def main(entries: int = 1000, rounds: int = 5) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        texts = {**handbook(entries), "docs/about.md": "# 关于\n", "mkdocs.yml": SETTINGS}
        write(root, texts)
        taken: defaultdict[str, list[float]] = defaultdict(list)
        with _preview(root) as site:
            time.sleep(_PAUSE)
            for number in range(rounds):
                for what, page, mark in _edits(root, texts, number):
                    taken[what].append(_until(f"{site}/{page}", mark))
                    time.sleep(_PAUSE)
        print(f"the live preview of {entries} entries, seconds from writing to seeing, best and worst of {rounds}")
        for what, found in taken.items():
            print(f"  {what:30} {min(found):5.2f} {max(found):5.2f}", flush=True)
