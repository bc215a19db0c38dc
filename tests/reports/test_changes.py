"""The comment of a pull request, as a store manager reads it."""

from __future__ import annotations

import datetime as dt

import pytest

from biaochi.commands.diff import explained
from biaochi.demo import changed, handbook
from biaochi.reports.changes import FORMATS, markdown

TODAY = dt.date(2026, 11, 22)
RECORD = (
    "changes+: [{{version: 2.0, date: 2026-06-02, {}reason: complaint, summary: {}, approved_by: keeper}}]\n"
)


def comment(change: str, as_of: dt.date = TODAY) -> str:
    return markdown(explained("a" * 40, "b" * 40, handbook(), changed(change), as_of))


def test_what_becomes_looser_comes_first() -> None:
    text = comment("DEMO-CARD.title: 卡\nmetrics.wait.limit: 12\n")
    assert text.index("柜台等候时限") < text.index("### 卡 ")


def test_each_entry_says_why_who_and_when() -> None:
    later = comment(
        "metrics.wait.limit: 12\nversion: 2.0\n"
        + RECORD.format("effective: 2027-03-01, ", "红线改为 12 分钟")
    )
    assert "> - 2.0：投诉。红线改为 12 分钟（店长批准，2027-03-01 起生效）" in later
    at_once = comment("metrics.wait.limit: 9\nversion: 2.0\n" + RECORD.format("", "红线改为 9 分钟"))
    assert "（店长批准，合并后即生效）" in at_once


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_papers_of_an_announced_version_hang_until_its_day(format_: str) -> None:
    change = "metrics.wait.limit: 12\nversion: 2.0\n" + RECORD.format("effective: 2027-03-01, ", "红线改为 12 分钟")

    def said(as_of: dt.date, also: str = "") -> str:
        return FORMATS[format_](explained("a" * 40, "b" * 40, handbook(), changed(change + also), as_of))

    before, on = said(dt.date(2027, 2, 28)), said(dt.date(2027, 3, 1))
    card = next(line for line in before.splitlines() if "柜台卡" in line)
    assert card.endswith("；2027-03-01 起换") and "；2027-03-01 前讲完" in before
    assert "起换" not in on and "前讲完" not in on
    # What holds at once is printed at once.
    both = said(dt.date(2027, 2, 28), "DEMO-CARD.title: 卡\n")
    assert not any("起换" in line for line in both.splitlines() if "全册" in line)


def test_words_that_changed_stand_out() -> None:
    text = comment("promises.wait-10.text: 取号后 9 分钟内叫到您的号码。\n")
    assert (
        "取号后<del>10 分钟</del>内叫到您的号码。" in text
        and "取号后<ins>9 分钟</ins>内叫到您的号码。" in text
    )


def test_papers_and_people_go_by_their_names() -> None:
    text = comment("metrics.wait.limit: 12\n")
    assert "- [ ] 柜台卡（因《柜台等候时限》）" in text
    assert (
        "- [ ] 店员（因《柜台等候时限》）：安排《柜台服务复训》《柜台服务入职培训》；重练话术《迎客问候》；一号店、二号店"
        in text
    )


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_a_terminal_is_not_steered_by_a_handbook(format_: str) -> None:
    said = FORMATS[format_](explained("a" * 40, "b" * 40, handbook(), changed('DEMO-CARD.title: "卡\\e[2J\\x9b"\n'), TODAY))
    assert "卡" in said and not {"\x1b", "\x9b"} & set(said)


def test_what_a_contributor_wrote_is_text() -> None:
    evil = comment(
        'promises.wait-10.text: "<img src=x> @everyone [看](http://evil.example) | 10 分钟内叫到您"\n'
    )
    assert "<img" not in evil and "@everyone" not in evil and "[看](" not in evil.replace("\\[", "") and "http://" not in evil
