"""The practice mode: a unit of one's own in which everything works and nothing counts, and where that is decided.

What is done in practice belongs to a unit of the kind PRACTICE, which has no ward above it, nobody's membership and a
name that nobody else has: no figure of another unit can hold anything of it. `beside` keeps the two worlds apart where
rows are looked for by person and not by unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import Session, col, delete, func, select

from db import post
from db.book import Told
from db.models import Entry, Evidence, Pending, Practice, Record, Unit
from db.post import Chat
from db.quick import Prepared
from db.remembered import Subject

KIND = "tap"
IDLE = timedelta(hours=2)  # later, a message is meant for real again


def running(session: Session, chat: Chat) -> Practice | None:
    """The practice that goes on in a chat."""
    return _RUNNING.first(session, channel=chat.channel, bot=chat.bot, chat=chat.chat)


def foresee(session: Session, chats: Sequence[Chat]) -> None:
    """Find out at once in which of some chats a practice goes on, so that it need not be asked for each."""
    for (channel, bot), here in post.by_bot(chats).items():
        found = {row.chat: [row] for row in _RUNNING_IN.all(session, channel=channel, bot=bot, chats=here)}
        of = {"channel": channel, "bot": bot}
        _RUNNING.foresee(session, [(of | {"chat": chat}, found.get(chat, [])) for chat in here])


_RUNNING = Prepared(
    select(Practice).where(*(col(getattr(Practice, name)) == bindparam(name) for name in ("channel", "bot", "chat"))),
    remembered=True,
)
_RUNNING_IN = Prepared(select(Practice).where(*post.of_chats(Practice)))


def start(session: Session, chat: Chat, name: str, since: date, now: datetime) -> Practice:
    """Begin to practise in a chat, in a fresh unit of this name that is there since a day."""
    unit = Unit(kind=KIND, name=name, code=post.new_token(), valid_from=since, made_at=now)
    session.add(unit)
    session.flush()
    unit.code = f"TAP{unit.id}"
    begun = Practice(channel=chat.channel, bot=chat.bot, chat=chat.chat, unit_id=unit.id or 0, seen_at=now)
    session.add_all([unit, begun])
    session.flush()
    _forget_subject(session, begun)
    return begun


def stop(session: Session, practice: Practice) -> None:
    """End a practice, with its drafts and what was talked of last; its unit stays behind, seen by nobody."""
    _forget_subject(session, practice)
    session.connection().execute(
        delete(Pending).where(
            col(Pending.channel) == practice.channel, col(Pending.bot) == practice.bot,
            col(Pending.chat) == practice.chat, col(Pending.practice),
        )
    )  # fmt: skip
    session.expire_all()
    session.delete(session.get_one(Practice, practice.id))
    session.flush()


def _forget_subject(session: Session, practice: Practice) -> None:
    """What was talked of in one world is no subject in the other: "còn năm ngoái?" begins anew."""
    session.connection().execute(
        delete(Subject).where(
            col(Subject.channel) == practice.channel, col(Subject.bot) == practice.bot,
            col(Subject.chat) == practice.chat,
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What was done in a practice so far, as counts."""

    records: int
    lines: int
    told: int
    corrected: int
    withdrawn: int
    photos: int


def done_so_far(session: Session, unit: Unit) -> Done:
    """What stands in the unit of a practice."""
    return Done(**{what: count.first(session, unit=unit.id) or 0 for what, count in _COUNTS.items()})


_MINE, _RECORDED = col(Entry.unit_id) == bindparam("unit"), col(Record.unit_id) == bindparam("unit")
_count = select(func.count()).select_from
_COUNTS = {
    "records": Prepared(_count(Record).where(_RECORDED)),
    "lines": Prepared(_count(Entry).where(_MINE, Entry.version == 1)),
    "told": Prepared(_count(Told).where(col(Told.unit_id) == bindparam("unit"))),
    "corrected": Prepared(_count(Entry).where(_MINE, Entry.version > 1, ~col(Entry.voided))),
    "withdrawn": Prepared(_count(Entry).where(_MINE, col(Entry.voided))),
    "photos": Prepared(_count(Evidence).join(Record).where(_RECORDED)),
}


def beside(unit: Unit, unit_id: Any) -> ColumnElement[bool]:
    """The condition that a row of the unit `unit_id` (a column) belongs to the world of a unit: practice, or real."""
    if unit.kind == KIND:
        return col(unit_id) == unit.id
    return real(unit_id)


def real(unit_id: Any) -> ColumnElement[bool]:
    """The condition that a row of the unit `unit_id` (a column) is no practice."""
    return col(unit_id).not_in(select(Unit.id).where(Unit.kind == KIND))
