"""Another stretch of time for the figure told last: both years, all that is known, the term before."""

import re
from dataclasses import replace
from datetime import date, timedelta

from db import ledger, units
from db.catalogue import Indicator, indicators
from handlers import texts, vi
from handlers.context import Context
from handlers.figures import ask, breakdown, frames, subject
from handlers.figures.asked import Asked, by_itself
from handlers.message import Reply
from handlers.vi.reading import Reading, Span

_AROUND = (
    r"(?: (?:luon|het|cong lai|gop lai|do|nay|vua roi|nua|bao nhieu|nhieu|bn|duoc|la|may|thi|di|co|can|ho|nguoi|vu|phan"
    r"|suat|cuoc|buoi|luot|tien|trieu|dong|vay|em|a))*"
)
_THESE_TWO = r"(?:(?:hai|2) nam|nam nay (?:va|voi|lan|cong) (?:ca )?nam (?:ngoai|truoc))"
_BOTH_YEARS = re.compile(
    rf"(?:(?:tinh|luon|cua|trong) )*(?:ca|gop|tong|gop ca|tinh ca) {_THESE_TWO}{_AROUND}"
    rf"|{_THESE_TWO} (?:cong|gop|tong)(?: lai| chung| cong)?{_AROUND}"
)
_COMPARED = re.compile(rf"(?:so (?:sanh )?)?(?:(?:giua|voi|thu) )?{_THESE_TWO}(?: voi nhau)?{_AROUND}")
_EVER = re.compile(
    r"(?:(?:tinh|ca|gop|tong|tong cong|ke|het) )*"
    r"(?:(?:tu )?(?:truoc|xua|hoi nao|hoi do|dau) (?:toi|den) (?:gio|nay|hom nay|bay gio)|(?:xua|truoc) (?:nay|gio))"
    rf"{_AROUND}"
)
_TERM = re.compile(
    r"(?:(?:tinh|ca|trong|cua|o) )*nhiem ky (?:(?P<before>truoc|roi|vua roi|vua qua|cu)|nay|hien tai|hien nay)"
    rf"{_AROUND}"
    r"|(?:(?:tinh|tu|ke) )*dau nhiem ky (?:nay )?(?:toi|den) (?:gio|nay|hom nay|bay gio)"
)

_SO_BEFORE = re.compile(
    r"so (?:sanh )?(?:voi |cung )?(?:cai )?(?:dot|lan|hoi|bua|cuoc) (?:truoc|roi|vua roi)(?: do)?"
    r"(?: (?:thi|sao|the nao|ra sao|tang|giam|hon|kem|nhieu|it|hay|bao nhieu|may|khong|hong))*"
)


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The figure told last over another stretch; None where no such is named, or nothing was told."""
    said, _ = frames.without(frames.spoken(reading.text))
    for asks, told in (
        (_BOTH_YEARS, _both_years),
        (_COMPARED, _compared),
        (_EVER, _ever),
        (_TERM, _term),
        (_SO_BEFORE, _last_two),
    ):
        found = asks.fullmatch(said)
        before = subject.of_figures(ctx) if found is not None else None
        if found is not None and before is not None:
            return told(ctx, before, reading, found)
    return None


def _compared(ctx: Context, _before: Asked, reading: Reading, _found: re.Match[str]) -> list[Reply]:
    return ask.answer(ctx, vi.read("so sánh hai năm", reading.on))


def _last_two(ctx: Context, before: Asked, reading: Reading, _found: re.Match[str]) -> list[Reply] | None:
    """ "So với đợt trước": what was told last of the figure beside what was told before it, each of its own day."""
    indicator, unit = before.first, before.unit
    if indicator.kind not in {"stock", "flow"}:
        return None
    end = min(before.period.end if before.period else ctx.today, ctx.today)
    days = ledger.told_on(ctx.session, indicator, unit, unit.valid_from, end)[-2:]
    if indicator.kind == "flow" and any(ledger.figure(ctx.session, indicator, unit, day, day) is None for day in days):
        return None  # it was told of a longer time, and not of a day
    if len(days) < _TWO:
        return [Reply(texts.comparing.told_once(ctx.who, indicator.name))]
    against, period = (Span(day, day) for day in days)
    question = by_itself(before.question)._replace(aggregate="compare", period=period, against=against)
    return ask.told(ctx, replace(before, question=question, said="so voi dot truoc"), [indicator], reading)


_TWO = 2


def _both_years(ctx: Context, before: Asked, reading: Reading, found: re.Match[str]) -> list[Reply]:
    """What adds up over this year and the last one together; anything else in both, side by side."""
    if before.first.kind != "flow":
        return _compared(ctx, before, reading, found)
    return _over(ctx, before, reading, Span(date(ctx.today.year - 1, 1, 1), ctx.today))


def _ever(ctx: Context, before: Asked, reading: Reading, _found: re.Match[str]) -> list[Reply]:
    """What adds up as long as the committee has existed; anything else year by year."""
    if before.first.kind == "flow":
        return _over(ctx, before, reading, Span(before.unit.valid_from, ctx.today))
    whole = replace(before, question=before.question._replace(period=None, against=None, occasion=None), said="")
    return [breakdown.told(ctx, whole, before.first, "year")]


def _term(ctx: Context, before: Asked, reading: Reading, found: re.Match[str]) -> list[Reply]:
    """The same of the term that runs, or of the one before it."""
    term = units.term(ctx.session, before.unit, ctx.today)
    if found["before"]:
        term = units.term(ctx.session, before.unit, term.day_from - timedelta(days=1)) if term else None
    if term is None:
        unknown = texts.figures.no_term(ctx.who, before.unit.name, leads=ctx.leads and before.unit.id == ctx.unit.id)
        told = texts.figures.no_term_of(ctx.who) if found["before"] is not None else unknown
        return [Reply(told)]
    return _over(ctx, before, reading, Span(term.day_from, min(term.day_to, ctx.today)))


def _over(ctx: Context, before: Asked, reading: Reading, period: Span) -> list[Reply]:
    counted = _counted(before.first, reading)
    question = by_itself(before.question)._replace(
        period=period, against=None, occasion=None, indicator=counted.code, indicators=(counted.code,)
    )
    again = replace(before, question=question)
    return ask.told(ctx, again, [counted], reading)


def _counted(told: Indicator, reading: Reading) -> Indicator:
    """What is asked for where it is counted otherwise than what was told: "mấy căn" after what homes cost."""
    named = reading.question.indicators[:1] if reading.question is not None else ()
    another = indicators()[named[0]] if named else told
    return another if another.unit != told.unit and another.kind == "flow" else told
