"""What a sender asks of the table of what goes out: the next of each chat, begun, settled. Written for speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, text
from sqlmodel import Session, col, or_, select, update

from db.columns import Instant
from db.models import Outgoing
from db.post import REPLY, TO_KEEPER, Chat


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


# The first of each chat by priority and age: whatever stands behind it in the same chat has to wait for it.
_NEXT = text("""
    SELECT o.id, o.chat, o.priority, o.tries, o.reply, o.edits_id, original.message_id, contact."group",
      o.priority = 0 OR o.key LIKE 'keeper:%'
    FROM outgoing o
    LEFT JOIN outgoing original ON original.id = o.edits_id
    LEFT JOIN contact ON contact.channel = o.channel AND contact.bot = o.bot AND contact.chat = o.chat
    WHERE o.channel = :channel AND o.bot = :bot AND o.state = 'waiting'
      AND (o.not_before IS NULL OR o.not_before <= :now)
      AND NOT EXISTS (
        SELECT 1 FROM outgoing earlier
        WHERE earlier.channel = o.channel AND earlier.bot = o.bot AND earlier.chat = o.chat
          AND earlier.state = 'waiting'
          AND (earlier.priority < o.priority OR (earlier.priority = o.priority AND earlier.id < o.id))
      )
    ORDER BY o.priority, o.id LIMIT :most
""").bindparams(bindparam("now", type_=Instant))
_BEGIN = text(
    "UPDATE outgoing SET state = 'sending', tries = tries + 1 WHERE id IN :ids AND state = 'waiting' RETURNING id"
).bindparams(bindparam("ids", expanding=True))
_SETTLE = text(
    "UPDATE outgoing SET state = :state, message_id = :message_id, error = :error WHERE id = :id AND state = 'sending'"
)


def due(connection: Connection, channel: str, bot: str, now: datetime, most: int) -> list[Due]:
    """The first message of each chat that has one, replies before reminders before broadcasts; `most` at most."""
    rows = connection.execute(_NEXT, {"channel": channel, "bot": bot, "now": now, "most": most})
    return [
        Due(number, chat, priority, tries, reply, edits, replaces, bool(group), bool(again))
        for number, chat, priority, tries, reply, edits, replaces, group, again in rows
    ]


def begin(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Note that these are being sent, to be committed before they are; those that still wait to be."""
    return set(connection.execute(_BEGIN, {"ids": ids}).scalars()) if ids else set()


def settle(connection: Connection, settled: Sequence[Settled]) -> None:
    """Note what became of messages; one that another process has taken over meanwhile is left alone."""
    if settled:
        rows = [{"id": s.id, "state": s.state, "message_id": s.message_id, "error": s.error} for s in settled]
        connection.execute(_SETTLE, rows)


def interrupted(session: Session, channel: str, bot: str) -> Sequence[Outgoing]:
    """What was being sent when its process died: replies and warnings wait again, the rest is in doubt and returned."""
    here = (col(Outgoing.channel) == channel, col(Outgoing.bot) == bot, col(Outgoing.state) == "sending")
    why = "interrupted while it was being sent"
    again = or_(col(Outgoing.priority) == REPLY, col(Outgoing.key).startswith(TO_KEEPER))
    session.connection().execute(update(Outgoing).where(*here, again).values(state="waiting", error=why))
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


def chat_of(row: Outgoing) -> Chat:
    """The chat that a message goes to."""
    return Chat(row.channel, row.bot, row.chat)
