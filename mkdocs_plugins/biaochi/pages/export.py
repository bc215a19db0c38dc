"""The catalogue for machines: metrics and promises with their figures, for dashboards and service systems."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from biaochi.core.check import Outcome
from biaochi.core.model import Metric, Promise, Standard
from biaochi.core.model.metric import Value
from biaochi.core.values import Amount

FILE = "data/metrics.json"
"""Its place in the site."""


def metrics_json(outcome: Outcome) -> str:
    """Every metric and promise of standards that are not retired, sorted by id; figures are numbers in the metric's
    unit."""
    return _json([s for s in outcome.catalogue.of(Standard) if not s.retired], outcome)


def standard_json(standard: Standard, outcome: Outcome) -> str:
    """The metrics and promises of one standard."""
    return _json([standard], outcome)


def _json(standards: Sequence[Standard], outcome: Outcome) -> str:
    metrics = _rows(_metric(s, m) for s in standards for m in s.metrics)
    promises = _rows(_promise(s, p) for s in standards for p in s.promises)
    return f'{{"schema": 1, "as_of": "{outcome.as_of}",\n"metrics": [{metrics}],\n"promises": [{promises}]}}\n'


def _rows(rows: Iterable[dict[str, Any]]) -> str:
    """A row on a line of its own."""
    return ",".join("\n" + _written(row) for row in rows)


_written = json.JSONEncoder(ensure_ascii=False).encode


def _metric(standard: Standard, metric: Metric) -> dict[str, Any]:
    return {
        "id": f"{standard.id}/{metric.id}",
        "name": metric.name,
        "standard": standard.title,
        "version": str(standard.version) if standard.version else None,
        "status": standard.status,
        "sector": standard.sector,
        "touchpoint": standard.touchpoint,
        "dimension": metric.dimension,
        "type": metric.type,
        "unit": metric.unit.symbol if metric.unit else None,
        "direction": metric.direction,
        "target": _value(metric.target),
        "limit": _value(metric.limit),
        "aggregation": metric.aggregation,
        "within": _value(metric.within),
        "window": metric.window.text if metric.window else None,
        "frequency": metric.frequency.text if metric.frequency else None,
        "source": metric.source,
        "owner": metric.owner,
    }


def _promise(standard: Standard, promise: Promise) -> dict[str, Any]:
    return {
        "id": f"{standard.id}/{promise.id}",
        "text": promise.text,
        "metric": (promise.metric.entry or standard.id) + f"/{promise.metric.metric}" if promise.metric else None,
        "target": _value(promise.target),
        "remedy": promise.remedy,
        "channels": list(promise.channels),
    }


def _value(value: Value | Amount | None) -> Any:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, tuple):
        return [_value(end) for end in value]
    return str(value) if isinstance(value, Amount) else float(value)
