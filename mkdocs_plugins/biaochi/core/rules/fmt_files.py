"""FMT: files that cannot be read, or whose front matter is no YAML. These faults, too, are reported while reading."""

from __future__ import annotations

from biaochi.core.diagnostics import Rule, Severity


def unreadable_file() -> None:
    """文件或文件夹无法读取。

    为什么:
        读不到的文件没有被检查过，不能当作合格。
    不通过:
        文件没有读取权限。
    通过:
        所有文件都能读取。
    怎么改:
        修正文件权限；不需要的文件从仓库删去。
    """


def not_utf8() -> None:
    """文件不是 UTF-8 编码。

    为什么:
        同一个字在不同编码下会变成别的字，数字和单位也可能读错。
    不通过:
        用 GBK 保存的 Markdown 文件。
    通过:
        UTF-8 文件，有无 BOM 均可，换行为 LF 或 CRLF 均可。
    怎么改:
        用编辑器另存为 UTF-8。
    """


def nul_byte() -> None:
    """文件里有空字符，或文件是 UTF-16 编码。

    为什么:
        空字符说明这不是文本，或编码不对。
    不通过:
        含有 NUL 字节的文件。
    通过:
        纯文本文件。
    怎么改:
        用编辑器另存为 UTF-8；二进制文件不要用 .md 后缀。
    """


def file_too_large() -> None:
    """文件超过 1 MB，或头部超过 256 KB。

    为什么:
        没有哪条标准需要这么长；过大的文件会拖垮检查和印刷。
    不通过:
        50 MB 的 Markdown 文件。
    通过:
        每个条目一个文件，通常在 20 KB 以内。
    怎么改:
        拆成几个条目；数据表另存为 .csv。
    """


def link_leaves_root() -> None:
    """符号链接指向手册之外。

    为什么:
        内容来自合并请求，不可信；链接可能把服务器上的文件带进网站。
    不通过:
        standards/x.md 是指向 /etc/hosts 的符号链接。
    通过:
        文件都在手册之内。
    怎么改:
        删去链接，把文件本身放进来。
    """


def no_content() -> None:
    """没有找到任何条目。

    为什么:
        什么都没检查，不能算通过。
    不通过:
        在空文件夹里运行检查。
    通过:
        standards/ 或 processes/ 下至少有一个带 kind 的 Markdown 文件。
    怎么改:
        在手册的根目录运行，或用“biaochi new standard 编号”写第一个条目。
    """


def front_matter_not_closed() -> None:
    """头部的“---”没有结束行。

    为什么:
        没有结束行，整个文件都会被当作头部，条目就消失了。
    不通过:
        standards/demo.md: "---\\nid: DEMO-X\\nkind: standard\\n"
    通过:
        standards/demo.md: "# 说明\\n\\n普通页面。\\n"
    怎么改:
        在正文之前单独写一行“---”。
    """


def yaml_syntax() -> None:
    """头部的 YAML 写法有误。

    为什么:
        头部读不出来，条目就没有经过任何检查。
    不通过:
        standards/demo.md: "---\\nid: DEMO-X\\nkind: standard\\n---\\n"
    通过:
        standards/demo.md: "---\\ntitle: 说明\\n---\\n普通页面。\\n"
    怎么改:
        键后用英文冒号加一个空格；同一层的键对齐；只用空格缩进。
    """


def duplicate_key() -> None:
    """同一个键写了两次。

    为什么:
        两个值里只有一个会生效，读的人不知道是哪一个。
    不通过:
        standards/demo.md: "---\\ntitle: 甲\\ntitle: 乙\\n---\\n"
    通过:
        standards/demo.md: "---\\ntitle: 甲\\n---\\n"
    怎么改:
        只留一处。
    """


def yaml_alias() -> None:
    """用了 YAML 的别名、合并键或标签。

    为什么:
        别名让一处的修改悄悄影响另一处，也能构造出极大的文件。
    不通过:
        standards/demo.md: "---\\na: &x 1\\nb: *x\\n---\\n"
    通过:
        standards/demo.md: "---\\na: 1\\nb: 1\\n---\\n"
    怎么改:
        把内容直接写出来。
    """


def too_deep() -> None:
    """嵌套太深。

    为什么:
        条目最多只需五六层；更深的结构没有人读得懂。
    不通过:
        standards/demo.md: "---\\na: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\\n---\\n"
    通过:
        standards/demo.md: "---\\na: [1]\\n---\\n"
    怎么改:
        把内容摊平。
    """


def not_a_map() -> None:
    """头部不是“键: 值”的映射。

    为什么:
        只有键值对能说明一条标准的各个要素。
    不通过:
        standards/demo.md: "---\\n- 甲\\n- 乙\\n---\\n"
    通过:
        standards/demo.md: "---\\ntitle: 甲\\n---\\n"
    怎么改:
        每行写成“键: 值”。
    """


def merge_conflict() -> None:
    """合并没有做完，两个人的文字都在。

    为什么:
        两份文字里哪一份算数，没有人说过；照样发布，读者会看到“<<<<<<<”和两个不同的要求。
    不通过:
        正文里有“<<<<<<< HEAD”“=======”“>>>>>>> main”三行。
    通过:
        只有一份文字。
    怎么改:
        留下要的一份，删去另一份和这三行。
    """


def misnamed_file() -> None:
    """文件名的后缀不对，条目或登记表没有读入。

    为什么:
        只读 .md 与 .yml 文件；后缀是 .MD、.md.txt 的条目不受检查也不发布，写的人却以为发布了。
    不通过:
        standards/hotel/checkin.md.txt 里写着一个条目。
    通过:
        standards/hotel/checkin.md。
    怎么改:
        改成提示里的文件名。Windows 要先在“查看”里打开“文件扩展名”才看得到 .txt。
    """


def swallowed_by_comment() -> None:
    """值里的“#”使后面的字成了注释。

    为什么:
        YAML 把空格之后的“#”到行末当作注释；写的人以为写了，网页和纸上却没有。
    不通过:
        title: 三楼 #302 诊室
    通过:
        title: "三楼 #302 诊室"
    怎么改:
        给整个值加引号；真的是注释，“#”后面空一格。
    """


RULES = (
    Rule("FMT001", "unreadable-file", Severity.ERROR, unreadable_file),
    Rule("FMT002", "not-utf8", Severity.ERROR, not_utf8),
    Rule("FMT003", "nul-byte", Severity.ERROR, nul_byte),
    Rule("FMT004", "file-too-large", Severity.ERROR, file_too_large),
    Rule("FMT005", "link-leaves-root", Severity.ERROR, link_leaves_root),
    Rule("FMT006", "no-content", Severity.ERROR, no_content),
    Rule("FMT007", "front-matter-not-closed", Severity.ERROR, front_matter_not_closed),
    Rule("FMT008", "yaml-syntax", Severity.ERROR, yaml_syntax),
    Rule("FMT009", "duplicate-key", Severity.ERROR, duplicate_key),
    Rule("FMT010", "yaml-alias", Severity.ERROR, yaml_alias),
    Rule("FMT011", "too-deep", Severity.ERROR, too_deep),
    Rule("FMT012", "not-a-map", Severity.ERROR, not_a_map),
    Rule("FMT031", "merge-conflict", Severity.ERROR, merge_conflict),
    Rule("FMT032", "misnamed-file", Severity.ERROR, misnamed_file),
    Rule("FMT033", "swallowed-by-comment", Severity.WARNING, swallowed_by_comment),
)
