"""What the meeting room does unasked: reminders of tasks, overdue minutes, calendars that have changed."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from jobs import calendars, minutes, tasks

QUIET_FROM, QUIET_UNTIL = time(20, 30), time(7)  # in the committee's zone; nobody is written to


def run(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Do what is due; how many messages and files."""
    hour = now.astimezone(zone).time()
    if hour >= QUIET_FROM or hour < QUIET_UNTIL:
        return 0
    return tasks.run(session, now, zone) + minutes.run(session, now, zone) + calendars.run(session, now, zone)


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant after `now` at which something falls due."""
    moments = (tasks.next_due(session, now, zone), minutes.next_due(session, now, zone))
    return min((moment for moment in moments if moment is not None), default=None)
