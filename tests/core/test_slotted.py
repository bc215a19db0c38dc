"""Classes made quickly are what the standard library makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any

import pytest

from biaochi.core import slotted
from biaochi.core.model import Standard


def family(decorate: Any) -> tuple[Any, ...]:
    """A base with a default and a memo, a class below it that takes names only, one field, none."""

    @decorate(frozen=True, slots=True)
    class Base:
        a: int
        b: str = "x"
        memo: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    @decorate(frozen=True, kw_only=True, slots=True)
    class Below(Base):
        c: list[int] = field(default_factory=list, compare=False)
        b: str = "y"

        def twice(self) -> int:
            return 2 * self.a

    @decorate(frozen=True, slots=True)
    class One:
        """Told."""

        a: tuple[int, ...]

        def __repr__(self) -> str:
            return "own"

    @decorate(frozen=True, slots=True)
    class Nothing:
        pass

    return Base, Below, One, Nothing


OURS, THEIRS = family(slotted.dataclass), family(dataclasses.dataclass)
VALUES = [
    (0, (1,), {}), (0, (1, "z"), {}), (0, (), {"a": 2, "b": "x"}), (1, (1,), {}), (1, (1,), {"c": [3], "b": "z"}), (2, ((1, 2),), {}), (3, (), {}),
]  # fmt: skip


@pytest.mark.parametrize(("which", "given", "named"), VALUES)
def test_a_value_is_what_dataclasses_makes(which: int, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, theirs = OURS[which](*given, **named), THEIRS[which](*given, **named)
    names = [one.name for one in dataclasses.fields(theirs)]
    assert [one.name for one in dataclasses.fields(ours)] == names
    assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]
    assert repr(ours) == repr(theirs)
    assert type(ours).__match_args__ == type(theirs).__match_args__
    assert ours == OURS[which](*given, **named) and hash(ours) == hash(OURS[which](*given, **named))
    assert ours != theirs and not hasattr(ours, "__dict__")
    assert copy.deepcopy(ours) == ours == copy.copy(ours)


@pytest.mark.parametrize("made", [OURS, THEIRS], ids=["ours", "theirs"])
def test_nothing_is_altered_and_what_is_not_compared_does_not_count(made: tuple[Any, ...]) -> None:
    base, below, *_ = made
    value = below(1, c=[1])
    for name in ("a", "c"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, 5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.a
    assert value == below(1, c=[2]) and value != below(2, c=[1]) and value != base(1, "y")
    assert value.twice() == 2
    assert dataclasses.replace(value, a=4) == below(4)
    assert value.memo is not below(1).memo
    for given, named in (((), {}), ((1, 2, 3), {}), ((1,), {"d": 1})):
        with pytest.raises(TypeError):
            base(*given, **named)


def test_a_value_of_the_model_comes_back_from_its_bytes() -> None:
    standard = Standard.__new__(Standard)
    for one in dataclasses.fields(Standard):
        object.__setattr__(standard, one.name, one.name)
    again = pickle.loads(pickle.dumps(standard))
    assert [getattr(again, one.name) for one in dataclasses.fields(Standard)] == [one.name for one in dataclasses.fields(Standard)]


def test_what_may_be_altered_is_compared_and_shown_alike() -> None:
    def made(decorate: Any) -> Any:
        @decorate(slots=True)
        class Open:
            a: int
            b: list[int] = field(default_factory=list)

        return Open

    ours, theirs = made(slotted.dataclass), made(dataclasses.dataclass)
    value = ours(1)
    assert repr(value) == repr(theirs(1)) and value == ours(1) and value != theirs(1) and not hasattr(value, "__dict__")
    value.a, value.b = 2, [3]
    assert value == ours(2, [3]) == copy.deepcopy(value) and value != ours(2)
    for kind in (ours, theirs):
        with pytest.raises(TypeError, match="unhashable"):
            hash(kind(1))
        with pytest.raises(TypeError, match="missing 1 required"):
            kind()
    assert dataclasses.replace(value, a=4) == ours(4, [3])


def test_what_takes_the_fields_is_written_once() -> None:
    @slotted.dataclass(frozen=True, slots=True)
    class Late:
        a: int

    first = vars(Late)["__init__"]
    assert Late(1).a == 1
    second = vars(Late)["__init__"]
    assert second is not first and Late(a=2).a == 2 and vars(Late)["__init__"] is second


def test_what_has_no_slots_is_the_libraries_own() -> None:
    @slotted.dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        a: int

    @slotted.dataclass
    class Open:
        a: int

    assert Ordered(1) < Ordered(2)
    value = Open(1)
    value.a = 2
    assert value == Open(2)
