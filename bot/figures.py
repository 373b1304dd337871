"""`python -m bot figures`: what the ledger amounts to, for people, for spreadsheets, for programs."""

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches

from sqlmodel import Session, col, select

from db import practice, units, ward
from db.catalogue import Indicator, indicators
from db.mistake import Mistake
from db.models import Unit
from handlers import wording


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one unit; `value` is rounded half up where it is a ratio: to whole đồng, else to two decimals."""

    unit: str
    code: str
    indicator: str
    name: str
    value: int | float
    value_max: int | float | None
    qualifier: str
    measure: str
    start: str
    end: str


def period(year: int | None, start: date | None, end: date | None, today: date) -> tuple[date, date]:
    """The days meant: a year, from a day to a day, or this year until now. Raises Mistake."""
    if year is not None:
        if start or end:
            raise Mistake("say either --year or --from and --to")
        if not 1 <= year <= date.max.year:
            raise Mistake(f"there is no year {year}")
        start, end = date(year, 1, 1), date(year, 12, 31)
    start, end = start or date((end or today).year, 1, 1), end or today
    if end < start:
        raise Mistake(f"the period ends on {end}, before it begins on {start}")
    if start > today:
        raise Mistake(f"{start} has not come yet")
    return start, end


def unit(session: Session, name: str, day: date) -> Unit:
    """The unit that bears a name or code, or bore it. Raises Mistake."""
    found = units.by_name(session, name, day)
    if found is None:
        near = get_close_matches(name, session.exec(select(Unit.name).where(practice.real(Unit.id))).all(), n=1)
        raise Mistake(f"there is no unit called {name!r}" + (f" (did you mean {near[0]!r}?)" if near else ""))
    return found


def lines(session: Session, wanted: Unit | None, start: date, end: date) -> Iterator[Line]:
    """All figures of one unit, or of every unit that existed in the period. Raises Mistake."""
    if wanted is not None:
        yield from _lines(session, wanted, start, end)
        return
    for one in session.exec(select(Unit).where(practice.real(Unit.id)).order_by(col(Unit.id))):
        if units.outside(session, one, start, end) is None:
            yield from _lines(session, one, start, end)


def _lines(session: Session, wanted: Unit, start: date, end: date) -> Iterator[Line]:
    outside = units.outside(session, wanted, start, end)
    if outside is not None and not (outside.before and outside.instead):
        instead = f"; ask for {', '.join(u.name for u in outside.instead)}" if outside.instead else ""
        when = "did not exist yet on" if outside.before else "no longer existed on"
        raise Mistake(f"{wanted.name} {when} {end if outside.before else start}{instead}")
    catalogue = indicators()
    found = ward.table(session, wanted, list(catalogue.values()), start, end).totals
    for code, cell in found.items():
        indicator = catalogue[code]
        top = None if cell.value_max is None else _number(indicator, cell.value_max)
        yield Line(
            wanted.name, wanted.code, code, indicator.name, _number(indicator, cell.value), top, cell.qualifier,
            indicator.unit, start.isoformat(), end.isoformat(),
        )  # fmt: skip


def _number(indicator: Indicator, value: Decimal) -> int | float:
    last = Decimal(1) if indicator.unit == "dong" else Decimal("0.01")
    exact = value.quantize(last, ROUND_HALF_UP) if indicator.kind == "ratio" else value
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _no_formula(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def show(found: Iterator[Line], form: str) -> None:
    """Print figures as "json", "csv" or "text"."""
    if form == "json":
        print(json.dumps([asdict(line) for line in found], ensure_ascii=False, indent=1))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, [field.name for field in fields(Line)], lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _no_formula(value) for key, value in asdict(line).items()} for line in found)
    else:
        for line in found:
            top = None if line.value_max is None else Decimal(str(line.value_max))
            noun = indicators()[line.indicator].noun
            value = wording.amount(Decimal(str(line.value)), line.measure, line.qualifier, top, noun)
            print(f"{line.unit}: {line.name}: {value}")
