"""A handbook of another sector, written in other ways than ours: sound as it stands, and each planted fault is found."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi.core.check import check

AS_OF = dt.date(2026, 11, 22)
ROLES = """\
ops: {name: 运行经理, department: 运行部}
agent: {name: 值机员, department: 地服部}
"""
STANDARD = """\
---
id: AIR-SEC
kind: standard
title: 安检排队
version: 1.0
status: in-force
owner: ops
effective: 2026-07-01
review_by: 2027-06-30
sector: aviation
touchpoint: 安检
roles: [agent]
tier: basic
category: time
objectives: [efficiency, satisfaction]
criticality: normal
basis:
  - {type: need, method: questionnaire, source: 2026 年一季度问卷, finding: 旅客最怕误机}
  - {type: industry, method: benchmark, source: 三家机场公示, finding: 均在 15 分钟上下}
  - {type: capability, method: record, source: 通道闸机 2026-03, finding: 95% 的旅客 9 分钟过检}
metrics:
  - id: queue-mean
    name: 平均安检等待时间
    definition: 进入排队区至刷登机牌的平均时间
    dimension: response
    type: duration
    unit: min
    direction: lower
    target: 6
    limit: 8
    aggregation: mean
    clock: {from: 进入排队区, to: 刷登机牌, basis: calendar}
    method: system-log
    source: 闸机
    sampling: census
    frequency: daily
    window: 1 month
    review_every: quarterly
    owner: ops
  - id: queue-95
    name: 安检等待时间(P95)
    definition: 95% 旅客的等待时间
    dimension: response
    type: duration
    unit: 分钟
    direction: lower
    target: 10
    limit: 12
    aggregation: p95
    clock: {from: 进入排队区, to: 刷登机牌, basis: calendar}
    baseline: {value: 16, period: 2025 年, source: 闸机}
    method: system-log
    source: 闸机
    sampling: census
    frequency: 1/日
    window: 28 天
    review_every: 1 季
    owner: ops
  - id: csat
    name: 安检服务满意度
    definition: 五分制问卷平均分
    dimension: satisfaction
    type: score
    unit: points
    direction: higher
    target: 4.6
    limit: 4.3
    aggregation: mean
    scale: {min: 1, max: 5, top_box: 5}
    method: survey
    source: 过检后短信
    sampling: systematic
    sample: {size: 400, per_site: 200, confidence: 95, margin: 5}
    frequency: 每周
    window: 每月
    review_every: 1/季
    owner: ops
  - id: bag
    name: 行李复检差错率
    definition: 复检判错的件数占复检件数
    dimension: accuracy
    type: rate
    unit: ‱
    direction: lower
    target: 2
    limit: 5
    good: 判错的
    valid: 复检的
    method: record-review
    source: 台账
    sampling: census
    frequency: 每单
    window: 1 季
    review_every: 半年
    owner: ops
promises:
  - id: p
    text: 95% 的旅客从进入排队区到刷登机牌不超过 12 分钟，比 2025 年缩短 25%。
    metric: AIR-SEC/queue-95
    target: 12
    channels: 官网
    remedy: 超时旅客走快速通道
    disclosure: 临时管制除外
    evidence: 2026 年 4—5 月试行
pilot: {sites: 2, from: 2026-04-01, to: 2026-05-31, sample: 5000, result: [{metric: AIR-SEC/queue-95, value: 9.5}, {metric: csat, value: 4.7}, {metric: bag, value: 1.5}, {metric: queue-mean, value: 5.2}]}
links: {checklists: [AIR-VISIT]}
---
## 要求

- 95% 的旅客应在 10 分钟内刷上登机牌。 {#q metric=queue-95}
- 全部旅客的平均等待应不超过 6 分钟。 {#m metric=AIR-SEC/queue-mean}
- 安检员应说出“请通过”。 {#say}
- 复检判错应不超过 2‱。 {#bag metric=bag}
"""
VISIT = """\
---
id: AIR-VISIT
kind: checklist
title: 安检暗访
version: 1.0
status: in-force
owner: ops
effective: 2026-07-01
review_by: 2027-06-30
sector: aviation
use: mystery-visit
when: {every: 每月}
paper: A4
sampling: stratified
sample: {size: 24, per_site: 12}
anonymous: true
consequence: 得分后 3 名的班组复训
items:
  - {id: a, text: 排队不超过 12 分钟, type: time, clause: AIR-SEC#q, metric: AIR-SEC/queue-95, pass: "<= 12 min", weight: 40}
  - {id: b, text: 安检员说出“请通过”, type: yes-no, clause: AIR-SEC#say, pass: 是, weight: 30, critical: true}
  - {id: c, text: 您的满意程度（1～5 分）, type: score, metric: AIR-SEC/csat, pass: 5, weight: 30}
---
"""


def codes(old: str = "", new: str = "") -> set[str]:
    """What the rules about figures say with ``old`` replaced, once, by ``new``."""
    texts = {"standards/roles.yml": ROLES, "standards/sec.md": STANDARD, "standards/visit.md": VISIT}
    if old:
        assert any(old in text for text in texts.values())
        texts = {path: text.replace(old, new, 1) for path, text in texts.items()}
    found = {each.code for each in check(texts, as_of=AS_OF).diagnostics}
    return {code for code in found if code.startswith(("MSR", "PRM", "CHK"))}


def test_sound_as_it_stands() -> None:
    assert codes() == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("target: 10\n    limit: 12", "target: 12\n    limit: 10", "MSR001"),
        ("direction: higher\n    target: 4.6", "direction: lower\n    target: 4.2", "MSR003"),
        ("target: 4.6", "target: 46", "MSR004"),
        ("unit: ‱", "unit: 秒", "MSR005"),
        ("{min: 1, max: 5, top_box: 5}", "{min: 5, max: 1, top_box: 5}", "MSR007"),
        ("unit: 分钟", "unit: 工作日", "MSR008"),
        ("frequency: daily", "frequency: yearly", "MSR020"),
        ("review_every: quarterly", "review_every: weekly", "MSR020"),
        ("size: 400", "size: 250", "MSR021"),
        ("per_site: 200", "per_site: 2000", "MSR022"),
        ("target: 6\n    limit: 8", "target: 11\n    limit: 13", "MSR030"),
        ("    baseline: {value: 16, period: 2025 年, source: 闸机}\n", "", "MSR040"),
        ("value: 16", "value: 20", "MSR041"),
        ("    target: 12\n    channels", "    target: 9\n    channels", "PRM001"),
        ("    target: 12\n    channels", "    target: 10\n    channels", "PRM002"),
        ("不超过 12 分钟，比", "不超过 15 分钟，比", "PRM005"),
        ("text: 95% 的旅客从", "text: 99% 的旅客从", "PRM005"),
        ("value: 9.5", "value: 13", "PRM020"),
        ("from: 2026-04-01, to: 2026-05-31", "from: 2024-04-01, to: 2024-05-31", "PRM021"),
        ("sample: 5000", "sample: 50", "PRM022"),
        ("{metric: AIR-SEC/queue-95, value: 9.5}, ", "", "PRM023"),
        ("weight: 40", "weight: 45", "CHK001"),
        ('"<= 12 min"', '"<= 14 min"', "CHK003"),
        ("text: 排队不超过 12 分钟", "text: 排队不超过 13 分钟", "CHK003"),
        ("pass: 5, weight", "pass: 6, weight", "CHK006"),
        ("anonymous: true", "anonymous: false", "CHK010"),
        ("per_site: 12", "per_site: 2", "CHK011"),
    ],
)
def test_planted_fault(old: str, new: str, code: str) -> None:
    assert code in codes(old, new)
