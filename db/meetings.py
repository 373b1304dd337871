"""Meetings in the tables: what returns, its dates, how they change, who answered what."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Integer, bindparam, nulls_first
from sqlmodel import Session, col, or_, select

from db import looking, post, practice
from db.models import Attendance, Meeting, MeetingSeries, Outgoing, Person, Reminded, ReminderSteps, Snoozed, Unit
from db.quick import Prepared
from db.room.tables import Sitting

UNPLANNED = date(2000, 1, 1)
ATTENDED = ("hop", "dot_xuat", "giao_ban")
"""The kinds that one comes to; the others are days on which something is due or kept."""
STEPS = ("3d", "1d", "2h")
DATE_STEPS = ("7d", "1d")
AGAIN, SUMMARY, THANKS = "again:", "summary", "thanks"
BESIDE = (SUMMARY, THANKS)
"""Steps that tell nobody when the meeting is."""


def series(session: Session, unit_id: int, kind: str = "hop") -> MeetingSeries | None:
    """What of a kind returns for a unit by the rule in force; the newest where there are several."""
    return session.exec(
        select(MeetingSeries)
        .where(
            MeetingSeries.unit_id == unit_id,
            MeetingSeries.kind == kind,
            col(MeetingSeries.until).is_(None),
        )
        .order_by(col(MeetingSeries.id).desc())
    ).first()


def in_force(session: Session, unit_id: int) -> Sequence[MeetingSeries]:
    """All that returns for a unit, in the order in which it was set."""
    return session.exec(
        select(MeetingSeries)
        .where(MeetingSeries.unit_id == unit_id, MeetingSeries.rule != "ONCE", col(MeetingSeries.until).is_(None))
        .order_by(col(MeetingSeries.id))
    ).all()


def to_plan(session: Session, until: date, most: int) -> Sequence[MeetingSeries]:
    """What returns and whose meetings are not written down up to a day yet, at most so many."""
    return _TO_PLAN.all(session, until=until, most=most)


def planned_to(session: Session) -> date | None:
    """The day up to which the meetings of everything that returns are written down; UNPLANNED while some are not."""
    first = _LEAST_PLANNED.first(session)
    return None if first is None else first.planned_to or UNPLANNED


_RETURNING = select(MeetingSeries).where(col(MeetingSeries.until).is_(None), practice.real(MeetingSeries.unit_id))
_TO_PLAN = Prepared(
    _RETURNING.where(
        or_(col(MeetingSeries.planned_to).is_(None), col(MeetingSeries.planned_to) < bindparam("until"))
    ).limit(bindparam("most", type_=Integer))
)
_LEAST_PLANNED = Prepared(_RETURNING.order_by(nulls_first(col(MeetingSeries.planned_to))).limit(1))


def of_series(session: Session, one: MeetingSeries, now: datetime) -> Sequence[Meeting]:
    """The meetings of a series that have not begun and were not cancelled, soonest first."""
    return session.exec(
        select(Meeting)
        .where(Meeting.series_id == one.id, Meeting.at > now, Meeting.state == "planned")
        .order_by(col(Meeting.at))
    ).all()


_CLOSED = select(Sitting.meeting_id).where(col(Sitting.closed_at).is_not(None))


def is_closed(session: Session, meeting: Meeting) -> bool:
    """Whether a meeting was opened and closed."""
    held = session.get(Sitting, meeting.id)
    return held is not None and held.closed_at is not None


def ahead(session: Session, unit_id: int, now: datetime, *, kinds: Iterable[str] = ATTENDED) -> Sequence[Meeting]:
    """The meetings of a unit that are not over and were not cancelled, soonest first; one may end before its hour."""
    return session.exec(
        select(Meeting)
        .where(
            Meeting.unit_id == unit_id,
            Meeting.at > now,
            Meeting.state == "planned",
            col(Meeting.kind).in_(tuple(kinds)),
            col(Meeting.id).not_in(_CLOSED),
        )
        .order_by(col(Meeting.at), col(Meeting.id))
    ).all()


def upcoming(session: Session, unit_id: int, now: datetime) -> Meeting | None:
    """The next meeting of a unit that has not begun."""
    return next(iter(ahead(session, unit_id, now)), None)


def heard_of(session: Session, person: Person, unit: Unit, now: datetime) -> Meeting | None:
    """The meeting ahead that a person was told of last; before they were told of any, the next of their unit."""
    told = (
        select(Meeting)
        .join(Reminded)
        .where(
            Reminded.person_id == person.id,
            practice.beside(unit, Meeting.unit_id),
            Meeting.at > now,
            Meeting.state == "planned",
            col(Reminded.step).not_in(BESIDE),
            col(Meeting.id).not_in(_CLOSED),
        )
    )
    return session.exec(told.order_by(col(Reminded.id).desc())).first() or upcoming(session, unit.id or 0, now)


def last_told(session: Session, person: Person) -> datetime | None:
    """When a person was last told of any meeting."""
    told = select(Reminded.at).where(Reminded.person_id == person.id).order_by(col(Reminded.id).desc())
    return session.exec(told).first()


def last(session: Session, unit_id: int, now: datetime) -> Meeting | None:
    """The meeting of a unit that began last."""
    return session.exec(
        select(Meeting)
        .where(
            Meeting.unit_id == unit_id,
            Meeting.at <= now,
            Meeting.state == "planned",
            col(Meeting.kind).in_(ATTENDED),
        )
        .order_by(col(Meeting.at).desc())
    ).first()


# --- change ---


def end(session: Session, one: MeetingSeries, day: date) -> None:
    """Let a rule end; what is planned of it is for the caller to cancel or to move."""
    one.until = day
    session.add(one)


def move(session: Session, meeting: Meeting, at: datetime, place: str, now: datetime) -> None:
    """Let a meeting begin at another time or place.

    Who was told is told of it anew. At another time "dự" must be said again, "vắng" stays; at another place both stay.
    """
    moved = at != meeting.at
    meeting.moved_from = meeting.at if moved else None
    kept = select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.version == meeting.version)
    for given in session.exec(kept).all():
        if not moved or given.answer == "vang":
            given.version += 1
            session.add(given)
    meeting.at, meeting.place = at, place
    _changed(session, meeting, now)


def cancel(session: Session, meeting: Meeting, now: datetime) -> None:
    """Let a meeting not take place; its row stays, so that nothing plans it again and who was told is told."""
    meeting.state = "cancelled"
    _changed(session, meeting, now)


def changed_since(session: Session, unit_id: int, since: datetime, now: datetime) -> Meeting | None:
    """The meeting ahead of a unit that was moved or cancelled last, if since an instant."""
    return session.exec(
        select(Meeting)
        .where(
            Meeting.unit_id == unit_id, Meeting.at > now, Meeting.version > 1, col(Meeting.kind).in_(ATTENDED),
            col(Meeting.changed_at) >= since,
        )
        .order_by(col(Meeting.changed_at).desc(), col(Meeting.id).desc())
    ).first()  # fmt: skip


def _changed(session: Session, meeting: Meeting, now: datetime) -> None:
    meeting.version += 1
    meeting.changed_at = meeting.look_at = now
    looking.plan(session)
    session.add(meeting)
    session.flush()
    _withdraw(session, meeting)
    for asleep in session.exec(select(Snoozed).where(Snoozed.meeting_id == meeting.id)).all():
        session.delete(asleep)
    session.flush()


def silence(session: Session, meeting: Meeting) -> None:
    """Remind nobody of a meeting any more."""
    meeting.look_at = None
    session.add(meeting)
    _withdraw(session, meeting)


def _withdraw(session: Session, meeting: Meeting) -> None:
    """What was not sent yet of how the meeting was before is not sent; its readers count as not told."""
    unsent = select(Reminded, Outgoing).where(
        Reminded.meeting_id == meeting.id, Outgoing.id == Reminded.outgoing_id, Outgoing.state == "waiting"
    )
    for told, outgoing in session.exec(unsent).all():
        outgoing.state, outgoing.error = "failed", "the meeting was changed before this was sent"
        session.add(outgoing)
        session.delete(told)


# --- how long before ---


def steps(session: Session, unit_id: int) -> tuple[str, ...]:
    """How long before its meetings a unit is reminded, the longest first."""
    own = session.get(ReminderSteps, unit_id)
    return tuple(own.steps.split(",")) if own else STEPS


def steps_of(session: Session, units: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """How long before its meetings each unit is reminded, by unit."""
    wanted = tuple(set(units))
    own = _STEPS_OF.all(session, units=wanted)
    return dict.fromkeys(wanted, STEPS) | {each.unit_id: tuple(each.steps.split(",")) for each in own}


_STEPS_OF = Prepared(select(ReminderSteps).where(col(ReminderSteps.unit_id).in_(bindparam("units", expanding=True))))


def steps_for(session: Session, unit_id: int, kind: str) -> tuple[str, ...]:
    """How long before what is of a kind a unit is reminded: of the dates of the Front long enough to prepare them."""
    return DATE_STEPS if kind == "ngay" else steps(session, unit_id)


def set_steps(session: Session, unit_id: int, wanted: Sequence[str], now: datetime) -> None:
    """Remind a unit so long before its meetings from now on."""
    session.merge(ReminderSteps(unit_id=unit_id, steps=",".join(wanted)))
    session.flush()
    looking.again(session, [unit_id], now)


# --- answers ---


def answer(
    session: Session, meeting: Meeting, person: Person, word: str, now: datetime, reason: str | None = None
) -> Attendance:
    """Note that a person comes ("du"), does not ("vang"), does not know yet ("chua_ro") or has read it ("biet").

    A later answer takes the place of the earlier.
    """
    found = session.exec(
        select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.person_id == person.id)
    ).first() or Attendance(meeting_id=meeting.id or 0, person_id=person.id or 0, answer=word, at=now)
    found.version, found.answer, found.reason, found.at = meeting.version, word, reason, now
    session.add(found)
    session.flush()
    return found


def answers(session: Session, meeting: Meeting) -> dict[int, Attendance]:
    """The answers to a meeting as it is now, by person."""
    rows = select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.version == meeting.version)
    return {a.person_id: a for a in session.exec(rows).all()}


def last_answer(session: Session, person: Person, after: datetime) -> Attendance | None:
    """The newest answer of a person since an instant that says whether they come; None where there is none."""
    found = select(Attendance).join(Meeting).where(
        Attendance.person_id == person.id, Attendance.at >= after, col(Attendance.answer).in_(("du", "vang")),
        Meeting.state == "planned", Meeting.version == Attendance.version, col(Meeting.at) > after,
    )  # fmt: skip
    return session.exec(found.order_by(col(Attendance.at).desc(), col(Attendance.id).desc()).limit(1)).first()


def snooze(session: Session, meeting: Meeting, person: Person, due: datetime) -> None:
    """Remind a person of a meeting once more at an instant."""
    found = session.exec(
        select(Snoozed).where(Snoozed.meeting_id == meeting.id, Snoozed.person_id == person.id)
    ).first() or Snoozed(meeting_id=meeting.id or 0, person_id=person.id or 0, due=due)
    found.due = due
    session.add(found)
    meeting.look_at = min(meeting.look_at or due, due)
    looking.plan(session)
    session.add(meeting)
    session.flush()


def note_told(session: Session, meeting: Meeting, person: Person, step: str, now: datetime) -> None:
    """Write down that a person learned of a meeting by a reply, so that nothing else tells them the same."""
    row: dict[str, object] = {
        "meeting_id": meeting.id,
        "version": meeting.version,
        "person_id": person.id,
        "step": step,
        "at": now,
    }
    post.insert_new(session, Reminded, [row])


def figures_due(session: Session, units: Sequence[int], since: datetime, until: datetime) -> list[Meeting]:
    """The days between two instants by which units have to tell their figures."""
    return _FIGURES_DUE.all(session, units=units, since=since, until=until)


_FIGURES_DUE = Prepared(
    select(Meeting).where(
        col(Meeting.unit_id).in_(bindparam("units", expanding=True)), Meeting.kind == "so_lieu",
        Meeting.state == "planned", col(Meeting.at) > bindparam("since"), col(Meeting.at) < bindparam("until"),
    )
)  # fmt: skip
