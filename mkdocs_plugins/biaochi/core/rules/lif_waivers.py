"""LIF9: waivers. Found while they are applied; here they have their pages."""

from __future__ import annotations

from biaochi.core.diagnostics import Rule, Severity


def unknown_waiver() -> None:
    """豁免的规则不存在，或不能豁免。

    为什么:
        写错规则名的豁免什么也没有豁免，而批准的人以为批准了什么。
    不通过:
        waivers: [{rule: MSR999, reason: 试行, until: 2027-01-31, approved_by: keeper}]
    通过:
        waivers: []
    怎么改:
        改成提示里的规则；写法类（FMT）的问题直接改正。
    """


def expired_waiver() -> None:
    """豁免已经到期。

    为什么:
        豁免是有期限的让步；到期后应改正，或重新批准。
    不通过:
        waivers: [{rule: MSR001, reason: 试行, until: 2026-01-31, approved_by: keeper}]
    通过:
        waivers: []
    怎么改:
        改正问题后删去豁免，或经批准后改 until。
    """


def unused_waiver() -> None:
    """豁免没有用处。

    为什么:
        问题已经改正，豁免还留着，下一次再犯就不会有人知道。
    不通过:
        waivers: [{rule: MSR001, reason: 试行, until: 2027-01-31, approved_by: keeper}]
    通过:
        waivers: []
    怎么改:
        删去这条豁免。
    """


RULES = (
    Rule("LIF901", "unknown-waiver", Severity.ERROR, unknown_waiver),
    Rule("LIF902", "expired-waiver", Severity.ERROR, expired_waiver),
    Rule("LIF903", "unused-waiver", Severity.WARNING, unused_waiver),
)
