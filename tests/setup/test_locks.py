"""The lock files: exact versions with hashes, nothing that says where from, and one truth among them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def versions(lock: Path) -> dict[str, str]:
    """Package -> pinned version of a lock file."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def named(requirement: str) -> str:
    """The package that a requirement names."""
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_by_version_and_hash(lock: Path) -> None:
    entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(
        r"^\s*(-i\b|-f\b|--(extra-)?index-url|--find-links|--trusted-host)", text, re.MULTILINE
    )


def test_a_package_has_one_version_in_all_locks() -> None:
    seen: dict[str, set[str]] = {}
    for lock in LOCKS:
        for package, version in versions(lock).items():
            seen.setdefault(package, set()).add(version)
    assert {package: found for package, found in seen.items() if len(found) > 1} == {}


def test_the_test_lock_holds_all_of_the_build_lock() -> None:
    assert versions(ROOT / "requirements/build.txt").keys() <= versions(ROOT / "requirements/test.txt").keys()


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "build": project["project"]["dependencies"],
        "setup": project["dependency-groups"]["setup"] + project["build-system"]["requires"],
        "test": project["dependency-groups"]["test"],
        "node": project["project"]["optional-dependencies"]["fonts"],
    }
    for lock, requirements in wanted.items():
        locked = versions(ROOT / "requirements" / f"{lock}.txt")
        assert {named(requirement) for requirement in requirements} - locked.keys() == set(), lock
