"""The rules by which entries become figures, over rows that are already read: the same for one figure and for a table.

A flow adds up over a period; a stock is its latest level and the changes since; a yearly figure is the decision of one
year. What is told for somebody else, or is held by a total over several units, is not added again.

What a khu phố tells for its ward ("tính cho phường") adds to the ward alone, and once: not where the ward itself tells
of the same in these days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from db.catalogue import Indicator, indicators, with_parts
from db.entries import Row, Sheet, told
from db.family import Family
from db.figure import Qualifier, inherited


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows that amount to a figure; `first` and `as_of` are the days of the oldest and newest level of a stock."""

    rows: tuple[Row, ...]
    start: date
    end: date
    as_of: date | None = None
    besides: tuple[Row, ...] = ()
    missing: frozenset[int] = frozenset()

    @property
    def value(self) -> Decimal:
        """What the rows come to."""
        return sum((row.value for row in self.rows), Decimal(0))

    @property
    def value_max(self) -> Decimal | None:
        """What the rows come to at most, when a range is among them."""
        if all(row.value_max is None for row in self.rows):
            return None
        return sum((row.value if row.value_max is None else row.value_max for row in self.rows), Decimal(0))

    @property
    def qualifier(self) -> Qualifier:
        """How sure the sum is."""
        return inherited([row.qualifier for row in self.rows])


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a unit: an indicator over a period, or at the end of it for a stock."""

    indicator: Indicator
    unit_id: int
    start: date
    end: date
    occasion: str | None = None
    standard: str | None = None


def computed(family: Family, sheet: Sheet, asked: Asked) -> Sum | None:
    """The figure; None when nobody told anything."""
    match asked.indicator.kind:
        case "stock":
            return level(family, sheet, asked)
        case "flow":
            return flow(family, sheet, asked)
    return decided(family, sheet, asked)


# --- flows ---


def flow(family: Family, sheet: Sheet, asked: Asked) -> Sum | None:
    """Everything told of days inside the period, each thing once."""
    kept, besides, _ = sorted_out(family, sheet, asked)
    if not kept and not besides:
        return None
    unheard = frozenset(_unheard(family, asked, {row.unit_id for row in kept if row.counts_for == "own"}))
    return Sum(tuple(kept), asked.start, asked.end, besides=tuple(besides), missing=unheard)


def sorted_out(
    family: Family, sheet: Sheet, asked: Asked
) -> tuple[list[Row], list[Row], list[tuple[Row, str, Row | None]]]:
    """The rows that are added, those told for somebody else, and those left out with the reason and what holds them."""
    kept: list[Row] = []
    besides: list[Row] = []
    left: list[tuple[Row, str, Row | None]] = []
    inside: list[Row] = []
    for row in _candidates(family, sheet, asked):
        if row.day_from < asked.start:
            left.append((row, "crosses", None))
        elif row.within and asked.occasion is None:
            left.append((row, "within", None))
        elif row.occasion == asked.occasion or asked.occasion is None:
            inside.append(row)
    totals = [row for row in inside if row.covers == "all"]
    is_ward = family.places[asked.unit_id].unit.kind == "phuong"
    for row in inside:
        lent = is_ward and row.counts_for == "phuong"
        holders = _by_ward(family, inside) if lent else totals
        holder = next((total for total in holders if _holds(family, total, row)), None)
        if holder is not None:
            left.append((row, "held", holder))
        elif lent or counts(family, row):
            kept.append(row)
        else:
            besides.append(row)
    return kept, besides, left


def _candidates(family: Family, sheet: Sheet, asked: Asked) -> Iterable[Row]:
    """What was told in the period by the unit, and by those below and before it while they existed.

    What was told of a unit after it had been merged into another counts too: the merger may be written down late.
    """
    codes = with_parts(asked.indicator)
    always = {asked.unit_id}.union(*family.before.values())
    for unit_id in sorted(family.scope(asked.unit_id)):
        for row in told(sheet, unit_id, codes):
            there = unit_id in always or family.places[unit_id].existed(row.day_from, row.day_to)
            if there and asked.start <= row.day_to <= asked.end:
                yield row


def counts(family: Family, row: Row) -> bool:
    """Whether a row counts for those who told it: what the ward tells for the ward is its own."""
    return row.counts_for == "own" or (row.counts_for == "phuong" and _is_ward(family, row.unit_id))


def _is_ward(family: Family, unit_id: int) -> bool:
    return family.places[unit_id].unit.kind == "phuong"


def _by_ward(family: Family, rows: Iterable[Row]) -> list[Row]:
    """What wards told themselves, which holds what was told for them."""
    return [row for row in rows if _is_ward(family, row.unit_id) and counts(family, row)]


def _holds(family: Family, total: Row, part: Row) -> bool:
    """A unit's total holds what those below and before it told of the same thing in the same days."""
    return (
        part.unit_id != total.unit_id
        and total.day_from <= part.day_from
        and part.day_to <= total.day_to
        and part.indicator in with_parts(indicators()[total.indicator])
        and part.unit_id in family.scope(total.unit_id)
    )


def _unheard(family: Family, asked: Asked, heard: set[int]) -> Iterable[int]:
    """The khu phố of a ward that told nothing of the period."""
    if family.places[asked.unit_id].unit.kind != "phuong":
        return []
    return [
        child
        for child in family.children(asked.unit_id)
        if family.places[child].existed(asked.start, asked.end) and not family.scope(child) & heard
    ]


# --- stocks ---


def level(family: Family, sheet: Sheet, asked: Asked) -> Sum | None:
    """The level on a day. A unit's own level counts until all those below it have told a newer one."""
    own = _own_level(family, sheet, asked)
    children = [c for c in family.children(asked.unit_id) if family.places[c].existed(asked.end, asked.end)]
    parts = {c: part for c in children if (part := level(family, sheet, replace(asked, unit_id=c)))}
    if not parts:
        return own
    unheard = frozenset(c for c in children if c not in parts)
    newer = own is None or bool(own.missing) or (not unheard and all(_age(p) >= _age(own) for p in parts.values()))
    return _together(list(parts.values()), asked, unheard) if newer else own


def _age(found: Sum) -> date:
    return found.as_of or found.end


def _own_level(family: Family, sheet: Sheet, asked: Asked) -> Sum | None:
    """The latest level that a unit told up to a day and the changes after it; before any, that of its predecessors."""
    rows = [
        row
        for row in told(sheet, asked.unit_id, with_parts(asked.indicator))
        if row.day_to <= asked.end and counts(family, row) and asked.standard in {None, row.standard}
    ]
    newest = max((i for i, row in enumerate(rows) if not row.change), default=None)
    if newest is not None:
        since = [row for row in rows[newest + 1 :] if row.standard in {None, rows[newest].standard}]
        counted = (rows[newest], *since)
        return Sum(counted, counted[0].day_to, asked.end, as_of=counted[-1].day_to)
    before = family.before.get(asked.unit_id, ())
    parts = {b: part for b in before if (part := level(family, sheet, replace(asked, unit_id=b)))}
    if not parts:
        return None
    merged = _together(list(parts.values()), asked, frozenset(b for b in before if b not in parts))
    return replace(merged, rows=(*merged.rows, *rows), as_of=rows[-1].day_to if rows else merged.as_of)


def _together(parts: Sequence[Sum], asked: Asked, unheard: frozenset[int]) -> Sum:
    rows = tuple(row for part in parts for row in part.rows)
    missing = unheard.union(*(part.missing for part in parts))
    return Sum(rows, asked.end, asked.end, as_of=min(_age(part) for part in parts), missing=missing)


# --- yearly figures ---


def decided(family: Family, sheet: Sheet, asked: Asked) -> Sum | None:
    """The newest decision of the period: the unit's own, else the sum over those merged into it or below it."""
    own = _decision(family, sheet, asked)
    if own is not None:
        return Sum((own,), own.day_from, own.day_to)
    if asked.indicator.kind == "ratio":  # a share that somebody reported says nothing about other units
        return None
    units = [u for u in family.scope(asked.unit_id) if family.places[u].existed(asked.start, asked.end)]
    found = {u: row for u in sorted(units) if (row := _decision(family, sheet, replace(asked, unit_id=u)))}
    inner = set().union(*(family.scope(u) - {u} for u in found))
    rows = tuple(row for u, row in found.items() if u not in inner)
    if not rows:
        return None
    return Sum(rows, asked.start, asked.end, missing=frozenset(_unheard(family, asked, set(found))))


def _decision(family: Family, sheet: Sheet, asked: Asked) -> Row | None:
    rows = told(sheet, asked.unit_id, with_parts(asked.indicator))
    inside = [r for r in rows if r.day_from >= asked.start and r.day_to <= asked.end and counts(family, r)]
    return inside[-1] if inside else None
