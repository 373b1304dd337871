"""Orders for files: the talk writes down what is wanted, the press makes it and sends the reply with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from db.post import REPLY, Chat
from db.room.tables import PressOrder
from handlers.message import Reply, reply_json

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR = "text/calendar"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be made: by which machine, of what (JSON; of a QR code the words), its name and media type."""

    machine: str  # "paper" | "calendar" | "qr"
    content: str
    name: str
    media_type: str


def place(session: Session, chat: Chat, file: File, reply: Reply, now: datetime, *, priority: int = REPLY) -> None:
    """Order a file for a chat; `reply` is sent with it."""
    session.add(
        PressOrder(
            machine=file.machine, content=file.content, name=file.name, media_type=file.media_type,
            channel=chat.channel, bot=chat.bot, chat=chat.chat, reply=reply_json.dump_json(reply).decode(),
            priority=priority, at=now,
        )
    )  # fmt: skip
