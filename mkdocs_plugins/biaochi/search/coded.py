"""A text of the index as bytes: a sixth less to load than UTF-8, which takes three for every Chinese character."""

from __future__ import annotations

from codecs import charmap_encode

COMMON = (
    '", 0erut1a-sin\\o:l2c[]mhd3不4pg5的人6，/.RfO没一TC客、7理E时分N9上Ik到LM员8b与电收了话房PS。+wA门yv单查：来户开用服'
    '手接号复打务件店么办个次应在诊回位说经有诉H线工错出钟行日要多机·送问过班改报退告长点条对间子几本评G投小检入卡前F看记级表后口菜知D通岗率生结交天台发（）标证%每项大'
)
"""The commonest signs, by counting what a question loads of the reference handbook: each is one byte, its place here. The
browser has the same (search/files.js)."""

ROWS = (*range(0x4E00, 0xA000, 0x100), 0, 0x2000, 0x3000, 0xFF00)
"""Rows of 256 signs (ISO/IEC 10646): any other sign in them is two bytes, the row's and its place in it. What stands in none is four:
:data:`_ANY` and its number, high byte first."""

_PLACES = {row: place for place, row in enumerate(ROWS, len(COMMON))}
_ANY = 0xFF


class _Codes(dict[int, bytes]):
    """By a sign's number its bytes."""

    def __missing__(self, code: int) -> bytes:
        place = _PLACES.get(code & ~0xFF)
        self[code] = made = bytes((_ANY, code >> 16, code >> 8 & 0xFF, code & 0xFF)) if place is None else bytes((place, code & 0xFF))
        return made


_codes = _Codes({ord(sign): bytes((place,)) for place, sign in enumerate(COMMON)})


def coded(text: str) -> bytes:
    """The bytes of a text."""
    return charmap_encode(text, "strict", _codes)[0]
