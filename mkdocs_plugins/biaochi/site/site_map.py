"""The map of the site for search engines: MkDocs lists what it makes, we put our pages there."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import quote

PATH = "sitemap.xml"
ZIPPED = f"{PATH}.gz"
FILES = PATH, ZIPPED


def rows(url: str, places: Iterable[str]) -> str:
    """The rows of these addresses of a site, as MkDocs writes its own."""
    site = url.rstrip("/")
    return "".join(f"    <url>\n         <loc>{escape(f'{site}/{quote(place)}', quote=False)}</loc>\n    </url>\n" for place in places)


def exchanged(files: Mapping[str, bytes], url: str, before: Sequence[str], now: Sequence[str]) -> dict[str, bytes]:
    """The map and its packed copy with the rows of some addresses, which stand together, exchanged for others. Raises
    ``KeyError`` and ``ValueError`` where these are not in ``files`` so. Of a site without an address nothing is listed."""
    if not url:
        return {}
    first, rest = files[PATH].decode().split(rows(url, before))
    made = f"{first}{rows(url, now)}{rest}".encode()
    packed = io.BytesIO()
    # The day stands in it, and the name.
    day = int.from_bytes(files[ZIPPED][4:8], "little")
    with gzip.GzipFile(filename=ZIPPED, mode="wb", fileobj=packed, mtime=day) as writing:
        writing.write(made)
    return {PATH: made, ZIPPED: packed.getvalue()}
