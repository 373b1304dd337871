"""The ledger: entries are kept for ever, figures are computed from them.

Rules: a flow adds up over a period; a stock is its latest level plus the changes since; a yearly figure is the decision
of one year; a ratio is Σ numerator / Σ denominator and never a mean of percentages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlmodel import Session, col, select

from db import people
from db.catalogue import Indicator, indicators
from db.models import Entry, Record, Unit

Qualifier = Literal["exact", "about", "nearly", "over", "under"]
_QUALIFIERS: dict[str, Qualifier] = {"about": "about", "nearly": "nearly", "over": "over", "under": "under"}


@dataclass(frozen=True, slots=True)
class Source:
    """An entry that a figure rests on, with the record it stands in."""

    entry: Entry
    record: Record


@dataclass(frozen=True, slots=True)
class Figure:
    """What entries amount to: over `start`..`end` for a flow or a yearly figure, as of `end` for a stock.

    `as_of` is the day of the newest level of a stock; `value_max` is set when a range is among the entries.
    """

    indicator: Indicator
    value: Decimal
    qualifier: Qualifier
    start: date
    end: date
    sources: tuple[Source, ...]
    value_max: Decimal | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share computed from two figures, or as somebody reported it when the counts are not known."""

    indicator: Indicator
    percent: Decimal
    qualifier: Qualifier
    numerator: Figure | None
    denominator: Figure | None
    reported: Figure | None = None


def figure(
    session: Session, indicator: Indicator, unit: Unit, start: date, end: date, *, occasion: str | None = None
) -> Figure | None:
    """The figure of a unit over a period (a stock: as of its end); None when nobody recorded anything."""
    if indicator.kind == "stock":
        return _stock(session, indicator, unit, end)
    if indicator.kind == "flow":
        return _sum(indicator, start, end, _flow_sources(session, indicator, unit, start, end, occasion))
    return _yearly(session, indicator, unit, start, end)


def ratio(session: Session, indicator: Indicator, unit: Unit, start: date, end: date) -> Ratio | None:
    """A ratio from its counts; from a reported percentage when the counts are missing; None when there is neither."""
    catalogue = indicators()
    if indicator.numerator and indicator.denominator:
        top = figure(session, catalogue[indicator.numerator], unit, start, end)
        bottom = _denominator(session, catalogue[indicator.denominator], unit, top, start, end)
        if top and bottom and bottom.value:
            percent = top.value / bottom.value * (100 if indicator.unit == "percent" else 1)
            return Ratio(indicator, percent, inherited([top.qualifier, bottom.qualifier]), top, bottom)
    told = _yearly(session, indicator, unit, start, end)
    return Ratio(indicator, told.value, told.qualifier, None, None, told) if told else None


def _denominator(
    session: Session, indicator: Indicator, unit: Unit, top: Figure | None, start: date, end: date
) -> Figure | None:
    """A stock below a figure of a past period is taken as it was at the end of that period."""
    return figure(session, indicator, unit, start, top.end if top else end)


def inherited(qualifiers: Sequence[str]) -> Qualifier:
    """The qualifier of a sum: that of its parts when they agree, "about" when they pull both ways.

    >>> inherited(["exact", "over"]), inherited(["over", "nearly"]), inherited([])
    ('over', 'about', 'exact')
    """
    kinds = {q for q in qualifiers if q != "exact"}
    if not kinds:
        return "exact"
    if len(kinds) > 1:
        return "about"
    return _QUALIFIERS[kinds.pop()]


def latest_period(session: Session, indicator: Indicator, unit: Unit) -> tuple[date, date] | None:
    """The period of the newest entry of an indicator, to offer when the one asked for has none."""
    found = session.exec(
        select(Entry)
        .where(Entry.indicator == indicator.code, Entry.unit_id == unit.id, col(Entry.current), ~col(Entry.voided))
        .order_by(col(Entry.day_to).desc(), col(Entry.id).desc())
    ).first()
    return (found.day_from, found.day_to) if found else None


def containing(session: Session, indicator: Indicator, unit: Unit, start: date, end: date) -> Source | None:
    """An entry whose longer period holds the one asked for: it cannot be told apart, but may be pointed to."""
    rows = _entries(session, indicator, [unit])
    return next((s for s in rows if s.entry.day_from <= start and s.entry.day_to >= end), None)


def _entries(session: Session, indicator: Indicator, units: Sequence[Unit]) -> list[Source]:
    rows = session.exec(
        select(Entry, Record)
        .join(Record)
        .where(
            col(Entry.indicator).in_(_with_parts(indicator)),
            col(Entry.unit_id).in_([u.id for u in units]),
            col(Entry.current),
            ~col(Entry.voided),
        )
        .order_by(col(Entry.day_to), col(Entry.record_id), col(Entry.line))
    ).all()
    return [Source(entry, record) for entry, record in rows]


def _with_parts(indicator: Indicator) -> list[str]:
    """The codes whose entries count into an indicator's figures: its own and those that are part of it."""
    return [indicator.code, *(i.code for i in indicators().values() if i.part_of == indicator.code)]


def _units(session: Session, unit: Unit, start: date, end: date) -> list[Unit]:
    """The unit and, for a ward, the khu phố valid in the period."""
    below = people.subunits(session, unit.id or 0, start, end) if unit.kind == "phuong" else []
    return [unit, *below]


def _flow_sources(
    session: Session, indicator: Indicator, unit: Unit, start: date, end: date, occasion: str | None
) -> list[Source]:
    """The entries that lie wholly in the period, without those that another of them already contains."""
    everything = _entries(session, indicator, _units(session, unit, start, end))
    inside = [s for s in everything if s.entry.day_from >= start and s.entry.day_to <= end]
    if occasion:
        inside = [s for s in inside if s.record.occasion == occasion]
    else:
        inside = [s for s in inside if not s.record.within]
    totals = [s for s in inside if s.record.covers == "all"]
    return [s for s in inside if not any(_contains(total, s) for total in totals)]


def _contains(total: Source, part: Source) -> bool:
    """A ward's total over its khu phố holds what they recorded of the same thing in the same days."""
    return (
        part.entry.unit_id != total.entry.unit_id
        and part.entry.indicator in _with_parts(indicators()[total.entry.indicator])
        and total.entry.day_from <= part.entry.day_from
        and part.entry.day_to <= total.entry.day_to
    )


def _sum(indicator: Indicator, start: date, end: date, sources: Sequence[Source]) -> Figure | None:
    if not sources:
        return None
    low = sum((s.entry.value for s in sources), Decimal(0))
    qualifier = inherited([s.entry.qualifier for s in sources])
    return Figure(indicator, low, qualifier, start, end, tuple(sources), value_max=_highest(sources))


def _highest(sources: Sequence[Source]) -> Decimal | None:
    """What the entries come to at most, when a range is among them."""
    if all(s.entry.value_max is None for s in sources):
        return None
    return sum((s.entry.value if s.entry.value_max is None else s.entry.value_max for s in sources), Decimal(0))


def _stock(session: Session, indicator: Indicator, unit: Unit, day: date) -> Figure | None:
    """The level on a day. A ward's own level counts until each of its khu phố has told a newer one."""
    own = _level(session, indicator, unit, day)
    if unit.kind != "phuong":
        return own
    units = people.subunits(session, unit.id or 0, day, day)
    parts = [level for u in units if (level := _level(session, indicator, u, day))]
    complete = len(parts) == len(units) and all(_as_of(p) >= _as_of(own) for p in parts) if own else True
    return _added(indicator, parts, day) if parts and complete else own


def _as_of(level: Figure) -> date:
    return level.as_of or level.end


def _added(indicator: Indicator, levels: Sequence[Figure], day: date) -> Figure:
    sources = [s for f in levels for s in f.sources]
    return Figure(
        indicator,
        sum((f.value for f in levels), Decimal(0)),
        inherited([f.qualifier for f in levels]),
        day,
        day,
        tuple(sources),
        as_of=min(_as_of(f) for f in levels),
        value_max=_highest(sources),
    )


def _level(session: Session, indicator: Indicator, unit: Unit, day: date) -> Figure | None:
    """The latest level of one unit on or before a day, with the changes told after it."""
    sources = [s for s in _entries(session, indicator, [unit]) if s.entry.day_to <= day]
    levels = [i for i, s in enumerate(sources) if not s.entry.change]
    if not levels:
        return None
    counted = sources[levels[-1] :]
    return Figure(
        indicator,
        sum((s.entry.value for s in counted), Decimal(0)),
        inherited([s.entry.qualifier for s in counted]),
        counted[0].entry.day_to,
        day,
        tuple(counted),
        as_of=counted[-1].entry.day_to,
        value_max=_highest(counted),
    )


def _yearly(session: Session, indicator: Indicator, unit: Unit, start: date, end: date) -> Figure | None:
    """The newest decision of the period: for a ward its own, else the sum over its khu phố."""
    own = _decision(session, indicator, unit, start, end)
    if own or unit.kind != "phuong" or indicator.kind == "ratio":
        return own
    units = people.subunits(session, unit.id or 0, start, end)
    parts = [f for u in units if (f := _decision(session, indicator, u, start, end))]
    return _sum(indicator, start, end, [s for f in parts for s in f.sources])


def _decision(session: Session, indicator: Indicator, unit: Unit, start: date, end: date) -> Figure | None:
    inside = [s for s in _entries(session, indicator, [unit]) if s.entry.day_from >= start and s.entry.day_to <= end]
    return _sum(indicator, inside[-1].entry.day_from, inside[-1].entry.day_to, inside[-1:]) if inside else None
