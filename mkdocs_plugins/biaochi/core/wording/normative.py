"""Whether a Chinese sentence requires anything, and at what level (GB/T 1.1: 应 · 宜 · 可).

Order of the questions: form (quotation, note, heading, question), definition, report of results, modal verb, and for
a sentence without one, whether it states how the service is or describes the world.
"""

from __future__ import annotations

import re

from biaochi.core.wording.findings import Level, Setting
from biaochi.core.wording.lexicon import Kind, Token
from biaochi.core.wording.quotes import Quote

_END = "。;;.!!"
_NOTE = re.compile(
    r"^\s*[(\[【（]?(?:注意?事项|注\s*\d*|附注|备注|说明|编者按|编者注|示例\s*\d*|例\s*\d*|举例|范例|样例|正例|反例|例句|错误示范|正确示范|错误示例|正确示例|不当表述|"
    r"示范用语|参考用语|背景|目的|理由|依据|来源|出处|引言|前言|问|答|问题|修订说明|修订记录|版本说明|变更说明|版本记录|修改记录|更新说明|话术\s*\d*|参考话术|标准话术|推荐话术|开场白|"
    r"结束语|术语|定义|公式|计算公式|反面案例|案例\s*\d*|典型案例|标题|图\s*\d+|表\s*\d+|附图|附表\s*\d*|资料来源|数据来源|提示语|口号|标语|愿景|使命|价值观|服务理念|原文|旧版|旧条文|旧稿|原条款|原表述|讨论|"
    r"客户原话|顾客留言|客户留言|客户评价|宾客留言|客户反馈|患者留言|关键词|摘要)\s*[)\]】）]?\s*(?:[:\-—]|\d*[:])"
)
_EXAMPLE = re.compile(r"^\s*(?:例如|比如|譬如|如下例|以某|如:|例:|举例来说|以.{1,12}为例)")
_SPEAKER = re.compile(r"^\s*[\u4e00-\u9fffA-Za-z]{1,10}[:]\s*“")
_HEADING = re.compile(
    r"^\s*(?:第\s*[\d一二三四五六七八九十百]+\s*[章节篇部编]|附\s*录\s*[A-Z\d一二三四五六七八九十]*|附件\s*\d*|[图表]\s*[A-Z]?[\d.]+|"
    r"[甲乙丙丁戊己庚辛壬癸一二三四五六七八九十]+、|[(][一二三四五六七八九十\d]+[)]|\d+(?:\.\d+)*[.、]?\s|#+\s)"
)
_QUESTION = re.compile(r"(?:[?？]\s*[”\"]?\s*$)|^(?:为什么|为何|如何|怎样|怎么|什么是|何谓|谁|哪些|是否)(?!.*[。])|(?:吗|呢)[。]?\s*$")
_DEFINITION = re.compile(
    r"是指|系指|指的是|(?:所|中|里)称|是.{0,20}(?:的简称|的总称|的统称|的缩写)|(?:^|[\u4e00-\u9fff”)）])指(?:从|自|由|在|客户|顾客|因|按|以|对|用|与|不|经|能|具|[^\u4e00-\u9fff定派示明导引标向数])|"
    r"定义为|简称为|^.{1,16}[,]?即.{2,}之[比和差]|意为|意指|”(?:一词|两字|二字|是|指|按|为|系|一语|的说法|等词|等字眼)|"
    r"等于|=\s*[^\d\s]|的计算公式|的计算方法|计算方式为"
)
_DEFINED_TERM = re.compile(r"(?:率|度|时长|时间|量|数|比|值)(?:是|为|即|=).{0,40}(?:除以|之比|之和|的比例|的比值|的百分比|占.{1,20}的(?:比例|比重)|的平均|乘以|减去|的时长|的时间|的时间段|的数量|的总和|的间隔|的均值)")
_LAW = re.compile(r"^[^,。]{0,8}(?:本|该|此)(?:标准|规范|规定|办法|文件|章程|制度|指南|手册|承诺|部分|章|条|版|程序|附录|表)[^,。应须]{0,14}(?:适用|规定了|给出|由|自|代替|替代|分为|包括|共|是|的|参考|描述|取代|修订|依据|所称|采用|第|与|于|为)")
_PAST = re.compile(
    r"(?:取得|获得|得到|完成|增长|下降|上升|提高|提升|降低|减少|增加|缩短|改善|收到|接到|受理|开展|进行|实施|建立|召开|组织|举办|发放|回收|推出|启用|引进|荣获|达到|实现|受到|赢得|发生|出现|造成|导致|"
    r"压降|处理|办理|更换|采访|走访|调查|投入|新增|完善|优化|形成|制定|出台|成立|搬迁|翻修|改造|装修|换)了|"
    r"[上去前]年|上(?:个)?(?:月|季度|周|半年)|昨[日天]|(?:19|20)\d\d\s*年(?:[^,。]{0,12})(?:为|达|共|开展|起|建|发生|收到|下降|上升|提高|增长|完成|发布|推出|首次|被|获)|"
    r"同比|环比|截至|截止|此前|曾经?|评为|荣获|历经|自.{2,12}以来|近[两三几一二\d]+年|近年"
)
_REPORT_LEAD = re.compile(
    r"(?:调查|数据|结果|统计|研究|分析|监测|评估|经验|实践|访谈|问卷|回访|事实|报告|检查|暗访|审计|测算|试点|试行)(?:[^,。]{0,6})?(?:显示|表明|发现|证明|反映|指出|说明)|"
    r"^(?:多数|大多数|部分|有的|许多|不少|一些|很多|有些|个别|\d+(?:\.\d+)?%的?|半数|过半)?(?:受访)?(?:客户|顾客|患者|用户|旅客|群众|宾客|客人|市民|居民|业主|商户|消费者|者|乘客|家长|读者|观众|游客|来电者|病人|员工|司机|学员|学生)"
    r"[^,。应须]{0,10}(?:认为|觉得|反映|抱怨|表示|希望|期待|喜欢|关心|看重|在意|偏好|最|对.{1,20}(?:的|表示|感到|较为|不)|感到|说(?!明)|称|投诉(?=说|称|最|较)|不满|常|往往|普遍|更)(?!的)"
)
_SUMMARY = re.compile(r"占.{0,14}(?:首位|比重|比例|\d|百分之|第)|居.{0,6}(?:首|位|第)|排名第|主要(?:原因|来自|集中|是|为|由于)|原因(?:是|在于|为)|位居|列第")
_COPULA = re.compile(r"(?<![还但就正若凡只要或不而也])是(?!否|非)")
_SLOGAN = re.compile(r"^(?:我们|本[院店行局馆公司站部署处]+)?[^,。]{0,6}(?:相信|秉承|始终坚信|坚信|深知|的(?:宗旨|使命|愿景|理念|价值观|目标|口号)(?:是|为))")
_NO_DUTY = re.compile(r"^[^,。]{0,20}(?:无[须需]|毋[须需]|不必|不需要|不要求|不作要求|不强制)")
_CALL = re.compile(r"^(?:请|欢迎|感谢|祝|敬请|谢谢|您好|尊敬的)")


def is_heading(text: str) -> bool:
    """A numbered or short line without a sentence's end and without a figure to compare."""
    return text.rstrip()[-1:] not in _END


def form_exempts(text: str, quotes: tuple[Quote, ...]) -> bool:
    """Notes, examples, speakers' lines, whole quotations, questions: typed blocks that require nothing."""
    body = text.strip()
    if quotes and quotes[0].start <= text.find(body[0]) and not quotes[0].title:
        rest = text[quotes[-1].end :].strip(" 。.!;,")
        covered = sum(quote.end - quote.start for quote in quotes)
        if not rest and covered >= len(body) - 2 - len(quotes):
            return True
    if _NOTE.match(body) or _EXAMPLE.match(body) or _SPEAKER.match(body):
        return True
    return bool(_QUESTION.search(body)) and not (quotes and body[-1] in "”\"")


def defines(text: str) -> bool:
    """A definition, a formula, or a sentence about the document itself."""
    return bool(_DEFINITION.search(text) or _DEFINED_TERM.search(text) or _LAW.match(text))


def reports(text: str, before_modal: str) -> bool:
    """A report of results, background or history, told by what stands before the modal verb (or anywhere without one)."""
    return bool(_REPORT_LEAD.search(before_modal) or _SUMMARY.search(before_modal) or _PAST.search(before_modal))


def modal_level(text: str, tokens: list[Token], traditional: bool) -> tuple[Level, int]:
    """The level that the modal verbs give, and where the first deciding one starts (-1 without one)."""
    must = should = may = -1
    for token in tokens:
        kind = token.word.kind
        if kind & Kind.MUST and must < 0 and not _only_looks_modal(text, token):
            must = token.start
        elif kind & Kind.SHOULD and should < 0 and not _only_looks_modal(text, token):
            should = token.start
        elif kind & Kind.MAY and may < 0:
            may = token.start
    if must >= 0:
        return "requirement", must
    if should >= 0:
        return "recommendation", should
    if may >= 0:
        return "permission", may
    if traditional and (at := text.find("得")) >= 0 and not any(t.start <= at < t.end for t in tokens):
        return "permission", at
    return "none", -1


def _only_looks_modal(text: str, token: Token) -> bool:
    """要 and 需 inside a condition or a noun phrase: 客户需要的, 若要, 需要时."""
    if token.word.text == "建议":
        return token.start > 0 and text[token.start - 1] not in ",。;:"
    if token.word.text in ("需要", "需", "要"):
        if re.match(r"[\u4e00-\u9fff]{1,3}的", text[token.end :]):
            return True
        after, before = text[token.end : token.end + 2], text[max(0, token.start - 1) : token.start]
        return after[:1] in "的时者" or before in "所不若如有只主" and bool(before)
    return token.word.text in ("一律", "不能", "限于", "做到") and text[token.end : token.end + 1] == "的"


def level_of(
    text: str, tokens: list[Token], quotes: tuple[Quote, ...], setting: Setting, has_criterion: bool, traditional: bool
) -> Level:
    """The level of a sentence; ``none`` when it requires nothing.

    ``text`` is folded and its quotations are blanked; ``has_criterion`` says that a figure binds something in it.
    """
    if not text.strip() or form_exempts(text, quotes):
        return "none"
    level, at = modal_level(text, tokens, traditional)
    lead = text[:at] if at >= 0 else text
    if defines(lead if at > 0 else text) or reports(text, lead):
        return "none"
    if level != "none":
        if _NO_DUTY.match(text) and level != "requirement":
            return "permission"
        return level
    if setting == "free":
        if is_heading(text) and not has_criterion:
            return "none"
        if _HEADING.match(text) and text.rstrip()[-1:] not in _END and not has_criterion:
            return "none"
        if _describes(text, tokens) or _SLOGAN.match(text) or _CALL.match(text):
            return "none"
    elif _describes_only(text, tokens):
        return "none"
    return "requirement"


def _describes(text: str, tokens: list[Token]) -> bool:
    """Present-tense description: copula, location, composition, influence, a customer's liking."""
    if _COPULA.search(text) and not re.search(r"是[^,。]{0,8}(?:≥|≤|不少于|不超过|不低于|不高于)", text):
        return True
    return any(token.is_a(Kind.DESCRIBE | Kind.REPORT) for token in tokens)


def _describes_only(text: str, tokens: list[Token]) -> bool:
    """In a clause block only the plainest description is let off."""
    return bool(_COPULA.search(text)) and not any(token.is_a(Kind.VAGUE | Kind.ACT) for token in tokens)
