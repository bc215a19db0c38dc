"""Front matter: every fault is a finding at its place, nothing raises, and typing stays small."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from biaochi.core.frontmatter import MAX_DEPTH, MAX_FRONT_MATTER, Map, Scalar, Sequence, compose, parse

PATH = "standards/x.md"


def front(source: str) -> Map:
    document = parse(PATH, f"---\n{source}\n---\n")
    assert document.front is not None, document.findings
    return document.front


def faults(source: str) -> list[tuple[str, int]]:
    """(code, line) of every finding on a file with this front matter; its first key stands on line 2."""
    return [(f.code, f.at.line) for f in parse(PATH, f"---\n{source}\n---\n").findings]


# --- never raises ---

_YAML_LIKE = st.text(
    st.sampled_from([*"ab:-[]{}\"'#&*!|>?%@`,.~<= \n\t\r0129", "：", "标", "\ufeff", "\u2028"]),
    max_size=80,
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(_YAML_LIKE.map(lambda text: f"---\n{text}\n---\n"), st.text(max_size=120), _YAML_LIKE))
@example("---")
@example("---\n---")
@example("\ufeff---\r\na: 1\r\n---\r\n")
@example("---\na: \ud800\n---\n")
def test_any_text_gives_findings_inside_the_file_and_never_raises(text: str) -> None:
    document = parse(PATH, text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    for finding in document.findings:
        at = finding.at
        assert at.path == PATH
        assert 1 <= at.line <= len(lines)
        assert 1 <= at.column <= len(lines[at.line - 1]) + 1
        assert (at.end_line, at.end_column) >= (at.line, 1)
        assert finding.message and finding.hint
    assert document.broken == (document.front is None and bool(document.findings))
    if document.front is not None:
        _places_inside(document.front, lines)


def _places_inside(node: object, lines: list[str]) -> None:
    assert isinstance(node, Map | Sequence | Scalar)
    assert 1 <= node.at.line <= len(lines)
    for child in (
        node.entries.values() if isinstance(node, Map) else node.items if isinstance(node, Sequence) else ()
    ):
        _places_inside(child, lines)


# --- typing ---


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12:30", "12:30"),
        ("12:30:45", "12:30:45"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("no", "no"),
        ("y", "y"),
        ("017", "017"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("2026-01-02", "2026-01-02"),
        ("2026-13-45", "2026-13-45"),
        ("=", "="),
        (".5", ".5"),
        ("5.", "5."),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("True", "True"),
        ("Null", "Null"),
        ("12 分钟", "12 分钟"),
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("0", 0),
        ("1.10", Decimal("1.10")),
        ("-0.5", Decimal("-0.5")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ('"5"', "5"),
        ("'true'", "true"),
        ('""', ""),
        ("|-\n  5", "5"),
    ],
)
def test_only_null_booleans_and_decimal_numbers_are_typed(written: str, value: object) -> None:
    node = front(f"a: {written}").entries["a"]
    assert isinstance(node, Scalar)
    assert node.value == value
    assert type(node.value) is type(value)


def test_numbers_keep_what_was_written() -> None:
    node = front("version: 1.10").entries["version"]
    assert isinstance(node, Scalar)
    assert node.raw == "1.10"
    assert str(node.value) == "1.10"


# --- places ---


def test_every_value_knows_its_line_and_column() -> None:
    map_ = front("id: X\nmetrics:\n  - id: wait\n    target: 5\n  - {id: right, target: 1}")
    assert map_.where("metrics", 0, "target")[1:3] == (5, 13)
    assert map_.where("metrics", 1, "target")[1:3] == (6, 25)
    assert map_.where("metrics", 1, "limit")[1:3] == (6, 5), "an absent key is shown at its map"
    assert map_.where("metrics", 7)[1:3] == map_.where("metrics")[1:3]


def test_the_bodys_first_line_is_counted_from_the_files_top() -> None:
    document = parse(PATH, "---\na: 1\nb: 2\n---\n\n# 标题\n")
    assert (document.body_line, document.body) == (5, "\n# 标题\n")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff---\na: 1\n---\nbody",
        "---\r\na: 1\r\n---\r\nbody",
        "---\na: 1\n...\nbody",
        "--- \na: 1\n---\t\nbody",
    ],
)
def test_byte_order_mark_line_ends_and_both_closings_are_accepted(text: str) -> None:
    document = parse(PATH, text)
    assert document.findings == ()
    assert document.front is not None and list(document.front.entries) == ["a"]
    assert (document.body, document.body_line) == ("body", 4)


# --- faults ---


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3", "FMT009", 4),
        ("m:\n  a: 1\n  a: 2", "FMT009", 4),
        ("m: {a: 1, a: 2}", "FMT009", 2),
        ("a: &x 1\nb: *x", "FMT010", 3),
        ("a: &x [1]\nb: *x", "FMT010", 3),
        ("a: &x {b: 1}\nc:\n  <<: *x", "FMT010", 4),
        ("a:\n  <<: {b: 1}", "FMT010", 3),
        ("a: !!python/object/apply:os.system [ls]", "FMT010", 2),
        ("a: !own 1", "FMT010", 2),
        ("- 甲\n- 乙", "FMT012", 2),
        ("只有文字", "FMT012", 2),
        ("? [a, b]\n: c", "FMT012", 2),
        ("id：HTL-X\nkind: standard", "FMT008", 2),
        ("kind: standard\nid：HTL-X\ntitle: 甲", "FMT008", 3),
        ("id:HTL-X\nkind: standard", "FMT008", 2),
        ("a: 1\nm:\n\tb: 2", "FMT008", 4),
        ('a: "没有配对\nb: 1', "FMT008", 2),
        ("a: [1, 2\nb: 1", "FMT008", 3),
        ("a: 1\n b: 2", "FMT008", 3),
        ("a: x: y", "FMT008", 2),
        ("a: @x", "FMT008", 2),
        ("a: *x", "FMT008", 2),
        ("a: x\u2028b: 2", "FMT028", 2),
        ("a: 1\nb: x\x85c: 2", "FMT028", 3),
        ("a: \x07", "FMT008", 2),
    ],
)
def test_a_fault_is_named_once_at_its_line(source: str, code: str, line: int) -> None:
    found = faults(source)
    assert [c for c, _ in found] == [code]
    assert abs(found[0][1] - line) <= 1
    if code != "FMT008" or "：" in source or '"' in source:
        assert found[0][1] == line


@pytest.mark.parametrize(
    ("source", "said"),
    [("id：X-Y\nkind: a", "全角冒号"), ("id:X\nkind: a", "缺少空格"), ('a: "x', "引号"), ("a: x: y", "冒号")],
)
def test_common_slips_are_called_by_their_name(source: str, said: str) -> None:
    (finding,) = parse(PATH, f"---\n{source}\n---\n").findings
    assert said in finding.message


@pytest.mark.parametrize(
    ("source", "line", "said", "hint"),
    [
        ("m:\n  - id: a\n    target:4\n    limit: 5", 4, "冒号后缺少空格", "补一个空格"),
        ("m:\n  - id: a\n\ttarget: 4\n    limit: 5", 4, "制表符", "半角空格"),
        ("m:\n  - id: a\n\u3000\u3000target: 4\n    limit: 5", 4, "全角空格", "半角空格"),
        ("m:\n  - id: a\n    u: 1\n   target: 4\n    limit: 5", 5, "没有对齐", "留 4 个空格（现在是 3 个）"),
        ("m:\n  - id: a\n    u: 1\n     target: 4", 5, "没有对齐", "留 4 个空格（现在是 5 个）"),
        ("a: 1\n  b: 2", 3, "没有对齐", "删去行首的空格"),
        ("m:\n  - id: a\n  -id: b", 4, "“-”后缺少空格", "补一个空格"),
        ("a: 1\nroles: [a, b\ntags: [c]", 3, "“[”没有配对", "“]”"),
        ("clock: {a: 1,\n  b: 2\nc: 3", 2, "“{”没有配对", "“}”"),
        ("items:\n  - {clause: X #greet, pass: 1}\n  - {a: 2}", 3, "成了注释", "“#”前的空格"),
        ("items:\n  - {text: 走近: 2 米, pass: 1}", 3, "英文冒号", "加引号"),
        ("clock: {from: 取号，to: 叫号}", 2, "逗号是全角", "英文逗号"),
    ],
)
def test_a_slip_is_shown_where_it_was_made_with_what_mends_it(source: str, line: int, said: str, hint: str) -> None:
    (finding,) = parse(PATH, f"---\n{source}\n---\n").findings
    assert (finding.code, finding.at.line) == ("FMT008", line)
    assert said in finding.message
    assert hint in finding.hint


def test_a_full_width_colon_is_not_blamed_for_other_faults() -> None:
    (finding,) = parse(PATH, "---\na: 1\nb: [1\n---\n").findings
    assert "全角" not in finding.message


@pytest.mark.parametrize(
    "source",
    [
        "a: " + "[" * 200 + "]" * 200,
        "a: " + "{b: " * 200 + "1" + "}" * 200,
        "\n".join(" " * depth + "a:" for depth in range(200)) + " 1",
        "a:\n  " + "- " * 200 + "1",
        "a:\n  " + "-\t" * 20_000 + "1",
        'a: "' + "]" * 60_000 + '"\nb: ' + "[" * 60_000,
        "# " + "}" * 9_000 + "\nb: " + "{a: " * 9_000,
    ],
    ids=[
        "flow-lists",
        "flow-maps",
        "block",
        "dashes",
        "dashes-with-tabs",
        "brackets-in-quotes",
        "brackets-in-comments",
    ],
)
def test_depth_is_bounded_before_anything_recurses(source: str) -> None:
    document = parse(PATH, f"---\n{source}\n---\n")
    assert [f.code for f in document.findings] == ["FMT011"]
    assert document.broken


def test_as_deep_as_allowed_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert faults("a: " + "[" * depth + "]" * depth) == []
    assert [code for code, _ in faults("a: " + "[" * (depth + 1) + "]" * (depth + 1))] == ["FMT011"]


def test_an_alias_bomb_is_refused_at_its_first_alias() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{n}: &{n} [{', '.join(['*' + p] * 9)}]" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert faults(bomb) == [("FMT010", 3)]


def test_an_anchor_alone_does_no_harm() -> None:
    assert faults("a: &x 1") == []


@pytest.mark.parametrize("written", ["9" * 5_000, "1." + "9" * 5_000, "0." + "0" * 330 + "1"])
def test_a_number_longer_than_any_figure_stays_text(written: str) -> None:
    front = parse("a.md", f"---\nx: {written}\n---\n").front
    assert front is not None
    node = front.entries["x"]
    assert isinstance(node, Scalar) and node.value == node.raw == written


def test_size_is_bounded() -> None:
    assert faults("a: " + "x" * MAX_FRONT_MATTER) == [("FMT004", 2)]


@pytest.mark.parametrize("text", ["---\nid: X\n", "---", "---\n", "---\na: 1\n --- \n"])
def test_front_matter_that_does_not_end_is_an_error_on_line_one(text: str) -> None:
    document = parse(PATH, text)
    assert [(f.code, f.at.line) for f in document.findings] == [("FMT007", 1)]
    assert document.broken


@pytest.mark.parametrize(
    "text",
    [
        "\n---\nid: HTL-X\nkind: standard\n---\n",
        " ---\nid: HTL-X\nkind: standard\n---\n",
        "\u200b---\nid: HTL-X\nversion: 1.0\n---\n",
        "id: HTL-X\nkind: standard\n---\n",
        "--- # 头部\nid: HTL-X\nkind: standard\n---\n",
        "----\ntitle: 甲\nid: HTL-X\nkind：standard\n---\n",
    ],
)
def test_an_entry_whose_front_matter_does_not_begin_on_line_one_cannot_pass_as_a_page(text: str) -> None:
    document = parse(PATH, text)
    assert [f.code for f in document.findings] == ["FMT007"]
    assert document.broken


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 标题\n\n正文\n",
        "\n\n---\n\n一段文字\n",
        "正文 --- 文字\n",
        "----\n文字\n",
        "# 写法\n\n```yaml\nid: HTL-X\nkind: standard\n```\n",
        "标题: 甲\n\n正文",
        "kind: 一种\n\n不是头部\n",
    ],
)
def test_pages_without_front_matter_are_left_alone(text: str) -> None:
    document = parse(PATH, text)
    assert document.findings == ()
    assert (document.front, document.body, document.body_line) == (None, text, 1)


def test_empty_front_matter_is_an_empty_map() -> None:
    document = parse(PATH, "---\n---\n正文")
    assert document.front is not None and document.front.entries == {}


def test_a_registry_is_composed_from_its_first_line() -> None:
    map_, found = compose("standards/roles.yml", "a: 1\na: 2\n")
    assert map_ is not None
    assert [(f.code, f.at.line) for f in found] == [("FMT009", 2)]


_HALVES = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> main\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [(f"---\nid: X-Y\n{_HALVES}---\n正文\n", 3), (f"---\nid: X-Y\n---\n正文\n\n{_HALVES}", 6), (_HALVES, 1)],
    ids=["in the head", "in the body", "the whole file"],
)
def test_an_unfinished_merge_is_one_finding_and_nothing_else_of_the_file_is_read(text: str, line: int) -> None:
    document = parse(PATH, text.replace("\n", "\r\n"))
    assert document.broken and document.body == ""
    (found,) = document.findings
    assert (found.code, found.at.line) == ("FMT031", line)
    assert f"第 {line} 至 {line + 4} 行" in found.hint


def test_a_registry_in_two_halves_is_told_at_its_line_and_arrows_alone_are_text() -> None:
    (found,) = compose(PATH, f"b: 1\n{_HALVES}")[1]
    assert (found.code, found.at.line) == ("FMT031", 2)
    assert parse(PATH, "<<<<<<< 往左走\n").findings == ()


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("title: 三楼 #302 诊室", (2, 11, "#302 诊室")),
        ("a:\n  - {b: 1}\n  - 甲 #乙  ", (4, 7, "#乙")),
        ("a: {b: 甲}\nc: 1 #乙", (3, 6, "#乙")),
        ("a: 甲\n  乙 #丙", (3, 5, "#丙")),
    ],
)
def test_what_a_sign_makes_a_comment_is_told_if_it_may_have_been_meant(source: str, lost: tuple[int, int, str]) -> None:
    (found,) = parse(PATH, f"---\n{source}\n---\n").findings
    assert (found.code, found.at.line, found.at.column) == ("FMT033", *lost[:2])
    assert found.message == f"“{lost[2]}”成了注释，没有读入"
    assert found.at.end_column - found.at.column == len(lost[2])


@pytest.mark.parametrize(
    "source",
    ["title: 甲 # 乙", "title: 甲  ## 乙", 'title: "三楼 #302"', "a: [甲] #乙", "a: 甲#乙", "#甲\na: 1", "a: |\n  三楼 #302\n", "a: 1 #"],
)
def test_comments_and_signs_within_a_value_are_left_alone(source: str) -> None:
    assert parse(PATH, f"---\n{source}\n---\n").findings == ()


def test_a_space_that_came_with_pasted_text_is_called_by_its_name() -> None:
    (found,) = parse(PATH, "---\na:\n  - b: 1\n\xa0\xa0\xa0\xa0c: 2\n    d: 1\n---\n").findings
    assert "不间断空格" in found.message and "把行首的不间断空格换成半角空格" in found.hint
