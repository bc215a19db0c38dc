"""Further fonts that the settings name, for characters that Noto Sans SC lacks: pinned by hash like our own.

They travel among the files that documents may show, under names that no address of a picture can have.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

PREFIX = "font:"
"""Begins the name of a font among the files of a press."""

_LARGEST = 40_000_000


class FontRefused(ValueError):
    """A font of the settings that is not used; the message says why and what to do."""


def further_fonts(root: Path, named: Sequence[tuple[str, str]]) -> dict[str, Path]:
    """The fonts named (file below ``root``, SHA-256), as files of a press. Raises :class:`FontRefused`."""
    return {f"{PREFIX}{path.name}": path for path in (_verified(root.resolve(), *one) for one in named)}


def fonts_among(assets: Mapping[str, Path]) -> dict[str, Path]:
    """File name of a font → the file."""
    return {name.removeprefix(PREFIX): path for name, path in sorted(assets.items()) if name.startswith(PREFIX)}


def _verified(root: Path, file: str, sha256: str) -> Path:
    path = (root / file).resolve()
    if not path.is_relative_to(root):
        raise FontRefused(f"字体“{file}”不在手册的文件夹里，没有使用")
    try:
        if path.stat().st_size > _LARGEST:
            raise FontRefused(f"字体“{file}”超过 {_LARGEST // 1_000_000} MB，没有使用")
        content = path.read_bytes()
    except OSError as error:
        raise FontRefused(f"读不了字体“{file}”（{error.strerror}）") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256.lower():
        raise FontRefused(f"字体“{file}”的校验值与设置不符：应写 sha256: {found}")
    tables = set(_tables(content))
    if not {b"glyf", b"cmap", b"name"} <= tables or b"fvar" in tables:
        raise FontRefused(f"字体“{file}”不是静态的 TrueType 字体（.ttf），没有使用")
    return path


def _tables(content: bytes) -> Iterator[bytes]:
    """The tables of a TrueType file; none for anything else."""
    if content[:4] not in (b"\0\1\0\0", b"true"):
        return
    for at in range(struct.unpack_from(">H", content, 4)[0]):
        yield content[12 + 16 * at : 16 + 16 * at]
