"""PRM9: what staff say to customers is backed by a promise or a standard, and says the figure customers are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.location import Location
from biaochi.core.model import Script
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Mention, Quantity, compare, find_quantities, has_number, render
from biaochi.core.regex import regex
from biaochi.core.rules import elapsed, spoken
from biaochi.core.rules.backing import Backing, backing_of, equal
from biaochi.core.rules.scene import Scene

_WAIT = regex(
    r"(?:稍等|等候|等待|等|需要|需|约|大约|最多|最迟|不超过)\s*(?:您|一下)?\s*(?:大约|大概|约|再)?\s*$"
)
_SOON = regex(r"\s*(?:左右|上下)?就(?:好|行|可以|能|到|送到|办好|办完|给您)")
"""17 分钟就好: told without a word of waiting."""
_GIVE = regex(r"(?:赔|賠|补偿|補償|赠|贈|减免|減免|退|免收|返还|返還)[^,。;]{0,6}$")
_EXTEND = regex(r"(?:延长|延長|顺延|順延|延期|宽限|寬限|续期)[^,。;\d]{0,8}$")
"""Time that is given to the customer, not taken."""
_GRANTS = regex(r"^\s*(?:的|时)[^。!?]*?(?:领取|可领|赠|贈|送您|免|退|赔|賠|补偿|補償)")
"""What is given once a time is exceeded: the time is the promise's."""
_TALK = regex(r"(?:占用|佔用|耽误|耽誤|打扰|打擾|花)[^,。;]{0,6}$")
_CONDITION = regex(
    r"^(?!\s*(?:我们|我)?(?:将|会)?(?:给|为|向|帮|替)您)\s*(?:以内|内|之内|以上|以下)?\s*[^,。;!?]{0,8}?(?:前|的话|之前)?(?:取消|到达|抵达|拨打|回复|申请|办理好|提出|确认|完成支付|付款|取走|领取|携带|返回|来)"
)
"""What the customer, not the house, has to do in that time."""
_VOW = regex(r"(?:承诺|保证|确保|担保|\b(?:guarantee|promise|pledge)d?\b)[^,。;!?]*$", re.I)
"""Whoever says so of a figure has a promise behind it, not some step's time limit."""
_VOW_AFTER = regex(r"\s*(?:之?内)?\s*(?:一定|必定|必|肯定|绝对|准能|保证)(?:能|会|给|帮|为|叫|办|到|送|完|有|答|回)")


def _said(text: str, mention: Mention) -> str:
    """The figure with what stands before it in its phrase, eight characters at most."""
    ahead = re.split(r"[,。;:!?“”「」]", text[: mention.start])[-1]
    return (ahead[-8:] + text[mention.start : mention.end]).strip()


def unbacked_figure(script: Script, scene: Scene) -> Iterator[Finding]:
    """话术许下的数没有承诺或标准支持。

    为什么:
        员工当面说出口的时间和金额，客户当作承诺；没有标准支持，兑现不了的是公司的信用。
    不通过:
        DEMO-GREET.body+: "\\n**店员**:“您好，{称呼}，请在 2 分钟内等候叫号，最多等 3 分钟。”\\n"
    通过:
        DEMO-GREET.body+: "\\n**店员**:“您好，{称呼}，请等候叫号,10 分钟内叫到您。”\\n"
    怎么改:
        改成承诺里的数；承诺里没有的，删去，或先在标准里写上承诺与指标。
    """
    if not script.reached("draft"):
        return
    commitments = list(_commitments(script))
    backing = backing_of(script, scene) if commitments else Backing()
    if not backing.names:
        return
    for text, at, mention, quantity in commitments:
        vowed = _VOW.search(text, 0, mention.start) is not None or _VOW_AFTER.match(text, mention.end) is not None
        told = backing.told_otherwise(text, mention)
        if told is not None:
            yield Finding("PRM901", at, f"话术说“{_said(text, mention)}”，同一件事承诺的是 {render(told)}", f"改为 {render(told)}")
        elif (vowed and not backing.vows(quantity)) or not backing.backs(quantity):
            yield Finding(
                "PRM901", at, f"话术说“{_said(text, mention)}”，{'、'.join(backing.names[:3])} 里没有这个数", _nearest(quantity, backing)
            )


def inner_target_told(script: Script, scene: Scene) -> Iterator[Finding]:
    """话术说的是内部目标，不是公示的承诺。

    为什么:
        内部目标比承诺严，留着余量；把它说给客户听，余量就没有了，而公示牌上写的又是另一个数。
    不通过:
        metrics.wait.target: 4
        DEMO-GREET.body+: "\\n**店员**:“您好，{称呼}，请等候叫号,4 分钟内叫到您。”\\n"
        body: "- 店员应在 10 秒内起身并说出问候语。 {#greet}\\n- 90% 的顾客应在 4 分钟内被叫到。 {#queue metric=wait}\\n- 店员应复述业务名称和金额。 {#repeat metric=right}\\n"
    通过:
        DEMO-GREET.body+: "\\n**店员**:“您好，{称呼}，请等候叫号,10 分钟内叫到您。”\\n"
    怎么改:
        改成承诺的数。
    """
    if not script.reached("draft"):
        return
    commitments = list(_commitments(script))
    backing = backing_of(script, scene) if commitments else Backing()
    for _, at, mention, quantity in commitments:
        if any(equal(quantity, each) for each in (*backing.promised, *backing.others)):
            continue
        for value, name, told in backing.inner:
            if equal(quantity, value) and told and not any(equal(quantity, each) for each in told):
                yield Finding(
                    "PRM902",
                    at,
                    f"话术说“{mention.text}”，这是内部目标；对客户的承诺（{name}）是 {render(told[0])}",
                    f"改为 {render(told[0])}",
                )
                break


def unbacked_scene(script: Script, scene: Scene) -> Iterator[Finding]:
    """话术的场合写着标准里没有的数。

    为什么:
        场合决定员工何时开口；“等候超过 25 分钟”而标准是 10 分钟，要道歉的时候没有人道歉。
    不通过:
        DEMO-GREET.scene: 顾客等候超过 25 分钟
    通过:
        DEMO-GREET.scene: 顾客等候超过 10 分钟
    怎么改:
        改成标准、流程或承诺里的数；标准里没有的，先在那里写上。
    """
    if not script.reached("draft") or not has_number(script.scene):
        return
    told = [
        (mention, mention.quantity)
        for mention in find_quantities(plain(script.scene))
        if mention.quantity is not None
        and mention.role == "quantity"
        and not (mention.per or mention.every)
        and elapsed.as_time(mention.quantity).unit.dimension in (*measured.TIMES, "money")
    ]
    backing = backing_of(script, scene) if told else Backing()
    for mention, said in told:
        if backing.names and not backing.backs(said):
            yield Finding(
                "PRM904", script.where("scene"), f"场合写“{mention.text}”，{'、'.join(backing.names[:3])} 里没有这个数", _nearest(said, backing)
            )


_FAR = 200
"""Characters before a figure in which a word still speaks of it."""


def _commitments(script: Script) -> Iterator[tuple[str, Location, Mention, Quantity]]:
    """Times and sums that the spoken text commits to, each text once."""
    seen: set[str] = set()
    for written, at in spoken.lines(script):
        text = plain(written)
        if not has_number(text) or text in seen:
            continue
        seen.add(text)
        for mention in find_quantities(text):
            quantity = mention.quantity
            if quantity is None or mention.role != "quantity" or mention.per or mention.every:
                continue
            before, kind = text[max(0, mention.start - _FAR) : mention.start], elapsed.as_time(quantity).unit.dimension
            if kind in measured.TIMES:
                upper = mention.bound is not None and mention.bound.low is None
                taken = upper or _WAIT.search(before) or _VOW.search(before) or _EXTEND.search(before) or _SOON.match(text, mention.end)
                waits = taken and not _TALK.search(before) and not _CONDITION.match(text[mention.end :])
                beyond = mention.bound is not None and mention.bound.op == ">"
                if waits or (beyond and _GRANTS.match(text[mention.end : mention.end + 24])):
                    yield text, at, mention, quantity
            elif kind == "money" and _GIVE.search(before):
                yield text, at, mention, quantity


def _nearest(said: Quantity, backing: Backing) -> str:
    alike = [q for q in backing.promised if compare(q, said) is not None]
    if alike:
        return f"改成承诺的数：{'、'.join(dict.fromkeys(render(q) for q in alike))}"
    return "删去这个数，或先在标准里写上承诺与指标"


RULES = (
    Rule("PRM901", "unbacked-figure", Severity.ERROR, unbacked_figure, Script, before_force=Severity.WARNING),
    Rule("PRM902", "inner-target-told", Severity.WARNING, inner_target_told, Script),
    Rule("PRM904", "unbacked-scene", Severity.WARNING, unbacked_scene, Script),
)
