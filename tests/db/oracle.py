"""What a book's figures must be, worked out the slow and obvious way from a plain list of what was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

WARD = "PM"
VALID = {  # first and last day of each khu phố of tests.db.book
    "KP1": (date.min, date.max),
    "KP9": (date.min, date.max),
    "KP2": (date.min, date(2022, 12, 31)),
    "KP3": (date(2023, 1, 1), date.max),
}
PARTS = {"qua_so_phan": ("qua_so_phan", "qua_trung_thu")}


@dataclass(frozen=True)
class Told:
    """One figure as somebody told it; the order of a list of these is the order in which they were told."""

    unit: str
    indicator: str
    value: Fraction
    start: date
    end: date
    qualifier: str = "exact"
    highest: Fraction | None = None
    change: bool = False
    covers_all: bool = False
    within: bool = False
    occasion: str | None = None


@dataclass(frozen=True)
class Answer:
    """A figure: its lowest and highest value, its qualifier."""

    value: Fraction
    highest: Fraction
    qualifier: str


def answer(told: Sequence[Told]) -> Answer | None:
    """What some figures add up to."""
    if not told:
        return None
    highest = sum((t.value if t.highest is None else t.highest for t in told), Fraction(0))
    words = sorted({t.qualifier for t in told if t.qualifier != "exact"})
    qualifier = "exact" if not words else words[0] if len(words) == 1 else "about"
    return Answer(sum((t.value for t in told), Fraction(0)), highest, qualifier)


def about(told: Sequence[Told], indicator: str) -> list[Told]:
    """What was told about an indicator or a part of it."""
    return [t for t in told if t.indicator in PARTS.get(indicator, (indicator,))]


def flow(
    told: Sequence[Told], indicator: str, unit: str, start: date, end: date, occasion: str | None
) -> Answer | None:
    """Everything told of days inside the period, each thing once."""
    candidates = []
    for t in about(told, indicator):
        below = unit == WARD and t.unit in VALID and VALID[t.unit][0] <= t.end and VALID[t.unit][1] >= t.start
        inside = start <= t.start and t.end <= end
        wanted = t.occasion == occasion if occasion else not t.within
        if (t.unit == unit or below) and inside and wanted:
            candidates.append(t)
    counted = []
    for t in candidates:
        told_by_the_ward = False
        for total in candidates:
            covers = total.covers_all and total.unit != t.unit and t.indicator in PARTS.get(
                total.indicator, (total.indicator,)
            )  # fmt: skip
            if covers and total.start <= t.start and t.end <= total.end:
                told_by_the_ward = True
        if not told_by_the_ward:
            counted.append(t)
    return answer(counted)


def level(told: Sequence[Told], indicator: str, unit: str, day: date) -> list[Told]:
    """The newest level of one unit up to a day, and the changes after it."""
    counted: list[Told] = []
    for t in sorted(about(told, indicator), key=lambda t: t.end):  # a stable sort: the same day in order of telling
        if t.unit == unit and t.end <= day:
            if not t.change:
                counted = [t]
            elif counted:
                counted.append(t)
    return counted


def stock(told: Sequence[Told], indicator: str, unit: str, day: date) -> Answer | None:
    """The level on a day; for the ward its own one until every khu phố has told a newer one."""
    own = level(told, indicator, unit, day)
    if unit != WARD:
        return answer(own)
    valid = [code for code, (first, last) in VALID.items() if first <= day <= last]
    levels = [level(told, indicator, code, day) for code in valid]
    newer = all(part and part[-1].end >= own[-1].end for part in levels) if own else True
    parts = [t for part in levels for t in part]
    return answer(parts) if parts and newer else answer(own)


def yearly(told: Sequence[Told], indicator: str, unit: str, start: date, end: date) -> Answer | None:
    """The newest decision inside the period; for the ward its own one, else the sum over its khu phố."""

    def decision(code: str) -> list[Told]:
        inside = [t for t in about(told, indicator) if t.unit == code and start <= t.start and t.end <= end]
        return sorted(inside, key=lambda t: t.end)[-1:]

    if unit != WARD or decision(unit):
        return answer(decision(unit))
    valid = [code for code, (first, last) in VALID.items() if first <= end and last >= start]
    return answer([t for code in valid for t in decision(code)])
