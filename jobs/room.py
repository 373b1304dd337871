"""What the meeting room does unasked: reminders of tasks, overdue minutes, calendars that have changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.meetings import leads
from jobs import calendars, minutes, tasks


def has_work(session: Session, now: datetime, zone: ZoneInfo) -> bool:
    """Whether `run` has something to do; a look that writes nothing."""
    if leads.quiet(now, zone):
        return False
    return bool(tasks.due(session, now, zone) or minutes.due(session, now, zone) or calendars.due(session, now))


def run(session: Session, now: datetime, zone: ZoneInfo) -> tuple[int, bool]:
    """Do a slice of what is due: how many messages and files, and whether there may be more."""
    slices = tasks.run(session, now, zone), minutes.run(session, now, zone), calendars.run(session, now, zone)
    return sum(told for told, _ in slices), any(more for _, more in slices)


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant after `now` at which something may fall due; at night the morning, for what had to wait."""
    moments = [tasks.next_due(session, now, zone), minutes.next_due(session, now, zone)]
    if leads.quiet(now, zone):
        moments.append(leads.morning(now, zone))
    return min((moment for moment in moments if moment is not None), default=None)
