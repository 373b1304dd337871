"""Targets of a year: told with the word chỉ tiêu, kept apart from what was done, and how far one has come."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from db import codes, targets
from db.catalogue import Indicator, indicators
from db.models import Unit
from handlers import texts, wording, words
from handlers.context import Context
from handlers.figures import telling
from handlers.figures.asked import Asked
from handlers.vi.reading import Fact, Reading


@dataclass(frozen=True, slots=True)
class Aim:
    """A target in a draft."""

    indicator: str
    year: int
    value: Decimal


def told(reading: Reading) -> tuple[Aim, ...]:
    """The targets that a message states: planned figures beside the word chỉ tiêu."""
    if "chi tieu" not in words.bare(reading.text):
        return ()
    year = reading.period.end.year if reading.period else reading.on.year
    return tuple(
        Aim(base.code, year, fact.value) for fact in reading.facts if fact.planned and (base := _base(fact)) is not None
    )


def _base(fact: Fact) -> Indicator | None:
    """The figure that a target is of: the chỉ tiêu of a fund is of the fund."""
    indicator = indicators().get(fact.indicator or "")
    if indicator is None or indicator.kind == "ratio":
        return None
    return indicators()[indicator.target_of] if indicator.target_of else indicator


def line(aim: Aim) -> str:
    """A target in one line."""
    indicator = indicators()[aim.indicator]
    return texts.book.target_line(
        indicator.name, wording.amount(aim.value, indicator.unit, noun=indicator.noun), aim.year
    )


def keep(ctx: Context, unit: Unit, aims: tuple[Aim, ...]) -> None:
    """Write targets down; the newest counts."""
    for aim in aims:
        targets.set_target(ctx.session, unit, indicators()[aim.indicator], aim.year, aim.value, ctx.person, ctx.now)


def of_question(question: Asked) -> Indicator | None:
    """The figure whose target a question is about, None for other questions."""
    if not question.says("chi tieu", "ke hoach"):
        return None
    for code in question.question.indicators:
        indicator = indicators().get(code)
        top = indicators().get((indicator.numerator or "") if indicator else "")
        base = top if top is not None and indicator is not None and indicator.unit == "percent" else indicator
        if base is not None and base.kind != "ratio":
            return indicators()[base.target_of] if base.target_of else base
    return None


def progress(ctx: Context, question: Asked, indicator: Indicator) -> str | None:
    """How much of a year's target is reached and what is still needed a month; None without a target."""
    year = question.period.end.year if question.period else ctx.today.year
    found = targets.progress(ctx.session, question.unit, indicator, year, ctx.today)
    if found is None:
        return None
    target = _amount(indicator, found.target)
    done = _amount(indicator, found.reached.value if found.reached else Decimal(0))
    where = f"{question.unit.name}, năm {year}"
    pace = texts.book.reached()
    if found.left:
        monthly = None if found.per_month is None else _about(indicator, found.per_month)
        pace = texts.book.pace(_amount(indicator, found.left), found.months_left, monthly)
    head = texts.book.progress(wording.percent(found.percent), done, target)
    lines = [head, f"{indicator.name} · {where}", pace]
    if found.reached is not None:
        code = codes.tell(ctx.session, question.unit, found.reached, ctx.now, person=ctx.person)
        lines.append(telling.source(ctx, found.reached.sources, code))
    return "\n".join(lines)


def _about(indicator: Indicator, value: Decimal) -> str:
    """How much it takes a month, rounded up to what one can say: "khoảng 2.730.000 đồng"."""
    step = _ROUND if indicator.unit == "dong" else 1
    whole = (value / step).to_integral_value(ROUND_CEILING) * step
    exact = value == value.to_integral_value() and not (indicator.unit == "dong" and value % _THOUSAND)
    return wording.short_amount(
        value if exact else whole, indicator.unit, "exact" if exact else "about", noun=indicator.noun
    )


_THOUSAND, _ROUND = 1000, 10_000


def _amount(indicator: Indicator, value: Decimal) -> str:
    return wording.short_amount(value, indicator.unit, noun=indicator.noun)
