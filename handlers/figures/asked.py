"""A question with its committee, and the days it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import ledger, units
from db.catalogue import Indicator, indicators, rests_on
from db.models import Unit
from handlers import words
from handlers.context import Context
from handlers.vi import lunar, occasions
from handlers.vi.reading import Question, Span

Days = tuple[date, date]

_LUNAR_SEASONS = ("tet", "trung_thu", "vu_lan")
_BEFORE_SEASON, _AFTER_SEASON = timedelta(days=75), timedelta(days=45)  # gifts for Tết are given from early winter on
_FROM_OCCASION = "từ "


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a unit; `said` are its bare words."""

    question: Question
    unit: Unit
    said: str

    @property
    def first(self) -> Indicator:
        """The first of the figures asked about, where any is named."""
        return indicators()[self.question.indicators[0]]

    @property
    def period(self) -> Span | None:
        """The days named for the figure itself, not those it is compared with."""
        period = self.question.period
        return None if period == self.question.against else period

    @property
    def occasion(self) -> str | None:
        """The occasion that figures are limited to; "từ Ngày hội năm ngoái" only says where a period begins."""
        period = self.question.period
        begins = period is not None and period.words.startswith(_FROM_OCCASION) and period.start != period.end
        return None if begins and self.question.occasion not in _LUNAR_SEASONS else self.question.occasion

    def says(self, *phrases: str) -> bool:
        """Whether one of some bare phrases stands in the question, at whole words."""
        return words.says(self.said, *phrases)


def by_itself(question: Question) -> Question:
    """The figure that is compared in a question, without what it is set beside; any other question as it is."""
    return question._replace(aggregate="sum") if question.aggregate == "compare" else question


def days(ctx: Context, asked: Asked, indicator: Indicator) -> Days:
    """The days asked for; without any: this year until now, for a yearly figure the newest year there is."""
    feast = _feast_named(asked) if indicator.kind in {"flow", "ratio"} else None
    if feast is not None:  # what is given for it is given before it too
        return feast - _BEFORE_SEASON, feast + _AFTER_SEASON
    if asked.period is not None:
        return asked.period.start, asked.period.end
    if asked.occasion in _LUNAR_SEASONS:
        return season(ctx, asked.occasion, _seasons_ago(ctx, asked, indicator))
    if asked.says("nhiem ky"):
        term = units.term(ctx.session, asked.unit, ctx.today)
        if term is not None:
            return term.day_from, min(term.day_to, ctx.today)
    if rests_on(indicator, "yearly"):
        newest = newest_year(ctx, indicator, asked.unit)
        if newest is not None:
            return newest
    return this_year(ctx)


def _feast_named(asked: Asked) -> date | None:
    """The day of a lunar feast where that very day is asked about: "trung thu phát mấy phần"."""
    days = asked.period if asked.occasion in _LUNAR_SEASONS else None
    if days is None or days.start != days.end:
        return None
    return days.start if occasions.day_of(asked.occasion or "", days.start) == days.start else None


def _seasons_ago(ctx: Context, asked: Asked, indicator: Indicator) -> int:
    """Whether one means the coming season of a feast, as soon as something was recorded for it, or the last one."""
    coming = season(ctx, asked.occasion, 0)
    if coming[0] + _BEFORE_SEASON <= ctx.today:
        return 0
    over = _OVER.search(asked.said) is not None or indicator.kind == "ratio"
    found = None if over else ledger.figure(ctx.session, indicator, asked.unit, *coming, occasion=asked.occasion)
    return 0 if found is not None else 1


_OVER = re.compile(r"\b(?:tet|vu lan|trung thu) (?:nam )?(?:vua )?(?:roi|qua)\b")


def this_year(ctx: Context) -> Days:
    """From the first of January until today."""
    return date(ctx.today.year, 1, 1), ctx.today


def whole_year(number: int) -> Days:
    """From the first of January until the last of December."""
    return date(number, 1, 1), date(number, 12, 31)


def newest_year(ctx: Context, indicator: Indicator, unit: Unit) -> Days | None:
    """The year of the newest entry of an indicator, or of the numerator of a ratio; a longer term as it is."""
    for code in (indicator.numerator, indicator.code):
        found = ledger.latest_period(ctx.session, indicators()[code], unit) if code in indicators() else None
        if found:
            return min(found[0], date(found[1].year, 1, 1)), date(found[1].year, 12, 31)
    return None


def since_tet(ctx: Context, asked: Asked) -> Asked:
    """ "Từ hôm Tết tới giờ" is the year from its first day on, with what was given for Tết before it."""
    if asked.question.occasion != "tet" or asked.period is not None or not _SINCE_TET.search(asked.said):
        return asked
    days = Span(date(ctx.today.year, 1, 1), ctx.today, "từ Tết đến nay")
    return replace(asked, question=asked.question._replace(occasion=None, period=days))


def the_last_time(ctx: Context, asked: Asked, wanted: Sequence[Indicator]) -> Asked:
    """ "Lần gần nhất tặng quà được mấy phần": what adds up on the last day of which it was told."""
    if asked.period is not None or not wanted or wanted[0].kind != "flow" or not _LAST_TIME.search(asked.said):
        return asked
    told_on = ledger.told_on(ctx.session, wanted[0], asked.unit, asked.unit.valid_from, ctx.today)
    if not told_on or ledger.figure(ctx.session, wanted[0], asked.unit, told_on[-1], told_on[-1]) is None:
        return asked  # it was told of a longer time, and not of a day
    days = Span(told_on[-1], told_on[-1], "lần gần nhất")
    return replace(asked, question=by_itself(asked.question)._replace(period=days, against=None))


_LAST_TIME = re.compile(
    r"\b(?:lan|dot|bua|hom|buoi|cuoc) (?:gan nhat|gan day|gan day nhat|vua roi|cuoi|cuoi cung|moi nhat|truoc)\b(?! nua)"
)


def both_years(ctx: Context, asked: Asked, wanted: Sequence[Indicator]) -> Asked:
    """ "Hai năm cộng lại mấy căn nhà": what adds up over this year and the last one together."""
    if asked.period is not None or not wanted or wanted[0].kind != "flow" or not _BOTH_YEARS.search(asked.said):
        return asked
    if asked.question.aggregate == "compare" and not asked.says("cong", "gop", "tong"):
        return asked
    days = Span(date(ctx.today.year - 1, 1, 1), ctx.today, "hai năm")
    return replace(asked, question=by_itself(asked.question)._replace(period=days, against=None))


def names_two_years(asked: Asked) -> bool:
    """Whether two years are named one after the other, to be told side by side: "sửa mấy căn năm nay năm ngoái"."""
    return " nam n" in f" {asked.said}" and _TWO_YEARS_NAMED.search(asked.said) is not None


_TWO_YEARS_NAMED = re.compile(
    r"\b(?:nam nay nam (?:ngoai|truoc|roi)|nam (?:ngoai|truoc|roi) nam nay)\b(?! (?:cong|gop|tong)\b)"
)
_BOTH_YEARS = re.compile(r"\b(?:hai|2) nam\b(?! (?:nua|truoc|mot|1|voi|so|nay so|\d+)\b)")
_SINCE_TET = re.compile(
    r"\btu (?:hom |bua |hoi |dip )?tet (?:\w+ )?(?:toi|den|cho toi|cho den) (?:gio|nay|hom nay|bay gio)\b"
)


# --- what a period is compared with ---


def pair(ctx: Context, asked: Asked, indicator: Indicator, *, level: bool = False) -> tuple[Days, Days]:
    """The earlier and the later days of a comparison.

    What adds up over a running year is held against the same days of the other; a level against its last one.
    """
    if asked.occasion in _LUNAR_SEASONS:
        ago = _seasons_ago(ctx, asked, indicator)
        return season(ctx, asked.occasion, ago + 1), season(ctx, asked.occasion, ago)
    against = asked.question.against
    if asked.period is not None:
        later = asked.period.start, asked.period.end
        earlier = (against.start, against.end) if against else _before(*later, level=level)
    elif against is not None:
        earlier = against.start, against.end
        later = _running_beside(ctx, earlier)
    else:
        later = _running(ctx, asked)
        earlier = before(*later)
    whole = later == whole_year(ctx.today.year)
    if whole and not level and earlier[0] == year_earlier(later[0]):
        return (earlier[0], year_earlier(ctx.today)), (later[0], ctx.today)
    return earlier, later


def _running(ctx: Context, asked: Asked) -> Days:
    """The running year where "hai năm" are compared, or how it rose and fell, else the running month."""
    return whole_year(ctx.today.year) if asked.says(*_TWO_YEARS) else this_month(ctx)


_TWO_YEARS = ("hai nam", "2 nam", "tang giam")


def this_month(ctx: Context) -> Days:
    """The running month, whole."""
    following = (ctx.today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return ctx.today.replace(day=1), following - timedelta(days=1)


def _running_beside(ctx: Context, against: Days) -> Days:
    """The period that one means beside the one compared with: the same of this year, this quarter, this month."""
    start, end = against
    if start.year < ctx.today.year and year_later(start) <= ctx.today:
        year = ctx.today.year if in_year(start, ctx.today.year) <= ctx.today else ctx.today.year - 1
        return in_year(start, year), in_year(end, end.year + year - start.year)
    if (end - start).days > _LONGEST_MONTH:
        first = date(ctx.today.year, ctx.today.month - (ctx.today.month - 1) % 3, 1)
        return first, ctx.today
    return this_month(ctx)


_LONGEST_MONTH = 31


def before(start: date, end: date) -> Days:
    """The same kind of period before: the month before a month, the same days of the year before otherwise.

    >>> before(date(2026, 3, 1), date(2026, 3, 31)), before(date(2026, 1, 1), date(2026, 6, 30))
    ((datetime.date(2026, 2, 1), datetime.date(2026, 2, 28)), (datetime.date(2025, 1, 1), datetime.date(2025, 6, 30)))
    """
    if start.day == 1 and (end.year, end.month) == (start.year, start.month):
        last = start - timedelta(days=1)
        return last.replace(day=1), last
    return year_earlier(start), year_earlier(end)


def _before(start: date, end: date, *, level: bool) -> Days:
    """What a period is held against by itself: of a level the day before it began, for it rose or fell since."""
    eve = start - timedelta(days=1)
    return (eve, eve) if level and start != end else before(start, end)


def year_earlier(day: date) -> date:
    """The same day of the year before; the last of February stays the last."""
    return in_year(day, day.year - 1)


def year_later(day: date) -> date:
    """The same day of the next year."""
    return in_year(day, day.year + 1)


def in_year(day: date, year: int) -> date:
    """The same day of another year."""
    last_of_february = day.month == 2 and (day + timedelta(days=1)).month == 3
    if last_of_february:
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)


AT_MID_AUTUMN = {"qua_so_phan": "qua_trung_thu"}  # what is given on that feast is a figure of its own


def season_of(occasion: str, year: int) -> Days | None:
    """The days around a lunar feast of a year; None for an occasion that is no such."""
    feast = _feast(occasion, year) if occasion in _LUNAR_SEASONS else None
    return (feast - _BEFORE_SEASON, feast + _AFTER_SEASON) if feast is not None else None


def season(ctx: Context, occasion: str | None, years_ago: int) -> Days:
    """The days around a lunar feast, this year's or an earlier one's: what is given for Tết is given before it too."""
    nearest = occasions.day_of(occasion or "tet", ctx.today + _BEFORE_SEASON) or ctx.today
    lunar_year = lunar.of(nearest)
    year = (lunar_year[0] if lunar_year else nearest.year) - years_ago
    feast = _feast(occasion, year) or nearest
    return feast - _BEFORE_SEASON, feast + _AFTER_SEASON


def _feast(occasion: str | None, year: int) -> date | None:
    month, number = {"tet": (1, 1), "trung_thu": (8, 15), "vu_lan": (7, 15)}[occasion or "tet"]
    return lunar.day(year, month, number)


def season_name(occasion: str | None, span: Days) -> str | None:
    """A lunar season as one says it: "Tết 2026"; None for other days."""
    names = {"tet": "Tết", "trung_thu": "Trung thu", "vu_lan": "Vu lan"}
    feast = span[0] + _BEFORE_SEASON
    if occasion not in names or _feast(occasion, feast.year) != feast:
        return None
    return f"{names[occasion]} {feast.year}"
