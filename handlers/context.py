"""What every answer needs to know: who speaks, for which committee, when and where."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db.models import Person, Unit
from db.post import Chat
from handlers.message import Message

LEADERS = frozenset({"chair", "secretary", "ward"})


@dataclass(frozen=True, slots=True)
class Context:
    """One message of a known person and its circumstances; days are those of the committee's own time zone.

    `heard` are the messages (their rows in Incoming) that the draft came from which is being finished. `others` are the
    person's other committees with their roles there; `assumed` says that the message did not tell which it is about,
    `keeps` that the person keeps the bot, `brought` that it was said in a group and is no answer to an open draft,
    `unseen` that a draft is agreed to which was shown before something else.
    """

    session: Session
    message: Message
    chat: Chat
    person: Person
    unit: Unit
    role: str
    now: datetime
    zone: ZoneInfo
    incoming_id: int | None = None
    heard: tuple[int, ...] = ()
    others: tuple[tuple[Unit, str], ...] = ()
    assumed: bool = False
    keeps: bool = False
    brought: bool = False
    unseen: bool = False

    @property
    def today(self) -> date:
        """The day on which the message was written, on which its "hôm nay" rests, however late it is answered."""
        return _day(min(self.message.at, self.now), self.zone)

    @property
    def answered_on(self) -> date:
        """The day on which the message is answered, by which days are told: "hôm qua, thứ Bảy 21/11"."""
        return _day(self.now, self.zone)

    @property
    def who(self) -> str:
        """How the bot addresses the person: "bác", "chị" ..."""
        return self.person.title

    @property
    def world(self) -> str:
        """What stands before the `about` of every choice in practice, so that a tap acts where it was offered."""
        return "tap:" if self.chat.practice else ""

    @property
    def leads(self) -> bool:
        """Whether the person may set meetings and see who comes by name."""
        return self.role in LEADERS

    @property
    def teaches(self) -> bool:
        """Whether the person may teach the bot their committee's words."""
        return self.leads or self.keeps


@lru_cache(maxsize=256)
def _day(moment: datetime, zone: ZoneInfo) -> date:
    """The day of an instant in a time zone: asked many times of each message."""
    return moment.astimezone(zone).date()
