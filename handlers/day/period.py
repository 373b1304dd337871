"""The days of a quick report, and which were told last, so that a question goes on from them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from db.models import Person, Unit
from handlers import texts, wording
from handlers.context import Context
from handlers.figures import subject
from handlers.figures.asked import Asked
from handlers.vi.reading import Question, Span

Kind = Literal["today", "week", "mine", "own", "days", "ahead", "most"]
Basis = Literal["done", "written", "either"]  # whether the day of the deed counts, the day it was written, or both
_LATELY = timedelta(days=7)
_AHEAD = timedelta(days=14)  # meetings that one should have answered
_LONGEST = 31  # days of a report


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a report as instants [since, until), and their name."""

    since: datetime
    until: datetime
    name: str
    by: Person | None = None  # whose records alone are told
    most: bool = False  # whether it is told who wrote how much
    basis: Basis = "done"
    whole: bool = False  # whether all of them are told, however many
    whom: bool = False  # whether it is asked who wrote: then oneself is named as well

    @property
    def first(self) -> date:
        """The first of the days."""
        return self.since.date()

    @property
    def last(self) -> date:
        """The last of the days."""
        return (self.until - timedelta(microseconds=1)).date()

    @property
    def said(self) -> str:
        """What was asked, as it is kept for a question that goes on from it."""
        return " ".join(filter(None, (WHAT_WAS_DONE, self.basis, str(self.by.id) if self.by else "")))


def named(ctx: Context, first: date, last: date) -> Days:
    """Some days by their dates, with their name as seen from today."""
    name = wording.day_from(first, ctx.today) if first == last else wording.span(first, last)
    return Days(*_span(ctx, first, (last - first).days + 1), name)


def of_kind(ctx: Context, kind: Kind) -> Days:
    """The days that a report of a kind is about."""
    today = ctx.today
    if kind == "today":
        return Days(*_span(ctx, today, 1), wording.day_from(today, today))
    if kind == "week":
        monday = today - timedelta(days=today.weekday())
        sunday = monday + timedelta(days=6)
        return Days(*_span(ctx, monday, 7), texts.days.week(f"{monday:%d/%m}", f"{sunday:%d/%m/%Y}"))
    if kind == "own":
        first = date(today.year, 1, 1)
        return Days(*_span(ctx, first, (today - first).days + 1), wording.span(first, today))
    return Days(ctx.now - _LATELY, ctx.now + _AHEAD, wording.day_from(today, today))


def _span(ctx: Context, first: date, count: int) -> tuple[datetime, datetime]:
    start = datetime.combine(first, time(), ctx.zone)
    return start, datetime.combine(first + timedelta(days=count), time(), ctx.zone)


def kept(ctx: Context, first: date, last: date, by: Person | None, basis: Basis) -> Days | None:
    """The days of a report, kept for a question that goes on from it; None where they are too many for all."""
    if (last - first).days > _LONGEST and by is None:
        return None
    days = replace(named(ctx, first, last), by=by, basis=basis)
    keep(ctx, days)
    return days


def keep(ctx: Context, days: Days) -> None:
    """Keep the days of a report for a question that goes on from it."""
    subject.remember(ctx, Asked(Question(None, "list", Span(days.first, days.last)), ctx.unit, days.said), ())


def kept_last(ctx: Context) -> Days | None:
    """The days of the report that was told last; None where something else was."""
    before = subject.last(ctx)
    if before is None or before.period is None or not before.said.startswith(WHAT_WAS_DONE):
        return None
    basis, _, whose = before.said.removeprefix(WHAT_WAS_DONE).strip().partition(" ")
    by = ctx.session.get(Person, int(whose)) if whose else None
    days = named(ctx, before.period.start, before.period.end)
    return replace(days, by=by, basis=next(each for each in _BASES if each == basis))


def written(unit: Unit, days: Days) -> str:
    """The days of a report about a unit, as a button keeps them."""
    return (
        f"{unit.id}:{days.first}:{days.last}:{days.basis}:{days.by.id if days.by else ''}:{'whom' if days.whom else ''}"
    )


def read(ctx: Context, told: str) -> tuple[int, Days]:
    """The unit and the days that a button kept, now all of them."""
    unit_id, first, last, basis, by, whom = told.split(":")
    days = named(ctx, date.fromisoformat(first), date.fromisoformat(last))
    person = ctx.session.get(Person, int(by)) if by else None
    of_these = next(each for each in _BASES if each == basis)
    return int(unit_id), replace(days, by=person, basis=of_these, whom=bool(whom), whole=True)


_BASES: tuple[Basis, ...] = ("done", "written", "either")
WHAT_WAS_DONE = "lam duoc gi"
