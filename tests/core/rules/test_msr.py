"""Planted faults and sound variants for the rules about metrics, beyond the examples of their own pages."""

from __future__ import annotations

import pytest
from tests.core.rules.said import codes


def metric(**keys: str) -> str:
    """One more metric, cited by an item that carries no figure."""
    given = {
        "id": "more", "name": "回执打印时长", "definition": "从提交到打出回执的时间", "dimension": "response", "type": "duration",
        "unit": "分钟", "direction": "lower", "target": "2", "limit": "3", "aggregation": "p90",
        "clock": "{from: 提交, to: 打出回执, basis: calendar}", "method": "system-log", "source": "打印机日志", "sampling": "census",
        "frequency": "每日", "window": "1 月", "review_every": "1 季", "owner": "keeper",
    }  # fmt: skip
    given.update({name.rstrip("_"): value for name, value in keys.items()})
    written = ", ".join(f"{name}: {value}" for name, value in given.items() if value)
    return f"metrics+: [{{{written}}}]\nDEMO-CARD.items.tidy.metric: DEMO-WAIT/more\n"


RATE = {"type": "rate", "unit": '"%"', "aggregation": "", "clock": "", "good": "打出的", "valid": "提交的"}
SCORE = {"type": "score", "unit": "分", "aggregation": "mean", "clock": "", "direction": "higher", "scale": "{min: 1, max: 5}"}

FAULTS = [
    ("higher, target below limit", "MSR001", metric(**RATE, name="打印成功率", direction="higher", target="95", limit="98")),
    ("range upside down", "MSR001", metric(name="室温", type="level", unit="℃", aggregation="", clock="", direction="within",
                                           target="[26, 22]", limit="[18, 30]")),
    ("target range outside limit range", "MSR001", metric(name="室温", type="level", unit="℃", aggregation="", clock="",
                                                          direction="within", target="[16, 26]", limit="[18, 30]")),
    ("range where one side is better", "MSR001", metric(target="[1, 2]")),
    ("equal target and limit", "MSR002", metric(target="3")),
    ("accuracy that is better lower", "MSR003", metric(**RATE, name="录入准确率", direction="lower", target="95", limit="98")),
    ("complaints that are better higher", "MSR003", metric(**RATE, name="顾客投诉率", direction="higher", target="2", limit="1")),
    ("loss that is better higher", "MSR003", metric(**RATE, name="包裹破损率", direction="higher", target="2", limit="1")),
    ("satisfaction that is better lower", "MSR003", metric(**SCORE | {"direction": "lower"}, name="顾客满意度", target="4", limit="4.5")),
    ("waiting that is better higher", "MSR003", metric(name="平均等候时长(高峰)", direction="higher", target="9", limit="8")),
    ("full-width brackets in a name", "MSR003", metric(name="排队等候时间（高峰）", direction="higher", target="9", limit="8")),
    ("Traditional name", "MSR003", metric(**RATE, name="投訴率", direction="higher", target="2", limit="1")),
    ("English name", "MSR003", metric(**RATE, name="Complaint rate", direction="higher", target="2", limit="1")),
    ("on time, better lower", "MSR003", metric(**RATE, name="到店准时率", direction="lower", target="2", limit="3")),
    ("rate above 100 %", "MSR004", metric(**RATE, name="打印率", direction="higher", target="120", limit="90")),
    ("negative rate", "MSR004", metric(**RATE, name="漏打率", target="-1", limit="2")),
    ("per mille above 1000", "MSR004", metric(**RATE | {"unit": "‰"}, name="打印率", direction="higher", target="1200", limit="900")),
    ("score above its scale", "MSR004", metric(**SCORE, name="店员评分", target="5.5", limit="4")),
    ("limit below the scale", "MSR004", metric(**SCORE, name="店员评分", target="4.5", limit="0.5")),
    ("negative duration", "MSR004", metric(target="-2")),
    ("NPS above 100", "MSR004", metric(name="推荐值", type="nps", unit="NPS", aggregation="", clock="", direction="higher",
                                       target="120", limit="30")),
    ("duration in per cent", "MSR005", metric(unit='"%"')),
    ("duration in points", "MSR005", metric(unit="星")),
    ("rate in times", "MSR005", metric(**RATE | {"unit": "次"}, name="漏打率")),
    ("rate in percentage points", "MSR005", metric(**RATE | {"unit": "百分点"}, name="漏打率")),
    ("money without a currency", "MSR005", metric(name="单次成本", type="money", unit="件", aggregation="", clock="")),
    ("score in per cent", "MSR005", metric(**SCORE | {"unit": "分钟"}, name="店员评分", target="4.5", limit="4")),
    ("NPS in per cent", "MSR005", metric(name="推荐值", type="nps", unit='"%"', aggregation="", clock="", direction="higher",
                                         target="40", limit="30")),
    ("level in minutes", "MSR005", metric(name="室温", type="level", unit="分钟", aggregation="", clock="")),
    ("count in minutes", "MSR005", metric(name="补打次数", type="count", unit="分钟", aggregation="", clock="")),
    ("count in per cent", "MSR005", metric(name="补打次数", type="count", unit='"%"', aggregation="", clock="")),
    ("percentile of a yes or no", "MSR006", metric(name="是否打印", type="binary", unit="次", aggregation="p90", clock="",
                                                   direction="higher", target="3", limit="2")),
    ("a bound that nothing uses", "MSR006", metric(within="4")),
    ("scale upside down", "MSR007", metric(**SCORE | {"scale": "{min: 5, max: 1}"}, name="店员评分", target="4.5", limit="4")),
    ("top box off the scale", "MSR007", metric(**SCORE | {"scale": "{min: 1, max: 5, top_box: 6}"}, name="店员评分", target="4.5", limit="4")),
    ("working days on the calendar", "MSR008", metric(unit="工作日")),
    ("calendar days on working days", "MSR008", metric(unit="日历日", clock="{from: 提交, to: 打出回执, basis: working-days}")),
    ("working hours on the calendar", "MSR008", metric(unit="工作小时")),
    ("clock that ends where it starts", "MSR009", metric(clock="{from: 提交, to: 提交, basis: calendar}")),
    ("measured less often than the window", "MSR020", metric(frequency="每季度", window="1 月")),
    ("measured yearly", "MSR020", metric(frequency="1/年", window="1 季", review_every="1 年")),
    ("reviewed more often than the window", "MSR020", metric(window="1 季", review_every="1 月")),
    ("reviewed every week", "MSR020", metric(window="28 天", review_every="1 周")),
    ("100 for 95 % ± 5", "MSR021", metric(**RATE, name="漏打率", sampling="random", sample="{size: 200, confidence: 95, margin: 5}")),
    ("400 for 99 % ± 5", "MSR021", metric(**RATE, name="漏打率", sampling="random", sample="{size: 400, confidence: 99, margin: 5}")),
    ("population, still too few", "MSR021", metric(**RATE, name="漏打率", sampling="random",
                                                   sample="{size: 200, confidence: 95, margin: 5, population: 1000}")),
    ("expected 90, too few", "MSR021", metric(**RATE, name="漏打率", sampling="random",
                                              sample="{size: 110, confidence: 95, margin: 5, expected: 90}")),
    ("expected 0.9, too few", "MSR021", metric(**RATE, name="打印率", direction="higher", target="90", limit="88", sampling="random",
                                               sample="{size: 110, confidence: 95, margin: 5, expected: 0.9}")),
    ("a share of time that is better lower", "MSR003", metric(name="限时打印率", aggregation="share-within", within="4", target="3", limit="5")),
    ("score, far too few", "MSR021", metric(**SCORE, name="店员评分", target="4.5", limit="4", sampling="random",
                                            sample="{size: 50, confidence: 95, margin: 5}")),
    ("NPS, too few", "MSR021", metric(name="推荐值", type="nps", unit="NPS", aggregation="", clock="", direction="higher",
                                      target="40", limit="30", sampling="random", sample="{size: 200, confidence: 95, margin: 5}")),
    ("P90, too few for ± 5", "MSR021", metric(sampling="random", sample="{size: 60, confidence: 95, margin: 5}")),
    ("sample larger than the population", "MSR022", metric(**RATE, name="漏打率", sampling="random", sample="{size: 400, population: 300}")),
    ("confidence as a fraction", "MSR022", metric(**RATE, name="漏打率", sampling="random", sample="{size: 400, confidence: 0.95, margin: 5}")),
    ("margin as a fraction", "MSR022", metric(**RATE, name="漏打率", sampling="random", sample="{size: 400, confidence: 95, margin: 0.05}")),
    ("no sample at all", "MSR022", metric(sampling="random", sample="{size: 0}")),
    ("P95 of 15", "MSR023", metric(aggregation="p95", sampling="random", sample="{size: 15}")),
    ("P99 of 90", "MSR023", metric(aggregation="p99", sampling="random", sample="{size: 90}")),
    ("P95 of 40", "MSR024", metric(aggregation="p95", sampling="random", sample="{size: 40}")),
    ("P99 of 200", "MSR024", metric(aggregation="p99", sampling="random", sample="{size: 200}")),
    ("P90 of 28", "MSR024", metric(sampling="systematic", sample="{size: 28}")),
    ("98.5 % of 20", "MSR026", metric(**RATE, name="打印率", direction="higher", target="98.5", limit="95", sampling="random", sample="{size: 20}")),
    ("99.9 % of 400", "MSR026", metric(**RATE, name="打印率", direction="higher", target="99.9", limit="99", sampling="random", sample="{size: 400}")),
    ("0.5 % of 100", "MSR026", metric(**RATE, name="漏打率", target="0.5", limit="1", sampling="random", sample="{size: 100}")),
    ("five per mille of 100", "MSR026", metric(**RATE | {"unit": "‰"}, name="漏打率", target="5", limit="8", sampling="random", sample="{size: 100}")),
    ("survey of 12", "MSR027", metric(**SCORE, name="店员评分", target="4.5", limit="4", method="survey", sampling="random", sample="{size: 12}")),
    ("mean above P90, by name", "MSR030", metric(name="平均办理时长", aggregation="mean", target="15", limit="18", clock="{from: 叫号, to: 交回证件, basis: calendar}")),
    ("P95 below P90", "MSR030", metric(name="办理时长（第 95 百分位）", aggregation="p95", target="10", limit="21", clock="{from: 叫号, to: 交回证件, basis: calendar}")),
    ("longest below P90 in seconds", "MSR030", metric(name="最长办理时长", aggregation="max", unit="秒", target="600", limit="1500", clock="{from: 叫号, to: 交回证件, basis: calendar}")),
    ("limits in the wrong order", "MSR030", metric(name="最长办理时长", aggregation="max", target="14", limit="16", clock="{from: 叫号, to: 交回证件, basis: calendar}")),
    ("acknowledged after the answer", "MSR031", metric(name="投诉受理时长", target="60", limit="90", clock="{from: 收到投诉, to: 受理, basis: calendar}")
     + "metrics.handle.name: 投诉首次答复时长\nmetrics.handle.clock: {from: 收到投诉, to: 首次答复, basis: calendar}\n"),
    ("answer in hours, done in minutes", "MSR031", metric(name="工单首次回复时长", unit="小时", clock="{from: 提交工单, to: 首次回复, basis: calendar}")
     + "metrics.handle.name: 工单办结时长\nmetrics.handle.clock: {from: 提交工单, to: 办结, basis: calendar}\n"),
    ("P1 slower than P2", "MSR032", metric(name="P1 故障到场时长", target="30", limit="40") + "metrics.handle.name: P2 故障到场时长\n"),
    ("Ⅰ slower than Ⅱ", "MSR032", metric(name="Ⅰ级患者接诊时长", target="30", limit="40") + "metrics.handle.name: Ⅱ级患者接诊时长\n"),
    ("same metric, other limit", "MSR033", metric(name="办理时长", definition="从叫号到交回证件的时间。", target="12", limit="25", clock="{from: 叫号, to: 交回证件, basis: calendar}")),
    ("mean waiting only", "MSR034", metric(name="平均排队时长", aggregation="mean", target="2", limit="3")
     + "metrics.wait.name: 叫号屏刷新时长\nmetrics.wait.definition: 屏幕刷新的间隔\n"),
    ("cut by 40 % of what?", "MSR040", metric(name="回执打印时长", definition="打印时长，较去年压缩 40%")),
    ("points without a baseline", "MSR040", metric(**RATE, name="漏打率", definition="漏打的比例，同比下降 3 个百分点")),
    ("baseline and cut miss the target", "MSR041", metric(definition="比 2025 年缩短 40%", target="5", limit="6", baseline="{value: 10, period: 2025 年, source: 日志}")),
    ("points miss the target", "MSR041", metric(**RATE, name="打印率", direction="higher", definition="比上年提高 5 个百分点", target="98", limit="90",
                                                baseline="{value: 90, period: 2025 年, source: 日志}")),
    ("baseline in another unit", "MSR041", metric(baseline="{value: 10 元, period: 2025 年, source: 日志}")),
    ("percent for points", "MSR042", 'body+: "\\n## 背景\\n\\n满意率由 88% 上升到 92%，上升 4%。\\n"'),
    ("figures that do not add up", "MSR042", 'body+: "\\n## 背景\\n\\n等候从 10 分钟缩短到 8 分钟，缩短了 40%。\\n"'),
    ("points that do not add up", "MSR042", 'body+: "\\n## 背景\\n\\n满意率从 88% 提高到 92%，提高 5 个百分点。\\n"'),
    ("downtime that does not match", "MSR043", metric(**RATE, name="取号机可用率", direction="higher", target="99.9", limit="99",
                                                      definition="可用时间占比，每月累计停机不超过 2 小时")),
]  # fmt: skip

SOUND = [
    ("zero tolerance", metric(**RATE, name="打印率", direction="higher", target="100", limit="100")),
    ("none allowed", metric(name="泄密次数", type="count", unit="次", aggregation="", clock="", target="0", limit="0")),
    ("ranges", metric(name="室温", type="level", unit="℃", aggregation="", clock="", direction="within", target="[22, 26]", limit="[18, 28]")),
    ("English units", metric(unit="min")),
    ("分 for minutes", metric(unit="分")),
    ("growth above 100 %", metric(**RATE, name="会员增长率", direction="higher", target="120", limit="100")),
    ("negative NPS", metric(name="推荐值", type="nps", unit="分", aggregation="", clock="", direction="higher", target="10", limit="-5")),
    ("cost", metric(name="单次成本", type="money", unit="元/单", aggregation="", clock="")),
    ("cents", metric(name="单次成本", type="money", unit="港元", aggregation="mean", clock="")),
    ("stars", metric(**SCORE | {"unit": "星"}, name="店员星级", target="4.5", limit="4")),
    ("ten-point scale", metric(**SCORE | {"scale": "{min: 0, max: 10, top_box: 9}"}, name="店员评分", target="9", limit="8")),
    ("ppm", metric(**RATE | {"unit": "ppm"}, name="漏打率", target="3400", limit="5000")),
    ("staffing", metric(name="护患比", type="ratio", unit='"1:n"', aggregation="", clock="", direction="higher", target="0.5", limit="0.4")),
    ("share within", metric(name="限时打印率", aggregation="share-within", within="4 分钟", unit='"%"', direction="higher", target="95", limit="90")),
    ("expected 0.5, of a target of 0.5 %", metric(**RATE, name="漏打率", target="0.5", limit="1", sampling="random",
                                                  sample="{size: 800, confidence: 95, margin: 1, expected: 0.5}")),
    ("share within, bare", metric(name="限时打印率", aggregation="share-within", within="4", direction="higher", target="95", limit="90")),
    ("working days", metric(unit="工作日", clock="{from: 提交, to: 打出回执, basis: working-days}")),
    ("minutes of working time", metric(clock="{from: 提交, to: 打出回执, basis: working-hours}")),
    ("days of working days", metric(unit="天", clock="{from: 提交, to: 打出回执, basis: working-days}")),
    ("continuous", metric(frequency="实时", window="滚动 28 天", review_every="每月")),
    ("each case", metric(frequency="每单", window="1/月", review_every="半年")),
    ("monthly throughout", metric(frequency="每月", window="1 月", review_every="1 月")),
    ("a quarter's visits", metric(frequency="每季度 1 次", window="自然季", review_every="1/季")),
    ("385 of many", metric(**RATE, name="漏打率", sampling="random", sample="{size: 385, confidence: 95, margin: 5}")),
    ("278 of 1000", metric(**RATE, name="漏打率", sampling="random", sample="{size: 278, confidence: 95, margin: 5, population: 1000}")),
    ("139 with 90 expected", metric(**RATE, name="漏打率", sampling="stratified", sample="{size: 139, confidence: 95, margin: 5, expected: 90}")),
    ("271 at 90 %", metric(**RATE, name="漏打率", sampling="random", sample="{size: 271, confidence: 90, margin: 5}")),
    ("29 for P90", metric(sampling="quota", sample="{size: 29}")),
    ("59 for P95", metric(aggregation="p95", sampling="random", sample="{size: 59}")),
    ("98.5 % of 200", metric(**RATE, name="打印率", direction="higher", target="98.5", limit="95", sampling="random", sample="{size: 200}")),
    ("95 % of 60", metric(**RATE, name="打印率", direction="higher", target="95", limit="90", sampling="random", sample="{size: 60}")),
    ("longest above P90", metric(name="最长办理时长", aggregation="max", target="30", limit="40", clock="{from: 叫号, to: 交回证件, basis: calendar}")),
    ("members wait less", metric(name="会员办理时长", aggregation="max", target="8", limit="10", clock="{from: 叫号, to: 交回证件, basis: calendar}")),
    ("other step, other clock", metric(name="平均复核时长", aggregation="mean", target="15", limit="18", clock="{from: 提交, to: 复核, basis: calendar}")),
    ("answer before resolution", metric(name="工单首次回复时长", clock="{from: 提交工单, to: 首次回复, basis: calendar}")
     + "metrics.handle.name: 工单办结时长\nmetrics.handle.clock: {from: 提交工单, to: 办结, basis: calendar}\n"),
    ("urgent first", metric(name="P1 故障到场时长", target="5", limit="8") + "metrics.handle.name: P2 故障到场时长\n"),
    ("other definition", metric(name="办理时长", definition="从递交材料到交回证件的时间,只计对公业务", target="30", limit="40", clock="{from: 递交材料, to: 交回证件, basis: calendar}")),
    ("training hours", metric(name="人均培训时长", unit="小时", direction="higher", target="8", limit="6", aggregation="min")),
    ("lead time", metric(name="延误提前告知量", unit="小时", direction="higher", target="3", limit="2", aggregation="min")),
    ("complaints settled", metric(**RATE, name="投诉办结率", direction="higher", target="98", limit="95")),
    ("errors mended", metric(**RATE, name="差错整改率", direction="higher", target="98", limit="95")),
    ("bought again", metric(**RATE, name="重复购买率", direction="higher", target="40", limit="30")),
    ("not satisfied", metric(**RATE, name="不满意率", target="2", limit="4")),
    ("free of complaints", metric(**RATE, name="零投诉门店占比", direction="higher", target="90", limit="80")),
    ("return rate", metric(**RATE, name="投诉处理满意率", direction="higher", target="90", limit="80")),
    ("baseline and cut meet", metric(definition="比 2025 年缩短 40%", target="6", limit="7", baseline="{value: 10, period: 2025 年, source: 日志}")),
    ("rounded", metric(definition="比 2025 年缩短约 40%", target="5", limit="6", baseline="{value: 8.2, period: 2025 年, source: 日志}")),
    ("at least", metric(definition="比 2025 年至少缩短 40%", target="4", limit="6", baseline="{value: 8.2 分钟, period: 2025 年, source: 日志}")),
    ("a trigger is no claim", metric(definition="客流增加 30% 时从提交到打出回执的时间")),
    ("points", 'body+: "\\n## 背景\\n\\n满意率由 88% 上升到 92%，上升 4 个百分点。\\n"'),
    ("relative and right", 'body+: "\\n## 背景\\n\\n等候从 10 分钟缩短到 6 分钟，缩短 40%。\\n"'),
    ("relative percent of per cents", 'body+: "\\n## 背景\\n\\n差错率从 2% 降到 1%，下降 50%。\\n"'),
    ("another figure follows", 'body+: "\\n## 背景\\n\\n等候从 10 分钟缩短到 6 分钟。投诉减少 30%。\\n"'),
    ("downtime that matches", metric(**RATE, name="取号机可用率", direction="higher", target="99.9", limit="99",
                                     definition="可用时间占比，每月累计停机不超过 43 分钟")),
    ("downtime in opening hours", metric(**RATE, name="取号机可用率", direction="higher", target="99.9", limit="99",
                                         definition="营业时间内可用的占比，每月累计停机不超过 15 分钟")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_planted_fault(code: str, change: str) -> None:
    assert code in codes(change)


@pytest.mark.parametrize("change", [sound[1] for sound in SOUND], ids=[sound[0] for sound in SOUND])
def test_sound_variant(change: str) -> None:
    assert not {code for code in codes(change) if code.startswith("MSR")}
