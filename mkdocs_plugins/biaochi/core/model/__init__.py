"""The content model as frozen values: entries, their parts, the registries and the catalogue.

The names are those of the handbook's keys; a key that is a Python word has a trailing underscore (``from_``).
"""

from biaochi.core.model.catalogue import Catalogue, InformativePage, Role, Site, SourceRow, Term
from biaochi.core.model.checklist import Checklist, Every, Item
from biaochi.core.model.entry import Change, Entry, Links, Source, Waiver
from biaochi.core.model.improvement import Action, Changed, Improvement
from biaochi.core.model.metric import Baseline, Benchmark, Clock, Metric, Sample, Scale
from biaochi.core.model.process import Branch, Handoff, Plan, PlanLevel, Process, Step, Tier
from biaochi.core.model.script import Script
from biaochi.core.model.standard import Basis, Decision, DelayNotice, Pilot, PilotResult, Promise, Standard
from biaochi.core.model.training import Assessment, Drill, Phase, Training

KINDS: dict[str, type[Entry]] = {
    "standard": Standard,
    "process": Process,
    "script": Script,
    "checklist": Checklist,
    "training": Training,
    "improvement": Improvement,
}

__all__ = [
    "KINDS", "Action", "Assessment", "Baseline", "Basis", "Benchmark", "Branch", "Catalogue", "Change", "Changed",
    "Checklist", "Clock", "Decision", "DelayNotice", "Drill", "Entry", "Every", "Handoff", "Improvement",
    "InformativePage", "Item", "Links", "Metric", "Phase", "Pilot", "PilotResult", "Plan", "PlanLevel", "Process",
    "Promise", "Role", "Sample", "Scale", "Script", "Site", "Source", "SourceRow", "Standard", "Step", "Term", "Tier",
    "Training", "Waiver",
]
