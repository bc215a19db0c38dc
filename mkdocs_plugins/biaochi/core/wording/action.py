"""Whether a Chinese sentence without a figure names an act or state that two observers would agree on."""

from __future__ import annotations

import re

from biaochi.core.wording.lexicon import Kind, Token

_SINGLE_ACT = re.compile(
    r"(?<=[应须得要先再均都也并不勿由将后前,、时手者并即])(?:戴|穿|贴|锁|关|开|放|递|交|写|签|盖|读|念|说|问|答|收|发|送|取|拿|扫|擦|洗|换|退|赔|付|查|数|称|量|停|报|印|挂|摆|铺|倒|端|扶|站|坐|走|推|拉|按|拨|打|接|叫|喊|洒|剪|拍|拆|装|系|留|存|看|填|贴|佩|带|领|坐|吃|喝|买|卖|租|借|还|投|寄)(?![\u4e00-\u9fff]*(?:好$))"
)
_STATE = re.compile(r"[无不][得有]?(?:可见|明显)?[\u4e00-\u9fff]{0,2}(?:污|渍|尘|灰|垢|锈|杂物|破损|异味|水迹|划痕|裂|漏|毛发|指纹|蛛网|垃圾|纸屑|烟蒂|缺|脱落|松动|遮挡|褶皱|积水|油迹|霉|虫)")
_PROHIBITION = re.compile(r"不得|不应|不准|不许|严禁|禁止|切勿|请勿|不要|不可|不能|勿")
_OBJECT_STOP = re.compile(r"[,。;、(:]|$")


def count_acts(text: str, tokens: list[Token]) -> int:
    """How many observable acts and states a folded text names."""
    count = sum(1 for token in tokens if token.is_a(Kind.ACT | Kind.STATE))
    count += len(_SINGLE_ACT.findall(text)) + len(_STATE.findall(text))
    return count


def provides(text: str, tokens: list[Token]) -> bool:
    """提供饮用水, 配备轮椅: a light verb with a concrete object (not 服务, 帮助, 氛围 …)."""
    for token in tokens:
        if not token.is_a(Kind.PROVIDE):
            continue
        stop = _OBJECT_STOP.search(text, token.end)
        thing = text[token.end : stop.start() if stop else len(text)].strip("了着过 ")
        if thing and not _abstract_end(thing, tokens, token.end + len(thing)):
            return True
    return False


def _abstract_end(thing: str, tokens: list[Token], end: int) -> bool:
    return any(abs(token.end - end) <= 1 and token.is_a(Kind.OBJECT | Kind.ABSTRACT | Kind.VAGUE) for token in tokens)


def prohibits(text: str) -> bool:
    """A prohibition: what must not be done is, as a rule, seen when it is done."""
    return bool(_PROHIBITION.search(text))


def abstract_spans(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where abstract verbs stand, to show what keeps the sentence from being checked."""
    return [(token.start, token.end) for token in tokens if token.is_a(Kind.ABSTRACT) and not token.is_a(Kind.ACT)]
