"""The web chat as a messenger: a message is its row in the database, sending wakes the pages that show the chat."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.channel import Loaded, Refused
from bot.pace import Limits
from bot.web.ringing import Pusher
from db.engine import reading
from db.models import File, Outgoing
from db.post import Chat
from handlers.message import Address, Photo, Reply, reply_json

NAME, BOT = "web", "main"


def address(chat: str) -> Address:
    """The address of a web chat."""
    return Address(NAME, BOT, chat)


def keyed(chat: str) -> Chat:
    """The same, as the tables key it."""
    return Chat(NAME, BOT, chat)


class Bell:
    """Wakes whoever listens to a chat. It only saves waiting: the truth is in the tables, so a ring may be lost."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._loops: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self.closed = False

    def open(self) -> None:
        """Let it ring: the server starts."""
        self.closed = False

    @contextmanager
    def listening(self, chat: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the chat is rung for, from any thread."""
        event = asyncio.Event()
        self._loops[event] = asyncio.get_running_loop()
        self._listeners[chat].add(event)
        try:
            yield event
        finally:
            del self._loops[event]
            self._listeners[chat].discard(event)
            if not self._listeners[chat]:
                del self._listeners[chat]

    def ring(self, chat: str) -> None:
        """Wake the listeners of one chat."""
        for event in tuple(self._listeners.get(chat, ())):
            self._loops[event].call_soon_threadsafe(event.set)

    def close(self) -> None:
        """Wake everybody for the last time: the server stops."""
        self.closed = True
        for chat in tuple(self._listeners):
            self.ring(chat)


class Web:
    """The web chat: the channel "web", bot "main". Its chats are random ids, or a sample person's key in the demo."""

    name = NAME
    bot = BOT
    limits = Limits()  # there is nobody to refuse us

    def __init__(self, engine: Engine, pusher: Pusher | None = None) -> None:
        self.engine = engine
        self.bell = Bell()
        self.pusher = pusher

    async def send(self, to: Address, reply: Reply, files: dict[str, Loaded], *, replaces: str | None) -> str:  # noqa: ARG002 (the row has all of it)
        """Tell the open pages; return the id of the row of `Outgoing` that is being sent.

        The row itself is the message, and its `edits_id` says what it replaces.
        """
        with reading(self.engine) as session:
            row = _being_sent(session, to, reply)
        if row is None:
            raise Refused("no such message is on its way in this web chat")
        self.bell.ring(to.chat)
        if self.pusher is not None and replaces is None:
            self.pusher.tell(to.chat, reply.text)
        return str(row)

    async def fetch(self, photo: Photo) -> Loaded:
        """The picture as it was uploaded."""
        with reading(self.engine) as session:
            file = session.get(File, photo.file or photo.ref)
            if file is None:
                raise Refused("this picture was never uploaded")
            return Loaded(file.content, file.media_type, file.name)


def _being_sent(session: Session, to: Address, reply: Reply) -> int | None:
    """The row on its way that says this; what is marked "sending" comes before what still waits."""
    rows = session.exec(
        select(Outgoing)
        .where(
            Outgoing.channel == to.channel,
            Outgoing.bot == to.bot,
            Outgoing.chat == to.chat,
            col(Outgoing.state).in_(("sending", "waiting")),
        )
        .order_by(col(Outgoing.state), col(Outgoing.id))
    )
    return next((row.id for row in rows if reply_json.validate_json(row.reply) == reply), None)
