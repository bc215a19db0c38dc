"""A folder of files on a server of this machine, for the benchmarks and for the tests in a browser."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Quiet(SimpleHTTPRequestHandler):
    """Keeps its connections, as real servers do, and says nothing."""

    protocol_version = "HTTP/1.1"
    # Head and body of an answer are sent one by one: on a kept connection the body would wait for the head's receipt.
    disable_nagle_algorithm = True

    def handle(self) -> None:
        # A browser that has left a page or was closed hangs up in the middle of an answer.
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address at which the folder is served meanwhile, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
