"""The desk between messengers and talk: takes messages in durably, has each answered in one transaction.

Nothing here waits for a network: it is called by the messengers' loops, by the terminal and by tests alike.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from bot.channel import Loaded
from bot.notices import Notices
from bot.outage import Outage
from db import looking, post
from db.engine import reading, unavailable, writing
from db.models import Incoming
from db.post import TRIES, Chat
from handlers import outbox, talk
from handlers.groups import BY_WEB
from handlers.message import Message, Photo, message_json
from handlers.records.photos import keep
from jobs import astray, forgotten, reminders, room

log = logging.getLogger(__name__)

SEVERAL = 4  # chats from which on it is cheaper to ask for all at once what the answer to each begins with
ROUND = 0.08  # seconds after which what was answered together is committed

Beside = Callable[[], AbstractContextManager[Callable[[Session], None]]]


@dataclass
class Round:
    """What became of one round through some chats."""

    answered: list[Chat] = field(default_factory=list)
    quiet: list[Chat] = field(default_factory=list)  # nothing waits there, or another process answers it
    to_come: list[tuple[Chat, int, Message]] = field(default_factory=list)  # their photos have to be fetched first
    planned: bool = False  # something may now fall due earlier than was known
    begun: bool = False  # what was done beside them is done


class Desk:
    """One database, one clock, one time zone: what every messenger hands its messages to."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        keeper: str | None = None,
        public: str | None = None,
    ) -> None:
        """`keeper` is who keeps the bot, by key or name; `public` the address by which people reach the web chat."""
        self.engine = engine
        self.clock = clock
        self.zone = zone
        self.keeper = keeper
        self.way_in = f"{public}/{BY_WEB}{{}}" if public else None
        self.worker_id: int | None = None  # of the running process; None: a command that answers whatever waits
        self.notices = Notices(keeper, clock, zone)
        self._merging: set[tuple[str, str]] = set()  # bots on which an answer is to be one message
        self.tables = Outage("the database", after=1)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that writes. That it can ends an outage of the tables; that one may read from them does not."""
        with writing(self.engine) as session:
            yield session
        self.tables.works()

    def receive(self, messages: Sequence[Message]) -> int:
        """Commit messages as they came, each once however often it is handed over; how many were new.

        What people say to each other in a group is not ours to keep: only what is addressed to the bot comes in, and
        the rest of an album with words for it.
        """
        meant = [m for m in messages if m.addressed or not m.group or self._goes_with(m, messages)]
        rows: list[dict[str, object]] = [
            {
                "channel": m.address.channel,
                "bot": m.address.bot,
                "chat": m.address.chat,
                "message_id": m.id,
                "at": m.at,
                "message": message_json.dump_json(replace(m, link=m.link or self.way_in) if m.group else m).decode(),
                "state": "waiting",
                "tries": 0,
                "worker_id": self.worker_id,
            }
            for m in meant
        ]
        if not rows:
            return 0
        with self.writing() as session:
            return post.insert_new(session, Incoming, rows)

    def _goes_with(self, message: Message, others: Sequence[Message]) -> bool:
        """Whether a message of a group belongs to an album that is addressed to the bot."""
        if message.album is None:
            return False
        if any(m.addressed and m.album == message.album and m.address == message.address for m in others):
            return True
        with reading(self.engine) as session:
            waiting = post.waiting(session, Chat(message.address.channel, message.address.bot, message.address.chat))
            return any(message_json.validate_json(row.message).album == message.album for row in waiting)

    def waiting(self) -> list[Chat]:
        """The chats in which somebody waits for an answer."""
        with reading(self.engine) as session:
            return post.waiting_chats(session)

    def next_message(self, chat: Chat) -> tuple[int, Message] | None:
        """The oldest unanswered message of a chat and its row; None also when another process is about to answer it."""
        with reading(self.engine) as session:
            row = post.next_waiting(session, chat)
            if row is None or self._is_of_another(row.worker_id):
                return None
            incoming_id = row.id or 0
            try:
                return incoming_id, message_json.validate_json(row.message)
            except ValidationError as error:
                log.exception("message %s cannot be read", incoming_id)
                unreadable = error
        self._failed(incoming_id, unreadable)
        return self.next_message(chat)

    def keep_photos(self, message: Message, loaded: dict[str, Loaded]) -> Message:
        """Store the photos that could be loaded (by their ref); the message that names these by content."""
        with self.writing() as session:
            photos = tuple(
                Photo(photo.ref, self._keep(session, loaded[photo.ref])) if photo.ref in loaded else photo
                for photo in message.photos
            )
        return replace(message, photos=photos)

    def _keep(self, session: Session, file: Loaded) -> str:
        return keep(session, file.content, file.media_type, file.name, self.clock())

    def whole_album(self, chat: Chat, message: Message) -> tuple[Message, list[int]]:
        """A message with the photos and words of what else waits of its album, and the rows of those others."""
        with reading(self.engine) as session:
            waiting = [(row.id or 0, message_json.validate_json(row.message)) for row in post.waiting(session, chat)]
        rest = [(i, m) for i, m in waiting if message.album and m.album == message.album and m.id != message.id]
        photos = tuple(photo for one in (message, *(m for _, m in rest)) for photo in one.photos)
        said = "\n".join(one.text for one in (message, *(m for _, m in rest)) if one.text.strip())
        return replace(message, photos=photos, text=said), [i for i, _ in rest]

    def answer(self, incoming_id: int, message: Message, also: Sequence[int] = ()) -> bool:
        """Answer one message: its effect, the replies and "done" are one commit. Never raises for a bug in the talk.

        `also` are the rows of the messages that were put into it, as those of an album. Says whether something may now
        fall due earlier than was known.

        After three failures the message is set aside for the keeper, and the person is told so. Raises DBAPIError when
        the database cannot be had; then nothing has happened.
        """
        try:
            with self.writing() as session:
                row = post.taken(session, incoming_id)
                if row is None:
                    return False
                if message.photos:  # as it was put together: whole, with its pictures fetched
                    row.message = message_json.dump_json(message).decode()
                    session.add(row)
                self._answer(session, Chat(row.channel, row.bot, row.chat), incoming_id, message)
                post.done(session, (incoming_id, *also))
            return looking.planned(session)
        except Exception as error:
            if unavailable(error):
                raise
            log.exception("message %s could not be answered", incoming_id)
            self._failed(incoming_id, error)
            return False

    def answer_round(self, chats: Sequence[Chat], seconds: float = ROUND, beside: Sequence[Beside] = ()) -> Round:
        """Answer the oldest message of each of these chats, in one commit for as many as fit into some seconds.

        What stands `beside` is done last in the same commit: each is a block around it, of what is called in it. Where
        a message cannot be answered, each gets a commit of its own and nothing is done beside. Raises as `answer` does.
        """
        done = Round()
        until = time.monotonic() + seconds
        try:
            with ExitStack() as blocks:
                also = [blocks.enter_context(block()) for block in beside]
                session = blocks.enter_context(self.writing())
                ids = []
                waiting = post.to_answer(session, chats)
                if len(waiting) >= SEVERAL:
                    talk.foresee(session, list(waiting), self.clock(), self.zone)
                for chat in chats:
                    found = waiting.get(chat)
                    if found is None or self._is_of_another(found.worker_id):
                        done.quiet.append(chat)
                        continue
                    incoming_id, message = found.id, message_json.validate_json(found.message)
                    if message.is_to_come:
                        done.to_come.append((chat, incoming_id, message))
                        continue
                    self._answer(session, chat, incoming_id, message)
                    ids.append(incoming_id)
                    done.answered.append(chat)
                    if time.monotonic() >= until:
                        break
                post.done(session, ids)
                for step in also:
                    step(session)
            done.planned, done.begun = looking.planned(session), True
        except Exception as error:
            if unavailable(error):
                raise
            return self._each(chats)
        return done

    def _each(self, chats: Sequence[Chat]) -> Round:
        """The same one by one, because one of them cannot be answered."""
        done = Round()
        for chat in chats:
            found = self.next_message(chat)
            if found is None:
                done.quiet.append(chat)
            elif found[1].is_to_come:
                done.to_come.append((chat, *found))
            else:
                done.planned |= self.answer(*found)
                done.answered.append(chat)
        return done

    def _answer(self, session: Session, chat: Chat, incoming_id: int, message: Message) -> None:
        now = self.clock()
        with outbox.replies_first(session):
            replies = talk.respond(session, message, now, self.zone, incoming_id, self.keeper)
            if (chat.channel, chat.bot) in self._merging:
                replies = outbox.merged(replies)
            for place, reply in enumerate(replies):
                outbox.queue(session, chat, f"reply:{incoming_id}:{place}", reply, now)

    def _is_of_another(self, worker_id: int | None) -> bool:
        """Whether another process is about to answer a message."""
        return bool(self.worker_id and worker_id and worker_id != self.worker_id)

    def _failed(self, incoming_id: int, error: Exception) -> None:
        with self.writing() as session:
            row = session.get_one(Incoming, incoming_id)
            row.tries += 1
            row.error = f"{type(error).__name__}: {error}"[:500]
            if row.tries >= TRIES:
                row.state = "failed"
                self.notices.set_aside(session, row)
            session.add(row)

    def replay(self) -> list[tuple[int, bool]]:
        """Answer the messages that were set aside once more; each with whether it went well this time."""
        with self.writing() as session:
            rows = post.set_aside(session)
            for row in rows:
                row.state, row.tries = "waiting", TRIES - 1
                session.add(row)
            again = [(row.id or 0, message_json.validate_json(row.message)) for row in rows]
        for incoming_id, message in again:
            self.answer(incoming_id, message)
        with reading(self.engine) as session:
            return [(i, session.get_one(Incoming, i).state == "done") for i, _ in again]

    def merge(self, bot: tuple[str, str], *, wanted: bool) -> None:
        """Give each answer on a bot (of a channel) as one message from now on, or as it comes."""
        (self._merging.add if wanted else self._merging.discard)(bot)

    def tell_many(self, chat: Chat, message_id: str, count: int) -> None:
        """Tell somebody who sends very many messages that none of them is lost."""
        with self.writing() as session:
            self.notices.many(session, chat, message_id, count)

    def tell_keeper(self, key: str, says: str) -> None:
        """Send the keeper a message, once for each `key`."""
        with self.writing() as session:
            self.notices.tell_keeper(session, key, says)

    def tick(self) -> int:
        """Do what is due by the clock; how many messages were queued."""
        return sum(self.slices())

    def slices(self) -> Iterator[int]:
        """Do what is due by the clock, a slice and a commit at a time; how many messages each has queued."""
        now = self.clock()
        with reading(self.engine) as session:  # most looks find nothing: they take no writer's turn
            due = reminders.next_look(session, self.zone)
            busy = [job for job in (room, forgotten) if job.has_work(session, now, self.zone)]
            gone_astray = astray.has_work(session, now, self.zone)
        more = due is not None and due <= now
        while more:
            with self.writing() as session:
                told, more = reminders.run(session, now, self.zone)
            yield told
        for job in busy:
            more = True
            while more:
                with self.writing() as session:
                    told, more = job.run(session, now, self.zone)
                yield told
        if gone_astray:
            with self.writing() as session:
                astray.run(session, now, self.zone, self.keeper)

    def next_due(self) -> datetime | None:
        """The next instant at which something falls due; None when nothing is known to."""
        with reading(self.engine) as session:
            moments = (
                reminders.next_look(session, self.zone),
                *(job.next_due(session, self.clock(), self.zone) for job in (room, forgotten)),
            )
        return min((moment for moment in moments if moment is not None), default=None)

    def next_look(self) -> datetime | None:
        """The same, or sooner while what was told is not sent yet and may go astray."""
        with reading(self.engine) as session:
            astray_at = astray.next_look(session, self.clock())
        return min((moment for moment in (self.next_due(), astray_at) if moment is not None), default=None)

    def moments(self, until: datetime) -> Iterator[datetime]:
        """The instants from now to `until` at which something falls due, and `until` itself; asked anew after each."""
        while (due := self.next_due()) is not None and due < until:
            yield due
        yield until
