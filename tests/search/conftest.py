"""One small site with everything that search promises, built once; served, and opened as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.generate import handbook
from benchmarks.server import served as serving

from biaochi.site.run import build

SETTINGS = """\
site_name: 测试手册
docs_dir: docs
site_dir: site
use_directory_urls: false
theme: {name: material, language: zh, font: false}
plugins:
%s  - biaochi/standards
  - biaochi/crosslinks
extra: {generator: false}
"""
INFORMATIVE = """\
# 首问责任与投诉处理

响<b>应时</b>间从*受理*起**计**算，见[办结的*口径*](#办结口径)。

## 办结口径

結果送達客戶並登記之後，案件才算辦結；5 分钟 内回电。

收档时由两人关闭燃气阀。

每单不多于 20 件，每件不过 300 元。

Restitution for a complaint takes two hours; the guarantee covers refunds.
"""
TERMS = "取号: {definition: 领取排队号码, synonyms: [叫号, 排号]}\n投诉: {definition: 客户表达不满, synonyms: [客诉, 抱怨]}\n"


def make(root: Path, entries: int, plugins: str = "") -> Path:
    """Write and build a handbook below ``root``; return the site's folder."""
    texts = handbook(entries)
    texts["standards/terms.yml"] = TERMS
    texts["standards/common/about.md"] = INFORMATIVE
    texts["docs/read.md"] = "# 读我\n\n这一页由 MkDocs 自己渲染，谈的是**鸬鹚**捕鱼。\n"
    texts["mkdocs.yml"] = SETTINGS % plugins
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    assert build(root / "mkdocs.yml", as_of=dt.date(2026, 11, 22)) == 0
    return root / "site"


@pytest.fixture(scope="session")
def site(once: Callable[..., Path]) -> Path:
    """The site's folder."""
    return once("search", lambda root: make(root, 40)) / "site"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site's address on a server of this machine."""
    with serving(site) as address:
        yield f"{address}/"


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Path) -> str:
    """The site's address: once on a server, once as files."""
    if request.param == "file":
        return f"{site.as_uri()}/"
    return str(request.getfixturevalue("served"))
