"""The ledger at scale: a question, a ward's table, writing an entry, at ten thousand and at a million entries."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

from sqlalchemy import Engine
from sqlmodel import Session, select

from db import codes, ledger, province, records, ward
from db.catalogue import Indicator, indicators
from db.engine import connect, reading, writing
from db.models import Entry, Person, Unit
from db.records import About, Line

SMALL, LARGE = 10_000, 1_000_000
YEAR = (date(2026, 1, 1), date(2026, 11, 30))
TERM = (date(2016, 12, 1), date(2026, 11, 30))  # the longest there is: every entry of the committee counts
NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
QUESTIONS, TABLES, WRITES = 400, 15, 200


def main() -> None:
    """Print what each thing takes, and how much more at a hundred times the entries."""
    with tempfile.TemporaryDirectory(prefix="khupho-bench-") as folder:
        measured = {size: _measure(Path(folder) / f"{size}.db", size) for size in (SMALL, LARGE)}
    for name, small in measured[SMALL].items():
        large = measured[LARGE][name]
        print(f"ledger: {name:32} {small:8.2f} ms at {SMALL:,}, {large:8.2f} ms at {LARGE:,}: x {large / small:.2f}")


def _measure(path: Path, entries: int) -> dict[str, float]:
    kept = os.environ.get(f"KHUPHO_BENCH_{entries}")  # a database made before, to save the minute it takes
    engine = connect(f"sqlite:///{kept or path}")
    began = time.perf_counter()
    if not kept:
        with writing(engine) as session:
            province.fill(session, province.Size(3000, 10, entries, 1))
        print(f"ledger: {entries:,} entries made in {time.perf_counter() - began:.0f} s")
    chance = Random(2)
    found = {
        "question with its code, p50": 0.0,
        "question with its code, p95": 0.0,
        "question as of a year ago, p95": _p95(lambda: _question(engine, chance, as_of=True), QUESTIONS),
        "ward's table 60 x 25, p95": _p95(lambda: _table(engine, chance), TABLES),
        "writing an entry, p95": _p95(lambda: _write(engine, chance), WRITES),
    }
    asked = _times(lambda: _question(engine, chance), QUESTIONS)
    found["question with its code, p50"], found["question with its code, p95"] = statistics.median(asked), _high(asked)
    engine.dispose()
    return found


def _question(engine: Engine, chance: Random, *, as_of: bool = False) -> None:
    """A member asks for a figure that the committee has; it is told with a code."""
    moment = NOW.replace(year=2025) if as_of else None
    with writing(engine) as session:
        entry = session.get_one(Entry, chance.randint(1, SMALL))
        unit = session.get_one(Unit, entry.unit_id)
        figure = ledger.figure(session, indicators()[entry.indicator], unit, *TERM, as_of=moment)
        if not as_of:
            assert figure is not None
            codes.tell(session, unit, figure, NOW, asked=TERM)


def _table(engine: Engine, chance: Random) -> None:
    with reading(engine) as session:
        wards = session.exec(select(Unit).where(Unit.kind == "phuong")).all()[:-1]  # the last may not be full
        assert len(ward.table(session, chance.choice(wards), _daily(), *YEAR).units) == province.KHU_PHO_A_WARD


def _daily() -> list[Indicator]:
    shown = [i for i in indicators().values() if i.shown]
    return [*shown, *(i for i in indicators().values() if not i.shown)][:25]


def _write(engine: Engine, chance: Random) -> None:
    with writing(engine) as session:
        unit = _khu_pho(session, chance)
        person = session.get(Person, unit.id)
        assert person is not None
        about = About(YEAR[1], YEAR[1], "tặng quà")
        records.add(session, unit, person, about, [Line("qua_so_phan", Decimal(chance.randint(1, 70)))], NOW)


def _khu_pho(session: Session, chance: Random) -> Unit:
    while True:
        unit = session.get(Unit, chance.randint(2, 3000))
        if unit is not None and unit.kind == "khu_pho":
            return unit


def _p95(action: Callable[[], None], count: int) -> float:
    return _high(_times(action, count))


def _high(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _times(action: Callable[[], None], count: int) -> list[float]:
    """What each of many runs takes, in milliseconds, once warm."""
    for _ in range(max(3, count // 20)):
        action()
    times = []
    for _ in range(count):
        began = time.perf_counter()
        action()
        times.append((time.perf_counter() - began) * 1000)
    return times


if __name__ == "__main__":
    main()
