"""The drafts of conversations that wait for their next word."""

from datetime import datetime

from sqlalchemy import and_, bindparam
from sqlmodel import Session, col, select

from db.models import Contact, Pending
from db.post import Chat
from db.quick import Prepared

_KEY = ("channel", "bot", "chat")


def newest(session: Session, chat: Chat) -> Pending | None:
    """The draft of a chat that waits for the next word: the newest."""
    return _NEWEST.first(session, channel=chat.channel, bot=chat.bot, chat=chat.chat, practice=chat.practice)


_NEWEST = Prepared(
    select(Pending)
    .where(
        *(getattr(Pending, name) == bindparam(name) for name in _KEY), col(Pending.practice) == bindparam("practice")
    )
    .order_by(col(Pending.id).desc())
    .limit(1)
)


def versions(session: Session, chat: Chat) -> dict[int, int]:
    """The version of every draft of a chat that waits, in practice or not, by its key."""
    found = _VERSIONS.all(session, channel=chat.channel, bot=chat.bot, chat=chat.chat)
    return {key or 0: version for key, version in found}


_VERSIONS = Prepared(
    select(col(Pending.id), col(Pending.version)).where(*(getattr(Pending, name) == bindparam(name) for name in _KEY))
)


def of_person(session: Session, person_id: int, now: datetime) -> list[Pending]:
    """The drafts in all chats of a person, the newest first."""
    return _OF_PERSON.all(session, person=person_id, now=now)


_OF_PERSON = Prepared(
    select(Pending)
    .join(Contact, and_(*(getattr(Contact, name) == getattr(Pending, name) for name in _KEY)))
    .where(
        col(Contact.person_id) == bindparam("person"),
        col(Contact.group).is_(False),
        col(Pending.expires) >= bindparam("now"),
        col(Pending.practice).is_(False),
    )
    .order_by(col(Pending.id).desc())
)
