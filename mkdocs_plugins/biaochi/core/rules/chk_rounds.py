"""CHK: mystery visits and surveys are carried out so that their results may be used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Checklist
from biaochi.core.plain_text import plain
from biaochi.core.quantity import comparable, compare, parse_quantity
from biaochi.core.regex import regex
from biaochi.core.rules.msr_samples import impossible, too_small
from biaochi.core.rules.scene import Scene
from biaochi.core.rules.wrd import terms_of
from biaochi.core.wording import CLAUSE, judge


def visitor_known(checklist: Checklist, scene: Scene) -> Iterator[Finding]:
    """神秘访客不匿名。

    为什么:
        员工知道谁来检查，看到的就不是平日的服务。
    不通过:
        DEMO-VISIT.anonymous: false
    通过:
        DEMO-VISIT.anonymous: true
    怎么改:
        写成“anonymous: true”；公开进行的检查，use 写 inspection。
    """
    if checklist.use == "mystery-visit" and checklist.anonymous is False:
        yield Finding("CHK010", checklist.where("anonymous"), "神秘访客写明不匿名", "写成“anonymous: true”，或把 use 改成 inspection")


_REWARD = regex(
    r"排名|排行|末位|前\s*[一二三四五六七八九十\d]+\s*名|奖|罚|扣|停业|停岗|问责|绩效|考核|通报|降级|评优|约谈|淘汰|晋级|星级|整改|计入|计分|评分|评级|薪|工资|晋升|复训|培训|低于|不合格|rank|bonus|penalt|reward|fine",
    re.I,
)
_NOT = regex(
    r"(?:不|不得|不会|不作|不做|不用于|不用作|不与|不作为|不予|无)[^,,。;;]{0,12}?(?:排名|排行|奖惩|奖罚|奖励|处罚|扣|考核|绩效|挂钩|评优|通报)"
    r"(?:[、或和与及](?:排名|奖惩|奖罚|奖励|处罚|考核|绩效|通报))*|not [^.;]{0,30}(?:rank|reward|penal|bonus)\w*",
    re.I,
)
_RATE = regex(r"达标率|合格率|通过率|pass rate", re.I)


def visits_too_few(checklist: Checklist, scene: Scene) -> Iterator[Finding]:
    """每店到访次数太少，却据此排名或奖惩（MC-21）。

    为什么:
        一次到访，单店得分最多会偏 100%；两次 50%，三次 33%。少于 3 次不排名、不奖惩，少于 8 次不算单店达标率。
    不通过:
        DEMO-VISIT.sample: {size: 100, per_site: 2, confidence: 95, margin: 10}
    通过:
        DEMO-VISIT.sample: {size: 100, per_site: 3, confidence: 95, margin: 10}
    怎么改:
        每店每期加到 3 次以上；或在 consequence 写明只看全网、不对单店排名和奖惩。
    """
    sample = checklist.sample
    if checklist.use != "mystery-visit" or sample is None or not checklist.consequence:
        return
    visits = sample.per_site if sample.per_site is not None else sample.size if sample.size and sample.size < 3 else None
    if visits is None:
        return
    key = "per_site" if sample.per_site is not None else "size"
    consequence = _NOT.sub("", plain(checklist.consequence))
    if visits < 3 and _REWARD.search(consequence):
        lean = f"单店得分最多会偏 {100 // visits}%" if visits else "单店没有得分"
        yield Finding(
            "CHK011", checklist.where("sample", key), f"每店只到访 {visits} 次（{lean}），结果却用于“{_cut(checklist.consequence)}”",
            "per_site 加到 3 以上，或不按单店排名和奖惩",
        )
    elif visits < 8 and _RATE.search(consequence) and re.search(r"单店|门店|各店|每店|网点|site|store|branch", consequence):
        yield Finding(
            "CHK011", checklist.where("sample", key), f"每店只到访 {visits} 次，不能算单店{_RATE.search(consequence)[0]}",  # type: ignore[index]
            "per_site 加到 8 以上，或改用得分",
        )


def _cut(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def round_sample_too_small(checklist: Checklist, scene: Scene) -> Iterator[Finding]:
    """样本量达不到写明的置信水平与误差（MC-20）。

    为什么:
        样本太小，全网的得分也分不清高低。按 n ≥ z²·p(1−p)/e² 计算，总体有限的作修正。
    不通过:
        DEMO-VISIT.sample: {size: 60, per_site: 4, confidence: 95, margin: 10}
    通过:
        DEMO-VISIT.sample: {size: 97, per_site: 4, confidence: 95, margin: 10}
    怎么改:
        把 size 加到提示里的数，或放宽 margin，总体有限的写 population。
    """
    if checklist.sample is not None and checklist.sampling != "census":
        yield from too_small("CHK012", checklist, checklist.sample)


def round_sample_impossible(checklist: Checklist, scene: Scene) -> Iterator[Finding]:
    """样本的几个数互相矛盾，或置信水平、误差不是百分数。

    为什么:
        每店的次数比总次数还多，或样本比总体还大，说明至少有一个数写错了。
    不通过:
        DEMO-VISIT.sample: {size: 100, per_site: 120}
    通过:
        DEMO-VISIT.sample: {size: 100, per_site: 4}
    怎么改:
        核对 size、per_site、population;confidence 与 margin 写百分数，例如 95 与 10。
    """
    if checklist.sample is not None:
        yield from impossible("CHK013", checklist, checklist.sample)


_AFTER = regex(
    r"(\d+|[一二两三四五六七八九十]+|半)\s*(个?(?:工作日|工作天|自然日|日历日|小时|钟头|分钟|天|日|周|月))\s*(?:之?后|以后|内|回访|电话|追访)"
    r"|第\s*(\d+|[一二两三四五六七八九十]+)\s*(个?(?:工作日|自然日|日历日|天|日))"
)


def survey_timing(checklist: Checklist, scene: Scene) -> Iterator[Finding]:
    """问卷的时机与间隔对不上。

    为什么:
        即时问卷问的是感受，延时问卷问的是结果；写着即时、却隔三天，收到的是另一种答案。
    不通过:
        DEMO-SURVEY.timing: immediate
    通过:
        DEMO-SURVEY.timing: delayed
        DEMO-SURVEY.delay: 3 工作日
    怎么改:
        延时的写 timing: delayed 并写 delay；即时的删去 delay。when、标题里的天数与 delay 一致。
    """
    if checklist.use != "survey":
        return
    delay = checklist.delay
    if checklist.timing == "immediate" and delay is not None and delay.quantity.value > 0:
        yield Finding("CHK014", checklist.where("delay"), f"时机是即时，间隔却写着“{delay}”", "把 timing 改成 delayed，或删去 delay")
    elif checklist.timing == "delayed" and delay is not None and delay.quantity.value <= 0:
        yield Finding("CHK014", checklist.where("delay"), f"时机是延时，间隔却是“{delay}”", "写明隔多久，例如“3 天”")
    elif checklist.timing == "delayed" and delay is not None:
        for key, text in (("title", checklist.title), ("when", checklist.when if isinstance(checklist.when, str) else "")):
            said = [found for match in _AFTER.finditer(plain(text)) if (found := parse_quantity("".join(filter(None, match.groups()))))]
            said = [found for found in said if comparable(found, delay.quantity) and found.unit.dimension != "number"]
            if said and not any(compare(found, delay.quantity) == 0 for found in said):
                yield Finding("CHK014", checklist.where(key), f"“{text}”与间隔“{delay}”不一致", "改成同一个数")
                return


_NO_MOMENT = frozenset({"WRD001", "WRD002", "WRD006"})
"""Vague times and frequencies, and words that leave it open whether at all."""


def vague_moment(checklist: Checklist, scene: Scene) -> Iterator[Finding]:
    """检查表什么时候用，没有写明。

    为什么:
        “定期”“必要时”检查，等于没有人知道今天该不该查；漏了一次也看不出来。
    不通过:
        DEMO-CARD.when: 定期
    通过:
        DEMO-CARD.when: 每班开始前
    怎么改:
        写频次（每日、每班 1 次）、时刻，或触发的事件（每接一件投诉）。
    """
    if not isinstance(checklist.when, str):
        return
    for found in judge(checklist.when, checklist.lang, terms_of(scene.catalogue), CLAUSE).findings:
        if found.code in _NO_MOMENT:
            hint = found.rewrite or "写频次、时刻或触发的事件，例如“每班开始前”"
            yield Finding("CHK015", checklist.where("when"), f"何时用写的是“{found.text}”：{found.why}", hint)
            return


RULES = (
    Rule("CHK010", "visitor-known", Severity.ERROR, visitor_known, Checklist),
    Rule("CHK011", "visits-too-few", Severity.WARNING, visits_too_few, Checklist),
    Rule("CHK012", "round-sample-too-small", Severity.ERROR, round_sample_too_small, Checklist, requires=("CHK013",)),
    Rule("CHK013", "round-sample-impossible", Severity.ERROR, round_sample_impossible, Checklist),
    Rule("CHK014", "survey-timing", Severity.ERROR, survey_timing, Checklist),
    Rule("CHK015", "vague-moment", Severity.ERROR, vague_moment, Checklist, before_force=Severity.WARNING),
)
