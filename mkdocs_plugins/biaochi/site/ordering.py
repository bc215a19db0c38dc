"""What is printed from: the handbook as it holds today, with its settings. MkDocs builds nothing for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType

from biaochi.core.build import Parsed, build
from biaochi.core.check import Outcome, check
from biaochi.core.links import resolve
from biaochi.core.read import Sources
from biaochi.core.receipt import short_hash
from biaochi.core.slotted import dataclass
from biaochi.handbook.compose import Declaration
from biaochi.history.notes import check_noted
from biaochi.pages import Settings
from biaochi.site.chosen import declared, settings_of
from biaochi.site.refused_options import refused
from biaochi.site.versions import coming, current_texts, read_versions
from biaochi.site.written_settings import SettingsRefused, options_of


@dataclass(frozen=True, slots=True)
class Order:
    """A handbook to be printed from. ``outcome`` is the handbook as it holds today, where a version that is only announced
    has the one before in its place; nobody has judged it before :meth:`judged`."""

    root: Path
    sources: Sources
    outcome: Outcome
    settings: Settings
    declared: tuple[Declaration, ...]
    today: dict[str, str]
    parsed: dict[str, Parsed]
    fonts: dict[str, Path] = field(default_factory=dict)

    @property
    def assets(self) -> dict[str, Path]:
        return {path: self.root / path for path in self.sources.assets} | self.fonts

    @property
    def receipt(self) -> str:
        """Names the build that a paper belongs to."""
        return short_hash(self.sources.texts)

    def judged(self) -> Outcome:
        """What the gate says: of the files as they stand and, where these are sound, of what holds today."""
        as_of = self.outcome.as_of
        found = check_noted(self.root, self.sources, as_of, self.parsed)
        return found if found.failed or self.today == self.sources.texts else check(self.today, as_of=as_of)


def order_of(
    config: Path, root: Path, sources: Sources, as_of: dt.date | None, fonts: Mapping[str, Path] = MappingProxyType({})
) -> Order:
    """The handbook as it holds on a day, with its settings. What is wrong with it :meth:`Order.judged` says."""
    day = as_of or dt.date.today()
    settings, books = written(config, root, day)
    history = read_versions(root)
    parsed: dict[str, Parsed] = {}
    today = current_texts(history, sources.texts, day, parsed)
    # Files that did not change are read once for the gate and for the press.
    catalogue = build(today, dict(parsed)).catalogue
    outcome = Outcome(catalogue, resolve(catalogue), (), (), day, 0)
    return Order(root, sources, outcome, replace(settings, coming=coming(history, day)), books, today, parsed, dict(fonts))


def written(config: Path, root: Path, as_of: dt.date) -> tuple[Settings, tuple[Declaration, ...]]:
    """The settings that printing needs, read from ``mkdocs.yml``; defaults for what is not there. Raises ``SettingsRefused``."""
    top, options = options_of(config)
    if said := [*refused(config, options)]:
        raise SettingsRefused("\n".join(f"错误 {each}" for each in said))
    books = options.get("biaochi/handbooks", {}).get("books") or ()
    return settings_of(top, options.get("biaochi/standards", {}), root, as_of), declared(books)
