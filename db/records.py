"""Writing to the ledger: add a record, correct a line, void and restore a record. Nothing is ever overwritten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from db import known, practice, quick
from db.book import Witness
from db.catalogue import indicators
from db.models import Entry, Evidence, Person, Record, Unit
from db.quick import Prepared
from db.remembered import Heard

SAME_DEED = "cùng một việc với {}"


class WholeDong(ValueError):
    """Money is an integer number of đồng throughout."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a record, in the unit of its indicator.

    `counts_for` says whose figures it belongs to (tính cho): one's own, those of the phường or of a chi hội. `standard`
    is the yardstick of a level where there are several.
    """

    indicator: str
    value: Decimal
    value_max: Decimal | None = None
    qualifier: str = "exact"
    change: bool = False
    counts_for: str = "own"
    standard: str | None = None


@dataclass(frozen=True, slots=True)
class Witnessed:
    """Who else recorded a deed, and under which number."""

    person: Person
    number: str
    at: datetime


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
    heard: tuple[int, ...] = ()  # the messages it came from


def add(session: Session, unit: Unit, person: Person, about: About, lines: Sequence[Line], now: datetime) -> Record:
    """Add a record with its lines under the next number of the unit ("KP9-0001").

    Raises WholeDong for a fraction of a đồng.
    """
    known.take_turn(session)
    record = quick.insert_one(
        session,
        Record,
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
    entries = [_entry(record, person, place, line, now) for place, line in enumerate(lines, start=1)]
    quick.insert_many(session, Entry, entries)
    for incoming_id in about.heard:
        _hear(session, incoming_id, record.id or 0)
    return record


def tell_more(session: Session, record: Record, said: str) -> None:
    """Put words behind those of a record; its figures stand as they are."""
    quick.change(session, record, text=f"{record.text}; {said}")


def _hear(session: Session, incoming_id: int, record_id: int) -> None:
    if quick.insert_new(session, Heard, incoming_id=incoming_id, record_id=record_id) is None:
        quick.change(session, quick.get_one(session, Heard, incoming_id), record_id=record_id)


def _next_number(session: Session, unit: Unit) -> str:
    if session.get_bind().dialect.name != "sqlite":  # one at a time where the database lets several write at once
        _LOCKED.first(session, unit=unit.id)
    newest = _NEWEST.first(session, unit=unit.id)
    count = int(newest.rpartition("-")[2]) if newest else 0
    return f"{unit.code}-{count + 1:04}"


def _entry(record: Record, person: Person, place: int, line: Line, now: datetime) -> dict[str, Any]:
    return dict(
        record_id=record.id or 0, unit_id=record.unit_id, line=place, day_from=record.day_from, day_to=record.day_to,
        person_id=person.id or 0, at=now, **_told(line),
    )  # fmt: skip


def _told(line: Line) -> dict[str, Any]:
    """What a line says, as columns."""
    indicator = indicators().get(line.indicator)
    if indicator is not None and indicator.unit == "dong":
        for value in (line.value, line.value_max or Decimal(0)):
            if value != value.to_integral_value():
                raise WholeDong(f"a fraction of a đồng: {value}")
    return {field.name: getattr(line, field.name) for field in fields(line)}


_LOCKED = Prepared(select(col(Unit.id)).where(col(Unit.id) == bindparam("unit")).with_for_update())
_NEWEST = Prepared(
    select(col(Record.number)).where(col(Record.unit_id) == bindparam("unit")).order_by(col(Record.id).desc()).limit(1)
)


def by_number(session: Session, number: str) -> Record | None:
    """A record by the number that people quote, with or without "#", in any case."""
    return _BY_NUMBER.first(session, number=number.lstrip("#").upper())


_BY_NUMBER = Prepared(select(Record).where(col(Record.number) == bindparam("number")))


def told_in(session: Session, incoming_id: int) -> Record | None:
    """The record that a message is among the words of."""
    heard = session.get(Heard, incoming_id)
    return session.get(Record, heard.record_id) if heard else None


def heard(session: Session, record: Record) -> tuple[int, ...]:
    """The messages (their rows) that a record came from, in the order in which they came."""
    rows = select(Heard.incoming_id).where(Heard.record_id == record.id).order_by(col(Heard.incoming_id))
    return tuple(session.exec(rows))


def days(session: Session, record: Record) -> tuple[date, date]:
    """The days that a record is of as it stands: those of its lines, which a correction may have moved."""
    standing = lines(session, record)
    return (standing[0].day_from, standing[0].day_to) if standing else (record.day_from, record.day_to)


def lines(session: Session, record: Record) -> Sequence[Entry]:
    """The lines of a record as they stand now, without voided ones."""
    return _LINES.all(session, record=record.id)


_LINES = Prepared(
    select(Entry)
    .where(col(Entry.record_id) == bindparam("record"), col(Entry.current), ~col(Entry.voided))
    .order_by(col(Entry.line))
)


def recent(session: Session, person: Person, since: datetime, beside: Unit) -> Sequence[Record]:
    """The records that a person made since an instant and that still count, newest first.

    What somebody does in practice is kept apart: in a practice unit (`beside`) only what was made in it.
    """
    records = session.exec(
        select(Record)
        .where(Record.person_id == person.id, Record.at >= since, practice.beside(beside, Record.unit_id))
        .order_by(col(Record.id).desc())
    ).all()
    return [r for r in records if lines(session, r)]


def recent_of(
    session: Session, unit: Unit, since: datetime, fits: Callable[[Record], bool] | None = None
) -> Sequence[Record]:
    """The records of a unit made since an instant that still count, whoever made them, newest first; or of those
    that `fits` wants."""
    made = select(Record).where(Record.unit_id == unit.id, Record.at >= since).order_by(col(Record.id).desc())
    return [r for r in session.exec(made).all() if (fits is None or fits(r)) and lines(session, r)]


def last_by(session: Session, person: Person, beside: Unit) -> list[Entry]:
    """What a person wrote into the book last (or in practice): the newest versions that came together."""
    newest = session.exec(
        select(Entry)
        .where(Entry.person_id == person.id, practice.beside(beside, Entry.unit_id))
        .order_by(col(Entry.id).desc())
        .limit(1)
    ).first()
    if newest is None:
        return []
    return list(
        session.exec(
            select(Entry).where(
                Entry.record_id == newest.record_id, Entry.person_id == person.id, Entry.at == newest.at,
                col(Entry.current),
            )
        ).all()
    )  # fmt: skip


def last_change(session: Session, record: Record) -> list[Entry]:
    """The newest versions of a record's lines that came together after it was written; none where none did."""
    newest = [e for e in history(session, record) if e.current and (e.version > 1 or e.at != record.at)]
    last = max(newest, key=lambda entry: entry.id or 0, default=None)
    return [e for e in newest if last is not None and (e.at, e.person_id) == (last.at, last.person_id)]


def stated(session: Session, entry: Entry) -> Entry:
    """The version in which somebody said what an entry says: whoever let a line count again did not say it."""
    if entry.version <= _TAKEN_OUT:
        return entry
    earlier = {e.version: e for e in history(session, session.get_one(Record, entry.record_id)) if e.line == entry.line}
    said = entry
    while said.version > _TAKEN_OUT and earlier[said.version - 1].voided and not said.voided:
        said = earlier[said.version - _TAKEN_OUT]
    return said


_TAKEN_OUT = 2  # versions that taking a line out and letting it count again adds


def history(session: Session, record: Record) -> Sequence[Entry]:
    """Every version of every line, in order."""
    return session.exec(
        select(Entry).where(Entry.record_id == record.id).order_by(col(Entry.line), col(Entry.version))
    ).all()


def is_void(session: Session, record: Record) -> bool:
    """Whether nothing of a record counts any more."""
    return not lines(session, record)


def correct(
    session: Session, entry: Entry, person: Person, line: Line, now: datetime, why: str, *,
    days: tuple[date, date] | None = None,
) -> Entry:  # fmt: skip
    """Replace a line by a new version of it, perhaps of other days; the old one stays for whoever asks."""
    return _supersede(session, entry, person, now, why, line, voided=False, days=days)


def append(session: Session, record: Record, person: Person, line: Line, now: datetime, why: str) -> Entry:
    """Add a line to a record that stands, for the days of the record."""
    known.take_turn(session)
    place = max(entry.line for entry in history(session, record)) + 1
    return quick.insert_one(session, Entry, **_entry(record, person, place, line, now), why=why)


def strike(session: Session, entry: Entry, person: Person, now: datetime, why: str) -> Entry:
    """Take one line out of every figure; it stays, marked void."""
    return _supersede(session, entry, person, now, why, line_of(entry), voided=True)


def revert(session: Session, entry: Entry, person: Person, now: datetime, why: str) -> Entry:
    """Make a line what it was before its newest version; one that was not there before is taken out."""
    earlier = session.exec(
        select(Entry).where(
            Entry.record_id == entry.record_id, Entry.line == entry.line, Entry.version == entry.version - 1
        )
    ).first()
    if earlier is None:
        return strike(session, entry, person, now, why)
    days = (earlier.day_from, earlier.day_to)
    return _supersede(session, entry, person, now, why, line_of(earlier), voided=earlier.voided, days=days)


def standing(session: Session, entry: Entry) -> Entry | None:
    """The version of an entry's line that stands now; None when the line was taken out."""
    return session.exec(
        select(Entry).where(
            Entry.record_id == entry.record_id, Entry.line == entry.line, col(Entry.current), ~col(Entry.voided)
        )
    ).first()


def after(session: Session, entry: Entry) -> Entry | None:
    """The newest version of an entry's line, when it is a later one."""
    return session.exec(
        select(Entry).where(
            Entry.record_id == entry.record_id,
            Entry.line == entry.line,
            col(Entry.current),
            Entry.version > entry.version,
        )
    ).first()


def void(session: Session, record: Record, person: Person, now: datetime, why: str) -> list[Entry]:
    """Take a record out of every figure; its lines stay, marked void, with who and why. The versions that say so."""
    return [
        _supersede(session, entry, person, now, why, line_of(entry), voided=True) for entry in lines(session, record)
    ]


def restore(session: Session, record: Record, person: Person, now: datetime, why: str) -> bool:
    """Let a record count again that was taken out; False when nothing of it was."""
    withdrawn = [entry for entry in history(session, record) if entry.current and entry.voided]
    for entry in withdrawn:
        _supersede(session, entry, person, now, why, line_of(entry), voided=False)
    for witness in session.exec(select(Witness).where(Witness.other_id == record.id)):
        session.delete(witness)  # two deeds after all
    return bool(withdrawn)


def merge(session: Session, kept: Record, other: Record, person: Person, now: datetime) -> None:
    """Make one deed of two records: the other no longer counts, whoever wrote it and its photos bear out the first."""
    void(session, other, person, now, SAME_DEED.format(kept.number))
    session.add(Witness(record_id=kept.id or 0, other_id=other.id or 0, person_id=person.id or 0, at=now))
    for sha256 in photos(session, other):
        attach(session, kept, sha256, now)
    session.flush()


def witnesses(session: Session, record: Record) -> list[Witnessed]:
    """Who else recorded the same deed."""
    rows = session.exec(
        select(Person, Record)
        .join(Record, col(Record.person_id) == Person.id)
        .join(Witness, col(Witness.other_id) == Record.id)
        .where(Witness.record_id == record.id)
        .order_by(col(Record.at), col(Record.id))
    ).all()
    return [Witnessed(person, other.number, other.at) for person, other in rows]


def line_of(entry: Entry) -> Line:
    """What an entry says, as a line that can be written again."""
    return Line(**{field.name: getattr(entry, field.name) for field in fields(Line)})


def _supersede(
    session: Session, entry: Entry, person: Person, now: datetime, why: str, line: Line, *,
    voided: bool, days: tuple[date, date] | None = None,
) -> Entry:  # fmt: skip
    known.take_turn(session)
    day_from, day_to = days or (entry.day_from, entry.day_to)
    later = Entry(
        record_id=entry.record_id, unit_id=entry.unit_id, line=entry.line, version=entry.version + 1, voided=voided,
        day_from=day_from, day_to=day_to, person_id=person.id or 0, at=now, why=why, **_told(line),
    )  # fmt: skip
    entry.current = False
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


def detach(session: Session, record: Record, hashes: Sequence[str]) -> None:
    """Let photos no longer show a record; their files stay."""
    mine = select(Evidence).where(Evidence.record_id == record.id, col(Evidence.sha256).in_(hashes))
    for evidence in session.exec(mine).all():
        session.delete(evidence)
    session.flush()


def pictured_since(session: Session, person: Person, since: datetime) -> tuple[Record, datetime] | None:
    """The record of a person that was last given a photo, since an instant, and when that was."""
    given = select(Record, Evidence.at).join(Evidence).where(Record.person_id == person.id, Evidence.at >= since)
    return session.exec(given.order_by(col(Evidence.id).desc())).first()


def pictured_last(session: Session, record: Record) -> datetime | None:
    """When a record was last given a photo that it still has."""
    given = select(Evidence.at).where(Evidence.record_id == record.id).order_by(col(Evidence.id).desc())
    return session.exec(given.limit(1)).first()


def pictured_at(session: Session, record: Record, at: datetime) -> Sequence[str]:
    """The hashes of the photos that a record was given at an instant."""
    given = select(Evidence.sha256).where(Evidence.record_id == record.id, Evidence.at == at)
    return session.exec(given.order_by(col(Evidence.id))).all()


def photos(session: Session, record: Record) -> Sequence[str]:
    """The hashes of the photos that show a record, in the order in which they came."""
    return session.exec(select(Evidence.sha256).where(Evidence.record_id == record.id).order_by(col(Evidence.id))).all()
