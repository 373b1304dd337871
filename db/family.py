"""What a unit is made of: the units below it and those it came out of, as known at a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select

from db.book import Predecessor
from db.known import Known
from db.models import Unit
from db.quick import Prepared


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as known at a moment: its last day may not have been written down yet."""

    unit: Unit
    first: date
    last: date | None

    @property
    def id(self) -> int:
        """The key of the unit."""
        return self.unit.id or 0

    def existed(self, start: date, end: date) -> bool:
        """Whether it was there on any of these days."""
        return self.first <= end and (self.last is None or self.last >= start)


@dataclass(slots=True)
class Family:
    """The units that may count into one unit's figures."""

    places: dict[int, Place] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=dict)
    before: dict[int, list[int]] = field(default_factory=dict)
    _scopes: dict[int, frozenset[int]] = field(default_factory=dict)

    def children(self, unit_id: int) -> list[int]:
        """The units directly below one; what was below a unit that was merged into it is below it now."""
        older = [child for before in self.before.get(unit_id, ()) for child in self.children(before)]
        return [*self.below.get(unit_id, ()), *older]

    def scope(self, unit_id: int) -> frozenset[int]:
        """A unit with everything below it and everything that was merged into it."""
        if unit_id not in self._scopes:
            self._scopes[unit_id] = self._scope(unit_id)
        return self._scopes[unit_id]

    def _scope(self, unit_id: int) -> frozenset[int]:
        found: set[int] = set()
        waiting = [unit_id]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += [*self.below.get(one, ()), *self.before.get(one, ())]
        return frozenset(found)

    def ancestors(self, unit_id: int) -> set[int]:
        """The units that were merged into one, also over several steps."""
        found: set[int] = set()
        for before in self.before.get(unit_id, ()):
            found |= {before} | self.ancestors(before)
        return found

    def units(self, ids: Iterable[int]) -> tuple[Unit, ...]:
        """The units of some keys, by name."""
        return tuple(sorted((self.places[i].unit for i in ids), key=natural))


# Made once: building a statement takes longer than SQLite takes to answer it.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_BELOW = Prepared(
    select(Unit).where(col(Unit.parent_id).in_(_IDS), Unit.kind != "to").order_by(col(Unit.id)), remembered=True
)  # those keep no book
_BEFORE = Prepared(
    select(Predecessor, Unit)
    .join(Unit, col(Unit.id) == Predecessor.predecessor_id)
    .where(col(Predecessor.unit_id).in_(_IDS), col(Predecessor.whole))
    .order_by(col(Predecessor.predecessor_id)),
    remembered=True,
)


def natural(unit: Unit) -> tuple[list[tuple[int, str]], int]:
    """The order in which units are listed: "Khu phố 2" before "Khu phố 10"."""
    words = [(int(word), "") if word.isdecimal() else (0, word) for word in unit.name.split()]
    return words, unit.id or 0


def of(session: Session, units: Sequence[Unit], as_of: Known | None = None) -> Family:
    """The family of some units, in as many steps as it has generations."""
    family = Family()
    new = [p for u in units if (p := _place(u, as_of))]
    while new:
        family.places |= {p.id: p for p in new}
        ids = [p.id for p in new]
        found = {unit.id: unit for unit in _BELOW.all(session, ids=ids)}
        for child in found.values():
            if child.parent_id is not None and _place(child, as_of):
                family.below.setdefault(child.parent_id, []).append(child.id or 0)
        for unit_id, before in _merged(session, ids, as_of):
            family.before.setdefault(unit_id, []).append(before.id or 0)
            found[before.id] = before
        new = [p for u in found.values() if u.id not in family.places and (p := _place(u, as_of))]
    return family


def _merged(session: Session, ids: Sequence[int], as_of: Known | None) -> list[tuple[int, Unit]]:
    rows = _BEFORE.all(session, ids=ids)
    return [(link.unit_id, unit) for link, unit in rows if as_of is None or link.at <= as_of.at]


def _place(unit: Unit, as_of: Known | None) -> Place | None:
    """A unit as known at a moment; None when nobody knew of it yet."""
    if as_of is not None and unit.made_at is not None and unit.made_at > as_of.at:
        return None
    known = as_of is None or unit.closed_at is None or unit.closed_at <= as_of.at
    return Place(unit, unit.valid_from, unit.valid_to if known else None)
