"""Pages of versions, redlines, recent changes, feeds and the register: composed from versions as values."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import segno

from biaochi.core.check import check
from biaochi.demo import changed, handbook
from biaochi.pages import Settings
from biaochi.pages.paper_code import paper_code, qr, version_url
from biaochi.pages.past import Past, Versions
from biaochi.pages.publication import publish
from biaochi.pages.recent import feeds
from biaochi.pages.redlined import redlined

AS_OF = dt.date(2026, 11, 22)
SETTINGS = Settings(title="手册", site_url="https://handbook.example.com/")
NOW = check(
    changed(
        "metrics.wait.target: 4\nversion: 2.0\n"
        "changes+: [{version: 2.0, date: 2026-09-01, reason: audit, summary: 目标改为 4 分钟, approved_by: keeper}]"
    ),
    as_of=AS_OF,
)
OLD = check(handbook(), as_of=AS_OF).catalogue.entries["DEMO-WAIT"]
VERSIONS = Versions(
    {
        "DEMO-WAIT": (
            Past(OLD, "1.1", "superseded", dt.date(2026, 6, 1), dt.date(2026, 6, 1), "2.0", dt.date(2026, 9, 2)),
            Past(
                NOW.catalogue.entries["DEMO-WAIT"], "2.0", "current", dt.date(2026, 9, 2), dt.date(2026, 6, 1),
                previous="1.1",
            ),
        )
    },
    ("2026-01-10 的提交略过",),
)  # fmt: skip
PAGES = publish(NOW, SETTINGS, versions=VERSIONS, files=["feeds/all.xml", "feeds/role-staff.xml"]).pages


def words(path: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", PAGES[path].html))


def test_an_old_version_says_what_took_its_place() -> None:
    text = words("v/DEMO-WAIT/1.1/index.md")
    assert "已被 2.0 版 替代" in text and "2026-09-02" in text and "≤ 5 分钟" in text
    assert 'href="../2.0/index.html"' in PAGES["v/DEMO-WAIT/1.1/index.md"].html


def test_the_current_version_says_so() -> None:
    assert "现行有效" in words("v/DEMO-WAIT/2.0/index.md")


def test_the_redline_compares_values() -> None:
    html = PAGES["v/DEMO-WAIT/2.0/from-1.1.md"].html
    assert "<del>5 分钟</del>" in html and "<ins>4 分钟</ins>" in html and "收紧" in html


def test_what_a_version_refers_to_is_named_by_its_title_then() -> None:
    before = check(changed("title: 等候从前怎么叫"), as_of=AS_OF).catalogue.entries["DEMO-WAIT"]
    entries = check(changed("DEMO-GREET.links.related: [DEMO-WAIT]\nDEMO-GREET.body: 见 [[DEMO-WAIT]]、[[DEMO-WAIT#queue]]、[[DEMO-CARD]]。"), as_of=AS_OF)
    greet = entries.catalogue.entries["DEMO-GREET"]
    plain = check(handbook(), as_of=AS_OF).catalogue.entries["DEMO-GREET"]
    older = Past(plain, "0.9", "superseded", AS_OF, None, "1.0")
    newer = Past(greet, "1.0", "superseded", AS_OF, None, previous="0.9", beside={"DEMO-WAIT": before})
    pages = publish(entries, SETTINGS, versions=Versions({"DEMO-GREET": (older, newer)})).pages
    html = pages["v/DEMO-GREET/1.0/index.md"].html
    assert re.search(r">等候从前怎么叫</a>、<a [^>]*>等候从前怎么叫 第 \d 条</a>、<a [^>]*>DEMO-CARD</a>", html), "what the history does not know has its id"
    assert "<ins>等候从前怎么叫</ins>" in pages["v/DEMO-GREET/1.0/from-0.9.md"].html


def test_roles_that_come_to_know_an_entry_are_one_row_of_the_redline() -> None:
    more = check(changed("roles: [staff, keeper, trainer]"), as_of=AS_OF)
    older, newer = (Past(entry, version, "current", None, None) for entry, version in ((OLD, "1.1"), (more.catalogue.entries["DEMO-WAIT"], "1.2")))
    added = [row.change.after for row in redlined(older, newer, more.catalogue).rows if row.change.kind == "role-added"]
    assert [sorted(names.split("、")) for names in added] == [sorted(more.catalogue.role_name(role) for role in ("keeper", "trainer"))]
    taken = [row.change.before for row in redlined(newer, older, more.catalogue).rows if row.change.before and not row.change.after]
    assert [sorted(names.split("、")) for names in taken] == [sorted(added[0].split("、"))]


def test_the_day_a_version_was_replaced_says_which_day_it_is_and_does_not_contradict_the_next_one() -> None:
    assert "（自 2026-09-02，2.0 版收入手册的日子）" in words("v/DEMO-WAIT/1.1/index.md")
    assert "在手册里，本版自 2026-09-02 起代替 1.1 版" in words("v/DEMO-WAIT/2.0/index.md")
    (old, now) = VERSIONS.by_entry["DEMO-WAIT"]
    later = replace(old, until=dt.date(2026, 10, 1)), replace(now, effective=dt.date(2026, 10, 1))
    pages = publish(NOW, SETTINGS, versions=Versions({"DEMO-WAIT": later})).pages
    assert "（自 2026-10-01，2.0 版生效的日子）" in pages["v/DEMO-WAIT/1.1/index.md"].html
    assert "在手册里，本版自" not in pages["v/DEMO-WAIT/2.0/index.md"].html


def test_a_redline_calls_things_by_their_names_with_the_id_behind() -> None:
    edit = (
        "DEMO-SERVE.steps.greet.time_limit: 30 秒\nmetrics.wait.target: 4\npromises.wait-10.target: 8 分钟\nDEMO-CARD.items.tidy.type: scale"
        "\nDEMO-TRAIN.audience: [staff, keeper]\nDEMO-FIRE.accountable: staff"
    )
    now = check(changed(edit), as_of=AS_OF).catalogue
    before = check(handbook(), as_of=AS_OF).catalogue
    rows = {}
    for name in ("DEMO-SERVE", "DEMO-WAIT", "DEMO-CARD", "DEMO-TRAIN", "DEMO-FIRE"):
        older, newer = (Past(side.entries[name], version, "current", None, None) for side, version in ((before, "1.0"), (now, "1.1")))
        rows |= {row.change.what: (row.change.before, row.change.after) for row in redlined(older, newer, now).rows}
    assert rows["指标 等候时长（wait）的目标"] == ("5 分钟", "4 分钟")
    assert any(re.fullmatch("步骤 .+（greet）的时限", what) for what in rows) and "检查项 台面没有杂物（tidy）的类型" in rows
    assert [what for what in rows if what.startswith("承诺 取号后 10 分钟内叫到您的号码（wait-10）")], rows
    assert rows["对象"] == ("店员", "店员、店长") and not re.search("[a-z]", "".join(rows["检查项 台面没有杂物（tidy）的类型"]))


def test_what_a_changed_clause_refers_to_is_read_by_its_title() -> None:
    before, now = (check(texts, as_of=AS_OF).catalogue for texts in (handbook(), changed("DEMO-LADDER.body: \"两级响应。\\n\\n员工应照 [[DEMO-WAIT#queue]] 叫号。\"")))
    wait = now.entries["DEMO-WAIT"]
    older, newer = (Past(side.entries["DEMO-LADDER"], version, "current", None, None, beside={"DEMO-WAIT": wait}) for side, version in ((before, "1.0"), (now, "1.1")))
    (told,) = (row.change.after for row in redlined(older, newer, now).rows if row.change.kind == "clause-added")
    assert told == f"员工应照《{wait.title}》第 2 条 叫号。"
    assert [piece.text for line in redlined(older, newer, now).lines for piece in line.pieces if piece.sign == "+"] == [f"员工应照《{wait.title}》第 2 条叫号。"]


def test_a_redline_tells_of_a_step_who_does_it_and_where_it_leads_by_name() -> None:
    edit = "DEMO-SERVE.steps+: [{id: bow, name: 送别, role: keeper, does: 店长送到门口, time_limit: 1 分钟, key: true}]\nDEMO-SERVE.steps.greet.next: [{to: bow, when: 老顾客}, {to: end, when: 其他}]"
    older, newer = (Past(check(texts, as_of=AS_OF).catalogue.entries["DEMO-SERVE"], "1.0", "current", None, None) for texts in (handbook(), changed(edit)))
    rows = {row.change.what: row.change.after for row in redlined(older, newer, check(changed(edit), as_of=AS_OF).catalogue).rows}
    assert rows["步骤 送别（bow）"] == "店长，≤ 1 分钟：店长送到门口"
    (onward,) = (after for what, after in rows.items() if what.endswith("的下一步"))
    assert onward == "去向 送别，条件 老顾客、去向 结束，条件 其他"


def test_a_redline_that_shows_nothing_of_what_the_record_tells_says_where_it_is() -> None:
    told = check(changed("touchpoint: 离店\nversion: 1.2\nchanges: [{version: 1.2, date: 2026-06-01, reason: need, summary: 换个说法, approved_by: keeper}]"), as_of=AS_OF)
    older = Past(OLD, "1.1", "superseded", AS_OF, None, "1.2")
    newer = Past(told.catalogue.entries["DEMO-WAIT"], "1.2", "current", AS_OF, None, previous="1.1")
    html = publish(told, SETTINGS, versions=Versions({"DEMO-WAIT": (older, newer)})).pages["v/DEMO-WAIT/1.2/from-1.1.md"].html
    assert "<b>上面写的改动，1.1 版最后的文字里已经有了</b>；与它相比，正文与要求相同，1.2 版只改了触点、变更记录。" in html
    assert "正文与要求相同" not in PAGES["v/DEMO-WAIT/2.0/from-1.1.md"].html


def test_a_redline_of_records_alone_says_that_the_text_was_changed_before() -> None:
    told = check(changed("changes: [{version: 1.1, date: 2026-06-01, reason: need, summary: 换个说法, approved_by: keeper}]"), as_of=AS_OF)
    older = Past(OLD, "1.1", "superseded", AS_OF, None, rewritten=True)
    newer = Past(told.catalogue.entries["DEMO-WAIT"], "1.2", "current", AS_OF, None, previous="1.1")
    assert redlined(older, newer, told.catalogue).rows and redlined(older, newer, told.catalogue).unsaid == ("变更记录",)
    html = publish(told, SETTINGS, versions=Versions({"DEMO-WAIT": (older, newer)})).pages["v/DEMO-WAIT/1.2/from-1.1.md"].html
    assert html.index("（1.1 版曾在同一版本号下改过）；与它相比，正文与要求相同，1.2 版只改了变更记录。") < html.index("<table")
    assert "日期 <del>2026-05-20</del><ins>2026-06-01</ins>" in html and "<del>写明起计点</del><ins>换个说法</ins>" in html
    assert "曾在同一版本号下改过" not in PAGES["v/DEMO-WAIT/2.0/from-1.1.md"].html


def test_where_there_is_but_a_record_to_see_nobody_is_sent_to_look_for_a_change() -> None:
    record = "version: 1.2\nchanges+: [{version: 1.2, date: 2026-09-01, reason: need, summary: 换个说法, approved_by: keeper}]"
    older = Past(OLD, "1.1", "superseded", dt.date(2026, 6, 1), None, "1.2")
    for only, shown in ((True, False), (False, True)):
        told = check(changed(record if only else f"{record}\nmetrics.wait.target: 4"), as_of=AS_OF)
        newer = Past(
            told.catalogue.entries["DEMO-WAIT"], "1.2", "current", dt.date(2026, 9, 1), None, previous="1.1", only_recorded=only
        )
        pages = publish(told, SETTINGS, versions=Versions({"DEMO-WAIT": (older, newer)})).pages
        assert "v/DEMO-WAIT/1.2/from-1.1.md" in pages, "an address that was is kept"
        for path in ("standards/wait.md", "changes/index.md", "roles/staff.md", "v/DEMO-WAIT/1.1/index.md", "v/DEMO-WAIT/1.2/index.md"):
            assert ("from-1.1.html" in pages[path].html) is shown, path
            told_so = "文字相同，只补记" if path == "standards/wait.md" else "这里写的改动，.*里已经有了；.*补记。"
            assert (re.search(told_so, pages[path].html) is not None) is only, path


def test_from_an_old_text_there_is_a_way_to_what_is_worked_by_today() -> None:
    for path in ("v/DEMO-WAIT/1.1/index.md", "v/DEMO-WAIT/2.0/from-1.1.md"):
        assert re.search(r'<a href="[./]*/standards/wait.html">现行版本</a>', PAGES[path].html), path
    gone = check(changed("status: retired\nDEMO-GREET.links.supersedes: [DEMO-WAIT]"), as_of=AS_OF)
    older, newer = VERSIONS.by_entry["DEMO-WAIT"]
    last = replace(newer, entry=gone.catalogue.entries["DEMO-WAIT"], state="retired")
    pages = publish(gone, SETTINGS, versions=Versions({"DEMO-WAIT": (replace(older, state="retired"), last)})).pages
    title = gone.catalogue.entries["DEMO-GREET"].title
    for path in ("v/DEMO-WAIT/1.1/index.md", "v/DEMO-WAIT/2.0/from-1.1.md"):
        assert re.search(rf'看现在的条目</a>，取代它的是<a href="[^"]+">{title}</a>', pages[path].html), path


def test_the_entry_lists_its_versions() -> None:
    html = PAGES["standards/wait.md"].html
    assert 'id="versions"' in html and "from-1.1.html" in html and "2026-09-02" in html
    row = re.findall(r"<td>.*?</td>", html[html.index('id="versions"') :])
    assert "from-1.1.html" in "".join(row[:4]), "on a phone the first four columns are in sight"


def test_a_version_that_stands_but_in_one_of_the_two_tables_says_why() -> None:
    record = "{{version: {}, date: {}, reason: need, summary: 换个说法, approved_by: keeper}}"
    told = ", ".join((record.format("2.0", "2026-09-01"), record.format("1.1", "2026-03-01"), record.format("0.9", "2026-01-01")))
    renumbered = f"version: 2.0\nchanges: [{told}]"
    now = check(changed(renumbered), as_of=AS_OF)
    names = {"1.0": "", "1.1": "", "1.2": f"changes: [{record.format('1.2', '2026-05-01')}]", "1.3": "metrics.wait.target: 3", "1.9": "", "2.0": renumbered}
    made, last = [], None
    for version, edit in names.items():
        entry = check(changed(f"version: {version}\n{edit}" if version != "2.0" else edit), as_of=AS_OF).catalogue.entries["DEMO-WAIT"]
        made.append(Past(entry, version, "superseded", dt.date(2026, 6, 1), None, previous=last))
        last = version
    html = publish(now, SETTINGS, versions=Versions({"DEMO-WAIT": tuple(made)})).pages["standards/wait.md"].html
    assert html.count('class="bc-note bc-unrecorded"') == 2, "both are left out on paper with their tables"
    text = re.sub(r"<[^>]+>", "", html)
    for wanted in ("1.0 版（同一份文字后来编为 1.2 版）", "1.2 版（记录后来去掉了）", "1.3 版（", "1.9 版（同一份文字后来编为 2.0 版）", "0.9 版只有变更记录"):
        assert wanted in text, wanted
    assert "1.1 版（" not in text
    assert not re.search("下面的变更记录里没有|版只有变更记录", PAGES["standards/wait.md"].html)


def test_every_link_between_them_leads_somewhere() -> None:
    for path in ("v/DEMO-WAIT/1.1/index.md", "v/DEMO-WAIT/2.0/from-1.1.md", "changes/index.md"):
        assert 'href="None"' not in PAGES[path].html


def test_recent_changes() -> None:
    text = words("changes/index.md")
    for wanted in (
        "2026-09-02",
        "柜台等候时限 2.0",
        "要重印的",
        "店员岗位手册",
        "要再培训的",
        "2026-01-10 的提交略过",
    ):
        assert wanted in text


def test_what_changed_stands_before_what_follows_from_it() -> None:
    html, headings = PAGES["changes/index.md"].html, [heading.id for heading in PAGES["changes/index.md"].headings]
    assert headings == ["2026-09-02", "2026-06-01", "reprint", "retrain", "feeds"]
    assert html.index("2026-01-10 的提交略过") > html.index('id="feeds"')
    assert html.count('href="#reprint">') == 1 and html.index('href="#reprint">') < html.index('id="2026-09-02"')


def test_a_paper_that_was_not_printed_leads_to_the_page_it_says_the_same_as() -> None:
    html = PAGES["changes/index.md"].html
    assert '<a href="../roles/staff.html">店员岗位手册</a>' in html and '<a href="../sectors/common.html">通用分册</a>' in html


def test_recent_changes_are_filtered_by_sector_and_what_is_common_is_everybodys() -> None:
    outcome = check(changed("DEMO-GREET.sector: bank\nDEMO-GREET.roles: [staff]"), as_of=AS_OF)
    greet = outcome.catalogue.entries["DEMO-GREET"]
    held = Past(greet, "1.0", "current", dt.date(2026, 9, 2), dt.date(2026, 9, 2))
    html = publish(outcome, SETTINGS, versions=Versions({"DEMO-GREET": (held,), **VERSIONS.by_entry})).pages["changes/index.md"].html
    assert '<option value="bank">' in html and 'name="sector"' in html
    rows = re.findall(r'<li data-text data-sector="([^"]*)" [^>]*><a href="[^"]*v/([A-Z-]+)/', html)
    assert {entry: sectors for sectors, entry in rows} == {"DEMO-WAIT": "bank common", "DEMO-GREET": "bank"}
    assert '<li data-text data-sector="bank common" data-role="staff" data-since="2026-09-02"><a href="../roles/staff.html">店员岗位手册' in html
    assert '<li data-text data-sector="common" data-role="" data-since="2026-09-02"><a href="../sectors/common.html">通用分册' in html


def test_recent_changes_are_narrowed_to_a_role_and_from_a_day_on() -> None:
    html = PAGES["changes/index.md"].html
    assert '<option value="staff">店员</option>' in html and 'type="date" name="since"' in html and "data-since-of" not in html
    (now, *_) = re.findall(r'<li data-text [^>]*data-role="([^"]*)" data-since="([^"]*)"><a href="[^"]*v/DEMO-WAIT/2.0', html)
    assert now == ("staff", "2026-09-02")
    (card,) = re.findall(r'<li data-text [^>]*data-role="([^"]*)" [^>]*><a href="[^"]*">柜台卡', html)
    assert card == "staff", "whoever ticks a sheet works by it"


def test_feeds_are_atom_and_by_role() -> None:
    for path in ("changes/index.md", "roles/staff.md"):
        assert "给订阅阅读器用的地址" in PAGES[path].html, "whoever taps it sees what only a program reads"
    made = dict(feeds(VERSIONS, NOW, SETTINGS))
    assert set(made) == {
        "feeds/all.xml",
        "feeds/role-staff.xml",
        "feeds/role-keeper.xml",
        "feeds/role-trainer.xml",
    }
    space = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(made["feeds/role-staff.xml"])
    titles = [entry.findtext(f"{space}title") or "" for entry in root.iter(f"{space}entry")]
    assert [title.split("（")[0] for title in titles] == ["柜台等候时限 2.0", "柜台等候时限 1.1"]
    assert root.findtext(f"{space}updated") == "2026-09-02T00:00:00Z"
    assert not list(ElementTree.fromstring(made["feeds/role-trainer.xml"]).iter(f"{space}entry"))
    assert made == dict(feeds(VERSIONS, NOW, SETTINGS))


def test_what_is_announced_is_told_now_and_printed_on_its_day() -> None:
    (old, now) = VERSIONS.by_entry["DEMO-WAIT"]
    soon = replace(
        now,
        version="3.0",
        state="announced",
        published=dt.date(2026, 11, 1),
        effective=dt.date(2027, 1, 15),
        previous="2.0",
    )
    waiting = Versions({"DEMO-WAIT": (old, now, soon)})
    html = publish(NOW, SETTINGS, versions=waiting).pages["changes/index.md"].html
    assert "将要生效的" in html and "<b>2027-01-15</b> 起执行" in html
    held = replace(soon, state="current")
    later = replace(NOW, as_of=dt.date(2027, 1, 20))
    space = "{http://www.w3.org/2005/Atom}"
    for state, outcome, day in ((soon, NOW, "2026-11-01"), (held, later, "2027-01-15")):
        told = dict(feeds(Versions({"DEMO-WAIT": (old, now, state)}), outcome, SETTINGS))["feeds/all.xml"]
        newest = next(ElementTree.fromstring(told).iter(f"{space}entry"))
        assert newest.findtext(f"{space}updated") == f"{day}T00:00:00Z"


def test_the_register_of_current_versions() -> None:
    entry = NOW.catalogue.entries["DEMO-WAIT"]
    text = words("registers/versions.md")
    assert "DEMO-WAIT" in text and str(paper_code(entry, SETTINGS)["code"]) in text
    html = PAGES["registers/versions.md"].html
    assert '<tr id="DEMO-WAIT" data-text data-sector="common">' in html and 'name="text"' in html


def test_a_paper_carries_its_versions_address() -> None:
    entry = NOW.catalogue.entries["DEMO-WAIT"]
    address = version_url(entry, SETTINGS)
    assert address == "https://handbook.example.com/v/DEMO-WAIT/2.0/"
    assert segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2).split(" d=")[1][
        :200
    ] in qr(address)


def test_without_a_site_address_there_is_the_code_alone() -> None:
    made = paper_code(NOW.catalogue.entries["DEMO-WAIT"], Settings())
    assert made["qr"] == "" and re.fullmatch(r"[0-9a-f]{8}", made["code"])


def test_without_a_history_the_site_goes_on() -> None:
    pages = publish(NOW, SETTINGS).pages
    assert not [path for path in pages if path.startswith("v/")]
    assert "没有提交历史" in pages["changes/index.md"].html
