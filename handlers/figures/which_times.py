"""Which times of a deed were above or below a number: "những lần nào trên 30 phần", "hôm nào phát hơn 30 phần"."""

import re
from datetime import date

from db import ledger
from db.catalogue import indicators
from db.figure import Source
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.message import Reply
from handlers.records import lines
from handlers.vi.reading import Fact, Reading

_WHICH = re.compile(
    r"\b(?:lan|hom|bua|dot|ngay|buoi|vu|viec|thang) nao\b"
    r"|\b(?:liet ke|ke|xem|xem lai|cho (?:xem|coi|biet)|dem)(?: giup| gium)?(?: ra)? nhung (?:lan|dot|buoi|bua)\b"
)
_NOT_YET = re.compile(r"\b(?:mai|se|dinh|sap|toi)\b")
_MOST = 8  # times that are listed


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The times of a figure that a question is about; None for any other message."""
    fact = lines.only_fact(reading)
    said = words.bare(reading.text)
    asks = reading.intent == "ask" and fact is not None and fact.qualifier in {"over", "under"}
    if not (asks or reading.intent == "log") or fact is None or not _WHICH.search(said) or _NOT_YET.search(said):
        return None
    indicator = indicators().get(fact.indicator or "")
    if indicator is None or indicator.kind != "flow" or not visibility.may_see(ctx, indicator):
        return None
    of = reading.period_named
    start, end = (of.start, of.end) if of else (date(ctx.today.year, 1, 1), ctx.today)
    figure = ledger.figure(ctx.session, indicator, ctx.unit, start, min(end, ctx.today))
    seen = [one for one in figure.sources if visibility.of_entry(ctx, one.entry)] if figure else []
    found = sorted((one for one in seen if _fits(one, fact)), key=lambda one: one.entry.day_from, reverse=True)
    bound = wording.short_amount(fact.value, indicator.unit, fact.qualifier, noun=indicator.noun)
    most = max(seen, key=lambda one: one.entry.value, default=None)
    when = wording.span(start, min(end, ctx.today))
    if not found:
        number = most.record.number if most else ""
        return [Reply(texts.figures.no_such_times(bound, when, _told(ctx, most), number))]
    told = [_told(ctx, one) for one in found[:_MOST]]
    return [Reply(texts.figures.such_times(len(found), bound, when, told, found[0].record.number))]


def _fits(source: Source, fact: Fact) -> bool:
    value = source.entry.value
    if fact.qualifier == "under":
        return value < fact.value
    return value > fact.value if fact.qualifier == "over" else value == fact.value


def _told(ctx: Context, source: Source | None) -> str:
    if source is None:
        return ""
    when = wording.short_days(source.entry.day_from, source.entry.day_to, ctx.today)
    return f"{when}: {wording.short_entry(source.entry)} (#{source.record.number})"
