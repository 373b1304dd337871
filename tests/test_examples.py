"""The example of a correction that stands under a record, typed as it is, corrects that record."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db import records
from db.catalogue import indicators
from db.engine import writing
from db.models import Person, Unit
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2026, 11, 20)
SUMMED = sorted(i.code for i in indicators().values() if i.kind != "ratio")


@pytest.fixture(scope="module")
def chat() -> Iterator[Terminal]:
    """Khu phố 9 has one record of each figure."""
    engine = fresh.ward()
    clock = Clock(parse("2026-11-21T08:00", ZONE))
    with writing(engine) as session:
        unit = session.exec(select(Unit).where(Unit.code == "KP9")).one()
        person = session.exec(select(Person).where(Person.key == "truong-ban")).one()
        for code in SUMMED:
            value = Decimal(12_000_000 if indicators()[code].unit == "dong" else 12)
            about = records.About(DAY, DAY, f"{indicators()[code].name}: {value}")
            records.add(session, unit, person, about, [records.Line(code, value)], clock())
    yield Terminal(Desk(engine, clock, ZONE), clock, "truong-ban")
    engine.dispose()


@pytest.mark.parametrize(("place", "code"), list(enumerate(SUMMED, start=1)), ids=SUMMED)
def test_the_example_under_a_record_corrects_it(chat: Terminal, place: int, code: str) -> None:
    shown = "\n".join(chat.run([f"xem #KP9-{place:04}"]))
    example = re.search(r"Cần sửa thì nhắn, ví dụ: “(.+)”", shown)
    assert example is not None, shown
    recap = "\n".join(chat.run([example[1]]))
    list(chat.run(["bỏ"]))
    assert f"Em sửa #KP9-{place:04}" in recap
    assert f"• {indicators()[code].name}: " in recap
