"""The drafts of conversations that wait for their next word."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, exists
from sqlmodel import Session, col, select

from db import quick
from db.models import WAITING, Contact, Incoming, Pending, Person
from db.post import Chat
from db.quick import Prepared

_KEY = ("channel", "bot", "chat")


def newest(session: Session, chat: Chat) -> Pending | None:
    """The draft of a chat that waits for the next word: the newest."""
    return _NEWEST.first(session, channel=chat.channel, bot=chat.bot, chat=chat.chat, practice=chat.practice)


_STACK = (
    select(Pending)
    .where(
        *(getattr(Pending, name) == bindparam(name) for name in _KEY), col(Pending.practice) == bindparam("practice")
    )
    .order_by(col(Pending.id).desc())
)
_NEWEST = Prepared(_STACK.limit(1), remembered=True)
_OF_CHAT = Prepared(_STACK)


def of_chat(session: Session, chat: Chat) -> list[Pending]:
    """The drafts of a chat that wait, the newest first."""
    return _OF_CHAT.all(session, channel=chat.channel, bot=chat.bot, chat=chat.chat, practice=chat.practice)


def versions(session: Session, chat: Chat) -> dict[int, int]:
    """The version of every draft of a chat that waits, in practice or not, by its key."""
    found = _VERSIONS.all(session, channel=chat.channel, bot=chat.bot, chat=chat.chat)
    return {key or 0: version for key, version in found}


_VERSIONS = Prepared(
    select(col(Pending.id), col(Pending.version)).where(*(getattr(Pending, name) == bindparam(name) for name in _KEY)),
    remembered=True,
)


def to_front(session: Session, pending: Pending) -> Pending:
    """Let a draft wait for the next word before those that were begun after it."""
    kept = {name: getattr(pending, name) for name in _KEPT}
    quick.delete(session, pending)
    return quick.insert_one(session, Pending, **kept, version=pending.version + 1)


_KEPT = (*_KEY, "conversation", "known", "asked", "past", "heard", "expires", "practice")


def of_person(session: Session, person_id: int, now: datetime) -> list[Pending]:
    """The drafts in all chats of a person, the newest first."""
    return _OF_PERSON.all(session, person=person_id, now=now)


_OF_PERSON = Prepared(
    select(Pending)
    .join(Contact, and_(*(getattr(Contact, name) == getattr(Pending, name) for name in _KEY)))
    .where(
        col(Contact.person_id) == bindparam("person"),
        col(Contact.group).is_(False),
        col(Pending.expires) > bindparam("now"),
        col(Pending.practice).is_(False),
    )
    .order_by(col(Pending.id).desc())
)


# --- what was left for too long ---


def first_expiry(session: Session) -> datetime | None:
    """When the first of the drafts expires whose people can be told of it."""
    return _FIRST_EXPIRY.first(session)


def expired(session: Session, now: datetime, most: int) -> list[tuple[Pending, Person]]:
    """The drafts that have expired, at most so many, with their people; held until the end of the transaction."""
    return list(session.exec(_TOLD.where(col(Pending.expires) <= now).limit(most)).all())


def drop(session: Session, some: Sequence[Pending]) -> set[int]:
    """Delete drafts that have expired; the ids of those that no other process has dropped meanwhile."""
    gone = delete(Pending).where(col(Pending.id).in_([each.id for each in some])).returning(col(Pending.id))
    found = {key or 0 for (key,) in session.connection().execute(gone)}
    for each in some:
        session.expunge(each)
    return found


_HERE = tuple(getattr(Contact, name) == getattr(Pending, name) for name in _KEY)
_ANSWERED = exists().where(*(getattr(Incoming, name) == getattr(Pending, name) for name in _KEY), WAITING)
_CAN_BE_TOLD = (  # else it is told with the answer to the next message
    col(Contact.group).is_(False), col(Contact.unreachable).is_(None), col(Pending.practice).is_(False), ~_ANSWERED,
)  # fmt: skip
_TOLD = (
    select(Pending, Person)
    .join(Contact, and_(*_HERE))
    .join(Person)
    .where(*_CAN_BE_TOLD)
    .order_by(col(Pending.expires), col(Pending.id))
    .with_for_update(of=Pending, skip_locked=True)
)
_FIRST_EXPIRY = Prepared(
    select(Pending.expires)
    .join(Contact, and_(*_HERE))
    .where(*_CAN_BE_TOLD, col(Contact.person_id).is_not(None))
    .order_by(col(Pending.expires))
    .limit(1)
)
