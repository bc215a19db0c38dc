"""PRM: what customers are told is no stricter than what is aimed at, and says what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from biaochi.core import agreement, measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Metric, Promise
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Quantity, compare, find_quantities
from biaochi.core.rules.scene import Scene
from biaochi.core.values import Amount


def promised(promise: Promise, scene: Scene) -> tuple[Metric, Quantity, Quantity] | None:
    """The metric of a promise, what is promised and what the metric aims at, in comparable form.

    With ``share-within`` a time is held against the bound, a share against the target. ``None`` where something is
    missing or the metric has no single direction.
    """
    metric = measured.metric_of(promise.metric, scene.entry, scene.catalogue)
    if metric is None or promise.target is None or metric.direction not in ("lower", "higher"):
        return None
    mine = measured.quantity(promise.target, metric)
    if mine is None:
        return None
    if metric.aggregation == "share-within" and mine.unit.dimension in measured.TIMES and metric.within is not None:
        bound = measured.quantity(metric.within, metric)
        own = measured.unit_of(metric)
        if own is not None and own.dimension in measured.TIMES and measured.is_number(promise.target):
            return None
        return (metric, mine, bound) if bound is not None else None
    if metric.aggregation == "share-within" and mine.unit.dimension == "ratio" and measured.share_of(metric) is None:
        return None
    aim = measured.quantity(metric.target, metric) if measured.is_number(metric.target) else None
    return (metric, mine, aim) if aim is not None else None


def _direction(metric: Metric, aim: Quantity) -> str | None:
    """A bound of time is better lower, even where the share within it is better higher."""
    if metric.aggregation == "share-within":
        return "lower" if aim.unit.dimension in measured.TIMES else "higher"
    return metric.direction


def promise_stricter(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺比内部目标还严（MC-06）。

    为什么:
        内部都没打算做到的，不能对顾客承诺；承诺应比目标宽一些，留出余量。
    不通过:
        promises.wait-10.target: 4 分钟
        promises.wait-10.text: 取号后 4 分钟内叫到您的号码。
        pilot.result.wait.value: 3.5
    通过:
        promises.wait-10.target: 8 分钟
        promises.wait-10.text: 取号后 8 分钟内叫到您的号码。
    怎么改:
        放宽承诺值，或先收紧指标的目标值并拿出证据。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    if measured.worse(_direction(metric, aim), aim, mine):
        yield Finding(
            "PRM001", promise.where("target"), f"承诺 {measured.said(mine)} 比内部目标 {measured.said(aim)}（指标 {metric.id}）还严",
            f"承诺值放宽到 {measured.said(aim)} 以外，例如红线 {metric.limit}" if metric.limit is not None else "放宽承诺值",
        )


def promise_without_margin(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺等于内部目标，没有余量（MC-08）。

    为什么:
        目标差一点没做到，就对顾客失了信；承诺应在目标与红线之间。
    不通过:
        promises.wait-10.target: 5 分钟
        promises.wait-10.text: 取号后 5 分钟内叫到您的号码。
    通过:
        promises.wait-10.target: 8 分钟
        promises.wait-10.text: 取号后 8 分钟内叫到您的号码。
    怎么改:
        把承诺值放宽到目标与红线之间；零容忍的（100%、0 次）可以相等。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    if measured.order(mine, aim) == 0 and not measured.extreme(metric, aim):
        limit = f"，例如红线 {metric.limit}" if metric.limit is not None else ""
        yield Finding("PRM002", promise.where("target"), f"承诺值与内部目标都是 {measured.said(aim)}", f"承诺值放宽一些{limit}")


def promise_of_another_kind(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺值的单位与指标不能换算。

    为什么:
        承诺写元、指标量分钟，承诺有没有兑现就没有数可看。
    不通过:
        promises.wait-10.target: 10 元
        promises.wait-10.text: 取号后叫到您的号码。
    通过:
        promises.wait-10.target: 600 秒
    怎么改:
        改成指标的单位，或引用另一个指标。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    if measured.order(mine, aim) is None and not measured.mixed_time(mine, aim) and not {mine.unit.dimension, aim.unit.dimension} <= measured.TIMES:
        yield Finding(
            "PRM003", promise.where("target"), f"承诺值 {promise.target} 与指标 {metric.id} 的单位“{aim.unit.symbol}”不能换算", f"改成{aim.unit.symbol}"
        )


def _other_clock(promise: Promise, metric: Metric) -> str:
    """The limit in a promise's text that counts days by the calendar, where the metric counts working days; only where
    the text gives no working time at all."""
    times = [m for m in find_quantities(promise.text) if m.quantity is not None and m.quantity.unit.dimension in measured.TIMES]
    if any(m.quantity and m.quantity.unit.dimension == "work-time" for m in times):
        return ""
    aims = (promise.target, metric.target, metric.limit)
    values = {Fraction(v) for v in aims if measured.is_number(v)} | {v.quantity.value for v in aims if isinstance(v, Amount)}
    said = (m for m in times if m.bound and m.quantity and measured.on_other_clock(m.quantity, metric) and m.quantity.value in values)
    return next((m.text for m in said), "")


def working_against_calendar(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺与指标一个按工作时间、一个按自然时间（MC-17）。

    为什么:
        5 个工作日遇上长假可能是 14 天；没有指明日历，两者不能比较，承诺严不严也无从判断。
    不通过:
        promises.wait-10.target: 1 工作日
        promises.wait-10.text: 取号后 1 个工作日内叫到您的号码。
    通过:
        promises.wait-10.target: 10 分钟
    怎么改:
        承诺与指标用同一种口径；对外写工作日的，指标也用 工作日 与 working-days。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    told = promise.target.quantity if isinstance(promise.target, Amount) else None
    if told is not None and measured.on_other_clock(told, metric):
        yield Finding(
            "PRM004", promise.where("target"), f"承诺 {promise.target} 按自然时间，指标 {metric.id} 的 {measured.said(aim)} 按工作时间，不能比较",
            f"改用“{metric.unit.symbol if metric.unit else aim.unit.symbol}”，或让指标与承诺用同一种口径",
        )
    elif written := _other_clock(promise, metric):
        yield Finding(
            "PRM004", promise.where("text"), f"承诺文字写“{written}”，按自然时间；指标 {metric.id} 的单位是“{metric.unit.symbol if metric.unit else ''}”",
            "文字与指标用同一种口径",
        )
    elif measured.mixed_time(mine, aim):
        yield Finding(
            "PRM004", promise.where("target"), f"承诺 {promise.target} 与指标 {metric.id} 的 {measured.said(aim)} 一个按工作时间、一个按自然时间，不能比较",
            f"改用“{aim.unit.symbol}”，或让指标与承诺用同一种口径",
        )
        return
    for mention in find_quantities(promise.text):
        if mention.bound is None or mention.quantity is None or mention.role != "quantity":
            continue
        said = measured.on_clock(mention.quantity, metric)
        if measured.mixed_time(said, mine) and said.value == mine.value:
            yield Finding(
                "PRM004", promise.where("text"), f"承诺文字写“{mention.text}”，承诺值是 {promise.target}，一个按工作时间、一个按自然时间", "两处用同一种口径"
            )
            return


def text_differs(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺文字里的数与承诺值不同（MC-05）。

    为什么:
        顾客看到的是文字，系统核对的是承诺值；两个数不同，兑现率就是假的。
    不通过:
        promises.wait-10.text: 取号后 8 分钟内叫到您的号码。
    通过:
        promises.wait-10.text: 取号后 600 秒内叫到您的号码。
    怎么改:
        改成同一个数；说“95% 的顾客”的，指标的统计方式也应是第 95 百分位。
    """
    metric = measured.metric_of(promise.metric, scene.entry, scene.catalogue)
    if metric is None or promise.target is None:
        return
    mine = measured.quantity(promise.target, metric)
    if mine is None:
        return
    wanted = [mine]
    for value in (promise.limit, metric.within):
        if value is not None and (found := measured.quantity(value, metric)):
            wanted.append(found)
    if metric.aggregation == "share-within" and measured.is_number(metric.target) and (aim := measured.quantity(metric.target, metric)):
        wanted.append(aim)
    at = promise.where("text")
    if rough := _only_roughly(promise.text, mine):
        yield Finding("PRM005", at, f"承诺文字写“{rough}”，是约数", f"写准：{measured.said(mine)}")
        return
    if mine.unit.dimension == "ratio" and (stated := _share_differs(promise.text, mine)):
        yield Finding("PRM005", at, f"承诺文字写“{stated}”，承诺值是 {measured.said(mine)}", "改成同一个数")
        return
    if _plainly(promise.text, wanted):
        pass
    elif differing := agreement.disagreement(promise.text, metric, wanted):
        mention, ends = differing
        if mine.unit.dimension != "ratio" and not measured.mixed_time(ends[0], mine):
            yield Finding("PRM005", at, f"承诺文字写“{mention.text}”，承诺值是 {measured.said(mine)}", "改成同一个数")
            return
    rank = agreement.demanded_share(metric)
    stated_shares = list(agreement.shares(promise.text))
    if rank is not None and stated_shares and all(share != rank for _, _, share in stated_shares):
        start, end, share = stated_shares[0]
        yield Finding(
            "PRM005", at, f"承诺文字写“{promise.text[start:end]}”，指标 {metric.id} 量的是第 {float(rank * 100):g} 百分位",
            f"写成“{float(rank * 100):g}%”，或把指标的统计方式改成 p{float(share * 100):g}",
        )


def _only_roughly(text: str, mine: Quantity) -> str:
    """The figure of a promise that is told about so much, and nowhere exactly."""
    alike = [m for m in find_quantities(text) if m.quantity is not None and compare(m.quantity, mine) is not None]
    return alike[0].text if alike and all(m.approximate for m in alike) else ""


def _plainly(text: str, wanted: list[Quantity]) -> bool:
    return any(m.quantity and compare(m.quantity, value) == 0 for m in find_quantities(text) if m.role == "quantity" for value in wanted)


def _share_differs(text: str, mine: Quantity) -> str:
    """The shares a text gives for a promised rate, when none of them is it."""
    said = [(share, text[start:end]) for start, end, share in agreement.shares(text)]
    said += [
        (m.quantity.base(), m.text) for m in find_quantities(text)
        if m.role == "quantity" and m.quantity and m.quantity.unit.dimension == "ratio" and (m.bound is None or m.bound.op in (">=", ">", "<=", "<"))
    ]  # fmt: skip
    if not said or any(share == mine.base() for share, _ in said):
        return ""
    return said[0][1]


def limit_inside(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺的底线比承诺值还严，或不能与它比较。

    为什么:
        底线是触发补救的值，应不严于承诺值；反了，没有失信也要赔。
    不通过:
        promises.wait-10.limit: 6 分钟
    通过:
        promises.wait-10.limit: 15 分钟
    怎么改:
        对调 target 与 limit，或改成同一种单位。
    """
    found = promised(promise, scene)
    if found is None or promise.limit is None:
        return
    metric, mine, aim = found
    limit = measured.quantity(promise.limit, metric)
    if limit is None:
        return
    if measured.order(limit, mine) is None:
        yield Finding("PRM006", promise.where("limit"), f"底线 {promise.limit} 与承诺值 {promise.target} 不能换算", f"改成{mine.unit.symbol}")
    elif measured.worse(_direction(metric, aim), mine, limit):
        yield Finding("PRM006", promise.where("limit"), f"底线 {measured.said(limit)} 比承诺值 {measured.said(mine)} 还严", "对调 target 与 limit")


_COMMITS = re.compile(
    r"保证|承诺|确保|担保|包您|一定(?!金额|数额|数量|条件|比例|额)|必定|百分之百|100\s*%|人人都|每位都|均可(?:获|领|得)|赔付|赔偿|免单|全额退|"
    r"应当|须在|(?<![供响反对适])应(?:在|为|于|由|向|送)|guarantee|promise|commit|refund|\bwill always\b|\bshall\b",
    re.I,
)
_DISCLAIMS = re.compile(r"(?:不|非|无)[^,,。;;]{0,6}?(?:承诺|保证|必须|担保|一定)|not? [^,.;]{0,12}(?:promise|guarantee|commitment)\w*", re.I)


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


_ABSOLUTE = re.compile(
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


_NOTHING = re.compile(r"\s*(?:无|没有|暂无|待定|不适用|/|-+|—+|n/?a|none|tbd|tbc)\s*[。.]?\s*", re.I)
_LOOSE = re.compile(r"视情况?|视具体情况|酌情|适当(?:补偿|赔偿|处理)|另行(?:通知|协商|商定)|根据实际情况|as appropriate", re.I)


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


RULES = (
    Rule("PRM001", "promise-stricter-than-target", Severity.ERROR, promise_stricter, Promise),
    Rule("PRM002", "promise-without-margin", Severity.WARNING, promise_without_margin, Promise),
    Rule("PRM003", "promise-of-another-kind", Severity.ERROR, promise_of_another_kind, Promise),
    Rule("PRM004", "working-against-calendar", Severity.WARNING, working_against_calendar, Promise),
    Rule("PRM005", "promise-text-differs", Severity.ERROR, text_differs, Promise, requires=("PRM003",)),
    Rule("PRM006", "promise-limit-inside", Severity.ERROR, limit_inside, Promise),
    Rule("PRM007", "extra-commits", Severity.ERROR, extra_commits, Promise),
    Rule("PRM008", "absolute-promise", Severity.ERROR, absolute_words, Promise),
    Rule("PRM009", "exclusions-untold", Severity.WARNING, exclusions_untold, Promise),
    Rule("PRM010", "remedy-says-nothing", Severity.WARNING, remedy_says_nothing, Promise),
    Rule("PRM011", "delay-untold", Severity.INFO, delay_untold, Promise),
)
