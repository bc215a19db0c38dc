"""Real builds: what is published, and that whoever opens the site sees the old one whole or the new one whole."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.packed import decoded

_spec = importlib.util.spec_from_file_location("site_conftest", Path(__file__).with_name("conftest.py"))
assert _spec is not None and _spec.loader is not None
small = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(small)

BIAOCHI = [sys.executable, "-m", "biaochi"]
MKDOCS = [sys.executable, "-m", "mkdocs"]
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def fail(root: Path) -> None:
    """Break one entry."""
    path = root / "standards/wait.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("owner: keeper", "owner: nobody", 1), encoding="utf-8"
    )


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".site"))


def searched(site: Path) -> set[str]:
    """The addresses of the pages that the search knows."""
    return {page[0] for page in json.loads(decoded((site / "search" / "head.js").read_bytes()))["pages"]}


# --- what is published ---


def test_pages_addresses_and_the_missing_page(built: Path) -> None:
    site = built / "site"
    for path in ("index.html", "404.html", "standards/wait.html", "processes/serve.html", "id/DEMO-WAIT/index.html",
                 "registers/metrics.html", "registers/promises.html", "matrix.html", "reviews.html", "roles/staff.html",
                 "sectors/common.html", "search/head.js", "rules/index.html"):  # fmt: skip
        assert (site / path).is_file(), path
    assert "找不到这一页" in (site / "404.html").read_text(encoding="utf-8")
    assert leftovers(built) == []


def test_a_goto_page_leads_to_its_entry_and_stays_out_of_search(built: Path) -> None:
    html = (built / "site/id/DEMO-WAIT/index.html").read_text(encoding="utf-8")
    assert 'href="../../standards/wait.html"' in html
    found = searched(built / "site")
    assert not any(address.startswith("id/") for address in found)
    assert "standards/wait.html" in found


def test_only_pictures_and_tables_are_published_from_the_roots(built: Path) -> None:
    published = {
        path.name
        for folder in ("standards", "processes")
        for path in (built / "site" / folder).rglob("*")
        if path.is_file()
    }
    assert {"picture.png", "table.csv", "drawing.svg"} <= published
    assert {name.rsplit(".", 1)[-1] for name in published} <= {"html", "png", "csv", "svg"}
    assert "evil.html" not in published and "hidden.html" not in published
    assert b"script" not in (built / "site/standards/drawing.svg").read_bytes()


def test_page_keys_of_mkdocs_in_front_matter_have_no_effect(built: Path) -> None:
    html = (built / "site/standards/page.html").read_text(encoding="utf-8")
    assert 'src="picture.png"' in html and "md-sidebar--primary" in html
    assert "standards/page.html" in searched(built / "site")
    assert not re.search(r'md-sidebar--primary"[^>]*\bhidden\b', html)


def test_edit_links_of_both_roots(built: Path) -> None:
    for path in ("standards/wait", "processes/serve", "standards/page"):
        html = (built / f"site/{path}.html").read_text(encoding="utf-8")
        assert f'href="https://git.example.com/org/handbook/edit/main/{path}.md"' in html


def test_no_page_asks_another_host(built: Path) -> None:
    for path in (built / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|iframe|source)[^>]+src="(?:https?:)?//[^"]+"', html), path
        for tag in re.findall(r'<link [^>]*href="(?:https?:)?//[^>]+>', html):
            assert "canonical" in tag or 'rel="edit' in tag, tag


# --- hostile titles in the theme's own templates ---


def test_titles_from_content_are_text_in_the_themes_templates(tmp_path: Path) -> None:
    evil = '"></title><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
    quoted = json.dumps(evil)
    root = small.write_handbook(
        tmp_path,
        f"DEMO-GREET.title: {quoted}\n",
        standards__evil_dot_md=f"---\ntitle: {quoted}\n---\n## <img src=x onerror=alert(3)>{{{{7*7}}}} A & B\n\n[[DEMO-GREET]]\n",
    )
    roles = root / "standards/roles.yml"
    roles.write_text(
        roles.read_text(encoding="utf-8") + f"evil: {{name: {quoted}, department: {quoted}}}\n",
        encoding="utf-8",
    )
    assert small.run(root) == 0
    for path in (root / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r'<script>alert|<img[^>]*onerror|"></title><', html), path
        # A drawing of a version's page has a title of its own.
        assert re.sub(r"<svg\b.*?</svg>", "", html, flags=re.S).count("</title>") == 1
    assert "{{7*7}}" in (root / "site/standards/greet.html").read_text(encoding="utf-8")


# --- the old site whole, or the new one ---


def test_a_failing_gate_leaves_the_site_byte_for_byte(copy: Path) -> None:
    before = small.contents(copy / "site")
    fail(copy)
    assert small.run(copy) == 1
    assert small.contents(copy / "site") == before
    assert leftovers(copy) == []


@pytest.mark.parametrize("flags", [["-q"], ["--strict"]], ids=lambda flags: " ".join(flags) or "plain")
def test_mkdocs_itself_fails_on_errors(copy: Path, flags: list[str]) -> None:
    before = small.contents(copy / "site")
    fail(copy)
    (copy / "mkdocs.yml").write_text(
        (copy / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .replace("- biaochi/handbooks", "- biaochi/handbooks: {enabled: false}"),
        encoding="utf-8",
    )
    done = subprocess.run(
        [*MKDOCS, "build", *flags], cwd=copy, env=ENVIRONMENT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    if "-q" not in flags:
        assert "LNK005" in done.stderr and "standards/wait.md:7" in done.stderr
    assert small.contents(copy / "site") == before
    assert leftovers(copy) == []


def test_a_warning_fails_only_a_strict_build(copy: Path) -> None:
    before = small.contents(copy / "site")
    path = copy / "standards/journeys.yml"
    path.write_text("common: [服务, 离店]\n", encoding="utf-8")
    assert small.run(copy, strict=True) == 1
    assert small.contents(copy / "site") == before
    assert small.run(copy) == 0


def test_a_warning_of_mkdocs_fails_a_strict_build_and_swaps_nothing(tmp_path: Path) -> None:
    root = small.write_handbook(tmp_path, docs_dir="docs", docs__own_dot_md="# 甲\n\n[乙](nowhere.md)\n")
    assert small.run(root) == 0
    before = small.contents(root / "site")
    (root / "docs/own.md").write_text("# 新\n\n[乙](nowhere.md)\n", encoding="utf-8")
    assert small.run(root, strict=True) == 1
    assert small.contents(root / "site") == before


def test_a_killed_build_leaves_the_site_whole_and_the_next_one_cleans_up(copy: Path) -> None:
    before = small.contents(copy / "site")
    process = subprocess.Popen(
        [*BIAOCHI, "build", "--no-pdf"],
        cwd=copy,
        env=ENVIRONMENT,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if any((copy / name / "index.html").exists() for name in leftovers(copy)):
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert process.returncode == -signal.SIGKILL
    assert leftovers(copy) != [], "killed in the middle of writing"
    assert small.contents(copy / "site") == before
    assert small.run(copy) == 0
    assert leftovers(copy) == []


def test_a_site_caught_between_two_renames_comes_back(copy: Path) -> None:
    before = small.contents(copy / "site")
    (copy / "site").rename(copy / ".site.old")
    fail(copy)
    assert small.run(copy) == 1
    assert small.contents(copy / "site") == before


def test_the_same_sources_give_the_same_bytes(built: Path, copy: Path) -> None:
    shutil.rmtree(copy / "site")
    time.sleep(1.1)
    assert small.run(copy) == 0
    one, other = small.contents(built / "site"), small.contents(copy / "site")
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_no_content_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / "mkdocs.yml").write_text(small.settings(), encoding="utf-8")
    assert small.run(tmp_path) == 2
    assert not (tmp_path / "site").exists()


# --- both ways to lay a handbook out ---


def test_docs_dir_may_stand_beside_the_roots(tmp_path: Path) -> None:
    root = small.write_handbook(
        tmp_path, docs_dir="docs", docs__own_dot_md="# 工具\n\n见 [[DEMO-WAIT]] 与 `[[DEMO-WAIT]]`，[怎么做](#核对改动)。\n\n## 先看\n\n### 核对改动\n"
    )
    assert small.run(root) == 0
    html = (root / "site/own.html").read_text(encoding="utf-8")
    assert '<a href="standards/wait.html">柜台等候时限</a>' in html and "<code>[[DEMO-WAIT]]</code>" in html
    assert '<a href="#核对改动">' in html and '<h3 id="核对改动">' in html, "a heading's anchor is what it says"
    assert (root / "site/standards/wait.html").is_file() and (root / "site/processes/serve.html").is_file()


def test_a_retired_entry_keeps_its_page_and_address(copy: Path) -> None:
    path = copy / "standards/fix.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: in-force", "status: retired"), encoding="utf-8"
    )
    path.rename(copy / "standards/moved.md")
    assert small.run(copy) == 0
    assert "已废止" in (copy / "site/standards/moved.html").read_text(encoding="utf-8")
    assert "moved.html" in (copy / "site/id/DEMO-FIX/index.html").read_text(encoding="utf-8")
    assert not (copy / "site/standards/fix.html").exists()
