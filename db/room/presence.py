"""Who was at a meeting, since when, and whether they were enough by the committee's own rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from db.models import Meeting
from db.room.tables import Presence, Quorum

GRACE = timedelta(minutes=10)  # whoever comes later than this after the beginning is late


@dataclass(frozen=True, slots=True)
class Count:
    """How many of `members` are there, and how many must be (None: the committee set no rule)."""

    present: int
    members: int
    needed: int | None

    @property
    def enough(self) -> bool:
        """Whether the meeting may decide."""
        return self.needed is None or self.present >= self.needed


def of(session: Session, meeting: Meeting) -> dict[int, Presence]:
    """Everybody who was noted as present, by person."""
    return {p.person_id: p for p in session.exec(select(Presence).where(Presence.meeting_id == meeting.id)).all()}


def note(session: Session, meeting: Meeting, person_id: int, now: datetime, how: str) -> Presence:
    """Note that somebody is there; who says so themselves after the beginning is late. A second time changes nothing.

    A tick by the secretary says nothing of the hour, so nobody is late by it.
    """
    found = of(session, meeting).get(person_id)
    if found is None:
        late = how != "tick" and now > meeting.at + GRACE
        found = Presence(meeting_id=meeting.id or 0, person_id=person_id, at=now, how=how, late=late)
    found.left_at = None
    session.add(found)
    session.flush()
    return found


def forget(session: Session, meeting: Meeting, person_id: int) -> None:
    """Take a tick back."""
    found = of(session, meeting).get(person_id)
    if found is not None:
        session.delete(found)
        session.flush()


def late(session: Session, meeting: Meeting, person_id: int, now: datetime) -> None:
    """Note that somebody came late, at an hour."""
    found = note(session, meeting, person_id, now, "tick")
    found.at, found.late = now, True
    session.add(found)
    session.flush()


def left(session: Session, meeting: Meeting, person_id: int, now: datetime) -> None:
    """Note that somebody went before the end."""
    found = note(session, meeting, person_id, now, "tick")
    found.left_at = now
    session.add(found)
    session.flush()


def count(session: Session, meeting: Meeting, member_ids: Sequence[int]) -> Count:
    """How many of the members are in the room; whoever left is not counted."""
    there = of(session, meeting)
    present = sum(1 for i in member_ids if i in there and there[i].left_at is None)
    rule = session.get(Quorum, meeting.unit_id)
    return Count(present, len(member_ids), needed(rule, len(member_ids)) if rule else None)


def needed(rule: Quorum, members: int) -> int:
    """How many people a rule asks for.

    >>> from datetime import UTC, datetime
    >>> two_thirds = Quorum(unit_id=1, top=2, bottom=3, set_by=1, set_at=datetime(2026, 1, 1, tzinfo=UTC))
    >>> needed(two_thirds, 11), needed(two_thirds, 9)
    (8, 6)
    >>> more_than_half = Quorum(unit_id=1, top=1, bottom=2, over=True, set_by=1, set_at=two_thirds.set_at)
    >>> needed(more_than_half, 11), needed(more_than_half, 10)
    (6, 6)
    """
    if rule.bottom is None:
        return rule.top
    if rule.over:
        return rule.top * members // rule.bottom + 1
    return -(-rule.top * members // rule.bottom)
