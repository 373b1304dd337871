"""The line of each bot to its messenger: where people find it, what its plan allows, whether it works now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, text, update
from sqlmodel import Session, col, select

from db.columns import Instant
from db.models import Contact
from db.outside import Line
from db.post import insert_new

_NOBODY_SPEAKS = """down_since IS NULL AND NOT EXISTS (
      SELECT 1 FROM duty JOIN worker ON worker.id = duty.worker_id
      WHERE duty.channel = line.channel AND duty.bot = line.bot)"""
_UNMANNED = text(f"UPDATE line SET down_since = :now WHERE {_NOBODY_SPEAKS}")  # noqa: S608 (our own words)
_UNMANNED = _UNMANNED.bindparams(bindparam("now", type_=Instant))
_OVERDUE = text(
    f"""
    SELECT EXISTS (SELECT 1 FROM line WHERE {_NOBODY_SPEAKS})
      OR EXISTS (SELECT 1 FROM line WHERE spent_until <= :now)
      OR EXISTS (SELECT 1 FROM contact WHERE retry_at <= :now)
    """  # noqa: S608
).bindparams(bindparam("now", type_=Instant))


def register(
    session: Session, channel: str, bot: str, *, link: str = "", people: int | None = None, per_month: int | None = None
) -> None:
    """Write a bot down as the configuration has it now."""
    line = _line(session, channel, bot)
    line.link, line.people, line.per_month = link, people, per_month
    session.add(line)


def begun(session: Session, channel: str, bot: str) -> None:
    """A process speaks for a bot from now on: whatever was wrong before is tried anew."""
    line = _line(session, channel, bot)
    line.down_since = line.spent_until = None
    session.add(line)


def note(session: Session, channel: str, bot: str, down_since: datetime | None) -> None:
    """The messenger is out of reach for a bot since an instant, or in reach again (None)."""
    line = _line(session, channel, bot)
    line.down_since = down_since
    session.add(line)


def spent(session: Session, channel: str, bot: str, until: datetime) -> None:
    """The plan of a bot is used up until an instant."""
    line = _line(session, channel, bot)
    line.spent_until = until
    session.add(line)


def every(session: Session) -> Sequence[Line]:
    """The lines of all bots, of this configuration and of earlier ones."""
    return session.exec(select(Line).order_by(Line.channel, Line.bot)).all()


def is_overdue(session: Session, now: datetime) -> bool:
    """Whether `look` has something to note."""
    return bool(session.connection().execute(_OVERDUE, {"now": now}).scalar())


def look(session: Session, now: datetime) -> None:
    """Note what nobody tells: bots for which no process speaks, plans and addresses that may be tried again."""
    connection = session.connection()
    connection.execute(_UNMANNED, {"now": now})
    connection.execute(update(Line).where(col(Line.spent_until) <= now).values(spent_until=None))
    connection.execute(update(Contact).where(col(Contact.retry_at) <= now).values(unreachable=None, retry_at=None))
    session.expire_all()


def _line(session: Session, channel: str, bot: str) -> Line:
    insert_new(session, Line, [{"channel": channel, "bot": bot, "link": ""}])
    return session.get_one(Line, (channel, bot))
