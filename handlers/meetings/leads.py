"""When a person is told of a meeting: so long before it, and not in the quiet hours. Instants in, instants out."""

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_TO = time(20, 30), time(7)
EVENING = time(20)  # when that is told which would come too late in the morning
SUMMARY = timedelta(hours=4)
TO_ANSWER = timedelta(hours=1)  # at least so long after a meeting was called the chair is told who comes
LATE_AFTER = timedelta(minutes=15)
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_WORDS = {"d": "ngày", "h": "giờ", "m": "phút"}


@lru_cache(maxsize=64)
def lead(step: str) -> timedelta:
    """How long before a meeting a step is.

    >>> lead("3d"), lead("90m")
    (datetime.timedelta(days=3), datetime.timedelta(seconds=5400))
    """
    return int(step[:-1]) * _UNITS[step[-1]]


def said(steps: tuple[str, ...]) -> str:
    """Steps in words.

    >>> said(("3d", "1d", "2h")), said(("1d",))
    ('3 ngày, 1 ngày và 2 giờ', '1 ngày')
    """
    words = [f"{step[:-1]} {_WORDS[step[-1]]}" for step in steps]
    return " và ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def quiet(at: datetime, zone: ZoneInfo) -> bool:
    """Whether people are left in peace at an instant."""
    clock = at.astimezone(zone).time()
    return clock >= QUIET_FROM or clock < QUIET_TO


@lru_cache(maxsize=256)  # as the next: the meetings of an evening share their instants
def morning(at: datetime, zone: ZoneInfo) -> datetime:
    """The first end of the quiet hours after an instant."""
    local = at.astimezone(zone)
    today = local.replace(hour=QUIET_TO.hour, minute=QUIET_TO.minute, second=0, microsecond=0)
    return (today if local < today else _next_day(today)).astimezone(at.tzinfo)


def _next_day(local: datetime) -> datetime:
    return (local.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=local.tzinfo)


@lru_cache(maxsize=256)
def due(at: datetime, before: timedelta, zone: ZoneInfo) -> datetime:
    """When to tell of a meeting at an instant so long before it: what would fall in the quiet hours comes at their end,
    or in the evening before them where by then less than half of the time would be left.

    >>> zone = ZoneInfo("Asia/Ho_Chi_Minh")
    >>> nine, half_past_seven = (datetime(2026, 12, 5, h, m, tzinfo=zone) for h, m in ((9, 0), (7, 30)))
    >>> due(nine, timedelta(hours=3), zone).isoformat(), due(half_past_seven, timedelta(hours=2), zone).isoformat()
    ('2026-12-05T07:00:00+07:00', '2026-12-04T20:00:00+07:00')
    """
    moment = at - before
    if not quiet(moment, zone):
        return moment
    after = morning(moment, zone)
    if at - after >= before / 2:
        return after
    evening = after.astimezone(zone).replace(tzinfo=None) - timedelta(days=1)
    return datetime.combine(evening.date(), EVENING, zone).astimezone(at.tzinfo)


def free(now: datetime, at: datetime, zone: ZoneInfo, *, wakes: bool) -> bool:
    """Whether people may be told now of a meeting at an instant.

    They may in the quiet hours too when somebody who leads said so (`wakes`), or where the meeting begins before their
    end.
    """
    return wakes or not quiet(now, zone) or at <= morning(now, zone)
