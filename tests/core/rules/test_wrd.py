"""What the wording rules judge and where they point, figures that disagree, and figures that scripts promise."""

from __future__ import annotations

import pytest
from tests.core.rules.said import AS_OF, codes, outcome

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.diagnostics import Severity
from biaochi.core.rules import FAMILIES

OWN = {rule.code for rule in FAMILIES["WRD"][1]} | {"PRM901", "PRM902", "PRM903"}


def clause(text: str, metric: str = "wait") -> str:
    """One more clause, checked by a metric."""
    return f'body+: "\\n- {text} {{#more metric={metric}}}\\n"\n'


def spoken(text: str) -> str:
    return f'DEMO-GREET.body: "**店员**：“{text}”\\n"\n'


FAULTS = [
    ("clause", "WRD001", clause("店员应尽快打出回执。", "right")),
    ("second sentence of a clause", "WRD005", clause("店员应打出回执。店员应热情送客。", "right")),
    ("clause in Traditional", "WRD001", "lang: zh-Hant\n" + clause("店員應盡快列印收據。", "right")),
    ("clause in English", "WRD001", "lang: en\n" + clause("Staff shall print the receipt promptly.", "right")),
    ("a draft is judged as well", "WRD003", "status: draft\n" + clause("店员应妥善保管证件。", "right")),
    ("a clause without id", "WRD001", 'status: draft\nbody+: "\\n## 收银\\n\\n店员应及时打出回执。\\n"\n'),
    ("step of a process", "WRD005", "DEMO-SERVE.steps.follow.does: 热情递交回执\n"),
    ("item of a checklist", "WRD003", "DEMO-CARD.items.tidy.text: 台面应适当清理\n"),
    ("item of a mystery visit", "WRD005", "DEMO-VISIT.items.repeat.text: 店员应态度亲切\n"),
    ("promise, whatever its metric", "WRD001", "promises.wait-10.text: 取号后尽快叫到您的号码。\n"),
    ("escape in a recommendation of a basic standard", "WRD006", 'body+: "\\n- 店员原则上宜在 2 分钟内打出回执。 {#soft}\\n"\n'),
    ("vague recommendation", "WRD020", 'body+: "\\n- 店员宜适当提醒顾客。 {#soft}\\n"\n'),
    ("options left open", "WRD021", "tier: choice\noptions: [现金, 银行卡, 移动支付等]\n"),
    ("options with others", "WRD021", "tier: choice\noptions: [现金、银行卡等, 其他方式]\n"),
    ("no options to choose from", "WRD021", "tier: choice\noptions: [现金]\n"),
    ("another figure", "WRD030", clause("90% 的顾客应在 8 分钟内被叫到。")),
    ("another figure in seconds", "WRD030", clause("90% 的顾客应在 400 秒内被叫到。")),
    ("another figure in numerals", "WRD030", clause("等候不得超过十二分钟。")),
    ("another share than the percentile", "WRD030", clause("80% 的顾客应在 5 分钟内被叫到。")),
    ("another rate", "WRD030", clause("每月办理差错率应不高于 3%。", "right")),
    ("another figure in English", "WRD030", "lang: en\n" + clause("Staff shall call the number within 8 minutes.")),
    ("global metric", "WRD030", clause("顾客应在 8 分钟内被叫到。", "DEMO-WAIT/wait")),
    ("step against its metric", "WRD031", "DEMO-SERVE.steps.serve.standards: [DEMO-WAIT/wait]\nDEMO-SERVE.steps.serve.does: 在 7 分钟内叫到号码\n"),
    ("a time nobody promised", "PRM901", spoken("请您稍等 3 分钟。")),
    ("a time nobody promised, told lightly", "PRM901", spoken("一般 3 分钟就好。")),
    ("a limit nobody promised", "PRM901", spoken("我们会在 2 小时内给您答复。")),
    ("money nobody promised", "PRM901", spoken("我们赔您 200 元。")),
    ("must be said", "PRM901", "DEMO-GREET.must_say: [\"{称呼}，我们 3 天内答复您。\"]\n"),
    ("a target told to customers", "PRM902", "metrics.wait.target: 4\n" + clause("等候应不超过 4 分钟。").replace("more", "wait-4")
     + spoken("4 分钟内叫到您。")),
    ("a target told, the promise a bare number", "PRM902", "promises.wait-10.target: 10\nmetrics.wait.target: 4\n"
     + clause("等候应不超过 4 分钟。") + spoken("4 分钟内叫到您。")),
]

SOUND = [
    ("target", clause("等候应不超过 5 分钟。")),
    ("limit in seconds", clause("最长等候不得超过 600 秒。")),
    ("numerals", clause("等候应不超过五分钟。")),
    ("a condition", clause("等候超过 15 分钟的，店员应说明原因。")),
    ("what it was before", clause("等候应从 20 分钟降至 5 分钟。")),
    ("compared with last year", clause("等候应在 5 分钟以内，比去年的 9 分钟缩短。")),
    ("rate", clause("每月办理差错率应不高于 1%。", "right")),
    ("a figure of another kind", clause("店员应在 2 米外目光相接。")),
    ("vague word settled in the sentence", clause("店员应及时叫号，最长不超过 5 分钟。")),
    ("needs are not judged", "status: needs\n" + clause("店员应尽快打出回执。", "right")),
    ("reasons are not judged", 'body+: "\\n## 为什么\\n\\n及时叫号让顾客安心。\\n"\n'),
    ("speech is not judged", clause("店员应说出“马上给您办理”。", "right")),
    ("a term of art", "standards/terms.yml: \"取号: {definition: 领取排队号码。}\\n快速通道: {definition: 专用窗口。, allow: true}\\n\"\n"
     + clause("店员应引导带婴儿的顾客到快速通道排队。", "right")),
    ("closed options", "tier: choice\noptions: [现金, 银行卡, 移动支付]\n"),
    ("waiting as an option", "tier: choice\noptions: [大堂坐等, 离店等]\n"),
    ("promised", spoken("10 分钟内叫到您。")),
    ("promised, in seconds", spoken("最多 600 秒叫到您。")),
    ("delay as told", spoken("叫号晚了，5 分钟内告诉您原因。")),
    ("promised, told lightly", spoken("10 分钟就能叫到您。")),
    ("how long the talk takes", spoken("占用您 1 分钟。")),
    ("what the customer has to do", spoken("请在 30 天内来取件。")),
    ("price of the thing", spoken("押金是 200 元。")),
    ("not said by staff", 'DEMO-GREET.body: "**店员**：“您好。”\\n\\n**顾客**：“你们 3 分钟内能办好吗？”\\n"\n'),
    ("a script that no standard uses", "links.scripts: []\nDEMO-SERVE.steps.greet.scripts: []\n" + spoken("请您稍等 3 分钟。")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_planted_fault_is_found(code: str, change: str) -> None:
    assert code in codes(change)


@pytest.mark.parametrize("change", [row[1] for row in SOUND], ids=[row[0] for row in SOUND])
def test_a_sound_variant_passes(change: str) -> None:
    assert codes(change) & OWN == set()


@pytest.mark.parametrize(
    ("path", "change", "word"),
    [
        ("standards/wait.md", clause("店员**应**尽快打出回执。", "right"), "尽快"),
        ("processes/serve.md", "DEMO-SERVE.steps.follow.does: 递交回执，热情送客\n", "热情"),
        ("standards/wait.md", 'promises.wait-10.text: "取号后: 尽快叫到您的号码。"\n', "尽快"),
    ],
)
def test_the_span_is_exact(path: str, change: str, word: str) -> None:
    texts = demo.changed(change)
    found = [d for d in check(texts, as_of=AS_OF).diagnostics if d.code.startswith("WRD0")]
    assert len(found) == 1
    at = found[0].location
    assert at.path == path and at.line == at.end_line
    assert texts[path].split("\n")[at.line - 1][at.column - 1 : at.end_column - 1] == word


def test_a_recommendation_is_a_warning_and_a_requirement_an_error() -> None:
    soft = outcome('body+: "\\n- 店员宜尽快打出回执。 {#soft}\\n"\n').diagnostics
    hard = outcome(clause("店员应尽快打出回执。", "right")).diagnostics
    assert [d.severity for d in soft] == [Severity.WARNING]
    assert [d.severity for d in hard] == [Severity.ERROR]


def test_the_rewrite_carries_the_linked_value() -> None:
    found = [d for d in outcome(clause("店员应热情地叫号。")).diagnostics if d.code == "WRD005"]
    assert found and "5 分钟" in found[0].hint
