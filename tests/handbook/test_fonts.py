"""The pinned fonts: only the exact bytes are taken, and a hostile package changes nothing."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from biaochi.handbook import fonts, native, pool
from biaochi.handbook.fonts import Face, Fonts, FontsUnavailable, MissingFonts

REGULAR = b"regular outlines"
BOLD = b"bold outlines"


def face(weight: int, content: bytes) -> Face:
    name = f"Test_{weight}.ttf"
    return Face("Test", weight, name, f"package/{name}", len(content), hashlib.sha256(content).hexdigest())


FACES = (face(400, REGULAR), face(700, BOLD))
MEMBERS = {FACES[0].member: REGULAR, FACES[1].member: BOLD, "package/LICENSE": b"OFL"}


def packed(path: Path, members: dict[str, bytes], links: dict[str, str] | None = None) -> str:
    """Write an npm-like package; return its integrity."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type = tarfile.SYMTYPE
            member.linkname = target
            archive.addfile(member)
    return f"sha512-{base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()}"


def refuses(tmp_path: Path, message: str, members: dict[str, bytes], **links: dict[str, str]) -> None:
    """The package is refused with the message, and no file has come into the target."""
    package, target = tmp_path / "p.tgz", tmp_path / "fonts"
    integrity = packed(package, members, **links)
    with pytest.raises(FontsUnavailable, match=message):
        fonts.unpack(package, target, FACES, integrity)
    assert not target.exists() or list(target.iterdir()) == []


def test_the_right_package_gives_the_faces_and_nothing_else(tmp_path: Path) -> None:
    package, target = tmp_path / "p.tgz", tmp_path / "fonts"
    fonts.unpack(package, target, FACES, packed(package, MEMBERS))
    assert sorted(path.name for path in target.iterdir()) == ["Test_400.ttf", "Test_700.ttf"]
    assert (target / "Test_700.ttf").read_bytes() == BOLD
    assert fonts.fault_of(target, FACES) is None


def test_a_package_with_another_hash_is_not_opened(tmp_path: Path) -> None:
    package = tmp_path / "p.tgz"
    packed(package, MEMBERS)
    with pytest.raises(FontsUnavailable, match="与锁定的校验值不符"):
        fonts.unpack(package, tmp_path / "fonts", FACES)
    assert not (tmp_path / "fonts").exists()


def test_a_face_with_another_hash_is_refused(tmp_path: Path) -> None:
    refuses(tmp_path, r"Test_700\.ttf 的内容与锁定的校验值不符", MEMBERS | {FACES[1].member: BOLD[::-1]})


def test_a_face_of_another_size_is_refused(tmp_path: Path) -> None:
    refuses(tmp_path, "字节的普通文件", MEMBERS | {FACES[0].member: REGULAR + b"!"})


@pytest.mark.parametrize(
    "name", ["../evil.ttf", "/etc/evil.ttf", "package/../../evil.ttf", "package\\..\\evil"]
)
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    refuses(tmp_path, "越出文件夹", MEMBERS | {name: b"evil"})
    assert not (tmp_path / "evil.ttf").exists()


def test_a_link_in_the_place_of_a_face_is_refused(tmp_path: Path) -> None:
    members = {name: content for name, content in MEMBERS.items() if name != FACES[0].member}
    refuses(tmp_path, "普通文件", members, links={FACES[0].member: "/etc/passwd"})


def test_a_package_without_a_face_is_refused(tmp_path: Path) -> None:
    refuses(tmp_path, r"里没有 package/Test_700\.ttf", {FACES[0].member: REGULAR})


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_MEMBER_LIMIT", 2)
    refuses(tmp_path, "展开后过大", MEMBERS)


def test_a_package_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_UNPACKED_LIMIT", 1_000_000)
    refuses(tmp_path, "展开后过大", MEMBERS | {"package/zeros": bytes(2_000_000)})


def test_a_file_that_is_no_package_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "p.tgz"
    package.write_bytes(b"not a package")
    integrity = f"sha512-{base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()}"
    with pytest.raises(FontsUnavailable, match="打不开"):
        fonts.unpack(package, tmp_path / "fonts", FACES, integrity)


def test_a_named_folder_is_the_only_place_looked_at(tmp_path: Path) -> None:
    named = tmp_path / "mine"
    found = fonts.find_fonts({"BIAOCHI_FONTS": str(named), "HOME": str(tmp_path)}, str(tmp_path), FACES)
    assert isinstance(found, MissingFonts)
    assert [folder for folder, _ in found.faults] == [named]
    assert "python -m biaochi.handbook.fonts" in found.message


def test_who_cannot_print_for_want_of_fonts_is_told_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "load", lambda: ())
    monkeypatch.setenv("BIAOCHI_FONTS", str(tmp_path))
    said = pool.unable()
    assert said is not None and said.reason.endswith("运行 python -m biaochi.handbook.fonts 取来即可")
    assert "Path(" not in said.reason
    with pytest.raises(RuntimeError, match="运行 python -m"):
        next(pool.make([], {}))


def test_the_cache_is_used_when_the_environment_has_none(tmp_path: Path) -> None:
    environ = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    cache = fonts.places(environ, str(tmp_path))[-1]
    cache.mkdir(parents=True)
    (cache / FACES[0].file).write_bytes(REGULAR)
    (cache / FACES[1].file).write_bytes(BOLD)
    assert fonts.find_fonts(environ, str(tmp_path), FACES) == Fonts(cache, FACES)


def test_a_changed_byte_makes_a_face_missing(tmp_path: Path) -> None:
    (tmp_path / FACES[0].file).write_bytes(REGULAR)
    (tmp_path / FACES[1].file).write_bytes(BOLD.swapcase())
    assert "Test_700.ttf 的内容与锁定的校验值不符" in str(fonts.fault_of(tmp_path, FACES))


def test_without_npm_the_message_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.shutil, "which", lambda name: None)
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    with pytest.raises(FontsUnavailable, match=r'pip install "biaochi\[fonts\]"'):
        fonts.npm_command()


def test_a_failing_npm_gives_its_reason_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "npm_command", lambda: ["sh", "-c", "echo npm error E404; exit 1"])
    with pytest.raises(FontsUnavailable, match="npm error E404"):
        fonts.install(tmp_path / "fonts", say=lambda line: None)
    assert list((tmp_path / "fonts").iterdir()) == []


def test_npm_trusts_whom_the_system_trusts(tmp_path: Path) -> None:
    bundle = tmp_path / "authorities.crt"
    bundle.touch()
    told = fonts._npm_environment({"SSL_CERT_FILE": str(bundle), "HOME": "/home/x"})
    assert told["NODE_EXTRA_CA_CERTS"] == str(bundle)
    assert fonts._npm_environment({"NODE_EXTRA_CA_CERTS": "mine"})["NODE_EXTRA_CA_CERTS"] == "mine"


def test_the_fontconfig_file_knows_the_folder_and_escapes_it(tmp_path: Path) -> None:
    folder = tmp_path / "a&b"
    path = fonts.fontconfig(Fonts(folder, FACES), tmp_path / "work")
    text = path.read_text(encoding="utf-8")
    assert f"<dir>{tmp_path.resolve()}/a&amp;b</dir>" in text
    assert "/usr/share/fonts" not in text
    assert fonts.fontconfig(Fonts(folder, FACES), tmp_path / "work").read_text(encoding="utf-8") == text


def test_set_up_has_brought_the_real_fonts() -> None:
    found = fonts.find_fonts()
    assert isinstance(found, Fonts)
    assert found.path(700).name == "NotoSansSC_700Bold.ttf"
