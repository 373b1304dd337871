"""The running bot: messengers hand messages to the desk, lanes answer them, senders bring the replies back."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from bot import picture
from bot.channel import Channel, Loaded, Offline, SendError
from bot.desk import Desk
from bot.press.work import Press
from bot.sender import Sender
from db.post import Chat
from handlers.message import Message, Photo
from jobs.waking import EVERY, Waker

log = logging.getLogger(__name__)

_FETCH_PAUSES = (1, 4, 15, 40)  # seconds
_ALBUM = 1.0  # seconds in which the other photos of an album arrive
_LAST_SEND = 5  # seconds for what is being sent when we stop


class Office:
    """Desk, messengers, lanes and clock in one event loop.

    Messages of one chat are answered in order; while one chat waits for a photo to arrive, the others go on.
    """

    def __init__(self, desk: Desk, channels: Sequence[Channel], also: Sequence[Callable[[], object]] = ()) -> None:
        self.desk = desk
        self._also = also  # what else is asked whenever the clock is looked at
        self._channels = {(c.name, c.bot): c for c in channels}
        self._lanes: dict[Chat, asyncio.Task[None]] = {}
        self._fetching: set[Chat] = set()
        self._stopping = False
        self._looked = float("-inf")
        self._senders = [Sender(desk, channel) for channel in channels]
        self._press = Press(desk, self._wake_senders)
        self._pressing: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._waker = Waker(self._look)

    def start(self) -> None:
        """Begin: what was left waiting is answered first. Must be called in the running loop."""
        self._tasks = [asyncio.create_task(sender.run()) for sender in self._senders]
        self._pressing = asyncio.create_task(self._press.run())
        self._waker.start()

    async def stop(self) -> None:
        """Finish what is in hand and stop; whatever waits, also for a photo, stays in the tables."""
        self._stopping = True
        self._waker.stop()
        if self._pressing is not None:
            self._pressing.cancel()
            await asyncio.gather(self._pressing, return_exceptions=True)
        for chat in self._fetching:
            self._lanes[chat].cancel()
        await asyncio.gather(*self._lanes.values(), return_exceptions=True)
        for sender in self._senders:
            sender.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_LAST_SEND)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def receive(self, messages: Sequence[Message]) -> None:
        """Take messages in; they are durable when this returns, and answered soon."""
        if self.desk.receive(messages):
            self._open_lanes()

    def tick(self) -> None:
        """Look at the clock now."""
        self.desk.tick()
        self._wake_senders()

    def is_on_time(self) -> bool:
        """Whether the clock was looked at lately."""
        return time.monotonic() - self._looked < 3 * EVERY.total_seconds()

    def _look(self) -> None:
        self._looked = time.monotonic()
        self.tick()
        for ask in self._also:
            ask()
        self._open_lanes()

    def _open_lanes(self) -> None:
        if self._stopping:
            return
        for chat in self.desk.waiting():
            if chat not in self._lanes:
                self._lanes[chat] = asyncio.create_task(self._lane(chat))

    async def _lane(self, chat: Chat) -> None:
        try:
            await self._answer_all(chat)
        finally:
            del self._lanes[chat]

    async def _answer_all(self, chat: Chat) -> None:
        while (found := self.desk.next_message(chat)) is not None:
            incoming_id, message = found
            others: list[int] = []
            if message.album:
                await asyncio.sleep(_ALBUM)
                message, others = self.desk.whole_album(chat, message)
            if any(photo.file is None for photo in message.photos):
                if self._stopping:
                    return
                message = self.desk.keep_photos(message, await self._fetched(chat, message))
            self.desk.answer(incoming_id, message, others)
            self._press.wake()
            self._wake_senders()
            await asyncio.sleep(0)  # others' turn

    async def _fetched(self, chat: Chat, message: Message) -> dict[str, Loaded]:
        """The bytes of a message's photos by their ref, without those that cannot be had."""
        channel = self._channels[message.address.channel, message.address.bot]
        self._fetching.add(chat)
        try:
            loaded = {photo.ref: await _fetch(channel, photo) for photo in message.photos if photo.file is None}
        finally:
            self._fetching.discard(chat)
        there = {ref: file for ref, file in loaded.items() if file is not None}
        shown = await asyncio.gather(*(asyncio.to_thread(_is_picture, file.content) for file in there.values()))
        return {ref: file for (ref, file), can_be in zip(there.items(), shown, strict=True) if can_be}

    def _wake_senders(self) -> None:
        for sender in self._senders:
            sender.wake()


def _is_picture(content: bytes) -> bool:
    """Whether the bytes are a picture that can be shown; whatever else was sent as one is not kept."""
    try:
        picture.media_type(content)
    except picture.NotAPicture as error:
        log.info("what was sent as a picture cannot be kept: %s", error)
        return False
    return True


async def _fetch(channel: Channel, photo: Photo) -> Loaded | None:
    """A photo; one that cannot be had for now is asked for again, for about a minute."""
    for pause in _FETCH_PAUSES:
        try:
            return await channel.fetch(photo)
        except Offline:
            await asyncio.sleep(pause)
        except SendError as error:
            log.warning("a photo could not be fetched: %s", error)
            return None
    return None
