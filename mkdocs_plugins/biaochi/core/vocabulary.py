"""The closed sets of the content model, each value with its Chinese label."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from biaochi.core.regex import regex

Vocabulary: TypeAlias = Mapping[str, str]


def _closed(**labels: str) -> Vocabulary:
    return MappingProxyType({value.replace("_", "-"): label for value, label in labels.items()})


KIND = _closed(
    standard="服务标准", process="服务流程", script="话术", checklist="检查表", training="培训", improvement="改进"
)
STATUS = _closed(
    needs="需求分析", draft="标准设定", training="培训准备", pilot="试行", in_force="现行", retired="已废止"
)
"""The five stages of making a standard, in order, then its end."""
STAGES = tuple(STATUS)

LANG: Vocabulary = MappingProxyType({"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"})
COMMON = "common"
"""The sector of what holds in all."""
SECTOR = _closed(
    hotel="酒店", catering="餐饮", bank="银行", hospital="医院", government="政务", retail="零售", hotline="热线",
    telecom="电信", logistics="物流", education="教育", aviation="航空", property="物业", transport="交通",
    utilities="公用事业", insurance="保险", tourism="旅游", common="通用",
)
"""Sectors the product labels itself; the list is open (a label for a new one stands in ``terms.yml``)."""
PLACE: Vocabulary = _closed(
    hotel="酒店", catering="门店", bank="网点", hospital="科室", government="大厅", retail="门店", hotline="班组",
    telecom="营业厅", logistics="站点", education="校区", aviation="航站楼", property="项目", transport="站点",
    utilities="营业厅", insurance="网点", tourism="景区",
)
"""What a sector calls the place where a sheet is filled in; elsewhere it is a ``地点``."""

CUSTOMER: Vocabulary = _closed(hospital="患者", government="办事人")
"""What a sector calls whoever a survey asks; elsewhere it is a ``顾客``."""

TIER = _closed(basic="基础级（严格标准化）", choice="选择级（有限选项）", custom="定制级（一客一策）")
CATEGORY = _closed(quality="质量", time="时间", communication="沟通")
OBJECTIVE = _closed(quality="服务质量", efficiency="效率", cost="成本", satisfaction="客户满意", image="企业形象")
CRITICALITY = _closed(key="关键", normal="一般")
BASIS_TYPE = _closed(need="客户需求", industry="行业规范与对手", capability="自身能力")
BASIS_METHOD = _closed(
    observe="观察法", ask="询问法", questionnaire="问卷法", complaints="投诉分析", social="社交媒体",
    benchmark="对标", record="记录分析",
)
DIMENSION = _closed(
    response="响应", accuracy="准确", professionalism="专业", satisfaction="满意", cost="成本", safety="安全",
    access="可及",
)
METRIC_TYPE = _closed(
    duration="时长", rate="比率", count="计数", score="评分", ratio="比值", money="金额", binary="是否",
    nps="净推荐值", level="物理量",
)
DIRECTION = _closed(lower="越低越好", higher="越高越好", within="在范围内")
METHOD = _closed(
    system_log="系统日志", timing="现场计时", observation="现场观察", mystery_visit="神秘访客", survey="问卷调查",
    record_review="记录抽查",
)
SAMPLING = _closed(census="全数", random="随机抽样", systematic="等距抽样", stratified="分层抽样", quota="配额抽样")
CLOCK_BASIS = _closed(calendar="自然时间", working_hours="工作时间", working_days="工作日")
PROCESS_TYPE = _closed(service="服务流程", escalation="分级响应", contingency="应急预案")
PHASE = _closed(reception="服务接待", delivery="服务实施", follow_up="服务后跟进")
CHECKLIST_USE = _closed(counter="柜台卡", inspection="检查", mystery_visit="神秘访客", survey="问卷")
ITEM_TYPE = _closed(yes_no="是/否", count="计数", time="计时", score="评分", text="文字")
PAPER: Vocabulary = MappingProxyType(
    {"A3": "A3 海报", "A4": "A4", "A5": "A5", "A6": "A6 口袋卡", "receipt-80": "80 毫米小票"}
)
SURVEY_TIMING = _closed(immediate="即时", delayed="延时")
CYCLE = _closed(onboarding="入职", refresher="在岗复训")
CHANGE_REASON = _closed(
    need="需求变化", expectation="客户期望", law="法规", technology="技术", market="市场", audit="稽核",
    complaint="投诉", best_practice="最佳实践", correction="勘误",
)
IMPROVEMENT_SOURCE = _closed(survey="满意度调查", complaint="投诉", audit="稽核", staff="员工建议", benchmark="对标")
AGGREGATION = _closed(mean="平均值", median="中位数", max="最大值", min="最小值", share_within="限时内占比")
"""Besides these, ``p50`` … ``p99``."""
LINK: Vocabulary = MappingProxyType(
    {
        "processes": "流程", "scripts": "话术", "checklists": "检查表", "training": "培训",
        "supersedes": "取代", "related": "相关",
    }
)


def percentile(aggregation: str | None) -> int | None:
    """50…99 for ``p50``…``p99``, otherwise ``None``."""
    return int(aggregation[1:]) if aggregation and _PERCENTILE.fullmatch(aggregation) else None


_PERCENTILE = regex("p[5-9][0-9]")


def aggregation_label(aggregation: str) -> str:
    """``p90`` → ``第 90 百分位``."""
    rank = percentile(aggregation)
    return f"第 {rank} 百分位" if rank else AGGREGATION.get(aggregation, aggregation)


def stage_reached(status: str | None, stage: str) -> bool:
    """Whether ``status`` is ``stage`` or a later one; a retired entry has reached none that anything is asked of."""
    if status not in STAGES or status == "retired":
        return False
    return STAGES.index(status) >= STAGES.index(stage)
