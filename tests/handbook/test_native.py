"""Native libraries: what lacks is named, and a folder of our own is loaded in the order its parts need."""

from __future__ import annotations

from pathlib import Path

import pytest

from biaochi.handbook import native


def test_what_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native.sys, "platform", "linux")
    monkeypatch.setattr(native, "LIBRARIES", ("libnot-there-at-all.so.9",))
    assert native.load(tmp_path) == ("libnot-there-at-all.so.9",)
    assert native.how_to_get().startswith("apt-get install libpango")


def test_libraries_are_loaded_after_those_they_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs = {"liba.so.1": {"libz.so.1"}, "libb.so.1": {"liba.so.1"}, "libz.so.1": set[str]()}
    loaded: list[str] = []

    def loads(name: str) -> bool:
        short = Path(name).name
        if short not in loaded and "/" in name and needs[short] <= set(loaded):
            loaded.append(short)
        return short in loaded

    for name in needs:
        (tmp_path / name).touch()
    monkeypatch.setattr(native.sys, "platform", "linux")
    monkeypatch.setattr(native, "LIBRARIES", ("libb.so.1",))
    monkeypatch.setattr(native, "_loads", loads)
    assert native.load(tmp_path) == ()
    assert loaded == ["libz.so.1", "liba.so.1", "libb.so.1"]


def test_a_broken_library_ends_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "libbroken.so.1").write_bytes(b"no library")
    monkeypatch.setattr(native.sys, "platform", "linux")
    monkeypatch.setattr(native, "LIBRARIES", ("libbroken.so.1",))
    assert native.load(tmp_path) == ("libbroken.so.1",)
