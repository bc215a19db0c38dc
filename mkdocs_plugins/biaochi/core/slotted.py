"""``dataclass`` as the standard library has it; those with slots are made in a sixth of the time.

For such a class Python before 3.13 compiles seven functions one by one, a millisecond in all; the product has two hundred
of them, and every command begins with making them. Here one function is compiled, the one that takes the fields, and that
only when the first value is made; what compares, tells and guards is shared, and fields are filled through their slots,
which is quicker for each value as well. Everything else (``fields``, ``replace``, ``match``, type checkers) sees what it
would see.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind: type | None = None, /, **options: Any) -> Any:
        """:func:`dataclasses.dataclass` with the same options."""
        if options.get("slots") and options.keys() <= {"frozen", "slots", "kw_only"}:
            make = _made(options.get("frozen", False), options.get("kw_only", False))
        else:
            make = dataclasses.dataclass(**options)
        return make if kind is None else make(kind)


def _made(frozen: bool, kw_only: bool) -> Callable[[type], type]:
    begin = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)

    def make(kind: type) -> type:
        kind.__doc__ = kind.__doc__ or kind.__name__
        made: type = begin(kind)
        told = dataclasses.fields(made)
        slots = {one.name: _slot(made, one.name) for one in told}
        for name, method in {"__init__": _init(made, told, slots), **_shared(told), **(_frozen(told, slots) if frozen else _OPEN)}.items():
            if name not in vars(made):
                setattr(made, name, method)
        return made

    return make


def _slot(kind: type, name: str) -> Callable[[object, Any], None]:
    """What fills a field of a value that is otherwise not to be altered."""
    above = next(above for above in kind.__mro__ if name in vars(above))
    put: Callable[[object, Any], None] = vars(above)[name].__set__
    return put


def _init(kind: type, told: tuple[Field[Any], ...], slots: dict[str, Callable[[object, Any], None]]) -> Callable[..., None]:
    """The function that takes the fields: written when it is first needed, as a run makes values of few classes."""

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        written = _written(kind, told, slots)
        if vars(kind)["__init__"] is __init__:
            type.__setattr__(kind, "__init__", written)
        written(self, *given, **named)

    return __init__


def _written(kind: type, told: tuple[Field[Any], ...], slots: dict[str, Callable[[object, Any], None]]) -> Callable[..., None]:
    """The function that takes the fields, as ``dataclasses`` would write it."""
    known: dict[str, Any] = {}
    plain: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for number, one in enumerate(told):
        known[f"put{number}"] = slots[one.name]
        value = one.name
        if one.default_factory is not MISSING:
            known[f"make{number}"], known["MISSING"] = one.default_factory, MISSING
            value = f"make{number}() if {one.name} is MISSING else {one.name}" if one.init else f"make{number}()"
            default = "=MISSING"
        elif one.default is not MISSING:
            known[f"default{number}"] = one.default
            value = one.name if one.init else f"default{number}"
            default = f"=default{number}"
        else:
            default = ""
        if one.init:
            (named if one.kw_only else plain).append(one.name + default)
        if one.init or default:
            lines.append(f" put{number}(self,{value})")
    taken = ",".join(["self", *plain, *(["*", *named] if named else [])])
    exec(f"def __init__({taken}):\n" + "\n".join(lines or [" pass"]), known)
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


def _shared(told: tuple[Field[Any], ...]) -> dict[str, Callable[..., Any]]:
    """What all such classes have alike."""
    compared = _values([one.name for one in told if one.compare])
    shown = [one.name for one in told if one.repr]

    def __eq__(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def __repr__(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return {"__eq__": __eq__, "__repr__": __repr__}


_OPEN = {"__hash__": None}
"""What else those have that may be altered."""


def _frozen(told: tuple[Field[Any], ...], slots: dict[str, Callable[[object, Any], None]]) -> dict[str, Callable[..., Any]]:
    """What else those have that may not."""
    compared = _values([one.name for one in told if one.compare])
    state = _values([one.name for one in told])
    puts = tuple(slots.values())

    def __hash__(self: Any) -> int:
        return hash(compared(self))

    def __setattr__(self: Any, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: Any, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self: Any) -> tuple[Any, ...]:
        return state(self)

    def __setstate__(self: Any, values: tuple[Any, ...]) -> None:
        for put, value in zip(puts, values, strict=True):
            put(self, value)

    methods = __hash__, __setattr__, __delattr__, __getstate__, __setstate__
    return {method.__name__: method for method in methods}


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """The values of these fields, as a tuple also where there is one or none."""
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        get = attrgetter(names[0])
        return lambda value: (get(value),)
    return lambda value: ()
