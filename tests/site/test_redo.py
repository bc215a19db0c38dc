"""After an edit of entries the site is brought up to date without a whole build, and is what a whole build gives; where that
is not certain, everything is built."""

from __future__ import annotations

import os
import posixpath
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.generate import handbook
from benchmarks.repeated import repeated
from tests.edits import registered
from tests.history.conftest import Repo
from tests.site.conftest import AS_OF, contents, run, settings

from biaochi.core.check import check
from biaochi.history.kept import kept_folder
from biaochi.pages import converter
from biaochi.site import build, last_build, patch
from biaochi.site import run as whole
from biaochi.site.last_build import Asked
from biaochi.site.redo import redo

ASKED = Asked(AS_OF.isoformat(), False, False)


def write(root: Path, texts: dict[str, str]) -> Path:
    for path, text in {**texts, "mkdocs.yml": settings("docs"), "docs/read.md": "# 读我\n\n见 [[B-1]]。\n"}.items():
        if not (root / path).exists() or (root / path).read_text(encoding="utf-8") != text:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("redo"), {**handbook(20, distinct=True), "standards/a.csv": "a,b\n", "standards/about.md": "# 说明\n"})
    assert run(root) == 0
    return root


@pytest.fixture
def no_whole_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise AssertionError("everything was built")

    monkeypatch.setattr(whole, "build", refuse)


def reword(text: str, number: int, chance: random.Random) -> str:
    """Another wording of a body: new paragraphs, headings, lists and long texts, clauses reworded, lines gone."""
    front, mark, body = text.partition("\n---\n\n")
    act = chance.randrange(6)
    if act == 0:
        body = body.rstrip("\n") + f"\n\n补记第 {number} 条，供复核。\n"
    elif act == 1:
        body = body.rstrip("\n") + f"\n\n## 说明 {number}\n\nNote the Redaction{number}.\n\n- 一\n- 二\n\n| 甲 | 乙 |\n|---|---|\n| 1 | {number} |\n"
    elif act == 2:
        body = body.replace("应", "都应", 1)
    elif act == 3:
        body = body.rstrip("\n") + "\n\n" + f"长文{number}，供查阅。\n\n" * 900
    elif act == 4:
        body = body.replace("## 为什么", f"## 为什么\n\n先说结论 {number}。", 1)
    else:
        body = "\n\n".join(part for part in body.split("\n\n") if not part.startswith(("补记", "长文", "## 说明", "Note")))
    return f"{front}{mark}{body}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_wordings_give_what_a_whole_build_gives(tmp_path: Path, seed: int, no_whole_build: None) -> None:
    chance = random.Random(seed)
    texts = handbook(20, distinct=True)
    kept, clean = write(tmp_path / "kept", texts), tmp_path / "clean"
    assert ORIGINAL(kept / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    for step in range(8):
        for path in chance.sample(sorted(path for path in texts if "/s" in path and path.endswith(".md")), chance.randint(1, 2)):
            texts[path] = reword(texts[path], step, chance)
        write(kept, texts)
        assert run(kept) == 0
        if step % 2:
            shutil.rmtree(clean, ignore_errors=True)
            write(clean, texts)
            assert ORIGINAL(clean / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
            one, other = contents(kept / "site"), contents(clean / "site")
            assert sorted(one) == sorted(other)
            assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_edits_of_a_handbook_as_people_write_it_give_what_a_whole_build_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = repeated(1)
    kept, clean = write(tmp_path / "kept", texts), tmp_path / "clean"
    assert ORIGINAL(kept / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    for step in range(6):
        for path in chance.sample(sorted(path for path in texts if path.endswith(".md")), 2):
            how = chance.choice(("title", "does", "text", "name", "finding"))
            texts[path] = re.sub(rf"\b{how}: (?=[\w“])", f"{how}: 新{step}", texts[path], count=chance.choice((1, 3))) + chance.choice(("", "\n说明。\n"))
        write(kept, texts)
        assert run(kept) == 0
    write(clean, texts)
    assert ORIGINAL(clean / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    one, other = contents(kept / "site"), contents(clean / "site")
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


VALUES = {
    "owner": ("front", "manager", "trainer", "auditor"), "roles": ("[front]", "[front, manager]", "[auditor]"),
    "status": ("in-force", "pilot", "training", "draft", "retired"), "criticality": ("key", "normal"), "tier": ("basic", "custom"),
    "dimension": ("response", "accuracy", "satisfaction"), "method": ("system-log", "timing", "observation"),
    "touchpoint": ("服务", "到店", "离店"), "lang": ("zh-Hans", "zh-Hant"), "direction": ("lower", "higher"),
}  # fmt: skip


def refront(text: str, number: int, chance: random.Random) -> str:
    """Other front matter: a value exchanged for another of its kind, a text or figure changed, a line more or less."""
    front, mark, body = text.partition("\n---\n\n")
    lines = front.split("\n")
    act = chance.randrange(8)
    at = chance.randrange(2, len(lines))
    key, _, value = lines[at].partition(": ")
    name = key.strip(" -{")
    if act == 0:
        lines.insert(at, f"# 注 {number}")
    elif act == 1:
        lines = [line for line in lines if not line.lstrip().startswith("#")]
    elif act == 2 and not value.endswith(":"):
        del lines[at]
    elif name in VALUES:
        lines[at] = f"{key}: {chance.choice(VALUES[name])}"
    elif value.isdecimal():
        lines[at] = f"{key}: {int(value) + chance.choice((-1, 1, 10))}"
    elif act == 3 and "tags" not in front:
        lines.insert(2, f"tags: [标签{number}]")
    elif act == 4:
        lines = ["\n".join(lines).replace("2027-0", "2027-1", 1)]
    elif act == 5:
        lines = ["\n".join(lines).replace("服务标准", f"服务标准第{number}版", 1)]
    elif value and value[-1] >= "\u2e80":
        lines[at] = f"{key}: {value}第{number}"
    front = "\n".join(lines)
    return f"{front}{mark}{body}"


def passing(texts: dict[str, str], number: int, chance: random.Random) -> dict[str, str]:
    """One to three files edited, so that the gate lets them through."""
    entries = sorted(path for path, text in texts.items() if "\nkind: " in text and text.startswith("---"))
    while True:
        now = dict(texts)
        for path in chance.sample(entries, chance.randint(1, 3)):
            now[path] = chance.choice((refront, refront, refront, reword))(now[path], number, chance)
        if now != texts and not check(now, as_of=AS_OF).failed:
            return now


@pytest.mark.parametrize(
    ("seed", "steps"), [(1, 3), *(pytest.param(seed, 12, marks=pytest.mark.slow) for seed in range(10, 16))]
)
def test_random_front_matter_gives_what_a_whole_build_gives(
    tmp_path: Path, seed: int, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    texts = {path: text for path, text in handbook(20, distinct=True).items() if path.startswith(("standards/", "processes/"))}
    kept, clean = write(tmp_path / "kept", texts), tmp_path / "clean"
    assert run(kept) == 0
    wholly: list[int] = []
    monkeypatch.setattr(whole, "build", lambda *given, **told: wholly.append(1) or ORIGINAL(*given, **told))
    for step in range(steps):
        texts = passing(texts, step, chance)
        write(kept, texts)
        assert run(kept) == 0
        shutil.rmtree(clean, ignore_errors=True)
        write(clean, texts)
        assert ORIGINAL(clean / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
        one, other = contents(kept / "site"), contents(clean / "site")
        where = f"seed {seed}, step {step}"
        assert sorted(one) == sorted(other), where
        assert [name for name in one if one[name] != other[name]] == [], where
    assert len(wholly) <= steps / 2, "most of it was not done quickly"


def coming_and_going(texts: dict[str, str], number: int, chance: random.Random) -> dict[str, str]:
    """Entries more or less, in other files, of another id; what leads to them; registries. So that the gate lets it through."""
    while True:
        now = dict(texts)
        for _ in range(chance.randint(1, 3)):
            entries = sorted(path for path, text in now.items() if "\nkind: " in text and text.startswith("---"))
            path = chance.choice(entries)
            act = chance.randrange(9)
            if act == 0:
                del now[path]
            elif act in (7, 8):
                now |= registered(now, number, chance)
            elif act == 1:
                now[f"{path.rpartition('/')[0]}/moved/m{number}.md"] = now.pop(path)
            elif act in (2, 3):
                new = re.sub(r"\nid: \S+", f"\nid: {chance.choice('AZ')}-{number}", now[path], count=1)
                now[f"standards/{chance.choice(('hotel', 'bank', 'new'))}/n{number}.md"] = re.sub(r"(?<=name: )(.*时长|.*率)", rf"新{number}\1", new)
            elif act == 4:
                now[path] = re.sub(r"\nid: (\S+)", r"\nid: \1-X", now[path], count=1)
            elif act == 5:
                other = chance.choice(entries)
                name = re.search(r"\nid: (\S+)", now[other])
                assert name is not None
                now[path] += f"\n另见 [[{name[1]}]] 与 [那里]({posixpath.relpath(other, posixpath.dirname(path))})。\n"
            else:
                now[path] = chance.choice((refront, reword))(now[path], number, chance)
        if now != texts and not check(now, as_of=AS_OF).failed:
            return now


@pytest.mark.parametrize("history", [False, True])
@pytest.mark.parametrize(
    ("seed", "steps"), [(1, 2), *(pytest.param(seed, 12, marks=pytest.mark.slow) for seed in range(20, 24))]
)
def test_entries_that_come_and_go_give_what_a_whole_build_gives(
    tmp_path: Path, seed: int, steps: int, history: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    texts = {path: text for path, text in handbook(20, distinct=True).items() if path.startswith(("standards/", "processes/"))}
    kept, clean = tmp_path / "kept", tmp_path / "clean"

    def lay(root: Path) -> None:
        for name in ("standards", "processes"):
            shutil.rmtree(root / name, ignore_errors=True)
        write(root, texts)

    if history:
        Repo(kept)
    lay(kept)
    if history:
        Repo(kept).commit("2026-10-01")
        shutil.copytree(kept, clean)
    assert run(kept) == 0
    wholly: list[int] = []
    monkeypatch.setattr(whole, "build", lambda *given, **told: wholly.append(1) or ORIGINAL(*given, **told))
    for step in range(steps):
        texts = coming_and_going(texts, step, chance)
        lay(kept)
        assert run(kept) == 0
        shutil.rmtree(clean / ".biaochi", ignore_errors=True)
        lay(clean)
        assert ORIGINAL(clean / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
        one, other = contents(kept / "site"), contents(clean / "site")
        where = f"seed {seed}, step {step}"
        assert sorted(one) == sorted(other), where
        assert [name for name in one if one[name] != other[name]] == [], where
        assert {path for path in (kept / "site").rglob("*") if path.is_dir() and not any(path.iterdir())} == set(), where
    assert len(wholly) <= steps / 2, "most of it was not done quickly"


ORIGINAL = whole.build


def test_the_roots_may_be_the_folder_of_the_pages(tmp_path: Path, no_whole_build: None) -> None:
    root = write(tmp_path, handbook(10, distinct=True))
    (root / "mkdocs.yml").write_text(settings(), encoding="utf-8")
    assert ORIGINAL(root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    change(S0, "## 为什么", "## 为什么\n\n先说结论。", root)
    assert run(root) == 0
    assert "先说结论。" in (root / "site" / S0.replace(".md", ".html")).read_text(encoding="utf-8")


def test_after_an_edit_of_front_matter_no_body_is_converted(tmp_path: Path, no_whole_build: None) -> None:
    root = write(tmp_path, handbook(10, distinct=True))
    assert ORIGINAL(root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    page = root / "site" / S0.replace(".md", ".html")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(converter, "convert", lambda *told: pytest.fail("converted"))
        change(S0, "title: ", "title: 新", root)
        assert run(root) == 0
    body = page.read_text(encoding="utf-8")
    (kept_folder(root) / "bodies").write_bytes(b"rubbish")
    change(S0, "title: 新", "title: ", root)
    assert run(root) == 0
    assert page.read_text(encoding="utf-8") == body.replace("新", "")


def test_pages_of_docs_may_be_made_of_code(tmp_path: Path) -> None:
    root = write(tmp_path, {**handbook(10, distinct=True), "docs/api.md": "# 接口\n\n::: barometer\n", "code/barometer.py": '"""气压。"""\n'})
    config = root / "mkdocs.yml"
    plugin = "plugins:\n  - mkdocstrings: {handlers: {python: {paths: [code]}}}\n"
    config.write_text(config.read_text(encoding="utf-8").replace("plugins:\n", plugin), encoding="utf-8")
    assert run(root) == 0
    assert "气压" in (root / "site/api.html").read_text(encoding="utf-8")
    change(S0, "title: ", "title: 新", root)
    assert redo(config, ASKED)
    change("code/barometer.py", "气压", "气温", root)
    assert not redo(config, ASKED)


def test_an_entry_more_or_less_makes_few_pages(built: Path, tmp_path: Path, no_whole_build: None) -> None:
    root = Path(shutil.copytree(built, tmp_path / "root"))
    assert ORIGINAL(root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    before = contents(root / "site")
    _more(root)
    assert run(root) == 0
    more = contents(root / "site")
    new = {"standards/hotel/more.html", "id/B-99/index.html", "v/B-99/1.0/index.html"}
    assert new <= more.keys() - before.keys()
    entries = {path for path in before if path.startswith(("standards/", "processes/")) and path.endswith(".html")}
    # Those that it covers say so; all others stay.
    assert {path for path in entries if before[path] != more[path]} == {f"standards/hotel/s{n}.html" for n in range(6)} | {"standards/hotel/scripts/t7.html"}
    assert b"standards/hotel/more.html" in more["sitemap.xml"] and b"edit/main/standards/hotel/more.md" in more["standards/hotel/more.html"]
    (root / "standards/hotel/more.md").unlink()
    assert run(root) == 0
    assert contents(root / "site") == before
    assert not (root / "site/id/B-99").exists()


def test_a_term_more_makes_few_pages(built: Path, tmp_path: Path, no_whole_build: None) -> None:
    root = Path(shutil.copytree(built, tmp_path / "root"))
    assert ORIGINAL(root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    before = contents(root / "site")
    change("standards/terms.yml", "取号:", "小票: {definition: 交易凭证, synonyms: [凭条]}\n取号:", root)
    assert run(root) == 0
    more = contents(root / "site")
    assert "交易凭证" in more["registers/terms.html"].decode()
    assert {path for path in before if before[path] != more[path] and path.endswith(".html")} == {"registers/terms.html", "receipt.html"}
    change("standards/terms.yml", "小票: {definition: 交易凭证, synonyms: [凭条]}\n", "", root)
    assert run(root) == 0
    assert contents(root / "site") == before


def test_in_a_repository_the_versions_are_those_of_its_history(tmp_path: Path, no_whole_build: None) -> None:
    repo = Repo(tmp_path / "repo")
    write(repo.root, handbook(10, distinct=True))
    change("standards/hotel/s0.md", "version: 1.0", "version: 0.9", repo.root)
    repo.commit("2026-09-01")
    change("standards/hotel/s0.md", "version: 0.9", "version: 1.0", repo.root)
    repo.commit("2026-10-01")
    assert ORIGINAL(repo.root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    path = repo.root / "standards/hotel/s0.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n补记。\n", encoding="utf-8")
    assert run(repo.root) == 0
    change("standards/hotel/s0.md", "title: ", "title: 新", repo.root)
    change("standards/hotel/s2.md", "owner: manager", "owner: front", repo.root)
    # An old version refers to it, by the title that it had.
    title = re.search(r"(?m)^title: (.+)$", (repo.root / "processes/hotel/p6.md").read_text(encoding="utf-8"))[1]  # type: ignore[index]
    change("processes/hotel/p6.md", f"title: {title}", "title: 改了", repo.root)
    assert run(repo.root) == 0
    one = contents(repo.root / "site")
    assert f">{title}</a>" in one["v/B-0/0.9/index.html"].decode() and "改了" in one["standards/hotel/s0.html"].decode()
    shutil.rmtree(last_build.file(repo.root).parent)
    assert ORIGINAL(repo.root / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    other = contents(repo.root / "site")
    assert [name for name in one | other if one.get(name) != other.get(name)] == []


def change(path: str, before: str, after: str, root: Path) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert before in text
    (root / path).write_text(text.replace(before, after, 1), encoding="utf-8")


S0 = "standards/hotel/s0.md"
OTHER = {
    "entry that a page of docs links to": lambda root: _linked(root),
    "sector more": lambda root: _more(root, "\nsector: hotel", "\nsector: airport"),
    "entry in a deeper folder": lambda root: _more(root, "", "", "standards/hotel/a/b/c/more.md"),
    "title in a page of docs": lambda root: change("standards/hotel/s1.md", "title: ", "title: 新", root),
    "sector": lambda root: change(S0, "sector: hotel", "sector: bank", root),
    "version": lambda root: change(S0, "version: 1.0", "version: 0.9", root),
    "error found": lambda root: change(S0, "limit: 24", "limit: 二十四", root),
    "page of the roots": lambda root: change("standards/about.md", "说明", "再说明", root),
    "role of another name": lambda root: change("standards/roles.yml", "name: front", "name: 前台", root),
    "role less": lambda root: change("standards/roles.yml", "auditor: {name: auditor, department: 门店}\n", "", root),
    "registry that cannot be read": lambda root: change("standards/terms.yml", "取号: {", "取号: [", root),
    "picture or table": lambda root: change("standards/a.csv", "a", "aa", root),
    "page of docs": lambda root: change("docs/read.md", "读我", "再读", root),
    "settings": lambda root: change("mkdocs.yml", "示范手册", "示范手册二", root),
    "file more": lambda root: (root / "standards/n.md").write_text("# 说明\n", encoding="utf-8"),
    "file less": lambda root: (root / S0).unlink(),
    "site changed": lambda root: (root / "site/index.html").write_text("", encoding="utf-8"),
    "site less": lambda root: (root / "site/index.html").unlink(),
    "site more": lambda root: (root / "site/v/other.html").write_text("", encoding="utf-8"),
    "nothing left": lambda root: last_build.file(root).unlink(),
    "rubbish left": lambda root: last_build.file(root).write_bytes(b"rubbish"),
}  # fmt: skip


def _more(root: Path, before: str = "", after: str = "", path: str = "standards/hotel/more.md") -> None:
    """A training more, to which nobody need refer."""
    text = (root / "standards/hotel/trainings/r9.md").read_text(encoding="utf-8").replace("id: B-9\n", "id: B-99\n")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text.replace(before, after, 1), encoding="utf-8")


def _linked(root: Path) -> None:
    """A page of docs is there with a link to a training, which goes."""
    _more(root)
    change("docs/read.md", "见", "见[那里](standards/hotel/more.md)，", root)
    assert run(root) == 0
    (root / "standards/hotel/more.md").unlink()


@pytest.mark.parametrize("act", OTHER)
def test_what_is_more_is_left_to_a_whole_build(built: Path, act: str) -> None:
    backup = built.with_name(f"{built.name}-backup")
    shutil.copytree(built, backup)
    try:
        assert redo(built / "mkdocs.yml", ASKED)
        OTHER[act](built)
        site = contents(built / "site")
        assert not redo(built / "mkdocs.yml", ASKED)
        assert contents(built / "site") == site
    finally:
        shutil.rmtree(built)
        backup.rename(built)


@pytest.mark.parametrize("asked", [Asked("2026-11-23", False, False), Asked(AS_OF.isoformat(), True, False), Asked("", False, False)])
def test_a_build_called_otherwise_is_a_whole_one(built: Path, asked: Asked) -> None:
    assert not redo(built / "mkdocs.yml", asked)


def test_a_copied_handbook_does_not_touch_the_site_it_was_copied_from(built: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(built, tmp_path / "copied"))
    change(S0, "## 为什么", "## 为什么\n\n先说结论。", copied)
    assert not redo(copied / "mkdocs.yml", ASKED)


@pytest.fixture
def interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A handbook whose reworded pages were being put into its site when the build was killed."""
    root = write(tmp_path / "one", handbook(10, distinct=True))
    assert run(root) == 0
    change(S0, "## 为什么", "## 为什么\n\n先说结论。", root)
    with monkeypatch.context() as killed:
        killed.setattr(patch.os, "replace", _killed_in_the_site(os.replace))
        with pytest.raises(KeyboardInterrupt):
            redo(root / "mkdocs.yml", ASKED)
    assert last_build.journal(root).exists()
    yield root


def _killed_in_the_site(replace: object) -> object:
    count = 0

    def once(there: str, here: str) -> object:
        nonlocal count
        count += ".new" in str(there)
        if count == 3:
            raise KeyboardInterrupt
        return replace(there, here)  # type: ignore[operator]

    return once


def test_after_a_kill_the_next_build_finishes_what_was_begun(interrupted: Path, tmp_path: Path) -> None:
    clean = write(tmp_path / "two", handbook(10, distinct=True))
    change(S0, "## 为什么", "## 为什么\n\n先说结论。", clean)
    assert run(interrupted) == 0 and run(clean) == 0
    assert contents(interrupted / "site") == contents(clean / "site")
    assert not last_build.journal(interrupted).exists() and not list(interrupted.glob(".site*"))


def test_the_state_of_a_folder_tells_of_every_change(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_text("1", encoding="utf-8")
    known = patch.state(tmp_path, {})
    assert patch.stands(tmp_path, known)
    (tmp_path / "a/c").write_text("1", encoding="utf-8")
    assert not patch.stands(tmp_path, known)


def test_the_command_uses_it() -> None:
    assert build.redo is redo
