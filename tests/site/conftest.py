"""A small handbook on disk, and its real site, built once for all tests that only look at it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from biaochi import demo
from biaochi.authoring import handbook_files
from biaochi.site.build import build

AS_OF = dt.date(2026, 11, 22)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "0005fe02fea7568d0b0000000049454e44ae426082"
)

Write = Callable[..., Path]


def settings(docs_dir: str = "standards") -> str:
    text = handbook_files("示范手册", "示范公司", AS_OF)["mkdocs.yml"].replace(
        "docs_dir: standards", f"docs_dir: {docs_dir}"
    )
    return (
        text
        + "\nrepo_url: https://git.example.com/org/handbook\nedit_uri: edit/main/\nsite_url: https://handbook.example.com/\n"
    )


def write_handbook(root: Path, change: str = "", docs_dir: str = "standards", **files: str | bytes) -> Path:
    """The demonstration with a change, and further files (``__`` stands for ``/`` and ``_dot_`` for ``.``)."""
    contents: dict[str, str | bytes] = {**demo.changed(change), "mkdocs.yml": settings(docs_dir)}
    contents |= {name.replace("__", "/").replace("_dot_", "."): content for name, content in files.items()}
    for path, content in contents.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def run(root: Path, **options: object) -> int:
    return build(root / "mkdocs.yml", as_of=AS_OF, pdf=False, **options)  # type: ignore[arg-type]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def make(root: Path) -> None:
    """Build the demonstration and files of every sort beside its entries."""
    write_handbook(
        root,
        standards__picture_dot_png=PNG,
        standards__table_dot_csv="a,b\n1,2\n",
        standards__drawing_dot_svg='<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="4"/></svg>',
        standards__evil_dot_html="<script>alert(1)</script>",
        standards__code_dot_js="alert(1)",
        standards__secret_dot_txt="secret",
        processes___dot_hidden_dot_md="# hidden",
        standards__page_dot_md="---\ntitle: 说明\ntemplate: evil.html\nsearch: {exclude: true}\nhide: [navigation]\n---\n![图](picture.png)\n",
    )
    assert run(root) == 0


@pytest.fixture(scope="session")
def built(once: Callable[..., Path]) -> Path:
    """The demonstration's root after a build; not to be changed."""
    return once("demonstration", make)


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """The same with its site, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "copy"))
