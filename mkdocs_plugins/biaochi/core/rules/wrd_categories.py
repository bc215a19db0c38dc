"""WRD: the pages of the wording categories. They are found by ``wrd.vague_time``, which judges each sentence once."""

from __future__ import annotations

from biaochi.core.diagnostics import Rule, Severity


def vague_frequency() -> None:
    """要求里的频次含糊。

    为什么:
        “定期”“经常”说不出多久一次；没有周期，查不出漏了没有。
    不通过:
        DEMO-FIRE.steps.tell.does: 定期向等候的顾客宣布预计恢复时间
    通过:
        DEMO-FIRE.steps.tell.does: 每 10 分钟向等候的顾客宣布一次预计恢复时间
    怎么改:
        写明周期与次数，例如“每 2 小时 1 次”。
    """


def vague_degree() -> None:
    """要求里的程度含糊。

    为什么:
        “适当”“妥善”没有判定标准，做多做少都说得通。
    不通过:
        DEMO-FIRE.steps.tell.does: 妥善安置等候的顾客
    通过:
        DEMO-FIRE.steps.tell.does: 引导等候的顾客到一楼大厅坐下
    怎么改:
        写数值、范围，或写出要做的动作和留下的记录。
    """


def vague_quantity() -> None:
    """要求里的数量含糊。

    为什么:
        “若干”“足够”数不出来，缺了也说不上缺。
    不通过:
        DEMO-FIRE.steps.tell.does: 向等候的顾客发放足够的饮用水
    通过:
        DEMO-FIRE.steps.tell.does: 向等候的顾客每人发放 1 瓶饮用水
    怎么改:
        写明数量的下限或范围。
    """


def subjective_quality() -> None:
    """要求里是主观评价。

    为什么:
        “热情”“得体”因人而异，两位检查的人给不出同一个结论。
    不通过:
        DEMO-FIRE.steps.tell.does: 热情接待等候的顾客
    通过:
        DEMO-FIRE.steps.tell.does: 与等候的顾客目光相接并说出问候语
    怎么改:
        写看得见、听得到的动作或话语，或给出评分的下限。
    """


def escape_clause() -> None:
    """要求里有免责或弹性用语（基础级标准一律不得有，MC-35）。

    为什么:
        “原则上”“尽量”使后面的数字可做可不做。
    不通过:
        DEMO-FIRE.steps.tell.does: 原则上在 5 分钟内宣布预计恢复时间
    通过:
        DEMO-FIRE.steps.tell.does: 在 5 分钟内宣布预计恢复时间
    怎么改:
        删去这个词；确有例外的，把例外逐条列出。
    """


def open_list() -> None:
    """要求里的列举没有封闭。

    为什么:
        以“等”结尾的清单，检查的人不知道还有什么。
    不通过:
        DEMO-FIRE.steps.tell.does: 向顾客宣布恢复时间、排队号码等
    通过:
        DEMO-FIRE.steps.tell.does: 向顾客宣布恢复时间和排队号码
    怎么改:
        列全，或写“至少包括:……”。
    """


def unnamed_actor() -> None:
    """要求里没有写明由谁做，或依据什么。

    为什么:
        “有关人员”“相关规定”让每个人都以为说的是别人。
    不通过:
        DEMO-FIRE.steps.tell.does: 按有关规定安置等候的顾客
    通过:
        DEMO-FIRE.steps.tell.does: 引导等候的顾客到一楼大厅坐下
    怎么改:
        写岗位名，或文件编号与条款。
    """


def comparison_without_baseline() -> None:
    """要求里只有变化的方向，没有基线和目标。

    为什么:
        “提高”“缩短”没有起点和终点，好一点点也算，没有变也说不清。
    不通过:
        DEMO-FIRE.steps.tell.does: 不断缩短顾客的等候时间
    通过:
        DEMO-FIRE.steps.tell.does: 在 5 分钟内宣布预计恢复时间
    怎么改:
        写从多少到多少、到什么时候。
    """


def absolute_claim() -> None:
    """要求里是绝对化的说法。

    为什么:
        “确保万无一失”无法证实，一次例外就全盘落空。
    不通过:
        DEMO-FIRE.steps.tell.does: 确保现场万无一失
    通过:
        DEMO-FIRE.steps.tell.does: 关闭取号机并在门口摆放告示牌
    怎么改:
        写统计周期内的次数或比率。
    """


def number_is_no_criterion() -> None:
    """句中的数字没有约束所要求的事项。

    为什么:
        楼层、窗口号、机构名里的数字不是标准；去掉它们，要求里什么也没有。
    不通过:
        DEMO-FIRE.steps.tell.does: 提供 7×24 小时服务保障
    通过:
        DEMO-FIRE.steps.tell.does: 在 5 分钟内宣布预计恢复时间
    怎么改:
        给所要求的事项写出数值、时限或可观察的动作。
    """


def no_verifiable_act() -> None:
    """要求里没有可以核查的动作、状态或数值。

    为什么:
        “加强”“做好”“重视”之后，看不出做了什么，也就查不出没做什么。
    不通过:
        DEMO-FIRE.steps.tell.does: 落实现场责任
    通过:
        DEMO-FIRE.steps.tell.does: 向等候的顾客宣布预计恢复时间并登记姓名
    怎么改:
        写出谁、在何时、做什么动作、留下什么记录。
    """


RULES = (
    Rule("WRD002", "vague-frequency", Severity.ERROR, vague_frequency),
    Rule("WRD003", "vague-degree", Severity.ERROR, vague_degree),
    Rule("WRD004", "vague-quantity", Severity.ERROR, vague_quantity),
    Rule("WRD005", "subjective-quality", Severity.ERROR, subjective_quality),
    Rule("WRD006", "escape-clause", Severity.ERROR, escape_clause),
    Rule("WRD007", "open-list", Severity.ERROR, open_list),
    Rule("WRD008", "unnamed-actor", Severity.ERROR, unnamed_actor),
    Rule("WRD009", "change-without-figures", Severity.ERROR, comparison_without_baseline),
    Rule("WRD010", "absolute-claim", Severity.ERROR, absolute_claim),
    Rule("WRD011", "number-is-no-criterion", Severity.ERROR, number_is_no_criterion),
    Rule("WRD012", "no-verifiable-act", Severity.ERROR, no_verifiable_act),
)
