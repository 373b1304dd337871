"""Meetings as they are held: which one is at hand, opening and closing it, the word shown in the hall."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Integer, String, bindparam, cast, exists, literal
from sqlmodel import Session, col, select

from db import meetings, typed_codes
from db.models import Meeting
from db.quick import Prepared
from db.room.tables import HallCode, Nudge, Paper, Proposal, Sitting

BEFORE = timedelta(hours=1)  # before a meeting begins one may already be noted as present
AFTER = timedelta(hours=4)  # after its beginning a meeting that nobody opened or closed is over
AROUND = timedelta(hours=6)  # a meeting may be opened this long before or after its hour
LONGEST = timedelta(hours=12)  # a meeting that nobody closed is over by then
KINDS = ("hop", "dot_xuat", "giao_ban")  # of meetings at which people sit together; the others are only dates


def opened(session: Session, unit_id: int, now: datetime) -> tuple[Meeting, Sitting] | None:
    """The meeting of a unit that is going on."""
    return _OPENED.first(session, unit=unit_id, since=now - LONGEST, now=now)


_OPENED = Prepared(
    select(Meeting, Sitting)
    .join(Sitting)
    .where(
        col(Meeting.unit_id) == bindparam("unit"), col(Sitting.closed_at).is_(None),
        col(Sitting.opened_at) > bindparam("since"), col(Sitting.opened_at) <= bindparam("now"),
    )
    .order_by(col(Sitting.opened_at).desc())
    .limit(1)
)  # fmt: skip


def between(session: Session, unit_id: int, since: datetime, until: datetime) -> Sequence[Meeting]:
    """The meetings of a unit that were to begin between two instants, in order."""
    found = select(Meeting).where(
        Meeting.unit_id == unit_id, col(Meeting.kind).in_(KINDS), Meeting.state == "planned", Meeting.at >= since,
        Meeting.at < until,
    )  # fmt: skip
    return session.exec(found.order_by(col(Meeting.at))).all()


def sitting(session: Session, meeting: Meeting) -> Sitting | None:
    """The opening and closing of a meeting; None when nobody opened it."""
    return session.get(Sitting, meeting.id)


def near(session: Session, unit_id: int, now: datetime) -> Meeting | None:
    """The meeting that may be opened now: the nearest to this hour that was not closed yet."""
    closed = select(Sitting.meeting_id).where(col(Sitting.closed_at).is_not(None))
    found = session.exec(
        select(Meeting).where(
            Meeting.unit_id == unit_id, col(Meeting.kind).in_(KINDS), Meeting.state == "planned",
            Meeting.at >= now - AROUND, Meeting.at <= now + AROUND, col(Meeting.id).not_in(closed),
        )
    ).all()  # fmt: skip
    return min(found, key=lambda meeting: abs(meeting.at - now), default=None)


def never_opened(session: Session, unit_id: int, since: datetime, until: datetime) -> Meeting | None:
    """The last meeting of a unit between two instants, if nobody opened it."""
    last = session.exec(
        select(Meeting)
        .where(
            Meeting.unit_id == unit_id, col(Meeting.kind).in_(KINDS), Meeting.state == "planned",
            Meeting.at >= since, Meeting.at <= until,
        )
        .order_by(col(Meeting.at).desc())
    ).first()  # fmt: skip
    return last if last is not None and sitting(session, last) is None else None


def admits(session: Session, meeting: Meeting, now: datetime) -> bool:
    """Whether people may be noted as present at a meeting: from an hour before it until it is closed."""
    held = sitting(session, meeting)
    if held is not None:
        return held.closed_at is None and now - held.opened_at < LONGEST
    return meeting.at - BEFORE <= now <= meeting.at + AFTER


def at_hand(session: Session, unit_id: int, now: datetime) -> Meeting | None:
    """The meeting at which people may be noted as present."""
    going_on = opened(session, unit_id, now)
    if going_on is not None:
        return going_on[0]
    meeting = near(session, unit_id, now)
    return meeting if meeting is not None and admits(session, meeting, now) else None


def coming(session: Session, unit_id: int, now: datetime) -> Sequence[Meeting]:
    """The meetings of a unit that have not begun and were not opened before their hour, soonest first."""
    return session.exec(
        select(Meeting)
        .where(
            Meeting.unit_id == unit_id, col(Meeting.kind).in_(KINDS), Meeting.state == "planned", Meeting.at > now,
            col(Meeting.id).not_in(select(Sitting.meeting_id)),
        )
        .order_by(col(Meeting.at))
    ).all()  # fmt: skip


def first_from(session: Session, since: datetime) -> datetime | None:
    """When the first meeting of all units at or after an instant begins, of those that were not cancelled."""
    return _FIRST_FROM.first(session, since=since)


def without_minutes(session: Session, step: int, since: datetime, until: datetime, most: int) -> Sequence[Meeting]:
    """The meetings between two instants without approved minutes that were not yet asked about at a step."""
    return _WITHOUT_MINUTES.all(session, step=f":{step}", since=since, until=until, most=most)


_HELD = (
    col(Meeting.kind).in_(KINDS),
    Meeting.state == "planned",
    col(Meeting.at) >= bindparam("since"),
)
_FIRST_FROM = Prepared(select(Meeting.at).where(*_HELD).order_by(col(Meeting.at)).limit(1))
_ABOUT = literal("minutes:") + cast(Meeting.id, String)
_SETTLED = exists().where(col(Nudge.key).in_([_ABOUT + bindparam("step", type_=String), _ABOUT + ":waived"]))
_WRITTEN = exists().where(
    col(Paper.meeting_id) == Meeting.id, col(Paper.kind) == "bien_ban", col(Paper.approved_at).is_not(None)
)
_WITHOUT_MINUTES = Prepared(
    select(Meeting)
    .where(*_HELD, col(Meeting.at) < bindparam("until"), ~_SETTLED, ~_WRITTEN)
    .order_by(col(Meeting.at), col(Meeting.id))
    .limit(bindparam("most", type_=Integer))
)


def last_held(session: Session, unit_id: int, now: datetime) -> Meeting | None:
    """The meeting of a unit that was opened last."""
    return session.exec(
        select(Meeting)
        .join(Sitting)
        .where(Meeting.unit_id == unit_id, Sitting.opened_at <= now)
        .order_by(col(Sitting.opened_at).desc())
    ).first()


def held(session: Session, unit_id: int, now: datetime) -> Sequence[Meeting]:
    """All meetings of a unit that were opened, in order."""
    found = select(Meeting).join(Sitting).where(Meeting.unit_id == unit_id, Sitting.opened_at <= now)
    return session.exec(found.order_by(col(Meeting.at))).all()


def begin(session: Session, meeting: Meeting, person_id: int, now: datetime) -> Sitting:
    """Open a meeting; it takes up whatever was proposed for the next one."""
    held = Sitting(meeting_id=meeting.id or 0, opened_at=now, opened_by=person_id)
    session.add(held)
    waiting = select(Proposal).where(Proposal.unit_id == meeting.unit_id, col(Proposal.meeting_id).is_(None))
    for proposal in session.exec(waiting).all():
        proposal.meeting_id = meeting.id
        session.add(proposal)
    session.flush()
    return held


def end(session: Session, held: Sitting, now: datetime) -> None:
    """Close a meeting; nobody is reminded any more of one that was held before its hour."""
    held.closed_at = now
    session.add(held)
    meeting = session.get_one(Meeting, held.meeting_id)
    if meeting.at > now:
        meetings.silence(session, meeting)
    session.flush()


def hall_code(session: Session, meeting: Meeting) -> str:
    """The word shown in the hall of a meeting, made when it is first asked for ("HOP-7Q4M")."""
    found = session.get(HallCode, meeting.id)
    if found is None:
        found = HallCode(meeting_id=meeting.id or 0, code=f"HOP-{typed_codes.drawn(6)}")
        session.add(found)
        session.flush()
    return found.code


def by_code(session: Session, code: str) -> Meeting | None:
    """The meeting in whose hall a code is shown."""
    return session.exec(select(Meeting).join(HallCode).where(HallCode.code == code)).first()
