"""Which meetings a person has in the telephone's calendar, and in which version."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, exists
from sqlmodel import Session, col, select

from db.models import Contact, Meeting, Secret
from db.quick import Prepared
from db.room.tables import CalendarCopy

_SECRET = "calendar"  # noqa: S105 (the name under which the random key of this installation is kept)


def uid(session: Session, meeting: Meeting) -> str:
    """The name of a meeting in every calendar of the world: it stays when the meeting is moved."""
    key = session.get(Secret, _SECRET)
    if key is None:
        key = Secret(name=_SECRET, value=secrets.token_hex(16))
        session.add(key)
        session.flush()
    return hashlib.sha256(f"{key.value}:{meeting.id}".encode()).hexdigest()[:32] + "@khupho"


def sequence(meeting: Meeting) -> int:
    """The revision of a meeting, from 0; a cancelled one is a revision as well."""
    return meeting.version - 1


def keep(session: Session, meeting: Meeting, person_id: int) -> None:
    """Note that a person was sent a meeting as it is now."""
    copy = session.get(CalendarCopy, (meeting.id, person_id)) or CalendarCopy(
        meeting_id=meeting.id or 0, person_id=person_id, sequence=0
    )
    copy.sequence = sequence(meeting)
    session.add(copy)
    session.flush()


def forget(session: Session, person_id: int) -> None:
    """A person wants no more calendar files."""
    for copy in session.exec(select(CalendarCopy).where(CalendarCopy.person_id == person_id)).all():
        session.delete(copy)
    session.flush()


def outdated(session: Session, now: datetime, most: int) -> Sequence[tuple[CalendarCopy, Meeting]]:
    """The copies of meetings that have changed since, at most so many.

    Neither those of people who cannot be reached nor those of meetings that lie in the past.
    """
    return _OUTDATED.all(session, now=now, most=most)


_REACHED = exists().where(
    col(Contact.person_id) == CalendarCopy.person_id, col(Contact.unreachable).is_(None), ~col(Contact.group)
)
_OUTDATED = Prepared(
    select(CalendarCopy, Meeting)
    .join(Meeting)
    .where(CalendarCopy.sequence < col(Meeting.version) - 1, col(Meeting.at) > bindparam("now"), _REACHED)
    .order_by(col(Meeting.at), col(CalendarCopy.person_id))
    .limit(bindparam("most", type_=Integer))
)
