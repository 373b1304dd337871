"""From the rule of a meeting to its days: RFC 5545 through dateutil, lunar days through the lunar calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from sqlmodel import Session

from db import post
from db.models import Meeting, MeetingSeries
from handlers import vi, wording
from handlers.vi import lunar
from handlers.vi.reading import Reading, Recurrence

HORIZON = timedelta(days=62)
_LUNAR = "LUNAR:"


def days(rule: str, since: date, count: int) -> list[date]:
    """The first `count` days of a rule on or after a day.

    >>> days("FREQ=MONTHLY;BYMONTHDAY=5", date(2026, 11, 21), 2)
    [datetime.date(2026, 12, 5), datetime.date(2027, 1, 5)]
    >>> days("LUNAR:15", date(2026, 9, 20), 1)  # Trung thu
    [datetime.date(2026, 9, 25)]
    """
    return list(islice(_days(rule, since), count))


def _days(rule: str, since: date) -> Iterator[date]:
    if rule.startswith(_LUNAR):
        yield from _lunar_days(int(rule.removeprefix(_LUNAR)), since)
    else:
        start = datetime.combine(since.replace(day=1), time())
        yield from (at.date() for at in rrulestr(rule, dtstart=start) if at.date() >= since)


def _lunar_days(wanted: int, since: date) -> Iterator[date]:
    day = since
    while True:
        found = lunar.of(day)
        if found is None:
            return
        if found[2] == wanted:
            yield day
        day += timedelta(days=1)


def said(day: date) -> str:
    """A day with its weekday and its lunar date.

    >>> said(date(2026, 12, 5))
    'thứ Bảy 05/12/2026 (27/10 âm lịch)'
    """
    found = lunar.of(day)
    moon = f" ({found[2]}/{found[1]} âm lịch)" if found else ""
    return f"{wording.WEEKDAYS[day.weekday()]} {wording.day(day)}{moon}"


def rule_in(reading: Reading) -> Recurrence | None:
    """The rule in a short answer to "which day of the month?": "ngày 5" is taken as every month."""
    return vi.read(f"{reading.text} hàng tháng", reading.on).recurrence


def instant(day: date, hour: str, zone: ZoneInfo) -> datetime:
    """A day and an hour ("19:30") of a place as an instant in UTC."""
    hours, minutes = hour.split(":")
    return datetime.combine(day, time(int(hours), int(minutes)), zone).astimezone(UTC)


def plan(session: Session, series: MeetingSeries, now: datetime, zone: ZoneInfo) -> int:
    """Write down the meetings of a series within the horizon that are not written down yet; how many were new.

    At least the next one is planned, however far away. Running it again changes nothing.
    """
    today = now.astimezone(zone).date()
    ahead = []
    for day in _days(series.rule, max(series.since, today)):
        at = instant(day, series.hour, zone)
        if at > now:
            ahead.append((day, at))
        if day > today + HORIZON and ahead:
            break
    rows: list[dict[str, object]] = [
        {"series_id": series.id, "unit_id": series.unit_id, "day": day, "at": at, "place": series.place, "version": 1}
        for day, at in ahead
    ]
    return post.insert_new(session, Meeting, rows)
