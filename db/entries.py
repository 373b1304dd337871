"""The entries that a figure may rest on, read in one query through the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select
from sqlmodel import Session, col, select

from db.figure import Source
from db.known import Known, standing
from db.models import Entry, Record


class Row(NamedTuple):
    """What the rules need to know of an entry; with its source where the figure is to be followed back."""

    unit_id: int
    indicator: str
    value: Decimal
    value_max: Decimal | None
    qualifier: str
    change: bool
    day_from: date
    day_to: date
    counts_for: str
    standard: str | None
    line: int
    told_at: datetime
    occasion: str | None
    covers: str
    within: bool
    source: Source | None = None


_COLUMNS = (
    Entry.unit_id, Entry.indicator, Entry.value, Entry.value_max, Entry.qualifier, Entry.change, Entry.day_from,
    Entry.day_to, Entry.counts_for, Entry.standard, Entry.line, Record.at, Record.occasion, Record.covers,
    Record.within,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of some indicators and units, whose last day lies in a range."""

    codes: Sequence[str]
    units: Iterable[int]
    since: date | None
    until: date | None


Sheet = Mapping[tuple[int, str], list[Row]]
_Statement = TypeVar("_Statement", bound=Select[*tuple[Any, ...]])


def followed(session: Session, wanted: Wanted, as_of: Known | None) -> Sheet:
    """The rows by unit and indicator, in the order in which things happened, each with its source."""
    rows = session.exec(_where(select(Entry, Record).join(Record), wanted, as_of)).all()
    return _sheet(_row(entry, record) for entry, record in rows)


def counted(session: Session, wanted: Wanted, as_of: Known | None) -> Sheet:
    """The same without sources, for tables of many figures."""
    statement = _where(select(*_COLUMNS).join_from(Entry, Record), wanted, as_of)  # type: ignore[call-overload] # 15 columns
    return _sheet(Row(*row) for row in session.connection().execute(statement))


def _where(statement: _Statement, wanted: Wanted, as_of: Known | None) -> _Statement:
    conditions: list[ColumnElement[bool]] = [
        col(Entry.indicator).in_(wanted.codes),
        col(Entry.unit_id).in_(sorted(wanted.units)),
        standing(as_of),
    ]
    if wanted.since is not None:
        conditions.append(col(Entry.day_to) >= wanted.since)
    if wanted.until is not None:
        conditions.append(col(Entry.day_to) <= wanted.until)
    return statement.where(*conditions)


def _row(entry: Entry, record: Record) -> Row:
    return Row(
        entry.unit_id, entry.indicator, entry.value, entry.value_max, entry.qualifier, entry.change, entry.day_from,
        entry.day_to, entry.counts_for, entry.standard, entry.line, record.at, record.occasion, record.covers,
        record.within, Source(entry, record),
    )  # fmt: skip


def told(sheet: Sheet, unit_id: int, codes: Sequence[str]) -> list[Row]:
    """What one unit told of an indicator and its parts, in order."""
    found = [sheet[unit_id, code] for code in codes if (unit_id, code) in sheet]
    return found[0] if len(found) == 1 else sorted((row for rows in found for row in rows), key=_in_order)


def _sheet(rows: Iterable[Row]) -> Sheet:
    sheet: dict[tuple[int, str], list[Row]] = {}
    for row in sorted(rows, key=_in_order):
        sheet.setdefault((row.unit_id, row.indicator), []).append(row)
    return sheet


def _in_order(row: Row) -> tuple[date, datetime, int, bool, Decimal, str]:
    """By the day it is about, then by when it was told; never by when it reached the database."""
    return row.day_to, row.told_at, row.line, row.change, row.value, row.qualifier
