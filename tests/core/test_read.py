"""Reading the roots: whatever a pull request puts there is a finding at its place, and the rest is still read."""

from __future__ import annotations

import builtins
import datetime as dt
import os
import time
from pathlib import Path

import pytest

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.frontmatter import MAX_TEXT
from biaochi.core.read import read

ENTRY = "# 页面\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("standards/hotel", "processes"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "standards/hotel/good.md").write_text(ENTRY, encoding="utf-8")
    return tmp_path


def faults(root: Path) -> list[tuple[str, str, int]]:
    sources = read(root)
    assert sources.texts["standards/hotel/good.md"] == ENTRY, "the rest is still read"
    return [(f.code, f.at.path, f.at.line) for f in sources.findings]


def test_both_roots_are_read_by_posix_path(root: Path) -> None:
    (root / "processes/p.md").write_bytes(b"\xef\xbb\xbf# A\r\nB\r\n")
    (root / "docs").mkdir()
    (root / "docs/other.md").write_text("x")
    sources = read(root)
    assert sources.texts == {"standards/hotel/good.md": ENTRY, "processes/p.md": "# A\nB\n"}
    assert sources.findings == ()


def test_missing_roots_are_empty(tmp_path: Path) -> None:
    assert read(tmp_path).texts == {}
    assert read(tmp_path).findings == ()


@pytest.mark.parametrize(
    ("data", "code", "line", "said"),
    [
        ("第一行\n第二行\n".encode("gbk"), "FMT002", 1, "GBK"),
        ("ascii\n标准\n".encode("gbk"), "FMT002", 2, "GBK"),
        (b"ok\nok\n\xff\xfe\xfa", "FMT002", 3, "UTF-8"),
        ("标准".encode("utf-16"), "FMT003", 1, "UTF-16"),
        ("标准".encode("utf-16-be"), "FMT002", 1, "UTF-8"),
        (b"one\ntwo\nth\0ree\n", "FMT003", 3, "NUL"),
    ],
)
def test_wrong_bytes_are_named_at_their_line(
    root: Path, data: bytes, code: str, line: int, said: str
) -> None:
    (root / "standards/bad.md").write_bytes(data)
    assert faults(root) == [(code, "standards/bad.md", line)]
    (finding,) = read(root).findings
    assert said in finding.message and finding.hint
    assert (finding.at.end_line, finding.at.end_column) >= (finding.at.line, finding.at.column)


@pytest.mark.parametrize("filling", [b"\0", b"\r\n", b"\xff"])
def test_of_a_file_of_fifty_megabytes_no_more_is_read_than_tells_that_it_is(root: Path, filling: bytes) -> None:
    with (root / "standards/big.md").open("wb") as stream:
        stream.write(filling * (4 * MAX_TEXT // len(filling)))
        stream.truncate(50 * 1024 * 1024)
    started = time.monotonic()
    texts = read(root).texts
    (found,) = check(texts, as_of=dt.date(2026, 11, 22)).diagnostics
    assert time.monotonic() - started < 1
    assert (found.code, found.location[:2], found.message) == ("FMT004", ("standards/big.md", 1), "文件超过 1 MB")
    assert len(texts["standards/big.md"]) < 3 * MAX_TEXT


@pytest.mark.parametrize(
    ("path", "added", "said"),
    [
        ("standards/wait.md", "字" * MAX_TEXT, "FMT004 standards/wait.md:1"),
        ("standards/wait.md", "乱\0码", "FMT003 standards/wait.md:{last}"),
        ("standards/wait.md", "\udc81", "FMT002 standards/wait.md:{last}"),
        ("standards/roles.yml", "# " + "字" * MAX_TEXT, "FMT004 standards/roles.yml:1"),
        ("standards/sites.yml", "# \0", "FMT003 standards/sites.yml:{last}"),
    ],
)
def test_a_file_that_is_damaged_or_too_large_is_one_fault(tmp_path: Path, path: str, added: str, said: str) -> None:
    """Who refers to what stands in it is not wrong: there were eighteen."""
    for name, text in demo.handbook().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text + (f"\n\n{added}" if name == path else ""), encoding="utf-8", errors="surrogateescape")
    sources = read(tmp_path)
    found = check(sources.texts, as_of=dt.date(2026, 11, 22), findings=sources.findings).diagnostics
    last = demo.handbook()[path].count("\n") + 3
    assert [f"{d.code} {d.location.path}:{d.location.line}" for d in found] == [said.format(last=last)]


def test_a_file_at_the_limit_is_read(root: Path) -> None:
    (root / "standards/long.md").write_bytes(b"x" * MAX_TEXT)
    assert faults(root) == []


def test_an_unreadable_file_is_a_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "standards/locked.md"
    path.write_text("x")
    path.chmod(0)
    real = builtins.open

    def refuse(file: object, *args: object, **kwargs: object) -> object:
        # For root permissions do not count: refuse as the system would refuse anybody else.
        if str(file).endswith("locked.md"):
            raise PermissionError(13, "Permission denied")
        return real(file, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", refuse)
    assert faults(root) == [("FMT001", "standards/locked.md", 1)]


def test_an_unreadable_folder_is_a_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "standards/locked").mkdir()
    real = os.scandir

    def refuse(path: object) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuse)
    assert faults(root) == [("FMT001", "standards/locked", 1)]


@pytest.mark.parametrize("target", ["/etc/hosts", "../../outside.md", "/nowhere", "loop.md"])
def test_a_link_that_leaves_the_root_or_leads_nowhere_is_refused(root: Path, target: str) -> None:
    (root.parent / "outside.md").write_text("secret")
    (root / "standards/loop.md").symlink_to(target)
    assert faults(root) == [("FMT005", "standards/loop.md", 1)]
    assert "standards/loop.md" not in read(root).texts


def test_a_picture_that_is_a_link_to_the_outside_is_not_published(root: Path) -> None:
    (root.parent / "key.png").write_bytes(b"secret")
    (root / "standards/key.png").symlink_to(root.parent / "key.png")
    assert faults(root) == [("FMT005", "standards/key.png", 1)]
    assert read(root).assets == ()


def test_a_link_into_git_or_to_a_hidden_file_is_refused(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git/config").write_text("url = https://user:secret@host/")
    (root / "standards/config.md").symlink_to(root / ".git/config")
    assert faults(root) == [("FMT005", "standards/config.md", 1)]


def test_a_root_that_is_a_link_to_the_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.md").write_text("secret")
    (tmp_path / "book").mkdir()
    (tmp_path / "book/standards").symlink_to(tmp_path / "elsewhere")
    sources = read(tmp_path / "book")
    assert sources.texts == {}
    assert [(f.code, f.at.path) for f in sources.findings] == [("FMT005", "standards")]


def test_linked_folders_are_refused_and_loops_end(root: Path) -> None:
    (root / "standards/again").symlink_to(root / "standards")
    (root / "standards/a").symlink_to(root / "standards/b")
    (root / "standards/b").symlink_to(root / "standards/a")
    assert [code for code, _, _ in faults(root)] == ["FMT005"] * 3


def test_a_link_between_files_of_the_roots_is_read(root: Path) -> None:
    (root / "processes/same.md").symlink_to(root / "standards/hotel/good.md")
    assert faults(root) == []
    assert read(root).texts["processes/same.md"] == ENTRY


def test_pipes_are_passed_over_without_blocking(root: Path) -> None:
    os.mkfifo(root / "standards/pipe.md")
    os.mkfifo(root / "standards/pipe.png")
    assert faults(root) == []


def test_folders_may_be_called_anything(root: Path) -> None:
    (root / "standards/x.md").mkdir()
    (root / "standards/x.md/y.md").write_text("inside")
    (root / "standards/d.png").mkdir()
    assert faults(root) == []
    assert read(root).texts["standards/x.md/y.md"] == "inside"
    assert read(root).assets == ()


def test_hidden_files_are_passed_over(root: Path) -> None:
    (root / "standards/.draft.md").write_text("x")
    (root / "standards/.cache").mkdir()
    (root / "standards/.cache/x.md").write_text("x")
    assert set(read(root).texts) == {"standards/hotel/good.md"}


def test_only_pictures_and_tables_are_assets(root: Path) -> None:
    for name in (
        "a.png",
        "b.JPG",
        "c.svg",
        "d.csv",
        "e.html",
        "f.js",
        "g.py",
        "h.pdf",
        "i.tsv",
        "j.css",
        "k",
    ):
        (root / "standards" / name).write_bytes(b"x")
    assert read(root).assets == tuple(
        f"standards/{name}" for name in ("a.png", "b.JPG", "c.svg", "d.csv", "i.tsv")
    )


def test_a_file_name_that_is_no_text_does_not_stop_anything(root: Path) -> None:
    (Path(os.fsdecode(os.fsencode(root)) + "/standards/" + os.fsdecode(b"\xff\xfe.md"))).write_text(
        "x", encoding="utf-8"
    )
    sources = read(root)
    assert "standards/hotel/good.md" in sources.texts
    for path in sources.texts:
        path.encode("utf-8")
    assert [f.code for f in sources.findings] == ["FMT001"]


@pytest.mark.parametrize(
    ("written", "said", "mend"),
    [
        ("![分诊台](图片/分诊台.jpg)", "图片“图片/分诊台.jpg”不存在", "把它放进内容文件夹，路径相对于本页书写"),
        ("![叫号屏](pictures/SCREEN.png)", "图片“pictures/SCREEN.png”不存在", "是否想写“../pictures/screen.png”？"),
        (r"![叫号屏](..\pictures\screen.png)", r"图片“..\pictures\screen.png”不存在", "是否想写“../pictures/screen.png”？"),
        ("![叫号屏](/standards/pictures/screen.png)", "图片“/standards/pictures/screen.png”不存在", "是否想写“../pictures/screen.png”？"),
        ("![屏](../pictures/phone.heic)", "图片“../pictures/phone.heic”不会发布", "另存为其中一种，或把内容写进页面"),
        ("![屏](../pictures/huge.png)", "图片“../pictures/huge.png”有 21 MB，不会发布", "缩小到 20 MB 以内"),
        ("[登记](登记.csv)", "文件“登记.csv”不存在", "把它放进内容文件夹，路径相对于本页书写"),
        ("[登记](../pictures/登记.docx)", "文件“../pictures/登记.docx”不会发布", "另存为其中一种，或把内容写进页面"),
    ],
)
def test_a_picture_or_table_that_is_not_there_is_told_at_its_line(root: Path, written: str, said: str, mend: str) -> None:
    _pictures(root)
    (root / "standards/hotel/b.md").write_text(f"---\nid: X-Y\n---\n\n见{written}。\n", encoding="utf-8")
    (found,) = read(root).findings
    assert (found.code, found.at.path, found.at.line, found.at.column) == ("PRT005", "standards/hotel/b.md", 5, 2)
    assert found.message.startswith(said)
    assert found.hint == mend


@pytest.mark.parametrize(
    "written",
    [
        "![屏](../pictures/screen.png)", "![屏](../pictures/screen.png#top)", "![屏](<../pictures/a b.svg>)", "![屏](../pictures/a%20b.svg)",
        "[手册](../../handbooks/all.pdf)", "`![屏](no.png)`", "[登记](../pictures/rows.csv)", "![屏](https://example.com/x.png)",
    ],
)  # fmt: skip
def test_what_is_there_and_what_the_site_makes_is_not_lost(root: Path, written: str) -> None:
    _pictures(root)
    (root / "standards/hotel/b.md").write_text(f"见{written}。\n", encoding="utf-8")
    assert read(root).findings == ()


def _pictures(root: Path) -> None:
    (root / "standards/pictures").mkdir()
    for name in ("screen.png", "a b.svg", "rows.csv", "phone.heic", "登记.docx"):
        (root / "standards/pictures" / name).write_bytes(b"x")
    with (root / "standards/pictures/huge.png").open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_file_in_another_encoding_is_one_finding_and_what_refers_to_it_is_not_wrong(root: Path, encoding: str) -> None:
    text = "---\nid: X-Y\ntitle: 标准\n---\n正文\r\n"
    (root / "standards/other.md").write_bytes(text.encode(encoding))
    assert len(faults(root)) == 1
    assert read(root).texts["standards/other.md"] == text.replace("\r", "")


@pytest.mark.parametrize(("name", "proper"), [("x.MD", "x.md"), ("x.md.txt", "x.md"), ("x.txt", "x.md"), ("x.markdown", "x.md")])
def test_an_entry_in_a_file_with_another_ending_is_told_there_and_nowhere_else(root: Path, name: str, proper: str) -> None:
    (root / "standards" / name).write_text("---\nid: X-Y\nkind: script\n---\n", encoding="utf-8")
    (root / "standards/see.md").write_text("见 [[X-Y]]。\n", encoding="utf-8")
    (found,) = check(read(root).texts, as_of=dt.date(2026, 11, 22)).diagnostics
    assert (found.code, found.location.path, found.hint) == ("FMT032", f"standards/{name}", f"改名为 {proper}")


def test_a_registry_in_capitals_is_told_and_other_texts_and_yaml_are_left_alone(root: Path) -> None:
    (root / "standards/Roles.yml").write_text("a: 甲\n", encoding="utf-8")
    (root / "standards/hotel/roles.YML").write_text("a: 甲\n", encoding="utf-8")
    (root / "standards/notes.txt").write_bytes("会议记录".encode("gbk"))
    sources = read(root)
    assert sources.findings == () and "standards/notes.txt" not in sources.texts
    found = [d for d in check(sources.texts, as_of=dt.date(2026, 11, 22)).diagnostics if d.code != "FMT006"]
    assert [(d.code, d.location.path, d.hint) for d in found] == [("FMT032", "standards/Roles.yml", "改名为 roles.yml")]
