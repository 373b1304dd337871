"""The running bot: messengers hand messages to the desk, it answers them in rounds, senders bring the replies back."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import TypeVar

from bot import lean, picture
from bot.channel import Channel, Loaded, Offline, SendError
from bot.desk import Desk
from bot.press.work import Press
from bot.sender import Sender
from bot.shift import EVERY as BEAT
from bot.shift import Shift
from db.engine import unavailable
from db.post import Chat
from handlers.message import Message, Photo

# 0.5 MB for a pool of processes that APScheduler never makes here
with lean.put_off("multiprocessing"), lean.put_off("concurrent.futures.process", "BrokenProcessPool"):
    from jobs.waking import Waker

log = logging.getLogger(__name__)
T = TypeVar("T")

_FETCH_PAUSES = (1, 4, 15, 40)  # seconds
_AFTER_A_BUG = 1.0  # seconds until the answering goes on
TOGETHER = 100  # chats that are answered in one commit, at most
_ALBUM = 1.0  # seconds in which the other photos of an album arrive
LAST_ANSWERS = 0.5  # seconds for what waits for an answer when we stop
LAST_SENT = 3.0  # seconds for what is being sent then
MANY = 20  # waiting messages of one chat, beyond which the person is told that none is lost


class Duty:
    """Whether this process speaks for a bot: only one of those that share a database does."""

    def __init__(self) -> None:
        self.taken, self.lost = asyncio.Event(), asyncio.Event()

    def is_now(self, *, ours: bool) -> None:
        """Note whether it is ours."""
        for event, happened in ((self.taken, ours), (self.lost, not ours)):
            event.set() if happened else event.clear()


class Office:
    """Desk, messengers and clock in one event loop.

    Messages of one chat are answered in order, and the chats in turns: one message of each, many in one commit. While
    one chat waits for a photo to arrive, the others go on.
    """

    def __init__(self, desk: Desk, channels: Sequence[Channel], also: Sequence[Callable[[], object]] = ()) -> None:
        self.desk = desk
        self._also = also  # what else is asked whenever the clock is looked at
        self._channels = {(c.name, c.bot): c for c in channels}
        self._ready: dict[Chat, None] = {}  # chats with messages that wait, in the order of their turns
        self._more = asyncio.Event()
        self._lanes: dict[Chat, asyncio.Task[None]] = {}  # chats that wait for a photo
        self._left: Counter[Chat] = Counter()  # about how many messages of a chat wait
        self._stopping = False
        self._ending = asyncio.Event()
        self._senders = {bot: Sender(desk, channel) for bot, channel in self._channels.items()}
        self._duties = {bot: Duty() for bot in self._channels}
        self._shift = Shift(desk)
        self._press = Press(desk, self._wake_senders)
        self._pressing: asyncio.Task[None] | None = None
        self._answering: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._waker = Waker(self._look, desk.clock)

    def start(self) -> None:
        """Begin: what was left waiting is answered first. Must be called in the running loop."""
        self._take_shift()
        self._answering = asyncio.create_task(self._answer())
        senders = [asyncio.create_task(self._send(bot)) for bot in self._senders]
        self._tasks = [*senders, asyncio.create_task(self._keep_shift())]
        self._pressing = asyncio.create_task(self._press.run())
        self._waker.start()

    async def stop(self) -> None:
        """Finish what is in hand and stop; whatever waits, also for a photo, stays in the tables."""
        self._stopping = True
        self._ending.set()
        self._waker.stop()
        if self._pressing is not None:
            self._pressing.cancel()
            await asyncio.gather(self._pressing, return_exceptions=True)
        await _ended(list(self._lanes.values()), 0)
        self._more.set()
        if self._answering is not None:
            await _ended([self._answering], LAST_ANSWERS)
        for sender in self._senders.values():
            sender.stop()
        for duty in self._duties.values():
            duty.taken.set()  # whoever waits for it may end
        await _ended(self._tasks, LAST_SENT)
        self._try(self._shift.end)

    def receive(self, messages: Sequence[Message]) -> None:
        """Take messages in; they are durable when this returns, and answered soon. Raises when they cannot be kept."""
        try:
            news = self.desk.receive(messages)
        except Exception as error:
            if unavailable(error):
                self.desk.tables.failed(error)
            raise
        if news:
            for message in messages:
                chat = Chat(message.address.channel, message.address.bot, message.address.chat)
                self._count(chat, message)
                self._make_ready(chat)

    async def attend(self, channel: Channel, run: Callable[[], Awaitable[None]]) -> None:
        """Let a messenger receive while this process speaks for its bot. Raises what it raises."""
        duty = self._duties[channel.name, channel.bot]
        while True:
            await duty.taken.wait()
            running, lost = asyncio.ensure_future(run()), asyncio.ensure_future(duty.lost.wait())
            try:
                await asyncio.wait((running, lost), return_when=asyncio.FIRST_COMPLETED)
                if running.done():
                    return running.result()
                log.warning("another process receives for %s:%s now", channel.name, channel.bot)
            finally:
                for task in (running, lost):
                    task.cancel()
                await asyncio.gather(running, lost, return_exceptions=True)

    async def _send(self, bot: tuple[str, str]) -> None:
        while True:
            await self._duties[bot].taken.wait()
            if self._stopping:
                return
            await self._senders[bot].run()

    def _take_shift(self) -> None:
        """Show that we live, and take over what others have left."""
        chats, ours = self._shift.look(self._duties)
        self.desk.worker_id = self._shift.worker_id
        for bot, duty in self._duties.items():
            duty.is_now(ours=bot in ours)
            if bot not in ours:
                self._senders[bot].stop()
        for chat in chats:
            self._make_ready(chat)

    async def _keep_shift(self) -> None:
        while not self._stopping:
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT):
                    await self._ending.wait()
                    return
            self._try(self._take_shift)

    def _try(self, step: Callable[[], object]) -> None:
        """Do something that needs the tables, unless they cannot be had just now."""
        try:
            step()
        except Exception as error:
            if not unavailable(error):
                raise
            self.desk.tables.failed(error)

    def _count(self, chat: Chat, message: Message) -> None:
        """Somebody who sends very many messages at once is told, once, that none is lost."""
        self._left[chat] += 1
        if self._left[chat] == MANY + 1 and not message.group:
            self._try(lambda: self.desk.tell_many(chat, message.id, self._left[chat]))

    def tick(self) -> None:
        """Do what is due by the clock now."""
        self.desk.tick()
        self._wake_senders()
        self._waker.wake()  # the clock was moved: what is next is reckoned anew

    def is_on_time(self) -> bool:
        """Whether what is due is done when it is due."""
        return self._waker.is_on_time()

    async def _look(self) -> datetime | None:
        """Do what is due, others' turn after each slice; when to look next."""
        for ask in self._also:
            ask()
        try:
            for _ in self.desk.slices():
                self._wake_senders()
                await asyncio.sleep(0)
            due = self.desk.next_look()
        except Exception as error:
            if not unavailable(error):
                raise
            return self.desk.clock() + timedelta(seconds=self.desk.tables.failed(error))
        return due

    def _make_ready(self, chat: Chat) -> None:
        """Let a chat have its turn, unless it waits for a photo: then it has it afterwards."""
        if not self._stopping and chat not in self._lanes:
            self._ready.setdefault(chat)
            self._more.set()

    async def _answer(self) -> None:
        """Answer what waits, in rounds: one message of each chat, then others' turn."""
        while self._ready or not self._stopping:
            if self._ready:
                try:
                    await self._having_tables(self._round)
                except Exception:  # a bug of ours, beside the talk: those who wait are not left for it
                    log.exception("a round of answers failed; the next one begins in %s s", _AFTER_A_BUG)
                    await asyncio.sleep(_AFTER_A_BUG)
                for _ in range(3):  # what has arrived is read, lands, and frees its connection
                    await asyncio.sleep(0)
            else:
                self._more.clear()
                await self._more.wait()

    def _round(self) -> None:
        senders = [sender for sender in self._senders.values() if sender.is_running]
        done = self.desk.answer_round(list(islice(self._ready, TOGETHER)), beside=[s.beside for s in senders])
        for chat in (*done.quiet, *done.answered, *(chat for chat, *_ in done.to_come)):
            del self._ready[chat]
        for chat in done.quiet:
            self._left.pop(chat, None)
        for chat in done.answered:
            self._left[chat] -= 1
            self._ready[chat] = None  # after the others
        for chat, incoming_id, message in done.to_come:
            if not self._stopping:
                self._lanes[chat] = asyncio.create_task(self._with_photos(chat, incoming_id, message))
        self._answered(planned=done.planned, begun=done.begun)

    def _answered(self, *, planned: bool, begun: bool = False) -> None:
        if planned:
            self._waker.wake()
        self._press.wake()
        if not begun:
            self._wake_senders()

    async def _having_tables(self, step: Callable[[], T]) -> T:
        """Do something that needs the tables as soon as they can be had."""
        while True:
            try:
                return step()
            except Exception as error:
                if not unavailable(error):
                    raise
                await asyncio.sleep(self.desk.tables.failed(error))

    async def _with_photos(self, chat: Chat, incoming_id: int, message: Message) -> None:
        """Answer a message once its photos are there; the chat goes on afterwards."""
        try:
            others: list[int] = []
            if message.album:
                await asyncio.sleep(_ALBUM)
                message, others = await self._having_tables(partial(self.desk.whole_album, chat, message))
            if any(photo.file is None for photo in message.photos):
                loaded = await self._fetched(message)
                message = await self._having_tables(partial(self.desk.keep_photos, message, loaded))
            answer = partial(self.desk.answer, incoming_id, message, others)
            self._answered(planned=await self._having_tables(answer))
        finally:
            del self._lanes[chat]
            self._make_ready(chat)

    async def _fetched(self, message: Message) -> dict[str, Loaded]:
        """The bytes of a message's photos by their ref, without those that cannot be had."""
        channel = self._channels[message.address.channel, message.address.bot]
        loaded = {photo.ref: await _fetch(channel, photo) for photo in message.photos if photo.file is None}
        there = {ref: file for ref, file in loaded.items() if file is not None}
        shown = await asyncio.gather(*(asyncio.to_thread(_is_picture, file.content) for file in there.values()))
        return {ref: file for (ref, file), can_be in zip(there.items(), shown, strict=True) if can_be}

    def _wake_senders(self) -> None:
        for sender in self._senders.values():
            sender.wake()


async def _ended(tasks: Sequence[asyncio.Task[None]], seconds: float) -> None:
    """Wait for tasks to end, for some seconds; end the others."""
    if tasks:
        await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


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
