"""What the plan of each bot has left in this month of Vietnam: messages, and people that it still serves.

Whether what people write counts as well, nobody has said: it is counted, so that the truth is never worse.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from db.models import Contact, Incoming
from db.outside import Line, Usage
from db.post import insert_new

VIETNAM = timezone(timedelta(hours=7))
FOR_EACH = 7  # messages kept for each person of a bot: the reminders of two meetings, and one more
AT_MOST = 3  # the share of a plan that is kept: one part in so many
WARN = 0.8  # share of a plan at which the keeper is told


@dataclass(frozen=True, slots=True)
class Plan:
    """One bot's plan and what of it is used. `per_month` and `people` are what it allows."""

    channel: str
    bot: str
    per_month: int
    used: int
    people: int
    known: int

    @property
    def left(self) -> int:
        """Messages that may still be sent or heard."""
        return self.per_month - self.used

    @property
    def kept(self) -> int:
        """Messages that are kept for reminders.

        >>> Plan("zalo", "main", 3000, 0, 50, 40).kept, Plan("zalo", "main", 300, 0, 50, 40).kept
        (280, 100)
        """
        return min(self.known * FOR_EACH, self.per_month // AT_MOST)

    @property
    def nearly_used(self) -> bool:
        """Whether the keeper is to be told."""
        return self.used >= WARN * self.per_month


def month(now: datetime) -> date:
    """The first day of the month in which an instant lies, in Vietnam.

    >>> month(datetime(2026, 12, 1, 0, 30, tzinfo=VIETNAM))
    datetime.date(2026, 12, 1)
    """
    return now.astimezone(VIETNAM).date().replace(day=1)


def count(session: Session, channel: str, bot: str, now: datetime, messages: int) -> None:
    """Count messages that were sent."""
    key = {"channel": channel, "bot": bot, "month": month(now)}
    insert_new(session, Usage, [{**key, "sent": 0}])
    session.connection().execute(sa.update(Usage).filter_by(**key).values(sent=col(Usage.sent) + messages))


def look(session: Session, channel: str, bot: str, now: datetime) -> Plan | None:
    """How a plan stands; None for a bot without one."""
    line = session.get(Line, (channel, bot))
    if line is None or line.per_month is None or line.people is None:
        return None
    first = datetime.combine(month(now), datetime.min.time(), VIETNAM)
    sent = session.exec(
        select(Usage.sent).where(Usage.channel == channel, Usage.bot == bot, Usage.month == first.date())
    ).first()
    heard = select(func.count()).select_from(Incoming).where(
        Incoming.channel == channel, Incoming.bot == bot, Incoming.at >= first
    )  # fmt: skip
    used = (sent or 0) + session.exec(heard).one()
    return Plan(channel, bot, line.per_month, used, line.people, known(session, line))


def known(session: Session, line: Line) -> int:
    """How many people have ever written to a bot."""
    asked = select(func.count()).select_from(Contact).where(
        Contact.channel == line.channel, Contact.bot == line.bot, col(Contact.group).is_(False)
    )  # fmt: skip
    return session.exec(asked).one()


def every(session: Session, now: datetime) -> list[Plan]:
    """The plans of all bots that have one."""
    lines = session.exec(select(Line).where(col(Line.per_month).is_not(None)).order_by(Line.channel, Line.bot)).all()
    return [plan for line in lines if (plan := look(session, line.channel, line.bot, now)) is not None]


def serves(session: Session, contact: Contact) -> bool:
    """Whether the plan of a bot still serves somebody: the first so many who wrote to it are served."""
    line = session.get(Line, (contact.channel, contact.bot))
    if line is None or line.people is None:
        return True
    before = select(func.count()).select_from(Contact).where(
        Contact.channel == contact.channel, Contact.bot == contact.bot, col(Contact.group).is_(False),
        col(Contact.id) < contact.id,
    )  # fmt: skip
    return session.exec(before).one() < line.people


def with_room(session: Session, channel: str) -> Line | None:
    """A bot on a messenger that works, and serves one more person."""
    asked = select(Line).where(
        Line.channel == channel, col(Line.down_since).is_(None), col(Line.spent_until).is_(None), Line.link != ""
    )  # fmt: skip
    lines = session.exec(asked.order_by(Line.bot)).all()
    return next((line for line in lines if line.people is None or known(session, line) < line.people), None)


def page(session: Session) -> str | None:
    """The public address of the web chat; None without one."""
    lines = session.exec(select(Line).where(Line.channel == "web", Line.link != "")).all()
    return next((line.link for line in lines), None)
