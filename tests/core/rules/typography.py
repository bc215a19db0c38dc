"""Messages are set as Chinese is: full-width signs, no space between Chinese words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from biaochi.core.diagnostics import Diagnostic

HAN = "\u4e00-\u9fff"
# What is quoted is somebody's text or what is to be typed; so is what stands in braces.
QUOTED = re.compile(r"“[^“”]*(?:“[^”]*”[^“”]*)*”|\{[^{}]*\}|[\w./-]+\.(?:md|yml):\d+|[\w.-]+: [\w…]+")
FAULTS = re.compile(
    rf"[{HAN}◦）》][,;:?!()]|[,;:?!()][{HAN}◦（《]|[{HAN}）] [{HAN}（]| [，。；：！？、）]|[，。；：！？、（] |[，；：]{{2}}|。。"
)


def fault(text: str) -> str:
    found = FAULTS.search(QUOTED.sub("◦", text))
    return found[0] if found else ""


def faults(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """The messages and hints that are not set so."""
    return [text for found in diagnostics for text in (found.message, found.hint) if fault(text)]
