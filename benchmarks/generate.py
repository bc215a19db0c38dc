"""A generated handbook with realistic links, metrics and vocabulary: entries of the shape that real ones have.

Deterministic for a size: the same texts on every machine.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Sequence

_ROLES = ("front", "manager", "auditor", "trainer")
TRADES = ("hotel", "catering", "bank", "hospital", "government", "retail", "hotline", "logistics")
"""A catalogue for chains of every trade."""
CHAIN = ("hotel", "hotel", "hotel", "common")
"""A chain's own handbook: its trade, and a quarter of what every trade has in common, as beside a trade of the reference."""
_ACTORS = ("接待员", "柜员", "导诊员", "服务员", "坐席", "快递员", "窗口人员", "值班经理")
_ACTS = (
    "应核对客户的证件原件,并把号码录入登记系统", "应双手递出回执,并指明取件的窗口", "应复述客户的姓名、日期和金额,由客户点头确认",
    "应在登记表上签字,并写明接手的时间", "应张贴当日的服务时间,并拍照上传", "不得在客户面前打电话或离开岗位",
)
_REASONS = (
    "客户在访谈中最常提到的是等候,其次是不知道下一步去哪里。", "试行时忙时的柜台增加一个,等候时间缩短了三分之一。",
    "同业公示的时限多在十分钟以上,我们的人手可以做得更快。",
)


def handbook(entries: int, seed: int = 20261122, *, distinct: bool = False, sectors: Sequence[str] = TRADES) -> dict[str, str]:
    """``entries`` entries: of ten, six standards, one process, one script, one checklist, one training.

    Sentences recur, as they do in checklists and between branches; with ``distinct`` no two clauses or items share one.
    Ten by ten the entries stand in the ``sectors`` in turn.
    """
    chance = random.Random(seed)
    texts = {
        "standards/roles.yml": "".join(f"{role}: {{name: {role}, department: 门店}}\n" for role in _ROLES),
        "standards/terms.yml": "取号: {definition: 领取排队号码, synonyms: [叫号, 排号]}\n",
        "standards/sites.yml": "s-1: {name: 一号店, region: 华东, sector: common}\n",
    }
    for number in range(entries):
        sector = sectors[number // 10 % len(sectors)]
        path, text = _entry(number, sector, chance)
        texts[path] = _made_distinct(text, number) if distinct else text
    return texts


def handbook_of_sheets(sheets: int, entries: int = 100) -> dict[str, str]:
    """A handbook with this many checklists, each in several departments: few entries to check, much to print."""
    texts = handbook(entries)
    lists = sorted(path for path in texts if "/checklists/" in path)
    again: dict[str, list[str]] = {}
    for number in range(sheets - len(lists)):
        path = lists[number % len(lists)]
        group = path.rpartition("/c")[2].removesuffix("8.md")
        name = f"B-{group}8-{number // len(lists) + 1}"
        text = texts[path].replace(f"id: B-{group}8\n", f"id: {name}\n").replace("号检查表", f"号检查表({number // len(lists) + 1} 部)")
        texts[path.replace(".md", f"-{number}.md")] = text
        again.setdefault(f"checklists: [B-{group}8", []).append(name)
    for path, text in texts.items():
        for link, names in again.items():
            # "[B-8" is the beginning of no other number: they end in 8, and a bracket follows.
            text = text.replace(f"{link}]", f"{link}, {', '.join(names)}]")
        texts[path] = text
    return texts


def _entry(number: int, sector: str, chance: random.Random) -> tuple[str, str]:
    place = number % 10
    group = number // 10
    if place < 6:
        return f"standards/{sector}/s{number}.md", _standard(number, group, sector, chance)
    if place == 6:
        return f"processes/{sector}/p{number}.md", _process(number, group, sector)
    if place == 7:
        return f"standards/{sector}/scripts/t{number}.md", _script(number, group, sector)
    if place == 8:
        return f"standards/{sector}/checklists/c{number}.md", _checklist(number, group, sector, chance)
    return f"standards/{sector}/trainings/r{number}.md", _training(number, group, sector)


_NAMES = "梅兰竹菊松柏桂桃枫杨柳槐榕樟棠荷"
_SUBJECT = re.compile(f"(?:{'|'.join(_ACTORS)}|员工)(?=[应不核双复在张打])")


def _made_distinct(text: str, number: int) -> str:
    """Every actor in a hall of their own: a name of five characters, without a figure that would need reading."""
    count = itertools.count(number * 64)

    def named(match: re.Match[str]) -> str:
        return "".join(_NAMES[int(digit, 16)] for digit in f"{next(count):05x}") + "厅" + match.group()

    return _SUBJECT.sub(named, text)


def _head(number: int, kind: str, title: str, sector: str) -> str:
    return (
        f"id: B-{number}\nkind: {kind}\ntitle: {title}\nversion: 1.0\nstatus: in-force\nowner: manager\n"
        f"effective: 2026-06-01\nreview_by: 2027-06-01\nsector: {sector}\nroles: [front]\n"
    )


def _standard(number: int, group: int, sector: str, chance: random.Random) -> str:
    base = group * 10
    target = chance.randint(3, 20)
    actor = chance.choice(_ACTORS)
    acts = chance.sample(_ACTS, 4)
    return (
        "---\n"
        + _head(number, "standard", f"第 {number} 号服务标准", sector)
        + "touchpoint: 服务\ntier: basic\ncategory: time\nobjectives: [efficiency]\ncriticality: normal\n"
        + "basis:\n"
        + "".join(
            f"  - {{type: {t}, method: record, source: 门店记录 {number},\n     finding: 忙时两个柜台可以做到 {target} 分钟，离店问卷 {number} 份里等候居首}}\n"
            for t in ("need", "industry", "capability")
        )
        + "metrics:\n"
        + _metric("wait", f"等候时长 {number}", "从取号到叫号的时间", target)
        + _metric("serve", f"办理时长 {number}", "从叫号到递出回执的时间", target + 6)
        + _rate(f"办理差错率 {number}", chance.randint(1, 3))
        + f"promises:\n  - id: wait\n    text: 取号后 {target + 5} 分钟内叫到您的号码。\n    metric: wait\n"
        + f"    target: {target + 5} 分钟\n    channels: [大堂公示牌, 门店网页]\n    remedy: 超过时赠送饮品券 1 张\n"
        + "    disclosure: [法定节假日除外]\n    delay_notice: {within: 5 分钟, channel: 叫号屏}\n    evidence: 2026 年 3 月试行\n"
        + "pilot:\n  sites: [s-1]\n  from: 2026-03-01\n  to: 2026-04-30\n  sample: 400\n"
        + f"  result: [{{metric: wait, value: {target}}}, {{metric: serve, value: {target}}}, {{metric: right, value: 0.5}}]\n"
        + f"links:\n  processes: [B-{base + 6}]\n  scripts: [B-{base + 7}]\n  checklists: [B-{base + 8}]\n  training: [B-{base + 9}]\n"
        + "---\n\n## 要求\n\n"
        + f"- 从取号到叫号,90% 的情形应不超过 {target} 分钟。 {{#wait metric=wait}}\n"
        + f"- 客户走近后 {6 + 2 * _ACTORS.index(actor)} 秒内,{actor}应起身并说出问候语。 {{#greet}}\n"
        + "".join(f"- {actor}{act}。 {{#act-{i}{' metric=right' if i == 0 else ' metric=serve' if i == 1 else ''}}}\n" for i, act in enumerate(acts[:3]))
        + f"\n{actor}{acts[3]}。 {{#act-3}}\n"
        + f"\n## 为什么\n\n{chance.choice(_REASONS)}见 [[B-{base + 6}]]。\n"
    )


def _rate(name: str, target: int) -> str:
    return (
        f"  - id: right\n    name: {name}\n    definition: 出错的业务占全部业务的比例\n    dimension: accuracy\n    type: rate\n"
        f"    unit: \"%\"\n    direction: lower\n    target: {target}\n    limit: {target + 2}\n    good: 出错的业务\n"
        "    valid: 全部业务\n    method: record-review\n    source: 业务台账\n    sampling: random\n"
        "    sample: {size: 400, confidence: 95, margin: 5}\n    frequency: 每周\n    window: 1 月\n    review_every: 1 季\n"
        "    owner: manager\n"
    )


def _metric(id_: str, name: str, definition: str, target: int) -> str:
    return (
        f"  - id: {id_}\n    name: {name}\n    definition: {definition}\n    dimension: response\n    type: duration\n"
        f"    unit: 分钟\n    direction: lower\n    target: {target}\n    limit: {target + 5}\n    aggregation: p90\n"
        "    clock: {from: 取号, to: 叫号, basis: calendar}\n    method: system-log\n    source: 叫号系统\n"
        "    sampling: census\n    frequency: 每日\n    window: 1 月\n    review_every: 1 季\n    owner: manager\n"
    )


def _process(number: int, group: int, sector: str) -> str:
    steps = "".join(
        f"  - {{id: {id_}, name: {name}, phase: {phase}, role: front, does: {does}, time_limit: 5 分钟, standards: [B-{group * 10}]}}\n"
        for id_, name, phase, does in (
            ("greet", "迎客", "reception", "起身并说出问候语"),
            ("serve", "办理", "delivery", "核对证件并录入业务"),
            ("follow", "跟进", "follow-up", "递交回执并请客户签字"),
        )
    )
    return (
        "---\n" + _head(number, "process", f"第 {number} 号流程", sector)
        + "touchpoint: 服务\ntype: service\ntrigger: 客户取号\noutcome: 业务办结\naccountable: manager\ntime_limit: 30 分钟\nsteps:\n"
        + steps + "---\n\n从取号到离店。\n"
    )


def _script(number: int, group: int, sector: str) -> str:
    return (
        "---\n" + _head(number, "script", f"第 {number} 号话术", sector)
        + f"role: front\nscene: 迎客 {number}\nchannel: 柜台\nmust_say: [\"您好,请问办理什么业务?\"]\n"
        + "review_every: 1 年\nlast_reviewed: 2026-05-10\n---\n\n**员工**:“您好,请问办理什么业务?”\n"
    )


def _checklist(number: int, group: int, sector: str, chance: random.Random) -> str:
    clauses = ("greet", "act-0", "act-1", "act-2", "act-3")
    items = "".join(
        f"  - {{id: i{s}-{c}, text: 员工{chance.choice(_ACTS).removeprefix('应').removeprefix('不得')}, type: yes-no, clause: B-{group * 10 + s}#{c}, pass: 是}}\n"
        for s in range(6) for c in clauses
    ).replace("text: 员工", 'text: "员工').replace(", type:", '", type:')
    return (
        "---\n" + _head(number, "checklist", f"第 {number} 号检查表", sector)
        + "use: inspection\nwhen: 每日开门前\npaper: A4\nitems:\n" + items + "---\n\n逐项检查。\n"
    )


def _training(number: int, group: int, sector: str) -> str:
    covers = ", ".join(f"B-{group * 10 + s}" for s in range(6))
    return (
        "---\n" + _head(number, "training", f"第 {number} 号培训", sector).replace("2026-06-01", "2026-05-25", 1)
        + "audience: [front]\ncycle: onboarding\nphases:\n  - {form: 面授, duration: 2 小时}\n"
        + f"covers: [{covers}, B-{group * 10 + 7}]\ndrills:\n  - {{script: B-{group * 10 + 7}, form: 角色扮演, scorer: 店长, pass: ≥ 9 分}}\n"
        + "assessment: {method: 闭卷考试, pass: ≥ 80 分, every: 1 年}\n---\n\n先看后练,再考。\n"
    )
