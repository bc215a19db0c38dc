"""TRN: what is trained, whom it reaches, and how one knows that it worked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core.concern import concerned
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Catalogue, Entry, Process, Script, Standard, Training
from biaochi.core.quantity import TRAP_ROLES, find_quantities, parse_bound, parse_number, parse_quantity
from biaochi.core.regex import regex
from biaochi.core.rules.backing import around
from biaochi.core.rules.scene import Scene, Whole

_ALL = regex(
    r"全部|全对|全對|全数|全數|逐项|逐項|每[一项項个個条條]|均[合须需为答正通达]|都[合答正通做]|零(?:差错|失误|错误)|无(?:差错|错漏|遗漏|失误|一票否决)|"
    r"没有(?:差错|遗漏|错漏|失误)|满分|滿分|是$|\b(?:all|every|each|no (?:errors?|misses)|zero|none|full marks)\b",
    re.I,
)
"""Criteria without a figure on which two assessors agree all the same."""


def readable(criterion: str) -> bool:
    """Whether a pass criterion says what counts as passed: a bound, a figure, or all of something."""
    if parse_bound(criterion) or parse_quantity(criterion) or parse_number(criterion.strip()) is not None:
        return True
    return bool(_ALL.search(criterion)) or any(m.role not in TRAP_ROLES for m in find_quantities(criterion))


def covers_nothing(training: Training, scene: Scene) -> Iterator[Finding]:
    """培训没有覆盖任何条目。

    为什么:
        没有写明教什么的培训，算不进覆盖率，也没有人知道学完该会什么。
    不通过:
        standards/trained.md: "---\\nid: DEMO-IDLE\\nkind: training\\ntitle: 仪容培训\\nversion: 1.0\\nstatus: draft\\nowner: trainer\\nsector: common\\naudience: [staff]\\ncycle: onboarding\\nphases: [{form: 面授, duration: 1 小时}]\\ncovers: []\\nassessment: {method: 实操, pass: ≥ 80 分}\\n---\\n"
    通过:
        standards/trained.md: "---\\nid: DEMO-IDLE\\nkind: training\\ntitle: 仪容培训\\nversion: 1.0\\nstatus: draft\\nowner: trainer\\nsector: common\\naudience: [staff]\\ncycle: onboarding\\nphases: [{form: 面授, duration: 1 小时}]\\ncovers: [DEMO-WAIT#greet]\\nassessment: {method: 实操, pass: ≥ 80 分}\\n---\\n"
    怎么改:
        在 covers 里写上所教的标准、条款或话术。
    """
    if not training.covers and "covers" in training.node.entries:
        yield Finding(
            "TRN001",
            training.where("covers"),
            "培训没有覆盖任何条目",
            "在 covers 里写上所教的标准、条款（编号#条款）或话术",
        )


def drill_not_covered(training: Training, scene: Scene) -> Iterator[Finding]:
    """演练的话术不在培训内容里。

    为什么:
        没有教过就演练，学员只能现编；演练分数也说明不了培训的效果。
    不通过:
        DEMO-TRAIN.covers: [DEMO-WAIT#greet, DEMO-WAIT#queue, DEMO-WAIT#repeat]
        links.scripts: []
    通过:
        DEMO-TRAIN.covers: [DEMO-WAIT#greet, DEMO-WAIT#queue, DEMO-WAIT#repeat, DEMO-GREET]
        links.scripts: []
    怎么改:
        把这份话术加进 covers。
    """
    covered = {ref.entry for ref in training.covers if ref.entry}
    for index, drill in enumerate(training.drills):
        script = drill.script.entry if drill.script else None
        if script is None or script not in scene.catalogue.entries or not training.covers:
            continue
        if script not in covered and not covered & around(script, scene):
            yield Finding(
                "TRN002",
                training.where("drills", index, "script"),
                f"演练的话术 {script} 不在 covers 里",
                f"在 covers 里加上 {script}",
            )


def unreadable_pass_mark(training: Training, scene: Scene) -> Iterator[Finding]:
    """合格线不是可以读数的条件。

    为什么:
        “良好”“基本掌握”因考官而异；合格线要让两位考官得出同一个结论。
    不通过:
        DEMO-TRAIN.assessment.pass: 基本掌握
    通过:
        DEMO-TRAIN.assessment.pass: ≥ 80 分
    怎么改:
        写成分数、次数或比例的下限，或“全部正确”。
    """
    if training.assessment and training.assessment.pass_ and not readable(training.assessment.pass_):
        yield _vague(training, ("assessment", "pass"), training.assessment.pass_, "考核")
    for index, drill in enumerate(training.drills):
        if drill.pass_ and not readable(drill.pass_):
            yield _vague(training, ("drills", index, "pass"), drill.pass_, "演练")


def _vague(training: Training, at: tuple[str | int, ...], text: str, what: str) -> Finding:
    return Finding(
        "TRN003",
        training.where(*at),
        f"{what}的合格线“{text}”读不出数",
        "写成下限，例如“≥ 80 分”“3 次全部正确”",
    )


def role_not_trained(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """须掌握标准的岗位不在培训对象里。

    为什么:
        标准写着这个岗位必须掌握，培训却没有叫上他们。
    不通过:
        roles: [staff, trainer]
    通过:
        roles: [staff, keeper]
    怎么改:
        在培训的 audience 里加上这个岗位，或从标准的 roles 里删去。
    """
    if not standard.reached("training"):
        return
    trainings = [t for t in _related_trainings(standard.id, scene, "covers", "covers-clause") if not t.retired]
    if not trainings:
        return
    reached = {role for training in trainings for role in training.audience}
    owners = {standard.owner, *(metric.owner for metric in standard.metrics)}
    for index, role in enumerate(standard.roles):
        if role in scene.catalogue.roles and role not in reached and role not in owners:
            names = "、".join(training.id for training in trainings[:3])
            yield Finding(
                "TRN004",
                standard.where("roles", index),
                f"岗位“{scene.catalogue.role_name(role)}”须掌握本标准，但不在 {names} 的对象里",
                f"在 {trainings[0].id} 的 audience 里加上 {role}，或从这里删去",
            )


def plan_not_trained(process: Process, scene: Scene) -> Iterator[Finding]:
    """应急预案里有任务的岗位没有一个培训教到它。

    为什么:
        出了事没有时间翻手册。预案写着这个岗位要知道、要动手，学过它的却是别的岗位。担任通用岗位的也算：预案写“值班经理”，各行业由谁担任写在 acts_as 里。
    不通过:
        DEMO-TRAIN.covers: [DEMO-WAIT, DEMO-GREET, DEMO-FIRE]
    通过:
        DEMO-TRAIN.covers: [DEMO-WAIT, DEMO-GREET, DEMO-FIRE]
        DEMO-TRAIN.audience: [staff, keeper]
        DEMO-AGAIN.audience: [staff, keeper]
    怎么改:
        在这个岗位的培训的 covers 里加上预案，或把岗位加进已教它的培训的 audience。
    """
    if process.type != "contingency" or not process.in_force:
        return
    trainings = [training for training in _related_trainings(process.id, scene, "covers") if training.in_force]
    if not trainings:
        return  # where no course teaches plans, drills do (PRC020)
    taught = {role for training in trainings for role in training.audience}
    untaught = sorted(concerned(process, scene.catalogue) & scene.catalogue.roles.keys() - taught)
    if untaught:
        names = "、".join(scene.catalogue.role_name(role) for role in untaught[:3])
        more = f"等 {len(untaught)} 个岗位" if len(untaught) > 3 else ""
        yield Finding(
            "TRN008",
            process.where("roles") if process.roles else process.home,
            f"预案里有“{names}”{more}，教这份预案的培训没有叫上",
            f"在 {untaught[0]} 的培训的 covers 里加上 {process.id}，或把它加进 {trainings[0].id} 的 audience",
        )


def _related_trainings(id_: str, scene: Scene, *types: str) -> list[Training]:
    """The trainings that relate to an entry in one of these ways, in the order of the catalogue."""
    found = dict.fromkeys(r.source for r in scene.graph.incoming.get(id_, ()) if r.type in types)
    return [entry for source in found if isinstance(entry := scene.catalogue.entries[source], Training)]


def _covers(training: Training, standard: Standard) -> bool:
    return any(ref.entry == standard.id for ref in training.covers)


def linked_training_teaches_nothing(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """标准关联的培训没有教到这份标准。

    为什么:
        关联着培训，读者以为教过；打开培训，里面没有这份标准的任何一条。
    不通过:
        standards/polish.md: "---\\nid: DEMO-POLISH\\nkind: training\\ntitle: 仪容培训\\nversion: 1.0\\nstatus: draft\\nowner: trainer\\nsector: common\\naudience: [staff]\\ncycle: onboarding\\nphases: [{form: 面授, duration: 1 小时}]\\ncovers: [DEMO-GREET]\\nassessment: {method: 实操, pass: ≥ 80 分}\\n---\\n"
        links.training: [DEMO-TRAIN, DEMO-POLISH]
    通过:
        links.training: [DEMO-TRAIN]
    怎么改:
        在培训的 covers 里加上这份标准或它的条款，或删去这个关联。
    """
    if not standard.reached("training"):
        return
    for index, reference in enumerate(standard.links.training if standard.links else ()):
        training = scene.catalogue.entries.get(reference.entry or "")
        if (
            isinstance(training, Training)
            and training.covers
            and not _covers(training, standard)
            and not training.retired
        ):
            yield Finding(
                "TRN005",
                standard.where("links", "training", index),
                f"{training.id} 的 covers 里没有 {standard.id}",
                f"在 {training.id} 的 covers 里加上 {standard.id}，或删去这个关联",
            )


def script_not_drilled(script: Script, scene: Scene) -> Iterator[Finding]:
    """现行话术没有演练过。

    为什么:
        话术要练到能脱稿，角色扮演是唯一能当场纠正的办法。
    不通过:
        DEMO-TRAIN.drills: [{script: DEMO-LEAVE, form: 角色扮演, scorer: 店长, pass: ≥ 9 分}]
        DEMO-TRAIN.covers: [DEMO-WAIT, DEMO-GREET, DEMO-LEAVE]
        standards/leave.md: "---\\nid: DEMO-LEAVE\\nkind: script\\ntitle: 送客\\nversion: 1.0\\nstatus: draft\\nowner: keeper\\nsector: common\\nrole: staff\\nscene: 送客\\nchannel: 柜台\\n---\\n\\n**店员**:“请慢走。”\\n"
    通过:
        DEMO-TRAIN.drills: [{script: DEMO-GREET, form: 角色扮演, scorer: 店长, pass: ≥ 9 分}]
    怎么改:
        在相应培训的 drills 里加上这份话术。
    """
    if not script.in_force or not scene.graph.drilling:
        return
    if all(t.retired for t in _related_trainings(script.id, scene, "drills")):
        yield Finding(
            "TRN006",
            script.home,
            "没有一个培训演练这份话术",
            f"在培训的 drills 里加上 {{script: {script.id}, …}}",
        )


def _trains(entry: Entry) -> Iterator[tuple[str, None]]:
    if isinstance(entry, Training):
        yield "training", None


def cycle_missing(catalogue: Catalogue, scene: Whole) -> Iterator[Finding]:
    """岗位只有入职培训，或只有复训。

    为什么:
        入职时教会，过一年会忘；只有复训，新人上岗前又没有人教。多数岗位两样都有，这个岗位不应例外。
    不通过:
        DEMO-AGAIN.audience: [staff, keeper]
    通过:
        DEMO-AGAIN.audience: [staff]
    怎么改:
        给这个岗位补上缺的那一种培训，或把岗位加进已有培训的 audience。
    """
    cycles: dict[str, dict[str, Training]] = {}
    for training in catalogue.of(Training):
        if training.in_force and training.cycle:
            for role in training.audience:
                cycles.setdefault(role, {}).setdefault(training.cycle, training)
    lacking = sum(len(found) == 1 for found in cycles.values())
    if lacking == len(cycles) or (lacking > 1 and lacking * 4 > len(cycles)):
        return  # where many roles have one of the two only, that is how this house trains
    for role, found in cycles.items():
        if len(found) == 1:
            ((cycle, training),) = found.items()
            has, lacks = ("入职培训", "复训") if cycle == "onboarding" else ("复训", "入职培训")
            yield Finding(
                "TRN007",
                training.where("audience"),
                f"岗位“{catalogue.role_name(role)}”有{has}，没有{lacks}",
                f"补一个{lacks}，或把 {role} 加进已有{lacks}的 audience",
            )


RULES = (
    Rule("TRN001", "training-covers-nothing", Severity.ERROR, covers_nothing, Training),
    Rule("TRN002", "drill-not-covered", Severity.WARNING, drill_not_covered, Training),
    Rule("TRN003", "unreadable-pass-mark", Severity.ERROR, unreadable_pass_mark, Training),
    Rule("TRN004", "role-not-trained", Severity.WARNING, role_not_trained, Standard),
    Rule(
        "TRN005",
        "linked-training-teaches-nothing",
        Severity.WARNING,
        linked_training_teaches_nothing,
        Standard,
    ),
    Rule("TRN006", "script-not-drilled", Severity.INFO, script_not_drilled, Script),
    Rule("TRN007", "cycle-missing", Severity.INFO, cycle_missing, Catalogue, groups=_trains),
    Rule("TRN008", "plan-not-trained", Severity.WARNING, plan_not_trained, Process),
)
