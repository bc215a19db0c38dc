"""Numbers, units, quantities and bounds as front matter writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biaochi.core.quantity import (
    Bound,
    Calendar,
    Quantity,
    Unit,
    comparable,
    compare,
    known_units,
    parse_bound,
    parse_number,
    parse_quantity,
    render,
    satisfies,
    suggest_unit,
    to_han,
    unit,
    worst_case,
)

NUMBERS = {
    "15": "15", "１５": "15", "三十": "30", "廿五": "25", "两": "2", "兩": "2", "半": "1/2", "1.5万": "15000",
    "1.5 萬": "15000",
    "三分之二": "2/3", "百分之四": "1/25", "百分之百": "1", "千分之三": "3/1000", "万分之零点五": "1/20000",
    "十万分之六": "3/50000",
    "一百五": "150", "一千零五十": "1050", "二〇二六": "2026", "零点五": "1/2", "ninety": "90",
    "twenty-five": "25",
    "two hundred and fifty": "250", "a dozen": "12", "two-thirds": "2/3", "half": "1/2",
    "three million": "3000000",
    "10⁻⁴": "1/10000", "5×10⁻⁴": "1/2000", "1e-6": "1/1000000", "1,500": "1500", "-3.5": "-7/2", "2/3": "2/3",
    "0.1": "1/10",
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_number_forms(text: str, value: str) -> None:
    assert parse_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    ["", "三五", "七八", "百万", "十几", "数十", "是", "一二十", "1.2.3", "1/0", "3 分钟", "千", "一一"],
)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_chinese_numerals_read_back(number: int) -> None:
    assert parse_number(to_han(number)) == number


# Every row of the units table: text, value in the base of the dimension, dimension.
QUANTITIES = [
    ("500 毫秒", "1/2", "time"), ("30s", "30", "time"), ("30 秒钟", "30", "time"), ("30 秒鐘", "30", "time"),
    ("10 sec", "10", "time"),
    ("12 分钟", "720", "time"), ("１２ 分鐘", "720", "time"), ("ten minutes", "600", "time"),
    ("5min", "300", "time"),
    ("一刻钟", "900", "time"), ("三刻鐘", "2700", "time"), ("a quarter of an hour", "900", "time"),
    ("一刻", "900", "time"),
    ("半小时", "1800", "time"), ("2 個半小時", "9000", "time"), ("1 小时 30 分", "5400", "time"),
    ("2 分 30 秒", "150", "time"),
    ("half an hour", "1800", "time"), ("an hour and a half", "5400", "time"),
    ("two and a half hours", "9000", "time"),
    ("6 min 4 s", "364", "time"), ("3 钟头", "10800", "time"), ("24 h", "86400", "time"),
    ("一小时", "3600", "time"),
    ("8 工作小时", "8", "work-time"), ("8 business hours", "8", "work-time"), ("2 工作日", "2", "work-time"),
    ("3 個工作天", "3", "work-time"), ("10 business days", "10", "work-time"),
    ("one working day", "1", "work-time"),
    ("2 天", "172800", "time"), ("2 日", "172800", "time"), ("28 自然日", str(28 * 86400), "time"),
    ("7 日曆日", str(7 * 86400), "time"),
    ("28 calendar days", str(28 * 86400), "time"), ("2 周", "1209600", "time"), ("2 週", "1209600", "time"),
    ("两星期", "1209600", "time"),
    ("4 weeks", str(4 * 604800), "time"), ("三天半", "302400", "time"), ("two-day", "172800", "time"),
    ("1 月", "1", "month-time"), ("3 个月", "3", "month-time"), ("兩個半月", "5/2", "month-time"),
    ("1 季度", "3", "month-time"),
    ("半年", "6", "month-time"), ("一年半", "18", "month-time"), ("1 年 6 个月", "18", "month-time"),
    ("2 years", "24", "month-time"),
    ("1 班次", "1", "count"), ("2 shifts", "2", "count"), ("3 声", "3", "ring"), ("三聲", "3", "ring"),
    ("3 rings", "3", "ring"),
    ("90 %", "9/10", "ratio"), ("９０％", "9/10", "ratio"), ("百分之九十", "9/10", "ratio"),
    ("95 percent", "19/20", "ratio"),
    ("95 per cent", "19/20", "ratio"), ("八成", "4/5", "ratio"), ("2 ‰", "1/500", "ratio"),
    ("千分之二", "1/500", "ratio"),
    ("万分之零点五", "1/20000", "ratio"), ("0.5 ‱", "1/20000", "ratio"), ("50 ppm", "1/20000", "ratio"),
    ("三分之二", "2/3", "ratio"),
    ("百分百", "1", "ratio"), ("2 个百分点", "1/50", "ratio-diff"), ("2 pp", "1/50", "ratio-diff"),
    ("2 百分點", "1/50", "ratio-diff"),
    ("3 次", "3", "count"), ("twice", "2", "count"), ("3 times", "3", "count"), ("5 件", "5", "count"),
    ("5 宗", "5", "count"),
    ("40 份", "40", "count"), ("200 条", "200", "count"), ("3 个", "3", "count"), ("12 通", "12", "count"),
    ("9 單", "9", "count"),
    ("2 人", "2", "count"), ("2 名", "2", "count"), ("兩位", "2", "count"), ("100 人次", "100", "count"),
    ("1.5万 人次", "15000", "count"),
    ("3 次/日", str(Fraction(3, 86400)), "rate"), ("5 件/小时", str(Fraction(5, 3600)), "rate"),
    ("4 次/月", "4", "rate"),
    ("9 分", "9", "score"), ("4.5 points", "9/2", "score"), ("4.5 星", "9/2", "score"),
    ("40 NPS", "40", "nps"),
    ("100 元", "100", "money"), ("1.5万 元", "15000", "money"), ("1.5 万元", "15000", "money"),
    ("三十万元", "300000", "money"),
    ("5 角", "1/2", "money"), ("3 元 5 角", "7/2", "money"), ("HK$30", "30", "money"),
    ("30 港幣", "30", "money"), ("£95", "95", "money"),
    ("€250", "250", "money"), ("￥8", "8", "money"), ("1.5 米", "3/2", "length"), ("80 cm", "4/5", "length"),
    ("2 公里", "2000", "length"),
    ("12 ㎡", "12", "area"), ("12 平方米", "12", "area"), ("12 square metres", "12", "area"),
    ("26 ℃", "26", "temperature"),
    ("-18℃", "-18", "temperature"), ("零下 18 攝氏度", "-18", "temperature"), ("45 dB(A)", "45", "sound"),
    ("45 分贝", "45", "sound"),
    ("300 lx", "300", "light"), ("300 勒克斯", "300", "light"), ("5 千克", "5000", "mass"),
    ("5 kg", "5000", "mass"), ("80 g", "80", "mass"),
    ("250 mL", "1/4", "volume"), ("2 升", "2", "volume"), ("15 磅", "15", "type-size"),
    ("15 pt", "15", "type-size"),
    ("220 字/分钟", "220", "speech-rate"), ("220 字/分鐘", "220", "speech-rate"),
    ("150 words per minute", "150", "speech-rate"),
    ("九成", "9/10", "ratio"), ("八成五", "17/20", "ratio"), ("三成半", "7/20", "ratio"),
    ("2 倍", "2", "multiple"), ("1:8", "1/8", "staffing"), ("0.14 MPa", "140000", "pressure"),
    ("12", "12", "number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "base", "dimension"), QUANTITIES)
def test_quantity_forms(text: str, base: str, dimension: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.base(), quantity.unit.dimension) == (Fraction(base), dimension)


@pytest.mark.parametrize(
    "text",
    ["", "是", "半天", "半日", "三五天", "十来分钟", "数十人", "几次", "两三次", "上百人", "近百件",
     "一二十天", "a few days", "≤ 5 分钟",
     "5 分钟以内", "约 5 分钟", "5 分钟左右", "3—5 天", "尽快", "5 foo", "12:30", "第 3 次", "5 分析",
     "x" * 500, "1" * 5000],
)  # fmt: skip
def test_no_quantity(text: str) -> None:
    assert parse_quantity(text) is None


BOUNDS = {
    "≤ 5 分钟": "≤ 5 分钟", "不超过十分钟": "≤ 10 分钟", "不超過十分鐘": "≤ 10 分钟", "≥ 9 分": "≥ 9 分",
    "at least 95 %": "≥ 95 %",
    "3—5 天": "3—5 天", "3~5 天": "3—5 天", "3-5 天": "3—5 天", "3 至 5 天": "3—5 天", "3 到 5 天": "3—5 天",
    "3 to 5 days": "3—5 天",
    "between 3 and 5 minutes": "3—5 分钟", "30 秒至 2 分钟": "0.5—2 分钟", "±15 分钟": "±15 分钟",
    "正负 15 分钟": "±15 分钟",
    "30±5 分钟": "30 ± 5 分钟", "plus or minus 2 minutes": "±2 分钟", "< 3 s": "< 3 秒", "> 3 s": "> 3 秒",
    "<= 2 工作日": "≤ 2 工作日",
    "不多于 3 次": "≤ 3 次", "不少于 3 次": "≥ 3 次", "不低于 92%": "≥ 92 %", "不得低于 92%": "≥ 92 %",
    "不高于 1%": "≤ 1 %",
    "不得超过一次": "≤ 1 次", "15 分钟以内": "≤ 15 分钟", "15 分鐘之內": "≤ 15 分钟",
    "15 分钟内": "≤ 15 分钟", "3 天以上": "≥ 3 天",
    "3 天以下": "≤ 3 天", "3 天及以上": "≥ 3 天", "3 天以外": "> 3 天", "30 日届满": "≥ 30 日",
    "不满 3 天": "< 3 天",
    "超过 3 天": "> 3 天", "至多 3 次": "≤ 3 次", "至少 3 次": "≥ 3 次", "最迟 3 个工作日": "≤ 3 工作日",
    "最长不超过 5 分钟": "≤ 5 分钟",
    "no more than ten minutes": "≤ 10 分钟", "under 2 minutes": "< 2 分钟", "up to 3 days": "≤ 3 天",
    "within an hour": "≤ 1 小时",
    "25 seconds or less": "≤ 25 秒", "95% or more": "≥ 95 %", "no later than 3 days": "≤ 3 天",
    "not exceed HK$500": "≤ 500 港元",
    "> 30 且 ≤ 60 分钟": "> 30 且 ≤ 60 分钟", "超过 30 分钟不满 60 分钟": "> 30 且 < 60 分钟",
    "> 30–60 分钟": "> 30 且 ≤ 60 分钟",
    "30 分钟以上、60 分钟以下": "30—60 分钟", "18—22 ℃": "18—22 ℃", "-5~5 ℃": "-5—5 ℃",
    "7–15 工作日": "7—15 工作日",
    "低于 2%": "< 2 %", "5 分钟(含)以内": "≤ 5 分钟", "5 分钟以上(不含)": "> 5 分钟",
    "最多 3 次/月": "≤ 3 次/月", "≥ 90": "≥ 90",
}  # fmt: skip


@pytest.mark.parametrize(("text", "canonical"), BOUNDS.items())
def test_bound_forms(text: str, canonical: str) -> None:
    bound = parse_bound(text)
    assert bound is not None
    assert render(bound) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "是",
        "5 分钟",
        "尽快",
        "≤",
        "≤ 三五天",
        "不超过几次",
        "5—3 天",
        "约 5 分钟以内",
        "以内",
        "≥ 5 分 ≥ 6 分",
    ],
)
def test_no_bound(text: str) -> None:
    assert parse_bound(text) is None


@pytest.mark.parametrize(
    ("bound", "quantity", "inside"),
    [
        ("60 分以上", "60 分", True), ("超过 60 分", "60 分", False), ("60 分以下", "60 分", True),
        ("不满 60 分", "60 分", False),
        ("60 天以外", "60 天", False), ("60 天以内", "60 天", True), ("≤ 5 分钟", "300 s", True),
        ("≤ 5 分钟", "301 s", False),
        ("3—5 天", "72 小时", True), ("≤ 2 工作日", "2 天", None), ("±15 分钟", "-15 分钟", True),
        ("≤ 5 次", "5 人", None),
    ],
)  # fmt: skip
def test_bounds_of_the_civil_code(bound: str, quantity: str, inside: bool | None) -> None:
    limits, value = parse_bound(bound), parse_quantity(quantity)
    assert limits is not None and value is not None
    assert satisfies(limits, value) is inside


def _read(text: str) -> Quantity:
    quantity = parse_quantity(text)
    assert quantity is not None, text
    return quantity


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        ("5 分钟", "300 s", 0), ("1 小时", "59 分钟", 1), ("2 工作日", "2 天", None),
        ("8 工作小时", "1 工作日", None),
        ("3 次", "3 人", None), ("3 人", "3 人次", None), ("3 件", "3 宗", 0), ("5 元", "5 港元", None),
        ("90 %", "0.9 倍", None),
        ("5 %", "5 百分点", None), ("1 年", "12 个月", 0), ("1 月", "7 天", 1), ("1 月", "30 天", None),
        ("1 年", "400 天", -1),
        ("5 分", "5 分钟", 0), ("5 分", "5 points", 0), ("0.1 秒", "100 毫秒", 0),
        ("4 次/月", "1 次/周", None), ("9 分", "9 星", None),
    ],
)  # fmt: skip
def test_order(a: str, b: str, order: int | None) -> None:
    assert compare(_read(a), _read(b)) == order


def test_working_time_needs_a_named_calendar() -> None:
    calendar = Calendar("营业日历", hours_per_day=8, days_per_week=5, holiday_days=7)
    days, hours = _read("2 工作日"), _read("16 工作小时")
    assert not comparable(days, _read("2 天")) and comparable(days, _read("2 天"), calendar)
    assert compare(days, hours) is None and compare(days, hours, calendar) == 0
    assert compare(_read("5 工作日"), _read("1 周"), calendar) == 0
    longest = worst_case(_read("5 工作日"), calendar)
    assert longest is not None and render(longest) == "14 天"
    assert worst_case(_read("5 天"), calendar) is None


def test_ambiguous_points_keep_their_readings() -> None:
    points = _read("5 分")
    assert {each.unit.dimension for each in points.readings()} == {"score", "time", "money"}
    minutes = points.read_as("time")
    assert minutes is not None and minutes.base() == 300
    with pytest.raises(ValueError, match="no fixed value"):
        _read("1 月").to(_read("1 天").unit)


def test_unit_names_and_suggestions() -> None:
    assert unit("分鐘") == unit("mins") == unit("分钟")
    assert unit("分(1–5)") == unit("分") and unit("dB（A）") == unit("db")
    rate = unit("次/日")
    assert rate is not None and (rate.dimension, rate.noun) == ("rate", "次/time")
    assert unit("") is None and unit("尽快") is None and unit("个满意") is None
    assert suggest_unit("分针") == suggest_unit("minuts") == "分钟"
    assert suggest_unit("〓〓") is None


@pytest.mark.parametrize("each", known_units(), ids=lambda each: each.symbol)
def test_every_unit_is_found_by_its_symbol(each: Unit) -> None:
    assert unit(each.symbol) == each


_VALUES = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=1000)
_UNITS = st.sampled_from([each for each in known_units() if each.symbol != "1:n"])


@given(_VALUES, _UNITS)
def test_quantities_read_back(value: Fraction, kind: Unit) -> None:
    quantity = Quantity(value, kind)
    assert parse_quantity(render(quantity)) == quantity


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_staffing_reads_back(one: int, many: int) -> None:
    quantity = Quantity(Fraction(one, many), _read("1:2").unit)
    assert parse_quantity(render(quantity)) == quantity


@given(_VALUES, _VALUES, _UNITS, st.sampled_from(["<=", "<", ">=", ">", "in", "open", "±"]))
def test_bounds_read_back(a: Fraction, b: Fraction, kind: Unit, op: str) -> None:
    low, high = min(a, b), max(a, b)
    if op == "±":
        by = abs(b)
        bound = Bound(a - by, a + by, False, False, kind, by)
    elif op in ("in", "open"):
        high += low == high
        bound = Bound(low, high, op == "open", False, kind)
    elif op[0] == "<":
        bound = Bound(None, a, False, op == "<", kind)
    else:
        bound = Bound(a, None, op == ">", False, kind)
    assert parse_bound(render(bound)) == bound


_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) != ","}


@given(st.integers(0, 10**6), st.sampled_from(["分钟", "%", "s", "工作日", "kg", "次/日"]))
def test_full_width_equals_half_width(number: int, symbol: str) -> None:
    text = f"{number}{symbol}"
    assert parse_quantity(text.translate(_WIDE)) == parse_quantity(text) is not None


@given(st.text(max_size=40))
def test_parsers_never_raise(text: str) -> None:
    for parse in (parse_number, parse_quantity, parse_bound, unit, suggest_unit):
        parse(text)
