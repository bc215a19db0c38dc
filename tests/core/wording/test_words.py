"""What is said of vague words is said of words that are some: a word that is none is read by nobody."""

from __future__ import annotations

from biaochi.core.wording import judge, spans
from biaochi.core.wording.lexicon import Kind, chinese, read_data, split_words

VAGUE = {word.text for word in chinese()._words.values() if word.kind & Kind.VAGUE}


def test_every_soft_word_is_vague() -> None:
    assert set(split_words(read_data("words.zh.json")["soft"])) - VAGUE == set()


def test_every_guarded_word_is_vague() -> None:
    assert spans._GUARDS.keys() - VAGUE == set()


def test_a_vague_word_at_the_very_end_is_one() -> None:
    assert [finding.text for finding in judge("柜员应告知客人等候时间大约").findings] == ["大约"]
