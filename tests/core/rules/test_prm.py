"""Planted faults and sound variants for the rules about promises, beyond the examples of their own pages."""

from __future__ import annotations

import pytest
from tests.core.rules.said import AS_OF, codes

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.diagnostics import Severity

RATE = (
    "promises+: [{id: right, text: %s, metric: right, target: %s, channels: [公示牌], remedy: 免收手续费,"
    " disclosure: [停电除外], evidence: 试行}]\n"
)
HIGHER = (
    "metrics.right.name: 一次办结率\nmetrics.right.definition: 一次办结的业务占比\nmetrics.right.direction: higher\n"
    "metrics.right.target: 95\nmetrics.right.limit: 90\nmetrics.right.good: 一次办结\npilot.result.right.value: 96\n"
)


def wait(target: str, text: str = "", more: str = "") -> str:
    """The promise of the demonstration handbook with another value."""
    text = text or f"取号后 {target} 内叫到您的号码。"
    return f"promises.wait-10.target: {target}\npromises.wait-10.text: {text}\n{more}"


FAULTS = [
    ("4 minutes for 5", "PRM001", wait("4 分钟")),
    ("seconds for minutes", "PRM001", wait("240 秒")),
    ("bare and too strict", "PRM001", "promises.wait-10.target: 3\npromises.wait-10.text: 取号后 3 分钟内叫到您的号码。"),
    ("higher and too strict", "PRM001", HIGHER + RATE % ("一次办结的业务不低于 98%。", "98")),
    ("global id", "PRM001", wait("4 分钟", more="promises.wait-10.metric: DEMO-WAIT/wait\n")),
    ("share within, time too strict", "PRM001", "metrics.wait.aggregation: share-within\nmetrics.wait.within: 5 分钟\nmetrics.wait.unit: \"%\"\n"
     "metrics.wait.direction: higher\nmetrics.wait.target: 95\nmetrics.wait.limit: 90\npilot.result.wait.value: 97\n" + wait("4 分钟")),
    ("no margin", "PRM002", wait("300 秒")),
    ("no margin, bare", "PRM002", "promises.wait-10.target: 5\npromises.wait-10.text: 取号后 5 分钟内叫到您的号码。"),
    ("no margin, higher", "PRM002", HIGHER + RATE % ("一次办结的业务不低于 95%。", "95")),
    ("per cent for minutes", "PRM003", "promises.wait-10.target: 95%"),
    ("points for minutes", "PRM003", "promises.wait-10.target: 9 元"),
    ("working days for minutes", "PRM004", wait("2 工作日")),
    ("text in working days", "PRM004", "metrics.wait.unit: 天\nmetrics.wait.target: 5\nmetrics.wait.limit: 12\n" + wait("10 天", "取号后 10 个工作日内叫到您的号码。")),
    ("text says 12", "PRM005", "promises.wait-10.text: 取号后不超过 12 分钟叫到您的号码。"),
    ("text in Chinese numerals", "PRM005", "promises.wait-10.text: 取号后八分钟内叫到您的号码。"),
    ("text in English", "PRM005", "promises.wait-10.text: Your number is called within 8 minutes."),
    ("Traditional text", "PRM005", "promises.wait-10.text: 取號後 8 分鐘內叫到您的號碼。"),
    ("share of another percentile", "PRM005", "promises.wait-10.text: 95% 的顾客在取号后 10 分钟内被叫到。"),
    ("nine of ten is not P95", "PRM005", "metrics.wait.aggregation: p95\npromises.wait-10.text: 每 10 位顾客中至少 9 位在取号后 10 分钟内被叫到。"),
    ("rate in text differs", "PRM005", HIGHER + RATE % ("一次办结的业务不低于 92%。", "90")),
    ("out of a hundred differs", "PRM005", HIGHER + RATE % ("每 100 笔业务至少 92 笔一次办结。", "90")),
    ("told of the delay when it is over", "PRM013", "promises.wait-10.delay_notice.within: 660 秒"),
    ("told of the delay a day later", "PRM013", "promises.wait-10.delay_notice.within: 1 天"),
    ("limit inside", "PRM006", "promises.wait-10.limit: 300 秒"),
    ("limit of another kind", "PRM006", "promises.wait-10.limit: 5 元"),
    ("limit inside, higher", "PRM006", (HIGHER + RATE % ("一次办结的业务不低于 90%。", "90")).replace("evidence: 试行", "limit: 93, evidence: 试行")),
    ("extra guaranteed", "PRM007", "promises.wait-10.extra: [我们承诺赠送饮品]"),
    ("extra that must", "PRM007", "promises.wait-10.extra: [每位都送, 一定送上小礼品]"),
    ("extra with a deadline", "PRM007", "promises.wait-10.extra: [3 分钟内送上茶水]"),
    ("extra that pays", "PRM007", "promises.wait-10.extra: [超时免单]"),
    ("always", "PRM008", "promises.wait-10.text: 我们永远在 10 分钟内叫到您的号码。"),
    ("hundred per cent", "PRM008", "promises.wait-10.text: 100% 在 10 分钟内叫到您的号码。"),
    ("full-width hundred", "PRM008", "promises.wait-10.text: １００％在 10 分钟内叫到您的号码。"),
    ("fastest", "PRM008", "promises.wait-10.text: 全市最快,取号后 10 分钟内叫到您的号码。"),
    ("never", "PRM008", "promises.wait-10.text: 永不让您等候超过 10 分钟。"),
    ("exclusions untold", "PRM009", "metrics.wait.exclusions: [停电]\n-promises.wait-10.disclosure:"),
    ("remedy none", "PRM010", "promises.wait-10.remedy: 无"),
    ("remedy as we see fit", "PRM010", "promises.wait-10.remedy: 酌情处理"),
    ("pilot worse", "PRM020", "pilot.result.wait.value: 10.5"),
    ("pilot worse, higher", "PRM020", HIGHER.replace("value: 96", "value: 88") + RATE % ("一次办结的业务不低于 90%。", "90")),
    ("pilot two years ago", "PRM021", "pilot.from: 2024-03-01\npilot.to: 2024-04-30"),
    ("pilot of 12", "PRM022", "pilot.sample: 12\n"),
    ("P95 on 40", "PRM022", "pilot.sample: 40\nmetrics.wait.aggregation: p95"),
    ("no result for the promise", "PRM023", "pilot.result.wait.metric: handle"),
]  # fmt: skip

SOUND = [
    ("weaker than the target", wait("8 分钟")),
    ("weaker than the limit", wait("15 分钟")),
    ("bare", "promises.wait-10.target: 10"),
    ("seconds", wait("600 秒")),
    ("English unit", wait("10 min", "取号后 10 分钟内叫到您的号码。")),
    ("Traditional text", "promises.wait-10.text: 取號後 10 分鐘內叫到您的號碼。"),
    ("Chinese numerals", "promises.wait-10.text: 取号后十分钟内叫到您的号码。"),
    ("share that is the percentile", "promises.wait-10.text: 90% 的顾客在取号后 10 分钟内被叫到。"),
    ("nine of ten", "promises.wait-10.text: 每 10 位顾客中至少 9 位在取号后 10 分钟内被叫到。"),
    ("longest is a bound", "promises.wait-10.text: 取号后最长 10 分钟、最迟打烊前叫到您的号码。"),
    ("another figure in the text", "promises.wait-10.text: 取号后 10 分钟内叫到您的号码，每延误 5 分钟赠饮品券 1 张。"),
    ("a condition in the text", "promises.wait-10.text: 材料在 30 分钟内补齐的，取号后 10 分钟内叫到您的号码。"),
    ("no figure in the text", "promises.wait-10.text: 先取号的顾客先叫号。"),
    ("higher with a margin", HIGHER + RATE % ("一次办结的业务不低于 90%。", "90")),
    ("higher out of a hundred", HIGHER + RATE % ("每 100 笔业务至少 90 笔一次办结。", "90%")),
    ("told of the delay at the promised moment", "promises.wait-10.delay_notice.within: 600 秒"),
    ("a promise of seconds, told later", "metrics.wait.unit: 秒\nmetrics.wait.target: 10\nmetrics.wait.limit: 40\npilot.result.wait.value: 9\n"
     "promises.wait-10.delay_notice.within: 60 秒\nDEMO-CARD.items.queue.pass: ≤ 30 秒\nDEMO-CARD.items.queue.text: 从取号到叫号的秒数\nDEMO-WAIT.body: \"## 要求\\n\\n"
     "- 从取号到叫号，90% 的顾客应在 10 秒内被叫到。 {#queue metric=wait}\\n- 店员应复述业务名称和金额。 {#repeat metric=right}\\n"
     "- 店员应起身并说出问候语。 {#greet}\\n\"\n" + wait("30 秒")),
    ("limit outside", "promises.wait-10.limit: 15 分钟"),
    ("working days on both sides", "metrics.wait.unit: 工作日\nmetrics.wait.clock.basis: working-days\nDEMO-CARD.items.queue.text: 等候的工作日数\n"
     "DEMO-CARD.items.queue.pass: ≤ 10 工作日\nDEMO-WAIT.body: \"## 要求\\n\\n- 从取号到叫号，90% 的顾客应在 5 个工作日内被叫到。 {#queue metric=wait}\\n"
     "- 店员应复述业务名称和金额。 {#repeat metric=right}\\n- 店员应起身并说出问候语。 {#greet}\\n\"\n" + wait("10 工作日", "取号后 10 个工作日内叫到您的号码。")),
    ("share within", "metrics.wait.aggregation: share-within\nmetrics.wait.within: 8 分钟\nmetrics.wait.unit: \"%\"\nmetrics.wait.direction: higher\n"
     "metrics.wait.target: 95\nmetrics.wait.limit: 90\npilot.result.wait.value: 97\nDEMO-CARD.items.queue.pass: ≤ 8 分钟\n"
     "DEMO-CARD.items.queue.text: 从取号到叫号的分钟数\n" + wait("10 分钟")),
    ("extra that promises nothing", "promises.wait-10.extra: [久候时可能送上应季水果，不作承诺, 雨天备伞供取用]"),
    ("pilot exactly met", "pilot.result.wait.value: 10"),
    ("pilot eleven months before", "pilot.from: 2025-06-01\npilot.to: 2025-07-15\npromises.wait-10.evidence: 2025 年 6 月试行"),
    ("exclusions told", "metrics.wait.exclusions: [停电]"),
    ("evidence by id", "promises.wait-10.evidence: DEMO-FIX"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_planted_fault(code: str, change: str) -> None:
    assert code in codes(change)


@pytest.mark.parametrize("change", [sound[1] for sound in SOUND], ids=[sound[0] for sound in SOUND])
def test_sound_variant(change: str) -> None:
    assert not {code for code in codes(change) if code.startswith("PRM")}


def test_evidence_weighs_less_before_force() -> None:
    outcome = check(demo.changed("status: pilot\npilot.result.wait.value: 12"), as_of=AS_OF)
    assert [d.severity for d in outcome.diagnostics if d.code == "PRM020"] == [Severity.WARNING]


def test_hint_carries_the_value_that_would_do() -> None:
    outcome = check(demo.changed("pilot.result.wait.value: 12"), as_of=AS_OF)
    (found,) = [d for d in outcome.diagnostics if d.code == "PRM020"]
    assert "12 分钟" in found.hint
