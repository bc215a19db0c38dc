"""PRC: what is to be said fits the time of the step that says it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Script, Step
from biaochi.core.rules import elapsed, spoken
from biaochi.core.rules.scene import Scene


def script_longer_than_step(step: Step, scene: Scene) -> Iterator[Finding]:
    """话术念完所用的时间超过步骤的时限。

    为什么:
        按语速念不完的话术，员工只能越说越快或自己删句子，必说的话就保不住了。
    不通过:
        DEMO-SERVE.steps.greet.time_limit: 2 秒
    通过:
        DEMO-SERVE.steps.greet.time_limit: 10 秒
    怎么改:
        删短话术，或放宽步骤的时限；语速与实际不符的，改 speaking_rate(字/分钟)。
    """
    if step.time_limit is None:
        return
    limit = elapsed.as_time(step.time_limit.quantity)
    if limit.unit.dimension != "time":
        return
    for reference in step.scripts:
        script = scene.catalogue.entries.get(reference.entry or "")
        if not isinstance(script, Script) or script.retired:
            continue
        needed = spoken.least_seconds(script)
        if needed > limit.base():
            words = round(needed * (script.speaking_rate or 220) / 60)
            yield Finding(
                "PRC023",
                step.where("time_limit"),
                f"{script.id} 约 {words} 字，每分钟 {script.speaking_rate} 字要说 {ceil(needed)} 秒，步骤时限是 {step.time_limit}",
                f"把话术删到 {int(limit.base() * (script.speaking_rate or 220) / 60)} 字以内，或把时限放宽到 {ceil(needed)} 秒",
            )


RULES = (Rule("PRC023", "script-longer-than-step", Severity.WARNING, script_longer_than_step, Step),)
