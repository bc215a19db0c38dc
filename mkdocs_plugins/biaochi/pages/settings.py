"""What a handbook's owner sets in ``mkdocs.yml``: who publishes it, which edition, where it is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from urllib.parse import quote

from biaochi.core.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the publication.

    ``edition`` names the edition on covers and footers (version or commit, with its date); ``site_url`` is the public
    address (needed for the QR codes on paper); ``edit_url`` is put before a file's path, ``report_url`` takes
    ``{title}``; ``drafts`` admits drafts and announced entries to staff books and sheets; ``store`` is the name of the store
    that this printing is for and ``sector`` its sector, none where it is for all; ``coming`` says by entry which announced version will take the
    place of the one that holds today.
    """

    organisation: str = ""
    title: str = "服务标准手册"
    edition: str = ""
    site_url: str = ""
    edit_url: str = ""
    report_url: str = ""
    drafts: bool = False
    store: str = ""
    sector: str = ""
    coming: Mapping[str, str] = field(default_factory=dict, hash=False)

    def edit(self, path: str) -> str:
        """Where the source file is edited; empty if no repository is set."""
        return f"{self.edit_url.rstrip('/')}/{quote(path)}" if self.edit_url else ""

    def report(self, what: str) -> str:
        """Where a problem with an entry or clause is reported; empty if nothing is set."""
        return self.report_url.replace("{title}", quote(what)) if self.report_url else ""
