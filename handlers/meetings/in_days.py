"""The meetings of some days: "tháng sau họp ngày mấy", "cả năm họp mấy lần"."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from db import diary, meetings
from db.models import Meeting
from handlers import texts, wording
from handlers.context import Context
from handlers.figures import asked
from handlers.meetings import coming, hours, schedule
from handlers.message import Reply
from handlers.vi import meeting_words
from handlers.vi.reading import Reading, Span

_OF_THE_BAN = r"\bhop\b(?! (?:dan|to|chi bo|chi hoi|phu huynh|cu tri|mat)\b)"
_WHICH_DAY = r"\b(?:ngay may|ngay nao|khi nao|bao gio|bua nao|hom nao|luc nao|may gio|thu may|bua may|mung may)\b"
_WHEN = re.compile(
    rf"{_OF_THE_BAN}.*{_WHICH_DAY}|{_WHICH_DAY}.*{_OF_THE_BAN}"
    rf"|{_OF_THE_BAN}.* (?:khong|hong|ko|chua)(?: em| a| vay| con)*$"
    rf"|{_OF_THE_BAN} (?:roi|xong)(?: (?:ha|phai khong|chua|roi|em|a|vay))*$"
)
_HOW_OFTEN = re.compile(rf"{_OF_THE_BAN}(?: \w+)? (?:may|bao nhieu|bn) (?:lan|buoi|cuoc|ky)\b")
LAST_TIME = re.compile(r"\b(?:lan|ky|buoi|cuoc|bua|hom) (?:hop )?(?:truoc|vua roi|roi|vua qua)\b")
_MAY_I = re.compile(r"\bduoc (?:khong|hong|ko)|\bai\b|\b(?:dan|to \d+|cu tri|chi bo)\b")
_CALENDAR = re.compile(r"(?:(?:cho|xem|coi|em|bac|chi|anh|toi|gui) )*lich hop(?: (?:ban|khu pho|kp|cua|ca))* .+")
_NEXT_FEW = re.compile(
    r"\b(?P<many>[2-9]|hai|ba|bon|nam|may|cac|nhung) (?:lan|buoi|cuoc|ky)(?: hop)? (?:toi|sau|ke|sap|toi day)\b"
)
_FEW = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "may": 3, "cac": 3, "nhung": 3}
_LONGEST = 10  # words


def asks_for_the_rule(plain: str) -> bool:
    """Whether one asks on which day the committee meets each time.

    >>> asks_for_the_rule("hang thang hop ngay may"), asks_for_the_rule("hang thang hop ngay 5")
    (True, False)
    """
    return _EACH_TIME.search(plain) is not None and _WHEN.search(plain) is not None and not _MAY_I.search(plain)


def asks_when(plain: str) -> bool:
    """Whether one asks when the committee meets.

    >>> asks_when("mai hop may gio"), asks_when("thang sau hop ngay may vay"), asks_when("ai di hop khong")
    (True, True, False)
    """
    return _WHEN.search(plain) is not None and not _MAY_I.search(plain)


_EACH_TIME = re.compile(r"\b(?:hang|moi|dinh ky hang) (?:thang|tuan|quy)\b")


def answer(ctx: Context, reading: Reading, plain: str) -> Reply | None:
    """When the committee meets in the days named, or how often; None for a message that asks for neither."""
    question = reading.question
    named = (question.period if question else None) or reading.period
    span = named or (Span(reading.day, reading.day) if reading.day else None)
    busy = reading.facts or reading.recurrence or (question and (question.indicators or question.unit))
    if busy or len(plain.split()) > _LONGEST or _MAY_I.search(plain):
        return None
    if LAST_TIME.search(plain) and _WHEN.search(plain) and named is None:
        return _last(ctx)
    if _HOW_OFTEN.search(plain):
        return _count(ctx, span or _this_year(ctx))
    several = _NEXT_FEW.search(plain)
    if several is not None and re.search(_OF_THE_BAN, plain):
        return _next_few(ctx, _FEW.get(several["many"]) or int(several["many"]))
    if span is None or not (_WHEN.search(plain) or _CALENDAR.fullmatch(plain)):
        return None
    return _when(ctx, _to_come(ctx, span, reading.text, plain))


def _to_come(ctx: Context, span: Span, text: str, plain: str) -> Span:
    """The January to come, where in November nobody says of which year; of "mùng 8" that of the month to come."""
    if span.end >= ctx.today or (ctx.today - span.start).days > _A_YEAR or _DATED.search(plain):
        return span
    day = meeting_words.when(text, ctx.today, ctx.today).day
    if day is not None and day >= ctx.today:
        held = _of(ctx, span.start, span.end) and not _of(ctx, day, day)  # "bữa 18 họp mấy giờ" of last Wednesday
        return span if held else Span(day, day)
    return Span(asked.year_later(span.start), asked.year_later(span.end), span.words)


_A_YEAR = 366
_DATED = re.compile(r"\b(?:\d{4}|truoc|qua|roi|ngoai|vua|hom kia|nay|hom(?! (?:nao|may)\b))\b")


def _this_year(ctx: Context) -> Span:
    return Span(date(ctx.today.year, 1, 1), date(ctx.today.year, 12, 31))


def _last(ctx: Context) -> Reply:
    """When one met last, as the schedule knows it."""
    found = diary.meetings(ctx.session, ctx.unit, ctx.now - _LATELY, ctx.now)
    if not found:
        return Reply(texts.meetings.none_before(ctx.who))
    return Reply(texts.meetings.last_time(wording.moment(found[-1].at, ctx.zone), found[-1].place))


_LATELY = timedelta(days=366)


def _of(ctx: Context, first: date, last: date) -> Sequence[Meeting]:
    since, until = (datetime.combine(day, time(), ctx.zone) for day in (first, last + timedelta(days=1)))
    return diary.meetings(ctx.session, ctx.unit, since, until)


def _to_begin(ctx: Context, found: Sequence[Meeting]) -> list[Meeting]:
    """Those of some meetings that have still to begin: one may be held and closed before its hour."""
    ahead = {each.id for each in meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now)}
    return [each for each in found if each.id in ahead]


def _when(ctx: Context, span: Span) -> Reply:
    """The meetings of days to come; of those that are far off by their rule."""
    there = _of(ctx, span.start, span.end)
    found = _to_begin(ctx, there)
    long = (span.end - span.start).days > _A_MONTH
    if len(found) == 1 and not long:
        return coming.next_one(ctx, found[0])
    if there and not found:
        return _held_on(ctx, span) or _count(ctx, span)
    lines = _told_or_by_rule(ctx, found, span) if long or not found else [_at(ctx, each) for each in found]
    following = None if lines else meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now)
    if not lines and following is None:
        return hours.none_known(ctx)
    coming_next = _at(ctx, following) if following else None
    return Reply(texts.meetings.in_days(wording.span(span.start, span.end), lines, coming_next))


def _held_on(ctx: Context, span: Span) -> Reply | None:
    """That one has met, where a day is asked about on which a meeting was held and closed."""
    since = datetime.combine(span.start, time(), ctx.zone)
    held = diary.held(ctx.session, ctx.unit, since, since + timedelta(days=1)) if span.start == span.end else []
    if not held:
        return None
    meeting, sitting = held[-1]
    hour = wording.hour(sitting.opened_at, ctx.zone)
    return Reply(texts.meetings.held_on(wording.lower_first(meeting.title), hour, wording.day(span.start)))


def _next_few(ctx: Context, many: int) -> Reply:
    """The next meetings, so many of them."""
    found = meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now)
    lines = _told_or_by_rule(ctx, found, Span(ctx.today, ctx.today + timedelta(days=_A_YEAR)))[:many]
    return Reply(texts.meetings.next_few(lines)) if lines else hours.none_known(ctx)


def _at(ctx: Context, meeting: Meeting) -> str:
    return wording.moment(meeting.at, ctx.zone)


def _told_or_by_rule(ctx: Context, found: Sequence[Meeting], span: Span) -> list[str]:
    """The meetings that are planned, and after the last of them those that there will be by the rule."""
    first = found[-1].at.astimezone(ctx.zone).date() + timedelta(days=1) if found else span.start
    return [*(_at(ctx, each) for each in found), *_by_rule(ctx, Span(first, span.end))]


_A_MONTH = 31  # days


def _by_rule(ctx: Context, span: Span) -> list[str]:
    found = []
    for series in meetings.in_force(ctx.session, ctx.unit.id or 0):
        days = schedule.days(series.rule, max(span.start, ctx.today), _MOST, series.shift, anchor=series.since)
        found += [schedule.instant(day, series.hour, ctx.zone) for day in days if day <= span.end]
    return [wording.moment(at, ctx.zone) for at in sorted(found)]


_MOST = 12  # meetings of one answer


def _count(ctx: Context, span: Span) -> Reply:
    """How many meetings there were and are, as the schedule knows them."""
    found = _of(ctx, span.start, span.end)
    to_begin = _to_begin(ctx, found)
    held = [f"{each.at.astimezone(ctx.zone):%d/%m}" for each in found if each not in to_begin]
    ahead = [f"{each.at.astimezone(ctx.zone):%d/%m}" for each in to_begin]
    return Reply(texts.meetings.how_often(ctx.unit.name, wording.span(span.start, span.end), held, ahead))
