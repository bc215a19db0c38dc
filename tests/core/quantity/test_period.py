"""Frequencies and periods."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biaochi.core.quantity import find_frequencies, fits, parse_frequency, parse_period

MONTH = Fraction(365, 12)

FREQUENCIES: dict[str, Fraction] = {
    "1/日": Fraction(1), "每日": Fraction(1), "daily": Fraction(1), "4/年": Fraction(365, 4),
    "每季度 1 次": Fraction(365, 4),
    "每 2 周": Fraction(14), "quarterly": Fraction(365, 4), "twice a month": MONTH / 2,
    "3 次/周": Fraction(7, 3), "每月不少于 2 次": MONTH / 2,
    "每工作日": Fraction(1), "每半年": MONTH * 6, "一年两次": MONTH * 6, "季度 1 次": MONTH * 3,
    "月度": MONTH, "隔日": Fraction(2),
    "every 28 days": Fraction(28), "every two weeks": Fraction(14), "每两周一次": Fraction(14),
    "three times a year": MONTH * 4,
    "once every six months": MONTH * 6, "半年一次": MONTH * 6, "每周一": Fraction(7), "每月 5 日": MONTH,
    "every Monday": Fraction(7),
    "every other day": Fraction(2), "每天 3 次": Fraction(1, 3), "每個月": MONTH, "1/h": Fraction(1, 24),
    "12/year": MONTH,
    "每班次": Fraction(1, 3), "每日兩次": Fraction(1, 2), "weekly": Fraction(7), "annually": Fraction(365),
}  # fmt: skip


@pytest.mark.parametrize(("text", "days"), FREQUENCIES.items())
def test_frequency_forms(text: str, days: Fraction) -> None:
    frequency = parse_frequency(text)
    assert frequency is not None
    assert (frequency.kind, frequency.interval_days, frequency.text) == ("periodic", days, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("实时", "continuous"), ("連續", "continuous"), ("24/7", "continuous"), ("每单", "per-event"),
     ("每次", "per-event"),
     ("per call", "per-event"), ("每通电话", "per-event"), ("每位客户", "per-event"), ("逐單", "per-event"),
     ("every visit", "per-event")],
)  # fmt: skip
def test_frequencies_without_a_period(text: str, kind: str) -> None:
    frequency, daily = parse_frequency(text), parse_frequency("daily")
    assert frequency is not None and daily is not None
    assert frequency.kind == kind
    assert frequency.interval_days == 0
    assert fits(frequency, daily) and not fits(daily, frequency)


@pytest.mark.parametrize(
    "text", ["", "随机", "不定期", "定期", "经常", "28 天", "半年", "月", "三五天", "0/月", "每", "x" * 300]
)
def test_no_frequency(text: str) -> None:
    assert parse_frequency(text) is None


PERIODS: dict[str, Fraction] = {
    "1 月": MONTH, "28 天": Fraction(28), "1/月": MONTH, "每月": MONTH, "半年": MONTH * 6, "季度": MONTH * 3,
    "自然月": MONTH,
    "monthly": MONTH, "calendar month": MONTH, "月": MONTH, "周": Fraction(7), "quarter": MONTH * 3,
    "一年": Fraction(365),
    "12 months": Fraction(365), "自然季度": MONTH * 3, "2/月": MONTH / 2, "每 2 周": Fraction(14),
    "6 個月": MONTH * 6,
    "half a year": MONTH * 6, "两周": Fraction(14), "every quarter": MONTH * 3, "半月": MONTH / 2,
    "工作日": Fraction(1), "班次": Fraction(1, 3),
    "滚动 28 天": Fraction(28), "24 小时滚动": Fraction(1), "rolling 28 days": Fraction(28),
    "任意连续24小时": Fraction(1), "近 30 天": Fraction(30),
}  # fmt: skip


@pytest.mark.parametrize(("text", "days"), PERIODS.items())
def test_period_forms(text: str, days: Fraction) -> None:
    period = parse_period(text)
    assert period is not None
    assert period.days == days
    assert period.rolling == any(word in text for word in ("滚动", "rolling", "连续", "近"))
    assert period.aligned == any(word in text for word in ("自然月", "自然季度", "calendar"))


@pytest.mark.parametrize("text", ["", "实时", "5 次", "每单", "三五天", "长期", "3—5 天", "0 天"])
def test_no_period(text: str) -> None:
    assert parse_period(text) is None


def test_a_month_of_days_fits_a_month() -> None:
    monthly, four_weeks, week = parse_frequency("1/月"), parse_period("28 天"), parse_period("1 周")
    assert monthly is not None and four_weeks is not None and week is not None
    assert fits(monthly, four_weeks) and fits(week, four_weeks) and not fits(monthly, week)


def test_frequencies_in_prose() -> None:
    text = "每季度评审一次,每 2 周抽查;reviewed every six months and measured daily."
    found = [text[start:end] for start, end, _ in find_frequencies(text)]
    assert found == ["每季度", "每 2 周", "every six months", "daily"]
    assert find_frequencies("每位客户都满意") == ()


@given(st.text(max_size=40))
def test_never_raise(text: str) -> None:
    parse_frequency(text)
    parse_period(text)
    for start, end, _ in find_frequencies(text):
        assert 0 <= start < end <= len(text)
