"""What the owner of a build asks of a plugin that prints. Printing itself is loaded only where such a plugin is set up."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol

from mkdocs.plugins import BasePlugin

from biaochi.site.options import HandbooksOptions

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from biaochi.core.check import Outcome
    from biaochi.pages import Settings
    from biaochi.pages.publication import Print


class Reason(Protocol):
    """Why a machine cannot print."""

    @property
    def reason(self) -> str:
        """In Chinese, for people."""


class Press(BasePlugin[HandbooksOptions]):
    """A plugin that prints: what waits to be printed, whether something failed, and why this machine is unable."""

    waiting: dict[str, File]
    failed: bool
    unable: Reason | None

    @abstractmethod
    def declare(
        self,
        outcome: Outcome,
        settings: Settings,
        files: Files,
        config: MkDocsConfig,
        assets: dict[str, Path],
        receipt: str,
    ) -> tuple[Print, ...]:
        """Announce the PDFs of this build."""
