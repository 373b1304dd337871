"""The entries that a figure may rest on, read in one query through the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func

from db.figure import Source
from db.known import Known, standing
from db.models import Entry, Record
from db.quick import Prepared


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
    record_id: int
    occasion: str | None
    covers: str
    within: bool
    source: Source | None = None


_COLUMNS: tuple[Any, ...] = (
    Entry.unit_id, Entry.indicator, Entry.value, Entry.value_max, Entry.qualifier, Entry.change, Entry.day_from,
    Entry.day_to, Entry.counts_for, Entry.standard, Entry.line, Record.at, Record.id, Record.occasion,
    Record.covers, Record.within,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of some indicators and units, whose last day lies in a range."""

    codes: Sequence[str]
    units: Iterable[int]
    since: date | None
    until: date | None


Sheet = Mapping[tuple[int, str], list[Row]]
_SOME_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def followed(session: Session, wanted: Wanted, as_of: Known | None) -> Sheet:
    """The rows by unit and indicator, in the order in which things happened, each with its source."""
    rows = _followed(_kind(as_of)).all(session, **_values(wanted, as_of))
    return _sheet(_row(entry, record) for entry, record in rows)


def counted(session: Session, wanted: Wanted, as_of: Known | None) -> Sheet:
    """The same without sources."""
    return _sheet(Row(*row) for row in _counted(_kind(as_of)).all(session, **_values(wanted, as_of)))


def summed(session: Session, wanted: Wanted) -> Sheet:
    """What counts now as one row for all that a rule of flows treats alike: only the sums of these rows mean anything.

    A flow does not care in which order things were told, so nothing is lost; `line`, `told_at` and `record_id` are of
    one of them.
    """
    return _sheet(Row(*row) for row in _SUMMED.all(session, **_values(wanted, None)))


def _kind(as_of: Known | None) -> str:
    return "now" if as_of is None else "instant" if as_of.last_entry is None else "entry"


@cache
def _followed(moment: str) -> Prepared[tuple[Entry, Record]]:
    statement: Any = _statement(whole=True, moment=moment)
    found: Prepared[tuple[Entry, Record]] = Prepared(statement)
    return found


@cache
def _counted(moment: str) -> Prepared[tuple[Any, ...]]:
    statement: Any = _statement(whole=False, moment=moment)
    found: Prepared[tuple[Any, ...]] = Prepared(statement)
    return found


@cache
def _statement(*, whole: bool, moment: str) -> Select[*tuple[Any, ...]]:
    """The one query, made once: building it takes longer than SQLite takes to answer it."""
    as_of = {"now": None, "instant": Known(_SOME_TIME), "entry": Known(_SOME_TIME, 0)}[moment]
    columns: Select[*tuple[Any, ...]] = select_columns(Entry, Record) if whole else select_columns(*_COLUMNS)
    return columns.select_from(Entry).join(Record).where(
        col(Entry.indicator).in_(bindparam("codes", expanding=True)),
        col(Entry.unit_id).in_(bindparam("units", expanding=True)),
        col(Entry.day_to).between(bindparam("since"), bindparam("until")),
        standing(as_of),
    )  # fmt: skip


_SUMS: dict[Any, Any] = {
    Entry.value: func.sum, Entry.value_max: func.sum, Entry.line: func.min, Record.at: func.min,
    Record.id: func.min,
}  # fmt: skip
_NOW: Any = _statement(whole=False, moment="now")
_SUMMED: Prepared[tuple[Any, ...]] = Prepared(
    _NOW.with_only_columns(*(_SUMS[c](c) if c in _SUMS else c for c in _COLUMNS)).group_by(
        col(Entry.value_max).is_(None), *(c for c in _COLUMNS if c not in _SUMS)
    )
)


def _values(wanted: Wanted, as_of: Known | None) -> dict[str, object]:
    values: dict[str, object] = {
        "codes": wanted.codes, "units": sorted(wanted.units), "since": wanted.since or date.min,
        "until": wanted.until or date.max,
    }  # fmt: skip
    if as_of is not None:
        values |= {"known_at": as_of.at} if as_of.last_entry is None else {"last_entry": as_of.last_entry}
    return values


def _row(entry: Entry, record: Record) -> Row:
    return Row(
        entry.unit_id, entry.indicator, entry.value, entry.value_max, entry.qualifier, entry.change, entry.day_from,
        entry.day_to, entry.counts_for, entry.standard, entry.line, record.at, entry.record_id,
        record.occasion, record.covers, record.within, Source(entry, record),
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


def _in_order(row: Row) -> tuple[date, datetime, int, int, bool, Decimal, str]:
    """By the day it is about, then by when it was told, and by its record where that was at one instant."""
    return row.day_to, row.told_at, row.record_id, row.line, row.change, row.value, row.qualifier
