"""A synthetic province for measuring: units, people and years of entries, all invented, the same for one seed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Table, insert, text
from sqlmodel import Session, SQLModel, select

from db.catalogue import Indicator, indicators
from db.mistake import Mistake
from db.models import Entry, Membership, Person, Record, Unit

LAST = date(2026, 11, 30)
KHU_PHO_A_WARD = 60
_LINES = 2  # figures of one record
_CHUNK = 5_000  # records
_STOCK_SHARE = 4  # every fourth entry


class NotEmpty(Mistake):
    """The database has people or units already; what is invented never mixes with real records."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the province is to be."""

    units: int
    years: int
    entries: int
    seed: int


def fill(session: Session, size: Size, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Fill a fresh database. Raises NotEmpty, and Mistake for a size that makes no sense."""
    if min(size.units, size.years) < 1 or size.entries < 0:
        raise Mistake("a province has at least one unit and one year")
    if session.exec(select(Unit.id)).first() is not None or session.exec(select(Person.id)).first() is not None:
        raise NotEmpty("the database is not empty; a synthetic province goes into a fresh one")
    first = LAST.replace(year=LAST.year - size.years) + timedelta(days=1)
    khu_pho = _people_and_units(session, size.units, first)
    chance = Random(size.seed)  # noqa: S311 (figures that look real, no secrets)
    records = _records(chance, khu_pho, first, size.entries)
    done = 0
    while chunk := list(islice(records, _CHUNK)):
        _insert(session, Record, [record for record, _ in chunk])
        entries = [entry for _, lines in chunk for entry in lines]
        _insert(session, Entry, entries)
        done += len(entries)
        progress(done, size.entries)
    if session.get_bind().dialect.name == "postgresql":
        for table in (Unit, Person, Membership, Record, Entry):
            name = _table(table).name
            session.connection().execute(text(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT coalesce(max(id), 1) FROM {name}))"  # noqa: S608 (our own names)
            ))  # fmt: skip


def _people_and_units(session: Session, count: int, since: date) -> list[int]:
    """Wards of sixty khu phố, and a secretary in each; the keys of the khu phố."""
    units: list[dict[str, Any]] = []
    ward = 0
    for n in range(1, count + 1):
        place = (n - 1) % (KHU_PHO_A_WARD + 1)
        ward = n if place == 0 else ward
        number = 1 + (n - 1) // (KHU_PHO_A_WARD + 1)
        units.append({
            "id": n, "kind": "khu_pho" if place else "phuong", "parent_id": ward if place else None,
            "name": f"Khu phố {place}" if place else f"Phường Giả định {number}",
            "code": f"P{number}K{place}" if place else f"P{number}", "valid_from": since,
        })  # fmt: skip
    people = [
        {"id": u["id"], "key": f"thu-ky-{u['id']}", "name": f"Người Giả Định {u['id']}", "title": "chị"} for u in units
    ]
    roles = [
        {"id": u["id"], "person_id": u["id"], "unit_id": u["id"], "since": since,
         "role": "ward" if u["kind"] == "phuong" else "secretary"}
        for u in units
    ]  # fmt: skip
    _insert(session, Unit, units)
    _insert(session, Person, people)
    _insert(session, Membership, roles)
    return [u["id"] for u in units if u["kind"] == "khu_pho"] or [1]


Rows = tuple[dict[str, Any], list[dict[str, Any]]]


def _records(chance: Random, units: list[int], first: date, count: int) -> Iterator[Rows]:
    flows = [i for i in indicators().values() if i.kind == "flow"]
    stocks = [i for i in indicators().values() if i.kind == "stock"]
    days = (LAST - first).days
    numbers: dict[int, int] = {}
    entry = 0
    for key in range(1, -(-count // _LINES) + 1):
        unit = chance.choice(units)
        day = first + timedelta(days=chance.randrange(days + 1))
        at = datetime.combine(day, time(1), UTC) + timedelta(minutes=chance.randrange(600))
        numbers[unit] = numbers.get(unit, 0) + 1
        code = f"P{1 + (unit - 1) // (KHU_PHO_A_WARD + 1)}K{(unit - 1) % (KHU_PHO_A_WARD + 1)}"
        record = {
            "id": key, "number": f"{code}-{numbers[unit]:04}", "unit_id": unit, "day_from": day, "day_to": day,
            "text": "số liệu giả định", "person_id": unit, "at": at,
        }  # fmt: skip
        lines = []
        for line in range(1, min(_LINES, count - entry) + 1):
            entry += 1
            indicator = chance.choice(stocks if chance.randrange(_STOCK_SHARE) == 0 else flows)
            lines.append({
                "id": entry, "record_id": key, "unit_id": unit, "line": line, "indicator": indicator.code,
                "value": _value(chance, indicator), "day_from": day, "day_to": day, "person_id": unit, "at": at,
            })  # fmt: skip
        yield record, lines


def _value(chance: Random, indicator: Indicator) -> Decimal:
    low, high = indicator.usual or (1, 100)
    return Decimal(chance.randint(low, high))


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)


def _table(table: type[SQLModel]) -> Table:
    found: Table = SQLModel.metadata.tables[str(table.__tablename__)]
    return found
