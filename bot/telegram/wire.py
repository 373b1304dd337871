"""What Telegram tells us, as it is on the wire: of each of its objects the fields that we read.

The library makes an object of everything in an update and checks nothing of it. These are made of what we need, in a
tenth of the time, and what is not as it ought to be is refused. The names are those of the Bot API.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter


@dataclass(frozen=True, slots=True)
class User:
    """Somebody, or a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None

    @property
    def full_name(self) -> str:
        """The name that others see."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(frozen=True, slots=True)
class Chat:
    """Where something was said; one with a person has no title."""

    id: int
    type: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class MessageEntity:
    """A part of a text that means something; counted in UTF-16 units."""

    type: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class PhotoSize:
    """A picture in one of its sizes."""

    file_id: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file of any kind."""

    file_id: str
    mime_type: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The message that another one answers."""

    message_id: int
    sender: Annotated[User | None, Field(alias="from")] = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message."""

    message_id: int
    date: int
    chat: Chat
    sender: Annotated[User | None, Field(alias="from")] = None
    sender_chat: Chat | None = None
    edit_date: int | None = None
    text: str | None = None
    entities: tuple[MessageEntity, ...] = ()
    caption: str | None = None
    caption_entities: tuple[MessageEntity, ...] = ()
    photo: tuple[PhotoSize, ...] = ()
    document: Document | None = None
    reply_to_message: Answered | None = None
    forward_origin: object = None
    media_group_id: str | None = None
    migrate_to_chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tapped:
    """The message under which a button was tapped, also when Telegram has forgotten the rest of it."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class CallbackQuery:
    """A tap on a button; on one of a game it carries no data."""

    id: str
    sender: Annotated[User, Field(alias="from")]
    message: Tapped | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that happened; of another kind than these, it says nothing to us."""

    message: Said | None = None
    edited_message: Said | None = None
    callback_query: CallbackQuery | None = None


update: TypeAdapter[Update] = TypeAdapter(Update)
