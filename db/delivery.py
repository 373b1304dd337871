"""What a sender asks of the table of what goes out: the next of each chat, begun, settled. Written for speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal_column, update
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from db.models import Contact, Outgoing
from db.post import REPLY, TO_KEEPER
from db.quick import Change, Prepared


@dataclass(frozen=True, slots=True)
class Due:
    """A message that may be sent. `replaces` is the messenger's id of the message in whose place it is shown."""

    id: int
    chat: str
    priority: int
    tries: int  # before this one
    reply: str  # handlers.message.Reply as JSON
    edits_id: int | None
    replaces: str | None
    group: bool
    again: bool  # whether it is better told twice than not


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a message that was being sent."""

    id: int
    state: str  # "sent" | "waiting" (for another try) | "failed" | "doubt"
    message_id: str | None = None
    error: str | None = None


def _waits(table: type[Outgoing]) -> ColumnElement[bool]:
    """The state as it stands in the conditions of the indexes: a bound value would not be found by them."""
    return col(table.state) == literal_column("'waiting'")


_EARLIER, _SHOWN = aliased(Outgoing), aliased(Outgoing)
_AGAIN = or_(col(Outgoing.priority) == REPLY, col(Outgoing.key).startswith(TO_KEEPER))
_COLUMNS: tuple[Any, ...] = (
    Outgoing.id, Outgoing.chat, Outgoing.priority, Outgoing.tries, Outgoing.reply, Outgoing.edits_id,
    _SHOWN.message_id, Contact.group, _AGAIN,
)  # fmt: skip
# The first of each chat by priority and age: whatever stands behind it in the same chat has to wait for it.
_STANDS_BEHIND = exists().where(
    col(_EARLIER.channel) == Outgoing.channel,
    col(_EARLIER.bot) == Outgoing.bot,
    col(_EARLIER.chat) == Outgoing.chat,
    _waits(_EARLIER),
    or_(
        col(_EARLIER.priority) < Outgoing.priority,
        and_(col(_EARLIER.priority) == Outgoing.priority, col(_EARLIER.id) < Outgoing.id),
    ),
)
_NEXT: Any = (
    select_columns(*_COLUMNS)
    .select_from(Outgoing)
    .outerjoin(_SHOWN, col(_SHOWN.id) == Outgoing.edits_id)
    .outerjoin(
        Contact,
        and_(
            col(Contact.channel) == Outgoing.channel,
            col(Contact.bot) == Outgoing.bot,
            col(Contact.chat) == Outgoing.chat,
        ),
    )
    .where(
        col(Outgoing.channel) == bindparam("channel"),
        col(Outgoing.bot) == bindparam("bot"),
        _waits(Outgoing),
        or_(col(Outgoing.not_before).is_(None), col(Outgoing.not_before) <= bindparam("now")),
        ~_STANDS_BEHIND,
    )
    .order_by(col(Outgoing.priority), col(Outgoing.id))
    .limit(bindparam("most"))
)
_DUE: Prepared[tuple[Any, ...]] = Prepared(_NEXT)
_BEGIN = Change(
    update(Outgoing)
    .where(col(Outgoing.id) == bindparam("message"), _waits(Outgoing))
    .values(state="sending", tries=col(Outgoing.tries) + 1)
)
_SETTLE = Change(
    update(Outgoing)
    .where(col(Outgoing.id) == bindparam("message"), col(Outgoing.state) == "sending")
    .values(state=bindparam("became"), message_id=bindparam("named"), error=bindparam("why"))
)


def due(session: Session, channel: str, bot: str, now: datetime, most: int) -> list[Due]:
    """The first message of each chat that has one, replies before reminders before broadcasts; `most` at most."""
    return [
        Due(number, chat, priority, tries, reply, edits, replaces, bool(group), bool(again))
        for number, chat, priority, tries, reply, edits, replaces, group, again in _DUE.all(
            session, channel=channel, bot=bot, now=now, most=most
        )
    ]


def begin(session: Session, ids: Sequence[int]) -> set[int]:
    """Note that these are being sent, to be committed before they are; those that still wait to be."""
    return {number for number in ids if _BEGIN.run(session, message=number)}


def settle(session: Session, settled: Sequence[Settled]) -> None:
    """Note what became of messages; one that another process has taken over meanwhile is left alone."""
    _SETTLE.run_many(
        session, [{"message": s.id, "became": s.state, "named": s.message_id, "why": s.error} for s in settled]
    )


def interrupted(session: Session, channel: str, bot: str) -> Sequence[Outgoing]:
    """What was being sent when its process died: replies and warnings wait again, the rest is in doubt and returned."""
    here = (col(Outgoing.channel) == channel, col(Outgoing.bot) == bot, col(Outgoing.state) == "sending")
    why = "interrupted while it was being sent"
    session.connection().execute(update(Outgoing).where(*here, _AGAIN).values(state="waiting", error=why))
    rows = session.exec(select(Outgoing).where(*here).order_by(col(Outgoing.id))).all()
    for row in rows:
        row.state, row.error = "doubt", why
        session.add(row)
    return rows


def in_doubt(session: Session) -> Sequence[Outgoing]:
    """The messages of which nobody knows whether they arrived, oldest first."""
    return session.exec(select(Outgoing).where(Outgoing.state == "doubt").order_by(col(Outgoing.id))).all()


def decide(session: Session, outgoing_id: int, *, again: bool) -> bool:
    """End the doubt about a message: send it again, or take it as sent. False when it is not in doubt."""
    row = session.get(Outgoing, outgoing_id)
    if row is None or row.state != "doubt":
        return False
    row.state = "waiting" if again else "sent"
    session.add(row)
    return True
