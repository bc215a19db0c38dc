"""FMT: how front matter is written. These faults are reported while reading; here they have their pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from biaochi.core.clauses import blank_code
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Checklist, Entry, Process, Standard
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene


def kind_missing() -> None:
    """有 id、version、status 或 owner，却没有 kind。

    为什么:
        没有 kind 的页面不受检查；一条标准不应因为漏写一行而绕过检查。
    不通过:
        standards/demo.md: "---\\nid: DEMO-X\\nowner: keeper\\n---\\n"
    通过:
        standards/demo.md: "---\\ntitle: 说明\\n---\\n"
    怎么改:
        补一行“kind: …”；若只是说明页，删去这些键。
    """


def missing_key() -> None:
    """缺少必填的键，或键后没有值。

    为什么:
        每个要素都有人依赖：没有红线就不知道何时该行动，没有责任岗位就没有人行动。
    不通过:
        -metrics.wait.limit:
    通过:
        metrics.wait.limit: 10
    怎么改:
        补上提示里的那一行。
    """


def unknown_key() -> None:
    """不认识的键。

    为什么:
        写错的键等于没写，而写的人以为写了。
    不通过:
        metrics.wait.tagret: 5
    通过:
        metrics.wait.x-note: 自用的备注
    怎么改:
        改成提示里的键；自用的键以“x-”开头。
    """


def wrong_type() -> None:
    """值的类型不对。

    为什么:
        该是列表的写成了文字，后面的检查都会落空。
    不通过:
        roles: {a: b}
    通过:
        roles: [keeper]
    怎么改:
        照提示的样子写。
    """


def unknown_value() -> None:
    """值不在规定的集合里。

    为什么:
        集合之外的词没有约定的含义，各店会各自理解。
    不通过:
        metrics.wait.direction: down
    通过:
        metrics.wait.direction: lower
    怎么改:
        改用提示里的值。
    """


def bad_id() -> None:
    """编号的写法不对。

    为什么:
        编号印在纸上、写进链接，还要能在电话里念；形似的字母会让两个编号看上去一样。
    不通过:
        metrics.wait.id: 等候
    通过:
        metrics.wait.id: wait
    怎么改:
        条目编号用大写英文字母和数字，词间用“-”；条目内的编号用英文字母、数字、“-”和“_”。
    """


def duplicate_id() -> None:
    """编号重复。

    为什么:
        同一个编号指向两个条目，引用它的人不知道是哪一个。
    不通过:
        standards/demo.md: "---\\nid: DEMO-WAIT\\nkind: script\\ntitle: 重复\\nversion: 1.0\\nstatus: retired\\nowner: keeper\\n---\\n"
    通过:
        standards/demo.md: "---\\nid: DEMO-OTHER\\nkind: script\\ntitle: 不重复\\nversion: 1.0\\nstatus: retired\\nowner: keeper\\n---\\n"
    怎么改:
        给后来的条目换一个没有用过的编号。
    """


def bad_date() -> None:
    """日期的写法不对，或日历上没有这一天。

    为什么:
        生效与复审的日子决定哪一版有效。
    不通过:
        effective: 2026-02-30
    通过:
        effective: 2026-02-28
    怎么改:
        写成“年-月-日”，例如 2026-03-01。
    """


def bad_version() -> None:
    """版本号不是“主版本.次版本”。

    为什么:
        主版本变了，说明要求或承诺变了，要重新培训和换纸；次版本变了则不用。
    不通过:
        version: v1
    通过:
        version: 1.0
    怎么改:
        写成“1.0”“2.3”。
    """


def unknown_unit() -> None:
    """不认识的单位。

    为什么:
        单位认不出来，数就不能与承诺、条款和检查表比较。
    不通过:
        metrics.wait.unit: 分種
    通过:
        metrics.wait.unit: 分钟
    怎么改:
        用已知单位，例如 分钟、秒、工作日、%、分、次、人、元。
    """


def not_a_number() -> None:
    """该写数字的地方写了文字。

    为什么:
        指标的目标值与红线要能计算；单位写在 unit 里。
    不通过:
        metrics.wait.target: "5"
    通过:
        metrics.wait.target: 5
    怎么改:
        去掉引号和单位，只写数字。
    """


def bad_quantity() -> None:
    """量或引用的写法不对。

    为什么:
        “尽快”“半天左右”不是时限；没有单位的数也不是。
    不通过:
        DEMO-SERVE.time_limit: 尽快
    通过:
        DEMO-SERVE.time_limit: 30 分钟
    怎么改:
        写成“数 + 单位”，例如“5 分钟”“2 工作日”。
    """


def bad_period() -> None:
    """频次或周期的写法不对。

    为什么:
        “定期”不是频次：两个人会有两种理解。
    不通过:
        metrics.wait.frequency: 定期
    通过:
        metrics.wait.frequency: 每周
    怎么改:
        频次写成“每周”“2/月”，周期写成“1 月”“28 天”“半年”。
    """


def duplicate_local_id(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """同一条目里编号重复。

    为什么:
        检查表和培训按编号引用条款与指标，重复的编号会指错地方。
    不通过:
        DEMO-CARD.items.tidy.id: queue
    通过:
        DEMO-CARD.items.tidy.id: tidy
    怎么改:
        给后一处换一个编号。
    """
    lists: dict[str, tuple[Any, ...]] = {}
    if isinstance(entry, Standard):
        lists = {"指标": entry.metrics, "承诺": entry.promises}
    elif isinstance(entry, Process):
        lists = {"步骤": entry.steps}
    elif isinstance(entry, Checklist):
        lists = {"项目": entry.items}
    for noun, parts in lists.items():
        seen: dict[str, Any] = {}
        for part in parts:
            first = seen.setdefault(part.id, part)
            if part.id and first is not part:
                message = f"{noun}编号“{part.id}”在第 {first.where('id').line} 行已经用过"
                yield Finding("FMT027", part.where("id"), message, "给这一处换一个编号")
    clauses: dict[str, int] = {}
    for block in entry.body.blocks:
        if block.id is not None and block.id_at is not None:
            if block.id in clauses:
                message = f"条款编号“{block.id}”在第 {clauses[block.id]} 行已经用过"
                yield Finding("FMT027", block.id_at, message, "给这一处换一个编号")
            clauses.setdefault(block.id, block.id_at.line)


def hidden_character() -> None:
    """有看不见的字符。

    为什么:
        零宽字符和改变方向的字符在审阅时看不见，能让两个编号看上去一样，或让文字与实际内容不同。
    不通过:
        title: "等候\\u200b时限"
    通过:
        title: 等候时限
    怎么改:
        删去它，重新输入这几个字。
    """


_MARK = regex(r"[{\uff5b]\s*[#\uff03]\s*(?P<id>[A-Za-z0-9][\w-]*)[^{}\uff5b\uff5d\n]*[}\uff5d]")
_WITHOUT_SIGN = regex(r"\{(?P<id>[A-Za-z][\w-]*)(?:\s+metric=[^{}]*)?\}\s*$")
_BULLET = regex(r"[ \t]*(?:[-*+](?=\S)|[\uff0d\u2013\u2014\u2022\u00b7\u25cf\uff0b\uff0a]|\d{1,2}[\u3001\uff0e]|[(\uff08]\d{1,2}[)\uff09])")


def unread_clause_id(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """条款编号写了，却读不到。

    为什么:
        编号要在一段的最末、用半角的“{#”“}”；写成别的样子，网页上会印出来，检查表和培训也引用不到这一条。
    不通过:
        body+: "\\n## 说明\\n\\n等候区有 20 个座位。 {#seats} 另有 2 个轮椅位。\\n"
    通过:
        body+: "\\n## 说明\\n\\n等候区有 20 个座位，另有 2 个轮椅位。\\n"
    怎么改:
        写成“{#编号}”，放在这一段的最末；下一段的列表符号用“- ”（半角，后面一个空格）。
    """
    for block in entry.body.blocks:
        if block.kind not in ("paragraph", "item") or not ("}" in block.text or "\uff5d" in block.text):
            continue
        text = blank_code(block.text)
        for match in _MARK.finditer(text):
            at, written, proper = block.place(*match.span()), match.group(), f"{{#{match['id']}}}"
            following = text[match.end() :].lstrip(" \t")
            if unicodedata.normalize("NFKC", written) != written:
                yield Finding("FMT030", at, f"条款编号“{written}”用了全角的符号", f"写成“{proper}”")
            elif following.startswith("\n") and (sign := _BULLET.match(following, 1)):
                yield Finding("FMT030", at, f"条款编号“{written}”后面的一行没有另起一条", f"下一行开头的“{sign.group().strip()}”改成“- ”（半角，后面一个空格）")
            elif not following:
                yield Finding("FMT030", at, f"条款编号“{written}”里有读不懂的写法", f"写成“{proper}”，有指标的写成“{{#{match['id']} metric=指标编号}}”，“=”两边没有空格")
            else:
                yield Finding("FMT030", at, f"条款编号“{written}”不在这一段的最末", "移到这一段的最末；后面是另一条的，另起一行，以“- ”开头")
        if isinstance(entry, Standard) and block.id is None and (bare := _WITHOUT_SIGN.search(text)):
            yield Finding("FMT030", block.place(*bare.span()), f"条款编号“{bare.group()}”少了“#”", f"写成“{{#{bare['id']}}}”")


def duplicate_touchpoint() -> None:
    """旅程里同一触点写了两次。

    为什么:
        旅程页按触点排列标准；同名的触点分不清哪条标准属于哪一次。
    不通过:
        standards/journeys.yml: "common: [到店, 服务, 到店]\\n"
    通过:
        standards/journeys.yml: "common: [到店, 服务, 离店]\\n"
    怎么改:
        删去一处；客户确实经过两次的，起两个名称。
    """


RULES = (
    Rule("FMT013", "kind-missing", Severity.ERROR, kind_missing),
    Rule("FMT015", "missing-key", Severity.ERROR, missing_key),
    Rule("FMT016", "unknown-key", Severity.ERROR, unknown_key),
    Rule("FMT017", "wrong-type", Severity.ERROR, wrong_type),
    Rule("FMT018", "unknown-value", Severity.ERROR, unknown_value),
    Rule("FMT019", "bad-id", Severity.ERROR, bad_id),
    Rule("FMT020", "duplicate-id", Severity.ERROR, duplicate_id),
    Rule("FMT021", "bad-date", Severity.ERROR, bad_date),
    Rule("FMT022", "bad-version", Severity.ERROR, bad_version),
    Rule("FMT023", "unknown-unit", Severity.ERROR, unknown_unit),
    Rule("FMT024", "not-a-number", Severity.ERROR, not_a_number),
    Rule("FMT025", "bad-quantity", Severity.ERROR, bad_quantity),
    Rule("FMT026", "bad-period", Severity.ERROR, bad_period),
    Rule("FMT027", "duplicate-local-id", Severity.ERROR, duplicate_local_id, Entry),
    Rule("FMT028", "hidden-character", Severity.ERROR, hidden_character),
    Rule("FMT029", "duplicate-touchpoint", Severity.ERROR, duplicate_touchpoint),
    Rule("FMT030", "unread-clause-id", Severity.ERROR, unread_clause_id, Entry),
)
