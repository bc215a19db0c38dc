"""PRM: what a promise says besides its figure: what else it commits to, what it leaves out, what is given when it is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Promise
from biaochi.core.plain_text import plain
from biaochi.core.quantity import find_quantities
from biaochi.core.regex import regex
from biaochi.core.rules.prm import promised
from biaochi.core.rules.scene import Scene

_COMMITS = regex(
    r"保证|承诺|确保|担保|包您|一定(?!金额|数额|数量|条件|比例|额)|必定|百分之百|100\s*%|人人都|每位都|均可(?:获|领|得)|赔付|赔偿|免单|全额退|"
    r"应当|须在|(?<![供响反对适])应(?:在|为|于|由|向|送)|guarantee|promise|commit|refund|\bwill always\b|\bshall\b",
    re.I,
)
_DISCLAIMS = regex(r"(?:不|非|无)[^,,。;;]{0,6}?(?:承诺|保证|必须|担保|一定)|not? [^,.;]{0,12}(?:promise|guarantee|commitment)\w*", re.I)


def extra_commits(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """额外关怀写成了承诺。

    为什么:
        额外关怀是意料之外的好意；写成保证，下一次没有就成了失信。
    不通过:
        promises.wait-10.extra: [保证每位顾客获赠饮品 1 杯]
    通过:
        promises.wait-10.extra: [久等时可能送上饮品，不属于承诺]
    怎么改:
        删去保证的说法；真要保证的，另写一条承诺。
    """
    for index, text in enumerate(promise.extra):
        if _DISCLAIMS.search(plain(text)):
            continue
        match = _COMMITS.search(plain(text))
        if match is None:
            bound = next((m for m in find_quantities(text) if m.bound and m.bound.op in ("<=", "<") and m.quantity and m.quantity.unit.dimension in measured.TIMES), None)
            word = bound.text if bound and "营业" not in text else ""
        else:
            word = match.group()
        if word:
            yield Finding("PRM007", promise.where("extra", index), f"额外关怀写着“{word}”，成了承诺", "删去这个说法，或另写一条承诺")


_ABSOLUTE = regex(
    r"最(?:好|佳|优|快|强|大(?!限)|先进|专业|舒适|满意|贴心|安全|放心|权威|高级|高端|高品质|优惠|便宜|划算|全|完善|热情|周到|省心|美|新鲜|正宗|地道|低价|具)"
    r"|永不|永远|绝不|绝对|万无一失|零(?:差错|投诉|失误|风险|缺陷|等待|延误|事故)|(?<![退赔返还补付])(?:百分之百|百分百|(?<![\d.退赔返还补付])(?<![退赔返还补付] )100\s*%)(?!\s*(?:的)?(?:退|赔|返|金额|房费|费用|票价|价|原价))"
    r"|(?:全国|全市|全省|全网|行业|业内|世界|本市|同城|排名)第一|独一无二|顶级|极致|完美|包您满意|有求必应"
    r"|\b(?:best|fastest|always|never|perfect|100 ?%|absolutely|guaranteed)(?!\w)",
    re.I,
)


def absolute_words(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺里有绝对的字眼。

    为什么:
        “最快”“永不”“100%”没有人能一直做到；期望被抬到做不到的高度，做得再好也是失望。
    不通过:
        promises.wait-10.text: 全市第一，取号后 10 分钟内叫到您的号码。
    通过:
        promises.wait-10.text: 取号后最长 10 分钟叫到您的号码。
    怎么改:
        换成承诺值那样的数，例如“95% 的顾客”“10 分钟内”。
    """
    match = _ABSOLUTE.search(plain(promise.text))
    if match:
        yield Finding("PRM008", promise.where("text"), f"承诺文字里有绝对的字眼“{match.group()}”", "删去，或换成做得到的数")


def exclusions_untold(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """指标有剔除的情形，承诺没有事先告知。

    为什么:
        统计时剔除、承诺时不说，顾客遇到的正是剔除的那种情形。
    不通过:
        metrics.wait.exclusions: [停电期间]
        promises.wait-10.disclosure: []
    通过:
        metrics.wait.exclusions: [停电期间]
        promises.wait-10.disclosure: [停电期间不计入]
    怎么改:
        把指标 exclusions 里的情形用顾客的话写进 disclosure。
    """
    metric = measured.metric_of(promise.metric, scene.entry, scene.catalogue)
    if metric is not None and metric.exclusions and not promise.disclosure:
        at = promise.where("disclosure") if "disclosure" in promise.node.entries else promise.at
        yield Finding("PRM009", at, f"指标 {metric.id} 剔除“{metric.exclusions[0]}”，承诺没有事先告知", "补“disclosure: […]”")


_NOTHING = regex(r"\s*(?:无|没有|暂无|待定|不适用|/|-+|—+|n/?a|none|tbd|tbc)\s*[。.]?\s*", re.I)
_LOOSE = regex(r"视情况?|视具体情况|酌情|适当(?:补偿|赔偿|处理)|另行(?:通知|协商|商定)|根据实际情况|as appropriate", re.I)


def remedy_says_nothing(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """补救没有说给顾客什么。

    为什么:
        承诺没有做到时，顾客要知道能得到什么；“酌情处理”等于没有补救。
    不通过:
        promises.wait-10.remedy: 视情况酌情补偿
    通过:
        promises.wait-10.remedy: 当面致歉，并免收本次手续费
    怎么改:
        写明给什么、给多少、怎么给。
    """
    remedy = promise.remedy
    if remedy and (_NOTHING.fullmatch(remedy) or _LOOSE.search(plain(remedy))):
        yield Finding("PRM010", promise.where("remedy"), f"补救“{remedy}”没有说给顾客什么", "写明给什么、给多少，例如“免收本次手续费”")


def delay_untold(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """时长以小时、天计的承诺没有延误告知。

    为什么:
        等了几天才知道要晚，比晚本身更让人生气；要晚时先说一声，写明多久之内、用什么渠道。
    不通过:
        promises.wait-10.target: 2 小时
        promises.wait-10.text: 取号后 2 小时内叫到您的号码。
        -promises.wait-10.delay_notice:
    通过:
        promises.wait-10.target: 2 小时
        promises.wait-10.text: 取号后 2 小时内叫到您的号码。
    怎么改:
        补 delay_notice: {within, channel}。
    """
    found = promised(promise, scene)
    if found is None or promise.delay_notice is not None:
        return
    metric, mine, _ = found
    if metric.type != "duration" or metric.direction != "lower" or mine.unit.dimension not in measured.TIMES:
        return
    if mine.unit.dimension != "time" or mine.base() >= Fraction(3600):
        yield Finding("PRM011", promise.where("id"), f"承诺 {measured.said(mine)}，没有写要晚时怎样告知", "补“delay_notice: {within: …, channel: …}”")


def notice_too_late(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """延误告知的时限比承诺的时长还长。

    为什么:
        要晚时先说一声，是为了让顾客在等的时候就知道；等过了承诺的时刻才说，说与不说一样。不到一分钟的承诺不比：来不及先说。
    不通过:
        promises.wait-10.delay_notice.within: 30 分钟
    通过:
        promises.wait-10.delay_notice.within: 8 分钟
    怎么改:
        把 delay_notice 的 within 改成不长于承诺值。
    """
    found = promised(promise, scene)
    within = promise.delay_notice.within if promise.delay_notice else None
    if found is None or within is None:
        return
    metric, mine, _ = found
    if metric.type != "duration" or metric.direction != "lower" or (mine.unit.dimension == "time" and mine.base() < 60):
        return
    if measured.worse("lower", measured.on_clock(within.quantity, metric), mine):
        yield Finding(
            "PRM013", promise.where("delay_notice", "within"), f"要晚时在 {within} 内告知，承诺却是 {measured.said(mine)}", f"改为不长于 {measured.said(mine)}"
        )


RULES = (
    Rule("PRM007", "extra-commits", Severity.ERROR, extra_commits, Promise),
    Rule("PRM008", "absolute-promise", Severity.ERROR, absolute_words, Promise),
    Rule("PRM009", "exclusions-untold", Severity.WARNING, exclusions_untold, Promise),
    Rule("PRM010", "remedy-says-nothing", Severity.WARNING, remedy_says_nothing, Promise),
    Rule("PRM011", "delay-untold", Severity.INFO, delay_untold, Promise),
    Rule("PRM013", "notice-too-late", Severity.WARNING, notice_too_late, Promise, requires=("PRM001",)),
)
