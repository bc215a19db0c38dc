"""Pages for people: a role's page says what is asked of it and what changed, a journey shows its gaps, the home page leads on."""

from __future__ import annotations

import datetime as dt
import re

from biaochi import demo
from biaochi.core.check import Outcome, check
from biaochi.pages.journey import journey
from biaochi.pages.past import Past, Versions
from biaochi.pages.publication import publish
from biaochi.pages.settings import Settings

AS_OF = dt.date(2026, 11, 22)


def outcome_of(change: str = "") -> Outcome:
    return check(demo.changed(change) if change else demo.handbook(), as_of=AS_OF)


def page(path: str, change: str = "", versions: Versions | None = None, outcome: Outcome | None = None) -> str:
    return publish(outcome or outcome_of(change), Settings(), versions=versions or Versions()).pages[path].html


def test_a_role_reads_what_it_must_know_do_say_tick_and_learn() -> None:
    html = page("roles/staff.md")
    for anchor in ("know", "do", "say", "tick", "learn", "changed"):
        assert f'id="{anchor}"' in html and f'href="#{anchor}"' in html, anchor
    assert "起身并说出问候语" in html and "≤ 1 分钟" in html
    greeting = next(e for e in outcome_of().catalogue.entries.values() if e.id == "DEMO-GREET")
    assert greeting.must_say and greeting.must_say[0] in html  # type: ignore[attr-defined]


def test_what_changed_carries_its_day_for_the_filter() -> None:
    html = page("roles/staff.md")
    days = re.findall(r'<li data-since="([^"]+)">', html)
    assert days == sorted(days, reverse=True) and len(days) > 0
    assert 'type="date" name="since"' in html


def test_what_took_effect_while_one_was_away_is_news_though_it_was_published_before() -> None:
    outcome = outcome_of()
    wait, greet = outcome.catalogue.entries["DEMO-WAIT"], outcome.catalogue.entries["DEMO-GREET"]
    versions = Versions(
        {
            "DEMO-WAIT": [Past(wait, "1.0", "current", dt.date(2026, 9, 1), dt.date(2026, 11, 15))],
            "DEMO-GREET": [Past(greet, "1.0", "current", dt.date(2026, 11, 10), dt.date(2026, 3, 1))],
        }
    )
    html = page("roles/staff.md", versions=versions, outcome=outcome)
    assert re.findall(r'<li data-since="([^"]+)">', html) == ["2026-11-15", "2026-11-10"]
    assert "收入手册 <time>2026-09-01</time>，生效 <time>2026-11-15</time>" in html and "收入手册 <time>2026-11-10</time>，生效 <time>2026-03-01</time>" in html


def test_whoever_stands_on_a_tier_reads_what_it_may_decide_and_when_it_goes_up() -> None:
    catalogue = outcome_of().catalogue
    ladder = catalogue.entries["DEMO-LADDER"]
    first = ladder.tiers[0]  # type: ignore[attr-defined]
    html = page(f"roles/{first.role}.md")
    assert f"权限：{first.authority}" in html and f"<b>升级：</b>{first.escalate_if}" in html
    assert 'ladder.html#tier-1">' in html


def test_whoever_stands_on_a_tier_is_told_who_may_decide_above_it_and_only_above() -> None:
    first, second = outcome_of().catalogue.entries["DEMO-LADDER"].tiers  # type: ignore[attr-defined]
    own, above = page(f"roles/{first.role}.md"), page(f"roles/{second.role}.md")
    told = own[own.index("往上由谁决定") :]
    assert 'ladder.html#tier-2">' in told and second.authority in told and 'ladder.html#tier-1">' not in told
    assert f"权限：{second.authority}" in above and "往上由谁决定" not in above and first.authority not in above


def test_a_promise_stands_nowhere_without_what_has_to_be_said_before() -> None:
    change = "promises.0.disclosure: [节假日除外, 以叫号时刻为准]"
    told = "事先告知：{}节假日除外；以叫号时刻为准"
    assert told.format("</b>") in page("roles/staff.md", change) and told.format("") in page("journeys/common.md", change)


def test_whoever_has_no_step_of_a_process_reads_what_is_done_first_and_by_whom() -> None:
    change = "DEMO-FIRE.roles: [staff, trainer]\nDEMO-FIRE.type: service\n-DEMO-FIRE.plan:"
    fire = outcome_of(change).catalogue.entries["DEMO-FIRE"]
    first = fire.steps[0]  # type: ignore[attr-defined]
    told = f"最先做的：<a href=\"../processes/fire.html#step-{first.id}\">{first.name}</a>"
    trainer = page("roles/trainer.md", change)
    assert told in trainer and first.does in trainer[trainer.index(told) :]
    assert "最先做的" not in page(f"roles/{first.role}.md", change), "who has steps reads these"


def test_in_an_emergency_whoever_has_no_step_calls_somebody_and_knows_the_key_ones() -> None:
    change = "DEMO-FIRE.roles: [staff, trainer]\nDEMO-FIRE.steps.1.key: true\nDEMO-FIRE.steps.1.time_limit: 3 分钟"
    catalogue = outcome_of(change).catalogue
    fire = catalogue.entries["DEMO-FIRE"]
    first, key = fire.steps[:2]  # type: ignore[attr-defined]
    trainer = page("roles/trainer.md", change)
    assert f"遇到时马上叫{catalogue.roles[first.role].name}" in trainer
    told = trainer[trainer.index("要紧的几步") :]
    assert first.does in told and f"#step-{key.id}" in told
    own = page(f"roles/{first.role}.md", change)
    assert "别的岗位要紧的几步：" in own and "第一步由" not in own and f"#step-{key.id}" in own


def test_a_role_reads_what_is_given_where_a_promise_is_broken_and_prints_no_empty_sheet() -> None:
    remedy = outcome_of().catalogue.entries["DEMO-WAIT"].promises[0].remedy  # type: ignore[attr-defined]
    assert f"<b>没做到：</b>{remedy}" in page("roles/staff.md")
    bare = "".join(f"{id_}.roles: []\n" for id_ in ("DEMO-SERVE", "DEMO-LADDER", "DEMO-FIRE", "DEMO-GREET", "DEMO-CARD", "DEMO-VISIT", "DEMO-SURVEY"))
    assert "data-shift" in page("roles/staff.md") and "data-shift" not in page("roles/trainer.md", bare)


def test_whoever_stands_on_no_tier_reads_behind_the_process_that_leads_there_who_may_decide_what() -> None:
    change = "DEMO-FIRE.roles: [staff, trainer]\nDEMO-FIRE.links.related: [DEMO-LADDER]"
    ladder = outcome_of(change).catalogue.entries["DEMO-LADDER"]
    trainer = page("roles/trainer.md", change)
    told = trainer[trainer.index("谁能决定什么") :]
    assert "DEMO-FIRE" in trainer[: trainer.index("谁能决定什么")]
    for place, tier in enumerate(ladder.tiers, 1):  # type: ignore[attr-defined]
        assert f'ladder.html#tier-{place}">{tier.name}</a>' in told and tier.authority in told
    assert "谁能决定什么" not in page(f"roles/{ladder.tiers[0].role}.md", change), "who stands on it reads its own tier"  # type: ignore[attr-defined]
    draft = "DEMO-LADDER.status: draft\n"
    assert "谁能决定什么" not in page("roles/trainer.md", draft + change)


def test_a_number_on_top_of_a_roles_page_is_that_of_what_stands_below() -> None:
    change = "DEMO-FIRE.roles: [staff, trainer]\nDEMO-FIRE.links.related: [DEMO-LADDER]"
    for path, told in (("roles/trainer.md", change), ("roles/staff.md", "")):
        html = page(path, told)
        do = re.search(r'<h2 id="do">.*?(?=<h2|$)', html, re.S)
        assert do and f'href="#do">要做 <b>{do[0].count("<h3>")}</b>' in html, path


def test_a_role_learns_what_newcomers_learn_before_what_is_repeated() -> None:
    html = page("roles/staff.md")
    learn = html[html.index('id="learn"') :]
    assert learn.index("柜台服务入职培训") < learn.index("柜台服务复训")


def test_a_role_is_found_by_what_people_call_it_and_its_department() -> None:
    terms = "店员: {definition: 在柜台接待的人。, synonyms: [柜员, sales assistant]}\n门店: {definition: 一处铺面。, synonyms: [分店]}\n"
    outcome = check(demo.handbook() | {"standards/terms.yml": terms}, as_of=AS_OF)
    for path in ("index.md", "roles/index.md"):
        html = page(path, outcome=outcome)
        told = dict(re.findall(r'data-role="([^"]+)" data-text="([^"]*)"', html))
        assert told["staff"].split()[1:] == ["店员", "柜员", "sales", "assistant", "门店", "分店"] and "柜员" not in told["keeper"] and told["trainer"].strip() == "人力资源部"


def test_a_star_on_a_roles_page_says_what_it_means() -> None:
    assert page("roles/staff.md").count('class="bc-legend">★ 表示') == 1
    html = page("roles/trainer.md")
    assert ("bc-legend" in html) == ("★" in html)


def test_whoever_has_to_know_a_ladder_and_stands_on_no_tier_of_it_reads_every_tier() -> None:
    change = "DEMO-LADDER.roles: [trainer]\nDEMO-LADDER.accountable: trainer"
    ladder = outcome_of(change).catalogue.entries["DEMO-LADDER"]
    trainer = page("roles/trainer.md", change)
    told = trainer[trainer.index("谁能决定什么") :]
    for tier in ladder.tiers:  # type: ignore[attr-defined]
        assert f"{tier.name}</a>" in told and tier.authority in told


def test_a_role_reads_the_clauses_that_tell_it_to_do_something_folded_where_they_are_many() -> None:
    def known(clauses: int) -> str:
        body = "".join(f"- 店员应在 {n} 秒内起身，见 [[DEMO-GREET|话术]]。 {{#c{n}}}\\n" for n in range(1, clauses + 1))
        html = page("roles/staff.md", f'DEMO-WAIT.body: "- 系统应报号。 {{#s}}\\n{body}- 店长应到台。 {{#k}}"\n')
        return html[html.index("DEMO-WAIT</small>") : html.index("</section>")]

    few, many = known(2), known(5)
    assert '<li><a href="../standards/wait.html#c1">第 2 条</a> 店员应在 1 秒内起身，见 话术。</li>' in few and "<details" not in few
    assert "<summary>条款里要本岗做的 5 条</summary>" in many and many.count("秒内起身") == 5
    assert "报号" not in few + many and "到台" not in few + many


def test_of_two_entries_the_page_of_a_role_says_which_holds() -> None:
    change = 'DEMO-SERVE.body: "补偿按本流程，不按 [[DEMO-WAIT]]。"'
    html = page("roles/staff.md", change)
    own = html[html.index("DEMO-SERVE</small>") :]
    other = html[html.index("DEMO-WAIT</small>") :]
    assert own.index("<b>与别的条目的分工：</b>补偿按本流程，不按《柜台等候时限》。") < own.index("</section>")
    assert other.index("》写明：</b>补偿按本流程") < other.index("</section>") and ">柜台服务流程</a>》写明" in other
    assert "补偿按本流程" not in page("roles/trainer.md", change), "whom only one of the two concerns"


def test_published_versions_take_the_place_of_the_records_and_drafts_are_no_news() -> None:
    outcome = outcome_of()
    wait, card = outcome.catalogue.entries["DEMO-WAIT"], outcome.catalogue.entries["DEMO-CARD"]
    versions = Versions(
        {
            "DEMO-WAIT": [
                Past(wait, "1.0", "superseded", dt.date(2026, 3, 1), dt.date(2026, 3, 1), successor="1.1"),
                Past(wait, "1.1", "announced", dt.date(2026, 11, 1), dt.date(2026, 12, 1), previous="1.0"),
            ],
            "DEMO-CARD": [Past(card, "1.0", "draft", dt.date(2026, 10, 1), None)],
        }
    )
    html = page("roles/staff.md", versions=versions, outcome=outcome)
    assert re.findall(r'<li data-since="([^"]+)">', html) == ["2026-11-01", "2026-03-01"]
    assert "生效 <time>2026-12-01</time>" in html and "from-1.0.html" in html


def test_a_role_is_told_what_to_learn_again() -> None:
    outcome = outcome_of()
    wait = outcome.catalogue.entries["DEMO-WAIT"]
    before = outcome_of("DEMO-WAIT.metrics.wait.target: 4").catalogue.entries["DEMO-WAIT"]

    def told(effective: dt.date) -> str:
        versions = [
            Past(before, "1.0", "superseded", dt.date(2026, 3, 1), dt.date(2026, 3, 1), successor="1.1"),
            Past(wait, "1.1", "current", effective, effective, previous="1.0"),
        ]
        return page("roles/staff.md", versions=Versions({"DEMO-WAIT": versions}), outcome=outcome)

    assert "要再培训" in told(dt.date(2026, 11, 1))
    assert "要再培训" not in told(dt.date(2026, 5, 1))


def test_a_journey_follows_the_registry_and_shows_what_is_missing() -> None:
    texts = demo.handbook() | {"standards/journeys.yml": "common: [进门, 服务, 离店]\n"}
    outcome = check(texts, as_of=AS_OF)
    stages = {stage.name: stage for stage in journey("common", outcome)}
    assert list(stages)[:3] == ["进门", "服务", "离店"]
    assert stages["进门"].gaps == ["服务标准"]
    served = next(stage for stage in stages.values() if stage.standards)
    assert served.scripts and served.checklists and "话术" not in served.gaps
    html = page("journeys/common.md", outcome=outcome)
    assert "还没有服务标准" in html
    folded = re.search(r"<details class=\"bc-more\"><summary>给编辑的：(\d+) 个触点还有缺口</summary>(.*?)</details>", html, re.S)
    assert folded and int(folded[1]) == folded[2].count("<li>") == sum(bool(stage.gaps) for stage in stages.values())
    assert "bc-gap" not in html, "whoever serves customers is not told in red what editors have to do"
    assert html.index('id="进门"') < html.index('id="服务"') < html.index('id="离店"')


def test_a_clause_may_hold_at_another_touchpoint_than_its_standard() -> None:
    wait = demo.handbook()["standards/wait.md"]
    texts = demo.handbook() | {
        "standards/journeys.yml": "common: [进门, 到店, 服务, 离店]\n",
        "standards/wait.md": wait.replace("{#queue metric=wait}", "{#queue metric=wait touchpoint=进门}"),
    }
    outcome = check(texts, as_of=AS_OF)
    assert not outcome.diagnostics
    stage = next(stage for stage in journey("common", outcome) if stage.name == "进门")
    assert [[clause.id for clause in reached.clauses] for reached in stage.reached] == [["queue"]]
    assert [promise.metric and promise.metric.metric for _, promise in stage.promises] == ["wait"]
    assert "服务标准" not in stage.gaps and "时限" not in stage.gaps and stage.checklists
    html = page("journeys/common.md", outcome=outcome)
    part = html[html.index('id="进门"') : html.index('id="到店"')]
    assert "promise-" in part and "<b>对客承诺</b>" in part
    further = html[html.index('id="到店"') :]
    again = re.findall(r'<p class="bc-legend">与<a href="#进门">进门</a>相同：(.*?)</p>', further)
    assert len(again) == 1 and "promise-" in again[0] and "未做到时" not in further, "what was told is told again in short"
    assert "第 2 条" in part and "#queue" in part and "第 1 条" not in part
    assert ">进门</a>" in page("index.md", outcome=outcome)


def test_a_touchpoint_that_no_journey_names_is_found_at_the_clause() -> None:
    told = outcome_of("body: \"## 要求\\n\\n- 店员应在 10 秒内说出问候语。 {#greet touchpoint=近店}\\n\"").diagnostics
    assert [d.location.line for d in told if d.code == "LNK015"], told


def test_the_home_page_leads_to_roles_touchpoints_changes_and_print() -> None:
    html = page("index.md")
    for anchor in ("roles", "touchpoints", "changes", "print"):
        assert f'href="#{anchor}"' in html and f'id="{anchor}"' in html
    assert 'data-role="staff"' in html and "journeys/common.html#" in html


def test_the_sheet_for_a_shift_is_found_among_what_is_printed() -> None:
    html = page("index.md")
    assert re.search(r'<a href="roles/index.html">当班一页</a>', html[html.index('id="print"') :])
    assert "data-shift" in page("roles/staff.md")


def test_the_home_page_has_contents_in_the_order_of_its_sections() -> None:
    home = publish(outcome_of(), Settings()).pages["index.md"]
    told = re.findall(r'<h2 id="(\w+)">([^<]+)</h2>', home.html)
    assert [(heading.id, heading.title) for heading in home.headings] == told and len(told) >= 4


def test_the_home_page_says_first_what_to_do_when_something_went_wrong() -> None:
    html = page("index.md", "DEMO-SERVE.links.related: [DEMO-LADDER]")
    part = html[html.index('id="urgent"') : html.index('id="roles"')]
    titles = [outcome_of().catalogue.entries[name].title for name in ("DEMO-SERVE", "DEMO-LADDER", "DEMO-FIRE")]
    assert [part.index(title) for title in titles] == sorted(part.index(title) for title in titles), "first who leads up to the ladder"
    assert 'href="#urgent"' in html and titles[0] not in page("index.md").partition('id="roles"')[0]
    mentioned = 'DEMO-SERVE.body: "见 [[DEMO-LADDER]]。"'
    ladder = outcome_of().catalogue.entries["DEMO-LADDER"]
    upper = ladder.tiers[1].role  # type: ignore[attr-defined]
    for role, there in (("trainer", False), (upper, True)):
        change = f"{mentioned}\nDEMO-SERVE.steps.serve.role: {role}\nDEMO-SERVE.steps.greet.role: {role}"
        assert (titles[0] in page("index.md", change).partition('id="roles"')[0]) is there, "a mention alone is a hint"


def test_the_home_page_names_the_edition_by_its_day_and_one_that_was_named_by_its_name() -> None:
    def lead(edition: str) -> str:
        html = publish(outcome_of(), Settings(edition=edition)).pages["index.md"].html
        return html[: html.index("</p>")]

    assert "2026-11-29 版" in lead("574f3c42b9（2026-11-29）") and "574f3c42b9" not in lead("574f3c42b9（2026-11-29）")
    assert "秋季第 3 版" in lead("秋季第 3 版")


def test_the_home_page_names_the_days_of_a_change_as_the_role_and_the_changes_do() -> None:
    outcome = outcome_of()
    wait, before = (of.catalogue.entries["DEMO-WAIT"] for of in (outcome, outcome_of("metrics.wait.target: 6")))
    old, new = (Past(entry, version, state, dt.date(2026, 11, 20), dt.date(2026, 10, 1), previous=previous)
                for entry, version, state, previous in ((before, "1.0", "superseded", None), (wait, "1.1", "current", "1.0")))  # fmt: skip
    pages = publish(outcome, Settings(), versions=Versions({"DEMO-WAIT": [old, new]})).pages
    days = "1.1 版 · 收入手册 <time>2026-11-20</time>，生效 <time>2026-10-01</time>"
    home, role, changes = (pages[path].html for path in ("index.md", "roles/staff.md", "changes/index.md"))
    assert days in home and days in role and 'id="2026-11-20"' in changes and "生效 <time>2026-10-01</time>" in changes
    assert "1.0 版" not in home, "each entry once"
    for html in (role[role.index('id="changed"') :], changes):
        assert html.index("1.1") < html.index("1.0"), "of one day the newest first"
    recorded = page("index.md", "changes: [{version: 1.0, date: 2026-06-01, reason: need, summary: 改了取号, approved_by: keeper}]")
    assert "变更记录 <time>2026-06-01</time>" in recorded, "without a history the day is the record's, and says so"


def test_a_number_on_the_home_page_is_that_of_the_list_it_leads_to() -> None:
    change = "DEMO-CARD.status: draft\nDEMO-WAIT.status: draft"
    pages = publish(outcome_of(change), Settings()).pages
    found = re.findall(r'href="kinds/(\w+)\.html(?:#\?(use=\w+)?(?:&amp;)?(status=in-force)?)?">[^<]*?(\d+)</a>', pages["index.md"].html)
    assert {"standard", "checklist"} & {kind for kind, _, narrowed, _ in found if narrowed} and {"process"} <= {kind for kind, _, narrowed, _ in found if not narrowed}
    for kind, use, narrowed, number in found:
        rows = re.findall(r"<li data-text [^>]*>", pages[f"kinds/{kind}.md"].html)
        shown = [row for row in rows if use.replace("=", '="') in row and narrowed.replace("=", '="') in row]
        assert int(number) == len(shown) > 0, (kind, use)


def test_a_new_handbook_leads_to_its_kinds_before_anything_is_in_force() -> None:
    drafts = "\n".join(f"{name}.status: draft" for name in outcome_of().catalogue.entries)
    html = page("index.md", drafts)
    found = re.findall(r'href="kinds/(\w+)\.html">([^<]*)</a>', html[html.index("按类别查") :])
    assert {kind for kind, _ in found} == {"standard", "process", "script", "checklist", "training", "improvement"}
    assert not any(re.search(r"\d", label) for _, label in found)


def test_the_tab_of_roles_leads_to_all_of_them() -> None:
    made = publish(outcome_of(), Settings())
    (listed,) = (section["岗位"] for section in made.navigation if "岗位" in section)
    assert listed[0] == {"全部岗位": "roles/index.md"}
    html = made.pages["roles/index.md"].html
    assert re.findall(r'data-role="([^"]+)"', html) == re.findall(r'data-role="([^"]+)"', made.pages["index.md"].html) != []
    assert 'href="staff.html"' in html and "data-filters" in html


def test_what_is_chosen_from_stands_in_the_order_that_the_handbook_has_elsewhere() -> None:
    change = "DEMO-CARD.status: draft\nDEMO-GREET.status: training\nDEMO-GREET.sector: bank\nDEMO-CARD.sector: hotel\nDEMO-FIRE.sector: 自有\nDEMO-WAIT.effective: 2027-01-01"
    html = page("registers/metrics.md", change) + page("reviews.md", change) + page("kinds/standard.md", change)
    chosen = re.findall(r'<select class="bc-select" name="(\w+)">(.*?)</select>', html)
    orders = {"sector": ["hotel", "bank", "common", "自有"], "status": ["draft", "training", "announced", "in-force"], "owner": list(outcome_of().catalogue.roles)}
    assert {name for name, _ in chosen} >= {"sector", "owner"}
    for name, options in chosen:
        values = re.findall(r'value="([^"]+)"', options)
        order = orders.get(name, values)
        assert values == sorted(values, key=order.index), name
    assert 'data-status="announced"' in html, "what is announced is not listed among what is in force"


def test_a_sector_is_listed_along_the_customers_way() -> None:
    texts = demo.handbook() | {"standards/journeys.yml": "common: [到店, 离店]\n"}
    two = texts["standards/wait.md"].replace("DEMO-WAIT", "DEMO-AAA").replace("touchpoint: 到店", "touchpoint: 离店")
    assert "touchpoint: 离店" in two
    html = page("sectors/common.md", outcome=check(texts | {"standards/aaa.md": two}, as_of=AS_OF))
    assert html.index("DEMO-WAIT") < html.index("DEMO-AAA")


def test_the_home_page_leads_to_the_counter_cards_alone() -> None:
    html = page("index.md")
    assert 'href="kinds/checklist.html#?use=counter">柜台卡 1</a>' in html
    cards = page("kinds/checklist.md")
    assert re.search(r'<li [^>]*data-use="counter"[^>]*>[^<]*<a href="../standards/card.html"', cards) and '<option value="counter">柜台卡' in cards


def test_lists_of_a_kind_are_filtered_by_what_the_kind_has() -> None:
    found = re.findall(r'data-audience="([^"]*)"', page("kinds/training.md", "DEMO-TRAIN.audience: [staff, keeper]"))
    assert found == ["staff", "staff keeper"]
    assert '<option value="keeper">' in page("kinds/training.md", "DEMO-TRAIN.audience: [staff, keeper]")
    assert 'data-type="contingency"' in page("kinds/process.md")


def test_the_list_of_processes_says_where_each_belongs_and_only_of_what_is_no_service_of_which_type() -> None:
    html, catalogue = page("kinds/process.md"), outcome_of().catalogue
    rows = {id_: html.partition(f"<small>{id_}</small>")[2].partition("</li>")[0] for id_ in ("DEMO-SERVE", "DEMO-FIRE", "DEMO-LADDER")}
    assert all((catalogue.entries[id_].touchpoint or "") in row for id_, row in rows.items())
    assert "服务流程" not in rows["DEMO-SERVE"] and "应急预案" in rows["DEMO-FIRE"] and "分级响应" in rows["DEMO-LADDER"]


def test_a_role_named_after_its_post_has_a_manual_without_the_word_twice() -> None:
    texts = demo.handbook()
    texts["standards/roles.yml"] = texts["standards/roles.yml"].replace("name: 店员", "name: 审批岗")
    assert check(texts, as_of=AS_OF).catalogue.role_book("staff") == "审批岗位手册"
    assert outcome_of().catalogue.role_book("staff") == "店员岗位手册"


def test_what_is_to_be_put_into_a_script_is_listed_on_the_page_and_runs_on_on_paper() -> None:
    change = "DEMO-GREET.variables: {客人姓名: 证件上的, 房号: 三位}"
    assert page("standards/greet.md", change).count("</code> ") >= 2 and "<li><code>{客人姓名}</code> 证件上的</li>" in page("standards/greet.md", change)


def test_a_handbook_without_roles_says_where_they_are_written() -> None:
    texts = {path: text for path, text in demo.handbook().items() if not path.endswith((".md", "roles.yml", "journeys.yml"))}
    html = page("index.md", outcome=check(texts, as_of=AS_OF))
    assert "standards/roles.yml" in html and 'href="#roles"' not in html and 'href="#touchpoints"' not in html


def test_without_pdfs_the_page_of_papers_leads_to_what_can_be_read_and_printed() -> None:
    html = page("handbooks/index.md")
    assert 'href="../kinds/checklist.html"' in html and 'href="../index.html"' in html and "构建" not in html


def test_the_list_of_checklists_says_when_each_is_filled_in() -> None:
    html = page("kinds/checklist.md", "DEMO-CARD.when: {every: 每日, by: keeper}")
    keeper = outcome_of().catalogue.role_name("keeper")
    assert re.search(rf"DEMO-CARD</small>[^<]*<small>[^<]* · 每日，{keeper} · ", html)


def test_drafts_are_no_news_on_the_home_page() -> None:
    change = "changes: [{version: 1.0, date: 2026-06-01, reason: need, summary: 改了取号, approved_by: keeper}]"
    assert "改了取号" in page("index.md", change)
    assert "改了取号" not in page("index.md", f"{change}\nstatus: draft")


ACTING = (
    'standards/roles.yml: "keeper: {name: 店长}\\nstaff: {name: 店员}\\ntrainer: {name: 培训师}\\n'
    "teller: {name: 柜员, department: 网点, sector: bank, acts_as: [staff]}\\n"
    'chief: {name: 营业主管, department: 网点, sector: bank, acts_as: [keeper]}\\n"\n'
)


def test_who_acts_as_a_role_of_all_sectors_reads_its_steps_and_whom_to_call_by_their_own_names() -> None:
    """A bank has no 店员: an entry for all sectors means its 柜员, and by 店长 its 营业主管."""
    teller, chief, keeper = (page(f"roles/{role}.md", ACTING) for role in ("teller", "chief", "keeper"))
    assert "通用的条目里写的，在银行：店员就是本岗，店长是营业主管。" in teller
    assert "照明</a><span class=\"bc-as\">（店员）" in teller and "照明</a><span class=\"bc-as\">（店员）" not in page("roles/staff.md", ACTING)
    both = ACTING.replace("acts_as: [keeper]", "acts_as: [keeper, trainer]")
    assert "在银行：店员就是本岗，店长、培训师是营业主管。" in page("roles/teller.md", both), "who is several is named once"
    assert "第一步由柜员（店员）做，遇到时马上叫。别的岗位要紧的几步：" in chief and "照明</a>（柜员，即店员）" in chief and "告知</a><span class=\"bc-as\">（店长）" in chief
    assert "在各行业由谁担任：银行 <a" in keeper and ">营业主管</a>" in keeper
    fire = page("processes/fire.md", ACTING)
    assert re.search(r"在各行业由谁担任：<a [^>]*>店长</a>、<a [^>]*>店员</a>", fire)
    assert "各行业由谁担任" not in page("processes/fire.md")


def test_who_acts_as_the_lowest_tier_reads_it_as_its_own() -> None:
    first, second = outcome_of().catalogue.entries["DEMO-LADDER"].tiers  # type: ignore[attr-defined]
    teller = page("roles/teller.md", ACTING)
    told = teller[teller.index("DEMO-LADDER</small>") :]
    told = told[: told.index("</section>")]
    assert f"权限：{first.authority}" in told and f"<b>升级：</b>{first.escalate_if}" in told and f"受理 ≤ {first.accept}" in told
    assert "没有指定给本岗的步骤" not in told and told.index("往上由谁决定") < told.index(f"{second.name}</a>（营业主管，即店长）")
