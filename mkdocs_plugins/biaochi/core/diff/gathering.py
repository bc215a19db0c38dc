"""Gathering the changes of one entry: what every part's comparison says its findings to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, TypeVar

from biaochi.core.diff.change import KINDS, NEUTRAL, Change, Direction
from biaochi.core.diff.compared import shown
from biaochi.core.diff.content import canonical, canonical_field, declared, folded
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Entry
from biaochi.core.regex import regex
from biaochi.core.shape import Part
from biaochi.core.slotted import dataclass
from biaochi.core.written import labels_of

T = TypeVar("T")
_ID_BEFORE_OF = regex(r"(?<=[A-Za-z0-9])的")


@dataclass(slots=True)
class Gathering:
    """The two states of one entry with their catalogues, and the changes found so far."""

    old: Entry
    new: Entry
    before: Catalogue
    after: Catalogue
    changes: list[Change] = field(default_factory=list)

    def say(
        self,
        kind: str,
        at: Location,
        what: str,
        before: Any = "",
        after: Any = "",
        *,
        direction: Direction | None = None,
        subject: str = "",
        vocabulary: Mapping[str, str] | None = None,
    ) -> None:
        """Note a change; its direction is the kind's own where that has one. Roles go by their names."""
        found = KINDS[kind].direction or direction or NEUTRAL
        left, right = (
            shown(value, {role.id: role.name or role.id for role in side.roles.values()} | dict(vocabulary or {}))
            for value, side in ((before, self.before), (after, self.after))
        )
        what = _ID_BEFORE_OF.sub(" 的", what)
        self.changes.append(Change(self.new.id, at.path, at.line, kind, found, what, left, right, subject))

    def differs(self, before: Any, after: Any) -> bool:
        """Whether two values of the entry mean different things."""
        return bool(canonical(before, self.old.id) != canonical(after, self.new.id))

    def rest(
        self,
        old: Part,
        new: Part,
        kinds: Mapping[str, str],
        what: str,
        subject: str,
        *,
        leave: Collection[str] = (),
    ) -> None:
        """Every field that has no comparison of its own: ``kinds`` names the kind by key, ``""`` the default."""
        for name, (attribute, key) in declared(new).items():
            if name in leave:
                continue
            left, right = getattr(old, attribute, None), getattr(new, attribute)
            if canonical_field(name, left, self.old.id) != canonical_field(name, right, self.new.id):
                label = f"{what}的{key.label}" if what else key.label
                kind, names = kinds.get(name, kinds[""]), labels_of(key.read)
                self.say(kind, new.where(name), label, left, right, subject=subject, vocabulary=names)

    def words(
        self,
        old: Iterable[str],
        new: Iterable[str],
        dropped: str,
        added: str,
        at: Location,
        what: str,
        subject: str,
    ) -> None:
        """Two lists of texts as sets: one change a text that went or came."""
        there, here = {folded(t): t for t in old}, {folded(t): t for t in new}
        for text in there:
            if text not in here:
                self.say(dropped, at, what, text, "", subject=subject)
        for text in here:
            if text not in there:
                self.say(added, at, what, "", text, subject=subject)

    def order(
        self, old: Iterable[Any], new: Iterable[Any], at: Location, what: str, kind: str = "order-changed"
    ) -> None:
        """Two lists of names: those that stand in both, in another order."""
        here = set(new := list(new))
        common = [name for name in old if name in here]
        order = [name for name in new if name in set(common)]
        if common != order:
            self.say(kind, at, f"{what}的顺序", " → ".join(map(str, common)), " → ".join(map(str, order)))


def paired(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], Any]
) -> Iterator[tuple[T | None, T | None]]:
    """Things of two lists by key, in the order of the new list, then those that went."""
    there = {key(thing): thing for thing in old}
    here = {key(thing): thing for thing in new}
    for name, thing in here.items():
        yield there.get(name), thing
    for name, thing in there.items():
        if name not in here:
            yield thing, None
