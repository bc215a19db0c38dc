"""What a rule sees besides the thing it looks at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from biaochi.core.links import Graph
from biaochi.core.model import (
    Catalogue,
    Checklist,
    Entry,
    Improvement,
    Item,
    Metric,
    Process,
    Promise,
    Script,
    Standard,
    Step,
    Tier,
    Training,
)
from biaochi.core.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Whole:
    """The catalogue, its relations and the day: all that a rule over the whole catalogue needs."""

    catalogue: Catalogue
    graph: Graph
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class Scene(Whole):
    """The same, and the entry that the thing belongs to."""

    entry: Entry


PARTS: Mapping[type[Any], tuple[type[Entry], Callable[[Any], Sequence[Any]]]] = MappingProxyType(
    {
        Entry: (Entry, lambda entry: (entry,)),
        Standard: (Standard, lambda entry: (entry,)),
        Process: (Process, lambda entry: (entry,)),
        Script: (Script, lambda entry: (entry,)),
        Checklist: (Checklist, lambda entry: (entry,)),
        Training: (Training, lambda entry: (entry,)),
        Improvement: (Improvement, lambda entry: (entry,)),
        Metric: (Standard, lambda standard: standard.metrics),
        Promise: (Standard, lambda standard: standard.promises),
        Step: (Process, lambda process: process.steps),
        Tier: (Process, lambda process: process.tiers),
        Item: (Checklist, lambda checklist: checklist.items),
    }
)
"""What a rule may be ``over`` (besides the whole ``Catalogue``): the kind of entry it stands in, and how to get there."""
