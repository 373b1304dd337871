"""What was to be told unasked and cannot be told where it was to go: it goes to the person's next address, or is lost.

A message is moved, never copied: it stays one row, so that nobody is told twice. Only what has certainly not arrived
is moved; what is in doubt stays where it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import health
from db.models import LOST, Contact, Outgoing, Reminded
from db.outside import Called, Line
from db.post import REPLY, Chat, insert_all
from db.quick import Prepared

_Row = tuple[int | None, str, str, Contact]  # of a message, and whose it is
_UNASKED = col(Outgoing.priority) > REPLY
OVERTAKEN = "something newer is told, or the meeting has begun"  # the error of what need not be told any more


@dataclass(frozen=True, slots=True)
class Untold:
    """A message to a person that did not reach them (yet): "waiting", "failed" or "doubt"."""

    outgoing_id: int
    key: str
    state: str
    person_id: int
    chat: Chat


def waits(session: Session) -> bool:
    """Whether something that is told unasked waits to be sent."""
    return bool(_waiting(session, _LINES, _OF_LINE_UNASKED, most=1))


def move(session: Session, outgoing_id: int, to: Chat, now: datetime) -> bool:
    """Let a message that was not sent go to another chat, with what is to change it; False when it has left by now."""
    place = {"channel": to.channel, "bot": to.bot, "chat": to.chat}
    moved = session.connection().execute(
        sa.update(Outgoing)
        .where(col(Outgoing.id) == outgoing_id, col(Outgoing.state).in_(("waiting", "failed")))
        .values(state="waiting", at=now, tries=0, **place)
    )
    if moved.rowcount:
        session.connection().execute(
            sa.update(Outgoing)
            .where(col(Outgoing.edits_id) == outgoing_id, col(Outgoing.state) == "waiting")
            .values(**place)
        )
    session.expire_all()
    return bool(moved.rowcount)


def after_failure(session: Session, outgoing_id: int, now: datetime) -> bool:
    """Let a message that its messenger does not take go to the person's next address; False when there is none.

    Addresses are tried from the best down, so that this ends.
    """
    row = session.get_one(Outgoing, outgoing_id)
    if row.priority == REPLY or row.edits_id is not None:
        return False
    here = session.exec(
        select(Contact).where(Contact.channel == row.channel, Contact.bot == row.bot, Contact.chat == row.chat)
    ).first()
    if here is None or here.person_id is None or here.group:
        return False
    rank = (here.preferred, here.used_at, here.id or 0)
    others = session.exec(
        select(Contact)
        .outerjoin(Line, health.OF_CONTACT)
        .where(Contact.person_id == here.person_id, Contact.id != here.id, health.USABLE)
        .order_by(*health.BEST)
    ).all()
    gone = here.unreachable is not None  # then it is no longer among those that are tried
    following = next((c for c in others if gone or (c.preferred, c.used_at, c.id or 0) < rank), None)
    if following is None:
        return False
    return move(session, outgoing_id, Chat(following.channel, following.bot, following.chat), now)


def held_up(session: Session, before: datetime, most: int) -> Sequence[Untold]:
    """What waits since before an instant for a bot that cannot send, at most so many of each bot."""
    return _waiting(session, _LINES_IN_TROUBLE, _OF_LINE_SINCE, before=before, most=most)


def unanswered(session: Session, most: int) -> Sequence[Untold]:
    """The replies that wait for a bot whose plan is used up: in a month nobody wants them any more."""
    return _waiting(session, _LINES_SPENT, _OF_LINE_REPLIES, most=most)


def drop(session: Session, some: Iterable[int], why: str) -> None:
    """These messages (by id) are not sent any more."""
    session.connection().execute(
        sa.update(Outgoing)
        .where(col(Outgoing.id).in_(tuple(some)), col(Outgoing.state) == "waiting")
        .values(state="failed", error=why)
    )


def late(session: Session, before: datetime, most: int) -> Sequence[Untold]:
    """What waits since before an instant, for whatever reason, at most so many of each bot."""
    return _waiting(session, _LINES, _OF_LINE_SINCE, before=before, most=most)


def lost(session: Session, since: datetime, most: int) -> Sequence[Untold]:
    """What failed or is in doubt of what was to be told since an instant, but for what need not be told any more."""
    return _told(_LOST.all(session, since=since, most=most))


def _waiting(session: Session, lines: Prepared[Line], untold: Prepared[_Row], **values: object) -> list[Untold]:
    """What waits for some bots, bot by bot: by the index that their senders use."""
    there = lines.all(session)
    return [it for line in there for it in _told(untold.all(session, channel=line.channel, bot=line.bot, **values))]


def _told(rows: Sequence[_Row]) -> list[Untold]:
    found = [
        Untold(number or 0, key, state, contact.person_id or 0, Chat(contact.channel, contact.bot, contact.chat))
        for number, key, state, contact in rows
    ]
    return sorted(found, key=lambda one: one.outgoing_id)


def _untold(*wanted: sa.ColumnElement[bool]) -> Prepared[_Row]:
    """The question which of some messages are to a person, of at most so many."""
    return Prepared(
        select(col(Outgoing.id), col(Outgoing.key), col(Outgoing.state), Contact)
        .join(
            Contact,
            sa.and_(
                col(Contact.channel) == col(Outgoing.channel),
                col(Contact.bot) == col(Outgoing.bot),
                col(Contact.chat) == col(Outgoing.chat),
            ),
        )
        .where(
            *wanted,
            col(Outgoing.edits_id).is_(None),
            col(Contact.person_id).is_not(None),
            col(Contact.group).is_(False),
        )
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


_LINES = Prepared(select(Line))
_LINES_IN_TROUBLE = Prepared(select(Line).where(health.IN_TROUBLE))
_LINES_SPENT = Prepared(select(Line).where(col(Line.spent_until).is_not(None)))
_OF_LINE = (
    col(Outgoing.channel) == sa.bindparam("channel"),
    col(Outgoing.bot) == sa.bindparam("bot"),
    col(Outgoing.state) == "waiting",
)
_OF_LINE_UNASKED = _untold(*_OF_LINE, _UNASKED)
_OF_LINE_SINCE = _untold(*_OF_LINE, _UNASKED, col(Outgoing.at) <= sa.bindparam("before"))
_OF_LINE_REPLIES = _untold(*_OF_LINE, col(Outgoing.priority) == REPLY)
_LOST = _untold(
    sa.and_(LOST, col(Outgoing.at) > sa.bindparam("since"), col(Outgoing.error).is_distinct_from(OVERTAKEN))
)


def not_called(session: Session, matters: Iterable[str]) -> set[str]:
    """Those of some matters about which nobody was asked to telephone yet."""
    wanted = set(matters)
    asked = select(Called.matter).where(col(Called.matter).in_(tuple(wanted)))
    return wanted - set(session.exec(asked).all())


def call(session: Session, matters: Iterable[str], now: datetime) -> None:
    """Note that somebody was asked to telephone about these."""
    insert_all(session, Called, [{"matter": matter, "at": now} for matter in matters])


def still_counts(session: Session, meeting_id: int, version: int, untold: Untold) -> bool:
    """Whether a reminder was not taken back since, to be told anew."""
    noted = select(Reminded.id).where(
        Reminded.meeting_id == meeting_id, Reminded.version == version, Reminded.person_id == untold.person_id,
        Reminded.outgoing_id == untold.outgoing_id,
    )  # fmt: skip
    return session.exec(noted).first() is not None
