"""What every messenger module offers to the rest of the bot, and the closed set of ways in which sending can fail."""

import hmac
from dataclasses import dataclass
from typing import Protocol

from bot.pace import Limits
from db.mistake import Mistake
from handlers.message import Address, Photo, Reply


class StartError(Mistake):
    """A messenger cannot be started (a wrong token, a port in use); the text says why in one line."""


class SendError(Exception):
    """Sending failed. The text is for the keeper and never holds a token."""


class Busy(SendError):
    """The messenger asks to wait (429); nothing was sent."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"asked to wait {retry_after:g} s")
        self.retry_after = retry_after


class Spent(Busy):
    """What the messenger's plan allows in a month is used up: nothing goes out by this bot until the next one."""


class Offline(SendError):
    """The messenger could not be reached or failed before accepting; safe to try again."""


class Unreachable(SendError):
    """The person blocked the bot or the chat is gone; this address is of no use until they write again."""


class NotPermitted(Unreachable):
    """The messenger does not let us write there; why, it does not say, so that it may be tried again another day."""


class Refused(SendError):
    """The messenger will never accept this message."""


class InDoubt(SendError):
    """The answer was lost after the request had gone out: it may or may not have been delivered."""


class Moved(SendError):
    """A group became a supergroup: its chat id is now `chat`."""

    def __init__(self, chat: str) -> None:
        super().__init__("the group has a new id")
        self.chat = chat


@dataclass(frozen=True, slots=True)
class Hook:
    """Where a messenger is to bring what people write: a public https address, and the secret by which it shows itself.

    `secret` has 8 to 256 letters, digits, _ and -.
    """

    url: str
    secret: str

    def is_from_them(self, secret: str | None) -> bool:
        """Whether a request that carries this secret comes from the messenger; takes the same time for any guess."""
        return hmac.compare_digest((secret or "").encode(), self.secret.encode())


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file with its bytes, ready to be sent or stored."""

    content: bytes
    media_type: str
    name: str


class Channel(Protocol):
    """One bot on one messenger."""

    name: str
    bot: str
    limits: Limits

    async def send(self, to: Address, reply: Reply, files: dict[str, Loaded], *, replaces: str | None) -> str:
        """Send a reply, or show it in place of the message `replaces`; return the messenger's id of the message.

        `files` holds the bytes of `reply.attached` by SHA-256. Raises only SendError.
        """
        ...

    async def fetch(self, photo: Photo) -> Loaded:
        """The bytes of a picture in a message. Raises SendError (Offline to try again, Refused for good)."""
        ...
