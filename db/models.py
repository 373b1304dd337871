"""The tables: people and units, what was said, what was answered, the ledger, the meetings."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from db import book, outside, remembered  # noqa: F401 (so that whoever knows these tables knows those too)
from db.columns import Amount, Instant
from db.room import tables as room  # noqa: F401 (the same)

# SQLite uses a partial index only where a query says its condition in the very same words. PostgreSQL's indices are
# partial too: the migrations say so, and saying it here would load its drivers (3 MB) where there is none.
WAITING = text("state = 'waiting'")
OPEN = text("used_at IS NULL")  # a button that can still be tapped
LOST = text("priority > 0 AND state IN ('failed', 'doubt')")  # unasked, and perhaps not arrived

# SQLite gives the id of a deleted row away again, and an old button would decide about a newer draft or meeting.
NEVER_AGAIN = {"sqlite_autoincrement": True}


# --- people and units ---


class Unit(SQLModel, table=True):
    """A phường, a khu phố (ấp, khóm, ...) or a tổ; never keyed by its name, because names change."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # "phuong" | "khu_pho" | "to"; "tap": somebody's practice, see db/practice.py
    name: str
    code: str = Field(unique=True)  # short, in record numbers: "KP9"
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    valid_from: date
    valid_to: date | None = None
    made_at: datetime | None = Field(default=None, sa_type=Instant)  # None: it was there from the start
    closed_at: datetime | None = Field(default=None, sa_type=Instant)  # when `valid_to` was written down


class Person(SQLModel, table=True):
    """A member of a committee or of the ward's Front; `key` is the short name that commands use."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str
    title: str = "anh/chị"  # form of address: bác, cô, chú, anh, chị


class Membership(SQLModel, table=True):
    """A person's role in a unit, with dates; one person may have several."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str  # "member" | "secretary" | "chair" | "ward"
    since: date
    until: date | None = None


class Contact(SQLModel, table=True):
    """An address at which a person (or nobody we know yet) can be reached."""

    __table_args__ = (UniqueConstraint("channel", "bot", "chat"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    bot: str
    chat: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    used_at: datetime = Field(sa_type=Instant)
    unreachable: str | None = None  # why, in the messenger's words; None while it works
    retry_at: datetime | None = Field(default=None, sa_type=Instant)  # when it may be tried again in spite of that
    group: bool = False
    preferred: bool = False  # where the person wants to be written to, of several that work


class LinkCode(SQLModel, table=True):
    """A one-time code by which a person adds another address; only its hash is kept."""

    code_hash: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    expires: datetime = Field(sa_type=Instant)


class Visit(SQLModel, table=True):
    """A browser in which a web chat is open; its cookie carries the id. Ended by deleting the row."""

    __table_args__ = (NEVER_AGAIN,)
    id: int | None = Field(default=None, primary_key=True)
    chat: str = Field(index=True)
    device: str  # "Chrome trên Android"
    since: datetime = Field(sa_type=Instant)
    seen: datetime = Field(sa_type=Instant)
    read_at: datetime | None = Field(default=None, sa_type=Instant)  # the instant of the newest message it has shown


class LinkTry(SQLModel, table=True):
    """A wrong code that was typed in a chat: nobody may guess for long."""

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    bot: str
    chat: str
    at: datetime = Field(sa_type=Instant, index=True)


class Invitation(SQLModel, table=True):
    """A one-time code to join a unit; only its hash is kept."""

    code_hash: str = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    role: str
    expires: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    used_by: int | None = Field(default=None, foreign_key="person.id")


class Secret(SQLModel, table=True):
    """A random key of this installation (signing of web sessions)."""

    name: str = Field(primary_key=True)
    value: str


# --- the talk ---


class Incoming(SQLModel, table=True):
    """A message as a messenger handed it over, committed before the messenger is told so; never taken twice."""

    __table_args__ = (
        UniqueConstraint("channel", "bot", "chat", "message_id"),
        Index("ix_incoming_waiting", "state", "id"),
        Index("ix_incoming_lane", "channel", "bot", "chat", "id", sqlite_where=WAITING),
        Index("ix_incoming_history", "channel", "bot", "chat", "at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    bot: str
    chat: str
    message_id: str
    at: datetime = Field(sa_type=Instant)
    message: str = Field(sa_type=Text)  # handlers.message.Message as JSON
    state: str = "waiting"  # "waiting" | "done" | "failed"; "aside": said to others, see db/common_room.py
    tries: int = 0
    error: str | None = None
    worker_id: int | None = None  # the process that answers it; whoever comes upon it when that one is gone


class Outgoing(SQLModel, table=True):
    """A reply, a reminder or a change of an earlier message, on its way to an address."""

    __table_args__ = (
        Index("ix_outgoing_waiting", "channel", "bot", "state", "priority", "id"),
        Index("ix_outgoing_lane", "channel", "bot", "chat", "priority", "id", sqlite_where=WAITING),
        Index("ix_outgoing_chat", "channel", "bot", "chat", "id"),
        Index("ix_outgoing_lost", "at", sqlite_where=LOST),
        Index("ix_outgoing_history", "channel", "bot", "chat", "at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # one per decision: "reply:17:0", "reminder:5:1:8:2h"
    channel: str
    bot: str
    chat: str
    at: datetime = Field(sa_type=Instant)
    priority: int = 0  # 0 reply, 1 reminder, 2 broadcast
    reply: str = Field(sa_type=Text)  # handlers.message.Reply as JSON
    edits_id: int | None = Field(default=None, foreign_key="outgoing.id")  # shown in place of that message
    state: str = "waiting"  # "waiting" | "sending" | "sent" | "failed" | "doubt"
    tries: int = 0
    not_before: datetime | None = Field(default=None, sa_type=Instant)
    message_id: str | None = None  # as the messenger named it once sent
    error: str | None = None


class Worker(SQLModel, table=True):
    """A running process of the bot; whose `beat` stands still is dead, whatever any clock says."""

    __table_args__ = (NEVER_AGAIN,)
    id: int | None = Field(default=None, primary_key=True)
    host: str
    pid: int
    beat: int = 0


class Duty(SQLModel, table=True):
    """Which process receives and sends for a bot of a messenger: one at a time."""

    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    worker_id: int


class Button(SQLModel, table=True):
    """A one-shot token behind a choice; consumed in the commit of its effect."""

    __table_args__ = (Index("ix_button_open", "channel", "bot", "chat", "outgoing_id", "about", sqlite_where=OPEN),)
    token: str = Field(primary_key=True)
    outgoing_id: int = Field(foreign_key="outgoing.id", index=True)
    channel: str = ""  # the chat of the message that it stands under
    bot: str = ""
    chat: str = ""
    place: int = 0  # among the choices of the message
    word: str
    about: str = ""  # what the choice is about, as the reply said it: "draft:12:3", "meeting:5:1", "record:KP9-0142"
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class Pending(SQLModel, table=True):
    """A conversation that waits for its next word: its name and the blanks filled so far."""

    __table_args__ = (Index("ix_pending_address", "channel", "bot", "chat", "id"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    bot: str
    chat: str
    conversation: str
    known: str = Field(sa_type=Text)  # JSON
    version: int = 1
    asked: int = 0  # questions put to the member so far
    past: str = Field(default="[]", sa_type=Text)  # what was known before each answer, for "quay lại": JSON
    heard: str = Field(default="[]", sa_type=Text)  # ids of the messages it came from: JSON
    expires: datetime = Field(sa_type=Instant)
    practice: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Practice(SQLModel, table=True):
    """That somebody practises in a chat: in which unit, at which of the exercises, and when they were last heard."""

    __table_args__ = (UniqueConstraint("channel", "bot", "chat"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    bot: str
    chat: str
    unit_id: int = Field(foreign_key="unit.id")
    exercise: int = 0  # how many are behind them
    seen_at: datetime = Field(sa_type=Instant)


class AlbumPhoto(SQLModel, table=True):
    """A photo of an album that was answered, so that one that comes late is put where the others went."""

    __table_args__ = (Index("ix_albumphoto", "channel", "bot", "chat", "album"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    bot: str
    chat: str
    album: str  # the messenger's own name for it
    sha256: str = Field(foreign_key="file.sha256")


class File(SQLModel, table=True):
    """The bytes of a photo or document, once per content."""

    sha256: str = Field(primary_key=True)
    media_type: str
    name: str
    content: bytes = Field(sa_type=LargeBinary)
    at: datetime = Field(sa_type=Instant)


class Unmatched(SQLModel, table=True):
    """A sentence that nobody understood, for the keeper."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    text: str = Field(sa_type=Text)


# --- the ledger ---


class Record(SQLModel, table=True):
    """One thing that was logged (an activity or a status), with the number that people quote: "KP9-0142"."""

    __table_args__ = (Index("ix_record_unit", "unit_id", "id"), Index("ix_record_person", "person_id", "at"))
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    unit_id: int = Field(foreign_key="unit.id")
    activity: str | None = None  # activity code of the reader
    occasion: str | None = None  # "tet", "27/7", "covid", ...
    day_from: date
    day_to: date
    text: str = Field(sa_type=Text)  # the member's own words
    person_id: int = Field(foreign_key="person.id")
    incoming_id: int | None = Field(default=None, foreign_key="incoming.id")
    at: datetime = Field(sa_type=Instant)
    covers: str = "own"  # "own" | "all": a ward's total over its khu phố, so theirs are not added again
    within: bool = False  # already contained in another record's figures: answers its occasion, is not added


class Entry(SQLModel, table=True):
    """What somebody said a number was. Never overwritten: a correction is a new version of the same `line`."""

    __table_args__ = (
        UniqueConstraint("record_id", "line", "version"),
        Index("ix_entry_figure", "indicator", "unit_id", "day_to", "value"),
        Index("ix_entry_unit", "unit_id", "day_to"),
    )
    id: int | None = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="record.id")
    unit_id: int = Field(foreign_key="unit.id")
    line: int  # place in the record, from 1
    version: int = 1
    current: bool = True  # False once a later version or a void replaced it
    voided: bool = False
    indicator: str
    value: Decimal = Field(sa_type=Amount)
    value_max: Decimal | None = Field(default=None, sa_type=Amount)
    qualifier: str = "exact"  # exact | about | nearly | over | under
    change: bool = False  # for a stock: a change ("giảm 3 hộ": -3) instead of a level
    counts_for: str = "own"  # "own" | "phuong" | "chi_hoi": in whose figures it is counted (tính cho)
    standard: str | None = None  # of hộ nghèo, cận nghèo: "national" | "city"
    day_from: date
    day_to: date
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    why: str | None = None


class Evidence(SQLModel, table=True):
    """A photo that shows a record."""

    __table_args__ = (UniqueConstraint("record_id", "sha256"),)
    id: int | None = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="record.id", index=True)
    sha256: str = Field(foreign_key="file.sha256")
    at: datetime = Field(sa_type=Instant)


# --- meetings ---


class MeetingSeries(SQLModel, table=True):
    """What returns: the committee's meeting, giao ban, figures due, the dates of the Front; or what comes once.

    `rule` is an RFC 5545 rule, "LUNAR:15" (each lunar month), "LUNAR:15/7" (each lunar year), "FRONT" (the dates of
    the Front) or "ONCE" (on `since` only). `planned_to` is the last day up to which its meetings are written down.
    """

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: str = "hop"  # "hop" | "dot_xuat" | "giao_ban" | "so_lieu" | "ngay"
    title: str = "Họp ban"
    rule: str
    shift: str = ""  # where a day that is to be avoided goes: "+CN" the day after a Sunday, "-CN,LE" the one before
    hour: str  # "19:00", local time of the committee
    place: str  # "" for what has no place
    since: date
    until: date | None = None
    planned_to: date | None = Field(default=None, index=True)


class Meeting(SQLModel, table=True):
    """One meeting. `day` is its place in the series and stays when it is moved; `at` is when it begins.

    `version` rises whenever those who were told must be told anew: moved, another place, cancelled. `look_at` is the
    next instant at which something of it is to be done; None when nothing more is.
    """

    __table_args__ = (UniqueConstraint("series_id", "day"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    series_id: int = Field(foreign_key="meetingseries.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: str = "hop"  # as that of the series
    title: str = "Họp ban"
    day: date
    at: datetime = Field(sa_type=Instant, index=True)
    place: str
    state: str = "planned"  # "planned" | "cancelled"
    version: int = 1
    moved_from: datetime | None = Field(default=None, sa_type=Instant)  # when it was to begin in the version before
    changed_at: datetime | None = Field(default=None, sa_type=Instant)  # when it was made so; None: long ago
    wakes: bool = False  # also told in the quiet hours: whoever leads said so
    look_at: datetime | None = Field(default=None, sa_type=Instant, index=True)


class Reminded(SQLModel, table=True):
    """That a person was told of a meeting at a step: the row is the promise that it happens once."""

    __table_args__ = (UniqueConstraint("meeting_id", "version", "person_id", "step"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    version: int
    person_id: int = Field(foreign_key="person.id")
    step: str  # "3d", "90m", ...: how long before; "new", "moved", "cancelled", "summary", "thanks"; "again:INSTANT"
    at: datetime = Field(sa_type=Instant)
    outgoing_id: int | None = Field(default=None, foreign_key="outgoing.id")  # None: told within a reply


class Snoozed(SQLModel, table=True):
    """That a person wants to be reminded of a meeting once more at an instant ("Nhắc lại sau 1 giờ")."""

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id")
    due: datetime = Field(sa_type=Instant)


class ReminderSteps(SQLModel, table=True):
    """How long before its meetings a committee wants to be reminded: "3d,1d,2h"."""

    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    steps: str


class Attendance(SQLModel, table=True):
    """A person's answer to a meeting, given to one `version` of it: an answer to an earlier time is asked for again."""

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id")
    version: int = 1
    answer: str  # "du" | "vang" | "chua_ro" | "biet" (has read what needs no other answer)
    reason: str | None = None
    at: datetime = Field(sa_type=Instant)


class StandIn(SQLModel, table=True):
    """Who goes to a meeting in somebody's place, and whether they (or, for a stranger, the chair) agreed."""

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id")  # who does not come
    name: str  # who comes instead, as said: "bác Tư"
    stand_in_id: int | None = Field(default=None, foreign_key="person.id")  # when the committee knows them
    state: str = "asked"  # "asked" | "accepted" | "declined"
    at: datetime = Field(sa_type=Instant)
