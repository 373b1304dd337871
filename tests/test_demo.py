"""The demo's people tell the figures of two real reports through the same talk as everybody."""

import asyncio
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import func, select

from bot.clock import Clock, parse
from bot.demo import FIRST, SCRIPT, Strip, tell
from bot.desk import Desk
from bot.office import Office
from bot.terminal import Terminal
from bot.web.channel import Web
from db.engine import reading
from db.models import MeetingSeries, Outgoing, Pending, Record
from db.outside import Line
from tests import fresh
from tests.botapi import until

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_everything_told_is_saved_and_can_be_asked() -> None:
    engine = fresh.empty()
    clock = Clock(parse(FIRST, ZONE))
    desk = Desk(engine, clock, ZONE)
    tell(desk, clock)
    sentences = [line for line in SCRIPT.read_text("utf-8").splitlines() if line == "lưu"]
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(Pending)).one() == 0
        saved = session.exec(select(func.count()).select_from(Record)).one()
        rules = session.exec(select(func.count()).select_from(MeetingSeries)).one()
    assert saved + rules == len(sentences)
    clock.set(parse("2026-11-21T08:00", ZONE))
    chair = Terminal(desk, clock, "truong-ban")
    assert next(chair.run(["năm 2022 tặng bao nhiêu phần quà?"])) == "< 70 phần quà"
    ward = Terminal(desk, clock, "phuong")
    assert next(ward.run(["còn mấy hộ nghèo?"])) == "< 36 hộ nghèo"
    engine.dispose()


def test_nobody_is_asked_to_telephone_because_the_clock_was_moved_far(tmp_path: Path) -> None:
    engine, clock = fresh.ward(f"sqlite:///{tmp_path}/demo.db"), Clock(parse("2026-11-21T08:00", ZONE))
    office = Office(Desk(engine, clock, ZONE), [Web(engine)])
    chair = Terminal(office.desk, clock, "truong-ban", channel="web")
    list(chair.run(["họp ban ngày 5 hàng tháng 19h tại nhà văn hóa", "lưu", "!as thu-ky", "chào em"]))

    async def moved() -> None:
        office.start()
        await until(lambda: begun(engine))
        await Strip(office, clock).move(parse("2026-12-06T08:00", ZONE))
        await office.stop()

    asyncio.run(moved())
    with reading(engine) as session:
        told = [row for row in session.exec(select(Outgoing)) if row.key.startswith(("reminder:", "called:"))]
    assert {row.state for row in told} == {"sent"}
    assert not [row for row in told if row.key.startswith("called:")]
    engine.dispose()


def begun(engine: Engine) -> bool:
    """Whether the sender has begun."""
    with reading(engine) as session:
        return session.exec(select(Line)).first() is not None
