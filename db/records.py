"""Writing to the ledger: add a record, correct a line, void a record. Nothing is ever overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, func, select

from db.models import Entry, Evidence, Person, Record, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a record, in the unit of its indicator."""

    indicator: str
    value: Decimal
    value_max: Decimal | None = None
    qualifier: str = "exact"
    change: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a record is about beside its figures: the days, the activity, the occasion, the words it came from."""

    day_from: date
    day_to: date
    text: str
    activity: str | None = None
    occasion: str | None = None
    covers: str = "own"
    within: bool = False
    incoming_id: int | None = None


def add(session: Session, unit: Unit, person: Person, about: About, lines: Sequence[Line], now: datetime) -> Record:
    """Add a record with its lines under the next number of the unit ("KP9-0001")."""
    record = Record(
        number=_next_number(session, unit),
        unit_id=unit.id or 0,
        person_id=person.id or 0,
        at=now,
        activity=about.activity,
        occasion=about.occasion,
        day_from=about.day_from,
        day_to=about.day_to,
        text=about.text,
        covers=about.covers,
        within=about.within,
        incoming_id=about.incoming_id,
    )
    session.add(record)
    session.flush()
    for place, line in enumerate(lines, start=1):
        session.add(_entry(record, person, place, line, now))
    session.flush()
    return record


def _next_number(session: Session, unit: Unit) -> str:
    session.get(Unit, unit.id, with_for_update=True)  # one at a time where the database lets several write at once
    count = session.exec(select(func.count()).where(Record.unit_id == unit.id)).one()
    return f"{unit.code}-{count + 1:04}"


def _entry(record: Record, person: Person, place: int, line: Line, now: datetime) -> Entry:
    return Entry(
        record_id=record.id or 0,
        unit_id=record.unit_id,
        line=place,
        indicator=line.indicator,
        value=line.value,
        value_max=line.value_max,
        qualifier=line.qualifier,
        change=line.change,
        day_from=record.day_from,
        day_to=record.day_to,
        person_id=person.id or 0,
        at=now,
    )


def by_number(session: Session, number: str) -> Record | None:
    """A record by the number that people quote, with or without "#", in any case."""
    return session.exec(select(Record).where(Record.number == number.lstrip("#").upper())).first()


def lines(session: Session, record: Record) -> Sequence[Entry]:
    """The lines of a record as they stand now, without voided ones."""
    return session.exec(
        select(Entry)
        .where(Entry.record_id == record.id, col(Entry.current), ~col(Entry.voided))
        .order_by(col(Entry.line))
    ).all()


def recent(session: Session, person: Person, since: datetime) -> Sequence[Record]:
    """The records that a person made since an instant and that still count, newest first."""
    records = session.exec(
        select(Record).where(Record.person_id == person.id, Record.at >= since).order_by(col(Record.id).desc())
    ).all()
    return [r for r in records if lines(session, r)]


def correct(session: Session, entry: Entry, person: Person, line: Line, now: datetime, why: str) -> Entry:
    """Replace a line by a new version of it; the old one stays for whoever asks."""
    return _supersede(session, entry, person, now, why, line, voided=False)


def void(session: Session, record: Record, person: Person, now: datetime, why: str) -> None:
    """Take a record out of every figure; its lines stay, marked void, with who and why."""
    for entry in lines(session, record):
        same = Line(entry.indicator, entry.value, entry.value_max, entry.qualifier, entry.change)
        _supersede(session, entry, person, now, why, same, voided=True)


def _supersede(
    session: Session, entry: Entry, person: Person, now: datetime, why: str, line: Line, *, voided: bool
) -> Entry:
    entry.current = False
    later = Entry(
        record_id=entry.record_id,
        unit_id=entry.unit_id,
        line=entry.line,
        version=entry.version + 1,
        voided=voided,
        indicator=line.indicator,
        value=line.value,
        value_max=line.value_max,
        qualifier=line.qualifier,
        change=line.change,
        day_from=entry.day_from,
        day_to=entry.day_to,
        person_id=person.id or 0,
        at=now,
        why=why,
    )
    session.add(entry)
    session.add(later)
    session.flush()
    return later


def attach(session: Session, record: Record, sha256: str, now: datetime) -> None:
    """Attach a stored photo to a record, once."""
    known = select(Evidence).where(Evidence.record_id == record.id, Evidence.sha256 == sha256)
    if session.exec(known).first() is None:
        session.add(Evidence(record_id=record.id or 0, sha256=sha256, at=now))
        session.flush()


def photos(session: Session, record: Record) -> Sequence[str]:
    """The hashes of the photos that show a record, in the order in which they came."""
    return session.exec(select(Evidence.sha256).where(Evidence.record_id == record.id).order_by(col(Evidence.id))).all()
