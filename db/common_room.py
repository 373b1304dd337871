"""The common room of a committee in the web chat: a group of our own, so its messages are ours to keep.

What is said to the bot there is a message like any other. What people say to each other is kept to be shown, in the
state ASIDE: nothing that answers, learns or replays looks at it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from db import people, post
from db.models import Contact, Incoming, Person, Unit
from db.post import Chat
from db.visits import WEB

ASIDE = "aside"  # the state of a message that is for the people of the room alone
COMMITTEE = "khu_pho"  # the kind of unit that has a room
_PREFIX = "nhom:"  # no chat of a person begins so: theirs are random letters


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is in committees: the chats that are theirs, and the committees whose rooms they may enter."""

    person: Person
    chats: frozenset[str]
    committees: tuple[Unit, ...]


def name(unit_id: int) -> str:
    """The chat of a committee's room.

    >>> unit_of(Chat("web", "main", name(12)))
    12
    """
    return f"{_PREFIX}{unit_id}"


def unit_of(chat: Chat) -> int | None:
    """The committee whose room a chat is; None for any other chat."""
    number = chat.chat.removeprefix(_PREFIX)
    ours = chat.channel == WEB and number != chat.chat and number.isdecimal()
    return int(number) if ours else None


def member(session: Session, chat: Chat, day: date) -> Member | None:
    """Whose chat this is, and which rooms are open to them on a day; None for somebody we do not know."""
    contact = post.find_contact(session, chat)
    if contact is None or contact.person_id is None:
        return None
    units = [unit for _, unit in people.memberships_in(session, contact.person_id, day) if unit.kind == COMMITTEE]
    own = session.exec(
        select(Contact.chat).where(
            Contact.person_id == contact.person_id, Contact.channel == chat.channel, Contact.bot == chat.bot,
            col(Contact.group).is_(False),
        )
    )  # fmt: skip
    committees = {unit.id: unit for unit in sorted(units, key=lambda unit: unit.id or 0)}
    return Member(session.get_one(Person, contact.person_id), frozenset(own), tuple(committees.values()))


def keep(session: Session, chat: Chat, message_id: str, at: datetime, message: str) -> None:
    """Keep what somebody said to the others (as JSON), once however often it is handed over."""
    row: dict[str, object] = {
        "channel": chat.channel, "bot": chat.bot, "chat": chat.chat, "message_id": message_id, "at": at,
        "message": message, "state": ASIDE, "tries": 0,
    }  # fmt: skip
    post.insert_new(session, Incoming, [row])
