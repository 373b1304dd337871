"""What travels between a messenger and the talk: a message in, replies out."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached: one chat of one bot on one messenger."""

    channel: str
    bot: str
    chat: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.bot}:{self.chat}"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in a message: the messenger's own name for it and, once fetched, the SHA-256 of the stored file."""

    ref: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that a person did in a chat.

    `id` is unique within the address. `at` is an aware instant in UTC. `tap` is the token of the button that was
    tapped; `text` is then empty. `kind` "other" is anything without words that we cannot read (sticker, voice, ...),
    "moved" a group that from now on has another address, which is the `text`.
    `refers_to` is the id of the message that an edit changes, or that a message answers. `forwarded` are words of
    somebody else. In a group `addressed` tells whether the bot was meant (command, mention, reply), and `sender` is the
    writer's own chat. `link` leads into the bot with a word in place of "{}", where the messenger has such links
    ("https://t.me/NAME?start={}"). Photos that were
    sent together as one `album` may come as several messages, mostly with words on the first one only.
    """

    address: Address
    id: str
    at: datetime
    text: str = ""
    kind: Literal["text", "tap", "photo", "edit", "moved", "other"] = "text"
    tap: str | None = None
    photos: tuple[Photo, ...] = ()
    sender_name: str | None = None
    group: bool = False
    addressed: bool = True
    link: str | None = None
    refers_to: str | None = None
    forwarded: bool = False
    sender: str | None = None
    album: str | None = None

    @property
    def is_to_come(self) -> bool:
        """Whether photos of it have still to arrive, or to be fetched."""
        return self.album is not None or any(photo.file is None for photo in self.photos)


@dataclass(frozen=True, slots=True)
class Choice:
    """A word one may tap or as well type; the one-shot `token` is given when the reply is queued (1 to 64 bytes).

    `about` says what this one decides, where it is not what the whole reply is about.
    """

    word: str
    token: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A small table: the heads of its columns and its rows, all as text; the first column is a label."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures: what, in which unit, of where and when, one label for each value, where it comes from."""

    title: str
    unit: str
    where: str
    labels: tuple[str, ...]
    values: tuple[Decimal | None, ...]  # in that unit; None where nothing was told
    source: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A stored file that goes with a reply: its SHA-256, the name shown, its media type (image/* is shown inline)."""

    file: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot: plain text, at most one table, choices, attachments.

    A `chart` is drawn on the way: a picture where the messenger shows pictures, lines of text where it does not.
    `about` says what the choices decide ("draft:12:3", "meeting:5:1"); without it a choice is the same as typing it.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    table: Table | None = None
    attached: tuple[Attached, ...] = ()
    about: str = ""
    chart: Chart | None = None


WITHOUT_PICTURES = frozenset({"terminal"})  # messengers on which a chart is lines of text


def choices(*words: str) -> tuple[Choice, ...]:
    """Choices without tokens, as a handler offers them."""
    return tuple(Choice(word) for word in words)


message_json: TypeAdapter[Message] = TypeAdapter(Message)
reply_json: TypeAdapter[Reply] = TypeAdapter(Reply)
