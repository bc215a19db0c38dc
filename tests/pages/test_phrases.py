"""Figures in words, as a member of staff reads them."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi import demo
from biaochi.core.check import check
from biaochi.pages import phrases

RATE = "metrics.wait.type: rate\nmetrics.wait.aggregation: null\nmetrics.wait.unit: '%'\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("", "90% 的情形 ≤ 5 分钟，红线 10 分钟"),
        ("metrics.wait.aggregation: p99", "99% 的情形 ≤ 5 分钟，红线 10 分钟"),
        ("metrics.wait.aggregation: mean", "平均 ≤ 5 分钟，红线 10 分钟"),
        ("metrics.wait.aggregation: median", "中位数 ≤ 5 分钟，红线 10 分钟"),
        ("metrics.wait.aggregation: max", "最长 ≤ 5 分钟，红线 10 分钟"),
        ("metrics.wait.target: 2.50", "90% 的情形 ≤ 2.5 分钟，红线 10 分钟"),
        ("metrics.wait.target: 100", "90% 的情形 ≤ 100 分钟，红线 10 分钟"),
        (
            "metrics.wait.aggregation: share-within\nmetrics.wait.within: 20 秒\nmetrics.wait.direction: higher\n"
            "metrics.wait.target: 80\nmetrics.wait.limit: 70",
            "20 秒内完成的占比 ≥ 80%，红线 70%",
        ),
        (
            RATE + "metrics.wait.target: 99.5\nmetrics.wait.direction: higher\nmetrics.wait.limit: 95",
            "≥ 99.5%，红线 95%",
        ),
        (RATE + "metrics.wait.target: 100\nmetrics.wait.direction: higher\nmetrics.wait.limit: 98", "100%，红线 98%"),
        (RATE + "metrics.wait.unit: ‰\nmetrics.wait.target: 100\nmetrics.wait.direction: higher\nmetrics.wait.limit: 98", "≥ 100‰，红线 98‰"),
        (RATE + "metrics.wait.target: 0", "0%，红线 10%"),
        (
            "metrics.wait.type: count\nmetrics.wait.unit: 次\nmetrics.wait.aggregation: null\nmetrics.wait.target: 0",
            "0 次，红线 10 次",
        ),
        ("metrics.wait.type: level\nmetrics.wait.unit: ℃\nmetrics.wait.aggregation: null\nmetrics.wait.target: 0", "≤ 0℃，红线 10℃"),
        (RATE + "metrics.wait.unit: ‰", "≤ 5‰，红线 10‰"),
        (RATE + "metrics.wait.unit: ‱", "≤ 万分之 5，红线 万分之 10"),
        (
            "metrics.wait.type: level\nmetrics.wait.unit: ℃\nmetrics.wait.direction: within\nmetrics.wait.aggregation: null\n"
            "metrics.wait.target: [18, 22]\nmetrics.wait.limit: [16, 26]",
            "18–22℃，红线 16–26℃",
        ),
        (
            "metrics.wait.type: count\nmetrics.wait.unit: 次\nmetrics.wait.aggregation: null",
            "≤ 5 次，红线 10 次",
        ),
        ("metrics.wait.aggregation: min\nmetrics.wait.direction: higher\nmetrics.wait.limit: 2", "最短 ≥ 5 分钟，红线 2 分钟"),
        ("metrics.wait.unit: 无此单位", "90% 的情形 ≤ 5，红线 10"),
        ("metrics.wait.target: 五", "90% 的情形 ≤ —，红线 10 分钟"),
    ],
)
def test_a_metrics_statement(change: str, said: str) -> None:
    metric = check(demo.changed(change), as_of=dt.date(2026, 11, 22)).catalogue.metric("DEMO-WAIT", "wait")
    assert metric is not None
    assert phrases.statement(metric) == said


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        ("{size: 400, confidence: 95, margin: 5}", "随机抽样，每期 400，95% 置信、误差 ±5 个百分点"),
        ("{size: 60}", "随机抽样，每期 60"),
        ("{size: 60, per_site: 3}", "随机抽样，每期 60（每店 3）"),
    ],
)
def test_a_sample(sample: str, said: str) -> None:
    outcome = check(demo.changed(f"metrics.right.sample: {sample}"), as_of=dt.date(2026, 11, 22))
    metric = outcome.catalogue.metric("DEMO-WAIT", "right")
    assert metric is not None
    assert phrases.sample(metric.sample, metric.sampling) == said


@pytest.mark.parametrize(
    ("metric", "change", "said"),
    [
        # 1.96 · √(0.01 · 0.99 / 200) = 0.0138; at one half it would be 0.069.
        ("right", "{size: 200}\nmetrics.right.target: 1\nmetrics.right.limit: 2\nmetrics.right.direction: lower", "，95% 置信时按目标 1% 计，误差约 ±1.4 个百分点"),
        ("right", "{size: 200, expected: 50}", "，95% 置信时误差约 ±6.9 个百分点"),
        ("right", "{size: 200}\nmetrics.right.target: 100", ""),
        # A mean: on a scale from 1 to 5 no further than 1.96 · 2 / √400; of a duration nobody knows.
        ("score", "{size: 400}", "，95% 置信时误差至多 ±0.2 分"),
        ("wait", "{size: 400}", ""),
    ],
)
def test_the_margin_is_that_of_what_is_measured(metric: str, change: str, said: str) -> None:
    outcome = check(demo.changed(f"metrics.{metric}.sampling: random\nmetrics.{metric}.sample: {change}"), as_of=dt.date(2026, 11, 22))
    found = outcome.catalogue.metric("DEMO-WAIT", metric)
    assert found is not None
    plain = phrases.sample(found.sample, found.sampling)
    assert phrases.sampling_plan(found.sample, found.sampling, found) == plain + said


def test_a_promise_has_the_metrics_unit() -> None:
    outcome = check(demo.changed("promises.wait-10.target: 10"), as_of=dt.date(2026, 11, 22))
    (standard, promise), *_ = outcome.catalogue.promises()
    assert phrases.promise_figure(promise, outcome.catalogue.metric(standard.id, "wait")) == "≤ 10 分钟"


@pytest.mark.parametrize(
    ("written", "said"),
    [("1 季", "每季"), ("1 月", "每月"), ("半年", "每半年"), ("2 年", "每 2 年"), ("28 天", "每 28 天"), ("每周", "每周"), ("1 个月", "每月")],
)
def test_how_often_does_not_read_as_a_length_or_a_month(written: str, said: str) -> None:
    outcome = check(demo.changed(f"metrics.wait.window: {written}"), as_of=dt.date(2026, 11, 22))
    metric = outcome.catalogue.metric("DEMO-WAIT", "wait")
    assert metric is not None and metric.window is not None
    assert phrases.every(metric.window) == said
