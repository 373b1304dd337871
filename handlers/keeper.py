"""Telling the keeper of the installation what needs a hand."""

from datetime import datetime

from sqlmodel import Session

from db import people, post
from db.post import Chat
from handlers import outbox
from handlers.message import Reply


def tell(session: Session, keeper: str | None, key: str, says: str, now: datetime) -> None:
    """Send the keeper (key or name of a person) a message, once for each `key`; nobody, if they cannot be reached."""
    person = people.find_person(session, keeper) if keeper else None
    contact = post.reach(session, person.id or 0) if person else None
    if contact is not None:
        chat = Chat(contact.channel, contact.bot, contact.chat)
        outbox.queue(session, chat, post.TO_KEEPER + key, Reply(says), now, priority=post.REMINDER)
