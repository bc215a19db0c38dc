"""The rules: one file per family, one literal table in each, joined here.

A rule is a generator over one typed thing (``Rule.over``) that yields findings. A retired code stays as a comment in
its table and is never used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from biaochi.core.diagnostics import Rule
from biaochi.core.rules import (
    chk,
    chk_figures,
    chk_rounds,
    fmt,
    fmt_files,
    fmt_tables,
    lif,
    lnk,
    lnk_orphans,
    lnk_registered,
    lnk_suspect,
    msr,
    msr_claims,
    msr_downtime,
    msr_names,
    msr_samples,
    msr_sets,
    msr_texts,
    prc,
    prc_branches,
    prc_promises,
    prc_scripts,
    prc_tiers,
    prm,
    prm_evidence,
    prm_pilot,
    prm_remedies,
    prm_scripts,
    prm_terms,
    prt,
    trn,
    ver,
    wrd,
)

FAMILIES: Mapping[str, tuple[str, tuple[Rule, ...]]] = MappingProxyType(
    {
        "FMT": ("写法", (*fmt_files.RULES, *fmt.RULES, *fmt_tables.RULES)),
        "LNK": ("链接", (*lnk.RULES, *lnk_registered.RULES, *lnk_orphans.RULES, *lnk_suspect.RULES)),
        "MSR": ("可测量", (*msr.RULES, *msr_names.RULES, *msr_samples.RULES, *msr_sets.RULES, *msr_claims.RULES, *msr_downtime.RULES, *msr_texts.RULES)),
        "PRC": ("流程", (*prc.RULES, *prc_branches.RULES, *prc_tiers.RULES, *prc_scripts.RULES, *prc_promises.RULES)),
        "PRM": ("承诺", (*prm.RULES, *prm_terms.RULES, *prm_evidence.RULES, *prm_pilot.RULES, *prm_scripts.RULES, *prm_remedies.RULES)),
        "CHK": ("检查表与抽样", (*chk.RULES, *chk_figures.RULES, *chk_rounds.RULES)),
        "TRN": ("培训", trn.RULES),
        "LIF": ("生命周期", lif.RULES),
        "VER": ("版本与改动", ver.RULES),
        "WRD": ("措辞", wrd.RULES),
        "PRT": ("印刷", prt.RULES),
    }
)
"""Prefix → (Chinese name, rules)."""

RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for _, rules in FAMILIES.values() for rule in rules})
"""Every rule by its code."""

NAMES: Mapping[str, str] = MappingProxyType({rule.name: rule.code for rule in RULES.values()})
"""Kebab-case name → code."""


def find_rule(word: str) -> Rule | None:
    """A rule by code (any case) or name."""
    return RULES.get(word.upper()) or RULES.get(NAMES.get(word.lower(), ""))
