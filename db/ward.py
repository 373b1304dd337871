"""A ward's view of its khu phố: all figures in one table, who told most, who told nothing, why two sums differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, func, select

from db import entries, family, known, ledger, rules
from db.catalogue import Indicator, indicators, with_parts
from db.entries import Row, Wanted
from db.family import natural
from db.figure import Figure, Qualifier, Ratio, Source, against, inherited
from db.known import AsOf, standing
from db.models import Entry, Unit
from db.rules import Asked, Sum


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a table, without the entries behind it."""

    value: Decimal
    value_max: Decimal | None
    qualifier: Qualifier


@dataclass(frozen=True, slots=True)
class WardTable:
    """The figures of each unit by the code of the indicator; what is missing nobody told."""

    units: tuple[Unit, ...]
    rows: dict[int, dict[str, Cell]]
    totals: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's place; units with the same figure share one, and who told nothing has none."""

    place: int | None
    unit: Unit
    figure: Figure | Ratio | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not in the ward's figure, and why; `by` is the entry that holds it."""

    source: Source
    reason: str  # "within" | "held" | "counted_elsewhere" | "crosses" | "older"
    by: Source | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Why a ward's figure is not the sum over its khu phố: own + lent by them + the units' sums - what is left out."""

    told: Figure | None
    own: Decimal
    lent: tuple[Source, ...]
    units: tuple[tuple[Unit, Decimal], ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[Unit, ...]

    @property
    def summed(self) -> Decimal:
        """What the khu phố come to, each by itself."""
        return sum((value for _, value in self.units), Decimal(0))


def table(
    session: Session, ward: Unit, wanted: Sequence[Indicator], start: date, end: date, *, as_of: AsOf = None
) -> WardTable:
    """All figures of a ward and its khu phố, read at once: flows and decisions of the period, stocks up to its end."""
    moment = known.moment(as_of)
    home = family.of(session, [ward], moment)
    units = _below(home, ward, start, end)
    scope = home.scope(ward.id or 0)
    counted = _counted(wanted)
    sheet = {
        **entries.counted(session, Wanted(_codes(counted, stocks=True), scope, None, end), moment),
        **entries.counted(session, Wanted(_codes(counted, stocks=False), scope, start, end), moment),
    }

    def line(unit: Unit) -> dict[str, Cell]:
        sums = {i.code: rules.computed(home, sheet, Asked(i, unit.id or 0, start, end)) for i in counted.values()}
        found = {code: _cell(told) for code, told in sums.items() if told is not None and told.rows}

        def share(i: Indicator) -> Cell | None:
            top, bottom = (sums.get(code or "") for code in (i.numerator, i.denominator))
            if top is None or bottom is None or not (top.rows and bottom.rows):
                return None
            if _are_alike(i, top, bottom):
                return _share(i, top, bottom)
            of_some = ledger.ratio(session, i, unit, start, end, as_of=moment)
            return Cell(of_some.percent, None, of_some.qualifier) if of_some is not None else None

        shares = {i.code: cell for i in wanted if i.kind == "ratio" and (cell := share(i))}
        return {i.code: cell for i in wanted if (cell := shares.get(i.code) or found.get(i.code))}

    return WardTable(units, {u.id or 0: line(u) for u in units}, line(ward))


def _below(home: family.Family, ward: Unit, start: date, end: date) -> tuple[Unit, ...]:
    return home.units(c for c in home.children(ward.id or 0) if home.places[c].existed(start, end))


def _counted(wanted: Sequence[Indicator]) -> dict[str, Indicator]:
    """The indicators that must be read for those wanted, with the counts of ratios."""
    codes = [c for i in wanted for c in (i.code, i.numerator, i.denominator) if c]
    return {code: indicators()[code] for code in codes}


def _codes(counted: dict[str, Indicator], *, stocks: bool) -> list[str]:
    return sorted({c for i in counted.values() if (i.kind == "stock") == stocks for c in with_parts(i)})


def _cell(found: Sum) -> Cell:
    return Cell(found.value, found.value_max, found.qualifier)


def _are_alike(share: Indicator, top: Sum, bottom: Sum) -> bool:
    """Whether both counts are of the same khu phố, and of the same deeds; those that are not, the ledger sorts out."""
    return top.missing == bottom.missing and (
        share.unit == "percent" or indicators()[share.denominator or ""].kind != "flow"
    )


def _share(indicator: Indicator, top: Sum, bottom: Sum) -> Cell | None:
    if not bottom.value:
        return None
    value = top.value / bottom.value * (100 if indicator.unit == "percent" else 1)
    return Cell(value, None, inherited([top.qualifier, against(bottom.qualifier)]))


def ranking(
    session: Session, ward: Unit, indicator: Indicator, start: date, end: date, *, as_of: AsOf = None
) -> list[Ranked]:
    """The khu phố by a figure, the greatest first; who told nothing comes last, without a place."""
    home = family.of(session, [ward], known.moment(as_of))
    units = _below(home, ward, start, end)
    tell = ledger.ratio if indicator.kind == "ratio" else ledger.figure
    found = [(u, tell(session, indicator, u, start, end, as_of=as_of)) for u in units]
    values = [_height(f) for _, f in found if f]
    ranked = [Ranked(1 + sum(v > _height(f) for v in values) if f else None, u, f) for u, f in found]
    return sorted(ranked, key=lambda r: (r.place or len(ranked) + 1, natural(r.unit)))


def _height(found: Figure | Ratio) -> Decimal:
    return found.percent if isinstance(found, Ratio) else found.value


def reported(session: Session, ward: Unit, start: date, end: date) -> list[tuple[Unit, int]]:
    """How many lines each khu phố told of days in a period; none means that it has not reported yet."""
    home = family.of(session, [ward])
    units = _below(home, ward, start, end)
    scopes = {u.id or 0: home.scope(u.id or 0) for u in units}
    rows = session.exec(
        select(Entry.unit_id, func.count())
        .where(
            col(Entry.unit_id).in_(sorted(set().union(*scopes.values()))),
            Entry.day_to >= start, Entry.day_to <= end, standing(None),
        )
        .group_by(col(Entry.unit_id))
    ).all()  # fmt: skip
    lines = dict(rows)
    return [(u, sum(lines.get(i, 0) for i in scopes[u.id or 0])) for u in units]


def difference(
    session: Session, ward: Unit, indicator: Indicator, start: date, end: date, *, as_of: AsOf = None
) -> Difference:
    """What the ward's figure is made of and what was left out of it."""
    moment = known.moment(as_of)
    home = family.of(session, [ward], moment)
    units = _each_once(home, _below(home, ward, start, end))
    wanted = Wanted(with_parts(indicator), home.scope(ward.id or 0), None if indicator.kind == "stock" else start, end)
    sheet = entries.followed(session, wanted, moment)
    asked = Asked(indicator, ward.id or 0, start, end)
    told = rules.computed(home, sheet, asked)
    each = [(u, rules.computed(home, sheet, Asked(indicator, u.id or 0, start, end))) for u in units]
    counted = {_id(row) for row in told.rows} if told else set()
    own = sum((row.value for row in told.rows if row.unit_id == ward.id), Decimal(0)) if told else Decimal(0)
    left = _left_out(home, sheet, asked) if indicator.kind == "flow" else [
        LeftOut(row.source, "older")
        for _, found in each if found for row in found.rows if _id(row) not in counted and row.source
    ]  # fmt: skip
    lent = tuple(row.source for row in told.rows if row.source and not rules.counts(home, row)) if told else ()
    return Difference(
        ledger.figure(session, indicator, ward, start, end, as_of=as_of), own, lent,
        tuple((u, found.value) for u, found in each if found), tuple(left),
        home.units(told.missing) if told else units,
    )  # fmt: skip


def _each_once(home: family.Family, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units without those that were merged or renamed into another of them, whose figure holds theirs."""
    return tuple(u for u in units if not any(u.id in home.scope(v.id or 0) for v in units if v.id != u.id))


def _left_out(home: family.Family, sheet: entries.Sheet, asked: Asked) -> list[LeftOut]:
    _, besides, left = rules.sorted_out(home, sheet, asked)
    out = [LeftOut(row.source, reason, _source(by)) for row, reason, by in left if row.source]
    return out + [LeftOut(row.source, "counted_elsewhere") for row in besides if row.source]


def _id(row: Row) -> int | None:
    return row.source.entry.id if row.source else None


def _source(row: Row | None) -> Source | None:
    return row.source if row else None
