"""How a sheet is filled in: what its checklist says of that, and what holds where it says nothing.

The common rule is for whoever wrote none. Where the text says how points are given, what a missed mark means, or what is done with
a case that there was not, that holds, and the sheet must not say something else below it.
"""

from __future__ import annotations

from biaochi.core.model import Checklist
from biaochi.core.plain_text import plain
from biaochi.core.regex import regex

_SCORED = regex(r"得(?:满|零) ?分|得 ?\d+(?:\.\d+)? ?分|得[一二三四五六七八九]成|扣 ?\d+(?:\.\d+)? ?分|按比例[计给得]分")
_VETOED = regex(r"(?:关键[\"“”]?(?:项|标记|检查项)|[\"“]关键[\"”]|否决|※)[^。;\n]*(?:不合格|没过|未过|任一|有一项)")
_UNMET = regex(r"写[\"“”]?无|斜线|勾[\"“]是|计满分|按满分计|按合格计|跳过|不勾|只勾")
_SITUATION = regex(r"^[^,:]{1,18}?(?:时|的|后),|^[一-鿿]{2,4}:")


def of_its_own(checklist: Checklist) -> bool:
    """Whether the checklist's text stands on its sheet. What a customer fills in at once is no place for what staff are told."""
    return not (checklist.use == "survey" and checklist.timing != "delayed") and bool(_lines(checklist))


def common(checklist: Checklist) -> str:
    """What a sheet says of marks and points besides: all of it where the text says nothing of its own."""
    said = _text(checklist)
    weighted = any(item.weight is not None for item in checklist.items)
    scored = bool(_SCORED.search(said))
    found = ["合格得该项权重分，不合格得 0 分"] if weighted and not scored else []
    if any(item.critical for item in checklist.items):
        # Who gives points by steps has said what a miss costs as well.
        vetoed = bool(_VETOED.search(said)) or (weighted and scored)
        found.append("※ 为关键项（一票否决）" + ("" if vetoed else "，不合格即本次不合格"))
    parts = ["；".join(found)] if found else []
    if _situational(checklist) and not _UNMET.search(said):
        parts.append("没有遇到的情形按合格计分" if weighted else "没有遇到的情形不勾，不算不合格")
    return "".join(f"{part}。" for part in parts)


def _text(checklist: Checklist) -> str:
    return plain(f"{checklist.body.source}\n{checklist.consequence or ''}")


def _lines(checklist: Checklist) -> list[str]:
    """The text's lines but for the title, which the sheet has."""
    return [line for line in checklist.body.source.splitlines() if line.strip() and not line.startswith("# ")]


def _situational(checklist: Checklist) -> bool:
    """Whether an item asks of a case that there may not have been (火警：已拨 119; 转交他岗的，…): neither 是 nor 否 is its answer.
    Whoever visits or is asked has one in mind."""
    return checklist.use in ("counter", "inspection") and any(
        item.type == "yes-no" and _SITUATION.search(plain(item.text)) for item in checklist.items
    )


_NONE = regex(r"写[\"“]?无")
_REMARKS = regex(r"[在入填]备注|备注[栏里中]?[写注说]")
_ASIDE = regex(r"\([^()]*写明[^()]*\)")


def has_none(checklist: Checklist) -> bool:
    """Whether 无 is an answer, besides 是 and 否."""
    return bool(_NONE.search(_text(checklist)))


def has_remarks(checklist: Checklist) -> bool:
    """Whether there is something to write that no item has room for: 在备注写明件数, an item's （超过红线的写明原因）."""
    return bool(_REMARKS.search(_text(checklist))) or any(_ASIDE.search(plain(item.text)) for item in checklist.items)
