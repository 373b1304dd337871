"""What the talk remembers beside its drafts: the last subject of a chat, phrases taught, which words made a record."""

from datetime import datetime

from sqlalchemy import Text, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

from db.columns import Instant
from db.quick import Prepared

_PERSON = "person"  # in place of a messenger: the row is about a person in whichever chat


class Subject(SQLModel, table=True):
    """What a chat asked about last, so that "còn năm ngoái?" is about the same; one row a chat.

    And for which of their committees a person of several spoke last, as its id; one row a person.
    """

    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    asked: str = Field(sa_type=Text)  # handlers.following.Asked as JSON
    at: datetime = Field(sa_type=Instant)


class Taught(SQLModel, table=True):
    """What a committee means by its own words; it counts until it is taken back."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    said: str = Field(sa_type=Text)  # the sentence that nobody understood
    meaning: str = Field(sa_type=Text)  # the same in words that are understood
    phrase: str = Field(sa_type=Text)  # handlers.vi.teaching.Lesson as JSON
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    back_at: datetime | None = Field(default=None, sa_type=Instant)  # None: it counts
    back_by: int | None = Field(default=None, foreign_key="person.id")


class Heard(SQLModel, table=True):
    """That a message is among the words a record came from: editing the message means the record."""

    incoming_id: int = Field(foreign_key="incoming.id", primary_key=True)
    record_id: int = Field(foreign_key="record.id", index=True)


def spoken_for(session: Session, person_id: int) -> int | None:
    """The unit that a person spoke for last; None when that was never said."""
    kept = session.get(Subject, (_PERSON, "", str(person_id)))
    return int(kept.asked) if kept else None


def speak_for(session: Session, person_id: int, unit_id: int, now: datetime) -> None:
    """A person speaks for a unit until they say otherwise."""
    session.merge(Subject(channel=_PERSON, bot="", chat=str(person_id), asked=str(unit_id), at=now))


def lessons(session: Session, unit_id: int) -> list[Taught]:
    """What a committee has taught and not taken back, in order."""
    return _LESSONS.all(session, unit=unit_id)


_LESSONS = Prepared(
    select(Taught)
    .where(col(Taught.unit_id) == bindparam("unit"), col(Taught.back_at).is_(None))
    .order_by(col(Taught.id)),
    remembered=True,
)
