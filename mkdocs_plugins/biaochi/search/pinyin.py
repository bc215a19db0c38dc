"""Readings of Chinese characters, all of them: which one holds in a word is left to what is found."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import islice


@cache
def _table() -> dict[int, str]:
    # The phrase dictionary takes a quarter of a second to load and is not needed for single characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


def readings(characters: Iterable[str]) -> dict[str, str]:
    """``{"处": "chu", "重": "zhong,chong"}``: letters only, without tones, ``ü`` as ``v``."""
    table = _table()
    found = {}
    for character in characters:
        written = table.get(ord(character), "")
        if written:
            plain = dict.fromkeys(filter(None, map(_plain, written.split(","))))
            found[character] = ",".join(islice(plain, _USUAL))
    return found


_USUAL = 3
"""How many readings of a character are known, the commonest first: what follows is of old books (差 as jie), and makes sound
alike what nobody would write for the other."""


@cache
def everyday() -> str:
    """The characters of everyday writing: those of the first level of GB 2312."""
    return bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell)).decode("gb2312", "ignore")


def _plain(reading: str) -> str:
    spelt = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in spelt if "a" <= letter <= "z")
