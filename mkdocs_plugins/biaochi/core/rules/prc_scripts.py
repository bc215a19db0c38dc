"""PRC: a script stands alone for its scene, says what it must, and fits the time of the step that says it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from math import ceil

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.frontmatter import Map
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Entry, Script, Step
from biaochi.core.plain_text import plain
from biaochi.core.regex import regex
from biaochi.core.rules import elapsed, spoken
from biaochi.core.rules.scene import Scene, Whole


def script_longer_than_step(step: Step, scene: Scene) -> Iterator[Finding]:
    """话术念完所用的时间超过步骤的时限。

    为什么:
        按语速念不完的话术，员工只能越说越快或自己删句子，必说的话就保不住了。
    不通过:
        DEMO-SERVE.steps.greet.time_limit: 2 秒
    通过:
        DEMO-SERVE.steps.greet.time_limit: 10 秒
    怎么改:
        删短话术，或放宽步骤的时限；语速与实际不符的，改 speaking_rate（字/分钟）。
    """
    if step.time_limit is None:
        return
    limit = elapsed.as_time(step.time_limit.quantity)
    if limit.unit.dimension != "time":
        return
    for reference in step.scripts:
        script = scene.catalogue.entries.get(reference.entry or "")
        if not isinstance(script, Script) or script.retired:
            continue
        needed = spoken.least_seconds(script)
        if needed > limit.base():
            words = round(needed * (script.speaking_rate or 220) / 60)
            yield Finding(
                "PRC023",
                step.where("time_limit"),
                f"{script.id} 约 {words} 字，每分钟 {script.speaking_rate} 字要说 {ceil(needed)} 秒，步骤时限是 {step.time_limit}",
                f"把话术删到 {int(limit.base() * (script.speaking_rate or 220) / 60)} 字以内，或把时限放宽到 {ceil(needed)} 秒",
            )


def _place(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Script) and entry.in_force and entry.role and entry.scene and entry.channel:
        yield "\0".join((entry.role, _letters(entry.scene), _letters(entry.channel)))


def _places(entry: Entry) -> Iterator[tuple[str, None]]:
    return ((place, None) for place in _place(entry))


def script_twice(catalogue: Catalogue, scene: Whole) -> Iterator[Finding]:
    """同一岗位、场景、渠道有两份现行的话术。

    为什么:
        同一个窗口拿到两份话术，两个员工会对同一位客户说不同的话。
    不通过:
        standards/again.md: "---\\nid: DEMO-AGAIN\\nkind: script\\ntitle: 再迎客\\nversion: 1.0\\nstatus: in-force\\nowner: keeper\\neffective: 2026-06-01\\nreview_by: 2027-06-01\\nsector: common\\nrole: staff\\nscene: 迎客\\nchannel: 柜台\\nreview_every: 1 年\\nlast_reviewed: 2026-05-10\\nlinks: {related: [DEMO-WAIT]}\\n---\\n\\n**店员**:“您好。”\\n"
        DEMO-TRAIN.drills+: [{script: DEMO-AGAIN, form: 角色扮演, scorer: keeper, pass: 是}]
        DEMO-TRAIN.covers+: [DEMO-AGAIN]
    通过:
        DEMO-GREET.scene: 送客
    怎么改:
        合并成一份，旧的一份改为 retired；确是两个场景的，把 scene 写得能区分。
    """
    places: dict[str, list[Script]] = defaultdict(list)
    for script in catalogue.of(Script):
        for place in _place(script):
            places[place].append(script)
    for first, *others in places.values():
        for script in others:
            ids = {ref.entry for each in (first, script) if each.links for ref in each.links.supersedes}
            if not ids & {first.id, script.id}:
                # Which of the two is one too many, only their editors know.
                for one in (first, script):
                    yield Finding(
                        "PRC024",
                        one.where("scene"),
                        f"{first.id} 与 {script.id} 都是“{one.scene}”“{one.channel}”同一岗位的现行话术",
                        "合并成一份，旧的改为 retired；确是两个场景的，改写 scene",
                    )


_VARIABLE = regex(r"(?<![{$%])\{\s*([^\s{}#.:=%|][^{}#.:=%|\n]{0,20}?)\s*\}(?!\})")


def undeclared_variable(script: Script, scene: Scene) -> Iterator[Finding]:
    """话术里的变量没有在 variables 里列出。

    为什么:
        没有列出的变量没有人知道填什么，员工会照着念出花括号里的字。
    不通过:
        DEMO-GREET.body: "**店员**:“您好，{称呼}，请问办理什么业务? 号码是 {号码}。”\\n"
    通过:
        DEMO-GREET.variables: [称呼, 号码]
        DEMO-GREET.body: "**店员**:“您好，{称呼}，请问办理什么业务? 号码是 {号码}。”\\n"
    怎么改:
        在 variables 里补上这一项，或改成已经列出的变量。
    """
    if script.variables is None or script.retired:
        return
    known = {name.strip(" {}") for name in script.variables}
    said: set[str] = set()
    for text, at in _written(script):
        for match in _VARIABLE.finditer(text):
            name = match[1]
            if name not in known and name not in said:
                said.add(name)
                yield Finding("PRC025", at, f"变量“{{{name}}}”没有在 variables 里列出", f"在 variables 里补上“{name}”")


def unused_variable(script: Script, scene: Scene) -> Iterator[Finding]:
    """variables 里列出的变量，话术里没有用到。

    为什么:
        员工按 variables 备好要填的内容；话术里没有的变量，多半是正文改了名字没有跟着改。
    不通过:
        DEMO-GREET.variables: [称呼, 号码]
    通过:
        DEMO-GREET.variables: [称呼]
    怎么改:
        从 variables 里删去，或在正文里用“{名}”写上。
    """
    if not script.reached("draft") or not script.body.blocks:
        return
    used = {match[1] for text, _ in _written(script) for match in _VARIABLE.finditer(text)}
    used |= {match[1] for block in script.body.blocks if block.kind == "code" for match in _VARIABLE.finditer(block.text)}
    for index, name in enumerate(script.variables or ()):
        if name.strip(" {}") not in used:
            listed = script.node.entries.get("variables")
            at = listed.key_at(name) if isinstance(listed, Map) and name in listed.entries else script.where("variables", index)
            yield Finding("PRC029", at, f"变量“{name}”在话术里没有用到", f"删去它，或在正文里写上“{{{name}}}”")


def _written(script: Script) -> Iterator[tuple[str, Location]]:
    for index, text in enumerate(script.must_say):
        yield text, script.where("must_say", index)
    for block in script.body.blocks:
        if block.kind != "code":
            yield block.text, block.at


_SPOKEN = regex(r"[您你请谢我]|你好|欢迎|抱歉|对不起|再见|[?!]$|\b(?:you|your|please|thank|hello|good (?:morning|afternoon|evening)|welcome|sorry)\b", re.I)


_SENTENCE = regex(r"[。！？；]$|[，：]")
_LONG = 8
_COURTESY = regex(r"(?:抱歉|对不起|对不住|不好意思|[您你]好|欢迎|谢谢|再见|请慢走|打扰了?|辛苦了?){1,2}[您啦了]?|(?:thankyou|sorry|welcome|hello|goodbye)")
"""Short as they are, they name no thing to mention: they are the words."""


def must_say_absent(script: Script, scene: Scene) -> Iterator[Finding]:
    """必说的话没有出现在话术正文里。

    为什么:
        员工照正文练、照正文说；必说的一句不在正文里，检查时却要扣分。
    不通过:
        DEMO-GREET.must_say: ["您好，{称呼}，请问办理什么业务?", 请您慢走]
    通过:
        DEMO-GREET.must_say: ["您好，{称呼}，请问办理什么业务?"]
    怎么改:
        把这句话写进正文里该说的地方，或从 must_say 里删去。
    """
    if not script.reached("draft") or not any(True for block in script.body.blocks if block.kind != "heading"):
        return
    body = _letters(script.body.source)
    there = [_letters(text) in body for text in script.must_say]
    for index, (text, found) in enumerate(zip(script.must_say, there, strict=True)):
        # What only names a thing to mention (工号, 等候时间) is not a sentence to be found; where the others stand word
        # for word, one without 您 or 请 is as well.
        said = _SPOKEN.search(plain(text)) and len(_letters(text)) >= 4
        whole = any(there) and (_SPOKEN.search(plain(text)) or _SENTENCE.search(text) or len(_letters(text)) >= _LONG)
        if not found and (said or whole or _COURTESY.fullmatch(_letters(text))):
            yield Finding("PRC026", script.where("must_say", index), f"必说的“{text}”没有出现在正文里", "写进正文，或从 must_say 里删去")


_WARNS = regex(
    r"禁|勿|避免|反例|错误|[不别][要能可得宜]?[^,。;“”「」\n]{0,6}(?:说|讲|用语)|[✗✘×❌]|\b(?:never|avoid|don['’]t|do not|not to say|instead of)\b", re.I
)
"""Where what is not to be said is quoted as such."""


def never_say_said(script: Script, scene: Scene) -> Iterator[Finding]:
    """禁说的话写在了话术里。

    为什么:
        一边禁说、一边教着说，员工照哪一边做都不对。
    不通过:
        DEMO-GREET.body: "**店员**:“您好，{称呼}，请问办理什么业务? 请等一下。”\\n"
    通过:
        DEMO-GREET.body: "**店员**:“您好，{称呼}，请问办理什么业务? 请稍候。”\\n"
    怎么改:
        换成可以说的话，或从 never_say 里删去。
    """
    if script.retired or not script.never_say:
        return
    warned = {
        line
        for block in script.body.blocks
        if _WARNS.search(plain(f"{block.heading}\n{block.text}"))
        for line in range(block.at.line, block.at.end_line + 1)
    }
    for said, at in spoken.lines(script):
        if at.line in warned:
            continue
        told = _letters(said)
        for banned in script.never_say:
            if len(_letters(banned)) >= 2 and _letters(banned) in told:
                yield Finding("PRC027", at, f"禁说的“{banned}”写在了话术里", "换成可以说的话，或从 never_say 里删去")


def _letters(text: str) -> str:
    """Text to be found again: without signs, spaces and variables."""
    return re.sub(r"[\W_]+", "", _VARIABLE.sub("", plain(text))).casefold()


_SLOWEST, _FASTEST = 80, 400


def speaking_rate_implausible(script: Script, scene: Scene) -> Iterator[Finding]:
    """语速不是人说话的速度。

    为什么:
        念不念得完按语速算；写成 0 或 2200,长短就都看不出来了。
    不通过:
        DEMO-GREET.speaking_rate: 2200
    通过:
        DEMO-GREET.speaking_rate: 240
    怎么改:
        写每分钟多少字，一般在 180 到 260 之间；不写按 220 计。
    """
    rate = script.speaking_rate
    if rate is not None and not _SLOWEST <= rate <= _FASTEST:
        yield Finding("PRC030", script.where("speaking_rate"), f"语速每分钟 {rate} 字，没有人这样说话", f"写 {_SLOWEST} 到 {_FASTEST} 之间的数，例如 220")


RULES = (
    Rule("PRC030", "speaking-rate-implausible", Severity.WARNING, speaking_rate_implausible, Script),
    Rule("PRC023", "script-longer-than-step", Severity.WARNING, script_longer_than_step, Step),
    Rule("PRC024", "one-scene-two-scripts", Severity.ERROR, script_twice, Catalogue, groups=_places),
    Rule("PRC025", "undeclared-variable", Severity.ERROR, undeclared_variable, Script, before_force=Severity.WARNING),
    Rule("PRC029", "unused-variable", Severity.WARNING, unused_variable, Script),
    Rule("PRC026", "must-say-absent", Severity.WARNING, must_say_absent, Script),
    Rule("PRC027", "never-say-said", Severity.ERROR, never_say_said, Script, before_force=Severity.WARNING),
)
