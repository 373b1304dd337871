"""The part of a figure that one recorded oneself: "tôi ghi được mấy phần quà", "của riêng tôi"."""

import re
from decimal import Decimal

from db import ledger, records
from db.catalogue import Indicator
from db.figure import inherited
from handlers import texts, wording
from handlers.context import Context
from handlers.figures import asked, telling
from handlers.figures.asked import Asked

MARK = "cua rieng toi"
_I = r"(?:toi|tui|minh toi|bac|chi|anh|co|chu)"
_WRITTEN = re.compile(
    rf"\b{_I} (?:da |co |moi )?(?:ghi|nhap|bao(?! nhieu| nhiu| lau| gio)|khai)(?: vo| vao| so)?(?: duoc)?\b|\b{MARK}\b"
)
ALONE = re.compile(
    rf"(?:(?:con|the|vay|tinh|xem|coi) )*(?:(?:phan|so) )?(?:cua |rieng )+(?:rieng )?{_I}(?: (?:thoi|ghi|bao|thi sao))*"
    rf"|(?:(?:con|the|vay|tinh) )*rieng (?:phan )?(?:cua )?{_I}(?: (?:thoi|ghi|thi sao))*"
)


def is_asked(question: Asked, indicator: Indicator) -> bool:
    """Whether a question is only for what the person recorded who asks it."""
    return indicator.kind == "flow" and _WRITTEN.search(question.said) is not None


def mark(said: str) -> str:
    """What keeps a question that goes on for one's own part; empty where it was for the whole."""
    return f" {MARK}" if _WRITTEN.search(said) else ""


def told(ctx: Context, question: Asked, indicator: Indicator) -> str:
    """What of a figure this person recorded, beside the whole of it."""
    start, end = asked.days(ctx, question, indicator)
    found = ledger.figure(ctx.session, indicator, question.unit, start, end, occasion=question.occasion)
    if found is None:
        return telling.nothing(ctx, question.unit, indicator, start, end, question.occasion)
    mine = [s for s in found.sources if records.stated(ctx.session, s.entry).person_id == ctx.person.id]
    value = sum((s.entry.value for s in mine), Decimal(0))
    qualifier = inherited([s.entry.qualifier for s in mine]) if mine else "exact"
    numbers = sorted({f"#{s.record.number}" for s in mine})
    where = f"{question.unit.name}, {wording.span(start, end)}"
    return texts.figures.own(
        ctx.who,
        wording.short_amount(value, indicator.unit, qualifier, noun=indicator.noun),
        indicator.name,
        where,
        numbers,
        telling.coded(ctx, question.unit, found),
    )
