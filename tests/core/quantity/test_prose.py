"""Figures in running text: what they are, what they are not, and where they stand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biaochi.core.quantity import TRAP_ROLES, Mention, find_quantities, has_number, render, vague_numerals


def _said(mention: Mention) -> str:
    value = mention.bound or mention.quantity
    return render(value) if value else ""


def _figures(text: str) -> list[str]:
    return [_said(each) for each in find_quantities(text) if each.role in ("quantity", "share")]


FIGURES: dict[str, list[str]] = {
    "分诊护士应在患者到达后 5 分钟内完成首次评估。": ["≤ 5 分钟"],
    "差错率不超过万分之零点五。": ["≤ 0.5 ‱"],
    "差错率控制在十万分之六以内。": ["≤ 0.006 %"],
    "超時率不得高於百分之四。": ["≤ 4 %"],
    "每间用时 25~35 分钟,均值不超过 32 分钟。": ["25—35 分钟", "≤ 32 分钟"],
    "房務員須於敲門後等候 10 秒方可開門。": ["10 秒"],
    "派送前三十分钟发送短信。": ["30 分钟"],
    "材料补正次数不得超过一次。": ["≤ 1 次"],
    "不应让客户等待超过 5 分钟。": ["≤ 5 分钟"],
    "Customers shall not be kept waiting for more than ten minutes.": ["≤ 10 分钟"],
    "等候超过 10 分钟的,应致歉。": ["> 10 分钟"],
    "儿童座椅应不少于餐位总数的 5%。": ["≥ 5 %"],
    "7、15、30 个工作日内分级办结。": ["7 工作日", "15 工作日", "≤ 30 工作日"],
    "响铃三声内接听,within three rings.": ["≤ 3 声"],
    "within three rings": ["≤ 3 声"],
    "Average speed of answer shall be 25 seconds or less.": ["≤ 25 秒"],
    "paid £8/day after 2 full working days": ["8 英镑/天", "2 工作日"],
    "Floor: 93% floor, 96% target": ["≥ 93 %", "96 %"],
    "噪声 ≤ 45 dB(A),照度不低于 300 lx,冷藏 0~4 ℃,冷冻 -18 ℃ 以下": [
        "≤ 45 dB(A)",
        "≥ 300 lx",
        "0—4 ℃",
        "≤ -18 ℃",
    ],
    "语速 200~240 字/分钟,人员配比 1:8,NPS ≥ 40。": ["200—240 字/分钟", "1:8", "≥ 40 NPS"],
    "赔付 HK$30 或不超过 ¥500": ["30 港元", "≤ 500 元"],
    "提高 2 个百分点,缩短 40%": ["2 百分点", "40 %"],
    "SMS delay mean ≤10 min, max 24 h; billing error rate ≤10⁻⁴": ["≤ 10 分钟", "≤ 24 小时", "≤ 0.0001"],
    "connection 7–15 working days; pressure ≥0.14 MPa": ["7—15 工作日", "≥ 0.14 MPa"],
    "resolved in 3 working days": ["≤ 3 工作日"],
    "verify identity with two documents": ["2 份"],
    "knock twice within one calendar day": ["2 次", "≤ 1 日历日"],
    "一年半、十二个月、一刻钟": ["1.5 年", "12 月", "1 刻钟"],
    "3 个月内完成,12 月内完成": ["≤ 3 月", "≤ 12 月"],
    "满分十分,得九分以上": ["10 分", "≥ 9 分"],
}


@pytest.mark.parametrize(("text", "figures"), FIGURES.items())
def test_figures(text: str, figures: list[str]) -> None:
    assert _figures(text) == figures


@pytest.mark.parametrize("text", FIGURES)
def test_full_width_punctuation_changes_nothing(text: str) -> None:
    wide = text.translate({ord(","): "，", ord(";"): "；", ord("("): "（", ord(")"): "）", ord(":"): "："})
    assert _figures(wide) == _figures(text)


TRAPS: dict[str, list[tuple[str, str]]] = {
    "见第3章、附录 2 和第 3、4 条。": [("ordinal", "第3"), ("ordinal", "附录 2"), ("ordinal", "第 3、4")],
    "请到 3 楼 2 号窗口办理。": [("label", "3 楼"), ("label", "2 号窗口")],
    "按 GB/T 36733—2018 与 ISO 9001:2015 执行": [("label", "GB/T 36733—2018"), ("label", "ISO 9001:2015")],
    "2024 年 3 月 15 日起施行": [("date", "2024 年 3 月 15 日")],
    "2026 年 4–5 月试行，7–12 月推广": [("date", "2026 年 4–5 月"), ("date", "7–12 月")],
    "二〇二六年三月一日": [("date", "二〇二六年三月一日")],
    "our 2025 survey, 1 March 2026, by March 15": [
        ("date", "2025"), ("date", "1 March 2026"), ("date", "March 15")],
    "3 月完成,每月 5 日前报送": [("date", "3 月"), ("date", "5 日")],
    "拨打 12345 热线或致电 400-123-4567": [("phone", "12345"), ("phone", "400-123-4567")],
    "投诉电话:010-12345678,请致电 1823": [("phone", "010-12345678"), ("phone", "1823")],
    "版本 v1.2.3,第 2 版": [("version", "v1.2.3"), ("version", "第 2 版")],
    "5G 套餐、4K 电视、A4 纸、S3 系统": [("label", "5G"), ("label", "4K"), ("label", "A4"), ("label", "S3")],
    "提供 7×24 小时服务,设 24 小时热线": [("hours", "7×24 小时"), ("hours", "24 小时")],
    "五心服务、一站式办理、一窗通办": [("slogan", "五心服务"), ("slogan", "一站式"), ("slogan", "一窗通办")],
    "“最多跑一次”改革": [("slogan", "一次")],
    "对 60 周岁以上老人优先": [("age", "60 周岁以上")],
    "上午九点半至下午 5 点,9:00—17:30": [
        ("clock-time", "上午九点半"), ("clock-time", "下午 5 点"), ("clock-time", "9:00—17:30")],
    "from 8 AM to 5 pm": [("clock-time", "8 AM"), ("clock-time", "5 pm")],
    "Figure 2, Table 5, Offices 1 to 5, 3rd floor": [
        ("ordinal", "Figure 2"), ("ordinal", "Table 5"), ("ordinal", "Offices 1 to 5"), ("ordinal", "3rd")],
    "P1 故障、P2 故障": [("label", "P1"), ("label", "P2")],
    "5 星级标准的服务,5 分制": [("label", "5 星级"), ("label", "5 分制")],
    "一名员工、一个客户": [("indefinite", "一名员工"), ("indefinite", "一个")],
    "(2)提交材料": [("ordinal", "(2)")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "traps"), TRAPS.items())
def test_number_traps(text: str, traps: list[tuple[str, str]]) -> None:
    found = find_quantities(text)
    assert [(each.role, each.text) for each in found] == traps
    assert all(each.role in TRAP_ROLES for each in found)


@pytest.mark.parametrize(
    "text",
    ["一定", "一般", "一致", "第一时间", "统一", "一起处理", "左右两侧", "万一", "千万不要", "百姓",
     "十分满意", "三方", "四步", "一些", "唯一",
     "之一", "同一", "一旦", "零投诉", "第三方", "进一步", "一次性解决", "二次投诉", "二维码",
     "一体化", "找零时", "第几次来电",
     "万无一失", "半自动",
     "network", "persistently", "often", "one of them", "no one", "someone", "attention", "phone"],
)  # fmt: skip
def test_words_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == () == vague_numerals(text)


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("三五天内答复", ["三五天"]), ("十来分钟", ["十来分钟"]), ("數十人", ["數十人"]), ("幾次", ["幾次"]),
        ("两三次", ["两三次"]),
        ("上百人、近百件", ["上百人", "近百件"]), ("一二十天", ["一二十天"]), ("半天内", ["半天"]),
        ("30 多分钟", ["30 多分钟"]),
        ("20余项", ["20余项"]), ("十几个", ["十几个"]), ("数百次", ["数百次"]), ("七八个人", ["七八个人"]),
        ("十五六分钟", ["十五六分钟"]),
        ("七八成的客人", ["七八成"]), ("七、八成的客人", ["七、八成"]),
        ("within a couple of days", ["a couple of"]), ("a dozen or so calls", ["a dozen or so"]),
        ("a few minutes", ["a few"]),
        ("two or three times", ["two or three"]), ("half a day", ["half a day"]),
    ],
)  # fmt: skip
def test_vague_numerals_are_found_and_refused(text: str, vague: list[str]) -> None:
    assert [text[start:end] for start, end in vague_numerals(text)] == vague
    spans = vague_numerals(text)
    for each in find_quantities(text):
        assert not any(start < each.end and each.start < end for start, end in spans)


@pytest.mark.parametrize(
    "text",
    ["补正次数十分多", "不超过十二分钟", "二〇二六年", "次数不得超过 3 次", "三十分钟", "人数不少于五人",
     "几乎", "多数客户", "二十五天", "每半天然气",
     "数据来源", "the first few of", "系数为 3", "过十五分钟", "最近三天", "第一、二成员", "数据的九成"],
)  # fmt: skip
def test_exact_numerals_are_not_vague(text: str) -> None:
    assert not [text[start:end] for start, end in vague_numerals(text) if "few" not in text]


@pytest.mark.parametrize(
    ("text", "share", "limit"),
    [
        ("90% 的客户在 15 分钟以内办结", "9/10", "≤ 15 分钟"),
        ("客服熱線須於 20 秒內接聽 80% 的來電", "4/5", "≤ 20 秒"),
        ("1５秒内接通率不低于 92%", "23/25", "≤ 15 秒"), ("95% within two minutes", "19/20", "≤ 2 分钟"),
        ("80 % of calls shall be answered within 20 seconds", "4/5", "≤ 20 秒"),
        ("服务水平 80/20", "4/5", "≤ 20 秒"),
        ("九成的顾客应在 10 分钟内被叫到", "9/10", "≤ 10 分钟"), ("至少八成五的投诉在 3 天内办结", "17/20", "≤ 3 天"),
        ("9.5 成顾客在 5 分钟内落座", "19/20", "≤ 5 分钟"), ("九成旅客在 10 分钟内登车", "9/10", "≤ 10 分钟"), ("至少八成五天内办结", "4/5", "≤ 5 天"),
        ("95%以上的电话在3声铃响内接听", "19/20", "≤ 3 声"), ("80 % of calls in 20 s", "4/5", "≤ 20 秒"),
    ],
)  # fmt: skip
def test_share_of_cases(text: str, share: str, limit: str) -> None:
    held = [each for each in find_quantities(text) if each.share is not None]
    assert [(each.share, _said(each)) for each in held] == [(Fraction(share), limit)]


@pytest.mark.parametrize(
    "text",
    ["网点 P90 等候时间≤12分钟", "第90百分位等候时间不超过 12 分钟", "90th percentile waiting time ≤ 12 min"],
)
def test_percentiles(text: str) -> None:
    rank, limit = find_quantities(text)
    assert rank.role == "percentile"
    assert rank.percentile == limit.percentile == 90
    assert _said(limit) == "≤ 12 分钟"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("每月不少于 4 次", "每月"),
        ("每季度抽查 4 次", "每季度"),
        ("4 times a month", "a month"),
        ("每 2 周 1 次", "每 2 周"),
        ("once per quarter", "per quarter"),
    ],
)
def test_rates_have_their_period(text: str, period: str) -> None:
    mention = find_quantities(text)[-1]
    assert mention.per is not None and mention.per.text == period


def test_flags_and_extent() -> None:
    text = "等候时间约不超过 12 分钟左右"
    (mention,) = find_quantities(text)
    assert mention.approximate
    assert text[mention.value_start : mention.value_end] == "12 分钟"
    assert text[mention.start : mention.end] == mention.text == "约不超过 12 分钟左右"
    tables, waiters = find_quantities("每 15 桌应配备至少 2 名传菜员")
    assert tables.every and not waiters.every and waiters.bound is not None


def test_pretest_agrees() -> None:
    for text in (*FIGURES, *TRAPS):
        assert has_number(text)
    assert not has_number("员工应佩戴工牌") and not has_number("")


_WORDS = """
        0 1 9 12 2024 . , : / - — ~ % ‰ ± ≤ < $ £ 第 表 每 不超过 至少 约 近 数 几 半 一 两 三 十 百 千 万 亿
        分之 点 个 分 分钟 小时 天 日 月 年 工作日 次 人 元 ℃ 以内 以上 左右 率 的 在 p P v two ninety half an
        hour within of percentile to and twice a per 号 楼 岁 心 服务 热线 １ ％ 兩 廿 ， （ ）
"""
_PIECES = st.sampled_from(_WORDS.split())
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(_PIECES, max_size=14).map("".join),
    st.lists(_PIECES, max_size=14).map(" ".join),
)


@given(_TEXTS)
@example("1" * 5000)
@example("一" * 300)
@example("İ 5 分钟 ß")
@example("٣ 分钟 ²")
@example("第")
@example("1/0 %")
@example("1:0")
def test_any_text_is_accepted_and_offsets_hold(text: str) -> None:
    end = 0
    for each in find_quantities(text):
        assert end <= each.start <= each.value_start <= each.value_end <= each.end <= len(text)
        assert each.text == text[each.start : each.end] != ""
        end = each.end
    for start, stop in vague_numerals(text):
        assert 0 <= start < stop <= len(text)
