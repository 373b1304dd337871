"""What happened and what comes in a few days: records as they were written down, meetings as they are set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from db import family, records
from db.meetings import ATTENDED, is_closed
from db.models import Entry, Meeting, Person, Record, Unit
from db.room.tables import Sitting


@dataclass(frozen=True, slots=True)
class Written:
    """A record that counts, who wrote it, and its lines."""

    record: Record
    unit: Unit
    person: Person
    lines: Sequence[Entry]

    @property
    def days(self) -> tuple[date, date]:
        """The days on which its deed was done, as it stands."""
        return self.lines[0].day_from, self.lines[0].day_to


def written(
    session: Session, unit: Unit, since: datetime, until: datetime, by: Person | None = None
) -> list[Written]:  # fmt: skip
    """The records of a unit and those below it that were written down in [since, until), oldest first."""
    scope = family.of(session, [unit]).scope(unit.id or 0)
    rows = session.exec(
        select(Record, Unit, Person)
        .join(Unit, col(Unit.id) == Record.unit_id)
        .join(Person, col(Person.id) == Record.person_id)
        .where(col(Record.unit_id).in_(scope), Record.at >= since, Record.at < until)
        .order_by(col(Record.at), col(Record.id))
    ).all()
    found = [Written(r, u, p, records.lines(session, r)) for r, u, p in rows if by is None or p.id == by.id]
    return [each for each in found if each.lines]


def done(session: Session, unit: Unit, first: date, last: date, by: Person | None = None) -> list[Written]:
    """The records of a unit and those below it whose deeds were done in some days, the earliest deed first.

    What was told for a long time at once (a year) belongs to days only that hold all of it.
    """
    scope = family.of(session, [unit]).scope(unit.id or 0)
    counts = select(Entry.record_id).where(
        col(Entry.unit_id).in_(scope),
        col(Entry.current),
        ~col(Entry.voided),
        Entry.day_from <= last,
        Entry.day_to >= first,
    )
    rows = session.exec(
        select(Record, Unit, Person)
        .join(Unit, col(Unit.id) == Record.unit_id)
        .join(Person, col(Person.id) == Record.person_id)
        .where(col(Record.unit_id).in_(scope), col(Record.id).in_(counts))
        .order_by(col(Record.id))
    ).all()
    found = [Written(r, u, p, records.lines(session, r)) for r, u, p in rows if by is None or p.id == by.id]
    fitting = [each for each in found if each.lines and _is_of(each, first, last)]
    return sorted(fitting, key=lambda each: each.days)


def _is_of(written: Written, first: date, last: date) -> bool:
    begins, ends = written.days
    return first <= begins <= ends <= last or ends - begins <= _LONG


_LONG = timedelta(days=31)


def to_come(session: Session, unit: Unit, since: datetime, until: datetime) -> list[Meeting]:
    """Those of the same meetings that were not held and closed before their hour."""
    return [each for each in meetings(session, unit, since, until) if not is_closed(session, each)]


def held(session: Session, unit: Unit, since: datetime, until: datetime) -> list[tuple[Meeting, Sitting]]:
    """Those of the same meetings that were opened and closed, with their sittings."""
    found = [(each, session.get(Sitting, each.id)) for each in meetings(session, unit, since, until)]
    return [(each, sitting) for each, sitting in found if sitting is not None and sitting.closed_at is not None]


def unopened(session: Session, unit: Unit, since: datetime, until: datetime) -> list[Meeting]:
    """Those of the same meetings that nobody opened."""
    return [each for each in meetings(session, unit, since, until) if session.get(Sitting, each.id) is None]


def meetings(session: Session, unit: Unit, since: datetime, until: datetime) -> Sequence[Meeting]:
    """The meetings of a unit that begin in [since, until) and were not cancelled, soonest first."""
    return session.exec(
        select(Meeting)
        .where(
            Meeting.unit_id == unit.id,
            Meeting.at >= since,
            Meeting.at < until,
            Meeting.state == "planned",
            col(Meeting.kind).in_(ATTENDED),
        )
        .order_by(col(Meeting.at))
    ).all()
