"""MSR: what a metric is called agrees with how it is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Metric
from biaochi.core.plain_text import plain
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene
from biaochi.core.vocabulary import DIRECTION

_GOOD = (
    "接通|满意|合格|完好|准时|准点|正点|准确|正确|及时|办结|解决|兑现|达标|完整|好评|推荐意愿|一致|符合|成功|达成|有效回收|到位|在线|"
    "可用|按时|按期|履约|如期|覆盖|完成|执行|通过|及格|出勤|到课|续费|续约|续保|续用|留存|整改|闭环|回访|应答|接听|合规|知晓|净推荐"
)
_BAD = (
    "差错|错误|出错|投诉|等待|等候|候位|放弃|弃呼|丢失|遗失|破损|损坏|流失|重复来电|重复投诉|重复维修|重复取号|返工|返修|差评|"
    "超时|逾期|延误|误点|晚点|迟到|违规|遗漏|漏检|误报|故障|中断|停机|宕机|不合格|不满|不满意|不良|不达标|失误|事故|缺陷|拒收|污损|退货|退课|退费|退单|爽约|失约|缺勤|缺席|缺货|断货|漏接|错发|漏发|错漏"
)
_TAIL = r"(?:发生|平均|总|月度|年度)?(?:率|比率|比例|占比|度|得分|评分|均分|件数|次数|数量|数|起数|宗数|量|指数)?\s*(?:[((][^()()]*[))])?$"
_ENDS_GOOD = regex(rf"(?P<no>不|未|非|欠|超时|逾期|延迟|延期|误|错|漏|重复|无效|违规|缺|退)?(?:{_GOOD}){_TAIL}")
_ENDS_BAD = regex(rf"(?P<no>无|零|避免|免)?(?:{_BAD}){_TAIL}")
_WORK = (
    "等待|等候|候(?!选|补)[\u4e00-\u9fff]|排队|响应|答复|回复|接听|接起|应答|办理|办结|处理|处置|送达|送餐|送物|到达|到场|到岗|出餐|上菜|上齐|修复|"
    "维修|结账|退款|审批|审核|延误|超时|停机|宕机|中断|接单|受理|问候|通报|开户|入住|退房|清台|翻房|受理|发货|揽收|配送|取件|取药|叫号|安检|登机|提取|交付|"
    "检修|抢修|保洁|验收|归还|发放|签收|付款|收银|投递|投诉|咨询|登记|核验|签约|报修|救援|出警|出车|转运|通关|缴费|换乘|制证|出证|反应"
)
_ENDS_TIME = regex(rf"(?:{_WORK})[^率前]{{0,8}}(?:时长|用时|时间|耗时|等待|等候)\s*(?:[((][^()()]*[))])?$|(?:等待|等候|排队|用时|耗时)\s*(?:[((][^()()]*[))])?$")
_ENGLISH_BAD = regex(
    r"\b(?:errors?|complaints?|abandon\w*|defects?|damage|loss|churn|delays?|waste|downtime|failures?)(?: rate| ratio| share| count)?$"
    r"|\b(?:wait\w*|response|handling|reply|resolution|turnaround|queue|hold) times?$",
    re.I,
)
_ENGLISH_GOOD = regex(
    r"\b(?:satisfaction|accuracy|on[- ]time|punctuality|compliance|availability|first[- ](?:call|contact) resolution|uptime)"
    r"(?: rate| ratio| share| score)?$",
    re.I,
)


def direction_against_name(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """方向与指标的名称相反（MC-03）。

    为什么:
        差错率写成越高越好，系统就会给出错最多的门店亮绿灯。
    不通过:
        metrics.right.direction: higher
        metrics.right.target: 2
        metrics.right.limit: 1
    通过:
        metrics.right.direction: lower
    怎么改:
        改正 direction，并核对目标值与红线；或把名称改得与所数的事相符。
    """
    if metric.aggregation == "share-within" and metric.direction == "lower":
        yield Finding(
            "MSR003", metric.where("direction"), f"“{metric.name}”按限时占比（share-within）统计，越高越好，方向却是 lower（越低越好）",
            "写成“direction: higher”，target 与 limit 写占比，限时写在 within",
        )
        return
    wanted = _direction(metric)
    if wanted and metric.direction in ("lower", "higher") and metric.direction != wanted:
        yield Finding(
            "MSR003", metric.where("direction"),
            f"“{metric.name}”从名称看{DIRECTION[wanted]}，方向却是 {metric.direction}（{DIRECTION[metric.direction]}）",
            f"写成“direction: {wanted}”，并核对目标值与红线",
        )


def _direction(metric: Metric) -> str | None:
    """What the end of the name says; ``None`` where it says nothing for sure."""
    name = plain(metric.name).strip()
    if metric.type == "duration" and metric.aggregation != "share-within":
        return "lower" if _ENDS_TIME.search(name) or _ENGLISH_BAD.search(name) else None
    if metric.type not in ("rate", "count", "score", "nps", "ratio"):
        return None
    if _ENGLISH_BAD.search(name):
        return "lower"
    if _ENGLISH_GOOD.search(name):
        return "higher"
    bad = _ENDS_BAD.search(name)
    if bad:
        return None if bad["no"] else "lower"
    good = _ENDS_GOOD.search(name)
    if good:
        return "lower" if good["no"] in ("不", "未") else None if good["no"] else "higher"
    return None


RULES = (Rule("MSR003", "direction-against-name", Severity.WARNING, direction_against_name, Metric),)
