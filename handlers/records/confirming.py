"""A number told as a question beside a record in the making: "ra quân 60 người đúng hông" changes nothing."""

import re
from dataclasses import replace
from decimal import Decimal

from db.catalogue import indicators
from db.models import Pending
from handlers import conversation, texts, vi, wording
from handlers.context import Context
from handlers.figures import ask
from handlers.message import Reply
from handlers.records import log
from handlers.vi.reading import Reading

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


def _amount(code: str, value: Decimal) -> str:
    return wording.short_amount(value, indicators()[code].unit, noun=indicators()[code].noun)
