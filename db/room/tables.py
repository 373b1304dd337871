"""The tables of the meeting room: who was there, what was voted, noted, given to whom, and the papers of it."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.columns import Instant


class Sitting(SQLModel, table=True):
    """A meeting that was opened; while it is not closed, what the secretary writes goes into its minutes."""

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    opened_at: datetime = Field(sa_type=Instant)
    opened_by: int = Field(foreign_key="person.id")
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class HallCode(SQLModel, table=True):
    """The word shown in the hall, as a QR code too, by which people say that they are there."""

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    code: str = Field(unique=True)


class Quorum(SQLModel, table=True):
    """A committee's own rule of how many must be there: a share `top`/`bottom` (more than it, if `over`) or a count."""

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    top: int
    bottom: int | None = None  # None: `top` people
    over: bool = False
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime = Field(sa_type=Instant)


class Presence(SQLModel, table=True):
    """That a person was at a meeting."""

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    how: str  # "tick" (by the secretary) | "self" | "code"
    late: bool = False
    left_at: datetime | None = Field(default=None, sa_type=Instant)


class Proposal(SQLModel, table=True):
    """What a member wants to be spoken of; without a meeting it waits for the next one."""

    __table_args__ = (Index("ix_proposal_unit", "unit_id", "meeting_id"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Instant)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")  # set when a meeting that takes it up opens


class Ballot(SQLModel, table=True):
    """A question that was voted on at a meeting, and the counts once they are told."""

    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    number: int
    way: str  # "gio_tay" (show of hands) | "hiep_thuong" (consultation) | "phieu" (ballot papers)
    question: str = Field(sa_type=Text)
    agree: int | None = None
    against: int | None = None
    other: int | None = None  # other opinions; whoever is left did not vote
    present: int | None = None  # how many were there when it was counted
    counted_at: datetime | None = Field(default=None, sa_type=Instant)


class Note(SQLModel, table=True):
    """A line of the minutes; `struck` ones are not printed."""

    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    number: int
    text: str = Field(sa_type=Text)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    struck: bool = False


class Task(SQLModel, table=True):
    """What somebody is to do until a day; `version` rises when it changes, and it is told of anew."""

    __table_args__ = (UniqueConstraint("unit_id", "number"), Index("ix_task_open", "state", "due"))
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    number: int  # within the unit: "xong việc #12"
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    what: str = Field(sa_type=Text)
    who: str  # as said: "anh Tâm"
    who_id: int | None = Field(default=None, foreign_key="person.id")  # None: not a member of the committee
    due: date | None = None
    version: int = 1
    state: str = "open"  # "open" | "done" | "dropped"
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime = Field(sa_type=Instant)
    ended_by: int | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class Nudge(SQLModel, table=True):
    """That somebody was told something once: the row is the promise ("task:12:1:8:3d", "minutes:5:8:7d")."""

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)


class Paper(SQLModel, table=True):
    """An invitation, agenda or minutes as composed (handlers.papers.paper.Paper as JSON); a number once approved."""

    __table_args__ = (UniqueConstraint("unit_id", "kind", "year", "number"), UniqueConstraint("meeting_id", "kind"))
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    kind: str  # "giay_moi" | "chuong_trinh" | "bien_ban"
    content: str = Field(sa_type=Text)
    version: int = 1  # rises with the content, so that nobody approves what they have not seen
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime = Field(sa_type=Instant)
    number: int | None = None
    year: int | None = None
    approved_by: int | None = Field(default=None, foreign_key="person.id")
    approved_at: datetime | None = Field(default=None, sa_type=Instant)


class PressOrder(SQLModel, table=True):
    """A file to be made outside of the talk; `reply` is sent with it as soon as it is there."""

    __table_args__ = (Index("ix_pressorder_waiting", "state", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    machine: str  # "paper" | "calendar" | "chart" | "qr"
    content: str = Field(sa_type=Text)  # JSON for the machine
    name: str
    media_type: str
    channel: str
    bot: str
    chat: str
    reply: str = Field(sa_type=Text)  # handlers.message.Reply as JSON
    priority: int = 0
    state: str = "waiting"  # "waiting" | "done" | "failed"
    tries: int = 0
    error: str | None = None
    at: datetime = Field(sa_type=Instant)


class CalendarCopy(SQLModel, table=True):
    """That a person has a meeting in the telephone's calendar, as of a version of it."""

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    sequence: int
