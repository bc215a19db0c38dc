"""The theme's page around our pages: the same for all, right for each, and no larger for a larger handbook."""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks.generate import handbook
from tests.site.conftest import run, settings, write_handbook

from biaochi.pages import Heading
from biaochi.site.assets import SEARCH_PARTS, THEME, without_remarks
from biaochi.site.filling import contents
from biaochi.site.shell import _at_depth


def page(root: Path, path: str) -> str:
    return (root / "site" / path).read_text(encoding="utf-8")


def shell(html: str) -> str:
    return re.sub(r"(?s)<article.*?</article>|<ul class=\"md-nav__list\" data-md-component=\"toc\".*?</ul>", "", html)


def test_each_page_has_its_own_title_description_address_and_contents(built: Path) -> None:
    html = page(built, "standards/wait.html")
    assert "<title>柜台等候时限 - 示范手册</title>" in html
    assert '<link rel="canonical" href="https://handbook.example.com/standards/wait.html">' in html
    assert 'content="DEMO-WAIT 服务标准' in html
    assert re.search(r'(?s)data-md-component="toc".*?href="#metrics"', html)
    assert "0bc-" not in html
    assert "<title>示范手册</title>" in page(built, "index.html")


def test_addresses_of_the_shell_hold_at_every_depth(built: Path) -> None:
    site = built / "site"
    for path in ("index.html", "standards/wait.html", "roles/staff.html", "v"):
        for file in [site / path] if path.endswith(".html") else list((site / path).rglob("*.html"))[:2]:
            outside = shell(file.read_text(encoding="utf-8"))
            found = re.findall(r'(?:href|src|data-shelf)="([^"#]+)"', outside)
            assert len(found) > (3 if path == "v" else 20)
            for target in found:
                if "://" not in target:
                    assert (file.parent / target).resolve().is_file(), (file, target)


def test_depth_is_put_before_addresses_only() -> None:
    html = '<a href="../x.html">..</a><script>new URL("..",location)</script>{"base": "..", "a": "../b"}'
    assert _at_depth(html, 0) == '<a href="x.html">..</a><script>new URL(".",location)</script>{"base": ".", "a": "b"}'
    assert _at_depth(html, 2).count("../..") == 4


def test_the_shell_does_not_grow_with_the_handbook(tmp_path: Path) -> None:
    sizes = []
    for entries in (80, 160):
        root = tmp_path / str(entries)
        for path, text in {**handbook(entries), "mkdocs.yml": settings()}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        assert run(root) == 0
        html = page(root, "standards/hotel/s0.html")
        sizes.append(len(re.sub(r"(?s)<li class=\"md-nav__item\">.*?</li>", "", shell(html))))
        assert "standards/hotel/s3.html" in page(root, "nav/sectors-hotel.js")
        assert 's3.html"' not in shell(html)
    assert sizes[0] == sizes[1]


def test_the_place_is_marked_in_the_navigation(built: Path) -> None:
    html = page(built, "standards/wait.html")
    active = re.findall(r'(?s)<li class="md-tabs__item md-tabs__item--active">.*?</li>', html)
    assert len(active) == 1 and "行业" in active[0]
    assert 'href="../sectors/common.html"' in html


def test_contents_are_escaped_and_nested() -> None:
    made = contents([Heading(2, "a", "A & B", (Heading(3, "b", "<i>"),))])
    assert "A &amp; B" in made and "&lt;i&gt;" in made and made.count("<li") == 2


def test_other_plugins_are_asked_about_our_pages(tmp_path: Path) -> None:
    root = write_handbook(tmp_path)
    (root / "hook.py").write_text(
        "def on_page_content(html, page, config, files):\n    return html + f'<p>seen {page.title}</p>'\n"
        "def on_post_page(output, page, config):\n    return output.replace('</body>', '<!-- last --></body>')\n",
        encoding="utf-8",
    )
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("hooks: [hook.py]\n")
    assert run(root) == 0
    html = page(root, "standards/wait.html")
    assert "<p>seen 柜台等候时限</p>" in html and "<!-- last -->" in html


def test_the_site_map_lists_what_is_read(built: Path) -> None:
    listed = page(built, "sitemap.xml")
    assert "<loc>https://handbook.example.com/standards/wait.html</loc>" in listed
    assert "/id/" not in listed and "/v/" not in listed


def test_the_searchs_scripts_are_published_as_one_without_remarks(built: Path) -> None:
    assert without_remarks('/* What\n   it is. */\nrun(() => {\n\n  // Why.\n  const A = 1; // one\n  open("http://a/b");\n});\n') == (
        'run(() => {const A = 1;open("http://a/b");});'
    )
    assert sorted(SEARCH_PARTS) == sorted(path.stem for path in (THEME / "assets/search").glob("*"))
    published = page(built, "assets/search.js")
    assert "biaochiSearch" in published and "/*" not in published and " // " not in published and "\n " not in published
    assert published.index("window.biaochi = {") < published.index("window.biaochi.answer = answer") < published.index("const dialog")
    assert not (built / "site/assets/search").exists() and page(built, "index.html").count("assets/search") == 2  # and its styles


def test_the_themes_scripts_are_told_nothing_of_a_search_that_is_not_there(built: Path) -> None:
    (settings_,) = re.findall(r'<script id="__config" type="application/json">(.*?)</script>', page(built, "standards/wait.html"))
    told = json.loads(settings_)
    assert told["base"] == ".." and set(told["translations"]) == {"clipboard.copied", "clipboard.copy", "select.version"}
