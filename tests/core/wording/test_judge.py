"""One sentence at a time: normative or not, verifiable or not, which span, and how to mend it."""

from __future__ import annotations

import pytest

from biaochi.core.wording import CODES, FREE, Context, Judgement, Terms, judge
from biaochi.core.wording.criteria import find_criteria


def _spans(judgement: Judgement) -> list[str]:
    return [finding.text for finding in judgement.findings]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("投诉应及时处理。", ["及时"]),
        ("柜员应热情、周到地接待客户。", ["热情", "周到"]),
        ("特殊情况由相关部门酌情处理。", ["相关部门", "酌情处理"]),
        ("原则上应在 5 分钟内接听。", ["原则上"]),
        ("服务质量应持续提升。", ["持续提升"]),
        ("办理时长应缩短 30%。", ["缩短"]),
        ("对 70 岁以上的客户应给予关怀。", ["给予关怀"]),
        ("等待超过 10 分钟的客户应及时安抚。", ["及时"]),
        ("约 10 分钟应巡视一次。", ["约"]),
        ("停电应提前 24 小时公告，并尽快恢复供电。", ["尽快"]),
        ("每日应巡查 2 次，并定期消毒。", ["定期"]),
        ("Agents answer within 20 seconds and resolve the issue promptly.", ["promptly"]),
        ("平均到达时间一般为城区 45 分钟。", ["一般"]),
        ("等候时长的 P95 不超过十来分钟。", ["十来分钟"]),
        ("应在三、四天内上门。", ["三、四天"]),
        ("证件寄丢的，由有关部门负责解释。", ["有关部门"]),
        ("Clinics shall increase their timely vaccination rate.", ["increase"]),
        ("職員應盡快回覆查詢。", ["盡快"]),
        ("Calls should be answered promptly.", ["promptly"]),
        ("Staff shall normally reply within 2 days.", ["normally"]),
        ("Guests over 65 shall be treated with respect.", ["with respect"]),
        ("经办人要早点告诉缴存人缺什么。", ["早点"]),
        ("戲院冷氣不應太凍。", ["太凍"]),
        ("旅客的安全应得到百分之百保障。", ["百分之百保障"]),
        ("员工考核应达到优秀。", ["优秀"]),
        ("加价视路程远近确定。", ["视路程远近确定"]),
        ("每三分之一的员工应热情服务。", ["热情"]),
    ],
)
def test_vague_spans_are_found_exactly(text: str, spans: list[str]) -> None:
    judgement = judge(text, context=FREE)
    assert judgement.flag
    assert _spans(judgement) == spans
    assert all(text[f.start : f.end] == f.text for f in judgement.findings)


@pytest.mark.parametrize(
    "text",
    [
        "投诉应及时处理,2 小时内给出方案。",
        "投诉应及时处理(24 小时内办结)。",
        "定期(每季度)对话术进行抽查。",
        "应立即报警并疏散人员。",
        "柜员应双手递交单据。",
        "员工不得在大堂吸烟。",
        "窗口应公示姓名、职务、投诉电话。",
        "应说:“请您稍等,我马上为您查询。”",
        "处理及时率不低于 98%。",
        "考核分为优秀、良好、合格、不合格四档，应在每年 1 月 31 日前公布。",
        "巡查要定期开展，即每日开板前和收板后各一次。",
        "三分之二以上的教练须持有急救证。",
        "職員入靈堂前須除下帽子。",
        "店员应折好毛毯。",
        "知识库查不到时，质检员应转给班长并登记。",
        "号码叫到时，柜员应起身并说出号码。",
        "交接单应写有温度读数、取件地点、时刻三项。",
        "餐厅应提供早点。",
        "聽到雷聲，救生員須立即吹哨要求泳客離水。",
        "Staff must not leave a dog unattended on the table.",
        "患者说出不适时不应打断。",
        "在三、四层各设 1 名引导员。",
        "处理不超过 10 分钟，并在 5 分钟内及时回电。",
        "Straightforward renewals are issued within 15 working days.",
        "应核对有效证件并登记。",
        "着装应符合附录 A 表 2。",
        "平均等候时间从 18 分钟缩短到 9 分钟以内。",
        "台面应干净,即无水渍、无杂物。",
        "先由大堂经理把客户引到人数最少的窗口。",
        "職員須於兩個工作天內書面回覆。",
        "Calls are answered within three rings.",
        "Agents must never ask for a password.",
        "Response shall be prompt: 90% within 20 seconds.",
    ],
)
def test_what_can_be_verified_passes(text: str) -> None:
    judgement = judge(text, context=FREE)
    assert judgement.normative
    assert judgement.verifiable, _spans(judgement)


@pytest.mark.parametrize(
    "text",
    [
        "第三章 热情接待",
        "附录 B 及时性分级表",
        "注:“尽快”一词不得写入条款。",
        "示例:“请您稍等,我尽快为您查询。”",
        "“请您稍等,马上就好。”",
        "及时率是指按时办结的件数占总件数的比例。",
        "调查显示,多数客户认为等候时间过长。",
        "去年客户满意度明显提高。",
        "什么是优质服务?",
        "客户可随时取消订单。",
        "本标准规定了大堂服务的基本要求。",
        "快速通道位于二楼西侧。",
        "「請稍候,我馬上處理。」",
        "2025 年投訴個案大幅減少,市民反應良好。",
        "本館一直致力推廣文化,深受市民愛戴。",
        "Families rarely know what to expect.",
        "NOTE 2 Fineness is given in parts per thousand.",
        "Chapter 3 Prompt service",
        "Note: “reasonable” is defined in Annex B.",
        "Customers expect quick answers.",
        "Waiting times improved significantly after the pilot.",
        "Is the response fast enough?",
        "Guests may check out at any time.",
    ],
)
def test_what_requires_nothing_is_not_judged(text: str) -> None:
    judgement = judge(text, context=FREE)
    assert not judgement.normative
    assert not judgement.flag
    assert judgement.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "客户说完投诉后 30 分钟内，坐席或坐席班长应给出首个处理方案。",
        "患者说不出科室时，导诊员应对照《症状选科表》出具选科条；选科错误不得超过 3%。",
        "单日进线达到上月日均 2 倍时，坐席班长应在 15 分钟内决定挂出排队公告",
        "客户说明对方自称公检法的，监测员应勾选‘可疑’，止付应在 2 分钟内生效",
        "坐席可当场给予不超过 100 元的补偿；100 元以上至 300 元由坐席班长在 20 分钟内决定。",
    ],
)
def test_an_occasion_or_a_permission_beside_it_does_not_release_a_duty(text: str) -> None:
    judgement = judge(text, context=FREE)
    assert judgement.level == "requirement"
    assert judgement.verifiable, _spans(judgement)


@pytest.mark.parametrize(
    "text",
    [
        "行李员应接过大件行李并挂行李牌。",
        "照片应拍自在售房间。",
        "撤下的布草不得落地。",
        "药品不得移动。",
        "每道菜应标主料净重克数。",
        "柜员应对大额现金逐张清点。",
        "上汤时应提醒客人小心烫。",
        "订餐电话应记下人数、时间、姓名和电话。",
    ],
)
def test_words_are_read_as_wholes(text: str) -> None:
    assert judge(text, context=FREE).verifiable, _spans(judge(text, context=FREE))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("第2號櫃檯人員應親切引導洽公民眾。", ["親切"]),
        ("依第5條規定,服務人員應熱忱對待洽公民眾。", ["熱忱"]),
        ("各區共18個民政事務處應適當展示最新宣傳單張。", ["適當"]),
        ("24小時客房服務應有求必應。", ["有求必應"]),
        ("Orders of over $50 are delivered fast.", ["fast"]),
        ("In line with clause 4.2, tellers shall treat every customer with courtesy.", ["with courtesy"]),
        ("The 4-page form must be self-explanatory.", ["self-explanatory"]),
    ],
)
def test_a_figure_that_names_or_scopes_settles_nothing(text: str, spans: list[str]) -> None:
    judgement = judge(text, context=FREE)
    assert judgement.flag
    assert _spans(judgement) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("电话应在三声之内或尽快接起。", ["尽快"]),
        ("接待员应在 24 小时内或者尽早答复。", ["尽早"]),
        ("客服应每周或定期回访。", ["定期"]),
        ("接待员应在 10 分钟内或立即到场。", []),
        ("不能当场或及时答复的，应在 2 小时内上报。", []),
        ("接待员应尽快（3 分钟内）答复。", []),
        ("The clerk shall reply within 10 minutes or as soon as possible.", ["as soon as possible"]),
        ("The clerk shall reply at once or within 10 minutes.", []),
    ],
)
def test_another_choice_beside_a_limit_is_as_open_as_without_it(text: str, spans: list[str]) -> None:
    assert _spans(judge(text, lang="en" if text.isascii() else "zh-Hans")) == spans


@pytest.mark.parametrize(
    "text",
    [
        "签约前应告知七日冷静期并单独签字。",
        "送检人应出示机动车行驶证。",
        "柜员应在长期不动户销户申请上加盖业务章。",
        "装维人员应佩戴有限空间作业证。",
        "灵活就业人员应提交本人签名的申请表。",
        "職員須在快速支付系統的收據上註明參考編號。",
        "高压室门口应悬挂有效的工作票复印件。",
        "书记员应在笔录中载明双方对合理期限无异议，并请其签名。",
        "有人落水时，救生员应立即抛投救生圈。",
        "客人催菜时应立即说：“我去后厨看一下。”",
        "Priority tags shall be tied to the handle of each bag.",
        "Courtesy cars shall be refuelled before each loan.",
        "The clerk shall stamp every urgent application with the time of filing.",
        "In a man-overboard event, the crew shall immediately throw a lifebuoy.",
    ],
)
def test_names_records_speech_and_danger_hold_no_vague_word(text: str) -> None:
    assert judge(text, context=FREE).verifiable, _spans(judge(text, context=FREE))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("客人说隔壁太吵的，值班经理应在 10 分钟内到场。", []),
        ("顾客抱怨菜太咸时，服务员应在 3 分钟内换一份。", []),
        ("顾客反映上菜太慢，服务员应在 2 分钟内到厨房问明原因。", []),
        ("顧客反映房間太熱的，客房服務員應在 15 分鐘內到房。", []),
        ("顾客要求尽快上菜的，服务员应尽快催菜。", ["尽快"]),
        ("旅客表示满意后，列车员应及时离开。", ["及时"]),
        ("店长要求动作更快的，服务员应在 3 分钟内上菜。", ["更快"]),
        ("客户投诉处理率太低时，主管应在 1 日内开会。", ["太低"]),
    ],
)
def test_what_customers_say_is_an_occasion_however_vague(text: str, spans: list[str]) -> None:
    assert _spans(judge(text, context=FREE)) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("店员应懂展、懂物、懂观众。", ["懂展、懂物、懂观众"]),
        ("窗口人员要急群众之所急。", ["急群众之所急"]),
        ("门童要给客人宾主尽欢的感觉。", ["给客人宾主尽欢的感觉"]),
        ("老年补贴应保尽保。", ["应保尽保"]),
        ("老弱客户的费用，能免则免。", ["能免则免"]),
        ("退房时间可视情况延至 14:00。", ["视情况"]),
        ("投诉须于 3 日内妥善处理。", ["妥善处理"]),
        ("用户反映室温不达标的，由供热单位会同有关方面处理。", ["有关方面"]),
        ("应在醒目位置张贴价目表。", ["醒目"]),
        ("住户反映楼道灯不亮，物业须尽早更换。", ["尽早"]),
        ("汤凉了，服务员马上端回去加热。", ["马上"]),
        ("收到火警后应立即处理。", ["立即"]),
        ("Approvals should be sent out faster than last year.", ["faster than last"]),
        ("The 24/7 line answers promptly.", ["promptly"]),
        ("Patients shall be treated like family.", ["treated like family"]),
    ],
)
def test_slogans_likenesses_and_open_permissions_are_found(text: str, spans: list[str]) -> None:
    judgement = judge(text, context=FREE)
    assert judgement.flag
    assert _spans(judgement) == spans


def test_what_a_promise_or_an_item_offers_is_an_act() -> None:
    promise = judge("投诉进度可到网点查看", context=Context(setting="promise"))
    assert promise.level == "requirement"
    assert promise.verifiable
    assert judge("排队机‘A’字号段可出票", context=Context(setting="item")).level == "requirement"
    assert judge("投诉进度可到网点查看", context=FREE).level == "permission"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("柜员应微笑。", "requirement"),
        ("柜员宜微笑。", "recommendation"),
        ("柜员可微笑。", "permission"),
        ("柜员不得离岗。", "requirement"),
        ("可用率应达到 99%。", "requirement"),
        ("Staff shall smile.", "requirement"),
        ("Staff should smile.", "recommendation"),
        ("Staff may smile.", "permission"),
        ("Staff may not smoke.", "requirement"),
    ],
)
def test_the_verb_decides_the_level(text: str, level: str) -> None:
    assert judge(text).level == level


def test_a_clause_without_a_modal_verb_requires_by_its_place() -> None:
    assert judge("及时清理台面").flag
    assert not judge("及时清理台面", context=FREE).normative, "without a full stop it is a title"
    assert judge("客人离开后 2 分钟内清理台面").verifiable


def test_a_linked_metric_settles_a_clause_but_not_a_promise() -> None:
    text = "投诉应及时回复。"
    assert judge(text, context=Context(linked="≤ 5 分钟")).verifiable
    promise = judge(text, context=Context(setting="promise", linked="≤ 5 分钟"))
    assert promise.flag
    assert promise.findings[0].rewrite == "在 5 分钟内"


def test_a_linked_metric_of_another_kind_settles_nothing() -> None:
    judgement = judge("应热情接待客户。", context=Context(linked="≤ 5 分钟"))
    assert judgement.flag
    assert "≤ 5 分钟" in judgement.findings[0].rewrite


def test_escape_words_are_not_settled_by_a_linked_metric() -> None:
    assert judge("应尽量回复。", context=Context(linked="≤ 5 分钟")).flag


def test_terms_of_art_pass() -> None:
    text = "应开放极速优质快办专区。"
    assert judge(text).flag
    assert judge(text, terms=Terms(("极速优质快办专区",))).verifiable
    assert judge("Staff shall use Quick Care forms.", terms=Terms(("Quick Care",))).verifiable


def test_a_finding_says_why_and_how_in_the_language_of_the_text() -> None:
    chinese = judge("医嘱应及时执行。").findings[0]
    assert (chinese.code, chinese.name) == ("WRD001", "vague-time")
    assert "时限" in chinese.why
    assert "分钟" in chinese.rewrite
    english = judge("Orders shall be carried out promptly.", lang="en").findings[0]
    assert english.code == "WRD001"
    assert english.why.isascii()
    assert "within" in english.rewrite


def test_codes_and_names_are_unique() -> None:
    rows = list(CODES.values())
    assert len({row.code for row in rows}) == len({row.name for row in rows}) == len(rows)
    assert [row.code for row in rows] == sorted(row.code for row in rows)


def test_no_act_is_a_finding_of_its_own() -> None:
    finding = judge("各部门要形成合力。").findings[0]
    assert finding.code == CODES["no-action"].code
    assert judge("2 个部门要形成合力。").findings[0].code == CODES["number-trap"].code


def test_criteria_are_shown() -> None:
    criteria = find_criteria("电话应在三声内接听。", (), 2)
    assert [(criterion.text, criterion.kind) for criterion in criteria] == [("三声内", "time")]


def test_nothing_in_nothing_out() -> None:
    for text in ("", " ", "。", "“", "《", "\n"):
        assert not judge(text).flag
