"""One person's addresses: those they write from, the one they prefer, and the codes that add another."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from db import people
from db.models import Contact, LinkCode, LinkTry
from db.post import Chat, of

VALID = timedelta(minutes=15)
TRIES = 5  # wrong codes of one chat within VALID
ALL_TRIES = 50  # wrong codes of all chats together within VALID: six digits must not be guessed by many


def of_person(session: Session, person_id: int) -> Sequence[Contact]:
    """A person's own chats, in the order in which they came."""
    return session.exec(
        select(Contact).where(Contact.person_id == person_id, col(Contact.group).is_(False)).order_by(col(Contact.id))
    ).all()


def new_code(session: Session, person_id: int, now: datetime) -> str:
    """A one-time code of six digits; only its hash is kept. An older one of the same person is void from now on."""
    for old in session.exec(select(LinkCode).where(LinkCode.person_id == person_id)).all():
        session.delete(old)
    session.flush()
    code = f"{secrets.randbelow(10**6):06}"
    while session.get(LinkCode, people.code_hash(code)) is not None:
        code = f"{secrets.randbelow(10**6):06}"
    session.add(LinkCode(code_hash=people.code_hash(code), person_id=person_id, expires=now + VALID))
    session.flush()
    return code


def redeem(session: Session, code: str, chat: Chat, now: datetime) -> int | str:
    """Use a code up: the id of the person who made it, or why not: "unknown", "expired", "too often"."""
    if _tries(session, None, now) >= ALL_TRIES or _tries(session, chat, now) >= TRIES:
        return "too often"
    found = session.get(LinkCode, people.code_hash(code))
    if found is None:
        session.add(LinkTry(channel=chat.channel, bot=chat.bot, chat=chat.chat, at=now))
        session.flush()
        return "unknown"
    session.delete(found)
    session.flush()
    return found.person_id if found.expires >= now else "expired"


def _tries(session: Session, chat: Chat | None, now: datetime) -> int:
    asked = select(func.count()).select_from(LinkTry).where(LinkTry.at > now - VALID)
    if chat is not None:
        asked = asked.where(*of(LinkTry, chat))
    return session.exec(asked).one()


def prefer(session: Session, chosen: Contact) -> None:
    """Write to the person in this chat from now on, as long as it works."""
    for contact in of_person(session, chosen.person_id or 0):
        contact.preferred = contact.id == chosen.id
        session.add(contact)
    session.flush()


def unlink(session: Session, contact: Contact) -> None:
    """The chat belongs to nobody any more."""
    contact.person_id, contact.preferred = None, False
    session.add(contact)
    session.flush()
