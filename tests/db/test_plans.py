"""How the database finds what it is asked for: by an index, never by reading every entry."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import Session

from db import checks, closing, codes, known, ledger, province, records, ward
from db.catalogue import indicators
from db.engine import writing
from db.models import Person, Unit
from db.records import About, Line
from tests import fresh
from tests.db.book import NOW

YEAR = (date(2026, 1, 1), date(2026, 11, 30))


@pytest.fixture(scope="module")
def small_province() -> Engine:
    engine = fresh.empty()
    with writing(engine) as session:
        province.fill(session, province.Size(units=62, years=3, entries=3000, seed=1))
        session.connection().execute(text("ANALYZE"))
    return engine


def everything_a_member_or_a_ward_asks(session: Session) -> None:
    khu_pho, above = session.get_one(Unit, 7), session.get_one(Unit, 1)
    person = session.get_one(Person, 7)
    catalogue = indicators()
    moment = known.now(session, NOW)
    for code in ("qua_so_phan", "so_ho", "gdvh_ho_dat"):
        for as_of in (NOW, moment):
            ledger.figure(session, catalogue[code], khu_pho, *YEAR, as_of=as_of)
        found = ledger.figure(session, catalogue[code], khu_pho, *YEAR)
        if found is not None:
            codes.open_code(session, codes.tell(session, khu_pho, found, NOW, person=person, asked=YEAR))
        ledger.latest_period(session, catalogue[code], khu_pho)
        ledger.containing(session, catalogue[code], khu_pho, *YEAR)
    codes.last_told(session, 7, khu_pho)
    ward.table(session, above, list(catalogue.values()), *YEAR)
    ward.reported(session, above, *YEAR)
    closing.close(session, khu_pho, YEAR[1], person, NOW)
    closing.status(session, above, YEAR[1])
    closing.late(session, khu_pho, YEAR[1])
    about = About(YEAR[1], YEAR[1], "…")
    line = Line("qua_so_phan", Decimal(70))
    checks.check(session, khu_pho, about, [line], today=YEAR[1])
    record = records.add(session, khu_pho, person, about, [line], NOW)
    records.recent(session, person, NOW, khu_pho)
    records.void(session, record, person, NOW, "nhầm")


def test_no_question_reads_every_entry_or_every_record(small_province: Engine) -> None:
    asked: list[tuple[str, object]] = []
    with Session(small_province) as session:
        connection = session.connection()

        def note(_c: object, _cursor: object, statement: str, values: object, _context: object, many: bool) -> None:
            if statement.startswith("SELECT") and not many:
                asked.append((statement, values))

        event.listen(connection, "before_cursor_execute", note)
        everything_a_member_or_a_ward_asks(session)
        event.remove(connection, "before_cursor_execute", note)
        plans = {
            statement: [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]  # type: ignore[arg-type]
            for statement, values in asked
        }
        session.rollback()
    growing = ("SCAN entry", "SCAN record", "SCAN told", "SCAN evidence", "SCAN witness", "SCAN closing")
    scans = {s: p for s, plan in plans.items() for p in plan if p.startswith(growing) and "max(entry.id)" not in s}
    assert plans
    assert scans == {}
