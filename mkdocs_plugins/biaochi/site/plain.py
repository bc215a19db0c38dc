"""Reading back what a build left: values of the product's own plain classes and nothing else, so that who may write a file
may not thereby run code."""

from __future__ import annotations

import copyreg
import dataclasses
import io
import os
import pickle
import sys
from collections.abc import Callable
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeAlias

_PLAIN = ("biaochi.core.", "biaochi.pages.page", "biaochi.pages.settings", "biaochi.search.", "biaochi.site.filling", "biaochi.site.known_pages")
_BUILTIN = {
    ("builtins", "frozenset"), ("builtins", "set"), ("datetime", "date"), ("decimal", "Decimal"), ("fractions", "Fraction"),
}  # fmt: skip


class _Plain(pickle.Unpickler):
    """Makes values of plain classes: nothing that it may name does more than hold values."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _BUILTIN:
            return super().find_class(module, name)
        if module.startswith(_PLAIN) and module in sys.modules:
            found = super().find_class(module, name)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, (Enum, tuple))):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


class Packer(pickle.Pickler):
    """Takes frozen values apart as pickle would, without asking each for its fields anew: a handbook has a hundred
    thousand of them."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        state = _STATES.get(kind)
        if state is None:
            state = _STATES[kind] = _state_of(kind)
        return state(value)


new = copyreg.__newobj__  # type: ignore[attr-defined]
"""How a value is made of its class and parts."""
_State: TypeAlias = Callable[[Any], Any]
_STATES: dict[type, _State] = {}


def _state_of(kind: type) -> _State:
    if issubclass(kind, tuple) and kind.__reduce_ex__ is object.__reduce_ex__:
        return lambda value: (new, (kind, *value))
    names = [one.name for one in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else []
    if len(names) > 1 and "__setstate__" in vars(kind):
        get = attrgetter(*names)
        return lambda value: (new, (kind,), get(value))
    return lambda value: NotImplemented


def dumps(value: object) -> bytes:
    """What :func:`loads` reads."""
    packed = io.BytesIO()
    Packer(packed, 5).dump(value)
    return packed.getvalue()


def take(file: Path) -> Any:
    """What :func:`leave` left. Raises whatever a missing, damaged or foreign file gives rise to."""
    with file.open("rb") as packed:  # what is long comes from the file as it is
        return _Plain(packed).load()


def loads(packed: bytes) -> Any:
    """What was pickled. Raises whatever a damaged or foreign file gives rise to."""
    return _Plain(io.BytesIO(packed)).load()


def leave(file: Path, value: object) -> None:
    """Leave a value for the next build; a folder that cannot be written costs time, nothing else."""
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as packed:  # what is long goes to the file as it is, without a copy of the whole
            Packer(packed, 5).dump(value)
        aside.replace(file)
    except OSError:
        aside.unlink(missing_ok=True)
