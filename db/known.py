"""A moment of the ledger: what was known then, so that a figure can be computed again as it was told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, exists, text
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from db.columns import Instant
from db.models import Entry
from db.quick import Prepared

LEDGER_LOCK = 0x6B70736F  # "kpso"; any number that no other program uses


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at an instant; `last_entry` makes it exact where several things happen in one instant."""

    at: datetime
    last_entry: int | None = None


AsOf = datetime | Known | None
_NEWEST = Prepared(select(func.max(Entry.id)))


def now(session: Session, at: datetime) -> Known:
    """What is known now, which is `at`."""
    return Known(at, _NEWEST.first(session) or 0)


def moment(as_of: AsOf) -> Known | None:
    """A moment told as an instant or as what was known; None is now."""
    return Known(as_of) if isinstance(as_of, datetime) else as_of


def take_turn(session: Session) -> None:
    """Let entries get their ids in the order in which they are committed, also where several write at once."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LEDGER_LOCK})


def standing(as_of: Known | None) -> ColumnElement[bool]:
    """The condition that an entry counts: the newest version known at the moment, and not void."""
    if as_of is None:
        return and_(col(Entry.current), ~col(Entry.voided))
    later = aliased(Entry)
    replaced = exists().where(
        col(later.record_id) == Entry.record_id,
        col(later.line) == Entry.line,
        col(later.version) > Entry.version,
        _seen(later, as_of),
    )
    return and_(_seen(Entry, as_of), ~col(Entry.voided), ~replaced)


def _seen(entry: type[Entry], as_of: Known) -> ColumnElement[bool]:
    if as_of.last_entry is not None:
        return col(entry.id) <= bindparam("last_entry", as_of.last_entry)
    return col(entry.at) <= bindparam("known_at", as_of.at, Instant)
