"""The code of a figure that was told ("S1027"): years later it gives the same number and says what has changed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile

from sqlmodel import Session, col, select

from db import closing, known, ledger, practice, quick, records
from db.book import Told
from db.catalogue import Indicator, indicators
from db.figure import Figure, FundBalance, Qualifier, Ratio, Source, inherited
from db.known import AsOf, Known
from db.models import Person, Unit

_CODE = re.compile(r"(?<![\w-])#?[sS](\d{2,})(?![\w-])")
_DAMM = ("0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
         "3674209581", "5869720134", "8945362017", "9438617205", "2581436790")  # fmt: skip

Answer = Figure | Ratio | FundBalance


@dataclass(frozen=True, slots=True)
class Behind:
    """An entry behind a figure: what it says, who wrote it under which number, what shows it."""

    source: Source
    person: Person | None
    number: str
    photos: tuple[str, ...]
    late: bool
    version: int
    witnesses: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A told figure: what it was, computed again as of then, and what it is now."""

    code: str
    unit: Unit
    indicator: Indicator | None
    told_at: datetime
    start: date
    end: date
    value: Decimal
    qualifier: Qualifier
    then: Answer | None
    now: Answer | None
    same: bool
    changed: bool
    behind: tuple[Behind, ...]


def tell(
    session: Session, unit: Unit, told: Answer, now: datetime, *,
    person: Person | None = None, asked: tuple[date, date] | None = None, occasion: str | None = None,
    standard: str | None = None,
) -> str:  # fmt: skip
    """Keep a figure as it is told, with what was asked (its own days, unless `asked` are others); its code."""
    start, end = asked or _days(told)
    value, value_max, bottom = _numbers(told)
    row = quick.insert_one(
        session, Told, kind=_kind(told), unit_id=unit.id, indicator=told.indicator.code, day_from=start, day_to=end,
        occasion=occasion, standard=standard, person_id=person.id if person else None, at=now,
        last_entry=known.now(session, now).last_entry or 0, value=value, value_max=value_max,
        qualifier=told.qualifier, bottom=bottom,
    )  # fmt: skip
    return _code(row.id or 0)


def parse(text: str) -> str | None:
    """The code in a sentence; None when there is none, or a digit of it is wrong.

    >>> parse("vì sao #s13 vậy em?"), parse("S14"), parse("KP9-0013")
    ('S13', None, None)
    """
    found = _CODE.search(text)
    return f"S{found[1]}" if found and _check(found[1]) == 0 else None


def last_told(session: Session, person_id: int, beside: Unit) -> str | None:
    """The code of what a person was last told: in practice of the practice unit (`beside`), else of real figures."""
    own = select(Told.id).where(Told.person_id == person_id, practice.beside(beside, Told.unit_id))
    newest = own.order_by(col(Told.id).desc()).limit(1)
    found = session.exec(newest).first()
    return None if found is None else _code(found)


def told_last(session: Session, person_id: int, beside: Unit, indicator: str | None, many: int) -> list[Opened]:
    """The last figures, perhaps of one indicator, that a person was told one after the other, oldest first."""
    own = select(Told.id, Told.indicator).where(Told.person_id == person_id, practice.beside(beside, Told.unit_id))
    newest = session.exec(own.order_by(col(Told.id).desc()).limit(many)).all()
    same = list(takewhile(lambda row: indicator in {None, row[1]}, newest))
    found = (open_code(session, _code(key or 0)) for key, _ in reversed(same))
    return [each for each in found if each is not None]


def told_before(session: Session, person_id: int, found: Opened) -> Opened | None:
    """The newest other number that a person was told of the same figure of a khu phố before; None without one."""
    row = session.get(Told, int(found.code[1:-1]))
    if row is None or found.indicator is None:
        return None
    same = (Told.person_id == person_id, Told.unit_id == row.unit_id, Told.indicator == row.indicator)
    other = (col(Told.id) < (row.id or 0), Told.value != row.value, Told.kind == row.kind)
    of_it = select(Told.id).where(*same, *other)
    before = session.exec(of_it.order_by(col(Told.id).desc()).limit(1)).first()
    return open_code(session, _code(before)) if before is not None else None


def open_code(session: Session, code: str) -> Opened | None:
    """What stands behind a code; None when no such figure was told."""
    clean = parse(code)
    row = session.get(Told, int(clean[1:-1])) if clean else None
    unit = session.get(Unit, row.unit_id) if row else None
    if clean is None or row is None or unit is None:
        return None
    indicator = indicators().get(row.indicator)
    moment = Known(row.at, row.last_entry)
    then = _again(session, row, indicator, unit, moment) if indicator else None
    current = _again(session, row, indicator, unit, None) if indicator else None
    was = (row.value, row.value_max, row.bottom, row.qualifier)
    return Opened(
        clean, unit, indicator, row.at, row.day_from, row.day_to, _shown(row), inherited([row.qualifier]), then,
        current, same=_all(then) == was, changed=_all(current) != was, behind=behind(session, _sources(then)),
    )  # fmt: skip


def behind(session: Session, sources: Iterable[Source]) -> tuple[Behind, ...]:
    """The entries behind a figure, each with who wrote it and what shows it."""
    return tuple(
        Behind(
            s, session.get(Person, records.stated(session, s.entry).person_id), s.record.number,
            tuple(records.photos(session, s.record)), closing.is_late(session, s.entry), s.entry.version,
            len(records.witnesses(session, s.record)),
        )
        for s in sources
    )  # fmt: skip


def _again(session: Session, row: Told, indicator: Indicator, unit: Unit, as_of: AsOf) -> Answer | None:
    days = (row.day_from, row.day_to)
    match row.kind:
        case "ratio":
            return ledger.ratio(session, indicator, unit, *days, occasion=row.occasion, as_of=as_of)
        case "fund":
            return ledger.fund(session, indicator, unit, *days, as_of=as_of)
    return ledger.figure(
        session, indicator, unit, *days, occasion=row.occasion, standard=row.standard, as_of=as_of
    )  # fmt: skip


def _kind(told: Answer) -> str:
    return "ratio" if isinstance(told, Ratio) else "fund" if isinstance(told, FundBalance) else "figure"


def _days(told: Answer) -> tuple[date, date]:
    if not isinstance(told, Ratio):
        return told.start, told.end
    whole = told.reported or told.numerator
    parts = [f for f in (told.numerator, told.denominator, told.reported) if f]
    return (whole or parts[0]).start, max(f.end for f in parts)


def _numbers(told: Answer) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """Value, highest value and denominator, exactly."""
    if isinstance(told, FundBalance):
        return told.left, None, None
    if isinstance(told, Figure):
        return told.value, told.value_max, None
    if told.numerator and told.denominator:
        return told.numerator.value, told.numerator.value_max, told.denominator.value
    return told.percent, None, None


def _all(told: Answer | None) -> tuple[Decimal, Decimal | None, Decimal | None, str] | None:
    return (*_numbers(told), told.qualifier) if told else None


def _shown(row: Told) -> Decimal:
    """The value as it was told: of a ratio the share itself."""
    if not row.bottom:
        return row.value
    indicator = indicators().get(row.indicator)
    return row.value / row.bottom * (100 if indicator is None or indicator.unit == "percent" else 1)


def _sources(told: Answer | None) -> list[Source]:
    if isinstance(told, Ratio):
        return [s for f in (told.numerator, told.denominator, told.reported) if f for s in f.sources]
    if isinstance(told, FundBalance):
        return [s for f in (told.collected, told.paid) if f for s in f.sources]
    return list(told.sources) if told else []


def _code(key: int) -> str:
    return f"S{key}{_check(str(key))}"


def _check(digits: str) -> int:
    """Damm's check digit: every single wrong digit and every swap of two neighbours is noticed.

    >>> _check("572"), _check("5724")
    (4, 0)
    """
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return state
