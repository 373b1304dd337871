"""The ledger: entries are kept for ever, figures are computed from them, as known now or at any earlier moment."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from db import entries, family, known, rules, shares
from db.catalogue import Indicator, fund_of, indicators, with_parts
from db.entries import Row, Sheet, Wanted
from db.figure import Figure, FundBalance, Qualifier, Ratio, Source, against, inherited
from db.known import AsOf
from db.models import Entry, Record, Unit
from db.rules import Asked, Sum

__all__ = ["Figure", "FundBalance", "Qualifier", "Ratio", "Source", "inherited"]


def figure(
    session: Session, indicator: Indicator, unit: Unit, start: date, end: date, *,
    occasion: str | None = None, standard: str | None = None, as_of: AsOf = None,
) -> Figure | None:  # fmt: skip
    """The figure of a unit over a period (a stock: as of its end); None when nobody recorded anything."""
    moment = known.moment(as_of)
    asked = Asked(indicator, unit.id or 0, start, end, occasion, standard)
    return _computed(
        family.of(session, [unit], moment), asked, lambda wanted: entries.followed(session, wanted, moment)
    )


def amount(session: Session, indicator: Indicator, unit: Unit, start: date, end: date) -> Figure | None:
    """The same as known now and without its sources, for what is only compared or added to: far cheaper of a flow."""
    asked = Asked(indicator, unit.id or 0, start, end)
    if indicator.kind == "flow":
        return _computed(family.of(session, [unit]), asked, lambda wanted: entries.summed(session, wanted))
    return _computed(family.of(session, [unit]), asked, lambda wanted: entries.counted(session, wanted, None))


def _computed(units: family.Family, asked: Asked, read: Callable[[Wanted], Sheet]) -> Figure | None:
    since = None if asked.indicator.kind == "stock" else asked.start
    sheet = read(Wanted(with_parts(asked.indicator), units.scope(asked.unit_id), since, asked.end))
    found = rules.computed(units, sheet, asked)
    return _figure(asked.indicator, found, units) if found is not None and found.rows else None


def _figure(indicator: Indicator, found: Sum, units: family.Family) -> Figure:
    return Figure(
        indicator, found.value, found.qualifier, found.start, found.end, _sources(found.rows), found.value_max,
        found.as_of, _sources(found.besides), units.units(found.missing),
        tuple(sorted({row.standard for row in found.rows if row.standard})),
    )  # fmt: skip


def _sources(rows: Iterable[Row]) -> tuple[Source, ...]:
    return tuple(row.source for row in rows if row.source is not None)


def ratio(
    session: Session, indicator: Indicator, unit: Unit, start: date, end: date, *,
    occasion: str | None = None, as_of: AsOf = None,
) -> Ratio | None:  # fmt: skip
    """A ratio from its counts; from a reported percentage when the counts are missing; None when there is neither."""
    catalogue = indicators()
    if indicator.numerator and indicator.denominator:
        top = figure(session, catalogue[indicator.numerator], unit, start, end, occasion=occasion, as_of=as_of)
        until = top.end if top else end  # a stock below a figure of a past period is taken as it was then
        bottom = figure(session, catalogue[indicator.denominator], unit, start, until, occasion=occasion, as_of=as_of)
        pair = (
            _alike(session, indicator, unit, (start, until), (top, bottom), occasion, as_of) if top and bottom else None
        )
        top, bottom = pair if pair is not None else (None, None)
        if top and bottom and bottom.value:
            percent = top.value / bottom.value * (100 if indicator.unit == "percent" else 1)
            qualifier = inherited([top.qualifier, against(bottom.qualifier)])
            return Ratio(indicator, percent, qualifier, top, bottom)
    told = figure(session, indicator, unit, start, end, as_of=as_of)
    return Ratio(indicator, told.value, told.qualifier, None, None, told) if told else None


def _alike(
    session: Session, share: Indicator, unit: Unit, days: tuple[date, date], pair: shares.Pair,
    occasion: str | None, as_of: AsOf,
) -> shares.Pair | None:  # fmt: skip
    """The two counts of a share, of the same khu phố; of an average also of the same deeds."""
    top, bottom = pair
    if share.unit != "percent" and bottom.indicator.kind == "flow":
        top, bottom = shares.of_the_same_deeds(top, bottom)
    if {u.id for u in top.missing} == {u.id for u in bottom.missing}:
        return top, bottom
    home = family.of(session, [unit], known.moment(as_of))
    below = home.units(home.children(unit.id or 0))

    def told(each: Unit) -> tuple[Figure | None, Figure | None]:
        over, under = (
            figure(session, i, each, *days, occasion=occasion, as_of=as_of) for i in (top.indicator, bottom.indicator)
        )
        return over, under

    return shares.of_the_same_units(unit, below, top, bottom, told)


def compare(
    session: Session, indicator: Indicator, unit: Unit, spans: Sequence[tuple[date, date]], *,
    occasion: str | None = None, as_of: AsOf = None,
) -> tuple[Figure | None, ...]:  # fmt: skip
    """The same figure over several periods: these months and those of last year, this Tết and the one before."""
    return tuple(figure(session, indicator, unit, *span, occasion=occasion, as_of=as_of) for span in spans)


def fund(
    session: Session, indicator: Indicator, unit: Unit, start: date, end: date, *, as_of: AsOf = None
) -> FundBalance | None:
    """What came into a fund, what was handed up or paid out of it, and what is left of that; None when nothing did."""
    holder = fund_of(indicator)
    collected = figure(session, holder, unit, start, end, as_of=as_of)
    payments = indicators().get(holder.paid_by or "")
    paid = figure(session, payments, unit, start, end, as_of=as_of) if payments else None
    if collected is None and paid is None:
        return None
    left = (collected.value if collected else Decimal(0)) - (paid.value if paid else Decimal(0))
    qualifier = inherited([
        collected.qualifier if collected else "exact", against(paid.qualifier) if paid else "exact"
    ])  # fmt: skip
    return FundBalance(holder, collected, paid, left, qualifier, start, end)


def latest_period(session: Session, indicator: Indicator, unit: Unit) -> tuple[date, date] | None:
    """The period of the newest entry of an indicator, to offer when the one asked for has none."""
    found = session.exec(
        select(Entry)
        .where(
            Entry.indicator == indicator.code,
            col(Entry.unit_id).in_(sorted(family.of(session, [unit]).scope(unit.id or 0))),
            known.standing(None),
        )
        .order_by(col(Entry.day_to).desc(), col(Entry.id).desc())
    ).first()
    return (found.day_from, found.day_to) if found else None


def told_on(session: Session, indicator: Indicator, unit: Unit, start: date, end: date) -> list[date]:
    """The days between two for which a level was told, of the unit or of those below it."""
    scope = family.of(session, [unit]).scope(unit.id or 0)
    sheet = entries.counted(session, Wanted(with_parts(indicator), scope, start, end), None)
    return sorted({row.day_to for rows in sheet.values() for row in rows})


def moved(session: Session, indicator: Indicator, unit: Unit, start: date, end: date) -> tuple[Source, ...]:
    """The rises and falls told of a level between two days, which alone are no figure."""
    sheet = entries.followed(session, Wanted((indicator.code,), (unit.id or 0,), start, end), None)
    return _sources(row for rows in sheet.values() for row in rows if row.change)


def containing(session: Session, indicator: Indicator, unit: Unit, start: date, end: date) -> Source | None:
    """An entry whose longer period holds the one asked for: it cannot be told apart, but may be pointed to."""
    found = session.exec(
        select(Entry, Record)
        .join(Record)
        .where(
            col(Entry.indicator).in_(with_parts(indicator)),
            Entry.unit_id == unit.id,
            Entry.day_from <= start,
            Entry.day_to >= end,
            known.standing(None),
        )
        .order_by(col(Entry.day_to), col(Entry.record_id), col(Entry.line))
    ).first()
    return Source(*found) if found else None
