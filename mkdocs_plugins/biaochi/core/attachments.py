"""Pictures and data tables that a body shows or leads to, and that are not there. Said while reading: whoever judges later
sees texts only, and the press says of each PDF, without a line, that the address cannot be used."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import unquote

from biaochi.core.clauses import PageLink, read_body
from biaochi.core.diagnostics import Finding
from biaochi.core.frontmatter import parse
from biaochi.core.regex import regex

# Pictures and data tables are the only other files that the site publishes from the roots.
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
PUBLISHED = (*PICTURES, ".csv", ".tsv")
MAX_PUBLISHED = 20 * 1024 * 1024

_OTHER = regex(r"\]\((?!https?:|#)(?![^()\s#]*\.md[)#])")


def lost_attachments(texts: Mapping[str, str], assets: Collection[str], others: Mapping[str, int]) -> Iterator[Finding]:
    """What the Markdown ``texts`` show or lead to and ``assets`` lack. ``others`` are the files that are there and not
    published, with their sizes."""
    for path, text in texts.items():
        if path.endswith(".md") and "](" in text and _OTHER.search(text):  # reading a text twice takes time
            document = parse(path, text)
            for link in read_body(path, document.body, document.body_line).page_links():
                if not (said := _said(link, path, assets, others)):
                    continue
                yield Finding("PRT005", link.at, f"{'图片' if link.picture else '文件'}“{link.target}”{said[0]}", said[1])


def _said(link: PageLink, path: str, assets: Collection[str], others: Mapping[str, int]) -> tuple[str, str] | None:
    """What is wrong with where a link leads, and what mends it."""
    target = unquote(link.target.partition("#")[0])
    folder, ending = posixpath.dirname(path), posixpath.splitext(target)[1].lower()
    goal = posixpath.normpath(posixpath.join(folder, target))
    if goal in others:
        if ending in PUBLISHED:
            return f"有 {others[goal] / 1048576:.0f} MB，不会发布", f"缩小到 {MAX_PUBLISHED // 1048576} MB 以内"
        return f"不会发布：网站只取图片（{'、'.join(PICTURES)}）与数据表（.csv、.tsv）", "另存为其中一种，或把内容写进页面"
    if goal in assets or not (link.picture or ending in PUBLISHED):
        return None
    turned = posixpath.normpath(posixpath.join(folder, target.replace("\\", "/").lstrip("/")))
    wanted = posixpath.basename(turned).lower()
    near = [each for each in assets if each == turned] or [each for each in assets if posixpath.basename(each).lower() == wanted]
    near = near or get_close_matches(turned, assets, n=1, cutoff=0.8)
    return "不存在", f"是否想写“{posixpath.relpath(near[0], folder)}”？" if near else "把它放进内容文件夹，路径相对于本页书写"
