"""Papers in the tables: composed, approved, numbered; and the orders for files to be made."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from db.models import Meeting
from db.quick import Prepared
from db.room.tables import Paper, PressOrder

TRIES = 3


def find(session: Session, meeting: Meeting, kind: str) -> Paper | None:
    """The paper of a kind about a meeting."""
    return session.exec(select(Paper).where(Paper.meeting_id == meeting.id, Paper.kind == kind)).first()


def compose(session: Session, meeting: Meeting, kind: str, content: str, person_id: int, now: datetime) -> Paper:
    """Keep the content of a paper; another content is another version. An approved paper stays as it is."""
    found = find(session, meeting, kind)
    if found is None:
        found = Paper(
            unit_id=meeting.unit_id, meeting_id=meeting.id or 0, kind=kind, content=content, made_by=person_id,
            made_at=now,
        )  # fmt: skip
    elif found.approved_at is None and found.content != content:
        found.content, found.version, found.made_by, found.made_at = content, found.version + 1, person_id, now
    session.add(found)
    session.flush()
    return found


def approve(session: Session, paper: Paper, person_id: int, now: datetime, year: int) -> int:
    """Approve a paper; its number is the next of its kind in that year."""
    last = session.exec(
        select(func.max(Paper.number)).where(
            Paper.unit_id == paper.unit_id, Paper.kind == paper.kind, Paper.year == year
        )
    ).one()
    paper.number, paper.year = (last or 0) + 1, year
    paper.approved_by, paper.approved_at = person_id, now
    session.add(paper)
    session.flush()
    return paper.number


def waiting(session: Session) -> PressOrder | None:
    """The oldest order that is to be made."""
    return _WAITING.first(session)


_WAITING = Prepared(select(PressOrder).where(PressOrder.state == "waiting").order_by(col(PressOrder.id)).limit(1))
