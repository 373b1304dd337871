"""What figures must be in a ward whose khu phố are merged, worked out the slow and obvious way from a plain list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.db.oracle import PARTS, WARD, Answer, Told, answer


@dataclass
class World:
    """Khu phố with their first and last days, and what each became."""

    first: dict[str, date]
    last: dict[str, date] = field(default_factory=dict)
    became: dict[str, str] = field(default_factory=dict)

    def merge(self, old: Sequence[str], new: str, on: date) -> None:
        """Let one khu phố take the place of others."""
        self.first[new] = on
        for unit in old:
            self.last[unit] = on - timedelta(days=1)
            self.became[unit] = new

    def exists(self, unit: str, start: date, end: date) -> bool:
        """Whether a khu phố was there on any of these days."""
        return self.first[unit] <= end and self.last.get(unit, date.max) >= start

    def merged_into(self, unit: str) -> list[str]:
        """What a khu phố was directly made of."""
        return sorted(old for old, new in self.became.items() if new == unit)

    def holds(self, unit: str, other: str) -> bool:
        """Whether what another unit told belongs to this one too."""
        if unit in {other, WARD}:
            return True
        return other in self.became and self.holds(unit, self.became[other])


def _about(told: Iterable[Told], indicator: str) -> list[Told]:
    return [t for t in told if t.indicator in PARTS.get(indicator, (indicator,))]


def flow(world: World, told: Sequence[Told], indicator: str, unit: str, start: date, end: date) -> Answer | None:
    """Everything told of days in the period by the unit or by what belongs to it, each thing once."""
    inside = [
        t for t in _about(told, indicator)
        if world.holds(unit, t.unit) and start <= t.start and t.end <= end and not t.within
        and (t.unit in {unit, WARD} or t.unit in world.became or world.exists(t.unit, t.start, t.end))
    ]  # fmt: skip
    return answer([
        t for t in inside
        if not any(
            big.covers_all and big.unit != t.unit and world.holds(big.unit, t.unit)
            and t in _about([t], big.indicator) and big.start <= t.start and t.end <= big.end
            for big in inside
        )
    ])  # fmt: skip


@dataclass(frozen=True)
class Level:
    """What makes up a level, how old its oldest part is, and whether a part is missing."""

    parts: tuple[Told, ...]
    age: date
    whole: bool


def _own(world: World, told: Sequence[Told], indicator: str, unit: str, day: date) -> Level | None:
    mine = sorted((t for t in _about(told, indicator) if t.unit == unit and t.end <= day), key=lambda t: t.end)
    levels = [place for place, t in enumerate(mine) if not t.change]
    if levels:
        counted = mine[levels[-1] :]
        return Level(tuple(counted), counted[-1].end, whole=True)
    before = [_own(world, told, indicator, old, day) for old in world.merged_into(unit)]
    known = [b for b in before if b]
    if not known:
        return None
    parts = tuple(t for b in known for t in b.parts) + tuple(mine)
    age = mine[-1].end if mine else min(b.age for b in known)
    return Level(parts, age, whole=len(known) == len(before) and all(b.whole for b in known))


def stock(world: World, told: Sequence[Told], indicator: str, unit: str, day: date) -> Answer | None:
    """The level on a day; for the ward its own one until every khu phố has told a newer one."""
    own = _own(world, told, indicator, unit, day)
    if unit != WARD:
        return answer(own.parts if own else ())
    there = [u for u in world.first if world.exists(u, day, day)]
    levels = {u: found for u in there if (found := _own(world, told, indicator, u, day))}
    if not levels:
        return answer(own.parts if own else ())
    if own and not (len(levels) == len(there) and all(found.age >= own.age for found in levels.values())):
        return answer(own.parts)
    return answer([t for found in levels.values() for t in found.parts])


def yearly(world: World, told: Sequence[Told], indicator: str, unit: str, start: date, end: date) -> Answer | None:
    """The newest decision of the period: the unit's own, else those of what belongs to it, none of them twice."""
    decided: dict[str, Told] = {}
    for t in sorted(_about(told, indicator), key=lambda t: t.end):
        if start <= t.start and t.end <= end:
            decided[t.unit] = t
    if unit in decided:
        return answer([decided[unit]])
    belonging = [u for u in decided if u != WARD and world.holds(unit, u) and world.exists(u, start, end)]
    return answer([
        decided[u] for u in belonging if not any(o != u and world.holds(o, u) for o in belonging)
    ])  # fmt: skip
