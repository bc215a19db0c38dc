"""The command line in Chinese: its help, and what it says of a command that it cannot read."""

from __future__ import annotations

import re

import pytest

from biaochi.cli import main

COMMANDS = ("check", "lint-text", "build", "diff", "confirm", "redline", "verify", "explain", "new", "init", "print", "sheet", "pack", "serve")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("chek", "命令 没有“chek”。是否想写“check”？"),
        ("", "缺少 命令"),
        ("new stadard X", "类别 没有“stadard”。是否想写“standard”？"),
        ("redline A", "缺少 旧版、新版"),
        ("check --aganst main", "不认识“--aganst”。是否想写“--against”？"),
        ("pack --site cd-009", "不认识“--site”。"),  # no other command's --title is meant
        ("pack --wokers 2", "不认识“--wokers”。是否想写“--workers”？"),
        ("check --as-of 2026/1/1", "--as-of：日期应写成 2026-03-01，这里是“2026/1/1”"),
        ("check --output", "--output 后面要写一个值"),
        ("check --format yaml", "--format 没有“yaml”。可写 text、json、github、gitlab、sarif、junit"),
        ("check --no-cache=1", "--no-cache 后面不写值，这里写了“1”"),
        ("check --s", "“--s”不止一种意思，写全：--strict、--select"),
        ("pack --workers x", "--workers 应是整数，这里是“x”"),
    ],
)
def test_a_command_that_cannot_be_read_is_told_in_chinese(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    assert ended.value.code == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first == said
    assert re.fullmatch(r"用“biaochi( \w+)? -h”看怎样写。", second)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_but_what_is_typed(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "-h"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith(f"用法：biaochi {command}".rstrip())
    assert not re.search(r"usage|positional|show this|options:|\b(ROOT|CONFIG|TITLE|OWNER|ADDRESS)\b", out)
