"""What a judgement on one sentence consists of, and the table of codes, one per category.

The categories are those of the lexicon of vague words; ``no-action`` is the sentence that has neither a vague
word nor anything that two observers could agree on.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from biaochi.core.slotted import dataclass

Level = Literal["requirement", "recommendation", "permission", "none"]
Setting = Literal["clause", "item", "step", "promise", "free"]


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the table: the code, its name, and why such a span cannot be verified, in both languages."""

    code: str
    name: str
    zh: str
    en: str
    rewrite_zh: str
    rewrite_en: str


CODES: dict[str, Code] = {
    "time": Code(
        "WRD001",
        "vague-time",
        "没有时限，两个人会有两种判断",
        "no limit says when it is late",
        "在 N 分钟内（写明从何时起算）",
        "within N minutes of …",
    ),
    "frequency": Code(
        "WRD002",
        "vague-frequency",
        "没有周期或次数，漏了也查不出",
        "no interval or count says how often",
        "每 N 周 1 次",
        "every N weeks",
    ),
    "degree": Code(
        "WRD003",
        "vague-degree",
        "程度没有判定标准",
        "no value says how much is enough",
        "写数值、范围或判定表",
        "state a value, a range or a checklist",
    ),
    "quantity": Code(
        "WRD004", "vague-quantity", "数量不确定", "no figure says how many", "不少于 N 个", "at least N"
    ),
    "quality": Code(
        "WRD005",
        "subjective-quality",
        "主观评价，因人而异",
        "a matter of opinion, not of observation",
        "写可观察的动作或状态，或给出指标值",
        "name an observable act or state, or a score",
    ),
    "escape": Code(
        "WRD006",
        "escape-clause",
        "免责或弹性用语使要求可做可不做",
        "an escape that makes the requirement optional",
        "删去，或列出触发条件与例外清单",
        "delete it, or list the conditions and exceptions",
    ),
    "list": Code(
        "WRD007",
        "open-list",
        "列举没有封闭，无法核对是否齐全",
        "an open list cannot be checked for completeness",
        "列全，或写“至少包括：……”",
        "complete the list, or write “at least: a, b, c”",
    ),
    "actor": Code(
        "WRD008",
        "unnamed-actor",
        "没有写明由谁做或依据什么",
        "does not say who acts, or by which document",
        "写岗位名、部门名或文件编号与条款",
        "name the role, or the document and clause",
    ),
    "compare": Code(
        "WRD009",
        "comparison-without-baseline",
        "只有变化方向，没有基线和目标值",
        "a direction without baseline and target",
        "从 A 到 B（截止日期）",
        "from A to B by a date",
    ),
    "absolute": Code(
        "WRD010",
        "absolute-claim",
        "绝对化要求，无法证实",
        "an absolute that cannot be shown",
        "写统计周期内的发生数或比率",
        "state a count or rate over a period",
    ),
    "number-trap": Code(
        "WRD011",
        "number-is-no-criterion",
        "句中的数字只说明范围或名称，没有约束所要求的质量",
        "the figure sets scope or name; it does not bound what is required",
        "给所要求的事项写出数值、时限或可观察的动作",
        "state a limit or an observable act for what is required",
    ),
    "no-action": Code(
        "WRD012",
        "no-verifiable-act",
        "缺少可核查的动作、状态或数值",
        "no act, state or figure that can be checked",
        "写出谁、在何时、做什么动作、留下什么记录",
        "say who does what, when, and what record shows it",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A span of the text (Python slice ``text[start:end]``) that keeps the sentence from being verifiable."""

    start: int
    end: int
    text: str
    category: str
    code: str
    name: str
    why: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something in the text that can be verified.

    ``kind``: time, event, clock, frequency, percent, count, measure, reference, list, speech, act, state,
    link.
    ``binds`` is False for a figure that only sets scope, names something or triggers the clause.
    """

    start: int
    end: int
    text: str
    kind: str
    binds: bool = True


class Judgement(NamedTuple):
    """The answer for one sentence; ``flag`` is what a standard must not contain."""

    normative: bool
    level: Level
    verifiable: bool
    findings: tuple[Finding, ...] = ()

    @property
    def flag(self) -> bool:
        """A requirement or recommendation that nobody could verify."""
        return self.normative and not self.verifiable


class Context(NamedTuple):
    """Where the text stands.

    ``setting``: clause, item, step and promise are blocks that require something by their place; free text
    is anything that may stand in a body, so headings and descriptions are told by their form alone.
    ``linked``: the value of the metric that the clause is linked to ("≤ 5 分钟"), which may settle a vague
    word; a promise stands for itself, there it is ignored.
    """

    setting: Setting = "clause"
    linked: str = ""


CLAUSE = Context()
FREE = Context(setting="free")


class Terms(NamedTuple):
    """The project's terms of art: these words pass as they stand."""

    words: tuple[str, ...] = ()


NO_TERMS = Terms()
