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
from handlers.figures.asked import Asked, Days, whole_year
from handlers.message import Reply
from handlers.vi.reading import Fact, Reading
from handlers.vi.spans import is_year


@dataclass(frozen=True, slots=True)
class Aim:
    """A target in a draft."""

    indicator: str
    year: int
    value: Decimal


def told(reading: Reading) -> tuple[Aim, ...]:
    """The targets that a message states: planned figures beside the word chỉ tiêu, or which the ward has set."""
    if not any(fact.planned for fact in reading.facts) or not sets(reading):
        return ()
    year = reading.period.end.year if reading.period else reading.on.year
    return tuple(
        Aim(base.code, year, fact.value) for fact in reading.facts if fact.planned and (base := _base(fact)) is not None
    )


def sets(reading: Reading) -> bool:
    """Whether it is a target that is told; what the ward gives out to do on a day is none of a year."""
    said, days = words.bare(reading.text), reading.period
    of_a_year = reading.day is None and (days is None or is_year(days)) and not words.says(said, "nhiem vu")
    return words.says(said, *_TARGET) or (of_a_year and words.says(said, *_SETS))


JUST_SET = "chi tieu"  # what is said of a target that was told, and asked for by nobody yet
_TARGET = ("chi tieu", "muc tieu")
_SETS = ("phuong giao", "tren giao", "duoc giao")


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
    if not question.says("chi tieu", "ke hoach") and not any(_is_over_target(c) for c in question.question.indicators):
        return None
    for code in question.question.indicators:
        indicator = indicators().get(code)
        top = indicators().get((indicator.numerator or "") if indicator else "")
        base = top if top is not None and indicator is not None and indicator.unit == "percent" else indicator
        if base is not None and base.kind != "ratio":
            return indicators()[base.target_of] if base.target_of else base
    return None


def _is_over_target(code: str) -> bool:
    """Whether a figure is the share of a fund's target: "quỹ vì người nghèo đạt mấy phần trăm"."""
    ratio = indicators().get(code)
    below = indicators().get((ratio.denominator or "") if ratio is not None else "")
    return below is not None and below.target_of is not None


def year(ctx: Context, question: Asked) -> int:
    """The year whose target a question is about."""
    return question.period.end.year if question.period else ctx.today.year


def until_now(ctx: Context, of: int) -> Days:
    """The days of a year in which a target could be reached so far."""
    first, last = whole_year(of)
    return first, max(first, min(last, ctx.today))


def progress(ctx: Context, question: Asked, indicator: Indicator) -> str | None:
    """How much of a year's target is reached and what is still needed a month; None without a target."""
    of = year(ctx, question)
    found = targets.progress(ctx.session, question.unit, indicator, of, ctx.today)
    if found is None:
        return None
    target = _amount(indicator, found.target)
    done = _amount(indicator, found.reached.value if found.reached else Decimal(0))
    where = f"{question.unit.name}, năm {of}"
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
    alone = _LACKING.fullmatch(said) or _OF_ONE.fullmatch(said) or _SHARE.fullmatch(said)
    if reading.facts or (asked is not None and asked.indicators and not alone):
        return None
    of_the_ward, share = _OF_THE_WARD.search(said), _SHARE.fullmatch(said)
    if _WHICH_ONES.fullmatch(said):
        return [Reply(_all(ctx, reading))]
    if not (of_the_ward or alone):
        return None
    before = subject.last(ctx)
    if of_the_ward and before is not None and before.said == JUST_SET:
        return [Reply(_all(ctx, reading))]
    wanted = of_question(replace(before, said="chi tieu")) if before is not None else None
    if before is not None and wanted is not None and wanted.kind == "flow":
        period = reading.period_named
        again = replace(before, question=before.question._replace(period=period or before.question.period), said=said)
        told = progress(ctx, again, wanted)
        if told is None and share and wanted.paid_by is None:
            return None  # no fund is a share of anything but its target
        return [Reply(told or texts.book.no_target(ctx.who, wanted.name, year(ctx, again), leads=ctx.leads))]
    return [Reply(_all(ctx, reading))] if of_the_ward else None


_BEFORE = r"(?:(?:vay|the|roi|minh|gio|da|nhu vay|thi|khu pho|kp|ban|tinh ra|toi gio|den gio|hien|nay|cai do) )*"
_COUNTED = r"(?:tien|dong|trieu|tr|phan qua|phan|suat|can|ho|vu|cay|nguoi|don vi)"
_AFTER = r"(?: (?:nua|moi|thi|du|chi tieu|ke hoach|so voi|la|dat|vay|em|a|roi|ta|con|nhi|ha|the|z|lan))*"
_OF_THE_WARD = re.compile(
    r"\b(?:phuong|tren) giao (?:chi tieu|ke hoach)\b|"
    r"\b(?:chi tieu|ke hoach) (?:(?:phuong|duoc|tren|ma|da|nam nay) )+giao\b(?! quy)"
)
_WHICH_ONES = re.compile(  # "chi tieu nam nay co nhung gi", "nam nay phuong giao minh chi tieu gi"
    r"(?:(?:cho|em|toi|bac|chi|anh|hoi|xem|coi|nam nay|khu pho|kp|minh|duoc|phuong|giao|co|nhung|cac|may|ban) )*"
    r"chi tieu(?: (?:nam nay|nam \d{4}|nam ngoai|nam|cua|khu pho|kp|minh|duoc|phuong|giao|co|gom|la|nhung|cac|may))*"
    r" (?:gi|nao)(?: (?:vay|em|a|roi|ta|nhi|the|ha|con))*"
)
_OF_ONE = re.compile(
    r"(?:(?:con|the|vay|da|roi|so voi|dat|so|nam nay|nam ngoai|nam truoc|nam \d{4}) )*chi tieu"
    r"(?: (?:la|bao nhieu|may|bn|thi sao|sao|nam nay|nam ngoai|dat|chua|the nao|roi|vay|em|a|duoc|phan tram))*"
)
_SHARE = re.compile(
    rf"{_BEFORE}(?:dat )?(?:duoc )?(?:bao nhieu|may|bn|nhieu|nhiu) (?:phan tram|%)(?: (?:chi tieu|ke hoach|giao))?"
    rf"{_AFTER}"
)
_LACKING = re.compile(
    rf"{_BEFORE}(?:con )?thieu (?:bao nhieu|may|bn|nhieu|nhiu|khong|hong|gi)(?: {_COUNTED})?{_AFTER}"
    rf"|{_BEFORE}(?:da )?(?:du|dat)(?: (?:chi tieu|ke hoach))?(?: chua| khong| roi ha){_AFTER}"
    r"|(?:(?:vay|the|roi|minh|gio) )*(?:moi thang |con )?(?:phai|can) (?:thu|van dong|lam|gop|co)(?: them)?"
    r"(?: moi thang)? (?:bao nhieu|may|bn)(?: (?:nua|moi|du|dat|vay|em|a|tien|moi thang|1 thang|mot thang))*"
)


def _all(ctx: Context, reading: Reading) -> str:
    """Every target of the committee in a year, and how far each is."""
    period = reading.period_named
    of = period.end.year if period else ctx.today.year
    lines = []
    for indicator in targets.of_year(ctx.session, ctx.unit, of):
        found = targets.progress(ctx.session, ctx.unit, indicator, of, ctx.today)
        if found is not None and visibility.may_see(ctx, indicator):
            percent = wording.percent(found.percent)
            lines.append(texts.book.target_reached(indicator.name, _amount(indicator, found.target), percent))
    return (
        texts.book.targets(ctx.unit.name, of, lines)
        if lines
        else texts.book.no_targets(ctx.who, ctx.unit.name, of, leads=ctx.leads)
    )


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
