"""A draft that was left for too long is dropped, and its person told at once; never in the quiet hours, never twice.

Where the person cannot be written to, or is being answered at that moment, it is told with that answer (handlers.talk).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import drafts, post
from db.models import Pending, Person
from db.post import Chat
from handlers import outbox, waiting
from handlers.meetings import leads
from handlers.outbox import Letter

SLICE = 200  # drafts dropped in one transaction


def has_work(session: Session, now: datetime, zone: ZoneInfo) -> bool:
    """Whether `run` has something to do; a look that writes nothing."""
    if leads.quiet(now, zone):
        return False
    first = drafts.first_expiry(session)
    return first is not None and first <= now


def run(session: Session, now: datetime, zone: ZoneInfo) -> tuple[int, bool]:
    """Drop a slice of what has expired: how many messages, and whether there may be more."""
    found = [] if leads.quiet(now, zone) else drafts.expired(session, now, SLICE)
    dropped = drafts.drop(session, [pending for pending, _ in found])
    letters = []
    for pending, person in found:
        if pending.id in dropped:
            letters += _letters(session, pending, person, now)
    return outbox.queue_all(session, letters, now, priority=post.REMINDER), len(found) >= SLICE


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant at which a draft expires, or may be told of."""
    first = drafts.first_expiry(session)
    at = None if first is None else max(first, now)
    return leads.morning(at, zone) if at is not None and leads.quiet(at, zone) else at


def _letters(session: Session, pending: Pending, person: Person, now: datetime) -> list[Letter]:
    """The notice, where something is lost; the buttons under the draft are taken off."""
    chat = Chat(pending.channel, pending.bot, pending.chat)
    for outgoing, _ in post.open_about(session, chat, f"draft:{pending.id}:"):
        outbox.close(session, outgoing, None, now)
    notice = waiting.gone(pending, person.title)
    return [] if notice is None else [Letter(f"expired:{pending.id}", chat, notice)]
