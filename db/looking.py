"""When the meetings of a unit are looked at next: at once, when something about its people has changed.

A session knows whether something was planned in it, so that whoever sleeps until the next instant asks anew.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from db.models import Meeting, Membership, Unit

_PLANNED = "planned"


def plan(session: Session) -> None:
    """Something may fall due earlier than was known before this session."""
    session.info[_PLANNED] = True


def planned(session: Session) -> bool:
    """Whether something may fall due earlier than was known before this session."""
    return _PLANNED in session.info


def again(session: Session, units: Iterable[int], now: datetime) -> None:
    """Ask anew what is due of the meetings of these units, and of their wards'."""
    plan(session)
    wanted = tuple(units)
    wards = select(col(Unit.parent_id)).where(col(Unit.id).in_(wanted))
    session.connection().execute(
        update(Meeting)
        .where(
            or_(col(Meeting.unit_id).in_(wanted), col(Meeting.unit_id).in_(wards)),
            col(Meeting.look_at).is_not(None),
            col(Meeting.look_at) > now,
        )
        .values(look_at=now)
    )


def again_for(session: Session, person_id: int, now: datetime) -> None:
    """Ask anew what is due for a person who can be reached again, or for the first time."""
    units = session.connection().execute(select(col(Membership.unit_id)).where(col(Membership.person_id) == person_id))
    again(session, [unit for (unit,) in units], now)
