"""A figure of several records that somebody puts right as a whole: "sai rồi, bác nhớ là 120 phần"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from db import records
from db.catalogue import Indicator
from db.models import Entry, Record
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.figures import in_words, subject
from handlers.message import Reply, choices
from handlers.records import correct, meant
from handlers.vi.reading import Reading

_LONGEST = 12  # words
_MOST = 4  # records
_WRONG = re.compile(
    r"\b(?:sai|nham|lon|khong dung|khong phai|dau co|dau phai|chua dung|nho (?:la|co|toi|hinh nhu)|ua sao|sao)\b"
    r"|\b(?:phai|toi|co|la) \d+(?: [a-z]+){0,3} (?:chu|lan|moi dung|moi phai|ma)\b"
    r"|\d+(?: [a-z]+){0,3} moi (?:dung|phai)\b"
)
_OF_ONE = re.compile(
    r"\b(?:cai|vu|viec|lan (?:dau|nay|do|truoc|sau|thu)|tin|hoi|vua|thanh|luc|bua|hom|sang|trua|chieu|sua|doi"
    r"|tang|phat|trao)\b"
)


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Which records make the figure that was told last, where another number is told for it; None for other words."""
    said = words.bare(reading.text) if len(reading.facts) < _SEVERAL else ""
    if len(said.split()) > _LONGEST or _WRONG.search(said) is None or _OF_ONE.search(said) or "#" in reading.text:
        return None
    last = next(iter(meant.recent(ctx)), None)
    before = subject.last(ctx, last.at if last else None)
    if before is None or len(before.question.indicators) != 1 or before.unit.id != ctx.unit.id:
        return None
    told = {fact.indicator for fact in reading.facts} - {None, before.first.code}
    if before.first.kind != "flow" or told or not _NUMBER.search(said):
        return None
    found = in_words.records_of(ctx, before)
    rows = [(r, e) for r in found for e in records.lines(ctx.session, r) if e.indicator == before.first.code]
    if len(found) < _SEVERAL or not all(visibility.of_entry(ctx, entry) for _, entry in rows):
        return None
    named = meant.by_own_words(found, said, alone=True)
    return [_of_which(ctx, before.first, rows)] if named is None else correct.of_record(ctx, named, reading)


def _of_which(ctx: Context, indicator: Indicator, rows: Sequence[tuple[Record, Entry]]) -> Reply:
    shown = rows[-_MOST:]
    listed = [texts.corrections.one_of_yours(r.number, wording.short_entry(e), _when(e)) for r, e in shown]
    total = wording.short_amount(sum((e.value for _, e in rows), Decimal(0)), indicator.unit, noun=indicator.noun)
    text = texts.corrections.which_of_sum(ctx.who, total, listed, len(rows) - len(shown), shown[-1][0].number)
    return Reply(text, choices(*dict.fromkeys(f"#{record.number}" for record, _ in shown)))


def _when(entry: Entry) -> str:
    return wording.span(entry.day_from, entry.day_to)


_SEVERAL = 2
_NUMBER = re.compile(r"\d")
