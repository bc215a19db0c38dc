"""Units by name: table look-up, compound units (次/日, 字/分钟), did-you-mean."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

from biaochi.core.quantity.folding import fold
from biaochi.core.quantity.unit_table import BLOCKED_NEXT, MEASURES, TABLE
from biaochi.core.quantity.wordlist import by_character
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: value × `factor` is the value in the base of its `dimension`.

    `noun` must agree for two quantities to be comparable (次 / 人, CNY / HKD, working hour / day);
    `also` names the other units an ambiguous symbol may stand for.
    """

    symbol: str
    dimension: str
    factor: Fraction
    noun: str = ""
    also: tuple[str, ...] = ()

    def readings(self) -> tuple[Unit, ...]:
        """This unit and every other one its symbol may mean, the likeliest first."""
        return (self, *(_BY_ALIAS[name] for name in self.also))


_AMBIGUOUS: Final = {"分": ("分钟", "分钱")}


def _build() -> tuple[dict[str, Unit], tuple[Unit, ...]]:
    by_alias: dict[str, Unit] = {}
    every: list[Unit] = []
    for symbol, dimension, factor, noun, aliases in TABLE:
        made = Unit(symbol, dimension, Fraction(factor), noun, _AMBIGUOUS.get(symbol, ()))
        every.append(made)
        for name in (symbol.lower(), *filter(None, aliases.split("|"))):
            by_alias.setdefault(name, made)
    for symbol in MEASURES:
        if symbol not in by_alias:
            made = Unit(symbol, "count", Fraction(1), symbol)
            every.append(made)
            by_alias[symbol] = made
    return by_alias, tuple(every)


_BY_ALIAS, _ALL = _build()
_BEGINNING: Final = by_character(_BY_ALIAS, 0)
NUMBER: Final = _BY_ALIAS[""]
PERCENT: Final = _BY_ALIAS["%"]
PER_MILLE: Final = _BY_ALIAS["‰"]
PER_TEN_THOUSAND: Final = _BY_ALIAS["‱"]
PPM: Final = _BY_ALIAS["ppm"]
STAFFING: Final = _BY_ALIAS["1:n"]
SECOND: Final = _BY_ALIAS["秒"]
MINUTE: Final = _BY_ALIAS["分钟"]
HOUR: Final = _BY_ALIAS["小时"]
DAY: Final = _BY_ALIAS["天"]
TIMES: Final = _BY_ALIAS["次"]
CENT: Final = _BY_ALIAS["分钱"]
NPS: Final = _BY_ALIAS["nps"]
TIME_LIKE: Final = frozenset({"time", "work-time", "month-time"})
"""The dimensions that measure a length of time."""

_WORDS: Final = regex(r"[a-z]+(?:/[a-z]+|\([a-z]\)|[²³]|[23](?![0-9]))?(?:[ -][a-z]+){0,3}")
_REMARK: Final = regex(r" ?\([^()]{1,12}\)$")


@lru_cache(maxsize=1024)
def _per(top: Unit, below: Unit, written: str) -> Unit:
    if top.noun in ("字", "词") and below.dimension == "time":
        return Unit(written, "speech-rate", top.factor * 60 / below.factor, top.noun)
    if top.dimension == "count":
        noun = f"{top.noun}/{below.noun or below.dimension}"
        return Unit(written, "rate", top.factor / below.factor, noun)
    noun = "/".join(part for part in (top.noun, below.noun) if part)
    return Unit(written, f"{top.dimension}/{below.dimension}", top.factor / below.factor, noun)


@lru_cache(maxsize=1024)
def unit(text: str) -> Unit | None:
    """The unit that `text` names in either script or in English (分鐘, mins, 次/日, dB(A)), else None."""
    name = " ".join(fold(text).split())
    found = _named(name)
    if found or not name:
        return found
    remark = _REMARK.search(name)
    if remark:
        return unit(name[: remark.start()])
    top, slash, below = name.partition("/")
    if not slash:
        top, slash, below = name.partition(" per ")
        top, slash, below = (top, slash, below) if slash else name.partition("每")
    if not slash:
        return None
    over, under = _named(top.strip()), _named(below.strip())
    return _per(over, under, f"{over.symbol}/{under.symbol}") if over and under and over.symbol else None


def _named(name: str) -> Unit | None:
    found = _BY_ALIAS.get(name)
    if found is None and name[:1] == "个" and name[1:]:
        found = _BY_ALIAS.get(name[1:])
        return found if found and found.dimension in TIME_LIKE | {"ratio-diff"} else None
    return found if name else None


def known_units() -> tuple[Unit, ...]:
    """Every simple unit; compound ones (X/Y) are made from these."""
    return tuple(each for each in _ALL if each.symbol)


@lru_cache(maxsize=256)
def suggest_unit(text: str) -> str | None:
    """The symbol of the known unit whose name is nearest to a misspelt one, else None."""
    import difflib  # only on the way to an error message

    wrong = fold(text).strip()[:40]
    matcher = difflib.SequenceMatcher(b=wrong)

    def likeness(name: str) -> float:
        matcher.set_seq1(name)
        return matcher.ratio() - (0.2 if len(name) != len(wrong) else 0)

    nearest = max(filter(None, _BY_ALIAS), key=likeness)
    return _BY_ALIAS[nearest].symbol if likeness(nearest) >= 0.45 else None


def read_unit(text: str, at: int, loose: bool = True) -> tuple[Unit, int] | None:
    """The longest unit at `at` of a folded text and the offset behind it, compound units included.

    `loose` admits the measure words (张, 台, 种 …) and other classifiers that also begin ordinary words.
    """
    first = _read_simple(text, at, loose)
    if first is None:
        return None
    return over(text, *first)


def over(text: str, top: Unit, end: int) -> tuple[Unit, int]:
    """`top`, which ends at `end`, with a following "/unit" taken in."""
    slash = end
    while slash < len(text) and text[slash] == " ":
        slash += 1
    spoken = top.noun in ("字", "词") and (text.startswith("per ", slash) or text.startswith("每", slash))
    if not spoken and not text.startswith("/", slash):
        return top, end
    below = slash + (4 if text[slash] == "p" else 1)
    while below < len(text) and text[below] == " ":
        below += 1
    under = _read_simple(text, below, True)
    if under is None:
        return top, end
    return _per(top, under[0], f"{top.symbol}/{under[0].symbol}"), under[1]


def _read_simple(text: str, at: int, loose: bool) -> tuple[Unit, int] | None:
    if at >= len(text):
        return None
    if "a" <= text[at] <= "z":
        return _read_words(text, at)
    for name in _BEGINNING.get(text[at], ()):
        if not text.startswith(name, at):
            continue
        end = at + len(name)
        blocked = BLOCKED_NEXT.get(name)
        if blocked and end < len(text) and text[end] in blocked:
            continue
        if not loose and name in MEASURES:
            continue
        if name == "%" and text.startswith("rh", end):
            return _BY_ALIAS["%rh"], end + 2
        return _BY_ALIAS[name], end
    return None


def _read_words(text: str, at: int) -> tuple[Unit, int] | None:
    match = _WORDS.match(text, at)
    if match is None:
        return None
    phrase = match[0]
    while phrase:
        found = _BY_ALIAS.get(phrase) or _BY_ALIAS.get(phrase.replace("-", " "))
        if found:
            end = at + len(phrase)
            inside_word = end < len(text) and text[end].isascii() and text[end].isalnum()
            return None if inside_word else (found, end)
        cut = max(phrase.rfind(" "), phrase.rfind("-"), phrase.rfind("/"), phrase.rfind("("))
        if cut <= 0:
            return None
        phrase = phrase[:cut]
    return None
