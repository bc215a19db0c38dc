"""PRM: a remedy begins where the promise ends, and staff give nothing away that nothing in writing gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Process, Promise, Script, Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import find_quantities
from biaochi.core.regex import regex
from biaochi.core.rules import spoken
from biaochi.core.rules.backing import around, process_texts
from biaochi.core.rules.scene import Scene

_GIVEN = {
    "in full": regex(r"全额|全款|全數|全部退|原价退|in full|full refund", re.I),
    "free": regex(r"免费|免單|免单|免收|免除|免赔|免賠|减免|減免|不收(?:您)?(?:任何)?(?:费|钱)|不用(?:您)?(?:付|出)钱|不要钱|free of charge|for free|complimentary|waive", re.I),
    "compensate": regex(r"赔|賠|补偿|補償|包退|包换|包換|compensat", re.I),
    "gift": regex(r"赠(?!言)|贈|代金券|优惠券|優惠券|送您?一?(?:张|份|瓶|件|次|杯|盒)|升级(?:房|舱|套餐)|voucher|gift", re.I),
}
"""What is given, by kind: who gives one kind in writing may say it."""
_NOT = regex(r"(?:不能|无法|不可以?|没有|不予|恕不|并非|不是|不属|不|未|cannot|can't|unable to|not)[^,。;!?]{0,5}$", re.I)
_ASKED = regex(r"^[^,。;!?]{0,12}(?:吗|么|嗎|\?)")
_FIGURE = regex(r"[^,。;!?]{0,8}?[\d{]")
"""A sum or a time is held against what is written as a figure (PRM901)."""


def unbacked_gift(script: Script, scene: Scene) -> Iterator[Finding]:
    """话术许下的补偿、免费没有承诺或标准支持。

    为什么:
        “全额退款”“免费换新”一说出口，客户就当作承诺；标准与承诺里没有的，是员工替公司许的愿，兑现不了还要再道一次歉。
    不通过:
        DEMO-GREET.body+: "\\n**店员**:“您好，{称呼}，今天办理一律免费。”\\n"
    通过:
        DEMO-GREET.body+: "\\n**店员**:“您好，{称呼}，今天可以办理。”\\n"
    怎么改:
        删去这句话；确有这项补救的，先写进承诺的 remedy、extra 或标准与流程的正文。
    """
    if not script.reached("draft"):
        return
    said = [(plain(text), at) for text, at in spoken.lines(script)]
    kinds = [kind for kind, pattern in _GIVEN.items() if any(pattern.search(text) for text, _ in said)]
    names, written = _written(script, scene) if kinds else ([], "")
    told: set[str] = set()
    for kind in kinds if names else ():
        if _GIVEN[kind].search(written):
            continue
        for text, at in said:
            for match in _GIVEN[kind].finditer(text):
                rest = text[match.end() :]
                if _NOT.search(text[: match.start()]) or _ASKED.match(rest) or _FIGURE.match(rest) or text in told:
                    continue
                told.add(text)
                phrase = re.split(r"[,。;!?]", text[max(0, match.start() - 4) : match.end() + 6])
                shown = next(part for part in phrase if match.group() in part).strip()
                yield Finding(
                    "PRM903", at, f"话术许下“{shown}”，{'、'.join(names[:3])} 里没有这项补救",
                    "删去这句话，或先写进承诺的 remedy、extra 或标准的正文",
                )
                break


def _written(script: Script, scene: Scene) -> tuple[list[str], str]:
    """The names and all the words of the standards and processes that the script goes with."""
    near = around(script.id, scene)
    wider = set(near)
    for id_ in near:
        if isinstance(scene.catalogue.entries.get(id_), Process):
            wider |= around(id_, scene)
    names, texts = [], []
    for id_ in sorted(wider):
        entry = scene.catalogue.entries.get(id_)
        if isinstance(entry, Standard):
            names.append(id_)
            texts += [block.text for block in entry.body.blocks]
            texts += [text for p in entry.promises for text in (p.text, p.remedy or "", *p.disclosure, *p.extra)]
            texts += [text for m in entry.metrics for text in (m.name, m.definition)]
            texts += entry.options
        elif isinstance(entry, Process):
            names.append(id_)
            texts += process_texts(entry)
    return names, plain("\n".join(texts))


_OVER = regex(r"(?:超过|超出|逾|晚于|迟于|超時|超过了|more than|over|later than)\s*$", re.I)
_THEN = regex(r"\s*(?:以上)?\s*(?:的|时|後|后|未|仍|还|,|每|without|we |you )")


def remedy_from_another_figure(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """补救从另一个数算起。

    为什么:
        承诺 8 分钟、补救写“超过 10 分钟的”，等了 9 分钟的顾客两头落空，窗口每天为这两分钟解释。
    不通过:
        promises.wait-10.remedy: 超过 15 分钟的，免收本次手续费
    通过:
        promises.wait-10.remedy: 超过 10 分钟的，免收本次手续费
    怎么改:
        补救从承诺值（或写明的 limit）算起；分档补救的，第一档从承诺值算起。
    """
    metric = measured.metric_of(promise.metric, scene.entry, scene.catalogue)
    if metric is None or promise.target is None or not promise.remedy or metric.direction != "lower":
        return
    wanted = [measured.quantity(value, metric) for value in (promise.target, promise.limit, metric.within) if value is not None]
    known = [value for value in wanted if value is not None]
    text = plain(promise.remedy)
    over = []
    for mention in find_quantities(text):
        said = measured.on_clock(mention.quantity, metric) if mention.quantity is not None else None
        if said is None or mention.role != "quantity" or not any(measured.order(said, each) is not None for each in known):
            continue
        beyond = (mention.bound is not None and mention.bound.op == ">") or _OVER.search(text[: mention.start])
        if beyond and _THEN.match(text, mention.end):
            over.append((mention, said))
    if over and not any(measured.order(said, each) == 0 for _, said in over for each in known):
        mention, _ = over[0]
        yield Finding(
            "PRM012", promise.where("remedy"), f"补救从“{mention.text}”算起，承诺值是 {measured.said(known[0])}",
            f"改为“超过 {measured.said(known[0])}”，或把承诺值改成补救的数",
        )


RULES = (
    Rule("PRM012", "remedy-from-another-figure", Severity.WARNING, remedy_from_another_figure, Promise, requires=("PRM001", "PRM005")),
    Rule("PRM903", "unbacked-gift", Severity.WARNING, unbacked_gift, Script),
)
