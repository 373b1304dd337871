"""Targets of a year: told with the word chỉ tiêu, kept apart from what was done, and how far one has come."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from db import codes, targets
from db.catalogue import Indicator, indicators
from db.models import Unit
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.figures import subject, telling
from handlers.figures.asked import Asked
from handlers.message import Reply
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


def asked_again(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Chỉ tiêu phường giao?", "còn thiếu bao nhiêu?": of the figure asked for last, else of all that have one."""
    said = words.bare(reading.text.replace("%", " phần trăm "))
    asked = reading.question
    if reading.facts or (asked is not None and asked.indicators and not _LACKING.fullmatch(said)):
        return None
    of_the_ward, share = _OF_THE_WARD.search(said), _SHARE.fullmatch(said)
    if not (of_the_ward or share or _OF_ONE.fullmatch(said) or _LACKING.fullmatch(said)):
        return None
    before = subject.last(ctx)
    wanted = of_question(replace(before, said="chi tieu")) if before is not None else None
    if before is not None and wanted is not None and wanted.kind == "flow":
        period = reading.period_named
        again = replace(before, question=before.question._replace(period=period or before.question.period), said=said)
        told = progress(ctx, again, wanted)
        if told is None and share and wanted.paid_by is None:
            return None  # no fund is a share of anything but its target
        year = again.period.end.year if again.period else ctx.today.year
        return [Reply(told or texts.book.no_target(wanted.name, year))]
    return [Reply(_all(ctx, reading))] if of_the_ward else None


_OF_THE_WARD = re.compile(
    r"\b(?:phuong|tren) giao (?:chi tieu|ke hoach)\b|"
    r"\b(?:chi tieu|ke hoach) (?:(?:phuong|duoc|tren|ma|da|nam nay) )+giao\b(?! quy)"
)
_OF_ONE = re.compile(
    r"(?:(?:con|the|vay|da|roi|so voi|dat|so|nam nay|nam ngoai|nam truoc|nam \d{4}) )*chi tieu"
    r"(?: (?:la|bao nhieu|may|bn|thi sao|sao|nam nay|nam ngoai|dat|chua|the nao|roi|vay|em|a|duoc|phan tram))*"
)
_SHARE = re.compile(
    r"(?:(?:vay|the|roi|minh) )*(?:dat )?(?:duoc )?(?:bao nhieu|may|bn|nhieu) (?:phan tram|%)(?: (?:roi|em|a|vay))*"
)
_LACKING = re.compile(
    r"(?:(?:vay|the|roi|minh) )*(?:con )?thieu (?:bao nhieu|may|bn|nhieu|nhiu|khong|hong|gi)"
    r"(?: (?:nua|moi|du|chi tieu|so voi|la|dat|vay|em|a))*"
    r"|(?:(?:vay|the|roi|minh|gio) )*(?:moi thang |con )?(?:phai|can) (?:thu|van dong|lam|gop|co)(?: them)?"
    r"(?: moi thang)? (?:bao nhieu|may|bn)(?: (?:nua|moi|du|dat|vay|em|a|tien|moi thang|1 thang|mot thang))*"
)


def _all(ctx: Context, reading: Reading) -> str:
    """Every target of the committee in a year, and how far each is."""
    period = reading.period_named
    year = period.end.year if period else ctx.today.year
    lines = []
    for indicator in targets.of_year(ctx.session, ctx.unit, year):
        found = targets.progress(ctx.session, ctx.unit, indicator, year, ctx.today)
        if found is not None and visibility.may_see(ctx, indicator):
            percent = wording.percent(found.percent)
            lines.append(texts.book.target_reached(indicator.name, _amount(indicator, found.target), percent))
    return texts.book.targets(ctx.unit.name, year, lines) if lines else texts.book.no_targets(ctx.unit.name, year)


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
