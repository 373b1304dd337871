"""Meetings in the tables: the series of a committee, its dates, who comes, who was told."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from db import practice
from db.models import Attendance, Meeting, MeetingSeries, Outgoing, Person, Reminded

STEPS: dict[str, timedelta] = {"3d": timedelta(days=3), "2h": timedelta(hours=2)}


def series(session: Session, unit_id: int, day: date) -> MeetingSeries | None:
    """The regular meeting of a unit that is in force on a day."""
    return session.exec(
        select(MeetingSeries)
        .where(MeetingSeries.unit_id == unit_id, MeetingSeries.since <= day, col(MeetingSeries.until).is_(None))
        .order_by(col(MeetingSeries.id).desc())
    ).first()


def all_series(session: Session) -> Sequence[MeetingSeries]:
    """Every series in force."""
    return session.exec(
        select(MeetingSeries).where(col(MeetingSeries.until).is_(None), practice.real(MeetingSeries.unit_id))
    ).all()


def replace_series(session: Session, new: MeetingSeries, now: datetime) -> MeetingSeries:
    """Put a new rule in force; meetings of the old one that have not begun are dropped with it. The rule in force.

    A rule that is said again changes nothing: who was told and who comes stays as it is.
    """
    in_force = session.exec(
        select(MeetingSeries).where(MeetingSeries.unit_id == new.unit_id, col(MeetingSeries.until).is_(None))
    ).all()
    for old in in_force:
        if (old.rule, old.hour, old.place) == (new.rule, new.hour, new.place):
            return old
    for old in in_force:
        old.until = new.since
        session.add(old)
        for meeting in session.exec(select(Meeting).where(Meeting.series_id == old.id, Meeting.at > now)).all():
            _drop(session, meeting)
    session.add(new)
    session.flush()
    return new


def _drop(session: Session, meeting: Meeting) -> None:
    unsent = select(Outgoing).where(
        col(Outgoing.key).startswith(f"reminder:{meeting.id}:"), Outgoing.state == "waiting"
    )
    for outgoing in session.exec(unsent).all():
        outgoing.state, outgoing.error = "failed", "the meeting was moved before the reminder was sent"
        session.add(outgoing)
    for row in (
        *session.exec(select(Reminded).where(Reminded.meeting_id == meeting.id)).all(),
        *session.exec(select(Attendance).where(Attendance.meeting_id == meeting.id)).all(),
    ):
        session.delete(row)
    session.flush()
    session.delete(meeting)


def upcoming(session: Session, unit_id: int, now: datetime) -> Meeting | None:
    """The next meeting of a unit that has not begun."""
    return session.exec(
        select(Meeting).where(Meeting.unit_id == unit_id, Meeting.at > now).order_by(col(Meeting.at))
    ).first()


def last(session: Session, unit_id: int, now: datetime) -> Meeting | None:
    """The meeting of a unit that began last."""
    return session.exec(
        select(Meeting).where(Meeting.unit_id == unit_id, Meeting.at <= now).order_by(col(Meeting.at).desc())
    ).first()


def ahead(session: Session, now: datetime) -> Sequence[Meeting]:
    """All meetings that have not begun, soonest first."""
    return session.exec(
        select(Meeting)
        .where(Meeting.at > now, practice.real(Meeting.unit_id))
        .order_by(col(Meeting.at), col(Meeting.id))
    ).all()


def told(session: Session, meeting: Meeting) -> set[tuple[int, str]]:
    """(person, step) of everybody who was already told of this version of a meeting."""
    rows = session.exec(
        select(Reminded.person_id, Reminded.step).where(
            Reminded.meeting_id == meeting.id, Reminded.version == meeting.version
        )
    ).all()
    return {(person_id, step) for person_id, step in rows}


def answer(
    session: Session, meeting: Meeting, person: Person, word: str, now: datetime, reason: str | None = None
) -> Attendance:
    """Note that a person comes ("du") or not ("vang"); a later answer takes the place of the earlier."""
    found = session.exec(
        select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.person_id == person.id)
    ).first() or Attendance(meeting_id=meeting.id or 0, person_id=person.id or 0, answer=word, at=now)
    found.answer, found.reason, found.at = word, reason, now
    session.add(found)
    session.flush()
    return found


def answers(session: Session, meeting: Meeting) -> dict[int, Attendance]:
    """The answers to a meeting by person."""
    return {a.person_id: a for a in session.exec(select(Attendance).where(Attendance.meeting_id == meeting.id)).all()}
