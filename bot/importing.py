"""`python -m bot import`: a sheet of figures into the ledger, all of it or nothing, and out again as one batch."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sqlmodel import Session, col, select

from bot import workbook
from bot.exporting import ENTRIES
from bot.workbook import Cell
from db import checks, family, people, records, units
from db.book import Batch, Imported
from db.catalogue import Indicator, indicators
from db.mistake import Mistake
from db.models import Membership, Person, Record, Unit
from db.records import About, Line
from handlers import wording
from handlers.words import bare

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")
_HEADS = {
    "ngay": "day", "tu ngay": "start", "den ngay": "end", "khu pho": "unit", "don vi to chuc": "unit",
    "chi tieu": "indicator", "gia tri": "value",
    "so lieu": "value", "gia tri den": "value_max", "don vi": "measure", "muc do": "qualifier",
    "thay doi": "change", "tinh cho": "counts_for", "chuan": "standard", "dip": "occasion", "hoat dong": "activity",
    "noi dung": "text", "ghi chu": "text", "so": "number", "dong": "line",
}  # fmt: skip
_QUALIFIERS = {bare(word): code for code, word in wording.QUALIFIER_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, or looks unusual about it."""

    row: int
    says: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be written."""

    row: int
    unit: Unit
    about: About
    line: Line


@dataclass(frozen=True, slots=True)
class Result:
    """What an import did or would do: nothing where there are errors."""

    batch: int | None
    rows: tuple[Ready, ...]
    errors: tuple[Problem, ...]
    unusual: tuple[Problem, ...]


class _Wrong(Exception):
    """A row cannot be taken; the text says why."""


def load(session: Session, path: Path, person: Person, now: datetime, today: date, *, dry_run: bool) -> Result:
    """Read a sheet and write it as one batch, unless a row is wrong or it is only tried. Raises Mistake."""
    allowed = _allowed(session, person, today)
    ready: list[Ready] = []
    errors: list[Problem] = []
    for number, cells in _rows(path):
        try:
            ready.append(_read(session, number, cells, allowed, today))
        except _Wrong as error:
            errors.append(Problem(number, str(error)))
    unusual = tuple(problem for row in ready for problem in _unusual(session, row, today))
    if errors or dry_run or not ready:
        return Result(None, tuple(ready), tuple(errors), unusual)
    return Result(_write(session, path, person, now, ready), tuple(ready), (), unusual)


def undo(session: Session, batch_id: int, person: Person, now: datetime) -> int:
    """Take back everything a batch brought in; how many records that was. Raises Mistake."""
    batch = session.get(Batch, batch_id)
    if batch is None or batch.undone_at is not None:
        raise Mistake(f"batch {batch_id} was {'never imported' if batch is None else 'taken back already'}")
    if batch.person_id != person.id:
        raise Mistake(f"batch {batch_id} was imported by somebody else")
    found = session.exec(
        select(Record).join(Imported, col(Imported.record_id) == Record.id).where(Imported.batch_id == batch_id)
    ).all()
    for record in found:
        records.void(session, record, person, now, f"trả lại lần nhập {batch_id}")
    batch.undone_at = now
    session.add(batch)
    return len(found)


def _write(session: Session, path: Path, person: Person, now: datetime, ready: list[Ready]) -> int:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    before = session.exec(select(Batch).where(Batch.sha256 == sha256, col(Batch.undone_at).is_(None))).first()
    if before is not None:
        raise Mistake(
            f"{path}: this file was imported before, as batch {before.id}; take it back first: --undo {before.id}"
        )
    batch = Batch(file=path.name, sha256=sha256, person_id=person.id or 0, at=now)
    session.add(batch)
    session.flush()
    for row in ready:
        record = records.add(session, row.unit, person, row.about, [row.line], now)
        session.add(Imported(record_id=record.id or 0, batch_id=batch.id or 0))
    session.flush()
    return batch.id or 0


def _allowed(session: Session, person: Person, today: date) -> Mapping[int, Unit]:
    """The units a person may write for, his own first. Raises Mistake."""
    member: Membership | None = people.membership(session, person.id or 0, today)
    own = session.get(Unit, member.unit_id) if member else None
    if member is None or own is None:
        raise Mistake(f"{person.name} is in no committee today")
    home = family.of(session, [own])
    scope = home.scope(own.id or 0) if member.role == "ward" else {own.id or 0} | home.ancestors(own.id or 0)
    return {own.id or 0: own} | {i: home.places[i].unit for i in sorted(scope)}


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Cell]]]:
    """The rows below the heads, each cell by what it means; a line that an export lists twice only once."""
    names: list[str | None] | None = None
    seen: set[tuple[Cell, Cell]] = set()
    for number, row in workbook.read(path, ENTRIES):
        if names is None:
            names = [_HEADS.get(bare(str(cell or ""))) for cell in row]
            missing = {"indicator", "value"} - set(names)
            if missing or not {"day", "end"} & set(names):
                raise Mistake(f"{path}: the first row needs the heads Ngày, Chỉ tiêu and Giá trị")
            continue
        cells: dict[str, Cell] = {n: cell for n, cell in zip(names, row, strict=False) if n and cell not in {None, ""}}
        place = (cells.get("number"), cells.get("line"))
        if cells and (None in place or place not in seen):
            seen.add(place)
            yield number, cells


def _read(session: Session, number: int, cells: dict[str, Cell], allowed: Mapping[int, Unit], today: date) -> Ready:
    indicator = _indicator(cells.get("indicator"))
    end = _day(cells.get("end") or cells.get("day"))
    start = _day(cells.get("start") or cells.get("day") or cells.get("end"))
    if end < start:
        raise _Wrong(f"the period ends on {end}, before it begins on {start}")
    if start > today:
        raise _Wrong(f"{start} has not come yet")
    unit = _unit(session, cells.get("unit"), allowed, end)
    outside = units.outside(session, unit, start, end)
    if outside is not None:
        instead = f"; write it for {', '.join(u.name for u in outside.instead)}" if outside.instead else ""
        raise _Wrong(f"{unit.name} did not exist from {start} to {end}{instead}")
    if "measure" in cells and bare(str(cells["measure"])) not in _measures(indicator):
        own = wording.UNIT_WORDS.get(indicator.unit, indicator.unit)
        raise _Wrong(f"{indicator.name} is kept in {own}, not {cells['measure']}")
    top = _value(indicator, cells["value_max"]) if "value_max" in cells else None
    line = Line(
        indicator.code, _value(indicator, cells.get("value")), top, _qualifier(cells.get("qualifier")),
        change=bool(cells.get("change")), counts_for=_counts_for(cells.get("counts_for")),
        standard=_standard(indicator, cells.get("standard")),
    )  # fmt: skip
    about = About(start, end, str(cells.get("text") or f"nhập từ bảng tính, dòng {number}"),
                  _text(cells.get("activity")), _text(cells.get("occasion")))  # fmt: skip
    return Ready(number, unit, about, line)


def _indicator(cell: Cell) -> Indicator:
    wanted = bare(str(cell or ""))
    if not wanted:
        raise _Wrong("there is no indicator")
    for indicator in indicators().values():
        if cell == indicator.code or wanted in {bare(indicator.name), *map(bare, indicator.phrases)}:
            return indicator
    raise _Wrong(f"there is no indicator called {cell}")


def _unit(session: Session, cell: Cell, allowed: Mapping[int, Unit], day: date) -> Unit:
    if cell is None:
        return next(iter(allowed.values()))
    found = units.by_name(session, str(cell), day)
    wanted = " ".join(str(cell).split()).casefold()
    own = next((u for u in allowed.values() if wanted in {u.name.casefold(), u.code.casefold()}), None)
    if found is not None and found.id in allowed:
        return found
    if own is not None:
        return own
    raise _Wrong(f"there is no unit called {cell}" if found is None else f"you do not write for {found.name}")


def _day(cell: Cell) -> date:
    if isinstance(cell, date):
        return cell
    text = str(cell or "").strip()
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError as error:
        raise _Wrong(
            f"{cell} is not a day (examples: 05/12/2026, 2026-12-05)" if text else "there is no day"
        ) from error


def _value(indicator: Indicator, cell: Cell) -> Decimal:
    text = str(cell if cell is not None else "").strip()
    text = text.replace(".", "") if _GROUPED.fullmatch(text) and isinstance(cell, str) else text
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise _Wrong(f"{cell} is not a number" if text else "there is no value") from error
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise _Wrong(f"{cell} is not a number that can be kept")
    if value * 1000 % 1 or (indicator.unit == "dong" and value % 1):
        raise _Wrong(f"{cell} has too many decimals for {indicator.name}")
    return value


def _measures(indicator: Indicator) -> set[str]:
    return {bare(word) for word in (indicator.unit, indicator.noun, wording.UNIT_WORDS.get(indicator.unit, ""))}


def _qualifier(cell: Cell) -> str:
    found = _QUALIFIERS.get(bare(str(cell or "")))
    if found is None:
        raise _Wrong(f"{cell}: say khoảng, gần, trên, dưới or nothing")
    return found


def _counts_for(cell: Cell) -> str:
    found = {"": "own", "khu pho": "own", "phuong": "phuong", "chi hoi": "chi_hoi"}.get(bare(str(cell or "")))
    if found is None:
        raise _Wrong(f"{cell}: say khu phố, phường, chi hội or nothing")
    return found


def _standard(indicator: Indicator, cell: Cell) -> str | None:
    if cell is not None and str(cell) not in indicator.standards:
        raise _Wrong(f"{indicator.name} has no standard {cell}")
    return _text(cell)


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _unusual(session: Session, row: Ready, today: date) -> Iterator[Problem]:
    for found in checks.check(session, row.unit, row.about, [row.line], today=today):
        yield Problem(row.row, re.sub(r"(?<!^)(?=[A-Z])", " ", type(found).__name__).lower())
