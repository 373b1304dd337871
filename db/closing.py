"""Closing a month (chốt): who has closed, and what came in or was changed after it (bổ sung)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, select

from db import known, ward
from db.book import Closing
from db.figure import Source
from db.models import Entry, Person, Record, Unit
from db.quick import Prepared


@dataclass(frozen=True, slots=True)
class Late:
    """What came after a month was closed: told late, corrected or taken out; `before` is the version it replaced."""

    source: Source
    before: Entry | None
    kind: str  # "late" | "corrected" | "voided"


@dataclass(frozen=True, slots=True)
class State:
    """How settled the figures of a period are."""

    closed: tuple[Closing, ...]
    open: tuple[date, ...]
    late: int


@dataclass(frozen=True, slots=True)
class Status:
    """What a unit has done about a month."""

    unit: Unit
    lines: int
    closed: Closing | None
    late: int


def close(session: Session, unit: Unit, month: date, person: Person, now: datetime) -> Closing | None:
    """Close a month of a unit; None when it was closed before."""
    if closed(session, unit, month) is not None:
        return None
    known.take_turn(session)
    closing = Closing(
        unit_id=unit.id or 0, month=month.replace(day=1), person_id=person.id or 0, at=now,
        last_entry=known.now(session, now).last_entry or 0,
    )  # fmt: skip
    session.add(closing)
    session.flush()
    return closing


def closed(session: Session, unit: Unit, month: date) -> Closing | None:
    """The closing of a month, if there was one."""
    return session.exec(
        select(Closing).where(Closing.unit_id == unit.id, Closing.month == month.replace(day=1))
    ).first()


def months_closed(session: Session, unit: Unit, start: date, end: date) -> tuple[date, ...]:
    """The closed months that some days touch: what is written to them now is "bổ sung"."""
    return tuple(c.month for c in _closings(session, unit, start, end))


def state(session: Session, unit: Unit, start: date, end: date) -> State:
    """Whether the figures of a period are closed: each month of it, and how much came later."""
    found = _closings(session, unit, start, end)
    known_months = {c.month for c in found}
    still_open = tuple(m for m in months(start, end) if m not in known_months)
    return State(found, still_open, sum(len(late(session, unit, c.month)) for c in found))


def late(session: Session, unit: Unit, month: date) -> list[Late]:
    """What was told, corrected or taken out of a month after it was closed, in the order in which it was."""
    first = month.replace(day=1)
    earlier = aliased(Entry)
    rows = session.exec(
        select(Entry, Record, earlier)
        .join(Record, col(Record.id) == Entry.record_id)
        .join(Closing, and_(col(Closing.unit_id) == Entry.unit_id, col(Closing.month) == first))
        .outerjoin(
            earlier,
            and_(
                col(earlier.record_id) == Entry.record_id,
                col(earlier.line) == Entry.line,
                col(earlier.version) == Entry.version - 1,
            ),
        )
        .where(
            Entry.unit_id == unit.id, Entry.day_to >= first, Entry.day_to <= _last(first),
            col(Entry.id) > Closing.last_entry,
        )
        .order_by(col(Entry.id))
    ).all()  # fmt: skip
    return [Late(Source(e, r), before, _kind(e, before)) for e, r, before in rows]


def is_late(session: Session, entry: Entry) -> bool:
    """Whether an entry came after its month was closed."""
    found = session.exec(
        select(Closing.last_entry).where(Closing.unit_id == entry.unit_id, Closing.month == entry.day_to.replace(day=1))
    ).first()
    return found is not None and (entry.id or 0) > found


def status(session: Session, ward_unit: Unit, month: date) -> list[Status]:
    """For each khu phố of a ward: how much it told of a month, whether it closed it, how much came later."""
    first = month.replace(day=1)
    told = ward.reported(session, ward_unit, first, _last(first))
    found = {c.unit_id: c for c in session.exec(select(Closing).where(
        Closing.month == first, col(Closing.unit_id).in_([u.id for u, _ in told])))}  # fmt: skip
    after = dict(
        session.exec(
            select(Entry.unit_id, func.count())
            .join(Closing, and_(col(Closing.unit_id) == Entry.unit_id, col(Closing.month) == first))
            .where(
                col(Entry.unit_id).in_(list(found)), Entry.day_to >= first, Entry.day_to <= _last(first),
                col(Entry.id) > Closing.last_entry,
            )
            .group_by(col(Entry.unit_id))
        ).all()
    )  # fmt: skip
    return [Status(u, lines, found.get(u.id or 0), after.get(u.id or 0, 0)) for u, lines in told]


def months(start: date, end: date) -> list[date]:
    """The first days of the months that a period touches.

    >>> [str(m) for m in months(date(2026, 12, 5), date(2027, 1, 31))]
    ['2026-12-01', '2027-01-01']
    """
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    places = (start.month - 1 + n for n in range(count))
    return [date(start.year + place // 12, place % 12 + 1, 1) for place in places]


def _last(first: date) -> date:
    following = months(first, date(first.year + 1, first.month, 1))[1]
    return date.fromordinal(following.toordinal() - 1)


def _closings(session: Session, unit: Unit, start: date, end: date) -> tuple[Closing, ...]:
    return tuple(_CLOSINGS.all(session, unit=unit.id, first=start.replace(day=1), last=end.replace(day=1)))


_CLOSINGS = Prepared(
    select(Closing)
    .where(
        col(Closing.unit_id) == bindparam("unit"), col(Closing.month) >= bindparam("first"),
        col(Closing.month) <= bindparam("last"),
    )
    .order_by(col(Closing.month)),
    remembered=True,
)  # fmt: skip


def _kind(entry: Entry, before: Entry | None) -> str:
    return "voided" if entry.voided else "late" if before is None else "corrected"
