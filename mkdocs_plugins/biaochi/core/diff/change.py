"""A change between two states of the handbook, and the table of all kinds of change."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from biaochi.core.slotted import dataclass

Direction = Literal["tightened", "loosened", "neutral"]

TIGHTENED: Direction = "tightened"
LOOSENED: Direction = "loosened"
NEUTRAL: Direction = "neutral"

DIRECTION: Mapping[str, str] = MappingProxyType({TIGHTENED: "收紧", LOOSENED: "放宽", NEUTRAL: "中性"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change.

    ``direction`` is ``None`` where the values decide it. ``major``: what is required or promised changes, so the
    version's MAJOR must be raised. ``doubtful``: neither looser nor tighter can be told, so under a promise it counts as
    a loosening (the promise may have been loosened unseen).
    """

    label: str
    direction: Direction | None
    major: bool = False
    doubtful: bool = False


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        # --- the entry as a whole
        "entry-added": Kind("新增条目", TIGHTENED),
        "entry-removed": Kind("条目消失", LOOSENED),
        "entry-retired": Kind("条目废止", LOOSENED),
        "kind-changed": Kind("类别改变", NEUTRAL, major=True),
        "title-changed": Kind("标题改变", NEUTRAL),
        "status-moved": Kind("状态变动", None),
        "effective-moved": Kind("生效日期变动", None),
        "review-pushed": Kind("复审推迟", LOOSENED),
        "review-renewed": Kind("复审日期顺延", NEUTRAL),
        "review-advanced": Kind("复审提前", TIGHTENED),
        "owner-changed": Kind("责任岗位改变", NEUTRAL),
        "level-changed": Kind("层级改变", None, major=True),
        "criticality-raised": Kind("升为关键", TIGHTENED, major=True),
        "criticality-dropped": Kind("不再关键", LOOSENED, major=True),
        "role-added": Kind("增加须掌握的岗位", TIGHTENED),
        "role-dropped": Kind("减少须掌握的岗位", LOOSENED),
        "link-added": Kind("增加关联", NEUTRAL),
        "link-dropped": Kind("去掉关联", LOOSENED),
        "basis-changed": Kind("依据改变", NEUTRAL),
        "pilot-changed": Kind("试行改变", NEUTRAL),
        "source-changed": Kind("来源改变", NEUTRAL),
        "order-changed": Kind("排列顺序改变", NEUTRAL),
        "waiver-added": Kind("新增豁免", LOOSENED),
        "waiver-extended": Kind("豁免延期", LOOSENED),
        "waiver-shortened": Kind("豁免缩短", TIGHTENED),
        "waiver-ended": Kind("豁免结束", TIGHTENED),
        "record-rewritten": Kind("改写旧变更记录", NEUTRAL),
        "filing-changed": Kind("归类改变", NEUTRAL),
        "field-changed": Kind("内容改变", NEUTRAL),
        "requirement-changed": Kind("要求改变", NEUTRAL, major=True),
        # --- metrics
        "metric-added": Kind("新增指标", TIGHTENED, major=True),
        "metric-removed": Kind("去掉指标", LOOSENED, major=True),
        "metric-renamed": Kind("指标改名", NEUTRAL),
        "target-tightened": Kind("目标收紧", TIGHTENED, major=True),
        "target-loosened": Kind("目标放宽", LOOSENED, major=True),
        "target-redefined": Kind("目标换了量", NEUTRAL, major=True, doubtful=True),
        "limit-tightened": Kind("红线收紧", TIGHTENED, major=True),
        "limit-loosened": Kind("红线放宽", LOOSENED, major=True),
        "limit-redefined": Kind("红线换了量", NEUTRAL, major=True, doubtful=True),
        "measure-redefined": Kind("指标重新定义", NEUTRAL, major=True, doubtful=True),
        "statistic-strengthened": Kind("统计方式变严", TIGHTENED, major=True),
        "statistic-weakened": Kind("统计方式变宽", LOOSENED, major=True),
        "exclusion-added": Kind("剔除范围扩大", LOOSENED, major=True),
        "exclusion-removed": Kind("剔除范围缩小", TIGHTENED, major=True),
        "clock-redefined": Kind("计时改变", None, major=True, doubtful=True),
        "method-strengthened": Kind("测量方法加强", TIGHTENED, major=True),
        "method-weakened": Kind("测量方法减弱", LOOSENED, major=True),
        "method-changed": Kind("测量方法改变", NEUTRAL, major=True, doubtful=True),
        "sample-strengthened": Kind("样本加强", TIGHTENED, major=True),
        "sample-weakened": Kind("样本减弱", LOOSENED, major=True),
        "frequency-raised": Kind("频次提高", TIGHTENED, major=True),
        "frequency-lowered": Kind("频次降低", LOOSENED, major=True),
        "window-shortened": Kind("周期缩短", TIGHTENED, major=True),
        "window-lengthened": Kind("周期拉长", LOOSENED, major=True),
        "review-interval-shortened": Kind("评审加密", TIGHTENED),
        "review-interval-lengthened": Kind("评审变疏", LOOSENED),
        "benchmark-changed": Kind("对标改变", NEUTRAL),
        # --- promises
        "promise-added": Kind("新增承诺", TIGHTENED, major=True),
        "promise-withdrawn": Kind("撤回承诺", LOOSENED, major=True),
        "promise-moved": Kind("承诺移到别处", NEUTRAL, major=True),
        "promise-tightened": Kind("承诺收紧", TIGHTENED, major=True),
        "promise-loosened": Kind("承诺放宽", LOOSENED, major=True),
        "promise-rescoped": Kind("承诺换了对象或条件", NEUTRAL, major=True, doubtful=True),
        "promise-reworded": Kind("承诺改写", NEUTRAL, major=True, doubtful=True),
        "promise-retouched": Kind("承诺措辞微调", NEUTRAL),
        "remedy-added": Kind("增加补救", TIGHTENED, major=True),
        "remedy-lost": Kind("失去补救", LOOSENED, major=True),
        "remedy-raised": Kind("补救提高", TIGHTENED, major=True),
        "remedy-reduced": Kind("补救减少", LOOSENED, major=True),
        "remedy-changed": Kind("补救改变", NEUTRAL, major=True, doubtful=True),
        "disclosure-widened": Kind("例外与条件增加", LOOSENED, major=True),
        "disclosure-narrowed": Kind("例外与条件减少", TIGHTENED, major=True),
        "delay-notice-later": Kind("延误告知变晚", LOOSENED, major=True),
        "delay-notice-earlier": Kind("延误告知提前", TIGHTENED, major=True),
        "delay-notice-lost": Kind("失去延误告知", LOOSENED, major=True),
        "delay-notice-added": Kind("增加延误告知", TIGHTENED, major=True),
        "delay-notice-changed": Kind("延误告知渠道改变", NEUTRAL, major=True, doubtful=True),
        "notice-shortened": Kind("放宽前公告天数减少", LOOSENED, major=True),
        "notice-lengthened": Kind("放宽前公告天数增加", TIGHTENED, major=True),
        "channel-added": Kind("增加公示渠道", TIGHTENED),
        "channel-dropped": Kind("减少公示渠道", LOOSENED, major=True),
        # --- clauses and prose
        "clause-added": Kind("新增条款", TIGHTENED, major=True),
        "clause-removed": Kind("删去条款", LOOSENED, major=True),
        "clause-strengthened": Kind("条款加强", TIGHTENED, major=True),
        "clause-weakened": Kind("条款减弱", LOOSENED, major=True),
        "clause-reworded": Kind("条款改写", NEUTRAL, major=True),
        "clause-check-changed": Kind("条款的核对依据改变", NEUTRAL, major=True),
        "exemption-added": Kind("增加例外", LOOSENED, major=True),
        "exemption-removed": Kind("去掉例外", TIGHTENED, major=True),
        "prose-changed": Kind("说明文字改变", NEUTRAL),
        # --- processes
        "process-retimed": Kind("全程时限改变", None, major=True),
        "step-added": Kind("新增步骤", TIGHTENED, major=True),
        "step-removed": Kind("删去步骤", LOOSENED, major=True),
        "step-retimed": Kind("步骤时限改变", None, major=True),
        "step-reassigned": Kind("步骤换了岗位", NEUTRAL, major=True),
        "step-changed": Kind("步骤改变", None, major=True),
        "steps-reordered": Kind("步骤换了顺序", NEUTRAL, major=True),
        "key-step-added": Kind("步骤升为关键", TIGHTENED, major=True),
        "key-step-dropped": Kind("步骤不再关键", LOOSENED, major=True),
        "tier-added": Kind("新增响应级别", TIGHTENED, major=True),
        "tier-removed": Kind("删去响应级别", LOOSENED, major=True),
        "tier-retimed": Kind("响应级别时限改变", None, major=True),
        "tier-changed": Kind("响应级别改变", None, major=True),
        "plan-changed": Kind("预案改变", None, major=True),
        # --- checklists, scripts, trainings
        "item-added": Kind("新增检查项", TIGHTENED, major=True),
        "item-dropped": Kind("删去检查项", LOOSENED, major=True),
        "item-tightened": Kind("检查项收紧", TIGHTENED, major=True),
        "item-loosened": Kind("检查项放宽", LOOSENED, major=True),
        "item-changed": Kind("检查项改变", None, major=True),
        "critical-added": Kind("增加一票否决", TIGHTENED, major=True),
        "critical-dropped": Kind("取消一票否决", LOOSENED, major=True),
        "must-say-added": Kind("增加必说", TIGHTENED, major=True),
        "must-say-dropped": Kind("减少必说", LOOSENED, major=True),
        "never-say-added": Kind("增加禁说", TIGHTENED, major=True),
        "never-say-dropped": Kind("减少禁说", LOOSENED, major=True),
        "dialogue-changed": Kind("话术正文改变", NEUTRAL),
        "coverage-added": Kind("培训覆盖增加", TIGHTENED, major=True),
        "coverage-dropped": Kind("培训覆盖减少", LOOSENED, major=True),
        "assessment-changed": Kind("考核改变", None, major=True),
    }
)
"""Every kind of change: its Chinese label, its direction, and what it asks of the version."""

UNSAID = frozenset({"record-rewritten", "filing-changed"})
"""Kinds of change that leave every word of what is asked as it was: what the records tell, and where the entry is found."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one entry.

    ``path`` and ``line`` are where the later state stands (the earlier one where nothing is left); ``what`` names the
    thing in Chinese; ``before`` and ``after`` are its values as people write them, empty where there is none.
    ``subject`` is the part that changed (``metric:wait``, ``promise:wait-10``; empty for the entry itself).
    """

    entry: str
    path: str
    line: int
    kind: str
    direction: Direction
    what: str
    before: str
    after: str
    subject: str = ""

    @property
    def major(self) -> bool:
        """Whether MAJOR must be raised."""
        return KINDS[self.kind].major

    @property
    def loosens(self) -> bool:
        """Whether a promise that rests on this may be looser afterwards."""
        return self.direction == LOOSENED or (KINDS[self.kind].doubtful and self.direction == NEUTRAL)

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind].label


def pick(direction: Direction | None, tightened: str, loosened: str, otherwise: str) -> str:
    """The word for a direction."""
    return tightened if direction == TIGHTENED else loosened if direction == LOOSENED else otherwise
