"""What people were told of meetings and what they answered, for many meetings with few queries; and telling them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import meetings, post
from db.book import Closing
from db.models import Attendance, Entry, Meeting, Outgoing, Reminded, Snoozed
from db.post import Chat
from db.quick import Prepared


@dataclass(frozen=True, slots=True)
class Told:
    """That a person was told of a version of a meeting at a step."""

    version: int
    step: str
    at: datetime
    outgoing_id: int | None
    state: str | None  # of the message: "waiting" | "sending" | "sent" | "failed" | "doubt"; None: told within a reply


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell one person of a version of a meeting at a step, the reply as JSON not armed yet."""

    meeting_id: int
    version: int
    person_id: int
    chat: Chat
    step: str
    reply: str


def due(session: Session, now: datetime, most: int) -> Sequence[Meeting]:
    """The meetings of which something is to be done at an instant, at most so many, the longest due first."""
    return _DUE.all(session, now=now, most=most)


_DUE = Prepared(
    select(Meeting)
    .where(col(Meeting.look_at) <= sa.bindparam("now"))
    .order_by(col(Meeting.look_at), col(Meeting.id))
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)


def next_look(session: Session) -> datetime | None:
    """The first instant at which something of any meeting is to be done."""
    return _NEXT_LOOK.first(session)


_NEXT_LOOK = Prepared(
    select(Meeting.look_at).where(col(Meeting.look_at).is_not(None)).order_by(col(Meeting.look_at)).limit(1)
)


def told(session: Session, some: Sequence[Meeting]) -> dict[tuple[int, int], list[Told]]:
    """What was told by (meeting, person)."""
    found: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for one, state in _TOLD.all(session, meetings=[m.id for m in some]):
        found[one.meeting_id, one.person_id].append(Told(one.version, one.step, one.at, one.outgoing_id, state))
    return found


_OF_MEETINGS: sa.BindParameter[int] = sa.bindparam("meetings", expanding=True)
_TOLD = Prepared(
    select(Reminded, col(Outgoing.state))
    .outerjoin(Outgoing, col(Outgoing.id) == col(Reminded.outgoing_id))
    .where(col(Reminded.meeting_id).in_(_OF_MEETINGS))
)


def withdraw(session: Session, some: Iterable[int], why: str) -> None:
    """These messages (by id) are not sent any more where they were not sent yet."""
    wanted = tuple(some)
    if not wanted:
        return
    session.connection().execute(
        sa.update(Outgoing)
        .where(col(Outgoing.id).in_(wanted), col(Outgoing.state) == "waiting")
        .values(state="failed", error=why)
    )


def release(session: Session, some: Iterable[int]) -> None:
    """These messages (by id) failed and their readers can be reached again: they count as not told."""
    wanted = tuple(some)
    session.connection().execute(sa.delete(Reminded).where(col(Reminded.outgoing_id).in_(wanted)))
    session.connection().execute(
        sa.update(Outgoing)
        .where(col(Outgoing.id).in_(wanted))
        .values(key=col(Outgoing.key) + ":" + sa.cast(col(Outgoing.id), sa.String))
    )


def answers(session: Session, some: Sequence[Meeting]) -> dict[tuple[int, int], Attendance]:
    """The answers by (meeting, person), also those to an earlier version of the meeting."""
    rows = _ANSWERS.all(session, meetings=[m.id for m in some])
    return {(a.meeting_id, a.person_id): a for a in rows}


_ANSWERS = Prepared(select(Attendance).where(col(Attendance.meeting_id).in_(_OF_MEETINGS)))


def snoozed(session: Session, some: Sequence[Meeting]) -> dict[tuple[int, int], datetime]:
    """When somebody wants to be reminded once more, by (meeting, person)."""
    rows = _SNOOZED.all(session, meetings=[m.id for m in some])
    return {(s.meeting_id, s.person_id): s.due for s in rows}


_SNOOZED = Prepared(select(Snoozed).where(col(Snoozed.meeting_id).in_(_OF_MEETINGS)))


def steps(session: Session, some: Sequence[Meeting]) -> dict[int, tuple[str, ...]]:
    """How long before each meeting is reminded of it, by meeting."""
    own = meetings.steps_of(session, {m.unit_id for m in some})
    return {m.id or 0: meetings.DATE_STEPS if m.kind == "ngay" else own[m.unit_id] for m in some}


def reported(session: Session, units: Iterable[int], start: date, end: date) -> set[int]:
    """Which of some units have told a figure of a period, or closed a month of it."""
    wanted = tuple(units)
    told_of = sa.select(col(Entry.unit_id)).where(
        col(Entry.unit_id).in_(wanted), col(Entry.current), ~col(Entry.voided),
        col(Entry.day_to).between(start, end),
    )  # fmt: skip
    closed = sa.select(col(Closing.unit_id)).where(
        col(Closing.unit_id).in_(wanted), col(Closing.month).between(start, end)
    )
    return {unit for (unit,) in session.connection().execute(told_of.union(closed))}


def forget_snoozes(session: Session, some: Iterable[tuple[int, int]]) -> None:
    """The second reminders of these (meeting, person) are given, or not wanted any more."""
    for meeting, person in some:
        for row in session.exec(
            select(Snoozed).where(Snoozed.meeting_id == meeting, Snoozed.person_id == person)
        ).all():
            session.delete(row)


def look_at(session: Session, some: Sequence[tuple[int, datetime | None]]) -> None:
    """When each meeting is to be looked at next, by its id."""
    if some:
        session.connection().execute(
            sa.update(Meeting).where(col(Meeting.id) == sa.bindparam("meeting")).values(look_at=sa.bindparam("next")),
            [{"meeting": meeting, "next": at} for meeting, at in some],
        )
        session.expire_all()


def tell(session: Session, some: Sequence[Notice], now: datetime, priority: int) -> int:
    """Put notices on their way, each with the note that its person was told; how many were not told before.

    The key of the message and the row of the note are unique: of two processes one tells, the other finds it told.
    Its buttons are made when it is about to be sent (`handlers.outbox.armed`):
    """
    keyed = {f"reminder:{n.meeting_id}:{n.version}:{n.person_id}:{n.step}": n for n in some}
    ids = post.insert_keyed(session, Outgoing, [_outgoing(key, n, now, priority) for key, n in keyed.items()])
    post.insert_all(session, Reminded, [_reminded(keyed[key], outgoing, now) for key, outgoing in ids.items()])
    return len(ids)


def _outgoing(key: str, notice: Notice, now: datetime, priority: int) -> dict[str, object]:
    chat = notice.chat
    return {
        "key": key, "channel": chat.channel, "bot": chat.bot, "chat": chat.chat, "at": now, "priority": priority,
        "reply": notice.reply, "state": "waiting", "tries": 0,
    }  # fmt: skip


def _reminded(notice: Notice, outgoing: int, now: datetime) -> dict[str, object]:
    return {
        "meeting_id": notice.meeting_id, "version": notice.version, "person_id": notice.person_id,
        "step": notice.step, "at": now, "outgoing_id": outgoing,
    }  # fmt: skip
