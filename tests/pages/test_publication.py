"""The pages as a whole: every link and anchor resolves, and each kind of entry shows what it has."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.core.read import read
from biaochi.pages.links import address
from biaochi.pages.page import Page
from biaochi.pages.publication import Publication, publish
from biaochi.pages.settings import Settings

AS_OF = dt.date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[2]
SETTINGS = Settings(
    organisation="示范公司",
    edit_url="https://git.example.com/edit/main",
    report_url="https://git.example.com/new?title={title}",
)


class Anchors(HTMLParser):
    """A page's links and ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.fields: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            elif name == "id" and value is not None:
                self.ids.append(value)
            elif name == "name" and tag in ("select", "input") and value is not None:
                self.fields.append(value)


@cache
def of_demo(change: str = "") -> tuple[Outcome, Publication]:
    outcome = check(demo.changed(change), as_of=AS_OF)
    return outcome, publish(outcome, SETTINGS)


@cache
def of_handbook() -> tuple[Outcome, Publication, tuple[str, ...]]:
    sources = read(ROOT)
    outcome = check(sources.texts, as_of=AS_OF, findings=sources.findings)
    return outcome, publish(outcome, SETTINGS, files=sources.assets), sources.assets


def broken(pages: dict[str, Page], files: tuple[str, ...] = ()) -> list[str]:
    read_pages = {address(path): Anchors(page.html) for path, page in pages.items()}
    wrong = []
    for here, page in read_pages.items():
        for link in page.links:
            if re.match(r"(?:https?|mailto|tel):", link):
                continue
            path, _, fragment = link.partition("#")
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(path))) if path else here
            )
            if target in read_pages:
                if fragment.startswith("?"):
                    # A choice of filters: the page must have the field.
                    if fragment[1:].partition("=")[0] not in read_pages[target].fields:
                        wrong.append(f"{here}: {link} (no such filter)")
                elif fragment and unquote(fragment) not in read_pages[target].ids:
                    wrong.append(f"{here}: {link} (no such anchor)")
            elif target not in files and target not in GENERATED:
                wrong.append(f"{here}: {link}")
    return wrong


GENERATED = ("receipt.html", "receipt.json", "data/metrics.json")
"""Files that a build adds beside the pages."""


def test_every_link_and_anchor_of_the_demonstration_resolves() -> None:
    assert broken(dict(of_demo()[1].pages)) == []


def test_every_link_and_anchor_of_the_own_handbook_resolves() -> None:
    _, publication, assets = of_handbook()
    assert broken(dict(publication.pages), assets) == []


def test_no_page_uses_an_id_twice() -> None:
    wrong = {}
    for publication in (of_demo()[1], of_handbook()[1]):
        for path, page in publication.pages.items():
            ids = Anchors(page.html).ids
            if len(ids) != len(set(ids)):
                wrong[path] = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    assert wrong == {}


def test_tables_of_contents_lead_somewhere() -> None:
    for publication in (of_demo()[1], of_handbook()[1]):
        for path, page in publication.pages.items():
            ids = Anchors(page.html).ids
            listed = [heading.id for heading in page.headings]
            assert set(listed) <= set(ids), path
            assert listed == sorted(listed, key=ids.index), f"{path}: not in the order of the page"


def test_who_decides_and_what_may_be_chosen_stand_before_how_it_is_measured() -> None:
    outcome, publication, _ = of_handbook()
    decided = offered = 0
    for entry in outcome.catalogue.entries.values():
        html = publication.pages[entry.path].html
        if getattr(entry, "decision", None):
            decided += 1
            assert html.index("决定权：") < html.index('class="bc-clause"'), entry.id
        if getattr(entry, "options", ()):
            offered += 1
            assert html.index('id="options"') < html.index('id="metrics"'), entry.id
    assert decided > 1 and offered > 5


def test_the_navigation_names_places_only_and_every_entry_stands_at_one() -> None:
    outcome, publication, _ = of_handbook()
    paths: list[str] = []

    def walk(items: object) -> None:
        for item in items:  # type: ignore[attr-defined]
            for target in item.values():
                paths.append(target) if isinstance(target, str) else walk(target)

    walk(publication.navigation)
    assert set(paths) <= set(publication.pages)
    entries = {entry.path for entry in outcome.catalogue.entries.values()}
    assert not entries & set(paths), "the navigation would grow with the handbook"
    for path in entries:
        place = publication.place(path)
        assert place in paths
        shelved = [p for group in publication.shelves[place].groups.values() for _, p in group]
        assert shelved.count(path) == 1
        # Without scripts the place's own page leads there.
        assert posixpath.relpath(address(path), posixpath.dirname(address(place))) in publication.pages[place].html


def test_publishing_twice_gives_the_same() -> None:
    outcome, first = of_demo()
    again = publish(check(dict(reversed(demo.handbook().items())), as_of=AS_OF), SETTINGS)
    assert first.pages == again.pages
    assert first.navigation == again.navigation
    assert outcome.catalogue.entries


def page(path: str, change: str = "") -> str:
    return of_demo(change)[1].pages[path].html


SHOWN = {
    "standards/wait.md": [
        "DEMO-WAIT",
        "1.1",
        "现行",
        "店长",
        "2026-06-01",
        "2027-06-01",
        "90% 的情形 ≤ 5 分钟",
        "红线 10 分钟",
        "越低越好",
        "取号后 10 分钟内叫到您的号码。",
        "超过时赠送饮品券 1 张",
        "大堂公示牌",
        "至少提前 30 天公告",
        "服务标准（时间）",
        "2026 年 3 月试行",
        "顾客最在意等候的时间",
        "忙时增开一个柜台",
        'id="greet"',
        'id="metric-wait"',
        'id="promise-wait-10"',
        "写明起计点",
        "柜台服务流程",
        "迎客问候",
        "写明等候的起计点",
    ],
    "processes/serve.md": [
        "触发",
        "顾客取号",
        "唯一责任岗位",
        "服务接待",
        "服务实施",
        "服务后跟进",
        "≤ 20 分钟",
        "业务未办结",
        "结束",
        'id="step-serve"',
    ],
    "processes/ladder.md": [
        "谁能决定什么",
        "初级响应",
        "10 分钟",
        "4 小时",
        "免单 100 元以内",
        "4 小时内没有办结",
    ],
    "processes/fire.md": ["预案", "停电超过 30 分钟", "首个动作 ≤ 3 分钟", "半年", "2026-09-15"],
    "standards/greet.md": ["迎客", "柜台", "必说", "禁说", "等一下", "{称呼}", "每年", "语速：每分钟 220 字，最长的一段"],
    "standards/card.md": ["柜台卡", "A6", "每班开始前", "台面没有杂物", "是/否", "柜台等候时限 第 2 条"],
    "standards/visit.md": ["神秘访客", "随机抽样", "匿名", "两次不合格的门店停业培训 1 天", "一票否决", "60"],
    "standards/survey.md": ["问卷", "延时", "3 天"],
    "standards/train.md": ["入职", "面授", "2 小时", "角色扮演", "≥ 9 分", "闭卷考试", "柜台等候时限"],
    "standards/fix.md": [
        "稽核",
        "标准没有写起计点",
        "2026-05-20",
        "柜台等候时限",
        "2026 年 6 月两店等候时长之差小于 1 分钟",
    ],
    "registers/metrics.md": ["等候时长", "DEMO-WAIT/wait", "响应", "准确"],
    "registers/promises.md": ["取号后 10 分钟内叫到您的号码。", "≤ 10 分钟", "90% 的情形 ≤ 5 分钟"],
    "matrix.md": ["柜台等候时限", "柜台服务流程", "迎客问候", "柜台卡", "柜台服务入职培训", "3/3"],
    "roles/staff.md": ["店员", "门店", "柜台等候时限", "起身并说出问候语", "迎客问候"],
    "sectors/common.md": ["客户旅程", "到店", "柜台等候时限"],
    "reviews.md": ["2026-11-22", "2027-06"],
    "registers/terms.md": ["取号", "顾客在取号机上领取排队号码。", "叫号、排号"],
    "index.md": ["店员", "到店", "写明起计点"],
    "id/DEMO-WAIT/index.md": ["../../standards/wait.html", "永久地址"],
}


@pytest.mark.parametrize("path", SHOWN)
def test_a_page_shows_what_it_is_for(path: str) -> None:
    html = page(path)
    assert [piece for piece in SHOWN[path] if piece not in html] == []


@pytest.mark.parametrize(
    ("status", "said"),
    [("draft", "标准设定"), ("needs", "需求分析"), ("training", "培训准备"), ("pilot", "试行")],
)
def test_what_is_not_in_force_says_so_at_its_top_and_in_lists(status: str, said: str) -> None:
    html = page("standards/wait.md", f"status: {status}")
    assert f'class="bc-banner bc-banner--{status}"' in html and "尚未生效" in html and said in html
    assert said in page("kinds/standard.md", f"status: {status}")


def test_an_announced_entry_says_from_when() -> None:
    html = page("standards/wait.md", "effective: 2027-01-01")
    assert "bc-banner--announced" in html and "2027-01-01" in html
    assert "2027-01-01 起生效" in page("kinds/standard.md", "effective: 2027-01-01")


def test_a_retired_entry_keeps_its_page_and_its_address() -> None:
    _, publication = of_demo("status: retired")
    assert "bc-banner--retired" in publication.pages["standards/wait.md"].html
    assert "id/DEMO-WAIT/index.md" in publication.pages


def test_a_retired_entry_says_what_supersedes_it() -> None:
    change = "DEMO-AGAIN.status: retired\nlinks.supersedes: [DEMO-AGAIN]"
    outcome, publication = of_demo(change)
    again = publication.pages[outcome.catalogue.entries["DEMO-AGAIN"].path].html
    banner = again[again.index("bc-banner--retired") :].partition("</div>")[0]
    assert re.search(r'取代它的是<a href="[^"]*wait\.html">柜台等候时限</a>。$', banner)
    assert "取代它的是" not in of_demo("DEMO-AGAIN.status: retired")[1].pages[outcome.catalogue.entries["DEMO-AGAIN"].path].html


def test_the_field_reference_is_headed_in_the_handbooks_language() -> None:
    html = page("fields.md")
    headings = re.findall(r"<h2 id=\"[\w-]+\">([^<]+)</h2>", html)
    assert "变更记录（changes）" in headings and all(re.match("[一-鿿]", heading) for heading in headings)
    assert len(set(headings)) == len(headings)


def test_the_field_reference_says_how_every_value_is_written() -> None:
    html = page("fields.md")
    rows = re.findall(r"<tr><td><code>(\w+)</code></td><td>.*?</td><td>(.*?)</td><td>", html)
    assert rows and all(how for _, how in rows)
    assert any("<code>system-log</code>（系统日志）" in how for name, how in rows if name == "method")
    assert {("effective", "日期，如 2026-03-01"), ("target", "数字，或 [下限, 上限]"), ("clock", "映射")} <= set(rows)


def test_the_field_reference_has_the_registries_and_what_a_row_of_each_looks_like() -> None:
    """Each example is one: written into its file it gives what it says."""
    html = page("fields.md")
    texts = dict(re.findall(r"（standards/(\w+)\.yml）</h2>\s*<p>.*?</p>\s*<pre><code>(.*?)</code></pre>", html, re.S))
    assert list(texts) == ["roles", "terms", "sites", "sources", "journeys"]
    found = check({f"standards/{name}.yml": text for name, text in texts.items()}, as_of=AS_OF)
    assert [d.code for d in found.diagnostics] == ["FMT006"], texts
    catalogue = found.catalogue
    assert catalogue.roles["receptionist"].name == "前台" and catalogue.sector_name("pet") == "动物医院"
    assert catalogue.terms["取号"].synonyms == ("叫号", "排号") and catalogue.sites["nanshan"].sector == "pet"
    assert catalogue.journeys["pet"][0] == "预约" and catalogue.source_rows["LAW-01"].document == "LAW"
    assert "百分位，如 p90" in html


def test_sources_of_no_document_have_no_empty_heading() -> None:
    rows = 'standards/sources.yml: "LAW-01: {title: 收费公示}\\n'
    html = of_demo(rows + '"')[1].pages["sources/index.md"].html
    assert "<h2" not in html and "原文缺失" not in html and "写着这个编号（seed）的" in html
    html = of_demo(rows + 'LAW-02: {title: 明码标价, document: LAW, lost: true}\\ndocuments: {LAW: {title: 价格法}}\\n"')[1].pages["sources/index.md"].html
    assert '<h2 id="others">其他 </h2>' in html and '<h2 id="LAW">LAW 价格法</h2>' in html and "标“原文缺失”的各条" in html


def test_rules_stand_in_the_order_of_their_codes_with_chinese_titles() -> None:
    groups = list(of_demo()[1].shelves["rules/index.md"].groups.values())
    titles = [title for rows in groups for title, _ in rows]
    assert all(rows == sorted(rows) for rows in groups) and all(re.match(r"[A-Z]{3}\d{3} .*[一-鿿]", title) for title in titles)
    html = page("rules/index.md")
    assert re.findall(r"<td><a [^>]+><code>(\w+)</code>", html) == [title[:6] for title in titles]


def test_the_rule_book_says_why_a_check_runs_fewer_rules() -> None:
    outcome, _ = of_demo()
    text = re.sub("<[^>]+>", "", page("rules/index.md"))
    every, run = re.search(r"共 (\d+) 条规则", text), re.search(r"VER 的 (\d+) 条看一次改动.*运行其余 (\d+) 条", text)
    assert every and run and int(run[2]) == outcome.rules == int(every[1]) - int(run[1])


def test_what_a_step_takes_and_gives_does_not_run_into_one() -> None:
    html = of_handbook()[1].pages["processes/hotel/arrival.md"].html
    assert "输入：到店客人　·　输出：行李牌副联" in html
    for label in ("话术", "检查表"):
        assert re.findall(rf"</a>(.*?){label}：", html) and set(re.findall(rf"</a>([^<]*){label}：", html)) == {"　·　"}


def test_a_retired_entry_stands_last_in_lists_and_in_the_navigation() -> None:
    change = "DEMO-AGAIN.status: retired"
    outcome, publication = of_demo(change)
    again = outcome.catalogue.entries["DEMO-AGAIN"]
    for path in (f"sectors/{again.sector}.md", f"kinds/{again.kind}.md"):
        html = publication.pages[path].html
        listed = [html.find(f">{entry.title}</a>") for entry in outcome.catalogue.entries.values() if (entry.sector, entry.kind) == (again.sector, again.kind)]
        assert len(listed) > 1 and html.find(f">{again.title}</a>") == max(listed)
    shelf = publication.shelves[f"sectors/{again.sector}.md"]
    assert [rows[-1] for rows in shelf.groups.values() if (again.title, again.path) in rows] == [(again.title, again.path)]


def test_drafts_and_announced_entries_stand_on_no_role_page_unless_asked_for() -> None:
    for change in ("status: draft", "effective: 2027-01-01"):
        outcome, publication = of_demo(change)
        assert "柜台等候时限" not in publication.pages["roles/staff.md"].html
        asked = publish(outcome, Settings(drafts=True))
        assert "柜台等候时限" in asked.pages["roles/staff.md"].html


def test_every_entry_can_be_edited_and_reported_and_every_clause_too() -> None:
    html = page("standards/wait.md")
    assert 'href="https://git.example.com/edit/main/standards/wait.md"' in html
    assert 'href="https://git.example.com/new?title=DEMO-WAIT"' in html
    for clause in ("greet", "queue", "repeat"):
        assert f'href="https://git.example.com/new?title=DEMO-WAIT%23{clause}"' in html
        assert f'href="#{clause}"' in html


@pytest.mark.parametrize(("path", "listed"), [("standards/train.md", "DEMO-GREET"), ("standards/fix.md", "DEMO-WAIT")])
def test_what_a_training_covers_and_an_improvement_changed_is_listed_once(path: str, listed: str) -> None:
    outcome, publication = of_demo()
    html = publication.pages[path].html
    href = posixpath.relpath(address(outcome.catalogue.entries[listed].path), posixpath.dirname(path))
    related = html[html.index('id="related"') :] if 'id="related"' in html else ""
    assert f'href="{href}"' in html and f'href="{href}"' not in related.partition("用到本条目")[0]


def test_a_checklist_has_a_column_of_clauses_only_where_an_item_checks_one() -> None:
    items = "items: [{id: tidy, text: 台面没有杂物, type: yes-no, pass: 是}]"
    assert "<th>对应</th>" in page("standards/card.md") and "<th>对应</th>" not in page("standards/card.md", f"DEMO-CARD.{items}")


def test_tags_can_be_read_on_the_page_and_so_be_searched_for() -> None:
    assert "<dt>标签</dt><dd>排队、叫号</dd>" in page("standards/wait.md", "tags: [排队, 叫号]") and "标签" not in page("standards/wait.md")


def test_a_drills_scorer_is_named_as_people_know_the_role() -> None:
    shown = page("standards/train.md", "DEMO-TRAIN.drills: [{script: DEMO-GREET, form: 演练, scorer: keeper, pass: ≥ 9 分}]")
    assert ">店长</a>" in shown
    assert "keeper<" not in shown


def test_a_waiver_is_shown_with_its_reason_and_end() -> None:
    change = "touchpoint: 到点\nwaivers: [{rule: LNK015, reason: 试行期内, until: 2027-01-31, approved_by: keeper}]"
    html = page("standards/wait.md", change)
    assert "LNK015" in html and "试行期内" in html and "2027-01-31" in html


def test_findings_stand_on_the_page_in_a_preview_only() -> None:
    outcome = check(demo.changed("owner: nobody"), as_of=AS_OF)
    assert "LNK005" in publish(outcome, SETTINGS, findings=True).pages["standards/wait.md"].html
    assert "LNK005" not in publish(outcome, SETTINGS).pages["standards/wait.md"].html


def test_a_clauses_metric_of_another_standard_leads_there() -> None:
    other = (
        demo.handbook()["standards/wait.md"]
        .replace("DEMO-WAIT", "DEMO-OTHER")
        .replace("metric=wait", "metric=DEMO-WAIT/wait")
    )
    outcome = check({**demo.handbook(), "standards/other.md": other}, as_of=AS_OF)
    html = publish(outcome, SETTINGS).pages["standards/other.md"].html
    assert 'class="bc-clause__metric" href="wait.html#metric-wait"' in html


def test_a_file_that_could_not_become_an_entry_shows_its_findings_in_a_preview() -> None:
    outcome = check(
        {**demo.handbook(), "standards/lost.md": "---\nid: [\n---\n", "standards/roles.yml": "a: [\n"},
        as_of=AS_OF,
    )
    pages = publish(outcome, SETTINGS, findings=True).pages
    assert "FMT008" in pages["standards/lost.md"].html
    assert "standards/lost.md" in pages["index.md"].html and "standards/roles.yml" in pages["index.md"].html
    assert "standards/lost.md" not in publish(outcome, SETTINGS).pages
