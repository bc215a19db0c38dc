"""Which books are printed and what stands in them, before anything is laid out."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.handbook.book import Sections, volume
from biaochi.handbook.columns import with_columns
from biaochi.handbook.compose import Book, Declaration, books, prints
from biaochi.handbook.index import indexes
from biaochi.handbook.job import Volume
from biaochi.handbook.press import jobs
from biaochi.pages import Settings

SETTINGS = Settings(organisation="示范公司", title="示范手册", edition="第一版")


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check(demo.handbook(), as_of=dt.date(2026, 11, 22))


def book(outcome: Outcome, path: str, *declared: Declaration) -> Book:
    return next(found for found in books(outcome, SETTINGS, declared) if found.path == path)


def html(outcome: Outcome, found: Book) -> str:
    return "".join(part.html for part in volume(found, Sections(outcome, SETTINGS, frozenset()), "第一版").parts)


def ids(outcome: Outcome, **select: tuple[str, ...]) -> set[str]:
    found = book(outcome, "handbooks/own.pdf", Declaration("own", "自选", **select))  # type: ignore[arg-type]
    return {entry.id for entry in found.entries}


def test_a_declared_book_holds_what_every_key_of_its_choice_admits(outcome: Outcome) -> None:
    everything = ids(outcome)
    assert ids(outcome, ids=("DEMO-CARD", "DEMO-WAIT")) == {"DEMO-CARD", "DEMO-WAIT"}
    standards = ids(outcome, kinds=("standard",))
    assert standards and standards < everything
    assert ids(outcome, kinds=("standard",), ids=("DEMO-CARD",)) == set()
    assert ids(outcome, sectors=("hotel-on-the-moon",)) == set()
    role = next(iter(outcome.catalogue.roles))
    assert set() < ids(outcome, roles=(role,)) <= everything
    assert ids(outcome, tags=("没有的标签",)) == set()


def test_a_declared_book_says_for_whom_it_is_and_stands_among_the_downloads(outcome: Outcome) -> None:
    declared = Declaration("own", "值班经理手册", paper="A5", audience="值班经理")
    made = html(outcome, book(outcome, "handbooks/own.pdf", declared))
    assert "<td>值班经理</td>" in made and "值班经理手册" in made
    assert "handbooks/own.pdf" in [found.path for found in prints(outcome, SETTINGS, [declared])]
    found = next(j for j in jobs(outcome, SETTINGS, frozenset(), declared=[declared]) if j.path == "handbooks/own.pdf")
    assert isinstance(found, Volume) and all("A5" in part.style for part in found.parts)


def test_only_what_is_wanted_is_made(outcome: Outcome) -> None:
    found = jobs(outcome, SETTINGS, frozenset(), wanted=lambda path: path == "sheets/DEMO-CARD.pdf")
    assert [job.path for job in found] == ["sheets/DEMO-CARD.pdf"]
    assert found[0].entries == ("DEMO-CARD",)


def test_every_metric_stands_once_in_the_register(outcome: Outcome) -> None:
    made = html(outcome, book(outcome, "handbooks/metrics.pdf"))
    for standard, metric in outcome.catalogue.metrics():
        assert made.count(f"{standard.id}/{metric.id}<") == (0 if standard.retired else 1)


def test_the_contents_of_a_long_register_tell_its_dimensions(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of contents with one line on it is no help with thirty pages of metrics."""
    monkeypatch.setattr("biaochi.handbook.book._LONG_REGISTER", 1)
    made = html(outcome, book(outcome, "handbooks/metrics.pdf"))
    listed = re.findall(r'<li><a href="#(register-\d+)" data-page="#\1">(.+?)（\d+ 个）</a>', made)
    headed = re.findall(r'<h2 id="(register-\d+)">(.+?)</h2>', made)
    assert listed == headed and len(listed) > 1


def test_paper_is_not_told_to_be_clicked_on(outcome: Outcome) -> None:
    made = html(outcome, book(outcome, "handbooks/all.pdf"))
    assert "右边是各框的做法所在的页" in made and "点方框" not in made


def test_indexes_lead_to_anchors_of_the_book(outcome: Outcome) -> None:
    found = book(outcome, "handbooks/all.pdf")
    made = html(outcome, found)
    anchors = set(re.findall(r'\bid="([^"]+)"', made))
    rows = [row for index in indexes(found, outcome) for row in index.rows]
    assert rows and all(anchor in anchors for row in rows for anchor in row.anchors)
    metrics = {metric.name for entry in found.entries for metric in getattr(entry, "metrics", ())}
    assert {row.word for row in indexes(found, outcome)[0].rows} == metrics


def test_a_role_book_leaves_out_what_only_the_makers_need(outcome: Outcome) -> None:
    role = next(found for found in books(outcome, SETTINGS) if found.path.startswith("handbooks/role-"))
    full, short = html(outcome, book(outcome, "handbooks/all.pdf")), html(outcome, role)
    assert "变更记录</h" in full or "依据</h" in full
    assert "变更记录</h" not in short and "依据</h" not in short


def test_a_role_book_holds_the_ladder_that_the_roles_page_shows_behind_the_process_that_leads_there() -> None:
    tied = check(demo.changed("DEMO-FIRE.roles: [staff, trainer]\nDEMO-FIRE.links.related: [DEMO-LADDER]"), as_of=dt.date(2026, 11, 22))
    do = next(chapter for chapter in book(tied, "handbooks/role-trainer.pdf").chapters if chapter.title == "要做")
    assert [entry.id for entry in do.entries] == ["DEMO-FIRE", "DEMO-LADDER"]


def test_a_role_book_has_the_order_of_the_roles_page() -> None:
    texts = demo.handbook()
    other = texts["standards/wait.md"].replace("DEMO-WAIT", "DEMO-ASK").replace("criticality: key", "criticality: general")
    outcome = check(texts | {"standards/ask.md": other}, as_of=dt.date(2026, 11, 22))
    chapters = {chapter.title: [entry.id for entry in chapter.entries] for chapter in book(outcome, "handbooks/role-staff.pdf").chapters}
    assert chapters["要知道"] == ["DEMO-WAIT", "DEMO-ASK"] and chapters["要学"] == ["DEMO-TRAIN", "DEMO-AGAIN"]


def test_columns_are_as_wide_as_what_they_hold() -> None:
    row = "<tr><td>1</td><td>" + "长" * 40 + "</td><td>中等长度的文字一句</td></tr>"
    table = f'<table class="bc-table"><thead><tr><th>#</th><th>内容</th><th>备注</th></tr></thead><tbody>{row}</tbody></table>'
    widths = [float(width) for width in re.findall(r"width: ([\d.]+)%", with_columns(table, 58))]
    assert len(widths) == 3 and abs(sum(widths) - 100) < 0.5
    assert widths[0] < 5 < widths[2] < widths[1]


@pytest.mark.parametrize("ems", [58, 41])
def test_a_short_word_stays_on_one_line_however_narrow_the_page(ems: float) -> None:
    table = f'<table class="bc-table"><thead><tr><th>级别</th><th>判定条件</th></tr></thead><tbody><tr><td>三级</td><td>{"长" * 80}</td></tr></tbody></table>'
    first, _ = (float(width) for width in re.findall(r"width: ([\d.]+)%", with_columns(table, ems)))
    assert first / 100 * ems >= 3.3


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>只有一列</th></tr></table>",
        '<table><tr><th colspan="2">跨列</th></tr><tr><td>甲</td><td>乙</td></tr></table>',
        "<table><tr><td>甲</td><td>乙</td></tr><tr><td>缺一格</td></tr></table>",
        '<table class="bc-facts"><tr><th>甲</th><td>乙</td></tr></table>',
    ],
)
def test_a_table_that_is_no_plain_grid_is_left_alone(table: str) -> None:
    assert with_columns(table, 58) == table


def test_the_printed_register_says_what_is_not_in_force_as_the_page_does() -> None:
    ahead = check(demo.changed("DEMO-WAIT.status: draft"), as_of=dt.date(2026, 11, 22))
    made = html(ahead, book(ahead, "handbooks/metrics.pdf"))
    numbers = len(re.findall(r'<span class="bc-status bc-status--draft">标准设定</span><br>DEMO-WAIT/', made))
    assert numbers == made.count("<br>DEMO-WAIT/") > 0
    assert f"其中 {numbers} 个所在的标准尚未生效" in made
    now = check(demo.handbook(), as_of=dt.date(2026, 11, 22))
    assert "尚未生效" not in html(now, book(now, "handbooks/metrics.pdf"))
