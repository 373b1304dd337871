"""Who goes to a meeting in somebody's place."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from db.models import Meeting, StandIn
from db.quick import Prepared


def of(session: Session, some: Sequence[Meeting]) -> dict[tuple[int, int], StandIn]:
    """The stand-ins by (meeting, the person who does not come)."""
    rows = _OF.all(session, meetings=[m.id for m in some])
    return {(s.meeting_id, s.person_id): s for s in rows}


_OF = Prepared(select(StandIn).where(col(StandIn.meeting_id).in_(bindparam("meetings", expanding=True))))


def name(
    session: Session, meeting: Meeting, person_id: int, said: str, stand_in_id: int | None, now: datetime
) -> StandIn:
    """Somebody names who goes in their place; a later name takes the place of the earlier."""
    found = of(session, [meeting]).get((meeting.id or 0, person_id)) or StandIn(
        meeting_id=meeting.id or 0, person_id=person_id, name=said, at=now
    )
    found.name, found.stand_in_id, found.state, found.at = said, stand_in_id, "asked", now
    session.add(found)
    session.flush()
    return found


def drop(session: Session, meeting: Meeting, person_id: int) -> StandIn | None:
    """The person comes after all: nobody goes in their place; who was to."""
    found = of(session, [meeting]).get((meeting.id or 0, person_id))
    if found is not None:
        session.delete(found)
        session.flush()
    return found
