"""The plugin that prints: declares the PDFs so that pages may link to them, and fills them in before they are copied."""

from __future__ import annotations


from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from biaochi.core.check import Outcome
from biaochi.pages.publication import Print
from biaochi.site.options import HandbooksOptions


class HandbooksPlugin(BasePlugin[HandbooksOptions]):
    """Printed books and sheets."""

    def declare(self, outcome: Outcome, files: Files, config: MkDocsConfig) -> tuple[Print, ...]:
        """The PDFs of this build."""
        return ()
