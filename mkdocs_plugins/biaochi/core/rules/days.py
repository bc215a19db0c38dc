"""Dates: when a period that began on a day has passed."""

from __future__ import annotations

import calendar
import datetime as dt

from biaochi.core.quantity import Period


def after(day: dt.date, period: Period) -> dt.date:
    """The day on which ``period`` since ``day`` has passed; months by the calendar (31 January + 1 month: the last of
    February), working days with their rest days. The last possible date where the calendar ends."""
    quantity = period.quantity
    kind = quantity.unit.dimension
    try:
        if kind == "month-time" and (months := quantity.base()).denominator == 1:
            year, month = divmod(day.year * 12 + day.month - 1 + int(months), 12)
            last = calendar.monthrange(year, month + 1)[1] if 1 <= year <= 9999 else 31
            return dt.date(year, month + 1, min(day.day, last))
        days = period.days * (7 if kind == "work-time" else 5) / 5
        return day + dt.timedelta(days=int(days))
    except (OverflowError, ValueError):
        return dt.date.max
