"""A messenger of the tests' own: it keeps what it was given, and fails in the ways that messengers fail."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.channel import Loaded, Offline, SendError
from bot.pace import Limits
from handlers.message import Address, Message, Photo, Reply

BOT = "main"
NO_LIMITS = Limits()
START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


class HandClock:
    """A clock that stands still until it is moved, either way."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        """The same as the monotonic clock of a process."""
        return self.at.timestamp()

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass(frozen=True)
class Sent:
    """What arrived at the far end."""

    chat: str
    text: str
    replaces: str | None = None
    files: tuple[str, ...] = ()


@dataclass
class FarEnd:
    """One bot on a messenger called "far". `fails` are the failures to come, the first of them first."""

    name: str = "far"
    bot: str = BOT
    limits: Limits = NO_LIMITS
    fails: list[SendError | None] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    tried: int = 0
    pictures: dict[str, bytes] = field(default_factory=dict)
    slow: dict[str, asyncio.Event] = field(default_factory=dict)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, to: Address, reply: Reply, files: dict[str, Loaded], *, replaces: str | None) -> str:
        self.tried += 1
        failure = self.fails.pop(0) if self.fails else None
        if failure is not None:
            raise failure
        self.sent.append(Sent(to.chat, reply.text, replaces, tuple(file.name for file in files.values())))
        self.arrived.set()
        return f"m{len(self.sent)}"

    async def fetch(self, photo: Photo) -> Loaded:
        if photo.ref in self.slow:
            await self.slow[photo.ref].wait()
        if photo.ref not in self.pictures:
            raise Offline("no such picture yet")
        return Loaded(self.pictures[photo.ref], "image/jpeg", f"{photo.ref}.jpg")

    async def until(self, done: Callable[[Sequence[Sent]], bool]) -> None:
        """Wait until what was sent is enough."""
        while not done(self.sent):
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 30)


def message(chat: str, number: str, text: str = "", *, photos: tuple[Photo, ...] = (), at: datetime = START) -> Message:
    """Something said in a chat of the far end."""
    return Message(Address("far", BOT, chat), number, at, text=text, photos=photos)
