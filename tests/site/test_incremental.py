"""A build after the last one gives byte for byte what a clean build gives, whatever was edited in between."""

from __future__ import annotations

import pickle
import random
import shutil
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.generate import handbook
from tests.edits import edits
from tests.site.conftest import AS_OF, contents, run, settings

from biaochi.site import run as whole
from biaochi.site import store
from biaochi.site.plain import loads


def write(root: Path, texts: dict[str, str]) -> None:
    for name in ("standards", "processes"):
        shutil.rmtree(root / name, ignore_errors=True)
    for path, text in {**texts, "mkdocs.yml": settings("docs"), "docs/read.md": "# 读我\n"}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random edits break rules; what is built of them is asked here, not whether it may be published."""
    from biaochi.site.standards import StandardsPlugin

    monkeypatch.setattr(StandardsPlugin, "fails", lambda self, outcome: False)


@pytest.mark.parametrize(
    ("seed", "steps"), [(1, 4), pytest.param(2, 4, marks=pytest.mark.slow), *(pytest.param(seed, 15, marks=pytest.mark.slow) for seed in range(100, 108))]
)
def test_random_edits(tmp_path: Path, seed: int, steps: int) -> None:
    texts = handbook(20, distinct=True)
    kept, clean = tmp_path / "kept", tmp_path / "clean"
    write(kept, texts)
    assert run(kept) == 0
    for number, (act, now) in enumerate(islice(edits(texts, random.Random(seed)), steps)):
        write(kept, now)
        write(clean, now)
        shutil.rmtree(clean / ".biaochi", ignore_errors=True)
        assert run(kept) == 0 and run(clean) == 0
        one, other = contents(kept / "site"), contents(clean / "site")
        where = f"seed {seed}, step {number}, {act}"
        assert sorted(one) == sorted(other), where
        assert [name for name in one if one[name] != other[name]] == [], where


def test_a_whole_build_makes_few_pages_again(tmp_path: Path) -> None:
    write(tmp_path, handbook(60))
    assert run(tmp_path) == 0
    before = store.load(tmp_path).pages
    path = tmp_path / "standards/hotel/s0.md"
    text = path.read_text(encoding="utf-8")
    assert "忙时两个柜台" in text
    path.write_text(text.replace("忙时两个柜台", "忙时三个柜台", 1), encoding="utf-8")
    assert whole.build(tmp_path / "mkdocs.yml", as_of=AS_OF, pdf=False) == 0
    after = store.load(tmp_path).pages
    other = {path for path in after if before.get(path) != after[path]}
    assert "standards/hotel/s0.md" in other and "standards/hotel/s13.md" not in other
    assert not [path for path in other if path.startswith("rules/")]
    assert len(other) < 20


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("evil",)


@pytest.mark.parametrize("content", [b"", b"rubbish", pickle.dumps(("x", pickle.dumps(_Evil()))), pickle.dumps(_Evil())])
def test_a_file_that_is_not_ours_is_not_used_and_does_nothing(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    store.file(tmp_path).parent.mkdir()
    store.file(tmp_path).write_bytes(content)
    assert store.load(tmp_path).pages == {}
    with pytest.raises(Exception, match=r".*"):
        _, rest = loads(content)
        loads(rest)
    assert "evil" not in capsys.readouterr().out

