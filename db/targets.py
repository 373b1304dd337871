"""Targets (chỉ tiêu): what a unit was set to reach in a year, how far it is, and the pace still needed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from db import ledger
from db.book import Target
from db.catalogue import Indicator, indicators
from db.figure import Figure
from db.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a unit is: `left` is 0 once reached, `per_month` what each month left must bring, this one included."""

    target: Decimal
    reached: Figure | None
    percent: Decimal
    left: Decimal
    months_left: int
    per_month: Decimal | None


def set_target(
    session: Session, unit: Unit, indicator: Indicator, year: int, value: Decimal, person: Person, now: datetime
) -> Target:
    """Set a target; an earlier one of the same year stays on record but no longer counts."""
    target = Target(
        unit_id=unit.id or 0, indicator=indicator.code, year=year, value=value, person_id=person.id or 0, at=now
    )
    session.add(target)
    session.flush()
    return target


def target(session: Session, unit: Unit, indicator: Indicator, year: int) -> Decimal | None:
    """The target of a year: the newest that was set, else what was told as an indicator of its own (chỉ tiêu giao)."""
    newest = session.exec(
        select(Target)
        .where(Target.unit_id == unit.id, Target.indicator == indicator.code, Target.year == year)
        .order_by(col(Target.id).desc())
        .limit(1)
    ).first()
    if newest is not None:
        return newest.value
    told = next((i for i in indicators().values() if i.target_of == indicator.code), None)
    found = ledger.amount(session, told, unit, date(year, 1, 1), date(year, 12, 31)) if told else None
    return found.value if found else None


def of_year(session: Session, unit: Unit, year: int) -> list[Indicator]:
    """The indicators that a unit has a target of in a year, in the order of the catalogue."""
    told = session.exec(select(Target.indicator).where(Target.unit_id == unit.id, Target.year == year)).all()
    aimed = {i.target_of for i in indicators().values() if i.target_of}
    return [i for i in indicators().values() if i.code in told or (i.code in aimed and target(session, unit, i, year))]


def progress(session: Session, unit: Unit, indicator: Indicator, year: int, today: date) -> Progress | None:
    """How far a unit is on a day; None without a target."""
    wanted = target(session, unit, indicator, year)
    if not wanted:
        return None
    last = date(year, 12, 31)
    reached = ledger.figure(session, indicator, unit, date(year, 1, 1), max(date(year, 1, 1), min(today, last)))
    so_far = reached.value if reached else Decimal(0)
    left = max(wanted - so_far, Decimal(0))
    months = 13 - today.month if today.year == year else 12 if today.year < year else 0
    pace = left / months if left and months else None
    return Progress(wanted, reached, so_far / wanted * 100, left, months, pace)
