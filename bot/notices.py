"""What the bot tells unasked when something went wrong: the keeper, the chair of a committee, whoever waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.channel import NotPermitted, Unreachable
from db import lines, people, post
from db.models import Contact, Incoming, Outgoing, Person
from db.post import Chat
from handlers import keeper, outbox, texts
from handlers.message import Reply

ANOTHER_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Notices:
    """Puts notices on their way. `keeper` is the key or name of the person who looks after the bot."""

    keeper: str | None
    clock: Callable[[], datetime]
    zone: ZoneInfo

    def set_aside(self, session: Session, row: Incoming) -> None:
        """A message was tried too often: the person and the keeper are told."""
        chat = Chat(row.channel, row.bot, row.chat)
        self._put(session, chat, f"sorry:{row.id}", texts.general.sorry(_title(session, chat)))
        self.tell_keeper(session, f"failed:{row.id}", texts.general.set_aside(row.id or 0, row.error or ""))

    def many(self, session: Session, chat: Chat, message_id: str, count: int) -> None:
        """Somebody sends more than can be answered at once: none of it is lost. Once for each message of theirs."""
        key = f"many:{chat.channel}:{chat.bot}:{chat.chat}:{message_id}"
        self._put(session, chat, key, texts.post.many(_title(session, chat), count))

    def undelivered(self, session: Session, outgoing_id: int) -> None:
        """A message of which nobody knows whether it arrived, or that could not be delivered: the keeper is told."""
        row = session.get_one(Outgoing, outgoing_id)
        if row.key.startswith(post.TO_KEEPER):
            return  # it was itself for the keeper
        contact = post.find_contact(session, Chat(row.channel, row.bot, row.chat))
        person = session.get(Person, contact.person_id) if contact and contact.person_id else None
        text = texts.post.undelivered(outgoing_id, person.name if person else None, in_doubt=row.state == "doubt")
        self.tell_keeper(session, f"undelivered:{outgoing_id}:{row.tries}", text)

    def unreachable(self, session: Session, chat: Chat, why: Unreachable, outgoing_id: int) -> None:
        """An address no longer works: it is marked, and the chair of the person's committee is told once.

        One at which we are merely not permitted to write may be tried again after a day, without a word.
        """
        contact = post.find_contact(session, chat)
        passing = isinstance(why, NotPermitted)
        news = contact is not None and contact.unreachable is None and not passing
        post.mark_unreachable(session, chat, str(why), self.clock() + ANOTHER_DAY if passing else None)
        if contact is not None and news and contact.person_id is not None and not contact.group:
            self._tell_chairs(session, contact, session.get_one(Person, contact.person_id), outgoing_id)

    def spent(self, session: Session, channel: str, bot: str, seconds: float) -> None:
        """What a bot may send in this month is used up: what it was to tell unasked goes another way."""
        until = self.clock() + timedelta(seconds=seconds)
        lines.spent(session, channel, bot, until)
        said = texts.post.spent(channel, bot, until.astimezone(self.zone).date())
        self.tell_keeper(session, f"spent:{channel}:{bot}:{until:%Y%m}", said)

    def _tell_chairs(self, session: Session, contact: Contact, person: Person, outgoing_id: int) -> None:
        today = self.clock().astimezone(self.zone).date()
        membership = people.membership(session, person.id or 0, today)
        if membership is None:
            return
        for chair, role in people.members(session, membership.unit_id, today):
            there = post.reach(session, chair.id or 0) if role in {"chair", "ward"} else None
            if there is not None and chair.id != person.id:
                text = texts.post.unreachable(chair.title, f"{person.title} {person.name}", contact.channel)
                key = f"unreachable:{outgoing_id}:{chair.id}"
                outbox.queue(session, _chat(there), key, Reply(text), self.clock(), priority=post.REMINDER)

    def tell_keeper(self, session: Session, key: str, says: str) -> None:
        """Send the keeper a message, once for each `key`."""
        keeper.tell(session, self.keeper, key, says, self.clock())

    def _put(self, session: Session, chat: Chat, key: str, text: str) -> None:
        outbox.queue(session, chat, key, Reply(text), self.clock())


def _chat(contact: Contact) -> Chat:
    return Chat(contact.channel, contact.bot, contact.chat)


def _title(session: Session, chat: Chat) -> str:
    contact = post.find_contact(session, chat)
    person = session.get(Person, contact.person_id) if contact and contact.person_id else None
    return person.title if person else texts.general.ANYBODY
