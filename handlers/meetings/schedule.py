"""From the rule of a meeting to its days: RFC 5545 through dateutil, lunar days through the lunar calendar."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from sqlmodel import Session

from db import looking, meetings, post
from db.models import Meeting, MeetingSeries
from handlers import wording
from handlers.meetings import free_days, front, leads
from handlers.vi import lunar

HORIZON = timedelta(days=62)
MARGIN = timedelta(days=14)  # the days ahead are written down again when so many of them are used up
ONCE, FRONT = "ONCE", "FRONT"
_LUNAR = "LUNAR:"
_REACH = timedelta(days=15)
_YEARS = 60


def days(rule: str, since: date, count: int, shift: str = "", *, anchor: date | None = None) -> list[date]:
    """The first `count` days of a rule on or after a day; fewer when it has no more.

    Every second month is counted from the month of `anchor` (without it, of `since`).

    >>> days("FREQ=MONTHLY;BYMONTHDAY=5", date(2026, 11, 21), 2)
    [datetime.date(2026, 12, 5), datetime.date(2027, 1, 5)]
    >>> days("LUNAR:15", date(2026, 9, 20), 1)  # Trung thu
    [datetime.date(2026, 9, 25)]
    >>> days("FREQ=MONTHLY;BYMONTHDAY=5", date(2027, 9, 1), 1, "+CN")  # a Sunday
    [datetime.date(2027, 9, 6)]
    """
    return list(islice(_days(rule, anchor or since, since, shift), count))


def _days(rule: str, anchor: date, since: date, shift: str) -> Iterator[date]:
    first = since - _REACH if shift else since  # a day before `since` may be shifted behind it
    moved = (_shifted(day, shift) for day in _unshifted(rule, anchor, first))
    return (day for day in moved if day is not None and day >= since)


def _unshifted(rule: str, anchor: date, since: date) -> Iterator[date]:
    if rule == ONCE:
        return iter([anchor])
    if rule == FRONT:
        return (day for day, _ in front.ahead(since))
    if rule.startswith(_LUNAR):
        day, _, month = rule.removeprefix(_LUNAR).partition("/")
        return _lunar_days(int(day), int(month or 0), since)
    start = datetime.combine(anchor if "FREQ=WEEKLY" in rule else anchor.replace(day=1), time())
    until = start.replace(year=start.year + _YEARS, day=1)  # a 29 February has no namesake
    found = rrulestr(rule, dtstart=start, ignoretz=True).xafter(datetime.combine(since, time()), inc=True)
    return (at.date() for at in takewhile(lambda at: at < until, found))


def _lunar_days(wanted: int, month: int, since: date) -> Iterator[date]:
    day = since
    while (found := lunar.of(day)) is not None:
        if found[2] == wanted and month in {0, found[1]}:
            yield day
        day += timedelta(days=1)


def _shifted(day: date, shift: str) -> date | None:
    """Where a day goes that is to be avoided: "+" later, "-" earlier, "x" nowhere."""
    if not shift:
        return day
    avoided = shift[1:].split(",")
    while _is_avoided(day, avoided):
        if shift[0] == "x":
            return None
        day += timedelta(days=1 if shift[0] == "+" else -1)
    return day


def _is_avoided(day: date, avoided: list[str]) -> bool:
    if ("CN" in avoided and day.weekday() == 6) or ("T7" in avoided and day.weekday() == 5):
        return True
    return "LE" in avoided and free_days.named(day) is not None


def avoided(series: MeetingSeries, day: date) -> date | None:
    """The day of a rule that was avoided, so that it falls on this one; None where it falls there by itself."""
    if not series.shift:
        return None
    near = takewhile(lambda each: each <= day + _REACH, _unshifted(series.rule, series.since, day - _REACH))
    return next((each for each in near if each != day and _shifted(each, series.shift) == day), None)


def said(day: date) -> str:
    """A day with its weekday and its lunar date.

    >>> said(date(2026, 12, 5))
    'thứ Bảy 05/12/2026 (27/10 âm lịch)'
    """
    found = lunar.of(day)
    moon = f" ({found[2]}/{found[1]} âm lịch)" if found else ""
    return f"{wording.WEEKDAYS[day.weekday()]} {wording.day(day)}{moon}"


def instant(day: date, hour: str, zone: ZoneInfo) -> datetime:
    """A day and an hour ("19:30") of a place as an instant in UTC."""
    hours, minutes = hour.split(":")
    return datetime.combine(day, time(int(hours), int(minutes)), zone).astimezone(UTC)


def plan(
    session: Session, some: Sequence[MeetingSeries], now: datetime, zone: ZoneInfo, *, until: date | None = None
) -> None:
    """Write down the meetings of these series that are not written down yet, within the horizon or until a day.

    At least the next one is planned, however far away. Running it again changes nothing.
    """
    until = until or now.astimezone(zone).date() + HORIZON
    longest = {unit: leads.lead(own[0]) for unit, own in meetings.steps_of(session, {s.unit_id for s in some}).items()}
    rows = []
    for series in some:
        first = leads.lead(meetings.DATE_STEPS[0]) if series.kind == "ngay" else longest[series.unit_id]
        rows += [
            _row(series, day, at, min(leads.due(at, before, zone) for before in (first, leads.SUMMARY)), now)
            for day, at in _ahead(series, now, zone, until)
        ]
        series.planned_to = until
        session.add(series)
    if rows:
        looking.plan(session)
        post.insert_all(session, Meeting, rows)


def put_in_force(session: Session, new: MeetingSeries, now: datetime, zone: ZoneInfo) -> MeetingSeries:
    """Put a rule in force, in place of that of the same kind and title; the rule in force.

    A rule that is said again changes nothing. The meetings planned by the old one move to the days of the new one, in
    order, so that whoever was told of one is told of its new time; the others' answers and readers stay as they are.
    """
    old = next((s for s in meetings.in_force(session, new.unit_id) if (s.kind, s.title) == (new.kind, new.title)), None)
    if old is not None and (old.rule, old.shift, old.hour, old.place) == (new.rule, new.shift, new.hour, new.place):
        return old
    session.add(new)
    session.flush()
    if old is not None:
        meetings.end(session, old, now.astimezone(zone).date())
        _carry_over(session, old, new, now, zone)
    plan(session, [new], now, zone)
    return new


def _carry_over(session: Session, old: MeetingSeries, new: MeetingSeries, now: datetime, zone: ZoneInfo) -> None:
    planned = meetings.of_series(session, old, now)
    last = planned[-1].day + HORIZON if planned else new.since
    slots = list(islice(_ahead(new, now, zone, last), len(planned)))
    for meeting, (day, at) in zip(planned, slots, strict=False):
        meeting.series_id, meeting.day = new.id or 0, day
        session.add(meeting)
        if (meeting.at, meeting.place) != (at, new.place):
            meetings.move(session, meeting, at, new.place, now)
    for meeting in planned[len(slots) :]:
        meetings.cancel(session, meeting, now)
    session.flush()


def call(
    session: Session,
    unit_id: int,
    title: str,
    day: date,
    hour: str,
    place: str,
    now: datetime,
    zone: ZoneInfo,
    *,
    held: bool = False,
) -> Meeting:
    """Write down one meeting outside every rule; everybody is told of it as soon as the clock is looked at.

    Of one that was `held` before it was written down nobody is told.
    """
    series = MeetingSeries(
        unit_id=unit_id, kind="dot_xuat", title=title, rule=ONCE, hour=hour, place=place, since=day, until=day,
        planned_to=day,
    )  # fmt: skip
    session.add(series)
    session.flush()
    meeting = Meeting(
        series_id=series.id or 0, unit_id=unit_id, kind=series.kind, title=title, day=day,
        at=instant(day, hour, zone), place=place, changed_at=now,
        look_at=None if held else now,
    )  # fmt: skip
    looking.plan(session)
    session.add(meeting)
    session.flush()
    return meeting


def plan_until(session: Session, unit_id: int, day: date, now: datetime, zone: ZoneInfo) -> None:
    """Write down the meetings of a unit up to a day that somebody speaks of, within the year."""
    today = now.astimezone(zone).date()
    if today + HORIZON - MARGIN < day <= today + timedelta(days=366):
        plan(session, meetings.in_force(session, unit_id), now, zone, until=day)


def _ahead(series: MeetingSeries, now: datetime, zone: ZoneInfo, until: date) -> Iterator[tuple[date, datetime]]:
    """The days of a series up to one, with their instants; the next one at least."""
    since = max(series.since, now.astimezone(zone).date())
    some = _days_until(series.rule, series.since, since, until, series.shift)
    ahead = [(day, at) for day in some if (at := instant(day, series.hour, zone)) > now]
    yield from (each for place, each in enumerate(ahead) if place == 0 or each[0] <= until)


@lru_cache(maxsize=512)  # the committees of a province share their rules
def _days_until(rule: str, anchor: date, since: date, until: date, shift: str) -> tuple[date, ...]:
    """The days of a rule up to one, and two more."""
    beyond = 0
    found = []
    for day in _days(rule, anchor, since, shift):
        beyond += day > until
        if beyond > 2:
            break
        found.append(day)
    return tuple(found)


def _row(series: MeetingSeries, day: date, at: datetime, look_at: datetime, now: datetime) -> dict[str, object]:
    title = next(name for there, name in front.ahead(day) if there == day) if series.rule == FRONT else series.title
    return {
        "series_id": series.id, "unit_id": series.unit_id, "kind": series.kind, "title": title, "day": day, "at": at,
        "place": series.place, "state": "planned", "version": 1, "wakes": False, "changed_at": now,
        "look_at": look_at,
    }  # fmt: skip
