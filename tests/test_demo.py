"""The demo's people tell the figures of two real reports through the same talk as everybody."""

from zoneinfo import ZoneInfo

from sqlmodel import func, select

from bot.clock import Clock, parse
from bot.demo import FIRST, SCRIPT, tell
from bot.desk import Desk
from bot.terminal import Terminal
from db.engine import MEMORY, connect, reading
from db.models import MeetingSeries, Pending, Record

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_everything_told_is_saved_and_can_be_asked() -> None:
    engine = connect(MEMORY)
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
