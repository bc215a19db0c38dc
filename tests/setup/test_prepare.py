"""Set-up does each step once, again when its reason has changed, and says what it could not get."""

from __future__ import annotations

import json
from pathlib import Path

import debian
import environment
import prepare
import pytest
import running


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A checkout of its own, in which every step that would work is only written down."""
    done: list[str] = []
    locks = tmp_path / "requirements"
    locks.mkdir()
    for name in ("setup", "build", "test", "node"):
        (locks / f"{name}.txt").write_text("x==1\n")
    (tmp_path / "pyproject.toml").write_text("")
    handbook = tmp_path / "handbook"
    handbook.mkdir()
    (handbook / "fonts.py").write_text("")
    venv = tmp_path / ".venv"
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "STATE": venv / "state.json",
        "LOG": venv / "log",
        "LOCKS": locks,
        "HANDBOOK": handbook,
        "FONTS": venv / "fonts",
    }.items():
        monkeypatch.setattr(prepare, name, value)

    def make(folder: Path, seeds: Path) -> bool:
        done.append("environment")
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "bin" / "python").touch()
        return True

    def pip(*arguments: str, wanted: int = 0) -> None:
        done.append(Path(arguments[-1]).name)

    monkeypatch.setattr(environment, "make", make)
    monkeypatch.setattr(prepare, "pip", pip)
    monkeypatch.setattr(prepare, "prepare_fonts", lambda done: False)
    monkeypatch.setattr(prepare, "prepare_native_libraries", lambda: False)
    monkeypatch.setattr(prepare, "prepare_browser", lambda done: False)
    return done


def run(testing: bool = False) -> None:
    prepare.bring_up(prepare.read_state(), testing)


def test_a_second_run_does_nothing(steps: list[str], tmp_path: Path) -> None:
    run()
    assert steps == ["environment", "setup.txt", "build.txt", tmp_path.name]
    steps.clear()
    run()
    assert steps == []


def test_a_new_lock_is_installed_into_the_old_environment(steps: list[str], tmp_path: Path) -> None:
    run()
    steps.clear()
    (tmp_path / "requirements" / "build.txt").write_text("x==2\n")
    run()
    assert steps == ["setup.txt", "build.txt"]


def test_building_keeps_the_test_tools(steps: list[str]) -> None:
    run(testing=True)
    steps.clear()
    run()
    assert steps == []


def test_a_moved_checkout_gets_a_new_environment(
    steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    steps.clear()
    new = tmp_path / "new"
    new.mkdir()
    for name in ("requirements", "pyproject.toml", ".venv"):
        (tmp_path / name).rename(new / name)
    for name in ("ROOT", "VENV", "PYTHON", "STATE", "LOG", "LOCKS"):
        old: Path = getattr(prepare, name)
        monkeypatch.setattr(prepare, name, new / old.relative_to(tmp_path))
    run()
    assert steps == ["environment", "setup.txt", "build.txt", "new"]


def test_a_broken_state_file_is_no_state(steps: list[str]) -> None:
    run()
    for broken in ("{", "[]", "\x00"):
        prepare.STATE.write_text(broken)
        assert prepare.read_state() == {}


def test_a_set_up_that_breaks_off_goes_on_where_it_was(
    steps: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = prepare.pip

    def fails(*arguments: str, wanted: int = 0) -> None:
        raise prepare.SetupError("没有网络")

    monkeypatch.setattr(prepare, "pip", fails)
    with pytest.raises(prepare.SetupError, match="没有网络"):
        run()
    assert set(json.loads(prepare.STATE.read_text())) == {"python"}
    monkeypatch.setattr(prepare, "pip", whole)
    steps.clear()
    run()
    assert steps == ["setup.txt", "build.txt", tmp_path.name]


def test_no_way_to_an_environment_says_what_to_install(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "make", lambda folder, seeds: False)
    with pytest.raises(prepare.SetupError, match=r"apt-get install python3\.\d+-venv"):
        run()


def test_who_may_not_install_is_told_nothing_was_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(debian.shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    monkeypatch.setattr(debian, "succeeds", lambda *_, **__: pytest.fail("nothing may be run"))
    assert debian.install("libpango-1.0-0") is False


def test_a_failure_shows_its_last_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert running.run(["sh", "-c", "echo 第一; echo 末尾; exit 3"], say_why=True) is None
    assert "末尾" in capsys.readouterr().out
    assert running.run(["a-program-that-is-not-there"]) is None
    assert running.run(["sh", "-c", "echo 好"]) == "好\n"
