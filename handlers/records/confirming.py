"""A number told as a question beside a record in the making: "ra quân 60 người đúng hông" changes nothing."""

import re
from dataclasses import replace
from decimal import Decimal

from db import ledger, records
from db.catalogue import Indicator, indicators
from db.models import Pending
from handlers import conversation, texts, vi, wording
from handlers.context import Context
from handlers.figures import ask
from handlers.message import Reply
from handlers.records import log, meant
from handlers.vi.reading import Reading, Span

_ASKS = re.compile(
    r"[\s,]+(?:có\s+|co\s+)?(?:đúng|dung|phải|phai)\s+(?:không|khong|hông|hong|ko|hok|hem|chưa|chua)"
    r"(?:\s+(?:em|con|vậy|vay|ạ|a|ta|nhỉ|nhi))*[\s?.!]*$",
    re.IGNORECASE,
)


def answer(ctx: Context, pending: Pending, reading: Reading) -> list[Reply] | None:
    """Say what the draft, or else the book, tells of a figure that somebody asks to have confirmed; None for others."""
    asks = _ASKS.search(reading.text) if reading.facts and reading.question is None else None
    if asks is None or pending.conversation != log.LOG.name:
        return None
    told = {fact.indicator: fact for fact in reading.facts if fact.indicator}
    known = {line.indicator: line.value for line in log.LOG.load(pending.known).lines if line.indicator}
    if len(known) == len(reading.facts) == 1 and reading.activity in {None, "khac"}:
        told = dict.fromkeys(known, reading.facts[0])  # "60 người phải không"
    if told and set(told) <= set(known):
        wrong = [code for code, fact in told.items() if known[code] != fact.value]
        shown = [_amount(code, known[code]) for code in wrong or told]
        asked = told[wrong[0]].text if wrong else None
        first, *rest = conversation.again(ctx, log.LOG, pending)
        return [replace(first, text=f"{texts.records.draft_says(shown, asked)}\n{first.text}"), *rest]
    plain = reading.text[: asks.start()]
    for fact in reading.facts:
        plain = plain.replace(fact.text, re.sub(r"^\D*[\d.,]+", "bao nhiêu", fact.text))
    of_the_book = vi.read(plain, ctx.today)
    return ask.answer(ctx, of_the_book) if of_the_book.question and of_the_book.question.indicators else None


def of_the_book(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Yes or no to a figure of the last days that somebody asks to have confirmed: "ra quân 70 người đúng hông"."""
    asks = _ASKS.search(reading.text)
    told = [fact for fact in reading.facts if not fact.planned]
    code = told[0].indicator if len(told) == 1 else None
    if asks is None or code is None or indicators()[code].kind != "flow" or reading.unit is not None:
        return None
    day, period = reading.day, reading.period
    if period is not None and period.start < period.end:
        return _over_a_time(ctx, indicators()[code], told[0].value, period)
    of_it = []
    for record in meant.recent(ctx):
        on = records.days(ctx.session, record)
        entry = next((one for one in records.lines(ctx.session, record) if one.indicator == code), None)
        if entry is not None and (day is None or on[0] <= day <= on[1]):
            of_it.append((record, on, entry.value))
    right = next((one for one in of_it if one[2] == told[0].value), None)
    if right is None and (not of_it or len(of_it) > 1):
        return None
    record, on, value = right or of_it[0]
    shown = _amount(code, value)
    asked = None if right else _amount(code, told[0].value)
    return [Reply(texts.records.book_says(record.number, wording.span(*on), shown, asked))]


def _over_a_time(ctx: Context, indicator: Indicator, asked: Decimal, period: Span) -> list[Reply] | None:
    """Yes or no to what a month or a year is asked to have had: "năm nay ra quân 500 người phải không"."""
    found = ledger.figure(ctx.session, indicator, ctx.unit, period.start, min(period.end, ctx.today))
    if found is None:
        return None
    when = wording.span(period.start, period.end)
    other = None if found.value == asked else _amount(indicator.code, asked)
    return [Reply(texts.records.book_sums(when, _amount(indicator.code, found.value), other))]


def _amount(code: str, value: Decimal) -> str:
    return wording.short_amount(value, indicators()[code].unit, noun=indicators()[code].noun)
