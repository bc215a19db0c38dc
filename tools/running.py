"""Running other programs, and saying how it goes."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

SECONDS_BETWEEN_LINES = 10.0


def say(line: str) -> None:
    """One line of progress, at once."""
    print(line, flush=True)


def succeeds(command: list[str], *, folder: Path | None = None, say_why: bool = False) -> bool:
    """Run a command quietly, with a line now and then while it lasts; True when it ended well.

    A program that does not exist has not ended well. With `say_why` a failure's last words are shown.
    """
    return run(command, folder=folder, say_why=say_why) is not None


def run(command: list[str], *, folder: Path | None = None, say_why: bool = False) -> str | None:
    """Like `succeeds`, but the output (both streams) when it ended well, else None."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        try:
            process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
            )
        except OSError:
            return None
        begun = time.monotonic()
        while True:
            try:
                code = process.wait(timeout=SECONDS_BETWEEN_LINES)
                break
            except subprocess.TimeoutExpired:
                say(f"  还在进行，已 {time.monotonic() - begun:.0f} 秒")
        output.seek(0)
        text = output.read()
    if code == 0:
        return text
    if say_why:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        say(f"  没有成功：{'；'.join(lines[-2:])}")
    return None
