"""What ties a paper to the version it was printed from: the version's address as a QR code, and a short content hash."""

from __future__ import annotations

from typing import Any

import segno
from markupsafe import Markup

from biaochi.core.diff import content_hash
from biaochi.core.model import Entry
from biaochi.pages.settings import Settings


def version_url(entry: Entry, settings: Settings) -> str:
    """The public address of an entry's version; empty where the site has no public address."""
    base = settings.site_url.rstrip("/")
    return f"{base}/v/{entry.id}/{entry.version}/" if base and entry.version is not None else ""


def qr(address: str) -> Markup:
    """A QR code as inline SVG, redundant enough (15 %) for a crease or a stain; empty for no address."""
    if not address:
        return Markup("")
    code = segno.make(address, error="m", micro=False)
    return Markup(
        code.svg_inline(
            omitsize=True, border=2, svgclass="bc-qr", lineclass=None, title=f"扫码核对版本：{address}"
        )
    )


def paper_code(entry: Entry, settings: Settings) -> dict[str, Any]:
    """What a template prints: ``qr``, and ``code``, eight hexadecimal digits of what the entry says, to be looked up."""
    return {"qr": qr(version_url(entry, settings)), "code": content_hash(entry)}
